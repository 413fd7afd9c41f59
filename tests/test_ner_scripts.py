"""The scripts that train and score the NER model: labelled text read, repaired and scored; the scores of the card."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles import SHARED
from extractor.model import Token
from extractor.recognize import Recognizer
from extractor.segment import Segmenter
from ner_data import SETS, Name, Passage, fitting, join, read_bio, repaired, tokenize
from score_ner import Score, score

ROWS = 'Bupati O|Budi B-PER|Utomo I-PER|( O|BU B-PER|) O|, O|kata O|" O|Golkar B-ORG|" O|. O'


def rows(marked: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split(" ")) for pair in marked.split("|")]


def texts(passage: Passage) -> list[str]:
    return [f"{passage.text[name.start : name.end]} {name.label}" for name in passage.names]


def test_text_is_put_together_as_it_is_printed() -> None:
    passage = join(rows(ROWS), "news")
    assert passage.text == 'Bupati Budi Utomo (BU), kata "Golkar".'
    assert texts(passage) == ["Budi Utomo PER", "BU PER", "Golkar ORG"]


def spaced(marked: str) -> Passage:
    """Return rows as a passage with a token for each."""
    passage = join(rows(marked), "news")
    starts = [at for at in range(len(passage.text)) if at == 0 or passage.text[at - 1] == " "]
    tokens = tuple(Token(at, at + len(passage.text[at:].split(" ")[0])) for at in starts)
    return Passage(passage.text, passage.names, "news", tokens)


def test_a_person_forgotten_once_is_named() -> None:
    known = [spaced("kata O|Suhardi B-PER|tadi O")] * 3
    forgotten, longer = spaced("lalu O|Suhardi O|pergi O"), spaced("Jalan O|Suhardi O|macet O")
    mended = repaired([*known, forgotten, longer])
    assert [texts(passage) for passage in mended[3:]] == [["Suhardi PER"], []]


def test_a_label_against_all_others_is_mended_but_no_place() -> None:
    passages = [spaced("Golkar B-ORG|menang O")] * 6 + [
        spaced("Golkar B-PER|menang O"),
        spaced("Golkar B-LOC|menang O"),
    ]
    assert [texts(passage)[0] for passage in repaired(passages)[6:]] == ["Golkar ORG", "Golkar LOC"]


def test_names_that_no_token_begins_are_left_out() -> None:
    passage = Passage("Jokowi-JK", (Name(0, 6, "PER"), Name(0, 9, "PER")), "news", (Token(0, 9),))
    assert fitting(passage) == (Name(0, 9, "PER"),)


def test_scores() -> None:
    assert (Score(3, 4, 6).precision, Score(3, 4, 6).recall, Score(3, 4, 6).f1) == (0.75, 0.5, 0.6)
    assert Score(0, 0, 0).f1 == 0.0


FLOORS = {"idner-news-2k": 0.90, "nergrit-indonlu": 0.70}  # F1 on the test files; the card says more exactly


@pytest.mark.slow
@pytest.mark.stanza
@pytest.mark.parametrize("name", SETS)
def test_scores_of_the_card(name: str) -> None:
    path = SHARED / "ner" / name / "test.bio"
    if not path.is_file():
        pytest.skip("the labelled sets are not in this clone")
    passages = list(tokenize(read_bio(path, SETS[name]), Segmenter()))
    scores = score(Recognizer(), passages)
    assert scores["all"].f1 >= FLOORS[name]
    card = (Path(__file__).parent.parent / "extractor/models/ner/CARD.md").read_text(encoding="utf8")
    for label, s in scores.items():
        assert f"| {name} | {label} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} |" in card
