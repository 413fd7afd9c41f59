r"""A rule's pattern -> its gate: a looser pattern to tell, from a few words, that the rule cannot match there.

A gate knows neither what stands before these words nor what stands behind them, and reads every digit as 0. So it
asks for nothing that lies before, takes any digit for any other, and lets a word end where the words given end.
Whatever text the pattern matches, the gate matches too, by a partial match of any beginning of it.
"""

from __future__ import annotations

import zlib
from itertools import chain, pairwise
from pathlib import Path

import regex

VERSION = zlib.crc32(Path(__file__).read_bytes())  # gates that other code made are not these
PIECE = regex.compile(
    r"(?P<word_end>\\[bB])|(?P<class>\[\^?\]?(?:[^\]\\]|\\.)*+\])|\\x[\da-f]{2}|\\[pP]\{\w+\}|\\."
    r"|\{\d*,?\d*\}|\(\?P[<=]\w+[>)]|(?P<digit>\d)",
    regex.DOTALL | regex.IGNORECASE,
)
BRACKET = regex.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*+\]|[()]", regex.DOTALL)
NEGATIVE = ("(?!", "(?<!")
# What a gate cannot know, and a negative look-around must not rest on: digits, ends of words, what lies before.
UNKNOWN = regex.compile(r"\\[bBAZ]|[$^](?![^\[\]]*\])|\(\?<?[=!]|(?<!\\x|\\x.|\{|,)(?:[0-9])(?![,}])|\\x\w\w")


def loosened(pattern: str) -> str:
    r"""Return the gate of a pattern.

    >>> loosened(r"\b(?:19|20)\d\d(?<=a)(?!\b5)(?!\d) [0-3]\d{2}")
    '(?:\\b|\\Z)(?:\\d\\d|\\d\\d)\\d\\d(?:)(?:)(?!\\d) [\\d0-3]\\d{2}'
    """
    opened: list[int] = []
    needless: list[tuple[int, int]] = []
    for bracket in BRACKET.finditer(pattern):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif bracket[0] == ")":
            start, end = opened.pop(), bracket.end()
            if is_unknown(pattern[start:end]):
                needless = [*((first, last) for first, last in needless if last <= start), (start, end)]
    kept = [pattern[start:end] for start, end in pairwise([0, *chain.from_iterable(needless), len(pattern)])][::2]
    return PIECE.sub(loosened_piece, "(?:)".join(kept))


def is_unknown(group: str) -> bool:
    """Return whether a gate cannot tell that what the group asks for is not there."""
    return group.startswith("(?<=") or (group.startswith(NEGATIVE) and UNKNOWN.search(group, 2) is not None)


def loosened_piece(piece: regex.Match[str]) -> str:
    """Return what a gate has for one sign of a pattern."""
    if piece["word_end"]:
        return r"(?:\b|\Z)" if piece[0] == r"\b" else ""
    if piece["digit"]:
        return r"\d"
    if piece["class"] and any(character.isdecimal() for character in piece[0]):
        return r"[\s\S]" if piece[0].startswith("[^") else r"[\d" + piece[0][1:]
    return piece[0]
