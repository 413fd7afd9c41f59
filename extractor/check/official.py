"""Official figures: poverty, unemployment, wages, growth … by region and time, each with its table and its grade.

`rules/reference/official.csv` holds what is shipped, a row for each indicator, region, unit, grade and table; a user's
own figures come from a CSV file, a row for each figure.
"""

from __future__ import annotations

import csv
import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import regex

from ..dates.edtf import is_valid
from ..errors import UserError
from ..rules import rules_folder

COLUMNS = ("indicator", "code", "period", "value", "unit", "source")
NEEDED = COLUMNS[:4]
CODE = regex.compile(r"ID|\d\d(\.?\d\d)?")
Key = tuple[str, str]  # indicator and code
Written = tuple[str, str, str]  # grade, id of the table, and its figures as they are written


@dataclass(frozen=True, slots=True)
class Figure:
    """One official figure: `grade` A or B is sure, C from one collection; `table` says where it is published."""

    period: str
    value: Decimal
    grade: str
    table: str


class Figures:
    """Figures by indicator and region, read when they are asked for; those of `own` replace others of the same time."""

    def __init__(
        self,
        written: Mapping[Key, Sequence[Written]],
        tables: Mapping[str, str],
        own: Mapping[Key, Sequence[Figure]] | None = None,
    ) -> None:
        self._written = written
        self._tables = tables
        self.own = own or {}

    def of(self, indicator: str, code: str) -> Sequence[Figure]:
        """Return the figures of an indicator in a region, in order of time."""
        own = self.own.get((indicator, code), ())
        periods = {figure.period for figure in own}
        kept = [figure for figure in self._shipped(indicator, code) if figure.period not in periods]
        return sorted([*kept, *own], key=lambda figure: figure.period)

    def _shipped(self, indicator: str, code: str) -> Iterator[Figure]:
        for grade, table, figures in self._written.get((indicator, code), ()):
            for pair in figures.split():
                period, _, value = pair.partition("=")
                yield Figure(period, Decimal(value), grade, self._tables[table])

    def indicators(self) -> set[str]:
        """Return the names of all indicators."""
        return {indicator for indicator, _ in (*self._written, *self.own)}

    def with_own(self, own: Mapping[Key, Sequence[Figure]]) -> Figures:
        """Return the figures with a user's own."""
        return Figures(self._written, self._tables, own)


@cache
def shipped_figures() -> Figures:
    """Read the shipped figures."""
    folder = rules_folder() / "reference"
    with (folder / "tables.csv").open(encoding="utf8", newline="") as lines:
        tables = {row["id"]: row["what"] for row in csv.DictReader(lines)}
    found: dict[Key, list[Written]] = defaultdict(list)
    with (folder / "official.csv").open(encoding="utf8", newline="") as lines:
        for indicator, code, _unit, grade, table, figures in csv.reader(lines):
            found[indicator, code].append((grade, table, figures))
    return Figures(found, tables)


def read_figures(path: Path, columns: Mapping[str, str] | None = None) -> Figures:
    """Return the shipped figures with those of a user's CSV file; `columns` says what its columns are called.

    Raises UserError, naming file and line, for a file that cannot be read and a row that holds no figure.
    """
    shipped = shipped_figures()
    own: dict[Key, list[Figure]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            names = names_of(path, rows.fieldnames or (), columns or {})
            for row in rows:
                given = {name: (row.get(column) or "").strip() for name, column in names.items()}
                where = f"{path}:{rows.line_num}"
                own[key_of(where, given, shipped.indicators())].append(figure_of(where, given))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path}: cannot be read as CSV ({error})") from error
    return shipped.with_own(own)


def names_of(path: Path, found: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return what each of COLUMNS is called in the file."""
    found = list(found)
    if unknown := sorted(columns.keys() - set(COLUMNS)):
        raise UserError(f"--columns: {unknown[0]} is none of {', '.join(COLUMNS)}")
    names = {name: columns.get(name, name) for name in COLUMNS}
    missing = [names[name] for name in COLUMNS if names[name] not in found and (name in NEEDED or name in columns)]
    if missing:
        raise UserError(f"{path}:1: lacks the column {missing[0]}; it has {', '.join(found) or 'none'}")
    return {name: column for name, column in names.items() if column in found}


def key_of(where: str, given: Mapping[str, str], known: Iterable[str]) -> Key:
    """Return the indicator and the code of a row. Raises UserError if there is none such."""
    indicator, code = given["indicator"], given["code"]
    if indicator not in known:
        near = difflib.get_close_matches(indicator, known, n=1)
        raise UserError(
            f"{where}: {indicator or 'nothing'} is no indicator{f'; did you mean {near[0]}?' if near else ''}"
        )
    if not CODE.fullmatch(code):
        raise UserError(f"{where}: {code or 'nothing'} is no code of a province, kabupaten or kota, nor ID")
    return indicator, f"{code[:2]}.{code[-2:]}" if code.isdecimal() and len(code) > len("33") else code


def figure_of(where: str, given: Mapping[str, str]) -> Figure:
    """Return the figure of a row. Raises UserError for a time or number that is none."""
    if not is_valid(given["period"]):
        raise UserError(f"{where}: {given['period'] or 'nothing'} is no time (2024, 2024-03, 2024-33)")
    text = given["value"]
    try:
        value = Decimal(text.replace(".", "").replace(",", ".") if "," in text else text)
    except InvalidOperation as error:
        raise UserError(f"{where}: {text or 'nothing'} is no number") from error
    if not value.is_finite():
        raise UserError(f"{where}: {text} is no number")
    return Figure(given["period"], value, "A", given.get("source") or where)
