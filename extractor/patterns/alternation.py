"""Words -> a pattern for any of them: a tree, so that matching looks at each letter once however long the list is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import regex

escaped = cache(regex.escape)
Letters = Sequence[str]  # the pieces of pattern that a word is written with


def alternation(words: Iterable[str]) -> str:
    r"""Return a pattern for any of the words, the longest that fits, any white space between the parts of one.

    >>> alternation(["kk", "keluarga", "kepala keluarga"])
    '(?:k(?:e(?:pala\\s+keluarga|luarga)|k))'
    """
    return f"(?:{tree([letters(word) for word in sorted(words, key=len, reverse=True)])})"


def letters(word: str) -> Letters:
    """Return the word letter by letter, white space as one."""
    parts = [[escaped(letter) for letter in part] for part in word.split()]
    return [letter for part in parts for letter in (r"\s+", *part)][1:]


def tree(words: Sequence[Letters]) -> str:
    """Return a pattern for any of the words, in their order where one is the beginning of another."""
    branches: dict[str, list[Letters]] = {}
    for word in words:
        branches.setdefault(word[0] if word else "", []).append(word[1:])
    if len({first.lower() for first in branches}) < len(branches):  # `M` and `m`: their order counts, as they overlap
        return "|".join("".join(word) for word in words)
    return "|".join(first + inside(rest) if first else "" for first, rest in branches.items())


def inside(words: Sequence[Letters]) -> str:
    """Return the tree of what follows a letter, in brackets if there is a choice."""
    pattern = tree(words)
    return f"(?:{pattern})" if len(words) > 1 else pattern
