"""The order of the steps: what is asked of the models only where it matters gives the same facts as asking always."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import extractor
from articles import NEWS, read_articles
from extractor.model import Article, Document
from extractor.pipeline import Pipeline, load_pipeline

CORPUS = Path(__file__).parent.parent / "corpus"
DOUBT = "“Panen naik 12 persen,” kata Kepala Dinas Pertanian Kabupaten Blora, Siti Rahma. Ia menyebut Bima Arya hadir."


def check_same(pipeline: Pipeline, documents: list[Document]) -> None:
    """Articles of a batch are those made from all their sentences, every one with its tokens."""
    whole = pipeline._segmenter.segment([document.text for document in documents])
    for document, sentences, made in zip(documents, whole, pipeline.run(documents), strict=True):
        assert isinstance(made, Article)
        assert made == pipeline.article(document, sentences)


@pytest.mark.stanza
def test_articles_are_those_of_all_sentences_with_all_tokens() -> None:
    check_same(load_pipeline(), [*read_articles(CORPUS), Document(DOUBT), Document(""), Document("Tidak ada.")])


@pytest.mark.stanza
@pytest.mark.slow
@pytest.mark.skipif(not NEWS.is_file(), reason="needs ../shared/news: articles that are no part of the repository")
def test_so_they_are_in_the_news() -> None:
    check_same(load_pipeline(), list(read_articles(NEWS))[::5])


def test_articles_and_facts_are_frozen_and_hashable() -> None:
    article = extractor.extract("Pemkab Blora menganggarkan Rp 28,6 miliar pada 2024.")
    assert len({article, article}) == 1
    assert len({*article.facts, *article.facts}) == len(article.facts)
    [money] = [fact for fact in article.facts if fact.kind == "money"]
    with pytest.raises(TypeError, match="frozen"):
        money.linked_by["region"] = "x"  # type: ignore[index]
    with pytest.raises(TypeError, match="frozen"):
        money.linked_by.update(region="x")  # type: ignore[attr-defined]
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301
