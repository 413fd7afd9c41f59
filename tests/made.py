"""Articles made by hand, for tests that need no tokenizer."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import regex

from extractor.model import Article, Document, Fact, Failure, Finding, Recipe

BLORA = {"region": "33.16", "region_name": "Kabupaten Blora", "region_level": "kabupaten"}
SENTENCE = "Kabupaten Blora menganggarkan Rp28,6 miliar untuk 1.200 siswa pada 2022."


def fact(kind: str, text: str, within: str = SENTENCE, **fields: Any) -> Fact:
    """Return a fact that stands in the sentence."""
    start = within.index(text)
    name = f"{kind}-{start}"
    return Fact(name, kind, text, start, start + len(text), within, **fields)  # type: ignore[arg-type]


def number(kind: str, text: str, amount: str, unit: str, within: str = SENTENCE, **fields: Any) -> Fact:
    """Return a number that stands in the sentence."""
    return fact(kind, text, within, low=Decimal(amount), high=Decimal(amount), unit=unit, **fields)


def year(value: int) -> dict[str, Any]:
    """Return the fields of a period of one year."""
    return {"period": str(value), "period_start": dt.date(value, 1, 1), "period_end": dt.date(value, 12, 31)}


def article(text: str = SENTENCE, facts: Iterable[Fact] = (), **document: Any) -> Article:
    """Return an article with the facts."""
    head = {"id": "blora", "source": "/news/blora.txt", "path": "blora.txt"} | document
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    recipe = Recipe("0.1.0", "rules", "gazetteer", "tokenizer", "ner", "linker")
    return Article(Document(text, **head), sha256, "2022-03-01", "given", tuple(facts), recipe)


def blora() -> Article:
    """Return an article with a fact of each kind but percent."""
    money = number("money", "Rp28,6 miliar", "28600000000", "IDR", indicator="budget.spending", **BLORA, **year(2022))
    pupils = number("count", "1.200", "1200", "siswa", speaker="Ganjar Pranowo", status="target", **BLORA)
    found = [fact("region", "Kabupaten Blora", **BLORA), money, pupils, fact("date", "2022", **year(2022))]
    return dataclasses.replace(article(facts=found), findings=(finding(money, pupils),))


def finding(*rests_on: Fact) -> Finding:
    """Return a finding that rests on the facts."""
    spans = tuple((one.start, one.end) for one in rests_on)
    ids = tuple(one.id for one in rests_on)
    return Finding("share.part", "unclear", "1.200 × ? = Rp28,6 miliar", "a rate is missing", spans, ids, "nothing")


class FakePipeline:
    """Finds whole numbers only, and fails on texts that hold the word `gagal`."""

    recipe = Recipe("0.1.0", "rules", "gazetteer", "tokenizer")

    def run(self, documents: Iterable[Document]) -> Iterator[Article | Failure]:
        """Yield an article for each document."""
        for document in documents:
            if "gagal" in document.text:
                yield Failure(document, "could not be read")
                continue
            found = [
                dataclasses.replace(number("count", match[0], match[0], "orang", document.text), start=match.start())
                for match in regex.finditer(r"\d+", document.text)
            ]
            made = article(document.text, found)
            yield dataclasses.replace(made, document=document, published=document.published)


def load_fake(*_: object) -> FakePipeline:
    """Return the pipeline, as `load_pipeline` does; worker processes find it by its name."""
    return FakePipeline()
