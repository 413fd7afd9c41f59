"""JSON, CSV and Parquet -> their rows, one after the other."""

from __future__ import annotations

from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Iterable, Iterator
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from ..limits import MOST_BYTES
from ..table.arrow import ParquetError, read_parquet
from .csvrows import TOO_LONG, CsvReader, Row
from .decode import marked_encoding, unmarked_utf16, utf8_or_windows
from .jsonrows import json_rows, piece_rows
from .meter import Meter
from .stream import DAMAGE, PIECE, is_damage, opened, seekable

__all__ = ["Row", "decoded_lines", "json_rows", "rows_of"]

PARQUET_ROWS = 100  # in memory at once


def rows_of(file: Path, ending: str, meter: Meter, most: int = MOST_BYTES) -> Iterator[Row]:
    """Yield the records of a file."""
    if ending == ".parquet":
        with seekable(file, meter) as stream:
            yield from parquet_rows(stream)
        return
    with opened(file, meter) as stream:
        if ending == ".json":
            yield from until_damage(piece_rows(pieces_of(stream)))
        else:
            lines = lines_of(stream, most)
            yield from until_damage(CsvReader(lines).rows() if ending in (".csv", ".tsv") else json_rows(lines))


def until_damage(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows that can be read; the place where a packed file is damaged or cut off is a row with the reason."""
    number = 0
    try:
        for number, row in rows:
            yield number, row
    except DAMAGE as error:
        if not is_damage(error):
            raise
        yield number + 1, "is damaged, or cut off: it cannot be unpacked"


def pieces_of(file: BufferedReader) -> Iterator[str]:
    """Yield the file's text in pieces."""
    sample = file.peek()
    encoding = marked_encoding(sample) or unmarked_utf16(sample) or "utf-8"
    decoder = getincrementaldecoder(encoding)(errors="replace")
    while piece := file.read1(PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def lines_of(file: BufferedReader, most: int) -> Iterator[str]:
    """Yield the file's lines, each decoded by itself unless the file says or shows that it is UTF-16."""
    sample = file.peek()
    encoding = marked_encoding(sample) or unmarked_utf16(sample)
    if encoding and encoding != "utf-8-sig":
        return TextIOWrapper(file, encoding, errors="replace", newline="\n")
    return decoded_lines(bounded(file, most))


def bounded(file: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield the lines, TOO_LONG in place of one that has more bytes than `most`."""
    while line := file.readline(most):
        whole = len(line) < most or line.endswith(b"\n")
        yield line if whole else TOO_LONG.encode()
        while len(line) == most and not line.endswith(b"\n"):
            line = file.readline(most)


def decoded_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines, each decoded by itself."""
    for number, line in enumerate(lines):
        yield utf8_or_windows(line.removeprefix(BOM_UTF8) if number == 0 else line)[0]


def parquet_rows(file: BinaryIO) -> Iterator[Row]:
    """Yield the records of Parquet; damage becomes a reason."""
    number = 0
    try:
        for number, record in enumerate(read_parquet(file, PARQUET_ROWS), 1):
            yield number, record
    except ParquetError as error:
        yield number + 1, f"is not Parquet, or damaged ({str(error)[:100].rstrip('.')})"
