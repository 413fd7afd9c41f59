"""Facts as tables for programs and spreadsheets: CSV, Excel, Parquet, JSON Lines, frames; whatever the texts hold."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import BLORA, FakePipeline, article, blora, fact, number

import extractor
from extractor.cli import call
from extractor.errors import UserError
from extractor.model import Article, Fact
from extractor.read.markup import is_marked, visible_text
from extractor.show.tables import cell, is_formula, uncell, write_csv, write_jsonl
from extractor.show.workbook import write_workbook
from extractor.store import Store
from extractor.table.arrow import record_batches, write_parquet
from extractor.table.columns import columns
from extractor.table.frame import facts_frame

csv.field_size_limit(2**31 - 1)
HOSTILE = [
    '=HYPERLINK("http://x.example","klik")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "'=1+1",
    "''",
    "-5",
    "'; DROP TABLE facts; --",
    '"; DELETE FROM facts WHERE "1"="1',
    "<script>alert(1)</script>",
    "a\nb\r\nc\td\x0be",
    "\x1b[31mmerah\x1b[0m\x07\x7f\x9b",
    "_x0041_ &amp; ]]>",
    "a,b;c|d\"e'f",
    "\u202eterbalik\u200b\ufeff",
    "😀 naïve",
    "x" * 1_000_000,
]
FRAMES: list[Any] = ["pandas", "polars"]
TEXTS = tuple(column.name for column in columns() if column.type == "text" and column.name != "kind")
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False) | st.none()


def hostile(text: str) -> Article:
    """Return an article that has the text in every field that can hold one."""
    texts = {name: text for name in TEXTS if name in Fact.__dataclass_fields__}
    made = dataclasses.replace(blora().facts[1], **texts, alternatives=({"unit": text, "reason": text},))  # type: ignore[arg-type]
    found = article(text, [made], id=text, source=text, title=text, url=text, site=text)
    return dataclasses.replace(found, published=text, published_from=text)


def as_csv(articles: list[Article], **options: Any) -> list[dict[str, str]]:
    """Return the rows of the CSV, read back."""
    out = io.StringIO(newline="")
    write_csv(articles, out, **options)
    delimiter = ";" if options.get("decimal") == "comma" else ","
    return list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def as_parquet(articles: list[Article]) -> io.BytesIO:
    """Return the Parquet file, to be read."""
    out = io.BytesIO()
    write_parquet(articles, out)
    out.seek(0)
    return out


def as_sheet(articles: list[Article]) -> Iterator[dict[str, Any]]:
    """Yield the cells of each row of the workbook, by the column's name."""
    out = io.BytesIO()
    write_workbook(articles, out)
    heading, *rows = openpyxl.load_workbook(out)["facts"].iter_rows()
    for row in rows:
        yield {str(name.value): cell for name, cell in zip(heading, row, strict=True)}


# The data dictionary


def test_every_field_of_a_fact_is_a_described_column_in_order() -> None:
    fields = [field.name for field in dataclasses.fields(Fact)]
    assert [column.name for column in columns() if column.of != "article"] == fields
    assert all(column.meaning for column in columns())


def test_types_of_the_dictionary_are_those_of_the_code() -> None:
    types = {"str": "text", "int": "integer", "Decimal": "number", "float": "number", "dt.date": "date", "Kind": "text"}
    annotations = {name: str(field.type).split(" ")[0] for name, field in Fact.__dataclass_fields__.items()}
    for column in columns():
        if column.of != "article":
            assert column.type == types.get(annotations[column.name], "json"), column.name


def test_the_command_prints_it_without_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(["query", "--columns"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [column.name for column in columns()]
    assert call(["query", "--columns", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [dataclasses.asdict(column) for column in columns()]
    assert call(["query", "--columns", "-o", "columns.csv"]) == 2
    assert "writes no file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_parquet_carries_it() -> None:
    schema = pq.read_schema(as_parquet([]))
    assert {field.name: field.metadata[b"description"].decode() for field in schema} == {
        column.name: column.meaning for column in columns()
    }
    assert [column["name"] for column in json.loads(schema.metadata[b"columns"])] == schema.names


# Hostile texts


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_holds_hostile_texts_exactly_and_harmlessly(text: str) -> None:
    for decimal in ("point", "comma")[: 1 if len(text) > 1000 else 2]:  # the longest takes seconds
        [row] = as_csv([hostile(text)], decimal=decimal)
        for name in TEXTS:
            assert uncell(row[name]) == text
            assert not row[name].lstrip().startswith(("=", "+", "@", "＝"))
            assert not row[name].lstrip().startswith("-") or row[name] == "-5"
        assert json.loads(row["alternatives"]) == [{"unit": text, "reason": text}]


@pytest.mark.parametrize("text", HOSTILE)
def test_parquet_json_and_frames_hold_hostile_texts_exactly(text: str) -> None:
    made = hostile(text)
    [row] = pq.read_table(as_parquet([made])).to_pylist()
    out = io.StringIO()
    write_jsonl([made], out)
    line = json.loads(out.getvalue())
    assert out.getvalue().count("\n") == 1
    for name in TEXTS:
        assert row[name] == text
        assert line["facts"][0].get(name, text) == text
    assert json.loads(row["alternatives"]) == [{"unit": text, "reason": text}]
    assert facts_frame([made])["subject"][0] == facts_frame([made], "polars")["subject"][0] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_shows_hostile_texts_as_text(text: str) -> None:
    [row] = as_sheet([hostile(text)])
    for name in TEXTS:
        assert row[name].data_type == "s"
    shown = row["subject"].value
    if len(text) > 40_000:
        assert (len(shown), shown[-1]) == (32_767, "…")
    elif not any(char < " " or char == "_" for char in text):
        assert shown == text


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n;,\"0")))
def test_any_cell_can_be_taken_back(text: str) -> None:
    written = cell(text)
    assert uncell(written) == text
    assert written in (text, f"'{text}")
    assert not is_formula(written) or written.startswith("'")


@settings(deadline=None)
@given(st.text(min_size=1), AMOUNTS, st.dates())
def test_any_values_go_through_csv_and_parquet(text: str, amount: Decimal | None, day: dt.date) -> None:
    fields: dict[str, Any] = {"subject": text, "low": amount, "period_start": day}
    made = article("5", [fact("count", "5", "5", **fields)])
    [row], [record] = as_csv([made]), pq.read_table(as_parquet([made])).to_pylist()
    assert (uncell(row["subject"]), row["period_start"]) == (record["subject"], str(record["period_start"]))
    assert (record["subject"], record["period_start"]) == (text, day)
    assert (Decimal(row["low"]) if row["low"] else None) == amount
    assert record["low"] == (None if amount is None or abs(amount) > Decimal("1.7e308") else float(amount))


# What programs and people find


def test_a_spreadsheet_set_to_indonesian_reads_the_comma_form() -> None:
    made = article("79,68 persen", [number("percent", "79,68 persen", "79.68", "%", "79,68 persen", **BLORA)])
    [row] = as_csv([made], decimal="comma")
    assert (row["low"], row["region"], row["text"]) == ("79,68", "33.16", "79,68 persen")


def test_a_workbook_holds_numbers_days_and_codes_as_what_they_are() -> None:
    percent = number("percent", "2022", "79.68", "%", region="33.10", region_name="Kabupaten Klaten")
    early = fact("date", "2022", period_start=dt.date(1811, 5, 1))
    money, rate, old = as_sheet([dataclasses.replace(blora(), facts=(blora().facts[1], percent, early))])
    assert (money["low"].value, money["low"].number_format) == (28_600_000_000, "#,##0")
    assert (rate["low"].value, rate["region"].value, rate["region"].data_type) == (79.68, "33.10", "s")
    assert (money["period_start"].value, money["period_start"].is_date) == (dt.datetime(2022, 1, 1), True)
    assert (money["period"].value, old["period_start"].value) == ("2022", "1811-05-01")


def test_a_workbook_explains_its_columns_and_goes_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.show.workbook.LAST_ROW", 3)
    out = io.BytesIO()
    write_workbook([blora()], out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["facts", "facts 2", "columns"]
    assert [sheet.max_row for sheet in book] == [4, 2, len(columns()) + 1]


@pytest.mark.parametrize("library", FRAMES)
def test_frames_are_typed_even_without_rows(library: Any) -> None:
    full, empty = facts_frame([blora()], library), facts_frame([], library)
    assert list(full.columns) == list(empty.columns) == [column.name for column in columns()]
    assert list(full.dtypes) == list(empty.dtypes)
    assert (len(full), len(empty)) == (4, 0)


def test_pandas_counts_and_knows_days() -> None:
    frame = facts_frame([blora()])
    assert frame.groupby("kind")["low"].sum()["money"] == 28_600_000_000
    assert frame["period_start"].dropna().dt.year.tolist() == [2022, 2022]
    assert isinstance(frame, pd.DataFrame)


def test_polars_counts_and_knows_days() -> None:
    frame = facts_frame([blora()], "polars")
    assert isinstance(frame, pl.DataFrame)
    assert frame.schema["period_start"] == pl.Date
    assert frame.filter(kind="count")["low"].to_list() == [1200]


def test_the_store_gives_a_frame_of_what_is_asked(tmp_path: Path) -> None:
    with Store(tmp_path / "facts.db") as store:
        store.save(blora())
        assert store.frame(kind="money", region="33")["unit"].tolist() == ["IDR"]
        assert store.frame("polars", kind=("count", "date")).height == 2
        assert len(store.frame(speaker="nobody")) == 0


@pytest.mark.parametrize("library", FRAMES)
def test_a_library_that_is_missing_is_named(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UserError, match=f"{library} is not installed: pip install {library}"):
        extractor.facts_frame([blora()], library)


def test_no_other_library_is_promised() -> None:
    with pytest.raises(UserError, match="ask for pandas or polars"):
        extractor.facts_frame([], "dask")  # type: ignore[arg-type]


def test_a_file_is_written_in_pieces() -> None:
    many = dataclasses.replace(blora(), facts=blora().facts * 10)
    assert [batch.num_rows for batch in record_batches([many], size=16)] == [16, 16, 8]


# On the command line


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EXTRACT_DB", raising=False)
    with Store("facts.db") as store:
        store.save(blora())
    return tmp_path


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx", "a.csv", "a.jsonl", "a.json"])
def test_the_files_ending_is_the_format(stored: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["query", "--kind", "money", "-o", name]) == 0
    assert capsys.readouterr() == ("", "1 fact\n")
    content = (stored / name).read_bytes()
    start = {"parquet": b"PAR1", "xlsx": b"PK", "csv": b"\xef\xbb\xbfsource,", "jsonl": b'{"article"', "json": b"["}
    assert content.startswith(start[name.split(".")[1]])


def test_duckdb_reads_the_parquet_file(stored: Path) -> None:
    assert call(["query", "-o", "facts.parquet"]) == 0
    asked = "SELECT region_name, sum(low), min(period_start) FROM 'facts.parquet' WHERE kind = 'money' GROUP BY ALL"
    assert duckdb.sql(asked).fetchall() == [("Kabupaten Blora", 28_600_000_000.0, dt.date(2022, 1, 1))]
    named = duckdb.sql("SELECT count(*) FROM 'facts.parquet' WHERE alternatives->>'$[0].reason' IS NOT NULL")
    assert named.fetchall() == [(0,)]


def test_hostile_records_come_through_the_command_as_they_were(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.pipeline.load_pipeline", lambda *_: FakePipeline())
    records = [{"id": text, "title": text, "text": "Ada 5.", "url": text, "source": text} for text in HOSTILE]
    Path("dump.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    for name in ("a.csv", "a.parquet", "a.jsonl"):
        assert call(["run", "dump.jsonl", "--no-store", "-o", name]) == 0
    with Path("a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [{name: uncell(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
    lines = [json.loads(line)["article"] for line in Path("a.jsonl").read_text(encoding="utf8").split("\n") if line]
    for name, key in (("title", "title"), ("article", "id"), ("url", "url"), ("site", "source")):
        expected = [shown(record[key]) if key == "title" else record[key] for record in records]
        assert [row[name] for row in rows] == expected
        assert pq.read_table("a.parquet")[name].to_pylist() == expected
    assert [line["title"] for line in lines] == [shown(record["title"]) for record in records]


def shown(title: str) -> str:
    """Return a record's title as it is read: without HTML."""
    return visible_text(title) if is_marked(title) else title


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_binary_formats_go_through_a_pipe(stored: Path, form: str) -> None:
    command = f"{sys.executable} -c 'from extractor.cli import main; main()' query --format {form} | cat > piped.{form}"
    subprocess.run(command, shell=True, check=True, capture_output=True)  # noqa: S602
    if form == "parquet":
        rows = pl.read_parquet("piped.parquet").height
    else:
        rows = openpyxl.load_workbook("piped.xlsx")["facts"].max_row - 1
    assert rows == 4


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "parquet"], "--format parquet is not for a screen: name a file with -o FILE"),
        (["-o", "a.xlsx", "--decimal", "comma"], "--decimal comma is for CSV alone, not for xlsx"),
        (
            ["-o", "a.xls"],
            "-o: “.xls” is no format; --format tells one, or an ending: htm, json, jsonl, csv, parquet, xlsx, html",
        ),
        (["--decimal", "comma"], "--decimal comma is for CSV alone, not for table"),
    ],
)
def test_what_does_not_fit_is_told(
    stored: Path,
    arguments: list[str],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert call(["query", *arguments]) == 2
    assert capsys.readouterr().err == f"extract: {sentence}\n"
    assert not Path("a.xlsx").exists()
