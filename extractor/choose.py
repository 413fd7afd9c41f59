"""Overlapping mentions -> one reading of each stretch of text."""

from __future__ import annotations

from collections.abc import Iterable

from .model import DECLINED, Mention


def choose(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions that do not overlap, in order of start.

    Of two that overlap, the one with the higher priority stays, then the longer, then the one found first. A declined
    one takes its turn with the others, but only keeps out what would be read of a piece of it: what covers it whole
    may still stand (`2023` in `pada 2023 mahasiswa` is no number of people, but a year).
    """
    ranked = sorted(mentions, key=lambda mention: (-mention.priority, mention.start - mention.end))
    claimed: set[int] = set()
    refused: list[Mention] = []
    taken: list[Mention] = []
    for mention in ranked:
        stretch = range(mention.start, mention.end)
        if not claimed.isdisjoint(stretch):
            continue
        if mention.kind == DECLINED:
            refused.append(mention)
        elif not any(is_piece(mention, other) for other in refused):
            claimed.update(stretch)
            taken.append(mention)
    return sorted(taken, key=lambda mention: (mention.start, mention.end))


def is_piece(mention: Mention, other: Mention) -> bool:
    """Whether a mention takes some of another's text and leaves some of it."""
    overlaps = mention.start < other.end and other.start < mention.end
    return overlaps and not (mention.start <= other.start and other.end <= mention.end)
