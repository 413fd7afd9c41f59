"""The report as a file or a folder: whole, safe, in order; what it looks like is test_browser_report.py's."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path

import pytest
import regex
from made import SENTENCE, article, blora

from extractor.cli import call
from extractor.model import Article
from extractor.show import charts, pictures
from extractor.show.report import file_name, write_folder, write_page

HOSTILE = "</script><script>alert(1)</script>'; DROP TABLE facts; -- \"><img src=x onerror=alert(1)>"


def page(*articles: Article) -> str:
    out = io.StringIO()
    write_page(articles, out)
    return out.getvalue()


def data(html: str) -> dict[str, list[list[str]]]:
    match = regex.search(r'<script type="application/json"[^>]*>(.*?)</script>', html)
    assert match
    found: dict[str, list[list[str]]] = json.loads(match[1])
    return found


def test_a_page_asks_nothing_of_the_network() -> None:
    html = page(blora())
    assert not regex.findall(r"""(?:src|href|action)=["'](?!#)[^"']*["']|@import|url\(""", html)
    policy = regex.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]


def test_the_table_copies_what_csv_holds() -> None:
    found = data(page(blora()))
    money = dict(zip(found["columns"], found["rows"][1], strict=True))
    assert (money["text"], money["low"], money["region"]) == ("Rp28,6 miliar", "28600000000", "33.16")
    assert "low" in [found["columns"][index] for index in found["numbers"]]


def test_doubtful_values_are_marked_where_people_read_them_not_in_data() -> None:
    made = dataclasses.replace(blora().facts[1], confidence=0.42, confidence_by={"region": 0.5})
    html = page(dataclasses.replace(blora(), facts=(made,)))
    assert 'Rp28,6 miliar <abbr title="sure by 42 %">?</abbr>' in html
    assert "<dt>sure by</dt><dd>42 % (region 50 %)</dd>" in html
    assert "<abbr" not in page(blora())
    assert "?" not in "".join(data(html)["rows"][0])


def test_cells_that_spreadsheets_would_run_are_text() -> None:
    made = dataclasses.replace(blora().facts[1], subject="=HYPERLINK(1)")
    found = data(page(dataclasses.replace(blora(), facts=(made,))))
    assert "'=HYPERLINK(1)" in found["rows"][0]


@pytest.mark.parametrize("field", ["title", "id", "path", "url", "source"])
def test_hostile_documents_are_text(field: str) -> None:
    html = page(dataclasses.replace(blora(), document=dataclasses.replace(blora().document, **{field: HOSTILE})))
    assert html.count("<script") == page(blora()).count("<script")
    assert "<img" not in html


def test_links_lead_only_to_the_web() -> None:
    def linked(url: str) -> str:
        return page(dataclasses.replace(blora(), document=dataclasses.replace(blora().document, url=url)))

    assert 'href="https://berita.example/1?a=1&amp;b=2"' in linked("https://berita.example/1?a=1&b=2")
    assert 'href="javascript:' not in linked("javascript:alert(1)")


def test_the_headline_is_the_title_the_first_line_or_the_id() -> None:
    text = f"Anggaran Blora Naik\n\n{SENTENCE}"
    assert "<title>Judul</title>" in page(article(text, title="Judul"))
    assert "<h1>Judul</h1>" in page(article(text, title="Judul"))
    assert "<h1>Anggaran Blora Naik</h1>" in page(article(text))
    assert "<title>blora</title>" in page(article(""))


def test_many_articles_are_one_page() -> None:
    other = dataclasses.replace(blora(), document=dataclasses.replace(blora().document, id="kedua"))
    html = page(blora(), other)
    assert len(regex.findall(r"<article>", html)) == 2
    names = regex.findall(r'<script type="application/json" data-table="([^"]*)"', html)
    assert names == ["", "2-"]


def test_no_articles_are_a_page_that_says_so() -> None:
    assert "<h1>No articles</h1>" in page()


def test_a_page_is_written_as_articles_come() -> None:
    out, seen = io.StringIO(), []

    def coming():
        for number in range(3):
            seen.append(out.getvalue().count("</article>"))
            yield article(f"Berita {number}")

    write_page(coming(), out)
    assert seen == [0, 1, 2]


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("2024/Banjir Wajo", "2024-banjir-wajo"),
        ("../../etc/passwd", "etc-passwd"),
        ("\u202e\x00", "article"),
        ("berita.jsonl:12", "berita-jsonl-12"),
        ("x" * 500, "x" * 60),
        ("CON", "con"),
    ],
)
def test_file_names_are_safe(id_: str, name: str) -> None:
    assert file_name(id_) == name


def test_a_folder_has_a_page_for_each_and_an_index(tmp_path: Path) -> None:
    named = ["a/b", "a-b", "index", HOSTILE]
    made = [dataclasses.replace(blora(), document=dataclasses.replace(blora().document, id=name)) for name in named]
    write_folder(made, tmp_path / "laporan" / "mei")
    pages = {path.name for path in (tmp_path / "laporan" / "mei").iterdir()}
    assert {"a-b.html", "a-b-2.html", "index.html", "index-2.html"} < pages
    index = (tmp_path / "laporan" / "mei" / "index.html").read_text(encoding="utf8")
    links = regex.findall(r'<td><a href="([^"]+)"', index)
    assert set(links) == pages - {"index.html"}
    assert "<title>4 articles</title>" in index


def test_an_interrupted_folder_has_an_index_of_what_came(tmp_path: Path) -> None:
    def broken():
        yield blora()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(broken(), tmp_path)
    assert "<title>1 article</title>" in (tmp_path / "index.html").read_text(encoding="utf8")


def test_without_the_extra_pages_say_how_to_get_charts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda _: None)
    assert pictures.of_article(blora()) == []
    write_folder([blora()], tmp_path)
    for name in ("index.html", "blora.html"):
        assert charts.MISSING in (tmp_path / name).read_text(encoding="utf8")


@pytest.mark.stanza
def test_the_command_writes_a_page_or_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("berita.txt").write_text(SENTENCE, encoding="utf8")
    run = ["run", "berita.txt", "--no-store"]
    assert call([*run, "-o", "satu.html"]) == 0
    assert call([*run, "--format", "html", "-o", "laporan"]) == 0
    assert call([*run, "-o", "laporan"]) == 0
    assert call([*run, "-o", "laporan", "--format", "csv"]) == 2
    nav = '<nav><a href="index.html">All articles</a></nav>\n'
    assert Path("satu.html").read_text("utf8") == Path("laporan/berita.html").read_text("utf8").replace(nav, "")
    assert 'href="berita.html"' in Path("laporan/index.html").read_text(encoding="utf8")
