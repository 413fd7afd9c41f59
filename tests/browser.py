"""A real browser for tests: pages that note every request that leaves the machine, every error, every fault of access.

Debian's `chromium` is used (or the browser that $CHROMIUM names); where there is none, tests that ask for it skip.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = {"localhost", "127.0.0.1", "::1"}
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"),
]
GRAVE = {"serious", "critical"}


def executable() -> str | None:
    """Return the path of a Chromium, or None."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM"), *NAMES) if name)
    return next(filter(None, found), None)


def why_not() -> str | None:
    """Return why no browser can be had, or None where one can."""
    try:
        import axe_playwright_python  # noqa: F401
        import playwright  # noqa: F401
    except ImportError:
        return "browser tests need playwright and axe-playwright-python: pip install 'extractor[test]'"
    return None if executable() else "browser tests need Chromium: apt-get install chromium"


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a browser that is closed afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, **settings: Any) -> Iterator[Page]:
    """Give a page of its own, and fail if anything on it went wrong: a request that left the machine, an error.

    `settings` are those of a browser context: viewport, color_scheme, java_script_enabled, permissions …
    """
    context = browser.new_context(**settings)
    wrong = noted(context)
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}") or dialog.dismiss())
    yield page
    context.close()
    assert wrong == []


def noted(context: BrowserContext) -> list[str]:
    """Return a list that every request of the context which leaves the machine will be added to."""
    wrong: list[str] = []
    context.on("request", lambda request: None if stays(request.url) else wrong.append(f"asked for {request.url}"))
    return wrong


def stays(url: str) -> bool:
    """Return whether a request stays on this machine."""
    parts = urlsplit(url)
    return parts.scheme in ("file", "data", "blob", "about") or parts.hostname in OWN


def faults(page: Page) -> list[str]:
    """Return the serious faults of accessibility that axe-core finds on the page, each with its first places."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['help']} ({len(fault['nodes'])}: {[node['html'][:160] for node in fault['nodes'][:3]]})"
        for fault in found
        if fault["impact"] in GRAVE
    ]
