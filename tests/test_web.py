"""The pages of `extract serve`, asked without a browser: what they say, their data, and what guards them."""

from __future__ import annotations

import asyncio
import csv
import dataclasses
import io
import random
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import made
import pytest
import regex

from extractor.errors import UserError
from extractor.model import Article, Fact, Failure, Finding
from extractor.regions.gazetteer import load_gazetteer
from extractor.rules import rules_folder
from extractor.store import Store, StoreError

pytest.importorskip("datasette", reason="the extra web is not installed")

from extractor.web import serve
from extractor.web.cells import address, linked_cell, short
from extractor.web.excerpt import excerpt, pattern
from extractor.web.guard import known_by
from extractor.web.pages import Table
from extractor.web.queries import Query, load_queries

EVIL = (
    "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">&lt;b&gt;'; DROP TABLE facts;--"
)
FORMULA = '=HYPERLINK("http://elsewhere.example","click")'
TURNED = "kanan\u202eirik\u2069"
PAGES = (
    *("/", "/article/1", "/regions", "/region/33.16", "/region/33", "/indicators", "/indicator/budget.spending"),
    *("/speakers", "/speaker/Ganjar%20Pranowo", "/findings", "/search", "/search?q=Blora", "/store", "/store/facts"),
    *("/store/articles", "/store/numbers", "/store/articles/1", "/store?sql=select+1"),
    *(f"/store/{name}" for name, query in load_queries().items() if query.question),
)

CONTRADICTION = Finding(
    "scale.size", "contradicts", "28,6 miliar ≠ 1.200 × 2 juta", "The sum is too big for so few.",
    ((30, 43), (50, 55)), ("money-30", "count-50"),
)  # fmt: skip
Get = Callable[..., Any]


def hostile() -> Article:
    """Return an article that holds in every field what should only ever be text."""
    text = f"{EVIL} {TURNED} {FORMULA} Rp28,6 miliar di Blora."
    fields = dict.fromkeys(("subject", "indicator", "per", "speaker", "speaker_role", "rule"), EVIL)
    money = made.number("money", "Rp28,6 miliar", "28600000000", EVIL, text, **fields, **made.BLORA)
    spoken = made.fact("region", "Blora", text, region="99", region_name=EVIL, region_level="desa")
    formula = made.number("count", FORMULA, "1", "orang", text, speaker=FORMULA, subject=TURNED)
    evil = Finding(EVIL, "contradicts", EVIL, TURNED, ((0, 5), (3, len(text))), (), EVIL)
    article = made.article(
        text, [formula, money, spoken], id=f"{EVIL}/../x", source=EVIL, title=f"{FORMULA} {TURNED} {EVIL}",
        url="javascript:document.title='run'",
    )  # fmt: skip
    return dataclasses.replace(article, findings=(evil,))


def filled_store(where: Path) -> None:
    """Make a store with an article, a hostile one, one of a megabyte in the title, one that failed, and a series."""
    with Store(where) as store:
        store.save(dataclasses.replace(made.blora(), findings=(CONTRADICTION,)))
        store.save(hostile())
        store.save(made.article("Jumlah 5 orang.", [], id="long", title="panjang " * 130_000))
        for year in (2020, 2021, 2022):
            place = {"region": "33.74", "region_name": "Kota Semarang", "region_level": "kota", "indicator": "tax"}
            money = made.number("money", "Rp28,6 miliar", f"28{year}00000", "IDR", **place, **made.year(year))
            money = dataclasses.replace(money, id=f"tax-{year}")
            store.save(made.article(facts=[money], id=f"tax-{year}", title=f"Pajak {year}"))
        store.fail(Failure(made.article(id="bad").document, f"{EVIL} is no text"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store to ask."""
    where = tmp_path_factory.mktemp("web") / "facts.db"
    filled_store(where)
    return where


@pytest.fixture(scope="module")
def get(path: Path) -> Iterator[Get]:
    """Ask the app for a path and return its answer."""
    app = serve.open_app(path)
    loop = asyncio.new_event_loop()
    yield lambda address, **options: loop.run_until_complete(app.client.get(address, **options))
    loop.close()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_and_is_guarded(get: Get, page: str) -> None:
    answer = get(page)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    script = regex.search(r"script-src ([^;]+)", policy)
    assert script
    assert regex.fullmatch(r"'nonce-[\w-]{20,}'", script[1])
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
    nonces = set(regex.findall(r"<script[^>]*nonce=\"([^\"]+)\"", answer.text))
    assert nonces == {script[1].removeprefix("'nonce-").removesuffix("'")}
    assert len(regex.findall("<script", answer.text)) == len(regex.findall("<script nonce=", answer.text))


def test_a_nonce_serves_once(get: Get) -> None:
    policies = {get("/").headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_loaded_from_elsewhere(get: Get, page: str) -> None:
    loaded = regex.findall(r"<(?:script|img|iframe)[^>]*\ssrc=\"([^\"]*)|<link[^>]*href=\"([^\"]*)", get(page).text)
    assert [address for pair in loaded for address in pair if address and not address.startswith("/")] == [
        address for pair in loaded for address in pair if address.startswith("http://localhost/store")
    ]


def test_home_tells_what_is_there_and_where_to_go(get: Get) -> None:
    page = get("/").text
    assert "What is in facts.db" in page
    assert "contradicts · scale.size" in page
    assert "<strong>6</strong> articles" in page
    for place in (
        "/region/33.16",
        "/indicator/budget.spending",
        "/speaker/Ganjar%20Pranowo",
        "/article/1",
        "/findings",
    ):
        assert f'"{place}"' in page
    assert "1 article could not be read" in page


def test_article_shows_marks_figures_and_its_date(get: Get) -> None:
    page = get("/article/1").text
    assert "Published 1 Maret 2022" in page
    assert 'class="fact money" id="fact-money-30"' in page
    assert "Rp28,6 miliar" in page
    assert get("/article/99").status_code == 404


def test_a_fact_has_a_permanent_link(get: Get) -> None:
    answer = get("/fact/money-30")
    assert (answer.status_code, answer.headers["location"]) == (302, "/article/1#fact-money-30")
    assert "There is no fact nothing" in get("/fact/nothing").text


def test_region_shows_its_figures_and_those_it_lies_in(get: Get) -> None:
    page = get("/region/33.16").text
    assert "Kabupaten Blora" in page
    assert '<a href="/region/33">Jawa Tengah</a>' in page
    assert "Rp28,6 miliar" in page
    assert "Ganjar Pranowo" in page
    assert "Kabupaten Blora" in get("/region/33").text


def test_indicator_ranks_regions_in_one_unit(get: Get) -> None:
    page = get("/indicator/budget.spending").text
    assert regex.search(r"IDR\s*<span class=\"quiet\">1<", page)
    assert regex.search(r"<td class=\"amount\">1</td><td><a href=\"/region/33.16\">Kabupaten Blora", page)


def test_speaker_shows_claims(get: Get) -> None:
    page = get("/speaker/Ganjar%20Pranowo").text
    assert "1.200 siswa" in page
    assert "target" in page
    assert "Nobody called" in get("/speaker/Nobody").text


def test_findings_quote_what_they_rest_on(get: Get) -> None:
    for page in ("/findings", "/findings?verdict=contradicts&type=scale.size", "/region/33.16"):
        said = get(page).text
        assert "28,6 miliar ≠ 1.200 × 2 juta" in said
        assert '“Rp28,6 miliar”, “1.200” in <a href="/article/1#finding-1">' in said
    assert "28,6 miliar ≠" not in get("/findings?verdict=agrees").text
    assert "28,6 miliar ≠ 1.200 × 2 juta" in get("/article/1").text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Blora", "articles hold all of these words"),
        ('"Kabupaten Blora"', "4 articles hold"),
        ("adatiada", "No article holds"),
        ('"', "No article holds"),
        ("NEAR( OR *) -", "No article holds"),
        ("'; DROP TABLE facts;--", "1 article holds"),
    ],
)
def test_search_takes_any_words(get: Get, words: str, says: str) -> None:
    answer = get("/search", params={"q": words})
    assert answer.status_code == 200
    assert says in answer.text


def test_search_leads_to_regions_and_speakers_called_so(get: Get) -> None:
    assert 'href="/region/33.16"' in get("/search?q=blora").text
    assert 'href="/speaker/Ganjar%20Pranowo"' in get("/search?q=ganjar").text


@pytest.mark.parametrize(
    "page", ["/region/nowhere", "/indicator/none", "/fact/x", "/store/nothing", "/nothing", "/%00"]
)
def test_what_is_not_there_is_said_in_a_sentence(get: Get, page: str, capfd: pytest.CaptureFixture[str]) -> None:
    answer = get(page, follow_redirects=True)
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert "Traceback" not in capfd.readouterr().err


def evil_pages() -> list[str]:
    """Return the pages of all that is called as the hostile article has it."""
    return [
        *("/", "/article/2", address("indicator", EVIL), address("speaker", EVIL), address("speaker", FORMULA)),
        *("/region/99", "/region/33.16", "/regions", "/indicators", "/speakers", "/store/articles", "/store/facts"),
        *(
            "/findings",
            "/store/findings",
            "/store/contradictions",
            "/store/articles/2",
            "/store/numbers",
            "/store/failures",
            "/store/regions",
            "/search?q=elsewhere",
        ),
        *(f"/store/{name}" for name, query in load_queries().items() if query.question),
    ]


def test_hostile_texts_are_only_text(get: Get, path: Path) -> None:
    for page in evil_pages():
        answer = get(page)
        assert answer.status_code == 200, page
        assert "<img" not in answer.text, page
        assert "<script>" not in answer.text, page
        assert 'href="javascript' not in answer.text, page
        assert "\u202e" not in answer.text, page
    with sqlite3.connect(path) as store:
        assert store.execute("SELECT count(*) FROM facts").fetchone() == (10,)


def test_long_titles_are_cut_where_others_are_listed(get: Get) -> None:
    for page in ("/", "/store/articles?_col=title", "/store/facts", "/search?q=panjang", "/article/3"):
        assert len(get(page).text) < 300_000, page


@pytest.mark.parametrize(
    "sql", ["DROP TABLE facts", "UPDATE facts SET text = ''", "ATTACH 'x.db' AS x", "PRAGMA user_version=5"]
)
def test_nothing_can_be_written(get: Get, sql: str) -> None:
    assert get("/store", params={"sql": sql}).status_code == 400


def rows_of(answer: Any) -> list[dict[str, str]]:
    """Return the rows of a CSV answer, which begins with a byte order mark."""
    assert answer.content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_data_as_csv_and_json(get: Get) -> None:
    (row,) = rows_of(get("/store/indicator_regions.csv?indicator=budget.spending&unit=IDR&_dl=1"))
    assert (row["region_name"], row["low"]) == ("Kabupaten Blora", "28600000000")
    answer = get("/store/indicator_regions.json?indicator=budget.spending&unit=IDR&_shape=array")
    assert answer.json()[0]["low"] == 28_600_000_000
    assert "attachment" in get("/store/regions.csv?_dl=1").headers["content-disposition"]


def test_every_link_to_data_leads_to_data(get: Get) -> None:
    for page in (
        "/region/33.16",
        "/article/1",
        "/indicator/budget.spending",
        "/speaker/Ganjar%20Pranowo",
        "/search?q=Blora",
    ):
        links = regex.findall(r'href="(/store/[^"]*(?:csv|json)[^"]*)"', get(page).text)
        assert links, page
        for link in links:
            answer = get(link.replace("&amp;", "&"))
            assert answer.status_code == 200
            assert len(answer.json() if ".json" in link else rows_of(answer)) >= 1, link


@pytest.mark.parametrize(
    ("parameters", "whole"),
    [
        ({"region": "33.16"}, "/store/facts.csv?region=33.16&kind__in=count%2Cmoney&_dl=1"),
        ({"region": "A & B={x}"}, "/store/facts.csv?region=A+%26+B%3D%7Bx%7D&kind__in=count%2Cmoney&_dl=1"),
        ({}, "/store/facts.csv?kind__in=count%2Cmoney&_dl=1"),
    ],
)
def test_a_list_that_ends_early_leads_to_the_whole(parameters: dict[str, str], whole: str) -> None:
    query = Query("", "", most=2, whole="facts?region={region}&kind__in=count,money")
    assert Table(query, [{}, {}], "/store/x", parameters).whole(".csv", _dl="1") == whole
    assert Table(query, [{}], "/store/x", parameters).whole() is None


def test_no_cell_of_csv_is_a_formula(get: Get) -> None:
    for page in ("/store/facts.csv?_stream=on", "/store/articles.csv?_stream=on&_labels=on", "/store/numbers.csv"):
        rows = rows_of(get(page))
        cells = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in cells if regex.match(r"\s*[=+@]", cell)], page
        assert any(cell.startswith("'=HYPERLINK") for cell in cells), page
    assert {row["text"] for row in rows_of(get("/store/facts.csv"))} >= {"Rp28,6 miliar", "1.200"}


def test_a_cell_may_hold_a_megabyte(get: Get) -> None:
    assert max(len(row["title"]) for row in rows_of(get("/store/articles.csv"))) > 1_000_000


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("a <b> c-d e", ["c d"], "a &lt;b&gt; <mark>c-d</mark> e"),
        ("Beras dan BERAS, berasan", ["beras"], "<mark>Beras</mark> dan <mark>BERAS</mark>, berasan"),
        ("tak ada", ["lain"], "tak ada"),
        ("beras " + "abcdefghi " * 30, ["beras"], "abcdefghi …"),
        ("desa " * 60 + "dana desa " + "x " * 200, ["dana", "desa"], "<mark>dana</mark>"),
    ],
)
def test_found_words_are_marked_and_the_rest_is_text(text: str, words: list[str], shown: str) -> None:
    assert shown in excerpt(text, pattern(words))


def test_an_excerpt_of_one_word_said_often_is_quick() -> None:
    began = time.process_time()
    assert len(excerpt("panjang " * 200_000, pattern(["panjang"]))) < 2000
    assert time.process_time() - began < 0.3


def test_cells_lead_to_pages() -> None:
    assert linked_cell("region", "33.16", {}, "facts") == '<a href="/region/33.16">33.16</a>'
    assert linked_cell("region", {"value": "33", "label": "<b>"}, {}, "facts") == '<a href="/region/33">&lt;b&gt;</a>'
    assert linked_cell("low", 5, {"unit": "IDR"}, None) == '<span title="5">Rp5</span>'
    assert linked_cell("low", 5, {}, "facts") is None
    assert linked_cell("region_name", "Blora", {"region": {"value": "33.16", "label": "x"}}, None) == (
        '<a href="/region/33.16">Blora</a>'
    )
    assert linked_cell("title", "Judul", {"article_key": 7}, None) == '<a href="/article/7">Judul</a>'
    assert linked_cell("title", "Judul", {"key": 7}, "articles") == '<a href="/article/7">Judul</a>'
    assert linked_cell("title", "Judul", {}, None) == "Judul"
    assert linked_cell("indicator", None, {}, "facts") is None


def test_short_is_one_legible_line() -> None:
    assert short("a\n\u202eb" + "c" * 500) == "a �b" + "c" * 116 + "…"


def test_only_this_machine_names_it() -> None:
    answers: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        answers.append("in")

    async def send(message: Any) -> None:
        answers.append(message.get("status"))

    ask = known_by(app, serve.LOOPBACK)
    for host in (b"127.0.0.1:8001", b"localhost", b"[::1]:8001", b"elsewhere.example:8001", b""):
        asyncio.run(ask({"type": "http", "headers": [(b"host", host)]}, None, send))  # type: ignore[arg-type]
    assert answers == ["in", "in", "in", 421, None, 421, None]


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("nothing.db", "there is no store at"),
        ("text.db", "is not an SQLite database"),
        ("other.db", "is a database, but not a store of extract"),
        ("postgresql://host/news", "only an SQLite store can be looked at in a browser"),
    ],
)
def test_what_is_no_store_is_told(tmp_path: Path, where: str, sentence: str) -> None:
    (tmp_path / "text.db").write_text("a text, long enough to be none of SQLite's headers")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE x (y)")
    with pytest.raises(StoreError, match=sentence):
        serve.open_app(where if "://" in where else tmp_path / where)


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=f"--port: {port} is taken by another program; try {port + 1}"):
            serve.listen("127.0.0.1", port)
    with pytest.raises(UserError, match=r"--host: there is no machine called nowhere\.invalid"):
        serve.listen("nowhere.invalid", 8001)


def test_without_the_extra_it_is_named(path: Path) -> None:
    code = "import sys; sys.modules['datasette'] = None; from extractor.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code, "serve", "--db", path], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("extract: serve needs the extra web (datasette")
    assert len(run.stderr.splitlines()) == 1


def test_a_running_extraction_is_seen_and_not_disturbed(path: Path, get: Get) -> None:
    with Store(path) as store:
        get("/")
        store.save(made.article("Ada 7 orang.", [], id="later", title="kemudian"))
        assert "kemudian" in get("/search?q=kemudian").text


def test_a_store_in_a_folder_that_cannot_be_written_is_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.db"
    with sqlite3.connect(path) as store, sqlite3.connect(copy) as to:
        store.backup(to)
    monkeypatch.setattr("os.access", lambda *_: False)
    app = serve.open_app(copy)
    assert not app.get_database("store").is_mutable
    assert asyncio.run(app.client.get("/")).status_code == 200


@pytest.mark.parametrize("kind", ["time", "ranking", "map"])
def test_charts_are_pictures_without_scripts(path: Path, tmp_path: Path, kind: str) -> None:
    pytest.importorskip("altair", reason="the extra charts is not installed")
    with Store(tmp_path / "facts.db") as store:
        for code, name, year in (
            ("33.16", "Kabupaten Blora", 2021),
            ("33.16", "Kabupaten Blora", 2022),
            ("33.74", EVIL, 2022),
        ):
            region = {"region": code, "region_name": name, "region_level": "kabupaten"}
            money = made.number(
                "money", "Rp28,6 miliar", f"28{year}00000", "IDR", indicator="budget", **region, **made.year(year)
            )
            store.save(made.article(facts=[money], id=f"{code} {year}", title=EVIL))
    app = serve.open_app(tmp_path / "facts.db")
    page = asyncio.run(app.client.get("/region/33.16" if kind == "time" else "/indicator/budget")).text
    (picture,) = {address for address in regex.findall(r'<img src="(/chart/[^"]+)"', page) if f"/{kind}.svg" in address}
    answer = asyncio.run(app.client.get(picture.replace("&amp;", "&")))
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert answer.text.startswith("<svg")
    assert "<script" not in answer.text
    assert "/fact/money-30" in answer.text
    assert asyncio.run(app.client.get("/chart/time.svg?indicator=none")).status_code == 404


GAZETTEER = load_gazetteer(rules_folder() / "gazetteer").regions.values()
REGIONS = [region for region in GAZETTEER if region.level in ("kabupaten", "kota")]
WORDS = regex.findall(r"\w+", "anggaran desa jalan warga panen sekolah puskesmas bantuan pasar sungai irigasi pajak")


def varied(number: int) -> Article:
    """Return an article of its own, with nine figures."""
    draw = random.Random(number)
    text = " ".join([made.SENTENCE, *(" ".join(draw.choices(WORDS, k=30)) + "." for _ in range(8))])
    facts = [varied_figure(draw, f"{number}-{start}", text, start) for start in range(0, 90, 10)]
    article = made.article(text, facts, id=str(number), title=f"{draw.choice(WORDS)} {number}")
    return dataclasses.replace(article, published=f"{draw.randint(2015, 2026)}-0{draw.randint(1, 9)}-15")


def varied_figure(draw: random.Random, name: str, text: str, start: int) -> Fact:
    """Return a sum of money about a region, at a place in the text."""
    region = draw.choice(REGIONS)
    about = {"region": region.code, "region_name": region.full_name, "region_level": region.level}
    about["indicator"] = draw.choice(("budget", "poverty", "population", "students", "price"))
    about["speaker"] = f"Pejabat {draw.randint(1, 600)}"
    times = made.year(draw.randint(2015, 2026))
    amount = Decimal(draw.randint(1, 10**12))
    end = start + 5
    return Fact(name, "money", text[start:end], start, end, text[:80], amount, amount, unit="IDR", **about, **times)


@pytest.mark.slow
def test_ten_thousand_articles_browse_without_waiting(tmp_path: Path) -> None:
    with Store(tmp_path / "facts.db") as store:
        for first in range(0, 10_000, 500):
            store.put([varied(number) for number in range(first, first + 500)])
    app = serve.open_app(tmp_path / "facts.db")
    code = address("region", REGIONS[0].code)
    pages = ("/", code, "/region/33", "/indicator/budget", "/speaker/Pejabat%205", "/search?q=desa", "/article/77",
        *("/regions", "/speakers", "/findings", "/store/facts", "/store/articles", "/store/numbers", "/store"),
        *(f"/store/{name}" for name, query in load_queries().items() if query.question))  # fmt: skip

    async def seconds(page: str) -> float:
        began = time.process_time()  # of all threads: what others do on the machine does not count
        assert (await app.client.get(page)).status_code == 200, page
        return time.process_time() - began

    async def quickest() -> dict[str, float]:
        return {page: min([await seconds(page) for _ in range(3)]) for page in pages}

    slow = {page: spent for page, spent in asyncio.run(quickest()).items() if spent > 0.5}
    assert slow == {}
