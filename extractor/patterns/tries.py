"""Many patterns, tried at every place of a text where one of them may begin."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from .compile import compile_once, gate_of
from .gates import Gates


@dataclass(frozen=True, slots=True)
class Written:
    """A pattern as it is written: the piece that it opens with, if it shares one with others, and the rest.

    `compiled` gives the rest compiled. A pattern that nobody has tried on hostile text is `timed`; watching the clock
    inside a pattern costs time.
    """

    opening: str | None
    rest: str
    compiled: Callable[[], regex.Pattern[str]]
    timed: bool = False

    @property
    def whole(self) -> str:
        """The pattern with its opening."""
        return f"{self.opening}(?:{self.rest})" if self.opening else self.rest


class Tries:
    """Patterns ready to be tried: gates tell all at once which are worth it where, an opening is matched once."""

    def __init__(self, written: Sequence[Written]) -> None:
        self._gates = Gates([gate_of(one.whole) for one in written])
        self._tries = [Try(one) for one in written]

    def matches(self, text: str, seconds: float) -> Iterator[tuple[int, int, regex.Match[str]]]:
        """Yield (start, number of the pattern, match of what follows its opening), in order of start, then of number.

        Raises TimeoutError after `seconds`.
        """
        deadline = time.monotonic() + seconds
        for start, numbers in self._gates.places(text):
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            ends: dict[str, int | None] = {}
            for number in numbers:
                if match := self._tries[number].match(text, start, ends, left):
                    yield start, number, match


class Try:
    """One pattern with its opening, compiled when it is first tried."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._name = written.opening
        self._timed = written.timed

    @cached_property
    def _opening(self) -> regex.Pattern[str] | None:
        return compile_once(self._name) if self._name else None

    @cached_property
    def _rest(self) -> regex.Pattern[str]:
        return self._written.compiled()

    def match(self, text: str, start: int, ends: dict[str, int | None], seconds: float) -> regex.Match[str] | None:
        """Return the match of what follows the opening.

        `ends` keeps where the openings tried at the place end. Raises TimeoutError after `seconds`.
        """
        limit = seconds if self._timed else None
        end: int | None = start
        if self._opening and self._name:
            if self._name not in ends:
                opened = match_at(self._opening, text, start, limit)
                ends[self._name] = opened.end() if opened else None
            end = ends[self._name]
        return None if end is None else match_at(self._rest, text, end, limit)


def match_at(pattern: regex.Pattern[str], text: str, at: int, seconds: float | None) -> regex.Match[str] | None:
    """Return the pattern's match at the place. Raises TimeoutError after `seconds`, if any are given."""
    return pattern.match(text, at) if seconds is None else pattern.match(text, at, timeout=seconds)
