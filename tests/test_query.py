"""What is asked of a store, and what comes back; regions by name or code."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import BLORA, article, fact, number, year
from sqlalchemy import create_engine, event, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from extractor.errors import UserError
from extractor.regions.gazetteer import load_gazetteer
from extractor.regions.lookup import WhichError, region_code
from extractor.rules import load_rules, rules_folder
from extractor.store import Store
from extractor.store.fulltext import phrases
from extractor.store.query import Filters, select_facts
from extractor.store.rows import of_keys
from extractor.store.schema import articles, facts, failures

TEXT = "Jawa Tengah, Blora, Cepu: Rp5 miliar, Rp7 miliar, 12 persen, ribuan warga; kata Joko Widodo."
BUDGET = {"indicator": "budget.spending", **BLORA, **year(2022)}
HOSTILE = ["'; DROP TABLE facts; --", '"', "*", "a OR b", "NEAR(x y)", "title:x", "(((", "%", "_", "\\", "[red]x", "😀"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    facts = [
        fact("region", "Jawa Tengah", TEXT, region="33", region_name="Jawa Tengah", region_level="province"),
        fact("region", "Blora", TEXT, **BLORA),
        fact("region", "Cepu", TEXT, region="33.16.12", region_name="Kecamatan Cepu", region_level="kecamatan"),
        number("money", "Rp5 miliar", "5e9", "IDR", TEXT, **BUDGET),
        number("money", "Rp7 miliar", "7e9", "IDR", TEXT, confidence=0.95, indicator="budget", **year(2023)),
        number("percent", "12 persen", "12", "%", TEXT, confidence=0.42, indicator="budgetary", speaker="Joko Widodo"),
        fact("count", "ribuan", TEXT, low=Decimal(2000), unit="warga"),
    ]
    with Store(tmp_path_factory.mktemp("query") / "facts.db") as made:
        made.save(article(TEXT, facts, id="one", title="Anggaran Blora"))
        other = fact("region", "Gerobak", "Gerobak: dana desa", region="33.15", region_name="Kabupaten Grobogan")
        made.save(article("Gerobak: dana desa", [other], id="two"))
        yield made


def found(store: Store, **filters: Any) -> list[str]:
    return [fact.text for article in store.found(Filters(**filters)) for fact in article.facts]


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        ({}, ["Jawa Tengah", "Blora", "Cepu", "Rp5 miliar", "Rp7 miliar", "12 persen", "ribuan", "Gerobak"]),
        ({"region": "33"}, ["Jawa Tengah", "Blora", "Cepu", "Rp5 miliar", "Gerobak"]),
        ({"region": "33.16"}, ["Blora", "Cepu", "Rp5 miliar"]),
        ({"region": "33.1"}, []),
        ({"kind": "money"}, ["Rp5 miliar", "Rp7 miliar"]),
        ({"kind": ("money", "percent")}, ["Rp5 miliar", "Rp7 miliar", "12 persen"]),
        ({"indicator": "budget"}, ["Rp5 miliar", "Rp7 miliar"]),
        ({"indicator": "budget.spending"}, ["Rp5 miliar"]),
        ({"speaker": "widodo"}, ["12 persen"]),
        ({"since": dt.date(2022, 12, 31)}, ["Rp5 miliar", "Rp7 miliar"]),
        ({"since": dt.date(2023, 1, 1)}, ["Rp7 miliar"]),
        ({"until": dt.date(2022, 1, 1)}, ["Rp5 miliar"]),
        ({"since": dt.date(2022, 5, 1), "until": dt.date(2022, 5, 2)}, ["Rp5 miliar"]),
        ({"min": Decimal(5000000000), "kind": "money"}, ["Rp5 miliar", "Rp7 miliar"]),
        ({"min": Decimal("5000000000.5")}, ["Rp7 miliar"]),
        ({"max": Decimal(5000000000), "min": Decimal(13)}, ["Rp5 miliar", "ribuan"]),
        ({"min_confidence": 0.9}, ["Rp7 miliar"]),
        ({"min_confidence": 0.0}, ["Rp7 miliar", "12 persen"]),
        ({"search": "anggaran", "kind": "percent"}, ["12 persen"]),
        ({"search": "DANA desa"}, ["Gerobak"]),
        ({"search": '"desa dana"'}, []),
        ({"search": "blora desa"}, []),
    ],
)
def test_filters(store: Store, filters: dict[str, Any], texts: list[str]) -> None:
    assert found(store, **filters) == texts


@pytest.mark.parametrize("words", HOSTILE)
def test_users_words_are_never_a_language(store: Store, words: str) -> None:
    for name in ("region", "kind", "indicator", "speaker"):
        assert found(store, **{name: words}) == []
    if phrases(words):
        assert found(store, search=words) == []
    else:
        with pytest.raises(UserError, match="holds no word to search for"):
            found(store, search=words)
    assert len(found(store)) == 8


def test_percent_signs_in_names_are_no_wildcards(store: Store) -> None:
    assert found(store, speaker="%") == found(store, speaker="_") == []


@given(st.text(max_size=40))
def test_any_text_can_be_searched_for(store: Store, words: str) -> None:
    if phrases(words):
        list(store.query(search=words))


def test_the_article_comes_with_its_facts(store: Store) -> None:
    [one] = store.query(kind="percent")
    assert (one.document.id, one.document.title, one.text) == ("one", "Anggaran Blora", TEXT)


@pytest.mark.parametrize("filters", [{"region": "33.16"}, {"indicator": "budget"}])
def test_indexes_answer(store: Store, filters: dict[str, Any]) -> None:
    statement = select_facts(Filters(**filters), "sqlite").compile(store._engine)
    with store._engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(statement.params.values()))
        steps = [row[3] for row in plan]
    assert any("USING INDEX facts_by_" in step for step in steps)
    assert not any(step.startswith("SCAN facts") for step in steps)


def test_the_same_question_suits_postgresql() -> None:
    asked = Filters(region="33", indicator="budget", speaker="50%", search='beras "dana desa"', min=Decimal(1))
    statement = str(select_facts(asked, "postgresql").compile(dialect=postgresql.dialect()))
    assert "MATCH" not in statement
    assert "speaker IN" in statement
    made = str(CreateTable(facts).compile(dialect=postgresql.dialect()))
    assert "low NUMERIC" in made
    assert 'region TEXT COLLATE "C"' in made


def test_a_long_answer_comes_in_pieces(tmp_path: Path) -> None:
    with Store(tmp_path / "many.db") as store:
        for n in range(250):
            store.save(article("Blora", [fact("region", "Blora", "Blora", **BLORA)], id=str(n)))
        answer = store.query()
        assert next(answer).document.id == "0"
        assert len(list(answer)) == 249


# Regions by name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Blora", "33.16"),  # not the kecamatan of the name
        ("blora", "33.16"),
        ("33.16", "33.16"),
        ("3316", "33.16"),
        ("33", "33"),
        ("331609", "33.16.09"),
        ("33.16.09.2001", "33.16.09.2001"),
        ("Kab. Banjar", "63.03"),
        ("kabupaten Banjar", "63.03"),
        ("Kota Banjar", "32.79"),
        ("Provinsi Jambi", "15"),
        ("Kotabaru", "63.02"),
        ("NTB", "52"),
        ("Solo", "33.72"),
        ("Purwokerto", "33.02"),
        ("Indonesia", "ID"),
        ("id", "ID"),
    ],
)
def test_a_region_by_name_or_code(name: str, code: str) -> None:
    assert region_code(name, load_gazetteer(rules_folder() / "gazetteer"), load_rules().words["region_level"]) == code


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Semarang", "“Semarang” may be Kota Semarang (33.74) or Kabupaten Semarang (33.22): ask for one by its code"),
        ("Jambi", "“Jambi” may be Provinsi Jambi (15) or Kota Jambi (15.71): ask for one by its code"),
        ("Semaran", "no region is called “Semaran”; did you mean Kota Semarang or Kabupaten Semarang?"),
        ("Kota Blora", "no region is called “Kota Blora”; did you mean Kabupaten Blora?"),
        ("33.99", "no region has the code 33.99"),
        ("", "no region is called “”"),
        ("[red]", "no region is called “[red]”"),
    ],
)
def test_regions_that_are_none_or_several(name: str, sentence: str) -> None:
    with pytest.raises(WhichError) as error:
        region_code(name, load_gazetteer(rules_folder() / "gazetteer"), load_rules().words["region_level"])
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


def test_filters_are_named_as_the_fields() -> None:
    assert {field.name for field in dataclasses.fields(Filters)} == {
        *("region", "kind", "indicator", "speaker", "since", "until", "min", "max", "search", "min_confidence", "id")
    }


# A million facts: every question is answered by an index, whatever the store's size


def plans(path: Path, statement: Any) -> str:
    """Return SQLite's plan for the statement."""
    engine = create_engine(f"sqlite:///{path}")
    plan: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def explain(_connection: Any, cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        plan.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall())

    with engine.connect() as connection:
        connection.execute(statement)
    engine.dispose()
    return "\n".join(plan)


@pytest.mark.parametrize(
    ("filters", "used"),
    [
        ({"region": "33", "kind": "money", "min": Decimal(10**9)}, ["facts_by_place (region>? AND region<?)"]),
        ({"region": "33.16"}, ["facts_by_place (region=?)"]),
        ({"indicator": "budget"}, ["facts_by_indicator (indicator=?)", "facts_by_indicator (indicator>? AND"]),
        (
            {"speaker": ("Ganjar", "Ganjar Pranowo")},
            ["SEARCH facts USING INDEX facts_by_who (speaker=?)"],
        ),
        (
            {"search": "gizi buruk", "since": dt.date(2023, 1, 1)},
            [
                "articles_fts VIRTUAL TABLE INDEX",
                "SEARCH articles USING INTEGER PRIMARY KEY",
                "SEARCH facts USING INDEX",
            ],
        ),
    ],
)
def test_questions_are_answered_by_indexes(tmp_path: Path, filters: dict[str, Any], used: list[str]) -> None:
    Store(tmp_path / "facts.db").close()
    plan = plans(tmp_path / "facts.db", select_facts(Filters(**filters), "sqlite"))
    assert all(part in plan for part in used), plan
    assert "SCAN facts\n" not in f"{plan}\n"


def test_articles_and_failures_are_found_by_their_keys(tmp_path: Path) -> None:
    Store(tmp_path / "facts.db").close()
    keys = [("/news/a.jsonl", str(n)) for n in range(500)] + [(f"/news/{n}.txt", str(n)) for n in range(250)]
    for table in (articles, failures):
        conditions = list(of_keys(table, keys))
        assert len(conditions) == 3
        for condition in conditions:
            plan = plans(tmp_path / "facts.db", select(table).where(condition))
            assert plan.count("(source=? AND id=?)") >= 50, plan
            assert "SCAN" not in plan
