"""The words of a text, to try a pattern only where it may begin: few words begin like one of a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import compress

import regex

from ..find.loosen import loosened

BEGINNING = regex.compile(r"(?<!\w)\w{1,4}+")  # of a word: so few letters tell most lists apart, and there are not many
REMEMBERED = 50_000  # beginnings: far more than an article has


class Words:
    """Where the words of a text are, and how they begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        matches = list(BEGINNING.finditer(text))
        self._beginnings = [match[0] for match in matches]
        self._starts = [match.start() for match in matches]

    def find(self, pattern: regex.Pattern[str]) -> Iterator[regex.Match[str]]:
        """Yield what `pattern.finditer` does, for a pattern whose every match begins where a word does."""
        may, end = may_begin(pattern), 0
        for start in compress(self._starts, map(may.__getitem__, self._beginnings)):
            if start >= end and (match := pattern.match(self._text, start)):
                end = match.end()
                yield match


class MayBegin(dict[str, bool]):
    """For each beginning of a word, whether a match of the pattern may begin so; worked out once."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        super().__init__()
        self._gate = regex.compile(loosened(pattern.pattern), pattern.flags)

    def __missing__(self, beginning: str) -> bool:
        if len(self) >= REMEMBERED:
            self.clear()
        self[beginning] = may = self._gate.match(beginning, partial=True) is not None
        return may


may_begin = cache(MayBegin)


@lru_cache(maxsize=1)
def words_of(text: str) -> Words:
    """Return the words of the text; each step of linking asks for those of the same one."""
    return Words(text)
