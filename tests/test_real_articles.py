"""Real articles, where they lie beside the clone: the figures reached on hand-made gold, and what holds of all news."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from articles import NEWS, SHARED, read_articles
from evaluate import evaluate, run
from extractor.model import NUMBERS, Article, Document
from extractor.pipeline import load_pipeline
from extractor.table.encode import to_json
from gold import read_cases
from scoring import report

DEV = SHARED / "eval" / "dev"
pytestmark = pytest.mark.stanza
needs_dev = pytest.mark.skipif(not DEV.is_dir(), reason="the articles with gold are not beside this clone")
needs_news = pytest.mark.skipif(not NEWS.is_file(), reason="the pool of news is not beside this clone")

MARKS = {"percent": 0.985, "money": 0.98, "count": 0.93, "date": 0.95, "region": 0.93}


@pytest.fixture(scope="module")
def verdicts():
    cases = read_cases(DEV)
    return evaluate(cases, run(cases, load_pipeline(), stanza=True))


@needs_dev
@pytest.mark.parametrize("kind", MARKS)
def test_what_is_found_has_its_right_value(verdicts, kind: str) -> None:
    assert report(verdicts)[kind]["f1"] >= MARKS[kind]


@needs_dev
def test_seeds_are_read_without_a_fault(verdicts) -> None:
    seeds = [verdict for verdict in verdicts if verdict.article.startswith("seed")]
    assert len(seeds) > 100
    assert [(v.article, v.word, v.gold or v.fact) for v in seeds if v.word != "right"] == []


def documents(step: int) -> list[Document]:
    """Return every `step`-th article of the pool, from a place that a fixed seed draws."""
    first = random.Random(2026).randrange(step)
    return list(islice(read_articles(NEWS), first, None, step))


def check(articles: list[Document]) -> None:
    seen = 0
    for result in load_pipeline().run(articles):
        assert isinstance(result, Article), result
        ends = 0
        for fact in result.facts:
            assert result.text[fact.start : fact.end] == fact.text
            assert fact.start >= ends
            assert fact.kind not in NUMBERS or fact.unit
            ends = fact.end
        seen += 1
    assert seen == len(articles)


@needs_news
def test_every_fact_stands_where_it_says_in_a_sample_of_news() -> None:
    check(documents(40))


@pytest.mark.slow
@needs_news
def test_every_fact_stands_where_it_says_in_all_news() -> None:
    check(documents(1))


@needs_news
def test_the_same_text_gives_the_same_bytes_in_any_company() -> None:
    chosen = documents(300)
    together = [to_json(article.to_dict()) for article in load_pipeline().run(chosen)]
    alone = [to_json(article.to_dict()) for document in chosen for article in load_pipeline().run([document])]
    assert together == alone
