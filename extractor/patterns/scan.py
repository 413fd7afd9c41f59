"""A pattern rare in texts -> its matches: RE2 finds in one pass where its gate matches; it is tried only there."""

from __future__ import annotations

from collections.abc import Iterator

import re2
import regex

from .compile import gate_of
from .gate import ascii_of
from .gates import reading


class Scan:
    """A compiled pattern, faster at finding its next match than `regex` is."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        options = reading(case_sensitive=not pattern.flags & regex.IGNORECASE)
        self.match = pattern.match
        self._gate = re2.compile(gate_of(pattern.pattern).encode("ascii"), options)

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """Yield the pattern's matches, in order, none overlapping."""
        seen = ascii_of(text)
        at = 0
        while place := self._gate.search(seen, at):
            match = self.match(text, place.start())
            if match:
                yield match
            at = max(match.end() if match else 0, place.start() + 1)
