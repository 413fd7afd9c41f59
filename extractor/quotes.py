"""Direct speech: the stretches of a text between quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

MARK = regex.compile(r"[“”„\"]|&quot;|''")
PARAGRAPHS = 3  # that one stretch of speech runs over at most
LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of direct speech, its marks included, if it has both."""

    start: int
    end: int


def find_quotes(text: str) -> list[Quote]:
    """Return the stretches of direct speech in order of start.

    A mark opens where a space or nothing stands before it and none behind; news leaves out many marks, so a stretch
    ends at its closing mark, at most PARAGRAPHS and LONGEST further, or at the end of its own paragraph.
    """
    return list(quotes(text))


def quotes(text: str) -> Iterator[Quote]:
    """Yield the stretches."""
    start: int | None = None
    for mark in MARK.finditer(text):
        opens = is_opening(text, mark)
        if start is not None and (not opens or mark.start() - start > LONGEST):
            within = mark.start() - start <= LONGEST and text.count("\n", start, mark.start()) < 2 * PARAGRAPHS
            yield Quote(start, mark.end()) if within and not opens else unclosed(text, start)
            start = mark.start() if opens else None
        elif opens:
            if start is not None:
                yield unclosed(text, start)
            start = mark.start()
    if start is not None:
        yield unclosed(text, start)


def unclosed(text: str, start: int) -> Quote:
    """Return the stretch to the end of its paragraph."""
    end = text.find("\n", start, start + LONGEST)
    return Quote(start, min(len(text), start + LONGEST) if end < 0 else end)


def is_opening(text: str, mark: regex.Match[str]) -> bool:
    """Whether the mark opens a stretch, by its shape or by the spaces around it."""
    if mark[0] in "“„":
        return True
    before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if mark[0] == "”":
        return (not before or before.isspace()) and behind.isalnum()
    return (not before or before.isspace() or before in "(.") and bool(behind) and not behind.isspace()
