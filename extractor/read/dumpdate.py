"""The dates in records of dumps and feeds -> EDTF, where it is clear which number is the day and which the month."""

from __future__ import annotations

import datetime as dt

import regex

from ..dates.edtf import is_valid
from .dayfirst import LAST_MONTH, Order

UNIX = regex.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")  # from 2001 to 2033, in seconds or milliseconds
EARLIEST = "1900"  # `0024` is no year of an article
MILLISECONDS = 10  # digits before those of milliseconds
MONTHS = ("jan", "[fp]eb", "mar", "apr", "me?i|may", "jun", "jul", "agu|ags|aug", "sep", "o[kc]t", "no[vp]", "de[sc]")
MONTH = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(MONTHS, 1))
FORMS = tuple(
    regex.compile(form, regex.I)
    for form in (
        r"(?P<year>\d{4})(?:[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?)(?:[T\s].*)?)?)?",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<one>\d\d?)[-/.](?P<two>\d\d?)[-/.](?P<year>\d{4})(?:[,\s].*)?",
        r"(?P<one>\d\d?)/(?P<two>\d\d?)/(?P<year>\d\d)(?:[,\s].*)?",
        rf"(?:\p{{L}}+'?\p{{L}}*[,\s]\s*)?(?P<day>\d\d?)[-/\s](?:{MONTH})\p{{L}}*\.?[-/,\s]\s*(?P<year>\d{{4}}|\d\d)(?:[,\s].*)?",
        rf"(?:\p{{L}}+,\s*)?(?:{MONTH})\p{{L}}*\.?\s(?P<day>\d\d?),?\s(?P<year>\d{{4}})(?:[,\s].*)?",
    )
)


def read_date(written: str, order: Order | None = None) -> str | None:
    """Return the date, or None if it is none or leaves open which number is the month.

    `order` says what comes first where that is open: the day or the month.

    >>> read_date("Kamis, 28 Mei 2026 19:18 WIB"), read_date("10/21/2025 16:45"), read_date("05/06/2019")
    ('2026-05-28', '2025-10-21', None)
    >>> read_date("05/06/2019", "day"), read_date("05/06/2019", "month")
    ('2019-06-05', '2019-05-06')
    """
    if UNIX.fullmatch(written.strip()):
        return unix_day(int(written.strip()[:MILLISECONDS]))
    for form in FORMS:
        if match := form.fullmatch(written.strip()[:100]):
            parts = match.groupdict()
            period = "-".join(part for part in (full_year(parts["year"]), *month_and_day(parts, order)) if part)
            return period if is_valid(period) and period >= EARLIEST else None
    return None


def unix_day(seconds: int) -> str:
    """Return the day, in Jakarta, of a time in seconds since 1970.

    >>> unix_day(1714521600)
    '2024-05-01'
    """
    return dt.datetime.fromtimestamp(seconds, dt.timezone(dt.timedelta(hours=7))).date().isoformat()


def full_year(year: str) -> str:
    """Return a year of two digits as one of this century."""
    return year if len(year) > 2 else f"20{year}"


def month_and_day(parts: dict[str, str | None], order: Order | None) -> tuple[str, str]:
    """Return month and day in two digits, empty where there is none, `XX` where it is open which is which."""
    if parts.get("one"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        if one <= LAST_MONTH and two <= LAST_MONTH and one != two and not order:
            return "XX", "XX"
        day_first = one > LAST_MONTH or (two <= LAST_MONTH and order == "day")
        month, day = (two, one) if day_first else (one, two)
        return f"{month:02}", f"{day:02}"
    named = next((name[1:] for name, part in parts.items() if part and regex.fullmatch(r"m\d+", name)), None)
    month_digits, day_digits = named or parts.get("month"), parts.get("day")
    return (month_digits or "").zfill(2) if month_digits else "", (day_digits or "").zfill(2) if day_digits else ""
