"""CSV -> its records. A broken record tells why, and costs only itself."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = tuple[int, Mapping[str, Any] | str]  # the line or row a record starts at, and its fields, or why it has none

TOO_LONG = "\0 holds more bytes than one article may: --max-size takes larger ones\n"  # in place of such a line
DELIMITERS = ",;\t|"
LONGEST = 20_000_000  # characters of a record; a quote that nobody closes would take in the rest of the file


class Lines:
    """A file's lines; those of a broken record can be given `back`, to be read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.back: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line."""
        return self.back.popleft() if self.back else next(self._lines)


class Record:
    """The lines of one record as the csv module takes them: as many as its quotes ask for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._size = 0
        self.taken: list[str] = []
        self.unfinished = False

    def __iter__(self) -> Iterator[str]:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line; note where the file or the limit ends the record before its quotes do."""
        line = next(self._lines, None)
        if line is None or (self.taken and self._size + len(line) > LONGEST):
            self.unfinished = bool(self.taken)
            self.taken += [line] if line else []
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        return line


class CsvReader:
    """Reads the records below a header."""

    def __init__(self, lines: Iterator[str]) -> None:
        csv.field_size_limit(LONGEST)
        self._lines = Lines(lines)
        self._line = 1
        header = next(self._lines, "")
        self._delimiter = max(DELIMITERS, key=header.count)
        self._lines.back.append(header)

    def rows(self) -> Iterator[Row]:
        """Yield the records."""
        columns, _, _ = self._record()
        while True:
            line = self._line
            cells, taken, fault = self._record()
            if not taken:
                return
            if taken[0] == TOO_LONG:
                yield line, TOO_LONG.strip("\0 \n")
            elif fault or is_torn(cells, taken, columns):
                self._line = line + 1
                self._skip(taken[1:], columns)
                yield line, fault or "begins a quote that is not closed: the record is left out"
            elif len(cells) > len(columns):
                yield line, f"has {len(cells)} cells, but its header {len(columns)}: is a cell with commas not quoted?"
            elif cells:
                yield line, dict(zip(columns, cells, strict=False))

    def _record(self) -> tuple[list[str], list[str], str]:
        """Return the cells of the next record, its lines, and what is wrong with it, if anything."""
        record = Record(self._lines)
        try:
            cells = next(csv.reader(record, delimiter=self._delimiter), [])
        except csv.Error as error:
            long = "limit" in str(error)
            self._line += len(record.taken)
            return (
                [],
                record.taken,
                f"has a cell of more than {LONGEST:,} characters" if long else f"is not CSV ({error})",
            )
        self._line += len(record.taken)
        return cells, record.taken, "begins a quote that is not closed" if record.unfinished else ""

    def _skip(self, lines: Sequence[str], columns: Sequence[str]) -> None:
        """Give the lines behind a torn record's first one back, from the first that is a whole record by itself."""
        for number, line in enumerate(lines):
            if is_whole(line, self._delimiter, len(columns)):
                self._lines.back.extend(lines[number:])
                self._line += number
                return
        self._line += len(lines)


def is_torn(cells: Sequence[str], taken: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a record took in others because a quote of it is not closed."""
    return len(taken) > 1 and len(cells) != len(columns)


def is_whole(line: str, delimiter: str, cells: int) -> bool:
    """Whether a line is a record by itself, with as many cells as the header, more than one."""
    record = Record(iter([line]))
    try:
        read = next(csv.reader(record, delimiter=delimiter), [])
    except csv.Error:
        return False
    return not record.unfinished and len(read) == cells > 1
