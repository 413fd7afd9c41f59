"""The same store on PostgreSQL: a real server, where Debian's package is installed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from dumped import dump
from made import BLORA, SENTENCE, FakePipeline, article, blora, fact, number

from extractor.model import Article, Document, Failure
from extractor.store import Store, StoreError
from extractor.store.query import Filters
from extractor.store.schema import SCHEMA


def many(first: int, count: int) -> list[Article]:
    """Return articles that name the same regions, with ids of their own."""
    places = [fact("region", "Kabupaten Blora", region=f"33.{n:02}", region_name="x") for n in range(10, 20)]
    return [
        article(f"{SENTENCE} {n}", [number("count", "1.200", "1200", "siswa"), places[n % 10]], id=str(n))
        for n in range(first, first + count)
    ]


def save_all(url: str, numbers: Sequence[int]) -> int:
    """Save the articles in small transactions, as a process of its own does; return how many were new."""
    with Store(url) as store:
        batches = [[made for n in numbers[at : at + 5] for made in many(n, 1)] for at in range(0, len(numbers), 5)]
        return sum(store.put(batch).count("new") for batch in batches)


def test_what_is_saved_comes_back(postgres: str) -> None:
    with Store(postgres) as store:
        assert store.name == postgres
        assert [store.save(blora()), store.save(blora())] == ["new", "unchanged"]
        assert list(store.query()) == [blora()]
        changed = dataclasses.replace(blora(), facts=blora().facts[:2])
        assert store.save(changed) == "replaced"
        assert list(store.query()) == [changed]


def test_both_databases_hold_the_same(postgres: str, tmp_path: Path) -> None:
    alternatives = ({"low": Decimal("1.478"), "reason": "a budget"},)
    odd = number("percent", "1.200", "79.68", "%", alternatives=alternatives, linked_by={"b": "a", "a": "b"})
    results = [blora(), article(facts=[odd], id="odd", title="Ju'dul; --"), Failure(Document("x", "f", "g"), "why")]
    for url in (postgres, str(tmp_path / "facts.db")):
        with Store(url) as store:
            assert store.put(results, FakePipeline.recipe) == ["new", "new", "failed"]
    assert dump(postgres) == dump(tmp_path / "facts.db")


@pytest.mark.parametrize(
    "filters",
    [
        {"region": "33", "kind": "money", "min": Decimal(10**9)},
        {"indicator": "budget", "since": dt.date(2022, 1, 1)},
        {"speaker": "ganjar"},
        {"search": '"menganggarkan Rp28" siswa'},
        {"search": "%'; DROP TABLE facts; --"},
    ],
)
def test_questions_have_the_same_answers(postgres: str, tmp_path: Path, filters: dict[str, Any]) -> None:
    answers = []
    for url in (postgres, str(tmp_path / "facts.db")):
        with Store(url) as store:
            store.put([blora(), *many(0, 3)])
            answers.append([found.to_dict() for found in store.query(**filters)])
    assert answers[0] == answers[1]


def test_words_are_looked_up_in_an_index(postgres: str) -> None:
    from sqlalchemy import create_engine, select, text

    from extractor.store.fulltext import holding
    from extractor.store.schema import articles

    with Store(postgres) as store:
        store.put(many(0, 50))
        store.save(article("kata " * 400_000, id="long"))  # longer than the index takes
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    asked = select(articles.c.key).where(holding('"gizi buruk" siswa', "postgresql"))
    with engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        written = asked.compile(engine, compile_kwargs={"literal_binds": True})
        plan = "\n".join(connection.execute(text(f"EXPLAIN {written}")).scalars())
    engine.dispose()
    assert "articles_fts" in plan


def test_stored_articles_are_known_and_read_back(postgres: str) -> None:
    with Store(postgres) as store:
        store.put([blora(), Failure(dataclasses.replace(blora().document, id="f"), "why")], blora().recipe)
        documents = [blora().document, dataclasses.replace(blora().document, id="f"), Document("new")]
        found, failed, new = store.known(documents, blora().recipe)
        assert found is not None
        assert found.key is not None
        assert store.read_back([found.key])[found.key][0] == blora().facts
        assert failed is not None
        assert isinstance(failed.result, Failure)
        assert new is None


def test_many_may_write_at_once(postgres: str, tmp_path: Path) -> None:
    """Four processes make the tables, name the same regions, and save the same articles in different order."""
    dice = random.Random(4)
    orders = [dice.sample(range(100), 100) for _ in range(4)]
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        new = list(pool.map(save_all, [postgres] * 4, orders))
    assert sum(new) == 100
    save_all(str(tmp_path / "alone.db"), range(100))
    assert dump(postgres) == dump(tmp_path / "alone.db")


def test_a_newer_store_and_a_strange_database_are_refused(postgres: str) -> None:
    from sqlalchemy import create_engine, text

    Store(postgres).close()
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE meta SET value = '{SCHEMA + 1}'"))  # noqa: S608
    with pytest.raises(StoreError, match="written by a newer version"):
        Store(postgres)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE songs (name text)"))
    with pytest.raises(StoreError, match="is a database, but not a store of extract"):
        Store(postgres)
    engine.dispose()


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as error:
        Store("postgresql://tester:secret@127.0.0.1:9/facts")
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)
    assert "127.0.0.1" in str(error.value)


def test_an_article_with_nul_in_its_title_is_stored(postgres: str) -> None:
    from extractor.read.fields import FieldReader, Named

    fields = FieldReader(Named(), print).read({"text": "a", "title": "x\0y"})
    with Store(postgres) as store:
        assert store.save(article(title=fields["title"])) == "new"


def region_of(found: Article) -> set[str | None]:
    return {one.region for one in found.facts}


def test_codes_compare_byte_by_byte(postgres: str) -> None:
    with Store(postgres) as store:
        store.put([article(facts=[fact("region", "Kabupaten Blora", **BLORA)]), *many(0, 20)])
        inside = [region_of(found) for found in store.found(Filters(region="33.1"))]
        assert inside == []
        assert len(list(store.query(region="33"))) == 21
