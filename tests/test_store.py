"""What is stored, what stays the same, and what is said of a store that cannot be used."""

from __future__ import annotations

import dataclasses
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import BLORA, SENTENCE, article, blora, fact, number

from extractor.model import Document, Fact, Failure
from extractor.store import Store, StoreError
from extractor.store.database import sentence
from extractor.store.schema import SCHEMA, storable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.db"


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def test_what_is_saved_comes_back(path: Path) -> None:
    with Store(path) as store:
        assert store.save(blora()) == "new"
        assert list(store.query()) == [blora()]


def test_saving_twice_changes_nothing(path: Path) -> None:
    with Store(path) as store:
        store.save(blora())
    before = dump(path)
    with Store(path) as store:
        assert store.save(blora()) == "unchanged"
        elsewhere = dataclasses.replace(blora().document, path="./elsewhere/blora.txt")
        assert store.save(dataclasses.replace(blora(), document=elsewhere)) == "unchanged"
    assert dump(path) == before


@pytest.mark.parametrize(
    "change",
    [
        {"facts": ()},
        {"findings": ()},
        {"published": "2021"},
        {"sha256": "other"},
        {"document": dataclasses.replace(blora().document, title="Judul baru")},
        {"recipe": dataclasses.replace(blora().recipe, rules="other rules")},
    ],
)
def test_an_article_that_changed_replaces_its_facts(path: Path, change: dict[str, object]) -> None:
    changed = dataclasses.replace(blora(), **change)  # type: ignore[arg-type]
    with Store(path) as store:
        store.save(blora())
        assert store.save(changed) == "replaced"
        assert [list(found.facts) for found in store.query()] == ([list(changed.facts)] if changed.facts else [])
        assert store.save(changed) == "unchanged"
    assert rows(path, "SELECT count(*) FROM articles") == [(1,)]


def test_articles_of_one_id_in_two_sources_stay_apart(path: Path) -> None:
    with Store(path) as store:
        store.save(blora())
        assert store.save(article("Lain.", source="/other/blora.txt")) == "new"
    assert rows(path, "SELECT source, text FROM articles ORDER BY source") == [
        ("/news/blora.txt", SENTENCE),
        ("/other/blora.txt", "Lain."),
    ]


def test_texts_without_source_or_name_never_replace_each_other(path: Path) -> None:
    one, other = (article(text, id="-", source="", path=None) for text in ("satu", "dua"))
    with Store(path) as store:
        assert [store.save(one), store.save(other), store.save(one)] == ["new", "new", "unchanged"]


def test_nothing_of_a_failed_replacement_is_kept(path: Path) -> None:
    twice = dataclasses.replace(blora(), facts=blora().facts[:1] * 2)
    with Store(path) as store:
        store.save(blora())
        with pytest.raises(StoreError):
            store.save(twice)
        assert list(store.query()) == [blora()]


def test_columns_are_the_facts_fields_in_order(path: Path) -> None:
    Store(path).close()
    columns = [row[1] for row in rows(path, "PRAGMA table_info(facts)")]
    assert columns == ["article_key", *(field.name for field in dataclasses.fields(Fact))]


def test_amounts_are_numbers_in_sql(path: Path) -> None:
    text = "Rp28,6 miliar, 79,68 persen, Rp5"
    amounts = ["28600000000", "79.68", "5.0"]
    facts = [number("money", word, amount, "IDR", text) for word, amount in zip(text.split(", "), amounts, strict=True)]
    with Store(path) as store:
        store.save(article(text, facts))
    found = rows(path, "SELECT low, typeof(low) FROM facts WHERE low > 5 OR low = 5 ORDER BY start")
    assert found == [(28600000000, "integer"), (79.68, "real"), (5, "integer")]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
@settings(max_examples=300)
def test_fifteen_digits_are_exact(value: Decimal) -> None:
    rounded = Decimal(f"{value:.14e}")
    stored = storable(rounded)
    assert stored is not None
    assert Decimal(repr(stored)) == rounded


def test_numbers_that_sqlite_cannot_hold_are_unknown_and_unchanged(path: Path) -> None:
    huge = article("9" * 400, [number("count", "9" * 400, "9" * 400, "orang", "9" * 400)])
    long = article("1,5", [number("count", "1,5", "1.23456789012345678901", "orang", "1,5")], id="long")
    with Store(path) as store:
        assert [store.save(huge), store.save(huge), store.save(long), store.save(long)] == ["new", "unchanged"] * 2
        assert next(store.query()).facts[0].low is None


def test_alternatives_keep_their_decimals(path: Path) -> None:
    alternatives = ({"low": Decimal("1.478"), "reason": "the size of a regency's budget"},)
    one = dataclasses.replace(fact("money", "Rp28,6 miliar"), alternatives=alternatives)
    with Store(path) as store:
        store.save(article(facts=[one]))
        assert next(store.query()).facts[0].alternatives == alternatives
        assert store.save(article(facts=[one])) == "unchanged"


def test_regions_come_with_those_they_lie_in(path: Path) -> None:
    village = fact("region", "Blora", region="33.16.09.2001", region_name="Desa Purworejo", region_level="desa")
    country = fact("region", "Kabupaten", region="ID", region_name="Indonesia")
    with Store(path) as store:
        store.save(article(facts=[village, country]))
        store.save(article("Kabupaten Blora", [fact("region", "Kabupaten Blora", **BLORA)], id="two"))
    assert rows(path, "SELECT code, name, level, parent FROM regions ORDER BY code") == [
        ("33", "Jawa Tengah", "province", None),
        ("33.16", "Kabupaten Blora", "kabupaten", "33"),
        ("33.16.09", "Kecamatan Blora", "kecamatan", "33.16"),
        ("33.16.09.2001", "Desa Purworejo", "desa", "33.16.09"),
        ("ID", "Indonesia", None, None),
    ]


def test_each_article_says_what_it_was_made_with(path: Path) -> None:
    with Store(path) as store:
        store.save(blora())
    assert rows(path, "SELECT * FROM recipes") == [("0.1.0", "rules", "gazetteer", "tokenizer", "ner", "linker", 1)]


def test_views_answer_common_questions(path: Path) -> None:
    with Store(path) as store:
        store.save(blora())
    numbers = rows(path, "SELECT text, low, unit, region_name, period, article FROM numbers")
    assert numbers[0] == ("Rp28,6 miliar", 28600000000, "IDR", "Kabupaten Blora", "2022", "blora")
    assert rows(path, "SELECT * FROM places") == [("33.16", "Kabupaten Blora", "kabupaten", 1, 1)]
    assert rows(path, "SELECT * FROM speakers") == [("Ganjar Pranowo", 1, 1)]


def test_full_text_follows_the_articles(path: Path) -> None:
    def found(word: str) -> int:
        return len(rows(path, f"SELECT rowid FROM articles_fts('{word}')"))  # noqa: S608

    with Store(path) as store:
        store.save(blora())
        assert (found("menganggarkan"), found("membatalkan")) == (1, 0)
        store.save(article("Blora membatalkan 1.200", [fact("count", "1.200", "Blora membatalkan 1.200")]))
        assert (found("menganggarkan"), found("membatalkan")) == (0, 1)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM articles")
    connection.commit()
    connection.close()
    assert found("membatalkan") == 0
    assert rows(path, "SELECT count(*) FROM facts") == [(0,)]


def test_failures_are_noted_until_the_article_is_read(path: Path) -> None:
    document = blora().document
    with Store(path) as store:
        store.fail(Failure(document, "first"))
        store.fail(Failure(document, "second"))
        assert rows(path, "SELECT source, id, path, reason FROM failures") == [
            ("/news/blora.txt", "blora", "blora.txt", "second")
        ]
        store.save(blora())
    assert rows(path, "SELECT * FROM failures") == []


def test_two_processes_write_one_store(path: Path) -> None:
    with Store(path) as one, Store(path) as other:
        for number_, store in enumerate((one, other, one, other)):
            store.save(dataclasses.replace(blora(), document=dataclasses.replace(blora().document, id=str(number_))))
        assert len(list(one.query())) == 4


# Stores that cannot be used


def complaint(path: Path | str, *, readonly: bool = False, patience: float = 0.1) -> str:
    with pytest.raises(StoreError) as error, Store(path, readonly=readonly, patience=patience) as store:
        store.save(blora())
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_missing_store_is_not_made_by_reading(path: Path) -> None:
    assert complaint(path, readonly=True) == f"there is no store at {path}; `extract FILE` makes one"
    assert not path.exists()


def test_places_where_no_store_can_be(tmp_path: Path) -> None:
    assert complaint(tmp_path) == f"{tmp_path} is a folder, not a store"
    missing = tmp_path / "no" / "facts.db"
    assert complaint(missing) == f"{missing} cannot be made: there is no folder {missing.parent}"


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("Ini bukan basis data. " * 100)
    assert complaint(path) == f"{path} is not an SQLite database"
    assert complaint(path, readonly=True) == f"{path} is not an SQLite database"


def test_another_programs_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    assert complaint(path) == f"{path} is a database, but not a store of extract"
    assert rows(path, "SELECT name FROM sqlite_master") == [("songs",)]


def test_a_newer_store(path: Path) -> None:
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'schema'", [SCHEMA + 1])
    connection.commit()
    connection.close()
    assert "written by a newer version of extract" in complaint(path)


def test_a_store_that_another_program_locks(path: Path) -> None:
    Store(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    assert complaint(path) == f"{path} is locked by another program; try again when that has finished"
    connection.close()


def test_a_damaged_store(path: Path) -> None:
    with Store(path) as store:
        for n in range(200):
            store.save(dataclasses.replace(blora(), document=Document(f"{SENTENCE} {n}", str(n))))
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xaa" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    assert f"{path} is damaged" in complaint(path)


def test_a_read_only_store(path: Path) -> None:
    Store(path).close()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as error:
        connection.execute("DELETE FROM facts")
    connection.close()
    assert sentence(error.value, "facts.db") == "facts.db cannot be written: it is read-only"


def test_a_full_disk_keeps_what_was_stored(path: Path) -> None:
    with Store(path) as store:
        store.save(blora())
        with store._engine.connect() as connection:  # a disk that fills up, as SQLite sees it
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk is full; what was stored before is kept"):
            store.save(article("panjang " * 10_000, id="long"))
    with Store(path, readonly=True) as store:
        assert list(store.query()) == [blora()]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nosuch://host/db", "no database of the kind “nosuch” is known"),
        ("://", "is not a database URL"),
        ("mysql+pymysql://root:secret@localhost/x", "needs the Python package pymysql"),
    ],
)
def test_urls_that_lead_nowhere(url: str, reason: str) -> None:
    said = complaint(url)
    assert reason in said
    assert "secret" not in said


def test_a_store_by_url(path: Path) -> None:
    with Store(f"sqlite:///{path}") as store:
        store.save(blora())
    with Store(path, readonly=True) as store:
        assert list(store.query()) == [blora()]
