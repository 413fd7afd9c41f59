"""Compiled patterns and their gates, kept from one run to the next: all rules take as long as importing Stanza.

They lie in the user's cache folder ($XDG_CACHE_HOME, else ~/.cache), in a file named by all that made them: the
patterns, the code that makes gates, the versions of Python and of regex. A file that cannot be read or written costs
time, nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

import regex

from .gate import VERSION


class Ready(NamedTuple):
    """What is made of patterns, by how each is written: some compiled, of some the gate."""

    patterns: Mapping[str, regex.Pattern[str]]
    gates: Mapping[str, str]


def folder() -> Path:
    """Return where patterns are kept. Raises RuntimeError where the user has no home."""
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "extract"


def file_of(written: Collection[str]) -> Path:
    """Return the file that keeps what is made of just these patterns."""
    made_of = "\0".join([sys.version, regex.__version__, VERSION, *sorted(written)])
    return folder() / f"rules-{hashlib.sha256(made_of.encode('utf8', 'surrogatepass')).hexdigest()[:32]}"


def recall(written: Collection[str]) -> Ready | None:
    """Return what an earlier run kept of the patterns; None if there is nothing, or it is damaged."""
    try:
        patterns, gates = pickle.loads(zlib.decompress(file_of(written).read_bytes()))  # noqa: S301  the user's own file
        return Ready(patterns, gates) if patterns.keys() | gates.keys() == set(written) else None
    except Exception:  # noqa: BLE001  whatever is wrong with it, all can be made again
        return None


def keep(ready: Ready) -> None:
    """Keep what is made of the patterns for later runs, where that is possible."""
    with contextlib.suppress(OSError, RuntimeError):
        file = file_of(ready.patterns.keys() | ready.gates.keys())
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, half_written = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as opened:
            opened.write(zlib.compress(pickle.dumps(tuple(ready))))
        Path(half_written).replace(file)
