"""Overlapping mentions -> one reading of each stretch of text."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Mention


def choose(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions that do not overlap, in order of start.

    Of two that overlap, the one with the higher priority stays, then the longer, then the one found first.
    """
    ranked = sorted(mentions, key=lambda mention: (-mention.priority, mention.start - mention.end))
    claimed: set[int] = set()
    taken: list[Mention] = []
    for mention in ranked:
        stretch = range(mention.start, mention.end)
        if claimed.isdisjoint(stretch):
            claimed.update(stretch)
            taken.append(mention)
    return sorted(taken, key=lambda mention: (mention.start, mention.end))
