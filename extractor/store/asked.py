"""What a user asks of a store -> filters: names of regions, dates as written, numbers. Python and the command alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

import regex

from ..dates.edtf import bounds
from ..errors import UserError
from ..language import in_data
from ..model import KINDS, NUMBERS, When
from ..normalize.number import TWO_WAYS, read
from ..regions.gazetteer import load_gazetteer
from ..regions.lookup import region_code
from ..rules import load_rules, rules_folder
from .query import Filters

DATE = regex.compile(r"\d{4}(?:-\d\d){0,2}")
SIGN = regex.compile(r"^Rp\.?\s*|\s*(?:%|persen)$", regex.IGNORECASE)  # written with a number
NAMES = tuple(field.name for field in fields(Filters))


def read_filters(asked: Mapping[str, Any], sign: str = "") -> Filters:
    """Return the filters. Raises UserError for one that is wrong, named with the sign before it: `--since`, `since`."""
    unknown = next((name for name in asked if name not in NAMES), None)
    if unknown is not None:
        raise UserError(f"{sign}{unknown}: there is no such filter; there are {', '.join(NAMES)}")
    given = {name: value for name, value in asked.items() if value is not None}
    told: dict[str, Any] = {}
    for name, value in given.items():
        match name:
            case "region":
                told[name] = code_of(text_of(value, f"{sign}{name}"))
            case "kind":
                told[name] = kinds_of(value, f"{sign}{name}")
            case "indicator":
                told[name] = in_data(text_of(value, f"{sign}{name}"), indicators())
            case "since" | "until":
                told[name] = days(in_edtf(value), f"{sign}{name}")[name == "until"]
            case "min" | "max":
                told[name] = amount(value, f"{sign}{name}")
            case "min_confidence":
                told[name] = chance(value, f"{sign}{name}")
            case _:
                told[name] = text_of(value, f"{sign}{name}")
    return Filters(**told)


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
    kinds = tuple(in_data(kind, KINDS) for kind in ((value,) if isinstance(value, str) else value))
    wrong = next((kind for kind in kinds if kind not in KINDS), None)
    if wrong is not None:
        raise UserError(f"{name}: “{wrong}” is no kind of fact; there are {', '.join(KINDS)}")
    return kinds


def indicators() -> list[str]:
    """Return the indicators of the shipped rules, and what they are finer forms of."""
    words = load_rules().words
    finest = {name for kind in NUMBERS for name in words[f"indicator_{kind}"].values()}
    return sorted(finest | {name.partition(".")[0] for name in finest})


def code_of(region: str) -> str:
    """Return the code of a region given by name or code."""
    return region_code(region, load_gazetteer(rules_folder() / "gazetteer"), load_rules().words["region_level"])


def days(date: Any, name: str) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a date: a `date`, or one written as year, month or day."""
    if isinstance(date, dt.date):
        day = date.date() if isinstance(date, dt.datetime) else date
        return day, day
    try:
        if DATE.fullmatch(str(date)) or "/" in str(date):
            return bounds(str(date))
    except ValueError:
        pass
    raise UserError(f"{name}: “{date}” is no date such as 2024-05-12, 2024-05 or 2024")


def in_edtf(date: Any) -> Any:
    """Return a date that is written as news writes it (`Januari 2024`) in EDTF, anything else as it is."""
    if not isinstance(date, str) or DATE.fullmatch(date):
        return date
    from ..pipeline import Pipeline

    before = "Pada "  # a date alone would be a byline
    for mention in Pipeline(load_rules()).mentions(f"{before}{date}."):
        if (mention.start, mention.end) == (len(before), len(before) + len(date)) and isinstance(mention.value, When):
            period = mention.value.period or ""
            return period if DATE.match(period) else date
    return date


def amount(number: Any, name: str) -> Decimal:
    """Return a number: an `int`, `float`, `Decimal`, or one written in plain digits, or as news does (`1,5 miliar`)."""
    value = Decimal("NaN")
    if isinstance(number, str) and TWO_WAYS.fullmatch(number):
        raise UserError(f"{name}: “{number}” may be thousands or a fraction: write it without “.” or with fewer digits")
    with suppress(InvalidOperation):
        value = value if isinstance(number, bool) else Decimal(str(number))
    if not value.is_finite() and isinstance(number, str):
        told = read(load_rules().words, SIGN.sub("", number))
        value = told.low if told and told.low is not None and told.low == told.high else value
    if not value.is_finite():
        raise UserError(f"{name}: “{number}” is no number such as 1500000, 7.5, 2e9 or 1,5 miliar")
    return value
