"""Stores of older versions: brought forward by whoever opens them first, whole or not at all."""

from __future__ import annotations

import gzip
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from made import article, blora

from extractor.store import Store, StoreError, migrate
from extractor.store.schema import SCHEMA, VIEWS

RELEASED = {path.stem: path for path in (Path(__file__).parent / "data").glob("schema-*.db.gz")}


@pytest.fixture(params=sorted(RELEASED))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a store as a released version wrote it: three articles of the corpus and a failure."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(RELEASED[request.param].read_bytes()))
    return path


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def tables(path: Path) -> dict[str, object]:
    """Return columns by table or view, indexes with their columns, and triggers."""
    made: dict[str, object] = {}
    for kind, name in rows(path, "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        columns = rows(path, f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')")  # noqa: S608
        made[f"{kind} {name}"] = sorted(columns, key=str)
        if kind == "index":
            made[f"{kind} {name}"] = rows(path, f"SELECT name FROM pragma_index_info('{name}')")  # noqa: S608
    return made


CONTENT = """SELECT id, start, "end", text, low, high, region, period, speaker, linked_by
    FROM facts ORDER BY article_key, start"""


def test_every_schema_before_this_one_has_a_store_that_its_version_wrote() -> None:
    assert [f"schema-{number}.db" for number in range(1, SCHEMA)] == sorted(RELEASED)


def test_an_old_store_becomes_as_a_new_one_and_loses_nothing(old: Path, tmp_path: Path) -> None:
    facts, failures = rows(old, CONTENT), rows(old, "SELECT source, id, reason FROM failures")
    Store(tmp_path / "new.db").close()
    Store(old).close()
    assert tables(old) == tables(tmp_path / "new.db")
    assert rows(old, "SELECT value FROM meta WHERE name = 'schema'") == [(str(SCHEMA),)]
    assert rows(old, CONTENT) == facts
    assert len(facts) == 101
    assert rows(old, "SELECT source, id, reason FROM failures") == failures
    assert rows(old, "PRAGMA integrity_check") == [("ok",)]
    for view in VIEWS:
        assert rows(old, f"SELECT * FROM {view}") or view == "contradictions"  # noqa: S608  findings came later


def test_an_old_store_is_used_at_once(old: Path) -> None:
    with Store(old, readonly=True) as store:  # as `extract query` opens it
        assert len(list(store.query())) == 3
        assert len(list(store.query(search="peserta"))) == 1
    with Store(old) as store:
        assert store.save(blora()) == "new"
        [found] = store.query(search="1.200")
        assert found == blora()
        assert store.save(article("Lain.", id="blora")) == "replaced"


def test_an_old_store_that_may_only_be_read_is_left_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    old.chmod(0o444)
    if os.access(old, os.W_OK):
        pytest.skip("this user may write every file")
    with pytest.raises(StoreError, match=r"was written by an older version of extract"):
        Store(old, readonly=True)
    assert old.read_bytes() == before


def test_a_migration_that_is_interrupted_leaves_the_old_store(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(old)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(migrate.STEPS, SCHEMA, stop)
    with pytest.raises(KeyboardInterrupt):
        Store(old)
    assert tables(old) == before
    monkeypatch.undo()
    with Store(old, readonly=True) as store:
        assert len(list(store.query())) == 3


def test_many_may_open_an_old_store_at_once(old: Path) -> None:
    def count(_: int) -> int:
        with Store(old) as store:
            return len(list(store.query()))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count, range(16))) == [3] * 16
