"""Lists that belong together item by item: `Blora, Pati dan Kudus masing-masing 1, 2 dan 3 persen`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from ..model import Mention
from .clauses import Clauses
from .places import Area
from .times import Time

Item = TypeVar("Item", Area, Time)

LISTED = 25  # characters at most between two items of a list
NAMED = ("place", "office", "held")  # the roles of items that a list can hold


def openings(layout: Clauses) -> list[int]:
    """Return where the article says `masing-masing`, the first place of each sentence."""
    first: dict[int, int] = {}
    for match in layout.found["relate_each"]:
        first.setdefault(layout.sentence(match.start()), match.start())
    return list(first.values())


def pair(
    numbers: Sequence[Mention], by_sentence: Mapping[int, Sequence[Item]], places: Sequence[int], layout: Clauses
) -> dict[int, Item]:
    """Return the item that belongs to each number behind a `masing-masing`, where there is one for each."""
    return {
        number.start: item
        for place in places
        for number, item in pairs_at(place, numbers, by_sentence.get(layout.sentence(place), ()), layout)
    }


def pairs_at(
    place: int, numbers: Sequence[Mention], items: Sequence[Item], layout: Clauses
) -> Iterator[tuple[Mention, Item]]:
    """Yield number and item of one such list."""
    end = layout.span(layout.sentence(place))[1]
    first = bisect_left(numbers, place, key=lambda number: number.start)
    behind = numbers[first : bisect_left(numbers, end, key=lambda number: number.start)]
    listed = listed_before(place, items)
    if len(behind) == len(listed) > 1:
        yield from zip(behind, listed, strict=True)
    elif not listed and len(behind) > 1:
        yield from zip(behind, listed_between(behind, items, end), strict=False)


def listed_between(numbers: Sequence[Mention], items: Sequence[Item], end: int) -> list[Item]:
    """Return the one item behind each number, before the next: `2 persen di Blora, 3 persen di Pati`; else nothing."""
    nexts = [*(number.start for number in numbers[1:]), end]
    own = [
        [item for item in items if number.end <= item.start < until and item.role in NAMED]
        for number, until in zip(numbers, nexts, strict=True)
    ]
    return [some[0] for some in own] if all(len(some) == 1 for some in own) else []


def listed_before(place: int, items: Sequence[Item]) -> list[Item]:
    """Return the items of the list that stands before the place, in order."""
    listed: list[Item] = []
    for item in reversed([item for item in items if item.end <= place and item.role in NAMED]):
        if listed and listed[-1].start - item.end > LISTED:
            break
        listed.append(item)
    return listed[::-1]
