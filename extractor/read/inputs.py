"""Arguments -> the files they name: files, folders, globs, standard input. A folder is walked as it is read."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..errors import UserError
from .stream import ending

TEXTS = {".txt"}
PAGES = {".html", ".htm"}
RECORDS = {".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"}
READ = TEXTS | PAGES | RECORDS
SHOWN = 8  # endings of skipped files that are named


class ArgumentError(UserError):
    """An argument that names no article: the message says which and why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and what ids call it: its path below the argument that named it.

    `url` says where it came from, if that was no file of this machine.
    """

    file: Path
    name: str
    url: str | None = None

    @property
    def holds_records(self) -> bool:
        """Whether its articles may be records with fields."""
        return self is STDIN or ending(self.file) in RECORDS


STDIN = Input(Path("/dev/stdin"), "-")


@dataclass(frozen=True, slots=True)
class Folder:
    """The files below a folder, in order, but for hidden ones and those that hold no articles."""

    path: Path

    def __iter__(self) -> Iterator[Input]:
        """Yield the files, named by their path below the folder."""
        for file in walk(str(self.path)):
            if ending(file) in READ:
                yield Input(Path(file), os.path.relpath(file, self.path))

    def skipped(self) -> Counter[str]:
        """Return how many files below the folder hold no articles, by ending."""
        return Counter(ending(file) or "no ending" for file in walk(str(self.path)) if ending(file) not in READ)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that several arguments name, in their order."""

    parts: tuple[Iterable[Input], ...]

    def skipped(self) -> Iterator[str]:
        """Yield a sentence for each folder in which files are skipped: how many, and of which endings."""
        for part in self.parts:
            if isinstance(part, Folder) and (counts := part.skipped()):
                told = ", ".join(f"{count:,} {name}" for name, count in counts.most_common(SHOWN))
                yield f"{part.path}: {counts.total():,} files are skipped, which hold no articles: {told}"

    def __iter__(self) -> Iterator[Input]:
        """Yield the files."""
        return chain.from_iterable(self.parts)


def find_inputs(argument: str) -> Iterable[Input]:
    """Return the files that an argument names: a file, a folder's files at any depth, or what a glob matches.

    `-` is standard input. Raises ArgumentError where there is none.
    """
    if argument == "-":
        return [STDIN]
    path = Path(argument)
    if path.is_dir():
        if next(iter(Folder(path)), None) is None:
            endings = ", ".join(sorted(READ))
            raise ArgumentError(
                f"{argument}: this folder holds no articles (files ending in {endings}, also .gz or .zst)"
            )
        return Folder(path)
    if path.exists():
        if not path.is_file():
            raise ArgumentError(f"{argument}: is no file, but a pipe, socket or device; - reads standard input")
        return [Input(path, path.name)]
    if glob.has_magic(argument):
        return find_matches(argument)
    raise ArgumentError(f"{argument}: no such file or folder")


def walk(folder: str) -> Iterator[str]:
    """Yield the files below a folder, in order, but for hidden ones; holds one folder's names at a time."""
    with os.scandir(folder) as entries:
        found = sorted((entry.name, entry.is_dir(follow_symlinks=False), entry.is_file()) for entry in entries)
    for name, is_folder, is_file in found:
        if not name.startswith("."):
            path = os.path.join(folder, name)  # noqa: PTH118  a million Paths take their time
            if is_folder:
                yield from walk(path)
            elif is_file or not Path(path).exists():  # no pipe, socket or device; a broken link is told as a failure
                yield path


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


def size_of(inputs: Iterable[Input]) -> int | None:
    """Return the bytes that all the files hold, None where nobody knows."""
    total = 0
    for given in inputs:
        if given is STDIN:
            return None
        try:
            total += given.file.stat().st_size
        except OSError:
            continue
    return total
