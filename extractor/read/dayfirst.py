"""Dates like 03/04/2019: whether the day or the month comes first, decided for each source by its other dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

import regex

Order = Literal["day", "month"]
NUMERIC = regex.compile(r"\s*(\d\d?)(?:[-/.](\d\d?)[-/.]\d{4}|/(\d\d?)/\d\d)\b")
LAST_MONTH = 12


def order_in(written: str) -> Order | Literal["open"] | None:
    """Return what comes first in the date, `open` if that could be either, None if it is of another form.

    >>> [order_in(date) for date in ("16/09/2019", "10/21/2025 16:45", "03/04/2019", "2019-04-03")]
    ['day', 'month', 'open', None]
    """
    match = NUMERIC.match(written)
    if not match:
        return None
    one, two = int(match[1]), int(match[2] or match[3])
    if one > LAST_MONTH or two > LAST_MONTH:
        return "day" if one > LAST_MONTH else "month"
    return "open"


def decide(dates: Iterable[str]) -> tuple[Order | None, str | None]:
    """Return what comes first in a source's dates, and what to say of it; None where nothing tells, or both do."""
    example, counts = None, Counter[str]()
    for date in dates:
        order = order_in(date)
        if order:
            counts[order] += 1
        if order == "open" and not example:
            example = date.strip()
    day, month = counts["day"], counts["month"]
    first: Order | None = None if bool(day) == bool(month) else "day" if day else "month"
    if not example:
        return first, None
    if first:
        others = f"{day or month} other date{' shows' if day + month == 1 else 's show'}"
        return first, f"takes the {first} as the first number of dates such as “{example}”, as {others}"
    told = f"{day} other dates have the day first and {month} the month" if day else "no other date tells"
    return None, f"leaves out dates such as “{example}”: which number is the month is open, and {told}"
