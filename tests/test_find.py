"""Finding: which rules are tried where must not depend on the shortcut that makes it fast."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.find import Finder, TimeLimitError
from extractor.model import Mention
from extractor.patterns.compile import compile_once
from extractor.patterns.gates import starts
from extractor.rules import load_rules
from extractor.rules.examples import check_examples
from extractor.rules.marks import read_marks

RULES = load_rules()
FINDER = Finder(RULES)
EXAMPLES = [read_marks(text)[0] for rule in RULES.rules for text in (*rule.examples, *rule.counterexamples)]


def everywhere(text: str) -> list[Mention]:
    """Try every rule at every word."""
    found = []
    for start in starts(text):
        for rule in RULES.rules:
            opened = compile_once(rule.opening or "").match(text, start)
            match = rule.pattern.match(text, opened.end()) if opened else None
            if match:
                found += FINDER.readings(rule, start, match)
    return found


@pytest.mark.parametrize("text", EXAMPLES)
def test_gates_tell_which_rules_to_try(text: str) -> None:
    assert FINDER.find(text) == everywhere(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=3), st.sampled_from(" \n\t-,.(\u00a0"))
def test_in_any_neighbourhood(texts: list[str], between: str) -> None:
    text = between.join(texts)
    assert FINDER.find(text) == everywhere(text)


def test_a_time_limit_ends_in_one_sentence() -> None:
    with pytest.raises(TimeLimitError, match="longer than the limit of 0 seconds"):
        FINDER.find("Naik 5 persen. " * 1000, seconds=0)


def test_a_users_rule_that_never_ends_is_cut_off(tmp_path: Path) -> None:
    rule = """[[rule]]
id = "count.endless"
pattern = '(?P<amount>\\d+)(?:(.*?)(.*?)(.*?)(.*?)\\2\\3\\4\\5)? (?P<unit>[kq]ucing)'
normalize = "count.plain"
examples = ["Ada [5](5 kucing) kucing."]
"""
    (tmp_path / "count.toml").write_text(rule, encoding="utf8")
    with pytest.raises(TimeLimitError):
        Finder(load_rules(tmp_path)).find("5 " + "orang " * 400, seconds=0.5)


def test_a_rule_without_its_examples_is_reported() -> None:
    rule = RULES.rules[0]
    misses = list(check_examples([rule], lambda _text, _published: []))
    assert len(misses) == len(rule.examples)
    assert rule.id in str(misses[0])
