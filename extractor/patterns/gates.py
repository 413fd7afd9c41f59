"""Which rules can match at a place: RE2 tests all their gates (extractor/patterns/gate.py) in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import re2

from .gate import ascii_of

# Where a match can start: a number, a word, a sign, but no full stop or comma, which are many. Letters stuck to digits
# (`Rp13`) are words of their own.
WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s.,]|_")
GLUED = re.compile(r"Rp(?<=[a-z]Rp)(?=\.?\s?\d)")  # news forgets the space before it: listrikRp 250 ribu
REACH = 1_000  # characters that a rule may read from where it starts: more than the longest number in words has
MEMORY = 64 << 20  # bytes for the states RE2 has been in; it starts over when they are full


def reading(*, case_sensitive: bool) -> re2.Options:
    """Return how RE2 reads gates and what `ascii_of` gives: a byte a character."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = case_sensitive
    options.max_mem = MEMORY
    options.log_errors = False
    return options


def gate_set(kind: Callable[[re2.Options], re2.Set], gates: Sequence[str]) -> re2.Set:
    """Return the gates as one set, which tells all that match a text that `ascii_of` gives.

    Raises OverflowError for more gates than one set can hold.
    """
    made = kind(reading(case_sensitive=False))
    for gate in gates:
        try:
            made.Add(gate.encode("ascii"))
        except re2.error:  # the gate asks for more than RE2 can hold: its rule is tried everywhere
            made.Add(b"")
    try:
        made.Compile()
    except re2.error as error:
        raise OverflowError("the patterns hold more words than can be looked for together") from error
    return made


class Gates:
    """The gates of rules, by number."""

    def __init__(self, gates: Sequence[str]) -> None:
        self._gates = gate_set(re2.Set.MatchSet, gates)

    def places(self, text: str) -> Iterator[tuple[int, list[int]]]:
        """Yield each place where rules may match, with their numbers in order."""
        seen, match = ascii_of(text), self._gates.Match
        for start in starts(text):
            if numbers := match(seen[start : start + REACH]):
                yield start, sorted(numbers)


def starts(text: str) -> list[int]:
    """Return where matches may start, in order."""
    places = [word.start() for word in WORD.finditer(text)]
    glued = [sign.start() for sign in GLUED.finditer(text)]
    return sorted({*places, *glued}) if glued else places
