"""Numbers -> numbers with what the words directly around them add: `approx` and `per`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import regex

from .model import NUMBERS, Amount, Approx, Mention
from .patterns import FLAGS, compiled
from .rules import Rulebook, Words

REACH = 80  # characters before and behind a number that its qualifiers stand in


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A number with the text around it: `start` and `end` are those of the number, with its unit, in `text`."""

    text: str
    start: int
    end: int


def qualify(text: str, mentions: Iterable[Mention], rulebook: Rulebook) -> list[Mention]:
    """Return the mentions in their order, numbers with `approx` and `per` as the words directly around them say."""
    return [qualified(text, mention, rulebook) if mention.kind in NUMBERS else mention for mention in mentions]


def qualified(text: str, mention: Mention, rulebook: Rulebook) -> Mention:
    """Return one number with its qualifiers; what its rule has set already stays."""
    value = mention.value
    assert isinstance(value, Amount)  # noqa: S101
    around = surroundings(text, mention, value)
    approx = value.approx or approximation(around, rulebook, ranges=value.low != value.high)
    per = value.per or base(around, rulebook, things=mention.kind == "quantity")
    if (approx, per) == (value.approx, value.per):
        return mention
    return mention.read_as(replace(value, approx=approx, per=per))


def surroundings(text: str, mention: Mention, value: Amount) -> Surroundings:
    """Return the number in the text around it, its unit included where the span leaves it out (`500 orang`)."""
    first = max(0, mention.start - REACH)
    window = text[first : mention.end + REACH]
    start, end = mention.start - first, mention.end - first
    behind = window[end:].lstrip()
    if mention.kind in ("count", "quantity") and value.unit and behind.lower().startswith(value.unit.lower()):
        end = len(window) - len(behind) + len(value.unit)
    return Surroundings(window, start, end)


def approximation(around: Surroundings, rulebook: Rulebook, *, ranges: bool) -> Approx | None:
    """Return what the words before (`sekitar`) or behind (`lebih`) make of the number, or of the range."""
    words = rulebook.words
    if match := before(rulebook.patterns["lead_in"]).match(around.text, 0, around.start):
        opens = ranges and looked_up(words, "range_lead", match["approx"])
        return None if opens else looked_up(words, "approx_before", match["approx"])
    if match := following(rulebook.patterns["lead_out"]).match(around.text, around.end):
        return looked_up(words, "approx_after", match["approx"])
    return None


def base(around: Surroundings, rulebook: Rulebook, *, things: bool) -> str | None:
    """Return the base of the rate that the words behind (`per bulan`, `/kg`) or before (`setiap tahun`) make of it.

    Behind `things` may stand what they are of: `20 juta barel minyak per hari`.
    """
    match = following(rulebook.patterns["rate_after"]).match(around.text, around.end)
    if things and not match:
        match = following(rulebook.patterns["rate_of_things"]).match(around.text, around.end)
    match = match or before(rulebook.patterns["rate_before"]).match(around.text, 0, around.start)
    if not match:
        return None
    unit = match["per"] or match["once"]
    tables = ("per_time", "per_person", "per_thing")
    return next(found for table in tables if (found := looked_up(rulebook.words, table, unit)))


def looked_up(words: Words, table: str, written: str) -> Approx | None:
    """Return what the table says of a word as written."""
    return words[table].get(" ".join(written.lower().split()))


@cache
def before(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern that matches backwards from a place."""
    return compiled(pattern, FLAGS | regex.REVERSE)


@cache
def following(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern for what follows a place, with the space before it."""
    return compiled(rf"\s{{0,2}}{pattern}")
