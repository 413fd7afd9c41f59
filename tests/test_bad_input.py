"""Broken, hostile and odd files: each gives a sentence or a sensible article, and nothing of the others is lost."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from extractor.model import Document, Failure
from extractor.read import Input, find_inputs, read
from extractor.read.decode import NotTextError, decode
from extractor.read.html import is_page

NEWS = "Anggaran naik 5 persen – menjadi Rp2 miliar, kata “Bupati”."
PAGE = """<!DOCTYPE html><html><head><title>Anggaran naik</title>
<meta property="article:published_time" content="2024-05-12T10:00:00+07:00"></head>
<body><nav><a href="/">Beranda</a> <a href="/daerah">Daerah</a></nav><article><h1>Anggaran naik</h1>
<p>Pemerintah kabupaten menaikkan anggaran pendidikan menjadi Rp2 miliar pada tahun ini, kata bupati.</p>
<p>Sebanyak 1.200 siswa akan menerima bantuan itu mulai bulan depan, menurut kepala dinas setempat.</p>
<p>Anggaran tahun lalu hanya Rp1,5 miliar, sehingga kenaikannya mencapai sepertiga dari jumlah semula.</p>
</article><footer>Hak cipta</footer></body></html>"""


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (NEWS.encode(), NEWS, None),
        (NEWS.encode("utf-8-sig"), NEWS, None),
        (NEWS.encode("utf-16"), NEWS, None),
        (NEWS.encode("utf-32"), NEWS, None),
        (b"\xfe\xff" + NEWS.encode("utf-16-be"), NEWS, None),
        (NEWS.encode("utf-16-le"), NEWS, "says not how it is encoded; read as UTF-16-LE"),
        (NEWS.encode("utf-16-be"), NEWS, "says not how it is encoded; read as UTF-16-BE"),
        (NEWS.encode("cp1252"), NEWS, "is not UTF-8; read as Windows-1252"),
        (b"Andr\xe9 \x81 naik", "André \x81 naik", "is not UTF-8; read as Latin-1"),
        (NEWS.encode()[:-3], NEWS[:-2] + "�", "is UTF-8 broken in 1 place, which stands as �"),
        (NEWS.encode() + b"\xff 5\xfe", NEWS + "� 5�", "is UTF-8 broken in 2 places, which stand as �"),
        (NEWS.encode("utf-16")[:-1], NEWS[:-1] + "�", "is broken UTF-16; what could not be read stands as �"),
        (b"", "", None),
        ("a\r\nb\rc\u2028d\x0c".encode(), "a\r\nb\rc\u2028d\x0c", None),
    ],
)
def test_decoding(data: bytes, text: str, note: str | None) -> None:
    assert decode(data) == (text, note)


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"Rp5\0juta",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n",
            bytes(range(1, 256)) * 9,
        ),
        "Rp5\0juta".encode("utf-16"),
        b"PK\x03\x04" + bytes(range(1, 32)) * 20,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError, match="no text"):
        decode(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "ok.txt": NEWS.encode(),
        "empty.txt": b"",
        "blank.txt": " \n\t\u00a0\r\n".encode(),
        "binary.txt": b"\x7fELF\0\0\0",
        "page.txt": PAGE.encode(),
        "no-article.txt": b"<html><body></body></html>",
        "z-last.txt": NEWS.encode("cp1252"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    return tmp_path


def test_each_broken_file_has_its_reason_and_the_others_are_read(folder: Path) -> None:
    said: list[str] = []
    found = list(read(find_inputs(str(folder)), None, said.append))
    reasons = {item.document.id: item.reason for item in found if isinstance(item, Failure)}
    texts = {item.id: item.text for item in found if isinstance(item, Document)}
    assert reasons == {
        "empty": "has no text",
        "blank": "has no text",
        "binary": "holds NUL bytes: it is no text",
        "no-article": "is a web page in which no article was found",
        "gone.txt": "cannot be read: no such file or directory",
    }
    assert set(texts) == {"ok", "page", "z-last"}
    assert texts["ok"] == texts["z-last"] == NEWS
    assert [note.removeprefix(f"{folder}/") for note in said] == [
        "page.txt: is a web page; offsets count in its main text",
        "z-last.txt: is not UTF-8; read as Windows-1252",
    ]


def test_a_web_page_saved_as_text_gives_its_article(folder: Path) -> None:
    [page] = read([Input(folder / "page.txt", "page.txt")], None, lambda _: None)
    assert isinstance(page, Document)
    assert "Sebanyak 1.200 siswa" in page.text
    assert "<p>" not in page.text
    assert "Beranda" not in page.text
    assert (page.title, page.published) == ("Anggaran naik", "2024-05-12")


def test_news_about_tags_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kode <b>5 persen</b> dipasang di <html> laman itu.")
    [found] = read(find_inputs(str(tmp_path)), None, lambda _: None)
    assert isinstance(found, Document)
    assert found.text.startswith("Kode <b>")


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    [found] = read([Input(folder / "ok.txt", "ok.txt")], None, lambda _: None)
    assert isinstance(found, Failure)
    assert found.reason == "cannot be read: permission denied"


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xffd.txt")).write_text(NEWS)
    [found] = read(find_inputs(str(tmp_path)), None, lambda _: None)
    assert isinstance(found, Document)
    assert found.id == r"b\xffd"
    assert f"{found.path}{found.source}".encode()


def test_five_megabytes_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Rp5 juta " * 600_000)
    [found] = read(find_inputs(str(tmp_path)), None, lambda _: None)
    assert isinstance(found, Document)
    assert len(found.text) == 5_400_000


def test_hostile_beginnings_do_not_hang() -> None:
    for start in ("<!--" * 100_000, "<?xml " * 100_000, " " * 1_000_000, "<!-- x -->" * 100_000):
        assert not is_page(decode(start.encode())[0])


@pytest.mark.parametrize("line", ['{"a":' * 50_000, '{"text": ' + "9" * 5000 + "}", '"' * 99, "\x00", "NaN"])
def test_hostile_lines_of_json(tmp_path: Path, line: str) -> None:
    (tmp_path / "n.jsonl").write_text(f'{line}\n{{"text": "baik"}}\n')
    found = list(read(find_inputs(str(tmp_path)), None, lambda _: None))
    assert isinstance(found[0], Failure)
    assert isinstance(found[1], Document)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("n.jsonl", "", "holds no records"),
        ("n.jsonl", "\n \n", "holds no records"),
        ("n.csv", "", "holds no records"),
        ("n.csv", "text\n", "holds no records"),
        ("n.csv", '"text\nabc', "holds no records"),
        ("n.csv", "a,b\n1,2\n", "has no field that holds its text; it has a, b"),
        ("n.csv", "id,text\n7\n", "has no field that holds its text; it has id"),
        ("n.csv", "id,text\n7,\n", "has no text"),
    ],
)
def test_records_without_articles(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content)
    [found] = read(find_inputs(str(tmp_path)), None, lambda _: None)
    assert isinstance(found, Failure)
    assert found.reason == reason


def test_standard_input_is_named_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def piped(data: bytes) -> Document | Failure:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        [found] = read(find_inputs("-"), "2024", lambda _: None)
        return found

    one, other, empty = piped(b"satu"), piped(b"dua"), piped(b"")
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert (one.id, one.text, one.published) == ("-", "satu", "2024")
    assert one.source != other.source
    assert isinstance(empty, Failure)
