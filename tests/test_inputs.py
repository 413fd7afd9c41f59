"""What people really have: JSON of all shapes, torn CSV, cut archives, pipes, huge files, HTML in records."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from extractor.model import Document, Failure
from extractor.read import Inputs, Named, find_inputs, read
from extractor.read.dumpdate import read_date
from extractor.read.html import read_page


def all_of(path: Path, named: Named = Named(), most: int = 10_000_000) -> tuple[list[str], list[str], list[str]]:  # noqa: B008
    """Return the texts, the reasons of failures, and what was said."""
    said: list[str] = []
    found = list(read(find_inputs(str(path)), None, said.append, named, most=most))
    texts = [one.text for one in found if isinstance(one, Document)]
    return texts, [one.reason for one in found if isinstance(one, Failure)], said


RECORDS = [{"text": "Satu"}, {"text": "Dua {belas}"}]
JSON = {
    "array": json.dumps(RECORDS),
    "pretty array": json.dumps(RECORDS, indent=2),
    "pretty records": "\n".join(json.dumps(one, indent=2) for one in RECORDS),
    "object that holds an array": json.dumps({"status": "ok", "articles": RECORDS}),
    "object further in": json.dumps({"data": {"total": 2, "items": RECORDS}}, indent=1),
    "lines": "\n".join(map(json.dumps, RECORDS)),
}


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".json.gz"])
@pytest.mark.parametrize("shape", JSON)
def test_json_of_all_shapes(tmp_path: Path, shape: str, ending: str) -> None:
    if ending == ".jsonl" and shape.startswith("object"):
        pytest.skip("lines hold a record each")
    data = JSON[shape].encode()
    (tmp_path / f"n{ending}").write_bytes(gzip.compress(data) if ending.endswith(".gz") else data)
    assert all_of(tmp_path) == (["Satu", "Dua {belas}"], [], [])


def test_one_record_and_a_broken_one_among_others(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(RECORDS[0], indent=1))
    (tmp_path / "b.json").write_text('[{"text": "Satu"},\n {"text": oops},\n {"text": "Tiga"}, 7, ""]')
    texts, reasons, _ = all_of(tmp_path)
    assert texts == ["Satu", "Satu", "Tiga"]
    no_record = "is not a record: a JSON object with a text"
    assert reasons == ["is not valid JSON (Expecting value)", no_record, no_record]


HEAD = "id,text,date\n"
TORN = {
    "a comma that is not quoted": ("2,Rp 28,6 miliar,2024-05-01\n", "has 4 cells, but its header 3"),
    "a quote that is not closed": ('2,"Belum selesai,2024-05-01\n', "begins a quote that is not closed"),
    "a cell that is too long": (f"2,{'x' * 20_000_001},2024-05-01\n", "has a cell of more than 20,000,000"),
}


@pytest.mark.parametrize("name", TORN)
def test_a_torn_record_of_csv_costs_only_itself(tmp_path: Path, name: str) -> None:
    torn, reason = TORN[name]
    rows = '1,"Satu, dua",2024-05-01\n', torn, '3,"Tiga\nbaris",2024-05-02\n', "4,Empat,2024-05-03\n"
    (tmp_path / "n.csv").write_text(HEAD + "".join(rows))
    texts, reasons, _ = all_of(tmp_path, most=50_000_000)
    assert texts[0] == "Satu, dua"
    assert texts[-1] == "Empat"
    assert [one for one in reasons if one.startswith(reason)]
    assert len(reasons) == 1


def test_a_quote_that_is_not_closed_at_the_end(tmp_path: Path) -> None:
    rows = "".join(f"{number},Isi {number},2024\n" for number in range(3, 500))
    (tmp_path / "n.csv").write_text(f'{HEAD}1,Satu,2024\n2,"Dua,2024\n{rows}')
    texts, reasons, _ = all_of(tmp_path)
    assert len(texts) == 498
    assert len(reasons) == 1


def test_what_was_readable_of_a_cut_archive_is_kept(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"Isi {os.urandom(30).hex()}"}) + "\n" for _ in range(360))
    packed = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:-40])
    (tmp_path / "b.txt.gz").write_bytes(packed[:-40])
    texts, reasons, said = all_of(tmp_path)
    assert len(texts) > 350
    assert reasons == ["is damaged, or cut off: it cannot be unpacked"]
    assert said == [f"{tmp_path / 'b.txt.gz'}: is damaged, or cut off; what could be unpacked is read"]


def test_pipes_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.txt")
    (tmp_path / "a.txt").write_text("Baik.")
    assert all_of(tmp_path)[0] == ["Baik."]
    with pytest.raises(ValueError, match="is no file, but a pipe, socket or device"):
        find_inputs(str(tmp_path / "pipa.txt"))
    with pytest.raises(ValueError, match="is no file"):
        find_inputs("/dev/zero")


def test_what_is_skipped_in_a_folder_is_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.foo", "c.foo", "catatan"):
        (tmp_path / name).write_text("Isi.")
    inputs = Inputs((find_inputs(str(tmp_path)),))
    assert list(inputs.skipped()) == [f"{tmp_path}: 3 files are skipped, which hold no articles: 2 .foo, 1 no ending"]


def test_two_names_that_are_no_unicode_are_two_articles(tmp_path: Path) -> None:
    for byte in (b"\xff", b"\xfe"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/a" + byte + b".txt")).write_text("Isi.")
    found = list(read(find_inputs(str(tmp_path)), None, lambda _: None))
    assert len({one.source for one in found if isinstance(one, Document)}) == 2


@pytest.mark.parametrize("name", ["n.txt.gz", "n.jsonl.gz", "n.txt"])
def test_unpacking_is_bounded(tmp_path: Path, name: str) -> None:
    data = b"a" * 3_000_000
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    texts, reasons, _ = all_of(tmp_path, most=1_000_000)
    assert texts == []
    assert [one for one in reasons if "--max-size" in one] == reasons != []


def test_fields_by_more_names(tmp_path: Path) -> None:
    record = {"Isi Berita": "Isi", "judul_berita": "Judul", "date_publish": 1714521600, "tautan": "https://a.id/1"}
    (tmp_path / "n.json").write_text(json.dumps([record | {"kata_kunci": "a", "penulis": "b"}]))
    said: list[str] = []
    [found] = read(find_inputs(str(tmp_path)), None, said.append)
    assert isinstance(found, Document)
    assert (found.text, found.title, found.published, found.url) == ("Isi", "Judul", "2024-05-01", "https://a.id/1")
    assert said[-1] == f"{tmp_path / 'n.json'}: does not use kata_kunci, penulis"


def test_named_url_and_source(tmp_path: Path) -> None:
    (tmp_path / "n.json").write_text(json.dumps([{"text": "Isi", "alamat": "https://a.id", "koran": "Harian Uji"}]))
    [found] = read(find_inputs(str(tmp_path)), None, lambda _: None, Named(url="alamat", source="koran"))
    assert isinstance(found, Document)
    assert (found.url, found.site) == ("https://a.id", "Harian Uji")


def test_a_field_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text('{"isinya": "a"}\n' * 300)
    assert all_of(tmp_path)[1] == ["has no field that holds its text; it has isinya"]


def test_html_in_records_is_undone(tmp_path: Path) -> None:
    text = "<p>Rp&nbsp;6 miliar</p>\n<p><b>12</b> orang &amp; 3 anak</p><ul><li>Satu</li><li>Dua</li></ul>"
    (tmp_path / "n.json").write_text(json.dumps([{"text": text}, {"text": "5 < 6 <unik> & lain"}]))
    texts, _, said = all_of(tmp_path)
    assert texts == ["Rp\xa06 miliar\n\n12 orang & 3 anak\n\nSatu\nDua", "5 < 6 <unik> & lain"]
    assert [one.partition(": ")[2] for one in said] == [
        "holds HTML in its texts, which is undone: offsets count in what is left"
    ]


def test_markup_is_linear() -> None:
    from extractor.read.markup import visible_text

    assert len(visible_text("<b>" + " " * 400_000 + "<!--" * 1000)) < 400_000


@pytest.mark.parametrize(
    ("written", "day"),
    [("1714521600", "2024-05-01"), ("1714521600000", "2024-05-01"), ("0024-05-01", None), ("24", None)],
)
def test_unix_times_and_years_that_are_none(written: str, day: str | None) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize("count", [100_000, 300_000])
def test_a_tag_with_countless_attributes_is_refused_at_once(count: int) -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(count))
    assert read_page(f"<!doctype html><body><p {attributes}>Blora menerima Rp 5 miliar.</p></body>") is None
