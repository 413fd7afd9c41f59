"""Files, folders and records -> articles: what is read, how it is called, and what becomes of broken input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.model import Document, Failure
from extractor.read import ArgumentError, find_inputs, read
from extractor.read.dumpdate import read_date


def all_of(*arguments: str | Path, published: str | None = None) -> tuple[list[Document | Failure], list[str]]:
    """Return what is read from the arguments, and what was said about it."""
    said: list[str] = []
    inputs = [given for argument in arguments for given in find_inputs(str(argument))]
    return list(read(inputs, published, said.append)), said


def ids(found: list[Document | Failure]) -> list[str]:
    return [item.id if isinstance(item, Document) else f"!{item.document.id}" for item in found]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.TXT", "2024/a.txt", "2024/mei/c.d.txt", "notes.md", ".hidden.txt", ".git/x.txt"):
        file = tmp_path / "news" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"Isi {name}")
    return tmp_path / "news"


def test_id_is_the_path_below_the_argument(news: Path) -> None:
    assert ids(all_of(news)[0]) == ["2024/a", "2024/mei/c.d", "a", "b"]
    assert ids(all_of(news / "2024")[0]) == ["a", "mei/c.d"]
    assert ids(all_of(news / "2024/mei/c.d.txt")[0]) == ["c.d"]
    assert ids(all_of(f"{news}/*/a.txt")[0]) == ["2024/a"]
    assert ids(all_of(f"{news}/**/a.txt")[0]) == ["2024/a", "a"]
    assert ids(all_of(news / "notes.md")[0]) == ["notes"]


def test_source_keeps_articles_of_one_name_apart(news: Path) -> None:
    found, _ = all_of(news, news / "2024")
    keys = {(item.source, item.id) for item in found if isinstance(item, Document)}
    assert len(keys) == len(found) == 4
    assert (str(news / "2024/a.txt"), "2024/a") in keys


def test_a_file_named_twice_is_read_once(news: Path) -> None:
    assert ids(all_of(news / "a.txt", news)[0]) == ["a", "2024/a", "2024/mei/c.d", "b"]


def test_a_name_with_glob_signs_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("satu")
    assert ids(all_of(tmp_path / "a[1].txt")[0]) == ["a[1]"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("none.txt", "no such file or folder"), ("empty", "holds no articles"), ("*.html", "no file matches")],
)
def test_arguments_that_name_nothing(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArgumentError, match=reason) as error:
        find_inputs(str(tmp_path / name))
    assert str(tmp_path / name) in str(error.value)


def test_published_by_the_user_holds_for_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Isi")
    (tmp_path / "b.jsonl").write_text('{"text": "Isi", "published": "2020-01-01"}\n{"text": "Isi"}')
    found, _ = all_of(tmp_path, published="2024-05")
    assert [item.published for item in found if isinstance(item, Document)] == ["2024-05"] * 3


# Records


def jsonl(path: Path, *records: object) -> Path:
    path.write_text("\n".join(record if isinstance(record, str) else json.dumps(record) for record in records))
    return path


def test_a_record_with_the_names_of_the_contract(tmp_path: Path) -> None:
    record = {
        "id": 7,
        "text": "Isi",
        "title": "Judul",
        "published": "2024-05-12",
        "url": "https://x",
        "source": "Kabar",
    }
    [found], said = all_of(jsonl(tmp_path / "n.jsonl", record))
    assert found == Document("Isi", "7", "Kabar", str(tmp_path / "n.jsonl"), "Judul", "https://x", "2024-05-12")
    assert said == []


def test_names_that_dumps_give_are_guessed_and_said_once(tmp_path: Path) -> None:
    records = [{"Judul": "J", "isi": f"Isi {n}", "Tanggal": "Kamis, 28 Mei 2026 19:18 WIB"} for n in range(3)]
    found, said = all_of(jsonl(tmp_path / "n.jsonl", *records))
    assert ids(found) == ["n.jsonl:1", "n.jsonl:2", "n.jsonl:3"]
    assert all((item.title, item.published) == ("J", "2026-05-28") for item in found if isinstance(item, Document))
    assert [note.partition(": ")[2] for note in said] == [
        *("takes text from “isi”", "takes title from “Judul”", "takes published from “Tanggal”")
    ]


def test_broken_records_cost_nothing_of_the_others(tmp_path: Path) -> None:
    lines = [
        '{"text": "satu"}',
        "{broken",
        "",
        "[1, 2]",
        '{"text": "  "}',
        '{"judul": "x"}',
        '{"text": null, "id": "n"}',
    ]
    found, _ = all_of(jsonl(tmp_path / "n.jsonl", *lines, '{"text": "a\\u0000b"}', '{"text": "dua"}'))
    reasons = {item.document.id: item.reason for item in found if isinstance(item, Failure)}
    assert [item.text for item in found if isinstance(item, Document)] == ["satu", "dua"]
    assert reasons["n.jsonl:2"].startswith("is not valid JSON")
    assert reasons["n.jsonl:4"] == "is not a record: a JSON object with a text"
    assert reasons["n.jsonl:5"] == "has no text"
    assert reasons["n.jsonl:6"] == "has no field that holds its text; it has judul"
    assert reasons["n"] == "has no field that holds its text; it has text, id"
    assert reasons["n.jsonl:8"] == "holds NUL characters: it is no text"


def test_an_id_given_twice_names_one_record_only(tmp_path: Path) -> None:
    found, said = all_of(jsonl(tmp_path / "n.jsonl", {"id": "1", "text": "satu"}, {"id": "1", "text": "dua"}))
    assert ids(found) == ["1", "n.jsonl:2"]
    assert said == ["n.jsonl:2: the id 1 stood before; this record goes by n.jsonl:2"]


def test_half_a_surrogate_pair_is_made_storable(tmp_path: Path) -> None:
    [found], _ = all_of(jsonl(tmp_path / "n.jsonl", '{"text": "Rp5\\ud83d juta", "id": "\\udc00"}'))
    assert isinstance(found, Document)
    assert (found.text, found.id) == ("Rp5� juta", "�")


def test_dates_that_leave_the_month_open_are_not_guessed(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "n.jsonl", {"text": "a", "date": "05/06/2019"}, {"text": "b", "date": "05/07/2019"})
    found, said = all_of(file)
    assert [item.published for item in found if isinstance(item, Document)] == [None, None]
    assert len([note for note in said if "05/06/2019" in note or "05/07/2019" in note]) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_of_any_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["id", "judul", "isi"], ["1", "J", '"Kata “dua”\nbaris"'], ["2", "", "Isi – lagi"]]
    (tmp_path / "n.csv").write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    found, _ = all_of(tmp_path / "n.csv")
    texts = [(item.id, item.text) for item in found if isinstance(item, Document)]
    assert texts == [("1", "Kata “dua”\nbaris"), ("2", "Isi – lagi")]


def test_lines_of_csv_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text('text\n"dua\nbaris"\n\ntiga\n')
    assert ids(all_of(tmp_path / "n.csv")[0]) == ["n.csv:2", "n.csv:5"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025-07-25", "2025-07-25"),
        ("2019-01-02T03:04:05Z", "2019-01-02"),
        ("2019-01-02 03:04", "2019-01-02"),
        ("20200131", "2020-01-31"),
        ("2020", "2020"),
        ("2020-05", "2020-05"),
        ("10/21/2025 16:45", "2025-10-21"),
        ("16/09/2019", "2019-09-16"),
        ("5/5/2020", "2020-05-05"),
        ("Kamis, 28 Mei 2026 19:18 WIB", "2026-05-28"),
        ("Jum'at, 3 September 2021", "2021-09-03"),
        ("Senin 4 Jan. 2021 | 10:00", "2021-01-04"),
        ("08-Aug-20", "2020-08-08"),
        ("May 28, 2026", "2026-05-28"),
        ("05/06/2019", None),
        ("31/02/2020", None),
        ("2020-13-01", None),
        ("kemarin", None),
        ("", None),
    ],
)
def test_dates_of_dumps(written: str, date: str | None) -> None:
    assert read_date(written) == date
