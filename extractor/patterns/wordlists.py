"""Several patterns searched together in a text, each tried only at words that begin like one of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate, compress

import regex

PIECE = re.compile(r"[^\W_]{1,30}[\W_]?|[\W_]")  # a word, or a part of a long one, with the sign behind it; or a sign
LETTERS = 4  # of a word by which most lists are told apart, and there are few such beginnings
REMEMBERED = 50_000  # words and beginnings: far more than an article has

Matches = Mapping[str, list[regex.Match[str]]]  # by the names of the patterns


class Pieces:
    """A text in pieces, its words and the signs that stand alone: where each starts and how it begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[str] = PIECE.findall(text)
        self.starts = [0, *accumulate(map(len, self.pieces))]
        self.beginnings = [piece[:LETTERS] for piece in self.pieces]


class Lists(dict[str, tuple[str, ...]]):
    """For each word, or its first letters, which patterns may match there: "does it match some text that begins so?".

    It is worked out once. Every match of the patterns begins where a word does, and could stand at a text's beginning.
    """

    def __init__(self, patterns: Mapping[str, regex.Pattern[str]]) -> None:
        super().__init__()
        self.patterns = patterns

    def __missing__(self, word: str) -> tuple[str, ...]:
        names = self[word[:LETTERS]] if len(word) > LETTERS else self.patterns
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = tuple(name for name in names if self.patterns[name].match(word, partial=True))
        return self[word]

    def find(self, text: Pieces) -> Matches:
        """Return what `finditer` of each pattern yields, by its name."""
        found: dict[str, list[regex.Match[str]]] = {name: [] for name in self.patterns}
        near = map(self.__getitem__, text.beginnings)
        for start, piece in compress(zip(text.starts, text.pieces, strict=False), near):
            for name in self[piece]:
                inside = found[name] and found[name][-1].end() > start
                if not inside and (match := self.patterns[name].match(text.text, start)):
                    found[name].append(match)
        return found
