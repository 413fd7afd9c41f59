"""Openings that rules share: many begin with the same piece, most with `{amount}`; it is matched once for all."""

from __future__ import annotations

from collections.abc import Mapping

import regex

PIECE = regex.compile(r"(?P<groups>(?:\(\?P<\w+>)*+)\{(?P<piece>\w+)\}(?P<closed>\)*+)(?![?*+]|\{\d)")
GROUP = regex.compile(r"\(\?P<(\w+)>")
# A piece that captures, or takes as little as it can, is matched with what follows it.
BOUND = regex.compile(r"\(\?P<|[*+?}]\?")


def split_opening(pattern: str, pieces: Mapping[str, str]) -> tuple[str | None, tuple[str, ...], str]:
    r"""Return the piece that the pattern opens with, expanded, the groups around it, and the rest of the pattern.

    The piece is None where the pattern opens otherwise. The piece is matched by itself, as long as it can be, and the
    rest behind it: a rest that does not fit never makes the piece shorter. `pieces` holds all, expanded.

    >>> split_opening("(?P<span>(?P<amount>{figure})) orang", {"figure": r"\d+"})
    ('\\d+', ('span', 'amount'), ' orang')
    >>> split_opening("{figure}? orang", {"figure": r"\d+"})
    (None, (), '{figure}? orang')
    """
    match = PIECE.match(pattern)
    piece = pieces.get(match["piece"]) if match else None
    if not match or not piece or BOUND.search(piece):
        return None, (), pattern
    groups = tuple(GROUP.findall(match["groups"]))
    if len(groups) != len(match["closed"]):
        return None, (), pattern
    return piece, groups, pattern[match.end() :]
