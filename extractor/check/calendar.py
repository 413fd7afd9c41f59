"""Dates against the calendar: `Sabtu (26/6/2020)` was a Friday, `31 Juni` is no day, what is past has happened."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

import regex

from ..dates.edtf import is_valid
from ..model import Article, Fact, Finding, Verdict
from ..patterns import WORD
from ..rules import Rulebook
from ..wording import MONTHS
from .relations import Scene

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
YEAR = regex.compile(r"(?<!\d)\d{4}(?!\d)|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d\d(?!\d)|\p{L}[\s-]?[’'-]\d\d(?!\d)")
WEEK = dt.timedelta(days=7)
NEAR = dt.timedelta(days=31)  # a day told without its year lies this near to the article
YEARS, MONTHS_AROUND = 2, 2  # how far a slip of year or month is looked for
DAYS_AROUND = 3
MONTHS_A_YEAR = 12
DIGITS = regex.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}")
APPOSED = regex.compile(r"[,(]\s?$")
LOOK_BACK = 20  # characters before a date
ZONES = dt.timedelta(days=1)  # by which clocks and calendars may differ


def check_calendar(scene: Scene) -> Iterator[Finding]:
    """Yield what the calendar says of the article's dates."""
    article, rulebook = scene.article, scene.rulebook
    weekdays = rulebook.words["weekday"]
    weekday = rulebook.compile("weekday", WORD)
    published = day_of(article.published)
    for fact in article.facts:
        if fact.kind != "date":
            continue
        yield from impossible(fact)
        named = [weekdays[match[0].lower()] for match in weekday.finditer(fact.text)]
        days = [day_of(end) for end in (fact.period or "").split("/")]
        if named and published and article.published_from == "given":
            yield from after_publication(fact, article, published, rulebook)
        if named and None not in days:
            yield from check_weekdays(fact, named, [day for day in days if day], article, published)


def day_of(period: str | None) -> dt.date | None:
    """Return the day that an EDTF period is, or None if it is no single day."""
    return dt.date.fromisoformat(period) if period and len(period) == 10 and "X" not in period else None


def impossible(fact: Fact) -> Iterator[Finding]:
    """Yield a date that no calendar has: `31 Juni 2024`, `20/20/2025`."""
    month = next((str(other["period"]) for other in fact.alternatives if other.get("period")), None)
    if fact.period is not None or not (month or DIGITS.search(fact.text)):
        return
    days = calendar.monthrange(int(month[:4]), int(month[5:7]))[1] if month and month[:4].isdecimal() else None
    reason = f"that month has {days} days" if days else "a year has no such day"
    yield finding(fact, "contradicts", f"{fact.text}: no such day", reason, "calendar.impossible")


def after_publication(fact: Fact, article: Article, published: dt.date, rulebook: Rulebook) -> Iterator[Finding]:
    """Yield a day on which somebody is said to have spoken, though it comes after the day of publication."""
    day = day_of(fact.period)
    if day is None or day <= published + ZONES or not YEAR.search(fact.text) or fact.alternatives:
        return
    if turned(published) == day:
        return  # the publication date was given the other way round
    spoken = rulebook.compile("date_speech").search(fact.sentence)
    before = article.text[max(0, fact.start - LOOK_BACK) : fact.start]
    ahead = rulebook.compile("date_future").search(fact.sentence) or rulebook.compile("date_event").search(before)
    if spoken and not ahead and APPOSED.search(before):
        formula = f"{written(day)} > {written(published)}"
        reason = f"told as past, {(day - published).days} days after the article's own date"
        yield finding(fact, "contradicts", formula, reason, "calendar.published")


def check_weekdays(
    fact: Fact, named: list[int], days: list[dt.date], article: Article, published: dt.date | None
) -> Iterator[Finding]:
    """Yield a finding for each weekday that stands with its day."""
    if len(named) != len(days) or (len(days) == 2 and days[0] == days[1]) or not regex.search(r"\d", fact.text):
        return
    with_year = YEAR.search(fact.text) is not None
    given = published is not None and article.published_from == "given"
    for weekday, day in zip(named, days, strict=True):
        fits = weekday == day.weekday()
        sure = with_year or (published and abs(published - day) <= NEAR and (given or str(day.year) in article.text))
        if fits and sure:
            yield finding(fact, "agrees", f"{written(day)} = {DAYS[weekday]}", "the weekday is that of the date")
        elif not fits and month_first(fact, day, weekday, published):
            formula = f"{written(day)} = {DAYS[day.weekday()]} ≠ {DAYS[weekday]}"
            reason = f"{written(turned(day) or day)} is a {DAYS[weekday]}, if the month was written first"
            yield finding(fact, "unclear", formula, reason)
        elif not fits:
            formula = f"{written(day)} = {DAYS[day.weekday()]} ≠ {DAYS[weekday]}"
            yield finding(fact, "contradicts", formula, slip(day, weekday, published))


def month_first(fact: Fact, day: dt.date, weekday: int, published: dt.date | None) -> bool:
    """Whether the date, in digits, would fit the weekday and the article with the month before the day."""
    other = turned(day) if DIGITS.search(fact.text) else None
    return other is not None and published is not None and other.weekday() == weekday and abs(other - published) <= WEEK


def turned(day: dt.date) -> dt.date | None:
    """Return the date that another reads in the digits of one, `7/9` for `9/7`, if there is one."""
    return day.replace(month=day.day, day=day.month) if day.day <= MONTHS_A_YEAR else None


def finding(fact: Fact, verdict: Verdict, formula: str, reason: str, type_: str = "calendar.weekday") -> Finding:
    """Return the finding about one date."""
    return Finding(type_, verdict, formula, reason, ((fact.start, fact.end),), (fact.id,))


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
