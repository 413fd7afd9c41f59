"""Dates as EDTF (ISO 8601-2) -> plain dates, and back: the forms that facts carry, no more.

`2022-01-11`, `2022-01`, `2022`, `199X`, `18XX`, quarter `2023-34` (33 to 36), four months `2023-37` (37 to 39),
semester `2022-40` (40, 41), `A/B` of two of them; `XXXX-03-16`, `XXXX-XX-16` and the like where the year is unknown.
The package `edtf` reads many more forms, but takes a quarter of a second to import and 15 ms for a date.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

import regex

FORM = regex.compile(r"(\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(\d\d|XX)(?:-(\d\d))?)?")
FIRST_SEASON = {4: (33, 3), 3: (37, 4), 2: (40, 6)}  # parts of a year: (number of the first, months of each)
UNITS = ("year", "semester", "quarter", "month", "week", "day")  # those that have a period of their own


def bounds(period: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of the period, None where its year is unknown. Raises ValueError on what is no EDTF.

    >>> bounds("2023-34")
    (datetime.date(2023, 4, 1), datetime.date(2023, 6, 30))
    """
    if period is None:
        return None, None
    first, _, last = period.partition("/")
    return one_bounds(first)[0], one_bounds(last or first)[1]


def is_valid(period: str) -> bool:
    """Return whether the period is one of the forms above, and a day of the calendar.

    >>> is_valid("2020-02-31"), is_valid("199X/2004")
    (False, True)
    """
    try:
        start, end = bounds(period)
    except ValueError:
        return False
    return start is None or end is None or start <= end


@lru_cache(maxsize=4096)
def one_bounds(period: str) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a period that is no interval."""
    form = FORM.fullmatch(period)
    if form is None:
        raise ValueError(f"{period} is not a date that facts carry")
    year, month, day = form.groups()
    if year == "XXXX":
        check_open(month, day)
        return None, None
    if month is None:
        return dt.date(int(year.replace("X", "0")), 1, 1), dt.date(int(year.replace("X", "9")), 12, 31)
    if day is not None:
        exact = dt.date.fromisoformat(period)
        return exact, exact
    first, last = months_of(int(month))
    return dt.date(int(year), first, 1), dt.date(int(year), last, calendar.monthrange(int(year), last)[1])


def check_open(month: str | None, day: str | None) -> None:
    """Raise ValueError if month and day of an unknown year can be no date of any year."""
    if month is None:
        raise ValueError("XXXX alone says nothing")
    if day is None:
        months_of(int(month))
    else:
        dt.date(2000, 1 if month == "XX" else int(month), int(day))


def months_of(number: int) -> tuple[int, int]:
    """Return first and last month of a month, quarter (33 to 36), third (37 to 39) or semester (40, 41) of a year."""
    if 1 <= number <= 12:
        return number, number
    for parts, (first, length) in FIRST_SEASON.items():
        if first <= number < first + parts:
            return (number - first) * length + 1, (number - first + 1) * length
    raise ValueError(f"a year has no month or season {number}")


def period_of(unit: str, day: dt.date) -> str:
    """Return the period of the unit that holds the day; a week is the interval from its Monday to its Sunday.

    >>> period_of("week", dt.date(2021, 9, 9)), period_of("quarter", dt.date(2021, 9, 9))
    ('2021-09-06/2021-09-12', '2021-35')
    """
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return f"{monday}/{monday + dt.timedelta(days=6)}"
    if unit == "quarter":
        return f"{day.year:04}-{33 + (day.month - 1) // 3}"
    if unit == "semester":
        return f"{day.year:04}-{40 + (day.month - 1) // 6}"
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]


def moved(unit: str, day: dt.date, count: int) -> dt.date:
    """Return a day in the period of the unit that lies `count` units after the day's own.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit in {"day", "week"}:
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    months = {"month": 1, "quarter": 3, "semester": 6, "year": 12}[unit] * count + day.year * 12 + day.month - 1
    return dt.date(months // 12, months % 12 + 1, 1)


def week_of_month(month: str, number: int) -> str | None:
    """Return the n-th week of a month, Monday to Sunday, -1 the last: a week is the month's that has its Thursday.

    >>> week_of_month("2024-05", 2), week_of_month("2024-05", 6)
    ('2024-05-06/2024-05-12', None)
    """
    rows = calendar.Calendar().monthdatescalendar(int(month[:4]), int(month[5:7]))
    own = [row for row in rows if row[3].month == int(month[5:7])]
    if number > len(own):
        return None
    days = own[number - 1 if number > 0 else number]
    return f"{days[0]}/{days[-1]}"


def days_of_month(month: str, number: int) -> str | None:
    """Return the n-th seven days of a month, counted from its first, -1 the last seven.

    >>> days_of_month("2024-05", 2), days_of_month("2024-05", -1), days_of_month("2024-05", 6)
    ('2024-05-08/2024-05-14', '2024-05-25/2024-05-31', None)
    """
    length = calendar.monthrange(int(month[:4]), int(month[5:7]))[1]
    first = number * 7 - 6 if number > 0 else length - 6
    return f"{month}-{first:02}/{month}-{min(first + 6, length):02}" if first <= length else None


def precision(period: str) -> int:
    """Return how exactly a period is known: 1 a year or more, 2 a month or season, 3 days."""
    return min(len(period.partition("/")[0]) // 3, 3)


def years(periods: Iterable[str | None]) -> list[int]:
    """Return the years that the periods name, in order, each end of an interval for itself."""
    return [int(end[:4]) for period in periods if period for end in period.split("/") if end[:4].isdecimal()]


def weekday_years(period: str, weekday: int, around: Iterable[int]) -> list[int]:
    """Return the years among those given in which a day of unknown year (`XXXX-03-16`) falls on the weekday."""
    found = []
    for year in dict.fromkeys(around):
        dated = period.partition("/")[0].replace("XXXX", f"{year:04}")
        if is_valid(dated) and precision(dated) == 3 and dt.date.fromisoformat(dated).weekday() == weekday:
            found.append(year)
    return found
