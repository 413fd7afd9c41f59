"""Files, folders and records -> articles: what is read, how it is called, and what becomes of broken input."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import random
from pathlib import Path

import pytest

from extractor.errors import UserError
from extractor.model import Document, Failure
from extractor.read import ArgumentError, Meter, Named, find_inputs, read, size_of
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
    assert found == Document(
        "Isi", "7", "Kabar", str(tmp_path / "n.jsonl"), "Judul", "https://x", "2024-05-12", "Kabar"
    )
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


def dated(tmp_path: Path, *dates: str | None) -> tuple[list[str | None], list[str]]:
    """Return how the dates of one file are read, and what is said of them."""
    file = jsonl(tmp_path / "n.jsonl", *({"text": f"Isi {n}", "published": date} for n, date in enumerate(dates)))
    found, said = all_of(file)
    return [item.published for item in found if isinstance(item, Document)], [note.split(": ")[1] for note in said]


def test_which_number_is_the_month_is_told_by_the_other_dates_of_the_source(tmp_path: Path) -> None:
    assert dated(tmp_path, "03/04/2019", "16/09/2019", None, "5/6/19") == (
        ["2019-04-03", "2019-09-16", None, "2019-06-05"],
        ["takes the day as the first number of dates such as “03/04/2019”, as 1 other date shows"],
    )
    assert dated(tmp_path, "10/21/2025 16:45", "10/11/2025 08:00")[0] == ["2025-10-21", "2025-10-11"]


def test_dates_that_leave_the_month_open_are_not_guessed(tmp_path: Path) -> None:
    assert dated(tmp_path, "05/06/2019", "05/07/2019") == (
        [None, None],
        ["leaves out dates such as “05/06/2019”"],
    )
    both, said = dated(tmp_path, "05/06/2019", "16/09/2019", "10/21/2025")
    assert both == [None, "2019-09-16", "2025-10-21"]
    assert said == ["leaves out dates such as “05/06/2019”"]


def test_a_date_of_the_other_order_behind_the_sample_is_read_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.read.records.FIRST", 2)
    monkeypatch.setattr("extractor.read.records.SAMPLE_ROWS", 1)
    read_dates, said = dated(tmp_path, "16/09/2019", "03/04/2019", "04/04/2019", "10/21/2025", "05/04/2019")
    assert read_dates == ["2019-09-16", "2019-04-03", "2019-04-04", "2025-10-21", "2019-04-05"]
    assert said[-1] == "“10/21/2025” has the other order"


def test_every_source_decides_for_itself(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", {"text": "a", "date": "16/09/2019"}, {"text": "b", "date": "03/04/2019"})
    jsonl(tmp_path / "b.jsonl", {"text": "a", "date": "09/16/2019"}, {"text": "b", "date": "03/04/2019"})
    found, _ = all_of(tmp_path)
    dates = [item.published for item in found if isinstance(item, Document)]
    assert dates == ["2019-09-16", "2019-04-03", "2019-09-16", "2019-03-04"]


def test_fields_by_the_names_the_user_gives(tmp_path: Path) -> None:
    record = {"text": "Ringkasan", "isi_lengkap": "Isi", "Nomor": 7, "kepala": "Judul", "terbit": "2020-05-01"}
    file = jsonl(tmp_path / "n.jsonl", record)
    named = Named(text="isi_lengkap", title="kepala", published="terbit", id="nomor")
    said: list[str] = []
    [found] = read(find_inputs(str(file)), None, said.append, named)
    assert found == Document("Isi", "7", str(file), str(file), "Judul", None, "2020-05-01")
    assert said == [f"{file}: does not use text"]


def test_a_name_that_no_record_has_ends_the_run(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "n.jsonl", {"text": "Isi", "judul": "x"})
    with pytest.raises(UserError, match=r"--title: .*n\.jsonl has no field “kepala”; it has text, judul"):
        list(read(find_inputs(str(file)), None, lambda _: None, Named(title="kepala")))


def test_two_articles_of_one_id_and_outlet_stay_apart_in_one_run(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", {"id": 1, "source": "Kabar", "text": "satu"}, {"id": 2, "source": "Kabar", "text": "x"})
    jsonl(tmp_path / "b.jsonl", {"id": 1, "source": "Kabar", "text": "dua"}, {"id": 2, "source": "Kabar", "text": "x"})
    found, said = all_of(tmp_path)
    assert ids(found) == ["1", "2", "b.jsonl:1", "2"]  # the same article twice is one
    assert said == ["b.jsonl:1: the id 1 stood before; this record goes by b.jsonl:1"]


# Parquet, packed files, pages, standard input


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    when = [dt.datetime(2020, 5, 1, 8, tzinfo=dt.UTC), None, dt.datetime(2021, 1, 1, tzinfo=dt.UTC)]
    columns = {"id": [7, 8, 9], "content": ["Isi", "", "Lagi"], "date": when, "vector": [[0.1], [0.2], [0.3]]}
    write_table(pa.table(columns), tmp_path / "n.parquet", row_group_size=2)
    found, said = all_of(tmp_path)
    assert ids(found) == ["7", "!8", "9"]
    assert [item.published for item in found if isinstance(item, Document)] == ["2020-05-01", "2021-01-01"]
    assert [note.partition(": ")[2] for note in said] == ["takes text from “content”", "takes published from “date”"]


CONTENTS = {
    "a.txt": b"Isi",
    "a.html": Path(__file__).with_name("test_bad_input.py").read_text().split('"""')[3].encode(),
    "a.jsonl": b'{"text": "satu"}\n{"text": "dua"}\n',
    "a.csv": b"id,text\n1,satu\n2,dua\n",
    "a.tsv": b"id\ttext\n1\tsatu, dua\n",
}


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("packed", [".gz", ".zst", ".GZ"])
def test_packed_files_hold_what_plain_ones_hold(tmp_path: Path, name: str, packed: str) -> None:
    plain_file, packed_file = tmp_path / "p" / name, tmp_path / "q" / f"{name}{packed}"
    for file in (plain_file, packed_file):
        file.parent.mkdir()
    plain_file.write_bytes(CONTENTS[name])
    pack(packed_file, CONTENTS[name])
    plain, plain_said = all_of(plain_file.parent)
    found, said = all_of(packed_file.parent)
    assert ids(found) == ids(plain)
    assert [text_of(item) for item in found] == [text_of(item) for item in plain]
    assert all(text_of(item) for item in found)
    assert len(said) == len(plain_said)


def test_packed_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    write_table(pa.table({"text": ["satu", "dua"]}), tmp_path / "n.parquet")
    pack(tmp_path / "n.parquet.zst", (tmp_path / "n.parquet").read_bytes())
    assert ids(all_of(tmp_path / "n.parquet.zst")[0]) == ["n.parquet:1", "n.parquet:2"]


def pack(file: Path, data: bytes) -> None:
    if file.suffix.lower() == ".gz":
        file.write_bytes(gzip.compress(data))
    else:
        pa = pytest.importorskip("pyarrow")
        file.write_bytes(pa.compress(data, "zstd", asbytes=True))


def text_of(item: Document | Failure) -> str:
    return item.text if isinstance(item, Document) else item.reason


@pytest.mark.parametrize("tail", [b"", b"\0" * 100])
@pytest.mark.parametrize("packed", [".gz", ".zst"])
def test_what_stands_before_the_damage_of_a_packed_file_is_read(tmp_path: Path, packed: str, tail: bytes) -> None:
    dice = random.Random(1)
    lines = "".join(json.dumps({"text": f"Isi {dice.random()}"}) + "\n" for _ in range(20_000))
    pack(tmp_path / f"n.jsonl{packed}", lines.encode())
    whole = (tmp_path / f"n.jsonl{packed}").read_bytes()
    (tmp_path / f"n.jsonl{packed}").write_bytes(whole[: len(whole) // 2] + tail)
    found, _ = all_of(tmp_path)
    assert isinstance(found[-1], Failure)
    assert found[-1].reason == "is damaged, or cut off: it cannot be unpacked"
    assert len(found) > 100


@pytest.mark.parametrize("name", ["n.txt.gz", "n.jsonl.zst", "n.parquet", "n.parquet.gz", "n.html.zst"])
def test_files_that_are_not_what_their_name_says(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"bukan itu isinya")
    [found] = all_of(tmp_path)[0]
    assert isinstance(found, Failure)
    assert "damaged" in found.reason
    assert "\n" not in found.reason


def test_a_page_tells_title_date_and_site(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        CONTENTS["a.html"].replace(b"<title>", b"<meta property='og:site_name' content='Kabar'><title>")
    )
    [found], said = all_of(tmp_path)
    assert isinstance(found, Document)
    assert (found.id, found.title, found.published, found.site) == ("a", "Anggaran naik", "2024-05-12", "Kabar")
    assert said == []


def test_records_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"text": "satu"}\n\n{"text": "dua", "id": "b"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    found, _ = all_of("-")
    assert ids(found) == ["-:1", "b"]
    assert all(item.source.startswith("stdin:") for item in found if isinstance(item, Document))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{bukan} catatan\nisi")))
    [found], _ = all_of("-")
    assert text_of(found) == "{bukan} catatan\nisi"


def test_articles_come_before_the_input_is_read_to_its_end(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "wb", buffering=0) as pipe, os.fdopen(read_end, "rb") as stdin:
        for n in range(200):
            pipe.write(json.dumps({"id": n, "text": f"Isi {n}"}).encode() + b"\n")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("sys.stdin", io.TextIOWrapper(stdin))
            found = read(find_inputs("-"), None, lambda _: None)
            assert [text_of(next(found)) for _ in range(100)] == [f"Isi {n}" for n in range(100)]


def test_the_meter_counts_the_bytes_of_the_files(tmp_path: Path) -> None:
    for name, data in CONTENTS.items():
        (tmp_path / name).write_bytes(data)
    pack(tmp_path / "b.txt.gz", b"Isi lain")
    meter = Meter()
    list(read(find_inputs(str(tmp_path)), None, lambda _: None, meter=meter))
    assert meter.read == size_of(find_inputs(str(tmp_path))) == sum(file.stat().st_size for file in tmp_path.iterdir())


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
        ("16/09/19", "2019-09-16"),
        ("2020-05-01T08:00:00+00:00", "2020-05-01"),
        ("31/02/2020", None),
        ("2020-13-01", None),
        ("kemarin", None),
        ("", None),
    ],
)
def test_dates_of_dumps(written: str, date: str | None) -> None:
    assert read_date(written) == date
