"""What a user asks of a store -> filters: names of regions, dates as written, numbers. Python and the command alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

import regex

from ..dates.edtf import bounds
from ..errors import UserError
from ..model import KINDS
from ..regions.gazetteer import load_gazetteer
from ..regions.lookup import region_code
from ..rules import load_rules, rules_folder
from .query import Filters

DATE = regex.compile(r"\d{4}(?:-\d\d){0,2}")
NAMES = tuple(field.name for field in fields(Filters))


def read_filters(asked: Mapping[str, Any], sign: str = "") -> Filters:
    """Return the filters. Raises UserError for one that is wrong, named with the sign before it: `--since`, `since`."""
    unknown = next((name for name in asked if name not in NAMES), None)
    if unknown is not None:
        raise UserError(f"{sign}{unknown}: there is no such filter; there are {', '.join(NAMES)}")
    given = {name: value for name, value in asked.items() if value is not None}
    read: dict[str, Any] = {}
    for name, value in given.items():
        match name:
            case "region":
                read[name] = code_of(text_of(value, f"{sign}{name}"))
            case "kind":
                read[name] = kinds_of(value, f"{sign}{name}")
            case "since" | "until":
                read[name] = days(value, f"{sign}{name}")[name == "until"]
            case "min" | "max":
                read[name] = amount(value, f"{sign}{name}")
            case "min_confidence":
                read[name] = chance(value, f"{sign}{name}")
            case _:
                read[name] = text_of(value, f"{sign}{name}")
    return Filters(**read)


def chance(value: Any, name: str) -> float:
    """Return a filter that is a chance. Raises UserError for what is none."""
    if isinstance(value, (int, float)) and 0 <= value <= 1:
        return float(value)
    raise UserError(f"{name}: {value!r} is no number from 0 to 1")


def text_of(value: Any, name: str) -> str:
    """Return a filter that is text. Raises UserError for another value."""
    if not isinstance(value, str):
        raise UserError(f"{name}: {value!r} is no text")
    return value


def kinds_of(value: Any, name: str) -> tuple[str, ...]:
    """Return the kinds, given as one or several. Raises UserError for one that there is not."""
    kinds = (value,) if isinstance(value, str) else tuple(value)
    wrong = next((kind for kind in kinds if kind not in KINDS), None)
    if wrong is not None:
        raise UserError(f"{name}: “{wrong}” is no kind of fact; there are {', '.join(KINDS)}")
    return kinds


def code_of(region: str) -> str:
    """Return the code of a region given by name or code."""
    return region_code(region, load_gazetteer(rules_folder() / "gazetteer"), load_rules().words["region_level"])


def days(date: Any, name: str) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a date: a `date`, or one written as year, month or day."""
    if isinstance(date, dt.date):
        day = date.date() if isinstance(date, dt.datetime) else date
        return day, day
    try:
        if DATE.fullmatch(str(date)):
            return bounds(str(date))
    except ValueError:
        pass
    raise UserError(f"{name}: “{date}” is no date such as 2024-05-12, 2024-05 or 2024")


def amount(number: Any, name: str) -> Decimal:
    """Return a number: an `int`, `float`, `Decimal`, or one written in plain digits."""
    try:
        value = Decimal("NaN") if isinstance(number, bool) else Decimal(str(number))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UserError(f"{name}: “{number}” is no number in plain digits such as 1500000, 7.5 or 2e9")
    return value
