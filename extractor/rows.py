"""A text -> its tables and lists: rows with their cells, the header above them, and the lines that lead to them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

LONGEST = 240  # characters of a row; a longer line is a paragraph
LABEL = 80  # characters of what stands before a row's colon
FEWEST = {"plain": 3}  # rows of a form that make a table; two of the others
LEADING = 2  # lines before a table that may tell what it is about
COLUMNS = regex.compile(r"\t|\s*+\|\s*+|(?<=\S)[ \u00a0]{2,}+(?=\S)")  # what parts the cells of a table's row
RULE = regex.compile(r"[\s|:+=_–—-]*+")  # a line that only draws: `|---|---|`
BULLET = regex.compile(
    r"[ \t]*+(?:(?P<number>\(?\d{1,3}[.)])\s*+(?=\D)|(?P<letter>\(?[a-z][.)])\s++"
    r"|(?P<sign>[^\p{L}\p{N}\s\"“”'‘’(\[#@|]{1,3}|â[\p{P}\p{S}]{1,2})\s++)(?=\S)"
)
COLON = regex.compile(rf"(?P<label>\p{{Lu}}[^\n:=.!?]{{1,{LABEL}}}?)\s*+[:=](?:\s++|(?=Rp))(?=[^\n]*\d)")
LABELLED = regex.compile(rf"(?P<label>[^\n:=]{{1,{LABEL}}}?)\s*+[:=](?:\s++|(?=Rp)|$)")
ENDS_IN_NUMBER = regex.compile(
    r"\p{Lu}[^\n.:!?\"”]{2,50}?\s(?P<value>(?:Rp|US\$)?\.?\s?\d[\d.,]*+(?:\s?(?:%|\p{L}+)){0,2})"
)
YEAR = regex.compile(r"(?:19|20)\d\d")
DIGIT = regex.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table or list; `cells` are its columns, of a list's item what stands before the colon and behind."""

    start: int
    end: int
    cells: tuple[Span, ...]

    def column(self, at: int) -> int:
        """Return the number of the cell that a place lies in; what stands between two belongs to the one before."""
        return max(0, bisect_right([cell.start for cell in self.cells], at) - 1)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand one below the other. `header` is the row of the columns' names, where there is one.

    `leads` are the lines before that may tell what all rows are about, the nearest first. Of a list the bullets are of
    one `form`: `number`, `letter`, or the sign; a table's is `columns`, `colon` and `plain` are lines without bullets.
    """

    form: str
    rows: tuple[Row, ...]
    header: Row | None
    leads: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the first row begins."""
        return (self.header or self.rows[0]).start

    @property
    def end(self) -> int:
        """Where the last row ends."""
        return self.rows[-1].end

    def heading(self, row: Row, at: int) -> Span | None:
        """Return the header's cell above a place of a row, None where there is none."""
        if self.header is None or len(self.header.cells) != len(row.cells):
            return None
        return self.header.cells[row.column(at)]


class Tables:
    """The tables and lists of a text, in order."""

    def __init__(self, text: str) -> None:
        self.all = tuple(find_tables(text))

    @cached_property
    def _rows(self) -> Sequence[tuple[int, Table, Row]]:
        return [(row.start, table, row) for table in self.all for row in table.rows]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [start for start, _, _ in self._rows]

    def at(self, place: int) -> tuple[Table, Row] | None:
        """Return the table and the row that a place lies in, None where it lies in none; headers are no rows."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or place >= self._rows[number][2].end:
            return None
        return self._rows[number][1:]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, and the form of row that it has, if any; `gap` are the empty lines before it."""

    start: int
    end: int
    gap: int
    form: str
    cells: tuple[Span, ...]


def find_tables(text: str) -> Iterator[Table]:
    r"""Yield the tables and lists of a text.

    >>> [table] = find_tables("UMK 2024:\n1. Kota Denpasar: Rp 3\n2. Kabupaten Badung: Rp 4\n")
    >>> table.form, len(table.rows), table.header, table.leads
    ('number', 2, None, (Span(start=0, end=9),))
    """
    lines = list(lines_of(text))
    at = done = 0  # lines before `done` are of the table before
    while at < len(lines):
        end = run_end(lines, at)
        if lines[at].form and end - at >= FEWEST.get(lines[at].form, 2):
            yield table_of(text, lines, (max(done, at - LEADING), at, end))
            done = end
        at = end


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that hold something; those that only draw are left out."""
    before = 0
    for match in regex.finditer(r"[^\n]*\S", text):
        gap = max(0, text.count("\n", before, match.start()) - 1)
        before = match.end()
        if not RULE.fullmatch(text, match.start(), match.end()):
            yield line_of(text, match.start(), match.end(), gap)


def line_of(text: str, start: int, end: int, gap: int) -> Line:
    """Return a line with its form and cells; one that is no row has neither."""
    if end - start > LONGEST:
        return Line(start, end, gap, "", ())
    if bullet := BULLET.match(text, start, end):
        form = "number" if bullet["number"] else "letter" if bullet["letter"] else bullet["sign"]
        return Line(start, end, gap, form, labelled(text, bullet.end(), end, LABELLED))
    if len(cells := columns(text, start, end)) > 1:
        return Line(start, end, gap, "columns", cells)
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    if COLON.match(text, begin, end):
        return Line(start, end, gap, "colon", labelled(text, begin, end, COLON))
    if plain := ENDS_IN_NUMBER.fullmatch(text, begin, end):
        return Line(start, end, gap, "plain", (Span(begin, plain.start("value")), Span(plain.start("value"), end)))
    return Line(start, end, gap, "", ())


def labelled(text: str, start: int, end: int, form: regex.Pattern[str]) -> tuple[Span, ...]:
    """Return what stands before the colon, and what behind."""
    match = form.match(text, start, end)
    if not match or match.end() == end:
        return (Span(start, end),)
    return Span(start, match.end("label")), Span(match.end(), end)


def columns(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the cells of a row, without the white space around them; empty ones too, but at the line's ends."""
    edges = [(start, start), *(match.span() for match in COLUMNS.finditer(text, start, end)), (end, end)]
    cells = [Span(left[1], right[0]) for left, right in pairwise(edges)]
    if text[start:end].lstrip().startswith("|"):
        cells = cells[1:]
    return tuple(cells[:-1] if text[start:end].endswith("|") else cells)


def run_end(lines: Sequence[Line], at: int) -> int:
    """Return the number of the line behind the rows that begin with a line."""
    end = at + 1
    while end < len(lines) and lines[end].form == lines[at].form and lines[end].gap <= 1 and goes_on(lines, end):
        end += 1
    return end


def goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a line has as many cells as the one before, where they are a table's."""
    return lines[at].form != "columns" or len(lines[at].cells) == len(lines[at - 1].cells)


def table_of(text: str, lines: Sequence[Line], numbers: tuple[int, int, int]) -> Table:
    """Return the table, by the numbers of the line that leads to it, of its first line, and of the one behind it."""
    lead, at, end = numbers
    rows = tuple(Row(line.start, line.end, line.cells) for line in lines[at:end])
    header = rows[0] if lines[at].form == "columns" and is_header(text, rows[0]) else None
    leads = tuple(Span(line.start, line.end) for line in reversed(lines[lead:at]))
    return Table(lines[at].form, rows[1:] if header else rows, header, leads)


def is_header(text: str, row: Row) -> bool:
    """Whether the row's cells name columns: no figures but years."""
    return not any(DIGIT.search(YEAR.sub("", text[cell.start : cell.end])) for cell in row.cells)
