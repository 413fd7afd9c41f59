"""Gates: wherever a rule matches, its gate lets it be tried."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.find import written
from extractor.patterns.compile import FLAGS, NEVER, compile_once
from extractor.patterns.gate import FOLDED, ascii_of, loosened
from extractor.patterns.gates import Gates
from extractor.patterns.scan import Scan
from extractor.rules import Rule, load_rules
from extractor.rules.marks import read_marks

RULES = [rule for rule in load_rules().rules if rule.expression != NEVER]
PATTERNS = (
    r"\b(?P<year>(?:19|20)\d\d)\b(?!\d)",
    r"(?<=Rp)\d++(?:[.,]\d{1,3})*+",
    r"[^,–\s?]{2,9}[a-z–-]",
    r"[^ 0-9a-f+-.][٣\u00a0-]",
    r"[^\S\n]\w[^\W\d]\p{L}",
    r"[!-é]\x2d\u2013?",
    r"(?:satu|dua)(?: [^\d]){1,60}?(?=-|–)",
    r"(?=ki|se)\w(?-i:[KS])?",
    r"(?=kx)\w|s(?=e)",
    r"\S\D\W.",
    r"(?>a|ab)c?|(?:s(?=x)|k){2}",
    r"(?:x[aé]{0,2}+){4}",
)


def lets_in(gate: str, text: str, start: int = 0) -> bool:
    """Return whether a rule with this gate is tried at the place."""
    return start in dict(Gates([gate]).places(text))


def matches(rule: Rule) -> list[tuple[str, int]]:
    """Return the texts of the rule's examples, each with a place where it matches."""
    found = []
    for text in (read_marks(example)[0] for example in (*rule.examples, *rule.counterexamples)):
        for start in range(len(text)):
            opened = compile_once(rule.opening).match(text, start) if rule.opening else None
            if (opened or not rule.opening) and rule.pattern.match(text, opened.end() if opened else start):
                found.append((text, start))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_gate_lets_its_rule_be_tried_where_it_matches(rule: Rule) -> None:
    gates = Gates([loosened(written(rule).whole)])
    places = [(text, start) for text, start in matches(rule) if not text[start - 1 : start].isalnum()]
    assert all(start in dict(gates.places(text)) for text, start in places)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_gate_of_a_shipped_rule_lets_everything_in(rule: Rule) -> None:
    gate = loosened(written(rule).whole)
    assert not lets_in(gate, "x")
    assert not lets_in(gate, "mobil itu")


@given(st.sampled_from(PATTERNS), st.text("asteundkx KS12.,-–é?\n٣\u00a0İſ", max_size=12))
def test_what_a_pattern_matches_its_gate_matches(pattern: str, text: str) -> None:
    if regex.compile(pattern, FLAGS).match(text) and regex.match(r"[^\s.,]", text):
        assert lets_in(loosened(pattern), text)


@given(st.sampled_from(PATTERNS), st.text("asteundkx KS12.,-–é?\n٣\u00a0İſ", max_size=30))
def test_a_scan_finds_what_the_pattern_finds(pattern: str, text: str) -> None:
    compiled = regex.compile(pattern)
    assert [m.span() for m in Scan(compiled).finditer(text)] == [m.span() for m in compiled.finditer(text)]


@pytest.mark.parametrize("sign", ["é", "–", "\ud800", "٣", "\u2028", "\u00a0", "😀", *FOLDED])
def test_signs_beyond_ascii_are_one_byte_each(sign: str) -> None:
    assert len(ascii_of(f"a{sign}b")) == 3


@pytest.mark.parametrize(("sign", "folded"), FOLDED.items())
def test_letters_that_are_the_same_where_case_does_not_matter(sign: str, folded: str) -> None:
    assert regex.match(folded, sign, FLAGS)
    assert lets_in(loosened(folded), sign)
    assert not lets_in(loosened("x"), sign)


@pytest.mark.parametrize(
    "pattern",
    [r"(a)\1", r"(?R)", r"\m\w", r"(?:foo){e<=1}", r"\X", r"[[:alpha:]]", r"(?i)a", r"\N{DIGIT ONE}", r"\L<x>"],
)
def test_what_is_not_known_here_opens_the_gate(pattern: str) -> None:
    assert loosened(pattern) == ""
    assert lets_in(loosened(pattern), "x")


def test_a_gate_that_is_too_large_lets_everything_in() -> None:
    assert lets_in(r"(?:(?:(?:a{3}){3}){3}b{3}){999}", "x")


def test_a_gate_stops_what_does_not_go_on_so() -> None:
    gate = loosened(r"(?<!\d)\d{1,2} (?:januari|februari) (?:19|20)\d\d\b")
    assert lets_in(gate, "1 Januari 2020")
    assert not lets_in(gate, "1 januari")
    assert not lets_in(gate, "1 orang")
