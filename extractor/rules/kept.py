"""Compiled patterns, kept from one run to the next: compiling all rules takes as long as importing Stanza.

They lie in the user's cache folder ($XDG_CACHE_HOME, else ~/.cache), in a file named by all that made them: the
patterns, and the versions of Python and of regex. A file that cannot be read or written costs time, nothing else.
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

import regex

Patterns = Mapping[str, regex.Pattern[str]]  # each pattern as it is written -> compiled


def folder() -> Path:
    """Return where patterns are kept. Raises RuntimeError where the user has no home."""
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "extract"


def file_of(written: Collection[str]) -> Path:
    """Return the file that keeps just these patterns."""
    made_of = "\0".join([sys.version, regex.__version__, *sorted(written)])
    return folder() / f"rules-{hashlib.sha256(made_of.encode('utf8', 'surrogatepass')).hexdigest()[:32]}"


def recall(written: Collection[str]) -> Patterns | None:
    """Return the patterns that an earlier run kept, None if none did, or what it kept is damaged."""
    try:
        kept = pickle.loads(zlib.decompress(file_of(written).read_bytes()))  # noqa: S301  the user's own file
    except Exception:  # noqa: BLE001  whatever is wrong with it, the patterns can be compiled
        return None
    return kept if isinstance(kept, dict) and kept.keys() == set(written) else None


def keep(patterns: Patterns) -> None:
    """Keep the patterns for later runs, where that is possible."""
    with contextlib.suppress(OSError, RuntimeError):
        file = file_of(patterns.keys())
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, half_written = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as opened:
            opened.write(zlib.compress(pickle.dumps(dict(patterns))))
        Path(half_written).replace(file)
