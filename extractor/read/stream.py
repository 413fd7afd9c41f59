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
SAMPLE = 65_536  # bytes that are held to look at
PIECE = 1 << 20  # bytes read at once
DAMAGE = (EOFError, zlib.error, OSError)  # what unpacking raises


class DamagedError(OSError):
    """A packed file that cannot be unpacked whole."""


class TooLargeError(OSError):
    """An article larger than the limit, in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"holds more than {most:,} bytes in one article: --max-size takes larger ones")


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


class Unpacked(io.RawIOBase):
    """A packed file's bytes as they come, so that what stands before a damage is read before that is told."""

    def __init__(self, file: gzip.GzipFile | io.BufferedReader) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read some bytes into the buffer and return how many."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._file.read1(len(view))
        view[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: Path, meter: Meter) -> Iterator[io.BufferedReader]:
    """Open a file to read its bytes in order. Raises DamagedError, also later, where they cannot be unpacked."""
    with path.open("rb", buffering=0) as raw, telling_damage():
        counted = Metered(cast(BinaryIO, raw), meter)
        match path.suffix.lower():
            case ".gz":
                yield io.BufferedReader(Unpacked(gzip.GzipFile(fileobj=io.BufferedReader(counted))), SAMPLE)
            case ".zst":
                yield io.BufferedReader(Unpacked(io.BufferedReader(unpack_zstd(counted))), SAMPLE)
            case _:
                yield io.BufferedReader(counted, SAMPLE)


def read_whole(stream: io.BufferedReader, most: int) -> tuple[bytes, bool]:
    """Return the bytes of a file, and whether they break off where it is damaged. Raises TooLargeError."""
    data = bytearray()
    try:
        while piece := stream.read1(PIECE):
            data += piece
            if len(data) > most:
                raise TooLargeError(most)
    except DAMAGE as error:
        if not data or not is_damage(error):
            raise
        return bytes(data), True
    return bytes(data), False


@contextmanager
def telling_damage() -> Iterator[None]:
    """Raise errors of unpacking as DamagedError."""
    try:
        yield
    except DAMAGE as error:
        if is_damage(error):
            raise DamagedError("is damaged, or cut off: it cannot be unpacked") from error
        raise


def is_damage(error: BaseException) -> bool:
    """Whether unpacking failed; unpack_zstd tells it by an error without number."""
    own = isinstance(error, (DamagedError, TooLargeError))
    return not own and (not isinstance(error, OSError) or error.errno is None or isinstance(error, gzip.BadGzipFile))


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
