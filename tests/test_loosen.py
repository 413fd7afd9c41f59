"""Gates: whatever a rule matches, its gate matches from any beginning on, with every digit read as another."""

from __future__ import annotations

import pytest

from extractor.find.gate import SAME_DIGIT
from extractor.find.loosen import loosened
from extractor.rules import Rule, compile_once, load_rules
from extractor.rules.marks import read_marks

RULES = load_rules().rules


def matches(rule: Rule) -> list[tuple[str, int, int]]:
    """Return the texts of the rule's examples with where it matches in them: past its opening, to the end."""
    found = []
    for text in (read_marks(example)[0] for example in (*rule.examples, *rule.counterexamples)):
        for start in range(len(text)):
            opened = compile_once(rule.opening).match(text, start) if rule.opening else None
            at = opened.end() if opened else start
            if (opened or not rule.opening) and (match := rule.pattern.match(text, at)):
                found.append((text, at, match.end()))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_gate_lets_every_beginning_of_a_match_in(rule: Rule) -> None:
    gate = compile_once(loosened(rule.expression))
    for text, at, end in matches(rule):
        for first in range(max(0, at - 2), at + 1):
            for last in range(at + 1, end + 1):
                ahead = text[first:last].translate(SAME_DIGIT)
                assert gate.match(ahead, at - first, partial=True), (ahead, at - first)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?!dan\b)\w+", "dan"),  # `danau`
        (r"(?<=Rp)\d+", "5"),
        (r"(?:19|20)\d\d", "0000"),
        (r"(?!0)\d+", "0"),
        (r"[1-3][^4-9]", "00"),
        (r"\w\s\b\w", "a "),
        (r"x{2,3}(?![^\d])", "xx"),
    ],
)
def test_what_a_gate_cannot_know_it_lets_pass(pattern: str, text: str) -> None:
    assert compile_once(loosened(pattern)).match(text, partial=True)


def test_what_lies_before_is_only_what_is_seen() -> None:
    assert compile_once(loosened(r"(?<!(?<!\d)\d)x")).match("5x", 1, partial=True)  # 15x
    assert not compile_once(loosened(r"(?<!\d)x")).match("5x", 1, partial=True)


def test_a_gate_stops_what_does_not_begin_so() -> None:
    gate = compile_once(loosened(r"(?<!\d)\d{1,2} (?:januari|februari) (?:19|20)\d\d\b"))
    assert gate.match("00 jan", partial=True)
    assert not gate.match("00 orang", partial=True)
    assert not gate.match("00 januari 0 ", partial=True)
