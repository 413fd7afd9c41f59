"""Make the README's pictures from the corpus: `scripts/pictures.py [NAME …]` writes corpus/pictures/NAME.png.

Needs Chromium and the extra `test`.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))
from browser import launched, why_not  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = ROOT / "corpus" / "pictures"
ARTICLE = "corpus/korupsi-mempawah.txt"
EXTRACT = Path(sys.executable).with_name("extract")
COLUMNS, LINES = 96, 44
SCREEN = "body { margin: 0; background: #16181c; width: max-content } pre { margin: 0; padding: 16px 20px }"


def terminal(browser: Browser, to: Path) -> None:
    """Draw what a terminal shows of an article."""
    printed = in_a_terminal("run", ARTICLE, "--no-store")
    shown = "\n".join([f"$ extract {ARTICLE}", *printed.splitlines()[:LINES]])
    console = Console(record=True, width=COLUMNS + 2, file=Path(os.devnull).open("w"), force_terminal=True)  # noqa: SIM115
    console.print(Text.from_ansi(shown))
    page = browser.new_page(device_scale_factor=1.1)
    code = '<pre style="font: 14px/1.35 DejaVu Sans Mono, monospace; color: #e9e9e6">{code}</pre>'
    page.set_content(
        f"<style>{SCREEN}</style>" + console.export_html(inline_styles=True, code_format=code, theme=MONOKAI)
    )
    page.locator("pre").screenshot(path=to)


def report(browser: Browser, to: Path) -> None:
    """Draw a page of the report, with a fact open and a contradiction in the margin."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        subprocess.run([EXTRACT, "run", ARTICLE, "--no-store", "-o", path], cwd=ROOT, check=True)
        page = browser.new_page(viewport={"width": 1140, "height": 745})
        page.goto(path.as_uri())
        page.locator("a.fact.money").nth(1).click()
        page.screenshot(path=to)


def charts(browser: Browser, to: Path) -> None:
    """Draw two of the charts under the index of a folder of articles."""
    with tempfile.TemporaryDirectory() as folder:
        command = [EXTRACT, "run", "corpus/*.txt", "--no-store", "--format", "html", "-o", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        page = browser.new_page(viewport={"width": 1300, "height": 800})
        page.goto((Path(folder) / "index.html").as_uri())
        page.locator(".chart").evaluate_all("charts => charts.slice(2).forEach(chart => chart.remove())")
        page.locator(".charts").screenshot(path=to)


def store(browser: Browser, to: Path) -> None:
    """Draw the page of a region, as `extract serve` shows it."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "news.db"
        subprocess.run(
            [EXTRACT, "run", "corpus/*.txt", "--db", db, "--format", "jsonl", "-o", os.devnull], cwd=ROOT, check=True
        )
        with subprocess.Popen(
            [EXTRACT, "serve", "--db", db, "--port", "0"], stderr=subprocess.PIPE, text=True
        ) as process:
            address = process.stderr.readline().split(" is at ")[1].split("/ until")[0] if process.stderr else ""
            page = browser.new_page(viewport={"width": 1140, "height": 745})
            page.goto(f"{address}/region/13.02")
            page.screenshot(path=to)
            process.terminate()


def in_a_terminal(*arguments: str) -> str:
    """Return what the command prints where it believes to be at a terminal."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [EXTRACT, *arguments], cwd=ROOT, env=environment, stdout=theirs, stderr=subprocess.DEVNULL
    ) as process:
        os.close(theirs)
        printed = b""
        try:
            while some := os.read(ours, 65536):
                printed += some
        except OSError:  # how Linux says that a terminal has no more to say
            pass
        process.wait()
    os.close(ours)
    return printed.decode()


MAKERS: dict[str, Callable[[Browser, Path], None]] = {
    "terminal": terminal,
    "report": report,
    "charts": charts,
    "store": store,
}


def main() -> None:
    """Make the pictures that are named, or all."""
    if reason := why_not():
        sys.exit(reason)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        for name in sys.argv[1:] or MAKERS:
            MAKERS[name](browser, PICTURES / f"{name}.png")
            print(PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
