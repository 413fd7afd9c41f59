"""Every numeral accounted for: what is part of a fact, what a rule claims by name, and what nothing does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .layout import Layout
from .model import KINDS, Mention, Numeral
from .rules import Rulebook


def audit(layout: Layout, mentions: Sequence[Mention], rulebook: Rulebook) -> tuple[Numeral, ...]:
    """Return the numerals of a text that are part of no fact, in order; mentions in order of start, none overlapping.

    A numeral is what the pattern `numeral_stretch` of rules/number.toml matches.
    """
    return tuple(unstated(layout, mentions, rulebook))


def unstated(layout: Layout, mentions: Sequence[Mention], rulebook: Rulebook) -> Iterator[Numeral]:
    """Yield the numerals, each with the rule that claims it."""
    at = 0
    for match in rulebook.compile("numeral_stretch").finditer(layout.text):
        start, end = match.span()
        while at < len(mentions) and mentions[at].end <= start:
            at += 1
        here = mentions[at : bisect_left(mentions, end, at, key=lambda mention: mention.start)]
        if not any(mention.kind in KINDS for mention in here):
            rule = here[0].rule if here else None
            yield Numeral(match[0], start, end, layout.around(start, end), rule)
