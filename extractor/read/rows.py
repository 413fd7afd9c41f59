"""JSON Lines, CSV and Parquet -> their rows, one after the other."""

from __future__ import annotations

import csv
import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader, RawIOBase, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..table.arrow import ParquetError, read_parquet
from .decode import SAMPLE, marked_encoding, unmarked_utf16, utf8_or_windows
from .meter import Meter
from .stream import opened, seekable

Row = tuple[int, Mapping[str, Any] | str]  # the line or row a record starts at, and its fields, or why it has none

DELIMITERS = ",;\t|"
LONGEST_CELL = 20_000_000  # characters; a quote that nobody closes would take in the rest of the file
PARQUET_ROWS = 100  # in memory at once


def rows_of(file: Path, ending: str, meter: Meter) -> Iterator[Row]:
    """Yield the records of a file."""
    if ending == ".parquet":
        with seekable(file, meter) as stream:
            yield from parquet_rows(stream)
        return
    with opened(file, meter) as stream:
        lines = lines_of(stream)
        yield from csv_rows(lines) if ending in (".csv", ".tsv") else json_rows(lines)


def lines_of(file: BinaryIO) -> Iterator[str]:
    """Yield the file's lines, each decoded by itself unless the file says or shows that it is UTF-16."""
    buffered = BufferedReader(cast(RawIOBase, file), SAMPLE)
    sample = buffered.peek()
    encoding = marked_encoding(sample) or unmarked_utf16(sample)
    if encoding and encoding != "utf-8-sig":
        return TextIOWrapper(buffered, encoding, errors="replace", newline="\n")
    return decoded_lines(buffered)


def decoded_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines, each decoded by itself."""
    for number, line in enumerate(lines):
        yield utf8_or_windows(line.removeprefix(BOM_UTF8) if number == 0 else line)[0]


def json_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the records of JSON Lines; empty lines hold none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, f"is not valid JSON ({str(error).split(':')[0]})"
            else:
                yield number, record if isinstance(record, dict) else "is not a record: a JSON object with a text"


def csv_rows(lines: Iterator[str]) -> Iterator[Row]:
    """Yield the records of CSV with a header, whichever of the common delimiters it uses."""
    csv.field_size_limit(LONGEST_CELL)
    header = next(lines, "")
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.reader(chain([header], lines), delimiter=delimiter)
    line = 1
    try:
        columns = next(rows, [])
        line = rows.line_num + 1
        for cells in rows:
            if cells:
                yield line, dict(zip(columns, cells, strict=False))
            line = rows.line_num + 1
    except csv.Error as error:
        yield line, f"is not CSV from here on ({error})"


def parquet_rows(file: BinaryIO) -> Iterator[Row]:
    """Yield the records of Parquet; damage becomes a reason."""
    number = 0
    try:
        for number, record in enumerate(read_parquet(file, PARQUET_ROWS), 1):
            yield number, record
    except ParquetError as error:
        yield number + 1, f"is not Parquet, or damaged ({str(error)[:100].rstrip('.')})"
