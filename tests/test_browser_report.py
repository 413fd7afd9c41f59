"""The report in a real browser: facts open, tables sort and copy, all of it reads without scripts and in print."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import faults, watched
from made import BLORA, SENTENCE, article, fact, number, year

from extractor.model import Article, Finding
from extractor.show.report import write_folder, write_page
from extractor.show.tables import write_csv

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEAD = "Anggaran Kabupaten Blora Naik\n\n"
MORE = (
    "\n\nAngka itu naik dari Rp25,3 miliar pada 2021 dan Rp20,1 miliar pada 2020. "
    "Rapat digelar Sabtu (26/6/2021) dan dihadiri 35 persen anggota."
)
TEXT = HEAD + SENTENCE + MORE
HOSTILE = "<script>alert(1)</script><img src='https://example.com/x' onerror=alert(2)> &amp; \u202e'; DROP TABLE facts"


def sample() -> Article:
    """Return an article with facts of each kind, a contradiction, and numbers enough for a chart."""
    budget: dict[str, Any] = {"indicator": "budget", **BLORA}
    other = ({"region": "33.74", "region_name": "Kota Semarang", "reason": "a namesake"},)
    facts = [
        fact("region", "Kabupaten Blora", TEXT, **BLORA),
        number("money", "Rp28,6 miliar", "28600000000", "IDR", TEXT, **budget, **year(2022), alternatives=other),
        number("count", "1.200", "1200", "siswa", TEXT, speaker="Ganjar Pranowo", status="target", **BLORA),
        fact("date", "2022", TEXT, **year(2022)),
        number("money", "Rp25,3 miliar", "25300000000", "IDR", TEXT, approx="about", **budget, **year(2021)),
        number("money", "Rp20,1 miliar", "20100000000.5", "IDR", TEXT, **budget, **year(2020)),
        fact("date", "Sabtu (26/6/2021)", TEXT, period="2021-06-26"),
        number("percent", "35 persen", "35", "%", TEXT, **BLORA),
    ]
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("1.200", "dihadiri 35 persen")]
    findings = (
        Finding("share", "contradicts", "35% × 1.200 = 420 ≠ 500", "No plausible reading agrees.", tuple(spans)),
        Finding("calendar.weekday", "agrees", "26 Juni 2021 = Sabtu", "It was one.", ((167, 184),)),
    )
    return dataclasses.replace(article(TEXT, facts), findings=findings)


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., str]:
    """Return what writes a report of some articles and gives its address."""

    def write(*articles: Article) -> str:
        path = tmp_path / "laporan.html"
        with path.open("w", encoding="utf-8", newline="") as file:
            write_page(articles or [sample()], file)
        return path.as_uri()

    return write


def card(page: Page, text: str) -> Any:
    """Return the card of the fact with the text."""
    fact_ = page.locator("a.fact", has_text=text).first
    return page.locator((fact_.get_attribute("href") or "").replace("#", "#", 1))


def test_a_click_opens_a_fact_and_escape_closes_it(page: Page, report: Callable[..., str]) -> None:
    page.goto(report())
    opened = card(page, "Rp28,6 miliar")
    assert not opened.is_visible()
    page.locator("a.fact", has_text="Rp28,6 miliar").click()
    said = opened.inner_text()
    for words in ("28600000000 IDR", "Kabupaten Blora (33.16, kabupaten)", "2022", "budget", "a namesake"):
        assert words in said
    page.keyboard.press("Escape")
    assert not opened.is_visible()


def test_the_keyboard_opens_and_closes_a_fact(page: Page, report: Callable[..., str]) -> None:
    page.goto(report())
    link = page.locator("a.fact", has_text="1.200")
    link.focus()
    page.keyboard.press("Enter")
    assert "Ganjar Pranowo" in card(page, "1.200").inner_text()
    page.keyboard.press("Enter")  # the card's own way out has the focus
    assert not card(page, "1.200").is_visible()
    assert link.evaluate("link => link === document.activeElement")


def test_one_card_is_open_at_a_time_and_inside_the_screen(browser: Browser, report: Callable[..., str]) -> None:
    with watched(browser, viewport={"width": 360, "height": 640}) as page:
        page.goto(report())
        for text in ("Kabupaten Blora", "35 persen"):
            page.locator("a.fact", has_text=text).last.click()
            assert page.locator(".card:popover-open").count() == 1
            box = page.locator(".card:popover-open").bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            page.keyboard.press("Escape")


def test_a_permanent_link_opens_its_fact(page: Page, report: Callable[..., str]) -> None:
    found = sample().facts[1]
    page.goto(f"{report()}#fact-{found.id}")
    assert page.locator(f"#card-{found.id}").is_visible()


def test_a_contradiction_is_marked_at_both_ends(page: Page, report: Callable[..., str]) -> None:
    page.goto(report())
    assert page.locator(".checked.contradicts").all_inner_texts() == ["1.200", "dihadiri ", "35 persen"]
    assert page.locator("#finding-1 .places a").all_inner_texts() == ["1a", "1b"]
    page.locator("#finding-1 .places a", has_text="1b").click()
    assert page.locator("#ref-1b").evaluate("mark => mark.matches(':target')")
    note, text = page.locator("#finding-1").bounding_box(), page.locator("#ref-1a").bounding_box()
    assert note
    assert text
    assert note["x"] > text["x"]
    assert abs(note["y"] - text["y"]) < 80


def column(page: Page, heading: str) -> list[str]:
    """Return what the rows that are shown have under a heading."""
    names = [name.strip() for name in page.locator("table th").all_inner_texts()]
    index = next(number for number, name in enumerate(names, 1) if name.startswith(heading))
    return [text for text in page.locator(f"table tbody tr:visible td:nth-child({index})").all_inner_texts() if text]


def test_the_table_sorts_up_and_down(page: Page, report: Callable[..., str]) -> None:
    page.goto(report())
    heading = page.locator("th", has_text="value")
    heading.get_by_role("button").click()
    numbers = ["35%", "1.200 siswa", "Rp20.100.000.000,5", "± Rp25,3 miliar", "Rp28,6 miliar"]
    assert column(page, "value")[:5] == numbers
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.get_by_role("button").click()
    assert column(page, "value")[:5] == numbers[::-1]
    page.locator("th", has_text="period").get_by_role("button").click()
    assert column(page, "period")[:2] == ["2020", "2021"]


def copied(page: Page) -> list[list[str]]:
    """Return the rows that the page's button copies."""
    page.get_by_role("button", name="Copy for a spreadsheet").click()
    page.locator(".copied", has_text="rows copied").wait_for()
    return [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").split("\n")]


def test_the_table_copies_as_csv_has_it(browser: Browser, report: Callable[..., str]) -> None:
    out = io.StringIO(newline="")
    write_csv([sample()], out)
    rows = list(csv.reader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline="")))
    wanted = [[" ".join(cell.split()) for cell in row] for row in rows]
    with watched(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(report())
        page.locator("select.decimal").select_option(".")
        assert copied(page) == wanted
        page.locator("select.decimal").select_option(",")
        assert copied(page)[6][wanted[0].index("low")] == "20100000000,5"


def test_a_kind_can_be_switched_off(browser: Browser, report: Callable[..., str]) -> None:
    with watched(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(report())
        page.locator(".show-money").uncheck()
        assert set(column(page, "kind")) == {"region", "count", "date", "percent"}
        assert len(copied(page)) == 1 + 5


def test_without_scripts_all_of_it_reads_and_opens(browser: Browser, report: Callable[..., str]) -> None:
    with watched(browser, java_script_enabled=False) as page:
        page.goto(report())
        assert SENTENCE in page.locator(".text").inner_text().replace("\n", "").replace("1a", "")
        assert not page.locator(".tools").is_visible()
        assert len(column(page, "text")) == 8
        page.locator("a.fact", has_text="Rp28,6 miliar").click()
        assert "28600000000 IDR" in card(page, "Rp28,6 miliar").inner_text()
        assert card(page, "Rp28,6 miliar").is_visible()
        card(page, "Rp28,6 miliar").locator(".close").click()
        assert not card(page, "Rp28,6 miliar").is_visible()


@pytest.mark.parametrize(("width", "colours"), [(360, "dark"), (1280, "light")])
def test_no_serious_fault_of_access(browser: Browser, report: Callable[..., str], width: int, colours: str) -> None:
    with watched(browser, viewport={"width": width, "height": 800}, color_scheme=colours) as page:
        page.goto(report())
        assert faults(page) == []
        page.locator("a.fact", has_text="Rp28,6 miliar").click()
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_in_print_kinds_have_lines_of_their_own_and_nothing_floats(page: Page, report: Callable[..., str]) -> None:
    page.goto(report())
    page.locator("a.fact", has_text="Rp28,6 miliar").click()
    page.emulate_media(media="print")
    looks = page.locator("a.fact").evaluate_all(
        "facts => facts.map(fact => [fact.classList[1], getComputedStyle(fact).borderBottomStyle + ' ' + "
        "getComputedStyle(fact).borderTopStyle])"
    )
    by_kind = {kind: {look for other, look in looks if other == kind} for kind, _ in looks}
    assert all(len(found) == 1 for found in by_kind.values())
    assert len({min(found) for found in by_kind.values()}) == 5
    assert not page.locator(".card").evaluate_all("cards => cards.some(card => card.offsetParent)")
    assert not page.locator(".tools").is_visible()
    assert page.locator(".finding").first.is_visible()


def test_a_chart_is_in_the_page_and_its_points_lead_to_facts(page: Page, report: Callable[..., str]) -> None:
    pytest.importorskip("vl_convert", reason="charts need the extra: pip install 'extractor[charts]'")
    page.goto(report())
    chart = page.locator(".chart svg")
    assert chart.get_attribute("aria-label") == "budget in Kabupaten Blora"
    chart.locator("a").last.click()
    page.locator(".card:popover-open").wait_for()


@pytest.mark.parametrize("field", ["text", "subject", "speaker", "region_name", "unit", "rule", "indicator", "id"])
def test_hostile_facts_are_text(page: Page, report: Callable[..., str], field: str) -> None:
    facts = [dataclasses.replace(one, **({} if field == "text" else {field: HOSTILE})) for one in sample().facts]
    page.goto(report(dataclasses.replace(sample(), facts=tuple(facts))))
    assert page.locator("script:not([type]), img").count() == 1
    page.locator("th", has_text="text").get_by_role("button").click()


def test_a_hostile_article_is_text(page: Page, report: Callable[..., str]) -> None:
    text = f"{HOSTILE}\n{TEXT}"
    moved = len(HOSTILE) + 1
    facts = [dataclasses.replace(one, start=one.start + moved, end=one.end + moved) for one in sample().facts]
    made = article(text, facts, title=HOSTILE * 3, id=HOSTILE, path=HOSTILE, url=f"javascript:{HOSTILE}")
    page.goto(report(made))
    assert HOSTILE.replace("\u202e", "�") in page.locator(".text").inner_text()
    assert page.locator("h1").inner_text().startswith("<script>alert(1)</script>")


def test_a_title_of_a_megabyte_fits(browser: Browser, report: Callable[..., str]) -> None:
    with watched(browser, viewport={"width": 360, "height": 640}) as page:
        page.goto(report(article(f"{'x' * 1_000_000} {SENTENCE}", title="Judul" * 200_000)))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_index_leads_to_pages_and_sorts(page: Page, tmp_path: Path) -> None:
    other = article("Tidak ada angka.", id="kosong", title=HOSTILE)
    write_folder([sample(), other], tmp_path)
    page.goto((tmp_path / "index.html").as_uri())
    assert faults(page) == []
    page.locator("th", has_text="money").get_by_role("button").click()
    page.get_by_role("link", name="Anggaran Kabupaten Blora Naik").click()
    assert page.locator("h1").inner_text() == "Anggaran Kabupaten Blora Naik"
    page.get_by_role("link", name="All articles").click()
    assert page.locator("h1").inner_text() == "2 articles"
