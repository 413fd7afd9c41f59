"""Whole articles: every fact of the corpus comes out with its right value, and nothing else does."""

from __future__ import annotations

import pytest
from test_corpus import NAMES, read_gold

from extractor.model import KINDS, Article, Document
from extractor.pipeline import load_pipeline
from extractor.rules.examples import marks_of, write_marks

# Known misses, kept in sight: what comes out where the gold has nothing, or fails to. Delete a line when it is mended.
KNOWN = {
    "penumpang-kumai": {"missed": ["[Kumai](@62.01.01)"], "spurious": ["[Lamongan](@35.24)"]},  # port; ship KM Nusa L.
    "sepak-bola-batang": {"spurious": ["[Batang](@33.25)"]},  # a club no list has
    "upah-minimum-jateng": {"spurious": ["[Bima](@52.72)"]},  # a person's first name, which NER drops (below)
    "wisata-kota-batu": {"spurious": ["[Batu](@35.79)"]},  # the stone, in an article about the town
}


@pytest.mark.parametrize("name", NAMES)
def test_facts(name: str) -> None:
    gold = read_gold(name)
    reading = load_pipeline().read(gold.text, gold.published if gold.given else None)
    found = marks_of(mention for mention in reading.mentions if mention.kind in KINDS)
    known = KNOWN.get(name, {})
    assert [write_mark(gold.text, mark) for mark in gold.marks if mark not in found] == known.get("missed", [])
    assert [write_mark(gold.text, mark) for mark in found if mark not in gold.marks] == known.get("spurious", [])
    assert reading.published == gold.published


def write_mark(text: str, mark) -> str:
    return write_marks(text, [mark])[mark.start :].partition(")")[0] + ")"


@pytest.mark.stanza
def test_every_fact_stands_in_a_sentence_of_its_article() -> None:
    texts = {name: read_gold(name).text for name in NAMES}
    articles = list(load_pipeline().run(Document(text, id=name) for name, text in texts.items()))
    assert [article.document.id for article in articles] == NAMES
    for article in articles:
        assert isinstance(article, Article)
        for fact in article.facts:
            assert article.text[fact.start : fact.end] == fact.text
            assert fact.text in fact.sentence
            assert fact.sentence in article.text
        if article.document.id == "upah-minimum-jateng":
            assert "Bima" not in {fact.text for fact in article.facts}
