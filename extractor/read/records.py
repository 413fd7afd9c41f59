"""JSON Lines and CSV -> articles, one for each record. Fields are known by the names that dumps give them."""

from __future__ import annotations

import csv
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from ..model import Document, Failure
from .decode import SAMPLE, marked_encoding, storable_text, unmarked_utf16, utf8_or_windows
from .dumpdate import read_date

Say = Callable[[str], None]
Row = tuple[int, Mapping[str, Any] | str]  # the line a record starts at, and its fields, or why it has none

NAMES = {  # the names a field goes by, likeliest first
    "text": ("text", "content", "isi", "body", "article", "article_text", "full_text", "fulltext", "konten", "berita"),
    "id": ("id", "article_id", "_id", "guid", "uuid"),
    "title": ("title", "judul", "headline"),
    "published": ("published", "date", "tanggal", "published_at", "publish_date", "pubdate", "date_published", "waktu"),
    "url": ("url", "link", "href"),
    "source": ("source", "media", "outlet", "publisher", "sumber", "site"),
}
DELIMITERS = ",;\t|"
SHOWN_COLUMNS = 12
LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records come from: the file, what it is called in ids, its key in the store, and the path to show."""

    file: Path
    name: str
    source: str
    path: str


def read_records(origin: Origin, published: str | None, say: Say) -> Iterator[Document | Failure]:
    """Yield the file's articles in order; a record that is none becomes a failure, and the others are kept."""
    rows = csv_rows if origin.file.suffix.lower() == ".csv" else json_rows
    reader = RecordReader(origin, published, say)
    line = 0
    with origin.file.open("rb") as file:
        for line, row in rows(decoded_lines(file)):
            yield reader.read(line, row)
    if not line:
        yield Failure(Document("", origin.name, origin.source, origin.path), "holds no records")


class RecordReader:
    """Makes documents of one file's records; remembers which fields it guessed and which ids it has seen."""

    def __init__(self, origin: Origin, published: str | None, say: Say) -> None:
        self._origin = origin
        self._published = published
        self._say = say
        self._seen: set[str] = set()
        self._said: set[str] = set()

    def read(self, line: int, row: Mapping[str, Any] | str) -> Document | Failure:
        """Return the record's article, or why there is none."""
        at = f"{self._origin.name}:{line}"
        if isinstance(row, str):
            return self._failure(at, row)
        fields = self._fields(row)
        id_, text = self._id(fields.get("id"), at), fields.get("text")
        if text is None:
            columns = ", ".join(str(name) for name in list(row)[:SHOWN_COLUMNS])
            return self._failure(id_, f"has no field that holds its text; it has {columns or 'none'}")
        if not text.strip():
            return self._failure(id_, "has no text")
        if "\0" in text:
            return self._failure(id_, "holds NUL characters: it is no text")
        source, published = fields.get("source") or self._origin.source, self._published or self._date(fields)
        return Document(text, id_, source, self._origin.path, fields.get("title"), fields.get("url"), published)

    def _fields(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Return the record's values by our names for them, those it has."""
        columns = {str(name).strip().lower(): name for name in row}
        fields: dict[str, str] = {}
        for field, names in NAMES.items():
            written = next((name for name in names if name in columns and readable(row[columns[name]])), None)
            if written:
                fields[field] = storable_text(str(row[columns[written]]))
                if written != field:
                    self._tell(f"takes {field} from “{columns[written]}”")
        return fields

    def _id(self, id_: str | None, at: str) -> str:
        """Return the record's id, or its place where it has none, or one that another record had before it."""
        if not id_:
            return at
        if id_ in self._seen:
            self._say(f"{at}: the id {id_} stood before; this record goes by {at}")
            return at
        self._seen.add(id_)
        return id_

    def _date(self, fields: Mapping[str, str]) -> str | None:
        """Return the record's publication date in EDTF."""
        written = fields.get("published", "").strip()
        read = read_date(written) if written else None
        if written and not read:
            self._tell(f"dates such as “{written}” are not understood, or leave open what is the month", "date")
        return read

    def _tell(self, note: str, once: str | None = None) -> None:
        """Say something of the file, each thing once."""
        if (once or note) not in self._said:
            self._said.add(once or note)
            self._say(f"{self._origin.path}: {note}")

    def _failure(self, id_: str, reason: str) -> Failure:
        return Failure(Document("", id_, self._origin.source, self._origin.path), reason)


def readable(value: Any) -> bool:
    """Return whether the value can stand for a field: text or a number."""
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def decoded_lines(file: BinaryIO) -> Iterator[str]:
    """Yield the file's lines, each decoded by itself unless the file says or shows that it is UTF-16."""
    sample = file.read(SAMPLE)
    file.seek(0)
    encoding = marked_encoding(sample) or unmarked_utf16(sample)
    if encoding and encoding != "utf-8-sig":
        yield from TextIOWrapper(file, encoding, errors="replace", newline="\n")
        return
    for number, line in enumerate(file):
        yield utf8_or_windows(line.removeprefix(BOM_UTF8) if number == 0 else line)[0]


def json_rows(lines: Iterator[str]) -> Iterator[Row]:
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
    columns = next(rows, [])
    line = rows.line_num + 1
    for cells in rows:
        if cells:
            yield line, dict(zip(columns, cells, strict=False))
        line = rows.line_num + 1
