"""Dates against the calendar: `Sabtu (26/6/2020)` was a Friday, `31 Juni` is no day, what is past has happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import regex

from ..dates.edtf import is_valid
from ..model import Article, Fact, Finding, Verdict
from ..rules import FLAGS, Rulebook
from ..show.values import MONTHS

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
YEAR = regex.compile(r"(?<!\d)\d{4}(?!\d)|[/’'-]\d\d\)?$")
NEAR = dt.timedelta(days=31)  # a day told without its year lies this near to the article
YEARS, MONTHS_AROUND = 2, 2  # how far a slip of year or month is looked for
DAYS_AROUND = 3


def check_calendar(article: Article, rulebook: Rulebook) -> Iterator[Finding]:
    """Yield what the calendar says of the article's dates."""
    weekdays = rulebook.words["weekday"]
    weekday = regex.compile(rf"(?<!\w){rulebook.patterns['weekday']}(?!\w)", FLAGS)
    published = day_of(article.published)
    for fact in article.facts:
        if fact.kind != "date":
            continue
        named = [weekdays[match[0].lower()] for match in weekday.finditer(fact.text)]
        days = [day_of(end) for end in (fact.period or "").split("/")]
        if named and None not in days:
            yield from check_weekdays(fact, named, [day for day in days if day], published)


def day_of(period: str | None) -> dt.date | None:
    """Return the day that an EDTF period is, or None if it is no single day."""
    return dt.date.fromisoformat(period) if period and len(period) == 10 and "X" not in period else None


def check_weekdays(fact: Fact, named: list[int], days: list[dt.date], published: dt.date | None) -> Iterator[Finding]:
    """Yield a finding for each weekday that stands with its day."""
    if len(named) != len(days) or (len(days) == 2 and days[0] == days[1]) or not regex.search(r"\d", fact.text):
        return
    with_year = YEAR.search(fact.text) is not None
    for weekday, day in zip(named, days, strict=True):
        fits = weekday == day.weekday()
        if fits and (with_year or (published and abs(published - day) <= NEAR)):
            yield finding(fact, "agrees", f"{written(day)} = {DAYS[weekday]}", "the weekday is that of the date")
        elif not fits:
            formula = f"{written(day)} = {DAYS[day.weekday()]} ≠ {DAYS[weekday]}"
            yield finding(fact, "contradicts", formula, slip(day, weekday, published))


def finding(fact: Fact, verdict: Verdict, formula: str, reason: str) -> Finding:
    """Return the finding about the weekday of one date."""
    return Finding("calendar.weekday", verdict, formula, reason, ((fact.start, fact.end),), (fact.id,))


def slip(day: dt.date, weekday: int, published: dt.date | None) -> str:
    """Return which days near by would fit, the likeliest first."""
    near = list(dict.fromkeys(fitting(day, weekday)))
    if published:
        near.sort(key=lambda other: (other > published + dt.timedelta(days=1), abs(other - published)))
    days = " or ".join(f"{DAYS[other.weekday()]}, {written(other)}" for other in near[:3])
    return f"{written(day)} was a {DAYS[day.weekday()]}, not a {DAYS[weekday]}; what would fit: {days}"


def fitting(day: dt.date, weekday: int) -> Iterator[dt.date]:
    """Yield the date itself, the nearest day of the weekday, and the dates of it with another month or year."""
    yield day
    yield day + dt.timedelta(days=(weekday - day.weekday() + DAYS_AROUND) % 7 - DAYS_AROUND)
    months = (day.year * 12 + day.month - 1 + step for step in (-1, 1, -2, 2))
    years = (day.year + step for step in (-1, 1, -2, 2))
    for year, month in [*((at // 12, at % 12 + 1) for at in months), *((year, day.month) for year in years)]:
        written_so = f"{year:04}-{month:02}-{day.day:02}"
        if is_valid(written_so) and dt.date.fromisoformat(written_so).weekday() == weekday:
            yield dt.date.fromisoformat(written_so)


def written(day: dt.date) -> str:
    """Return the day as Indonesian writes it.

    >>> written(dt.date(2020, 6, 26))
    '26 Juni 2020'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
