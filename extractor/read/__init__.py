"""Files, folders, globs and standard input -> articles. What cannot be read becomes a failure, and the rest goes on."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePath

from ..errors import UserError
from ..limits import MOST_BYTES
from ..model import Document, Failure, Say
from .decode import NotTextError, decode, storable_name
from .fields import Named
from .html import is_page, read_page
from .inputs import PAGES, RECORDS, STDIN, ArgumentError, Input, Inputs, find_inputs, size_of
from .meter import Meter
from .records import Origin, read_records
from .rows import Row, decoded_lines, json_rows, rows_of
from .seen import Seen
from .stream import ending, opened, read_whole, unpacked_name

__all__ = ["RECORDS", "ArgumentError", "Input", "Inputs", "Meter", "Named", "Reader", "find_inputs", "read", "size_of"]

Item = Document | Failure


def read(
    inputs: Iterable[Input],
    published: str | None,
    say: Say,
    named: Named = Named(),  # noqa: B008  frozen
    meter: Meter | None = None,
    most: int = MOST_BYTES,
) -> Iterator[Item]:
    """Yield the articles of the files in order, each file once.

    `published` (EDTF) holds for all of them; `named` are the fields of records; `say` is told
    what had to be guessed. One article may have `most` bytes.
    Raises UserError for a field that the user named and a file lacks.
    """
    return Reader(published, say, named, meter or Meter(), most).read(inputs)


@dataclass
class Reader:
    """Reads articles; remembers, on disk, which files and ids it has met."""

    published: str | None
    say: Say
    named: Named
    meter: Meter
    most: int = MOST_BYTES
    seen: Seen = field(default_factory=Seen)

    def read(self, inputs: Iterable[Input]) -> Iterator[Item]:
        """Yield the articles of the files in order, each file once."""
        for given in inputs:
            if not self.seen.repeats(f"file\0{given.file.absolute()}"):
                yield from self._stdin() if given is STDIN else self._file(given)

    def _file(self, given: Input) -> Iterator[Item]:
        path = storable_name(given.url or str(given.file))
        source = storable_name(given.url or os.path.realpath(given.file))
        name = storable_name(given.name)
        try:
            if ending(given.file) in RECORDS:
                rows = rows_of(given.file, ending(given.file), self.meter, self.most)
                yield from self._records(rows, Origin(storable_name(unpacked_name(given.name)), source, path))
            else:
                with opened(given.file, self.meter) as stream:
                    data, broken = read_whole(stream, self.most)
                if broken:
                    self.say(f"{path}: is damaged, or cut off; what could be unpacked is read")
                head = Document("", name_of(name), source, path, published=self.published)
                yield self._document(data, head, page=ending(given.file) in PAGES)
        except UserError:
            raise
        except OSError as error:
            reason = str(error) if error.errno is None else f"cannot be read: {(error.strerror or str(error)).lower()}"
            yield Failure(Document("", name, source, path), reason)

    def _stdin(self) -> Iterator[Item]:
        """Yield the article on standard input, or the articles of JSON Lines; what comes names them.

        So no other article takes their place.
        """
        stream = sys.stdin.buffer
        first = stream.readline()
        if first.lstrip().startswith(b"{") and isinstance(next(json_rows(decoded_lines([first])), (0, ""))[1], dict):
            rows = json_rows(decoded_lines(chain([first], stream)))
            yield from self._records(rows, Origin("-", source_of(first), None))
        else:
            data = first + stream.read()
            yield self._document(data, Document("", "-", source_of(data), published=self.published))

    def _records(self, rows: Iterator[Row], origin: Origin) -> Iterator[Item]:
        return read_records(rows, origin, self.published, self.named, self.seen, self.say)

    def _document(self, data: bytes, head: Document, *, page: bool = False) -> Item:
        """Return the article that a file's bytes hold; of a web page, its main text and what it says of itself."""
        name = head.path or "standard input"
        try:
            text, note = decode(data)
        except NotTextError as error:
            return Failure(head, str(error))
        if note:
            self.say(f"{name}: {note}")
        if not text.strip():
            return Failure(head, "has no text")
        if not page and not is_page(text):
            return replace(head, text=text)
        found = read_page(text)
        if found is None:
            return Failure(head, "is a web page in which no article was found")
        if not page:
            self.say(f"{name}: is a web page; offsets count in its main text")
        published = head.published or found.published
        return replace(head, text=found.text, title=found.title, url=found.url, published=published, site=found.site)


def name_of(name: str) -> str:
    """Return a file's id: its path below the argument without its endings."""
    return PurePath(unpacked_name(name)).with_suffix("").as_posix()


def source_of(data: bytes) -> str:
    """Return what names articles on standard input by their bytes."""
    return f"stdin:{hashlib.sha256(data).hexdigest()[:16]}"
