"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import browser as browsers
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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
