"""Words of a list are found at the words they begin with, just where a search of the whole text finds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import regex

from extractor.link.clauses import lists_of
from extractor.link.indicator import cue_lists
from extractor.link.speech import read_cues
from extractor.patterns import wordlists as words
from extractor.patterns.compile import FLAGS
from extractor.patterns.wordlists import Lists, Pieces
from extractor.rules import load_rules

RULEBOOK = load_rules()
TEXTS = [path.read_text(encoding="utf8") for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))]
ODD = "AS. (Kata) _kata kata_ KATANYA, Jawa-Bali 34 Provinsi ſaat ini, ſ\u0301 İndonesia ıNDONESIA di\nRI; kata Pesan"


def spans(matches: Iterable[regex.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


@pytest.mark.parametrize("lists", [lists_of(RULEBOOK), cue_lists(RULEBOOK), read_cues(RULEBOOK).speech])
def test_as_a_search_of_the_whole_text(lists: Lists) -> None:
    for text in [*TEXTS, *(text.upper() for text in TEXTS), ODD]:
        found = lists.find(Pieces(text))
        assert found.keys() == lists.patterns.keys()
        for name, pattern in lists.patterns.items():
            assert spans(found[name]) == spans(pattern.finditer(text))


def test_matches_do_not_overlap() -> None:
    lists = Lists({"two": regex.compile(r"(?<!\w)(?:satu dua|dua tiga)", FLAGS)})
    assert spans(lists.find(Pieces("satu dua tiga, dua tiga"))["two"]) == [(0, 8), (15, 23)]


def test_forgets_beginnings_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "REMEMBERED", 3)
    lists = Lists({"desa": regex.compile(r"(?<!\w)desa(?!\w)", FLAGS)})
    told = [lists[word] for word in ("desa", "dese", "De", "rumah", "desa")]
    assert told == [("desa",), (), ("desa",), (), ("desa",)]
    assert len(lists) <= 3
