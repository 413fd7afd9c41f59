"""What parts the clauses of an article for linking: besides its layout, openings of clauses and other numbers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..layout import Layout
from ..model import NUMBERS, Mention
from ..patterns import APART, WORD, Lists
from ..rules import Rulebook

SEARCHED = {
    **dict.fromkeys(("relate_break", "relate_each", "relate_said"), WORD),
    **dict.fromkeys(("relate_now", "relate_country", "relate_country_body"), APART),
    **dict.fromkeys(("relate_elsewhere", "relate_foreign"), APART),
}


class Clauses(Layout):
    """A layout with the places of openings of clauses (`breaks`), of numbers, and what SEARCHED lists match."""

    def __init__(self, layout: Layout, mentions: Iterable[Mention], rulebook: Rulebook) -> None:
        super().__init__(layout.text, layout.sentences)
        self.found = lists_of(rulebook).find(layout.pieces)
        self.breaks = [match.start() for match in self.found["relate_break"]]
        self.numbers = [mention.start for mention in mentions if mention.kind in NUMBERS]


@cache
def lists_of(rulebook: Rulebook) -> Lists:
    """Compile what is looked for all over an article."""
    return Lists({name: rulebook.compile(name, form) for name, form in SEARCHED.items()})
