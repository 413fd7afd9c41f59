"""Stored values -> what a page writes of them: amounts and dates as Indonesian news does, and links to their pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from ..model import Fact
from ..show.points import Point, is_level
from ..show.visible import legible
from ..table.encode import from_json
from ..wording import grouped, period_text, value_text
from .excerpt import excerpt, marked

KIND_NAMES = {
    "region": "regions", "count": "numbers of people", "percent": "percentages", "money": "amounts of money",
    "quantity": "quantities", "date": "dates",
}  # fmt: skip
LONGEST = 120  # characters of a title or name that a line shows
FIELDS = frozenset(field.name for field in fields(Fact)) - {"linked_by"}
DAYS = ("period_start", "period_end")
Row = Mapping[str, Any]


def fact_of(row: Row) -> Fact:
    """Return the fact of a row, as far as its columns tell it."""
    told: dict[str, Any] = {name: row[name] for name in FIELDS.intersection(row.keys()) if row[name] is not None}
    told |= {name: Decimal(repr(told[name])) for name in ("low", "high", "base_low", "base_high") if name in told}
    told |= {name: dt.date.fromisoformat(told[name]) for name in DAYS if name in told}
    if "alternatives" in told:
        told["alternatives"] = tuple(from_json(told["alternatives"]))
    return Fact(**dict.fromkeys(("id", "kind", "text", "sentence"), "") | {"start": 0, "end": 0} | told)


def points(rows: Iterable[Row]) -> Iterator[Point]:
    """Yield what a chart can draw of the rows, each with a link to its place in the text."""
    for row in rows:
        fact = fact_of(row)
        if is_level(fact):
            yield Point(fact, row["title"] or "", row["published"], address("fact", row["fact"]))


def value(row: Row) -> str:
    """Return a stored fact's value in words, `Rp28,6 miliar`."""
    return value_text(fact_of(row))


def when(row: Row) -> str:
    """Return a stored fact's period in words, empty if unknown."""
    return period_text(row["period"], row["period_mod"]) if row["period"] else ""


def date(edtf: str | None) -> str:
    """Return a date in words, empty if unknown.

    >>> date("2022-01-11")
    '11 Januari 2022'
    """
    return period_text(edtf) if edtf else ""


def count(number: int) -> str:
    """Return a whole number with dots between thousands.

    >>> count(28600)
    '28.600'
    """
    return grouped(Decimal(number))


def short(text: str | None) -> str:
    """Return the text on one legible line, cut where it is longer than others need."""
    line = legible(" ".join((text or "")[: 4 * LONGEST].split()))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def address(page: str, name: object) -> str:
    """Return the path of a thing's page.

    >>> address("indicator", "budget.spending"), address("speaker", "A/B")
    ('/indicator/budget.spending', '/speaker/A%2FB')
    """
    return f"/{page}/{quote(str(name), safe='')}"


def link(page: str, name: object, label: object = None) -> Markup:
    """Return a link to a thing's page."""
    shown = short(str(name if label is None else label)) or "–"
    return Markup('<a href="{}">{}</a>').format(address(page, name), shown)


def words(row: Row, amount: Any) -> Markup | None:
    """Return an amount in words, its digits on demand, if the row says of what it is."""
    unit = field(row, "unit")
    if unit is None:
        return None
    spoken = value({"kind": "money", "unit": unit, "low": amount, "high": amount})
    return Markup('<span title="{}">{}</span>').format(amount, spoken)


def linked_cell(column: str, value: Any, row: Row, table: str | None) -> Markup | str | None:
    """Return what a cell of Datasette's tables shows in place of the bare value, or None to leave it."""
    value, label = (value["value"], value["label"]) if isinstance(value, dict) else (value, value)
    if value in (None, ""):
        return None
    if column in AMOUNTS and table is None:
        return words(row, value)
    page, name_column = OF_TABLE.get((table, column)) or LINKED.get(column, ("", ""))
    name = value if name_column == column else field(row, name_column)
    if page and name is not None:
        return link(page, name, label or name)
    return short(value) if column == "title" else None


def field(row: Row, name: str) -> Any:
    """Return what the row has in a column, without the label that Datasette may have added; None if it has none."""
    found = row[name] if name in row.keys() else None  # noqa: SIM118  # sqlite3.Row
    return found["value"] if isinstance(found, dict) else found


AMOUNTS = ("low", "high", "lowest", "highest")
LINKED = {  # column -> the kind of page that its cells lead to, and the column that names it
    "article_key": ("article", "article_key"),
    "title": ("article", "article_key"),
    "fact": ("fact", "fact"),
    "region": ("region", "region"),
    "region_name": ("region", "region"),
    "indicator": ("indicator", "indicator"),
    "speaker": ("speaker", "speaker"),
}
OF_TABLE: dict[tuple[str | None, str], tuple[str, str]] = {
    ("articles", "title"): ("article", "key"),
    ("articles", "id"): ("article", "key"),
    ("facts", "id"): ("fact", "id"),
    ("regions", "name"): ("region", "code"),
}
FILTERS: dict[str, Callable[..., Any]] = {
    "value": value, "when": when, "date": date, "count": count, "short": short, "excerpt": excerpt, "marked": marked,
    "address": lambda name, page: address(page, name), "listed": from_json,
}  # fmt: skip
