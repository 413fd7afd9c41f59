"""What is made of patterns, kept from one process to the next: compiling them all takes seconds.

It lies in the user's cache folder ($XDG_CACHE_HOME, else ~/.cache), in a file named by all that it depends on: the
versions of Python and of regex, and the code that makes gates. A file that cannot be read or written costs time,
nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import regex

VERSION = hashlib.sha256(Path(__file__).with_name("gate.py").read_bytes()).hexdigest()  # other code makes other gates
MOST = 5_000  # patterns kept; of more, the last ones


@dataclass(slots=True)
class Kept:
    """Compiled patterns by what is written and the flags, gates by what is written; `new` if the file lacks some."""

    compiled: dict[tuple[str, int], regex.Pattern[str]] = field(default_factory=dict)
    gates: dict[str, str] = field(default_factory=dict)
    new: bool = False


def folder() -> Path:
    """Return where patterns are kept. Raises RuntimeError where the user has no home."""
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "extract"


def file() -> Path:
    """Return the file that keeps patterns. Raises RuntimeError where the user has no home."""
    made_of = "\0".join([sys.version, regex.__version__, VERSION])
    return folder() / f"patterns-{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"


@cache
def kept() -> Kept:
    """Return what this process and earlier ones made of patterns."""
    try:
        compiled, gates = pickle.loads(zlib.decompress(file().read_bytes()))  # noqa: S301  the user's own file
        return Kept(dict(compiled), dict(gates))
    except Exception:  # noqa: BLE001  whatever is wrong with it, all can be made again
        return Kept()


def keep_new() -> None:
    """Keep what this process made of patterns for later ones, where that is possible."""
    made = kept()
    if made.new:
        made.new = False
        content = [dict(list(table.items())[-MOST:]) for table in (made.compiled, made.gates)]
        with contextlib.suppress(OSError, RuntimeError):
            write(file(), zlib.compress(pickle.dumps(content), 1))


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, half_written = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
    Path(half_written).replace(path)
