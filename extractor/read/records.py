"""Records of JSON Lines, CSV and Parquet -> articles, one for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from ..model import Document, Failure, Say
from .csvrows import Row
from .dayfirst import Order, decide, order_in
from .dumpdate import read_date
from .fields import FieldReader, Named, listed
from .markup import is_marked, visible_text
from .seen import Seen, content_of

FIRST = 100  # records that show what a source's records are like
SAMPLE_ROWS, SAMPLE_CHARACTERS = 20_000, 30_000_000  # looked at for dates that tell whether the day comes first


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records come from: what the file is called in ids, its key in the store, and the path to show."""

    name: str
    source: str
    path: str | None


def read_records(
    rows: Iterator[Row], origin: Origin, published: str | None, named: Named, seen: Seen, say: Say
) -> Iterator[Document | Failure]:
    """Yield the articles in order; a record that is none becomes a failure, and the others are kept.

    Raises UserError for a field that the user named and the records lack.
    """
    reader = RecordReader(origin, published, named, seen, say)
    first = list(islice(rows, FIRST))
    if not first:
        yield Failure(Document("", origin.name, origin.source, origin.path), "holds no records")
        return
    columns = list(dict.fromkeys(str(name) for _, row in first if not isinstance(row, str) for name in row))
    if columns:
        named.check(columns, origin.path or "standard input")
    if columns and not reader.tell_columns(first, columns):
        yield Failure(
            Document("", origin.name, origin.source, origin.path),
            f"has no field that holds its text; it has {listed(columns)}",
        )
        return
    held = first if published else reader.learn(first, rows)
    for line, row in chain(held, rows):
        yield reader.read(line, row)


class RecordReader:
    """Makes documents of one source's records; remembers what it told of them."""

    def __init__(self, origin: Origin, published: str | None, named: Named, seen: Seen, say: Say) -> None:
        self._origin = origin
        self._published = published
        self._seen = seen
        self._say = say
        self._said: set[str] = set()
        self._fields = FieldReader(named, self._tell)
        self._order: Order | None = None

    def tell_columns(self, first: Sequence[Row], columns: Sequence[str]) -> bool:
        """Say once which columns the first records do not need; return whether any of them has a text."""
        texts = sum("text" in self._fields.read(row) for _, row in first if not isinstance(row, str))
        unused = self._fields.unused(columns)
        if texts and unused:
            self._tell(f"does not use {listed(unused)}")
        return bool(texts) or all(isinstance(row, str) for _, row in first)

    def learn(self, first: list[Row], more: Iterator[Row]) -> list[Row]:
        """Find out what comes first in the source's dates, and return the records that were read for that."""
        if not any(order_in(self._fields.date_of(row) or "") for _, row in first):
            return first
        held = [*first, *islice(sample(more), SAMPLE_ROWS)]
        self._order, note = decide(date for _, row in held if (date := self._fields.date_of(row)))
        if note:
            self._tell(note)
        return held

    def read(self, line: int, row: Mapping[str, Any] | str) -> Document | Failure:
        """Return the record's article, or why there is none."""
        at = f"{self._origin.name}:{line}"
        if isinstance(row, str):
            return self._failure(at, row)
        fields = self._fields.read(row)
        text, id_ = fields.get("text"), fields.get("id") or at
        if text is None:
            return self._failure(id_, f"has no field that holds its text; it has {listed(row)}")
        if not text.strip():
            return self._failure(id_, "has no text")
        if "\0" in text:
            return self._failure(id_, "holds NUL characters: it is no text")
        if is_marked(text):
            self._tell("holds HTML in its texts, which is undone: offsets count in what is left", "markup")
            text = visible_text(text)
            if not text:
                return self._failure(id_, "has no text")
        source, published = fields.get("source") or self._origin.source, self._published or self._date(fields)
        site = fields.get("source")
        title = fields.get("title")
        title = visible_text(title) if title and is_marked(title) else title
        found = Document(text, id_, source, self._origin.path, title, fields.get("url"), published, site)
        return self._unlike_others(found, at)

    def _unlike_others(self, found: Document, at: str) -> Document:
        """Return the article, by its place if another one goes by its id."""
        if not self._seen.clashes(f"{found.source}\0{found.id}", content_of(found)):
            return found
        self._say(f"{at}: the id {found.id} stood before; this record goes by {at}")
        return replace(found, id=at)

    def _date(self, fields: Mapping[str, str]) -> str | None:
        """Return the record's publication date in EDTF."""
        written = fields.get("published", "").strip()
        read = read_date(written, self._order) if written else None
        if written and not read and order_in(written) != "open":
            self._tell(f"dates such as “{written}” are not understood", "date")
        if self._order and order_in(written) not in (None, "open", self._order):
            self._tell(f"“{written}” has the other order: dates that leave it open may be read wrongly", "order")
        return read

    def _tell(self, note: str, once: str | None = None) -> None:
        """Say something of the source, each thing once."""
        if (once or note) not in self._said:
            self._said.add(once or note)
            self._say(f"{self._origin.path or 'standard input'}: {note}")

    def _failure(self, id_: str, reason: str) -> Failure:
        return Failure(Document("", id_, self._origin.source, self._origin.path), reason)


def sample(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows until they hold as many characters as may be in memory."""
    size = 0
    for line, row in rows:
        size += sum(len(value) for value in row.values() if isinstance(value, str)) if not isinstance(row, str) else 0
        yield line, row
        if size > SAMPLE_CHARACTERS:
            return
