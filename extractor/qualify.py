"""Numbers -> numbers with what the words directly around them add: `approx` and `per`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import regex

from .model import NUMBERS, Amount, Approx, Mention
from .rules import FLAGS, Rulebook, Words

REACH = 80  # characters before a number that its qualifier can start in


def qualify(text: str, mentions: Iterable[Mention], rulebook: Rulebook) -> list[Mention]:
    """Return the mentions in their order, numbers with `approx` and `per` as the words directly around them say."""
    return [qualified(text, mention, rulebook) if mention.kind in NUMBERS else mention for mention in mentions]


def qualified(text: str, mention: Mention, rulebook: Rulebook) -> Mention:
    """Return one number with its qualifiers; what its rule has set already stays."""
    value = mention.value
    assert isinstance(value, Amount)  # noqa: S101
    after = behind(text, mention.end, value)
    approx = value.approx or approximation(text, mention.start, after, value.low != value.high, rulebook)
    per = value.per or base(text, mention.start, after, rulebook)
    if (approx, per) == (value.approx, value.per):
        return mention
    return replace(mention, value=replace(value, approx=approx, per=per))


def behind(text: str, end: int, value: Amount) -> int:
    """Return where the words behind a number start: behind its unit too, where the span leaves it out (`500 orang`)."""
    unit = regex.compile(rf"\s+{regex.escape(value.unit or '')}(?!\w)", FLAGS)
    match = unit.match(text, end) if value.unit else None
    return match.end() if match else end


def approximation(text: str, start: int, end: int, ranges: bool, rulebook: Rulebook) -> Approx | None:  # noqa: FBT001
    """Return what the words before (`sekitar`) or behind (`lebih`) make of the number, or of the range."""
    words = rulebook.words
    if match := before(rulebook.patterns["lead_in"]).match(text, max(0, start - REACH), start):
        opens = ranges and looked_up(words, "range_lead", match["approx"])
        return None if opens else looked_up(words, "approx_before", match["approx"])
    if match := following(rulebook.patterns["lead_out"]).match(text, end):
        return looked_up(words, "approx_after", match["approx"])
    return None


def base(text: str, start: int, end: int, rulebook: Rulebook) -> str | None:
    """Return the base of the rate that the words behind (`per bulan`, `/kg`) or before (`setiap tahun`) make of it."""
    match = following(rulebook.patterns["rate_after"]).match(text, end)
    match = match or before(rulebook.patterns["rate_before"]).match(text, max(0, start - REACH), start)
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
    return regex.compile(pattern, FLAGS | regex.REVERSE)


@cache
def following(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern for what follows a place, with the space before it."""
    return regex.compile(rf"\s{{0,2}}{pattern}", FLAGS)
