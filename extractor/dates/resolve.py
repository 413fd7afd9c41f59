"""Calendar expressions + publication date -> periods: what `kemarin`, `Selasa`, `9 Mei` and `tahun sebelumnya` are.

Everything is counted from the article's date, or from the date that the text named last; what these do not tell
stays open: `XXXX-05-09`, or no period at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from ..model import Mention, Relative, When
from ..rules import Rulebook
from . import edtf
from .fill_year import DateContext, with_year

# how exactly the anchor must be known (edtf.precision) to count so many units from it
NEEDED = {"year": 1, "occurrence": 1, "semester": 2, "quarter": 2, "month": 2, "week": 3, "day": 3, "weekday": 3}
NEXT = 40  # characters between a date and the one that completes it: 3 Mei dan 5 Juni 2019
BEFORE = 120  # characters in which a word tells that the text speaks of what is to come
LEAD = 20  # characters in which a word leads to a year
YEAR = regex.compile(r"\d{4}")
SENTENCE_END = regex.compile(r"[.!?]\s|\n")
REMEMBERED = 8  # dates named before
MONTH_START = 10  # days that the start of a month lasts
DAY_NEAR = 12  # days: `tanggal 15` without a month is read only this near the article's date


def resolve(text: str, mentions: Iterable[Mention], published: str | None, rulebook: Rulebook) -> list[Mention]:
    """Return the mentions with every date's period as final as the text allows; `published` is an EDTF date or None."""
    ordered = list(mentions)
    dates = [index for index, mention in enumerate(ordered) if mention.kind == "date"]
    earlier: list[tuple[Mention, When]] = []
    for place, index in enumerate(dates):
        mention = ordered[index]
        follower = ordered[dates[place + 1]] if place + 1 < len(dates) else None
        around = DateContext(
            published,
            tuple(earlier[-REMEMBERED:]),
            joined(text, mention, follower, rulebook),
            speaks_ahead(text, mention.start, rulebook),
            frame_year(text, earlier, mention.start, rulebook),
        )
        when = complete(value_of(mention), around, mention.start)
        earlier.append((mention, when))
        ordered[index] = mention.read_as(when)
    return ordered


def value_of(mention: Mention) -> When:
    """Return the value of a mention of kind date."""
    assert isinstance(mention.value, When)  # noqa: S101
    return mention.value


def speaks_ahead(text: str, start: int, rulebook: Rulebook) -> bool:
    """Return whether the words before speak of what is to come."""
    return rulebook.compile("date_ahead").search(text, max(0, start - BEFORE), start) is not None


def frame_year(text: str, earlier: Sequence[tuple[Mention, When]], start: int, rulebook: Rulebook) -> int | None:
    """Return the year, told by itself, that the words before it put the rest of the sentence in."""
    mention, when = earlier[-1] if earlier else (None, None)
    if mention is None or when is None or when.relative or not YEAR.fullmatch(when.period or ""):
        return None
    if SENTENCE_END.search(text, mention.end, start) or start - mention.end > BEFORE:
        return None
    leads = rulebook.compile("date_frame").search(text, max(0, mention.start - LEAD), mention.start)
    return int(when.period or "") if leads else None


def joined(text: str, mention: Mention, follower: Mention | None, rulebook: Rulebook) -> When | None:
    """Return the value of the next date if no more than `dan`, a comma, `hingga` (or `yakni`) stands between."""
    if follower is None or follower.start - mention.end > NEXT:
        return None
    name = "date_same" if value_of(mention).relative else "date_joined"
    link = rulebook.compile(name).fullmatch(text, mention.end, follower.start)
    return value_of(follower) if link else None


def complete(when: When, around: DateContext, start: int) -> When:
    """Return the value with its final period, or None or `XXXX` where nothing tells it."""
    try:
        if when.relative is not None and when.relative.unit != "row":
            said = said_beside(when.relative, around, start)
            return replace(when, period=said or from_anchor(when, when.relative, around))
        filled = with_year(when, around, start)
        return week_of(filled, when.relative.count) if when.relative is not None else filled
    except (ValueError, OverflowError):  # before year 1 or after 9999
        return replace(when, period=None)


def week_of(when: When, number: int) -> When:
    """Return the week of the month, with the other way to count weeks as an alternative."""
    if when.period is None or "X" in when.period:
        return replace(when, period=None)
    counted = edtf.days_of_month(when.period, number)
    other = {"period": counted, "reason": "the week counted in sevens from the first of the month"}
    return replace(when, period=edtf.week_of_month(when.period, number), alternatives=(other,) if counted else ())


# ---- from an anchor


def said_beside(relative: Relative, around: DateContext, start: int) -> str | None:
    """Return the day that the text writes right behind a day told by distance: `dua hari kemudian, Senin (14/10)`."""
    following = around.following
    if relative.unit != "day" or following is None or following.relative is not None or following.period is None:
        return None
    period = complete(following, replace(around, following=None), start).period
    return period if period and "X" not in period and edtf.precision(period) == NEEDED["day"] else None


def from_anchor(when: When, relative: Relative, around: DateContext) -> str | None:
    """Return the period at the distance from the article's date or from the date named before."""
    needed = NEEDED[relative.unit]
    anchor = named_before(needed, around, relative.count) if relative.anchor == "before" else around.published
    if anchor is None or edtf.precision(anchor) < needed or anchor.startswith("XXXX"):
        return when.period
    day = edtf.bounds(anchor)[1 if relative.count > 0 else 0]
    if day is None or "X" in anchor:
        return when.period
    if relative.unit == "weekday":
        return weekday(when, relative.count, day, ahead=around.ahead)
    if when.period is not None:
        return partial(when, relative, day, edtf.precision(anchor))
    moved = edtf.moved(relative.unit, day, relative.count)
    if relative.unit == "week" and when.weekday is not None:
        return (moved + dt.timedelta(days=when.weekday - moved.weekday())).isoformat()
    return edtf.period_of(relative.unit, moved)


def weekday(when: When, count: int, day: dt.date, *, ahead: bool) -> str:
    """Return the last such day on or before `day` (count 0), before it (-1), or the next after it (1, or `ahead`)."""
    back = (day.weekday() - (when.weekday or 0)) % 7
    if count > 0 or (count == 0 and ahead and back):
        return (day + dt.timedelta(days=7 - back)).isoformat()
    return (day - dt.timedelta(days=back or (7 if count < 0 else 0))).isoformat()


def partial(when: When, relative: Relative, day: dt.date, precision: int) -> str:
    """Return a period without year (or month) in the year or month told, or at its occurrence nearest the day."""
    period = when.period or ""
    if relative.unit == "year":
        return period.replace("XXXX", f"{day.year + relative.count:04}")
    if relative.unit == "month":
        return period.replace("XXXX-XX", edtf.period_of("month", edtf.moved("month", day, relative.count)))
    if precision < edtf.precision("2000-01-01" if "-XX-" in period else "2000-01"):
        return period
    return occurrence(period, relative.count, day, when.mod) or period


def occurrence(period: str, count: int, day: dt.date, mod: str | None = None) -> str | None:
    """Return the last occurrence of a month or day before the day (-1), the next after it (1), or the nearest (0)."""
    months = (edtf.period_of("month", edtf.moved("month", day, step)) for step in range(-2, 3))
    years = (f"{day.year + step:04}" for step in (-1, 0, 1))
    template = "XXXX-XX" if "-XX-" in period else "XXXX"
    filled = [period.replace(template, one) for one in (months if template == "XXXX-XX" else years)]
    far = [(distance(one, day, mod), one) for one in filled if edtf.is_valid(one)]
    sides = [(abs(days), one) for days, one in far if days * count > 0 or count == 0]
    if not sides or (template == "XXXX-XX" and count == 0 and min(sides)[0] > DAY_NEAR):
        return None
    return min(sides)[1]


def distance(period: str, day: dt.date, mod: str | None = None) -> int:
    """Return the days from `day` to the period: negative if it is over before, 0 if it holds the day.

    The start of a month is over in it: `awal Mei lalu` in an article of 29 May.
    """
    start, end = edtf.bounds(period)
    if start is None or end is None:
        return 0
    end = min(end, start + dt.timedelta(days=MONTH_START)) if mod == "start" else end
    return (start - day).days if start > day else min(0, (end - day).days)


def named_before(needed: int, around: DateContext, count: int) -> str | None:
    """Return the period named last at least so exactly, passing over the article's own day unless days are counted.

    Where the text names none, what lay before (`tahun sebelumnya`) lay before the article; what came after is unknown.
    """
    for _, when in reversed(around.earlier):
        period = when.period
        if period is None or "X" in period or edtf.precision(period) < needed:
            continue
        if needed == NEEDED["day"] or (when.weekday is None and period != around.published):
            return period
    return around.published if count < 0 else None
