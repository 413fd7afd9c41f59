"""An article as linking sees it: how it is laid out, its numbers, and the regions and dates it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from ..layout import Layout
from ..model import NUMBERS, Links, Mention
from ..rules import Rulebook
from .clauses import Clauses
from .places import Area, find_areas
from .times import Time, find_spoken, find_times

NOTHING_TOLD = Links()
LISTED = ("status_", "change_", "relate_", "shift_", "indicator_", "population_")  # lists that say something of links
TOKEN = regex.compile(r"\p{L}+(?:[-'’]\p{L}+)*|\d+(?:[.,]\d+)*|[%()\"“”:;/]|\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The words and signs of a text in small letters, a number as `0`, and where each starts."""

    words: Sequence[str]
    starts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is asked of an article; `told` is what rules alone tell of each number, by its start.

    `lists` tells in which lists of the rules a word stands, or two together.
    """

    text: str
    title: str
    published: str | None
    layout: Clauses
    spoken: frozenset[int]
    numbers: Sequence[Mention]
    areas: Sequence[Area]
    times: Sequence[Time]
    words: Words
    told: Mapping[int, Links]
    lists: Mapping[str, Sequence[str]]


def read_words(text: str, mentions: Sequence[Mention] = ()) -> Words:
    """Return the words of a text, of each mention its kind.

    >>> read_words("Naik 5,2 persen, (yoy)").words
    ['naik', '0', 'persen', '(', 'yoy', ')']
    """
    words: list[str] = []
    starts: list[int] = []
    taken = iter([*mentions, None])
    mention = next(taken)
    for match in TOKEN.finditer(text):
        start = match.start()
        while mention and mention.end <= start:
            mention = next(taken)
        if mention and mention.start <= start:
            if not starts or starts[-1] != mention.start:
                words.append(f"<{mention.kind}>")
                starts.append(mention.start)
        else:
            words.append("0" if match[0][0].isdigit() else match[0].lower())
            starts.append(start)
    return Words(words, starts)


def with_rate(told: Links, number: Mention) -> Links:
    """Return what is told of a number, with what its own words say that it is counted by."""
    return replace(told, per=getattr(number.value, "per", None))


def set_scene(
    view: Layout,
    mentions: Sequence[Mention],
    rulebook: Rulebook,
    told: Mapping[int, Links],
    title: str | None = None,
    published: str | None = None,
) -> Scene:
    """Return an article as linking sees it; mentions in order of start, resolved."""
    layout = Clauses(view, mentions, rulebook)
    spoken = find_spoken(layout)
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    return Scene(
        view.text,
        title or "",
        published,
        layout,
        frozenset(spoken),
        numbers,
        find_areas(mentions, layout, spoken, rulebook),
        find_times(view.text, mentions, layout, spoken, rulebook),
        read_words(view.text, mentions),
        {number.start: with_rate(told.get(number.start, NOTHING_TOLD), number) for number in numbers},
        lists_of(rulebook),
    )


@cache
def lists_of(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """Return the lists that each word of the rules on links stands in; a word that stands for a value, by the value."""
    found: dict[str, dict[str, None]] = {}
    for name, words in rulebook.words.items():
        if name.startswith(LISTED):
            for word, value in words.items():
                found.setdefault(word, {})[name if value == word else str(value)] = None
    return {word: tuple(names) for word, names in found.items() if word.count(" ") < 2}
