"""Text -> the article's publication date, where the text tells it, and which part of the text does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import regex

from ..model import Mention, When
from ..rules import Rulebook
from . import edtf

ENDS_SENTENCE = regex.compile(r"[.!?…][\"”’')]?\s|\n")
CLOCK = regex.compile(r"\d\d?[.:]\d\d")
TURNABLE = regex.compile(r"(?<!\d)(?:0?\d|1[0-2])[/.-](?:0?\d|1[0-2])[/.-]\d{4}")  # either number may be the month
EARLIEST = "1900"
COMMA = regex.compile(r",\s*$")
SENTENCE = 400  # characters back, at most
REST = 120  # characters on
BYLINE = 80  # characters around the date that a line of date and time has at most


def find_published(text: str, mentions: Iterable[Mention], rulebook: Rulebook) -> tuple[str | None, str | None]:
    """Return the EDTF publication date and what tells it (`byline`, `weekday date`, `copyright`), or two Nones.

    A day counts where its weekday fits; `copyright` gives only the year. Mentions may overlap and are not yet resolved.
    """
    found = list(mentions)
    furniture = [range(mention.start, mention.end) for mention in found if mention.kind == "furniture"]
    taken = set(chain.from_iterable(furniture))
    dates = [mention for mention in found if mention.kind == "date" and isinstance(mention.value, When)]
    years = likely_years(edtf.years(when_of(mention).period for mention in dates))
    dated = [mention for mention in dates if when_of(mention).weekday is not None]
    body = [mention for mention in dated if mention.start not in taken]
    lines = [mention for mention in dates if is_day(when_of(mention)) and alone(text, mention, rulebook)]
    spoken = [mention for mention in body if is_spoken(text, mention, rulebook)]
    apposed = [mention for mention in body if is_apposed(text, mention, rulebook)]
    for told_by, days in (("byline", lines), ("weekday date", spoken), ("weekday date", apposed)):
        periods = [period for mention in days if (period := day_of(mention, text, years))]
        if periods:
            return max(periods), told_by
    year = rulebook.compile("copyright_year").search(text)
    return (year["year"], "copyright") if year else (None, None)


def when_of(mention: Mention) -> When:
    """Return the value of a date mention."""
    assert isinstance(mention.value, When)  # noqa: S101
    return mention.value


def alone(text: str, mention: Mention, rulebook: Rulebook) -> bool:
    """Return whether the line of the mention holds nothing else but a time, or the outlet, a label, who wrote.

    `Kamis, 28 Mei 2026 19:18 WIB`, `Kompas.com - 15/05/2024, 10:22 WIB`. A date without weekday needs more than an
    outlet's name before it: a site, a label, or a time behind.
    """
    before = text[max(0, mention.start - BYLINE) : mention.start].rpartition("\n")[2]
    behind = text[mention.end : mention.end + BYLINE].partition("\n")[0]
    if not rulebook.compile("byline_time").fullmatch(behind):
        return False
    if any(rulebook.compile(f"byline_{name}").fullmatch(before) for name in ("site", "label")):
        return True
    sure = when_of(mention).weekday is not None or CLOCK.search(behind) is not None
    return sure and any(rulebook.compile(f"byline_{name}").fullmatch(before) for name in ("time", "outlet"))


def is_spoken(text: str, mention: Mention, rulebook: Rulebook) -> bool:
    """Return whether somebody speaks in the date's sentence. Behind `pada`, `sejak` it is the day of an event."""
    event = rulebook.compile("date_event").search(text, max(0, mention.start - 20), mention.start)
    speech = rulebook.compile("date_speech").search(sentence(text, mention))
    return event is None and speech is not None


def is_apposed(text: str, mention: Mention, rulebook: Rulebook) -> bool:
    """Return whether the date stands behind a comma (digelar di Jambi, Selasa (11/1/2022)), not in what is to come."""
    comma = COMMA.search(text, max(0, mention.start - 3), mention.start)
    return comma is not None and not rulebook.compile("date_future").search(sentence(text, mention))


def sentence(text: str, mention: Mention) -> str:
    """Return roughly the sentence around the mention, without it."""
    before = text[max(0, mention.start - SENTENCE) : mention.start]
    ends = [match.end() for match in ENDS_SENTENCE.finditer(before)]
    after = text[mention.end : mention.end + REST]
    stop = ENDS_SENTENCE.search(after)
    return before[ends[-1] if ends else 0 :] + " " + after[: stop.start() if stop else len(after)]


def likely_years(years: Iterable[int]) -> list[int]:
    """Return the years that the text names, most often named first, then those beside them."""
    told = Counter(years)
    beside = (year + step for year in told for step in (1, -1))
    return list(dict.fromkeys([*(year for year, _ in told.most_common()), *beside]))


def is_day(when: When) -> bool:
    """Return whether the date is one of a weekday, or a whole day of the calendar."""
    return when.weekday is not None or regex.fullmatch(r"\d{4}-\d\d-\d\d", when.period or "") is not None


def day_of(mention: Mention, text: str, years: Sequence[int]) -> str | None:
    """Return the day of a date, of the first of the years in which it fell on the weekday; None if none.

    Of `Rabu, 05/06/2024` the weekday decides which number is the day. No article is older than EARLIEST.
    """
    when = when_of(mention)
    if when.period is None or "/" in when.period or not is_day(when):
        return None
    if when.weekday is None:
        return when.period if when.period >= EARLIEST else None
    known = [int(when.period[:4])] if when.period[0].isdecimal() else years
    turned = f"-{when.period[8:10]}-{when.period[5:7]}" if TURNABLE.search(text, mention.start, mention.end) else None
    for day in filter(None, (when.period[4:], turned)):
        fitting = edtf.weekday_years(f"XXXX{day}", when.weekday, known) if edtf.is_valid(f"2000{day}") else []
        if fitting:
            return f"{fitting[0]:04}{day}" if fitting[0] >= int(EARLIEST) else None
    return None
