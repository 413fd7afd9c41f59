"""Files -> streams of their bytes, unpacked (.gz, .zst), read as they are used."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from ..table.arrow import unpack_zstd
from .meter import Meter

PACKED = (".gz", ".zst")


class DamagedError(OSError):
    """A packed file that cannot be unpacked whole."""


def unpacked_name(name: str) -> str:
    """Return a file's name without the ending that says how it is packed.

    >>> unpacked_name("news/2024.jsonl.GZ"), unpacked_name("a.txt")
    ('news/2024.jsonl', 'a.txt')
    """
    path = PurePath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in PACKED else name


def ending(name: str | PurePath) -> str:
    """Return the ending that says what a file holds.

    >>> ending("news/2024.jsonl.gz"), ending("A.TXT")
    ('.jsonl', '.txt')
    """
    return PurePath(unpacked_name(str(name))).suffix.lower()


class Metered(io.RawIOBase):
    """A file that tells the meter how much of it was read."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        super().__init__()
        self._file = file
        self._meter = meter

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read some bytes into the buffer and return how many."""
        count = cast(io.RawIOBase, self._file).readinto(buffer) or 0  # type: ignore[arg-type]
        self._meter.read += count
        return count


@contextmanager
def opened(path: Path, meter: Meter) -> Iterator[BinaryIO]:
    """Open a file to read its bytes in order. Raises DamagedError, also later, where they cannot be unpacked."""
    with path.open("rb", buffering=0) as raw, telling_damage():
        counted = Metered(cast(BinaryIO, raw), meter)
        match path.suffix.lower():
            case ".gz":
                yield cast(BinaryIO, gzip.GzipFile(fileobj=io.BufferedReader(counted)))
            case ".zst":
                yield cast(BinaryIO, io.BufferedReader(unpack_zstd(counted)))
            case _:
                yield cast(BinaryIO, io.BufferedReader(counted))


@contextmanager
def telling_damage() -> Iterator[None]:
    """Raise errors of unpacking as DamagedError."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DamagedError("is damaged, or cut off: it cannot be unpacked") from error
    except OSError as error:
        if error.errno is None and not isinstance(error, DamagedError):  # of unpack_zstd
            raise DamagedError("is damaged, or cut off: it cannot be unpacked") from error
        raise


@contextmanager
def seekable(path: Path, meter: Meter) -> Iterator[BinaryIO]:
    """Open a file that must be read here and there; a packed one is unpacked to disk first."""
    if path.suffix.lower() not in PACKED:
        with path.open("rb") as file:
            yield file
        meter.read += path.stat().st_size
        return
    with tempfile.TemporaryFile() as whole, opened(path, meter) as packed:
        shutil.copyfileobj(packed, whole)
        whole.seek(0)
        yield cast(BinaryIO, whole)
