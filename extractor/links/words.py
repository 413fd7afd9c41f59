"""Patterns looked for together in a text, each only where it may begin: few words begin like one of a list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import compress

import regex

BEGINNING = regex.compile(r"(?<!\w)\w{1,4}+")  # of a word: so few letters tell most lists apart, and there are not many
REMEMBERED = 50_000  # beginnings: far more than an article has

Matches = Mapping[str, list[regex.Match[str]]]  # by the names of the patterns


class Words:
    """Where the words of a text are, and how they begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(BEGINNING.finditer(text))
        self.beginnings = [match[0] for match in matches]
        self.starts = [match.start() for match in matches]


class Lists(dict[str, tuple[str, ...]]):
    """For each beginning of a word, which patterns may match there: "does it match some text that begins like this?".

    It is worked out once. Every match of the patterns begins where a word does, and could stand at a text's beginning.
    """

    def __init__(self, patterns: Mapping[str, regex.Pattern[str]]) -> None:
        super().__init__()
        self.patterns = patterns

    def __missing__(self, beginning: str) -> tuple[str, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        self[beginning] = names = tuple(
            name for name, pattern in self.patterns.items() if pattern.match(beginning, partial=True) is not None
        )
        return names

    def find(self, words: Words) -> Matches:
        """Return what `finditer` of each pattern yields, by its name."""
        found: dict[str, list[regex.Match[str]]] = {name: [] for name in self.patterns}
        names = [self[beginning] for beginning in words.beginnings]
        for start, some in compress(zip(words.starts, names, strict=True), names):
            for name in some:
                inside = found[name] and found[name][-1].end() > start
                if not inside and (match := self.patterns[name].match(words.text, start)):
                    found[name].append(match)
        return found


@lru_cache(maxsize=1)
def words_of(text: str) -> Words:
    """Return the words of the text; each step of linking asks for those of the same one."""
    return Words(text)
