"""Patterns for one sentence or paragraph; RE2 tells in one pass which of them can match there at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import re2
import regex

from .compile import gate_of
from .gate import ascii_of
from .gates import gate_set


class Gated:
    """Patterns by name, with their gates (extractor/patterns/gate.py)."""

    def __init__(self, patterns: Mapping[str, regex.Pattern[str]]) -> None:
        self.patterns = list(patterns.items())
        self._gates = gate_set(re2.Set.SearchSet, [gate_of(pattern.pattern) for pattern in patterns.values()])

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[str, regex.Match[str]]]:
        """Yield what each pattern matches there, with its name, in the order of the patterns."""
        for number in sorted(self._gates.Match(ascii_of(text[start:end])) or ()):
            name, pattern = self.patterns[number]
            yield from ((name, match) for match in pattern.finditer(text, start, end))
