"""A web page -> its article. The only importer of trafilatura, which is made for scraped news."""

from __future__ import annotations

from dataclasses import dataclass

import regex

# A page saved as .txt still starts like one; news that speaks of a tag does not.
PAGE = regex.compile(
    r"\s*+(?:<\?xml[^>]{0,200}+>\s*+)?+(?:<!--(?:(?!-->).){0,2000}+-->\s*+){0,5}+<(?:!doctype html|html|head|body)\b",
    regex.IGNORECASE | regex.DOTALL,
)


EARLIEST = "1900"  # `0024-05-01` is no date of an article

# A tag with more attributes than any page has: reading it takes time that grows with their square.
CROWDED = regex.compile(
    r"<[a-z][^\s<>]*+(?:[\s/]++[^\s=<>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>]++))?+){2000}", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's main text and metadata; `published` is an ISO date."""

    text: str
    title: str | None
    url: str | None
    published: str | None
    site: str | None


def is_page(text: str) -> bool:
    """Return whether the text is HTML.

    >>> is_page("<!DOCTYPE html><p>Blora"), is_page("Blora: <b>5 persen</b>")
    (True, False)
    """
    return PAGE.match(text) is not None


def read_page(html: str) -> Page | None:
    """Return the page's article, or None where it holds none, or tags that no page has."""
    import trafilatura

    if CROWDED.search(html):
        return None
    dates = {"extensive_search": False, "original_date": True}  # what the page declares, no guess from its text
    found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=True, date_extraction_params=dates)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return None
    return Page(
        found.text or "",
        found.title or None,
        found.url or None,
        found.date if found.date and found.date >= EARLIEST else None,
        found.sitename or None,
    )
