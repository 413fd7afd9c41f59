"""Bare numbers and years in tables -> what they are with the unit that the header or the line before tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

import regex

from .model import NUMBERS, Mention, When
from .rows import YEAR, Row, Span, Table, Tables

NUMBER = regex.compile(r"[+-]?\d[\d.,]*(?<=\d)")
BRACKET = regex.compile(r"\((?P<unit>[^()\d]{1,30})\)")
HEAD = regex.compile(r"(?P<first>[\p{L}$%]+)(?P<rest>.*)", regex.DOTALL)
LAST = regex.compile(r"[^\s()]+$")
TRIED = "12"  # a number by which a unit is tried

Find = Callable[[str], Sequence[Mention]]
Frame = tuple[str, str]  # what is written before a number and behind


def bare_numbers(text: str, tables: Tables, find: Find) -> Iterator[Mention]:
    """Yield the numbers of cells that hold nothing else, read as `find` reads them with their unit; and their years."""
    frames: dict[str, Frame | None] = {}
    for table in tables.all:
        yield from years(text, table)
        groups: dict[Frame, list[Span]] = {}
        for cell, units in headed_cells(text, table):
            if units not in frames:
                frames[units] = best_frame(units, find)
            if frame := frames[units]:
                groups.setdefault(frame, []).append(cell)
        for frame, cells in groups.items():
            yield from read(text, cells, frame, find)


def years(text: str, table: Table) -> Iterator[Mention]:
    """Yield the cells of the header and the first cells of rows that are a year."""
    cells = [*(table.header.cells if table.header else ()), *(row.cells[0] for row in table.rows)]
    for cell in cells:
        span = stripped(text, cell)
        if YEAR.fullmatch(text, span.start, span.end):
            yield Mention("date.cell", "date", span.start, span.end, When(text[span.start : span.end]))


def headed_cells(text: str, table: Table) -> Iterator[tuple[Span, str]]:
    """Yield the cells that hold a number and nothing else, with the words that tell their unit, one way a line."""
    lead = units_in(text, table.leads[0]) if table.leads else []
    for row in table.rows:
        for cell in row.cells[table.header is None :]:
            span = stripped(text, cell)
            if NUMBER.fullmatch(text, span.start, span.end) and not is_label(row, cell, text):
                heading = table.heading(row, cell.start)
                told = units_in(text, heading, whole=True) if heading else []
                yield span, "\n".join([*told, *lead])


def is_label(row: Row, cell: Span, text: str) -> bool:
    """Whether the cell says what the row is: its first one, a year or the row's number."""
    return cell == row.cells[0] and len(text[cell.start : cell.end].strip()) <= len("2000")


def units_in(text: str, span: Span, *, whole: bool = False) -> list[str]:
    """Return the words of a header or a line that may be a unit: in brackets; of a header also all, and the last."""
    written = text[span.start : span.end].strip()
    told = [match["unit"].strip() for match in BRACKET.finditer(written)]
    last = LAST.search(written)
    return [*told, *([written, last[0]] if whole and last else [])]


def frames_of(units: str) -> Iterator[Frame]:
    """Yield the ways to write a number with the words of its unit: `12 juta rupiah`, `Rp 12 juta`, `Rp 12/kg`."""
    for unit in units.split("\n"):
        yield "", f" {unit}"
        if head := HEAD.fullmatch(unit):
            yield f"{head['first']} ", head["rest"]


def best_frame(units: str, find: Find) -> Frame | None:
    """Return the first way in which a number is read with its unit; as a quantity of any noun only if no other is."""
    tried = [(frame, next(read(TRIED, [Span(0, len(TRIED))], frame, find), None)) for frame in frames_of(units)]
    fits = [(mention.kind == "quantity", place) for place, (_, mention) in enumerate(tried) if mention]
    return tried[min(fits)[1]][0] if fits else None


def read(text: str, cells: Sequence[Span], frame: Frame, find: Find) -> Iterator[Mention]:
    """Yield what is read of each cell's number, written in the frame, as a mention of the cell."""
    before, behind = frame
    lines = [f"{before}{text[cell.start : cell.end]}{behind}" for cell in cells]
    starts = accumulate((len(line) + 1 for line in lines), initial=len(before))
    places = dict(zip(starts, cells, strict=False))
    for mention in find("\n".join(lines)):
        start = mention.start if mention.start in places else mention.start + len(before)
        cell = places.get(start)
        if cell and mention.kind in NUMBERS and mention.end >= start + cell.end - cell.start:
            yield replace(mention, start=cell.start, end=cell.end)
            del places[start]


def stripped(text: str, cell: Span) -> Span:
    """Return the cell without the white space around it."""
    written = text[cell.start : cell.end]
    return Span(cell.start + len(written) - len(written.lstrip()), cell.start + len(written.rstrip()))
