"""Whole articles: every fact of the corpus comes out with its right value, and nothing else does."""

from __future__ import annotations

import pytest
from test_corpus import NAMES, read_gold

from extractor.examples import marks_of, write_marks
from extractor.model import KINDS
from extractor.pipeline import load_pipeline


@pytest.mark.parametrize("name", NAMES)
def test_facts(name: str) -> None:
    gold = read_gold(name)
    reading = load_pipeline().read(gold.text, gold.published if gold.given else None)
    facts = [mention for mention in reading.mentions if mention.kind in KINDS]
    assert write_marks(gold.text, marks_of(facts)).splitlines() == write_marks(gold.text, gold.marks).splitlines()
    assert reading.published == gold.published
