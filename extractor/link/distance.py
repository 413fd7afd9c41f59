"""How far a number is from a name or a date of its sentence, by what stands between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from ..layout import count_between
from ..model import Mention
from .clauses import Clauses
from .places import Area
from .times import Time

Item = TypeVar("Item", Area, Time)

NEAREST = 8  # candidates looked at on each side of a number

# What makes a link less likely, in tenths of a comma.
COMMA = 10
BREAK = 8
NUMBER_BETWEEN = 3
NUMBER_BEFORE_IT = 20  # another number stands between a number and the name behind it
BEHIND = 5


def grouped(items: Sequence[Item], layout: Clauses) -> dict[int, list[Item]]:
    """Return the items by their sentences."""
    groups: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        groups[layout.sentence(item.start)].append(item)
    return groups


def distance(number: Mention, start: int, end: int, layout: Clauses) -> int:
    """Weigh what stands between a number and a name."""
    behind = start > number.start
    span = (number.end, start) if behind else (end, number.start)
    commas = count_between(layout.commas, *span)
    breaks = count_between(layout.breaks, *span)
    numbers = count_between(layout.numbers, *span)
    return (
        COMMA * commas + BREAK * breaks + numbers * (NUMBER_BEFORE_IT if behind else NUMBER_BETWEEN) + BEHIND * behind
    )
