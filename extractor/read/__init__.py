"""Files, folders, globs and standard input -> articles. What cannot be read becomes a failure, and the rest goes on."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UserError
from ..model import Document, Failure
from .decode import NotTextError, decode, storable_text
from .html import is_page, read_page
from .records import Origin, read_records

Say = Callable[[str], None]

TEXTS = {".txt"}
RECORDS = {".jsonl", ".csv"}


class ArgumentError(UserError):
    """An argument that names no article: the message says which and why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and what ids call it: its path below the argument that named it."""

    file: Path
    name: str


STDIN = Input(Path("/dev/stdin"), "-")


def find_inputs(argument: str) -> list[Input]:
    """Return the files that an argument names: a file, a folder's files at any depth, or what a glob matches.

    `-` is standard input. Raises ArgumentError where there is none.
    """
    if argument == "-":
        return [STDIN]
    path = Path(argument)
    if path.is_dir():
        found = sorted(file for file in walk(path) if file.suffix.lower() in TEXTS | RECORDS)
        if not found:
            raise ArgumentError(f"{argument}: this folder holds no articles (files ending in .txt, .jsonl or .csv)")
        return [Input(file, file.relative_to(path).as_posix()) for file in found]
    if path.exists():
        return [Input(path, path.name)]
    if glob.has_magic(argument):
        return find_matches(argument)
    raise ArgumentError(f"{argument}: no such file or folder")


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, but for hidden ones."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def find_matches(pattern: str) -> list[Input]:
    """Return the files a glob matches, named by their path below its part without wildcards."""
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    files = (Path(match) for match in sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207  ** as users know it
    found = [Input(file, file.relative_to(base).as_posix()) for file in files if file.is_file()]
    if not found:
        raise ArgumentError(f"{pattern}: no file matches")
    return found


def read(inputs: Sequence[Input], published: str | None, say: Say) -> Iterator[Document | Failure]:
    """Yield the articles of the files in order, each file once.

    `published` (EDTF) holds for all of them; `say` is told what had to be guessed.
    """
    seen: set[Path] = set()
    for given in inputs:
        whole = given.file.absolute()
        if whole not in seen:
            seen.add(whole)
            yield from read_input(given, published, say)


def read_input(given: Input, published: str | None, say: Say) -> Iterator[Document | Failure]:
    """Yield the articles of one file, or of standard input."""
    if given is STDIN:
        yield read_stdin(published, say)
        return
    path, source = storable_text(str(given.file)), storable_text(os.path.realpath(given.file))
    try:
        if given.file.suffix.lower() in RECORDS:
            yield from read_records(Origin(given.file, storable_text(given.name), source, path), published, say)
        else:
            id_ = storable_text(Path(given.name).with_suffix("").as_posix())
            yield to_document(given.file.read_bytes(), Document("", id_, source, path, published=published), say)
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
        yield Failure(Document("", storable_text(given.name), source, path), reason)


def read_stdin(published: str | None, say: Say) -> Document | Failure:
    """Return the article on standard input; its text names it, so that no other one takes its place."""
    data = sys.stdin.buffer.read()
    source = f"stdin:{hashlib.sha256(data).hexdigest()[:16]}"
    return to_document(data, Document("", "-", source, published=published), say)


def to_document(data: bytes, head: Document, say: Say) -> Document | Failure:
    """Return the article that a file's bytes hold; of a web page, its main text and what it says of itself."""
    name = head.path or "standard input"
    try:
        text, note = decode(data)
    except NotTextError as error:
        return Failure(head, str(error))
    if note:
        say(f"{name}: {note}")
    if not text.strip():
        return Failure(head, "has no text")
    if not is_page(text):
        return Document(text, head.id, head.source, head.path, published=head.published)
    page = read_page(text)
    if page is None:
        return Failure(head, "is a web page in which no article was found")
    say(f"{name}: is a web page; offsets count in its main text")
    published = head.published or page.published
    return Document(page.text, head.id, head.source, head.path, page.title, page.url, published)
