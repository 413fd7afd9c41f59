"""A day or month without its year -> the year that fits: by its weekday, the dates beside it, the article's date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ..model import Alternative, Mention, When
from . import edtf

DAYS = 3  # edtf.precision of a day
MONTHS_OFF = dt.timedelta(days=183)  # a weekday chooses among years only days this near the article
NEAR = 250  # characters: how far back a date still says the year of the one behind it
WELL_AHEAD = 3  # months: nearer ones are seldom those of the year before
OTHER_YEAR = 8  # months: a month further from the article's in the same year is the one of the year beside it


@dataclass(frozen=True, slots=True)
class DateContext:
    """What helps to complete a calendar expression.

    The article's date, the dates resolved before it, the next one if it is joined to it, whether the words before speak
    of what is to come, and the year that its sentence is put in (`pada tahun 2022 puncaknya di bulan Juli`).
    """

    published: str | None
    earlier: tuple[tuple[Mention, When], ...]
    following: When | None
    ahead: bool
    frame: int | None = None


def with_year(when: When, around: DateContext, start: int) -> When:
    """Return the value with the year that fits best; one whose weekday contradicts its date says so."""
    if when.period is None or not when.period.startswith("XXXX"):
        return checked(when)
    year = year_for(when, around, start)
    if year is None:
        return when
    period = when.period.replace("XXXX", f"{year:04}")
    if not edtf.is_valid(period):
        return when
    others = (*year_before(when, year, around, start), *year_of_weekday(when, year, around))
    return checked(replace(when, period=period, alternatives=(*when.alternatives, *others)))


def year_before(when: When, year: int, around: DateContext, start: int) -> tuple[Alternative, ...]:
    """Return the reading a year earlier of a day or month that lies well ahead, where nothing says it is to come."""
    today = edtf.bounds(around.published)[1] if around.published else None
    first = edtf.bounds((when.period or "").replace("XXXX", f"{year:04}"))[0]
    beside = around.following is not None or year_beside(around, start) is not None
    told = around.ahead or beside or when.weekday is not None
    earlier = (when.period or "").replace("XXXX", f"{year - 1:04}")
    if told or today is None or first is None or not edtf.is_valid(earlier):
        return ()
    months = (first.year - today.year) * 12 + first.month - today.month
    return ({"period": earlier, "reason": "the year is not told"},) if WELL_AHEAD <= months < OTHER_YEAR else ()


def year_of_weekday(when: When, year: int, around: DateContext) -> tuple[Alternative, ...]:
    """Return the reading in the nearest year in which the day falls on its weekday, if that is another one."""
    if when.weekday is None or when.period is None or around.published is None:
        return ()
    near = (year + step for step in sorted(range(-6, 7), key=abs))
    fitting = next(iter(edtf.weekday_years(when.period, when.weekday, near)), year)
    period = when.period.replace("XXXX", f"{fitting:04}")
    return () if fitting == year else ({"period": period, "reason": "the year in which the weekday is right"},)


def checked(when: When) -> When:
    """Return the value, with an alternative if its weekday is another than the date's."""
    if when.weekday is None or when.period is None or not edtf.is_valid(when.period):
        return when
    day = edtf.bounds(when.period)[0]
    if day is None or day.weekday() == when.weekday or edtf.precision(when.period) < DAYS:
        return when
    beside = day + dt.timedelta(days=(when.weekday - day.weekday() + 3) % 7 - 3)
    reason = "the weekday is that of another day"
    return replace(when, alternatives=(*when.alternatives, {"period": beside.isoformat(), "reason": reason}))


def year_for(when: When, around: DateContext, start: int) -> int | None:
    """Return the year of a day or month: by its weekday, by the dates beside it, else by the article's date."""
    by_weekday = weekday_year(when, around, start)
    if by_weekday is not None:
        return by_weekday
    following = edtf.years([around.following.period]) if around.following else []
    if following:
        return following[0]
    beside = year_beside(around, start)
    if beside is not None:
        return beside
    return around.frame if around.frame is not None else usual_year(when, around)


def weekday_year(when: When, around: DateContext, start: int) -> int | None:
    """Return the year in which the day falls on its weekday: near the article's date, else the one told beside it.

    Where the article's date is unknown, any year that the text tells will do.
    """
    if when.weekday is None or when.period is None:
        return None
    own, told = edtf.years([around.published]), edtf.years(value.period for _, value in around.earlier)
    if not own:
        near = [*reversed(told), *(year + step for year in told for step in (-1, 1))]
        return next(iter(edtf.weekday_years(when.period, when.weekday, near)), None)
    years = (own[0], own[0] - 1, own[0] + 1)
    fitting = [year for year in edtf.weekday_years(when.period, when.weekday, years) if is_near(when, year, around)]
    beside = year_beside(around, start)
    others = edtf.weekday_years(when.period, when.weekday, [] if beside is None else [beside])
    return next(iter([*fitting, *others]), None)


def is_near(when: When, year: int, around: DateContext) -> bool:
    """Whether the day lies, in that year, within some months of the article's date."""
    day = edtf.bounds((when.period or "").replace("XXXX", f"{year:04}"))[0]
    first, last = edtf.bounds(around.published)
    return day is not None and first is not None and last is not None and first - MONTHS_OFF <= day <= last + MONTHS_OFF


def year_beside(around: DateContext, start: int) -> int | None:
    """Return the year of the day, month or relative year named shortly before, if the text tells of another year."""
    if not around.earlier:
        return None
    mention, when = around.earlier[-1]
    told = edtf.years([when.period])
    exact = when.period is not None and (edtf.precision(when.period) > 1 or when.relative is not None)
    if not told or start - mention.end > NEAR or not exact or when.weekday is not None:
        return None
    return told[-1]


def usual_year(when: When, around: DateContext) -> int | None:
    """Return the year that a newspaper leaves out: its own, or across the turn of the year the one beside it."""
    own = edtf.years([around.published])
    if not own or around.published is None or when.period is None:
        return None
    first, last = edtf.bounds(when.period.replace("XXXX", f"{own[0]:04}"))
    today = edtf.bounds(around.published)[1]
    if first is None or last is None or today is None or edtf.precision(around.published) == 1:
        return own[0]
    if first.month - today.month >= OTHER_YEAR and not around.ahead:
        return own[0] - 1
    return own[0] + 1 if today.month - last.month >= OTHER_YEAR and around.ahead else own[0]
