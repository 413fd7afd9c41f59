"""Paths and URLs -> the parts of a cluster's work: a file of records each, or some hundred single texts.

With notes.py and __init__.py the only importer of fsspec, which reads disks and object storage alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from ..batch import batches
from ..errors import UserError
from ..read.inputs import READ, RECORDS, Input
from ..read.stream import ending

TEXTS_IN_PART = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are read together: where each lies, and what ids call it. `name` is the same for the same files."""

    name: str
    files: tuple[tuple[str, str], ...]


def find_parts(paths: Iterable[str]) -> list[Part]:
    """Return the parts that the paths name. Raises UserError for a path that names no article."""
    files = [file for path in paths for file in files_of(path)]
    records = [file for file in files if ending(file[0]) in RECORDS]
    single = [file for file in files if ending(file[0]) not in RECORDS]
    groups = [[file] for file in records] + list(batches(single, TEXTS_IN_PART))
    return [Part(part_name(group), tuple(group)) for group in groups]


def files_of(path: str) -> list[tuple[str, str]]:
    """Return a path's files, in order, each with its name below the path."""
    from fsspec.core import url_to_fs

    disk, root = url_to_fs(path)
    if disk.isdir(root):
        below = [(file, PurePosixPath(file).relative_to(root)) for file in sorted(disk.find(root))]
        found = [(file, str(name)) for file, name in below if ending(file) in READ and not is_hidden(name)]
    else:
        found = [(file, PurePosixPath(file).name) for file in sorted(disk.glob(root)) if not disk.isdir(file)]
    if not found:
        raise UserError(f"{path}: there are no articles there")
    return [(disk.unstrip_protocol(file), name) for file, name in found]


def whole_url(path: str) -> str:
    """Return the path so that it means the same in every process."""
    from fsspec.core import url_to_fs

    disk, root = url_to_fs(path)
    return str(disk.unstrip_protocol(root))


def is_hidden(name: PurePosixPath) -> bool:
    """Return whether the file or a folder above it is hidden."""
    return any(part.startswith(".") for part in name.parts)


def part_name(files: Iterable[tuple[str, str]]) -> str:
    """Return a name for the part: of its first file, and of all by a hash."""
    files = list(files)
    digest = hashlib.blake2b("\0".join(url for url, _ in files).encode(), digest_size=6).hexdigest()
    return f"{PurePosixPath(files[0][1]).name.split('.')[0][:40]}-{digest}"


@contextmanager
def fetched(part: Part) -> Iterator[list[Input]]:
    """Bring the part's files to this machine, if they are elsewhere, for as long as the block lasts."""
    from fsspec.core import url_to_fs

    with TemporaryDirectory(prefix="extract-part-") as folder:
        inputs = []
        for number, (url, name) in enumerate(part.files):
            disk, file = url_to_fs(url)
            if "file" in protocols(disk):
                inputs.append(Input(Path(file), name))
                continue
            local = Path(folder, f"{number}-{PurePosixPath(file).name}")
            disk.get_file(file, str(local))
            inputs.append(Input(local, name, url))
        yield inputs


def protocols(disk: Any) -> tuple[str, ...]:
    """Return the names that the file system goes by."""
    return (disk.protocol,) if isinstance(disk.protocol, str) else tuple(disk.protocol)


def state_of(part: Part) -> str:
    """Return what changes when one of the part's files does."""
    from fsspec.core import url_to_fs

    told = []
    for url, _ in part.files:
        disk, file = url_to_fs(url)
        info = disk.info(file)
        told.append([url, info.get("size"), str(info.get("mtime") or info.get("ETag") or info.get("LastModified"))])
    return hashlib.sha256(repr(told).encode()).hexdigest()
