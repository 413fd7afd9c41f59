"""What something was and what it became: `bertambah 4.912 dari 186.928 (2020) menjadi 191.840 (2021)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from ..model import NUMBERS, Mention
from ..rules import Rulebook

BETWEEN = 140  # characters between the old number and the new one at most
ORIGIN_REACH = 60  # before the old number, in which a word says that it is the old one
CHANGE_REACH = 60  # between the change and that word


@dataclass(frozen=True, slots=True)
class Shift:
    """Starts of the old number, the new one and, where one is told before them, the change.

    What lies from `origin` to `turn` is about the old number only.
    """

    origin: int
    turn: int
    old: int
    new: int
    change: int | None


class Shifts:
    """The shifts of an article, by the start of any of their numbers."""

    def __init__(self, shifts: Sequence[Shift]) -> None:
        self.by_old = {shift.old: shift for shift in shifts}
        self.by_new = {shift.new: shift for shift in shifts}
        self.by_change = {shift.change: shift for shift in shifts if shift.change is not None}


def find_shifts(text: str, mentions: Sequence[Mention], rulebook: Rulebook) -> Shifts:
    """Return the shifts of an article; mentions in order of start."""
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    return Shifts(list(shifts(text, numbers, rulebook.compile("shift_origin"), rulebook.compile("shift_turn"))))


def shifts(
    text: str, numbers: Sequence[Mention], origin: regex.Pattern[str], turn: regex.Pattern[str]
) -> Iterator[Shift]:
    """Yield the shifts between neighbouring numbers of the same kind."""
    for i, (old, new) in enumerate(pairwise(numbers)):
        if old.kind != new.kind or new.start - old.end > BETWEEN:
            continue
        floor = max(numbers[i - 1].end if i else 0, old.start - ORIGIN_REACH)
        came = origin.search(text, floor, old.start)
        went = turn.fullmatch(text, old.end, new.start)
        if came and went:
            before = numbers[i - 1] if i and is_near(text, numbers[i - 1].end, came.start()) else None
            yield Shift(came.start(), went.start("turn"), old.start, new.start, before.start if before else None)


def is_near(text: str, end: int, origin: int) -> bool:
    """Whether a number that ends there is told in one breath with the old one."""
    return origin - end <= CHANGE_REACH and not any(mark in text[end:origin] for mark in ".;\n")
