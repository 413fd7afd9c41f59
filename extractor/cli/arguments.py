"""What a user writes behind options -> values. Raises UserError, naming the option that is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..language import said
from ..read.inputs import Input
from ..store.asked import DATE, days, read_filters
from ..store.query import Filters


def filters_of(asked: dict[str, Any]) -> Filters:
    """Return what the options ask of a store. Raises UserError, naming the option that is wrong."""
    told = {"least": "min", "most": "max"}
    given = {told.get(name, name): value for name, value in asked.items() if value not in (None, "", ())}
    return read_filters(given, "--")


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


def meant_by(indicator: str, known: Collection[str]) -> str:
    """Return a question for someone who asked for an indicator that the store does not know, else nothing.

    >>> meant_by("povrty", ["poverty"]), meant_by("poverty", ["poverty"])
    ('; the store holds no indicator “povrty”: did you mean poverty?', '')
    """
    if indicator in known:
        return ""
    near = difflib.get_close_matches(indicator, known, n=1)
    return said(f"; the store holds no indicator “{indicator}”" + (f": did you mean {near[0]}?" if near else ""))


def date_or_field(published: str | None, inputs: Iterable[Input] | None = None) -> tuple[str | None, str | None]:
    """Return the date that `--published` gives, or the name of the field that holds it, if `inputs` may have fields."""
    if published is None:
        return None, None
    if not DATE.fullmatch(published) and (inputs is None or any(given.holds_records for given in inputs)):
        return None, published
    if not days(published, "--published") or published < "1900":
        raise UserError(f"--published: {published} is no year in which news was published")
    return published, None
