"""The corpus: each article in `corpus/` has its gold in `corpus/gold/`, the same text with every fact marked."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import regex

from extractor.model import KINDS, NUMBERS
from extractor.rules.marks import Mark, read_marks

CORPUS = Path(__file__).parent.parent / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt"))

NUMBER = r"(?:\d+(?:\.\d+)?|\?)"
MODIFIERS = r"(?: (?:about|over|under))?(?: /[a-z]+)?"
DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2]|3[3-6]|4[01])(?:-\d\d)?)?"  # 33–36 are quarters, 40 and 41 semesters
FORMS = {
    "region": r"@(?:\?|\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?)(?: town)?",
    "date": rf"(?:\?|{DAY}(?:/{DAY})?|\d{{3}}X|XXXX-\d\d(?:-\d\d)?)(?: (?:start|mid|end))?",
    "percent": rf"{NUMBER}(?:\.\.{NUMBER})? (?:%|pp){MODIFIERS}",
    "money": rf"{NUMBER}(?:\.\.{NUMBER})? [A-Z]{{3}}{MODIFIERS}",
    "count": rf"{NUMBER}(?:\.\.{NUMBER})? [a-z]+(?:[- ][a-z]+){{0,2}}{MODIFIERS}",
    "quantity": rf"#{NUMBER}(?:\.\.{NUMBER})? (?:[a-z]+(?:[- ][a-z]+){{0,2}}|[°A-Za-z]{{1,3}}\d?){MODIFIERS}",
}
LINKS = {
    "region": r"\d\d(?:\.\d\d)?|ID",
    "period": rf"{DAY}(?:/{DAY})?",
    "status": r"actual|target",
    "change": r"increase|decrease",
    "speaker": r"\p{Lu}\w+(?: \p{Lu}\w+)*",
    "indicator": r"population|budget",
    "subject": r"[\w, -]+",
}
HEADER = regex.compile(r"published: (?P<published>\d{4}(?:-\d\d(?:-\d\d)?)?|\?)(?P<given> given)?\n")


@dataclass(frozen=True)
class Gold:
    """A gold file: the article's text, its facts, and its publication date (None if nobody can know it).

    `given` is the date to hand over with the article because the text does not tell it.
    """

    text: str
    marks: list[Mark]
    published: str | None
    given: str | None


def read_gold(name: str) -> Gold:
    header, _, marked = (CORPUS / "gold" / f"{name}.txt").read_text(encoding="utf8").partition("\n\n")
    match = HEADER.fullmatch(header + "\n")
    assert match, f"{name}: the first line must be `published: DATE`, `published: DATE given` or `published: ?`"
    text, marks = read_marks(marked)
    published = None if match["published"] == "?" else match["published"]
    return Gold(text, marks, published, published if match["given"] else None)


def days(period: str) -> list[str]:
    """Return the plain days an EDTF value holds: `2024-06-10/2024-06-12` has two."""
    return regex.findall(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", period)


def test_every_article_has_its_gold():
    assert len(NAMES) >= 12
    assert sorted(path.stem for path in (CORPUS / "gold").glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_gold_without_marks_is_the_article(name):
    gold = read_gold(name)
    assert gold.text == (CORPUS / f"{name}.txt").read_text(encoding="utf8")
    assert not set("[]") & set(gold.text), "a mark that does not read as one"


@pytest.mark.parametrize("name", NAMES)
def test_values_are_well_formed(name):
    for mark in read_gold(name).marks:
        assert regex.fullmatch(FORMS[mark.kind], mark.value), mark


@pytest.mark.parametrize("name", NAMES)
def test_days_are_in_the_calendar(name):
    for mark in read_gold(name).marks:
        for day in days(mark.value) if mark.kind == "date" else []:
            dt.date.fromisoformat(day)


@pytest.mark.parametrize("name", NAMES)
def test_ranges_go_upwards(name):
    for mark in read_gold(name).marks:
        low, dots, high = mark.value.lstrip("#").split()[0].partition("..")
        if dots and "?" not in low + high:
            assert Decimal(low) < Decimal(high), mark


@pytest.mark.parametrize("name", NAMES)
def test_spans_begin_and_end_in_the_expression(name):
    gold = read_gold(name)
    for mark in gold.marks:
        span = gold.text[mark.start : mark.end]
        assert span == span.strip(" .;:\n"), mark
        assert not regex.search(r"\w$", gold.text[: mark.start]), f"{span!r} begins inside a word"
        assert not regex.match(r"\w", gold.text[mark.end :]), f"{span!r} ends inside a word"


def read_links(name: str) -> list[dict[str, str]]:
    """Return a row for each number of the article: its text, and column by column what it is linked to."""
    header, *rows = (CORPUS / "links" / f"{name}.tsv").read_text(encoding="utf8").splitlines()
    return [dict(zip(header.split("\t"), row.split("\t"), strict=True)) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_its_links(name):
    gold = read_gold(name)
    numbers = [gold.text[mark.start : mark.end] for mark in gold.marks if mark.kind in NUMBERS]
    assert [row["text"] for row in read_links(name)] == numbers


@pytest.mark.parametrize("name", NAMES)
def test_links_are_well_formed(name):
    for row in read_links(name):
        assert list(row) == ["text", *LINKS]
        for field, form in LINKS.items():
            for answer in row[field].split(" or "):
                assert answer == "-" or regex.fullmatch(form, answer), (field, row)


@pytest.mark.parametrize("name", NAMES)
def test_speakers_are_named_in_the_article(name):
    text = read_gold(name).text
    speakers = {answer for row in read_links(name) for answer in row["speaker"].split(" or ")} - {"-"}
    assert [speaker for speaker in speakers if speaker not in text] == []


def test_demo_article_has_all_kinds():
    assert {mark.kind for mark in read_gold("jkn-sragen").marks} == set(KINDS) - {"quantity"}  # it counts no things


def test_readme_tells_every_article():
    readme = (CORPUS / "README.md").read_text(encoding="utf8")
    assert [name for name in NAMES if f"`{name}`" not in readme] == []
