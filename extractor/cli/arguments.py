"""What a user writes behind options -> values. Raises UserError, naming the option that is wrong."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import regex

from ..dates.edtf import bounds
from ..errors import UserError
from ..model import NUMBERS
from ..read.inputs import Input
from ..regions.gazetteer import load_gazetteer
from ..regions.lookup import region_code
from ..rules import load_rules, rules_folder

DATE = regex.compile(r"\d{4}(?:-\d\d){0,2}")


def filters_of(region: str | None, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the filters as the store takes them. Raises UserError, naming the option that is wrong."""
    return {
        "region": code_of(region) if region is not None else None,
        **{name: asked[name] for name in ("kind", "indicator", "speaker", "search")},
        "since": days(asked["since"], "--since")[0] if asked["since"] else None,
        "until": days(asked["until"], "--until")[1] if asked["until"] else None,
        "min": amount(asked["least"], "--min") if asked["least"] else None,
        "max": amount(asked["most"], "--max") if asked["most"] else None,
    }


def stored_indicators(db: str | None) -> list[str]:
    """Return the indicators in a store's file, none if there is no such store."""
    if not db or not Path(db).is_file():
        return []
    from ..store import Store

    try:
        with Store(db, readonly=True) as store:
            return store.indicators()
    except UserError:
        return []


def indicators() -> list[str]:
    """Return the indicators of the shipped rules, and what they are finer forms of."""
    words = load_rules().words
    finest = {name for kind in NUMBERS for name in words[f"indicator_{kind}"].values()}
    return sorted(finest | {name.partition(".")[0] for name in finest})


def meant_by(indicator: str, known: Collection[str]) -> str:
    """Return a question for someone who asked for an indicator that the store does not know, else nothing.

    >>> meant_by("povrty", ["poverty"]), meant_by("poverty", ["poverty"])
    ('; the store holds no indicator “povrty”: did you mean poverty?', '')
    """
    if indicator in known:
        return ""
    near = difflib.get_close_matches(indicator, known, n=1)
    return f"; the store holds no indicator “{indicator}”" + (f": did you mean {near[0]}?" if near else "")


def code_of(region: str) -> str:
    """Return the code of a region given by name or code."""
    return region_code(region, load_gazetteer(rules_folder() / "gazetteer"), load_rules().words["region_level"])


def days(date: str, option: str) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a date written as year, month or day."""
    try:
        if DATE.fullmatch(date):
            return bounds(date)
    except ValueError:
        pass
    raise UserError(f"{option}: “{date}” is no date such as 2024-05-12, 2024-05 or 2024")


def date_or_field(published: str | None, inputs: Iterable[Input] | None = None) -> tuple[str | None, str | None]:
    """Return the date that `--published` gives, or the name of the field that holds it, if `inputs` may have fields."""
    if published is None:
        return None, None
    if not DATE.fullmatch(published) and (inputs is None or any(given.holds_records for given in inputs)):
        return None, published
    days(published, "--published")
    return published, None


def amount(number: str, option: str) -> Decimal:
    """Return a number written in plain digits."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UserError(f"{option}: “{number}” is no number in plain digits such as 1500000, 7.5 or 2e9")
    return value
