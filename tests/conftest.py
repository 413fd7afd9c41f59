"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import browser as browsers
import postgresql
import pytest

from extractor.language import speak

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak English, whatever this machine speaks, also after a test that did not."""
    for name in ("EXTRACT_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    speak("en")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of one module."""
    if reason := browsers.why_not():
        pytest.skip(reason)
    with browsers.launched() as launched:
        yield launched


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong, as wide as a laptop's."""
    with browsers.watched(browser, viewport={"width": 1280, "height": 800}) as page:
        yield page


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the URL of a database of a real server; skip where there is none."""
    if reason := postgresql.why_none():
        pytest.skip(reason)
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install '.[postgres]'")
    with postgresql.started() as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """Return the URL of an empty database."""
    from sqlalchemy import create_engine, text

    engine = create_engine(postgres_server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()
    return postgres_server
