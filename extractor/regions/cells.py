"""Names that fill cells of tables and lists: in a column of regions they are regions, whatever else the word means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..rows import Row, Table, Tables
from .cues import RegionCues
from .named import Named
from .score import is_doubtful

LABELS = 2  # the first cells of a row, in which its region stands: `1 | Blora | 99.830`


def mark_cells(text: str, found: Sequence[Named], cues: RegionCues) -> list[Named]:
    """Return the names; those that fill a cell of a column with another, certain region have the cue `cell`."""
    by_start = {named.start: named for named in found}
    columns = [filled(text, table, column, by_start) for table in Tables(text).all for column in range(LABELS)]
    marked = {named.start for names in columns for named in names if is_sure_beside(named, names, cues)}
    return [marked_cell(named) if named.start in marked else named for named in found]


def filled(text: str, table: Table, column: int, by_start: Mapping[int, Named]) -> list[Named]:
    """Return the names that fill cells of a column, one each."""
    names = [named for row in table.rows if (named := filling(text, row, column, by_start))]
    return names if len(names) > 1 else []


def filling(text: str, row: Row, column: int, by_start: Mapping[int, Named]) -> Named | None:
    """Return the name that fills a row's cell, if there is one."""
    if column >= len(row.cells):
        return None
    cell = row.cells[column]
    written = text[cell.start : cell.end]
    named = by_start.get(cell.start + len(written) - len(written.lstrip()))
    return named if named and text[named.start : named.end] == written.strip() else None


def is_sure_beside(named: Named, names: Sequence[Named], cues: RegionCues) -> bool:
    """Whether another name of the column is surely a region's, and this one has readings but no level word."""
    others = (other for other in names if other is not named and other.readings)
    return bool(named.readings) and named.level is None and any(not is_doubtful(other, cues) for other in others)


def marked_cell(named: Named) -> Named:
    """Return the name with the cue that it fills a cell."""
    return replace(named, cue="cell", rule="region.cell", inside_run=False)
