"""The store in a real browser: what `extract serve` starts is looked at, clicked, sorted, searched and downloaded."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import regex
from browser import faults, watched
from test_web import EVIL, evil_pages, filled_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OURS = (
    *("/", "/article/1", "/regions", "/region/33.16", "/indicators", "/indicator/budget.spending", "/speakers"),
    *("/speaker/Ganjar%20Pranowo", "/findings", "/search?q=blora", "/search?q=adatiada"),
)


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Run `extract serve` over the store and give its address."""
    code = "from extractor.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--db", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as run:
        assert run.stderr
        said = run.stderr.readline()
        address = regex.search(r"is at (http://127\.0\.0\.1:\d+)/ until you press Ctrl-C", said)
        assert address, said
        yield address[1]
        run.terminate()
        assert run.stderr.read() == ""


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a store that is served."""
    store = tmp_path_factory.mktemp("served") / "facts.db"
    filled_store(store)
    with served(store) as address:
        yield address


def test_a_figure_leads_from_home_to_its_place_in_the_text(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="Kabupaten Blora").first.click()
    page.wait_for_url("**/region/33.16")
    assert page.locator("h1").inner_text() == "Kabupaten Blora"
    page.locator("table").get_by_role("link", name="Rp28,6 miliar").first.click()
    page.wait_for_url("**/article/1#fact-money-30")
    card = page.locator("#card-money-30")
    card.wait_for()
    assert "28600000000 IDR" in card.inner_text()
    page.keyboard.press("Escape")
    page.locator("a.fact", has_text="1.200").click()
    assert "Ganjar Pranowo" in page.locator("#card-count-50").inner_text()


def test_a_finding_leads_to_both_its_ends(page: Page, site: str) -> None:
    page.goto(f"{site}/findings")
    page.locator(".finding", has_text="1.200 × 2 juta").get_by_role("link").click()
    page.locator("#finding-1").wait_for()
    assert page.locator(".checked.contradicts").all_inner_texts() == ["Rp28,6 miliar", "1.200"]


def test_search_finds_and_marks(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("searchbox", name="Search the articles").first.fill("menganggarkan")
    page.keyboard.press("Enter")
    assert page.locator("mark").first.inner_text() == "menganggarkan"
    page.locator(".hits a").first.click()
    page.wait_for_url("**/article/1")
    assert page.locator("a.fact").count() == 4


def test_tables_of_pages_and_of_datasette_sort(page: Page, site: str) -> None:
    page.goto(f"{site}/indicators")
    figures = page.locator("th", has_text="Figures")
    figures.get_by_role("button").click()
    assert figures.get_attribute("aria-sort") == "ascending"
    page.goto(f"{site}/store/facts?article_key=1")
    page.locator("th.col-start a").first.click()
    page.wait_for_url("**_sort=start**")
    assert page.locator("td.col-start").all_inner_texts() == ["0", "30", "50", "67"]
    page.locator("svg.dropdown-menu-icon").nth(2).click()
    page.get_by_role("link", name="Sort descending").click()
    page.wait_for_url("**_sort_desc=**")


def test_a_list_downloads_as_csv(page: Page, site: str) -> None:
    page.goto(f"{site}/region/33.16")
    with page.expect_download() as download:
        page.locator(".data", has_text="CSV").last.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "region_figures.csv"
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "28600000000" in {row["low"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]


def test_sql_can_be_asked(page: Page, site: str) -> None:
    page.goto(f"{site}/store?sql=select+id+as+fact+from+facts+where+article_key+%3D+1")
    page.get_by_role("link", name="money-30").click()
    page.locator("#card-money-30").wait_for()


def test_charts_are_drawn(page: Page, site: str) -> None:
    page.goto(f"{site}/region/33.74")
    picture = page.locator("figure.chart img")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async picture => { await picture.decode(); return picture.naturalWidth; }") > 100
    page.locator("figure.chart a").click()
    page.locator("svg a").first.click()
    page.wait_for_url("**/article/*#fact-*")


@pytest.mark.parametrize("path", OURS)
@pytest.mark.parametrize(("width", "colours"), [(360, "dark"), pytest.param(1280, "light", marks=pytest.mark.slow)])
def test_no_serious_fault_of_access(browser: Browser, site: str, path: str, width: int, colours: str) -> None:
    with watched(browser, viewport={"width": width, "height": 800}, color_scheme=colours) as page:
        page.goto(site + path)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_pages_read(browser: Browser, site: str) -> None:
    with watched(browser, java_script_enabled=False) as page:
        page.goto(f"{site}/article/1#fact-money-30")
        assert "Kabupaten Blora menganggarkan Rp28,6 miliar" in page.locator(".text").inner_text()
        page.locator("a.fact", has_text="Rp28,6 miliar").click()
        assert page.locator("#card-money-30").is_visible()
        for path in ("/", "/region/33.16", "/indicator/budget.spending", "/findings", "/store/facts"):
            page.goto(site + path)
            assert "Kabupaten Blora" in page.locator("main").inner_text()


def test_hostile_texts_run_nothing_and_turn_nothing(page: Page, site: str) -> None:
    for path in evil_pages():
        page.goto(site + path)
        assert page.title() != "run", path
        assert page.locator("main img[onerror], script:not([nonce])").count() == 0, path
    page.goto(f"{site}/article/2")
    assert EVIL in page.locator(".text").inner_text()
    page.locator("a.fact", has_text="Rp28,6 miliar").click()
    assert EVIL in page.locator(".card:popover-open").inner_text()
