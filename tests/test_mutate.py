"""A changed digit in a relation that agrees is noticed: over our corpus, and over the real articles where they are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from articles import REPOSITORY, SHARED, read_articles
from extractor.pipeline import load_pipeline
from mutate import count

CAUGHT = 0.4  # of the mutants, at least: what digits alone tell is seldom sure enough to contradict


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("folder", "relations"),
    [
        (REPOSITORY / "corpus", 40),
        pytest.param(SHARED / "seeds", 30, marks=pytest.mark.slow),
        pytest.param(SHARED / "eval" / "dev", 60, marks=pytest.mark.slow),
    ],
)
def test_a_changed_number_no_longer_agrees(folder: Path, relations: int) -> None:
    if not folder.is_dir():
        pytest.skip(f"the real articles of {folder} are not here")
    fates = sum(count(read_articles(folder), load_pipeline()).values(), Counter())
    assert fates.total() >= relations
    assert fates["missed"] == 0
    assert fates["caught"] >= CAUGHT * fates.total()
