"""Words of a list are found at the words they begin with, just where a search of the whole text finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from extractor.links import words
from extractor.links.describe import cue_words
from extractor.links.speech import read_cues
from extractor.links.words import Words
from extractor.model import NUMBERS
from extractor.rules import APART, FLAGS, WORD, load_rules

RULEBOOK = load_rules()
TEXTS = [path.read_text(encoding="utf8") for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))]
SEARCHED = {
    "relate_break": WORD,
    "relate_each": WORD,
    "relate_said": WORD,
    "relate_now": APART,
    "relate_country": APART,
    "relate_country_body": APART,
    "relate_elsewhere": APART,
    "relate_foreign": APART,
}
PATTERNS = [
    *(RULEBOOK.compile(name, form) for name, form in SEARCHED.items()),
    *(cue_words(kind, RULEBOOK) for kind in NUMBERS),
    read_cues(RULEBOOK).speech,
]
ODD = (
    "AS. as, (Kata) _kata kata_ KATANYA, Jawa-Bali 34 Provinsi ſaat ini, ſ\u0301 İndonesia ıNDONESIA di\nRI; kata Pesan"
)


def spans(matches: object) -> list[tuple[int, int]]:
    return [match.span() for match in matches]  # type: ignore[attr-defined]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_as_a_search_of_the_whole_text(pattern: regex.Pattern[str]) -> None:
    for text in [*TEXTS, *(text.upper() for text in TEXTS), ODD]:
        assert spans(Words(text).find(pattern)) == spans(pattern.finditer(text))


def test_matches_do_not_overlap() -> None:
    pattern = regex.compile(r"(?<!\w)(?:satu dua|dua tiga)", FLAGS)
    assert spans(Words("satu dua tiga, dua tiga").find(pattern)) == [(0, 8), (15, 23)]


def test_forgets_beginnings_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "REMEMBERED", 3)
    known = words.MayBegin(regex.compile(r"(?<!\w)desa(?!\w)", FLAGS))
    assert [known[word] for word in ("desa", "dese", "De", "rumah", "desa")] == [True, False, True, False, True]
    assert len(known) <= 3
