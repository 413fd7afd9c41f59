"""Which rules are worth trying at a place: their gates (extractor/find/loosen.py) are asked all at once, by RE2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import re2

from .loosen import ascii_of

# Where a match can start: a number, a word, a sign. Letters stuck to digits (`Rp13`) are words of their own.
WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
REACH = 1_000  # characters that a rule may read from where it starts: more than the longest number in words has
MEMORY = 256 << 20  # bytes for the states RE2 has been in; it starts over when they are full


class Gates:
    """The gates of rules, by number."""

    def __init__(self, gates: Sequence[str]) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.case_sensitive = False
        options.max_mem = MEMORY
        options.log_errors = False
        self._gates = re2.Set.MatchSet(options)
        for gate in gates:
            try:
                self._gates.Add(gate.encode("ascii"))
            except re2.error:  # the gate asks for more than RE2 can hold: the rule is tried everywhere
                self._gates.Add(b"")
        self._gates.Compile()

    def places(self, text: str) -> Iterator[tuple[int, list[int]]]:
        """Yield each place where rules may match, with their numbers in order."""
        seen = ascii_of(text)
        for word in WORD.finditer(text):
            start = word.start()
            if numbers := self._gates.Match(seen[start : start + REACH]):
                yield start, sorted(numbers)
