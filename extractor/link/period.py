"""Numbers -> the time for which each holds, among the dates of its sentence or of those before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from ..layout import count_between
from ..model import Mention
from ..rules import Rulebook
from .clauses import Clauses
from .distance import NEAREST, distance, grouped
from .from_to import Shifts
from .times import Time

LATE = 40  # a date behind a number that is not this near says when something else happened
OPENING = 30  # characters at the beginning of a sentence in which a date sets the time for what follows
DISTINCT = regex.compile(r"(?:.*?\d){3}", regex.DOTALL)  # a number that means the same where it is told again
FRAMED = 3  # sentences over which words still take up a time
LED = 12  # characters before a date in which a preposition makes it a time
ONCE = 50  # characters before a date in which words tell of something else at that time
PAST = regex.compile(r"\b(?:lalu|sebelumnya)\b")
BESIDE = 48  # characters between a number and its own date at most
DAY = len("2000-01-01")


class Periods:
    """The times of an article, to find the one for which each number holds."""

    def __init__(
        self, numbers: Sequence[Mention], times: Sequence[Time], shifts: Shifts, layout: Clauses, rulebook: Rulebook
    ) -> None:
        self._numbers = numbers
        self._by_sentence = grouped(times, layout)
        self._shifts = shifts
        self._layout = layout
        self._again = rulebook.compile("relate_again")
        self._beside = rulebook.compile("relate_beside")
        self._once = rulebook.compile("relate_once")
        self._led = rulebook.compile("relate_led")
        self._part = rulebook.compile("relate_part")
        self._known = {number.start: number for number in numbers}

    def relate(self) -> dict[int, tuple[Time | None, str]]:
        """Return (time, reason) for each number, in order."""
        found: dict[int, tuple[Time | None, str]] = {}
        told: dict[str, Time] = {}
        frame: Time | None = None
        done = since = 0
        for number in self._numbers:
            sentence = self._layout.sentence(number.start)
            for passed in range(done, sentence):
                if opened := self._set_by(passed):
                    frame, since = opened, passed
            done = sentence
            found[number.start] = None, ""
            time, by = self._timed(number, sentence)
            if time:
                found[number.start] = time, by
                frame, since = (time, sentence) if time.role == "held" else (frame, since)
            elif frame and not self._was(number, frame) and self._goes_on(frame, since, sentence):
                found[number.start] = frame, "frame"
                since = sentence
            elif time := told.get(self._written(number)):
                found[number.start] = time, "again"
                frame, since = time, sentence
            elif by == "shift":
                found[number.start] = None, by
            if (time := found[number.start][0]) and DISTINCT.match(self._written(number)):
                told.setdefault(self._written(number), time)
        return found | dict(self._of_wholes(found))

    def _of_wholes(self, found: Mapping[int, tuple[Time | None, str]]) -> Iterator[tuple[int, tuple[Time, str]]]:
        """Yield the time of the whole for each part that has none: `400 dari 500 siswa … per 30 Juni`."""
        for part, whole in pairwise(self._numbers):
            time = found[whole.start][0]
            bare = found[part.start][0] is None and part.kind == whole.kind == "count"
            if time and bare and self._part.fullmatch(self._layout.text, part.end, whole.start):
                yield part.start, (time, "whole")

    def _set_by(self, sentence: int) -> Time | None:
        """Return the time that a sentence sets for those that follow: it opens with it, or tells just one, no day."""
        held = [time for time in self._by_sentence.get(sentence, ()) if time.role == "held" and time.period]
        held = [time for time in held if not self._of_other(time)]
        opening = next((time for time in held if time.start - self._layout.starts[sentence] < OPENING), None)
        alone = held[0] if len(held) == 1 and len(held[0].period or "") != DAY else None
        return opening or (alone if alone and self._sets(alone) else None)

    def _of_other(self, time: Time) -> bool:
        """Whether a date tells of something else at that time: `sejak 2019`, `dari tahun sebelumnya`."""
        text, start = self._layout.text, self._layout.starts[self._layout.sentence(time.start)]
        once = self._once.search(text, max(start, time.start - ONCE), time.start)
        return (once is not None and once.start() > start) or PAST.search(text, time.start, time.end + 5) is not None

    def _sets(self, time: Time) -> bool:
        """Whether a date inside a sentence sets the time: it is told as a time (`sepanjang 2025`), by the paper."""
        led = self._led.search(self._layout.text, max(0, time.start - LED), time.end)
        return led is not None and not self._layout.quoted(time.start)

    def _was(self, number: Mention, frame: Time) -> bool:
        """Whether a number was something before the frame, or is what that became: `semula 3 (2019), kini 45`."""
        shift = self._shifts.by_new.get(number.start) or self._shifts.by_change.get(number.start)
        return number.start in self._shifts.by_old or (shift is not None and shift.origin <= frame.start < shift.turn)

    def _written(self, number: Mention) -> str:
        """Return the number as the article writes it."""
        return self._layout.text[number.start : number.end]

    def _goes_on(self, frame: Time, since: int, sentence: int) -> bool:
        """Whether a sentence goes on about the time of one before: the next of its paragraph, or words take it up."""
        layout = self._layout
        if layout.paragraph(frame.start) == layout.paragraph(layout.starts[sentence]) and sentence - since <= 1:
            return True
        return sentence - since <= FRAMED and layout.opens_with(self._again, sentence)

    def _timed(self, number: Mention, sentence: int) -> tuple[Time | None, str]:
        """Return the time of the sentence for which the number likeliest holds, and by what."""
        told = self._by_sentence.get(sentence, ())
        at = bisect_left(told, number.start, key=lambda time: time.start)
        times = told[max(0, at - 2 * NEAREST) : at + 2 * NEAREST]
        if own := self._own(number, times):
            return own, "own"
        if shift := self._shifts.by_old.get(number.start):
            times = [time for time in times if shift.origin <= time.start < shift.turn]
            return nearest_time(number, times, self._layout), "shift"
        if shift := self._shifts.by_new.get(number.start) or self._shifts.by_change.get(number.start):
            times = [time for time in times if not shift.origin <= time.start < shift.turn]
            new = self._known[shift.new]
            return self._own(new, times) or nearest_time(number, times, self._layout), "shift"
        return nearest_time(number, times, self._layout), "sentence"

    def _own(self, number: Mention, times: Sequence[Time]) -> Time | None:
        """Return the time right behind a number, which is of no other: `500 orang (2020)`."""
        at = bisect_left(times, number.end, key=lambda time: time.start)
        if at == len(times) or times[at].start - number.end > BESIDE or times[at].role not in ("held", "compared"):
            return None
        own = self._beside.fullmatch(self._layout.text, number.end, times[at].start)
        return times[at] if own and times[at].period else None


def nearest_time(number: Mention, times: Sequence[Time], layout: Clauses) -> Time | None:
    """Return the nearest of the times at which the number may hold."""
    at = bisect_left(times, number.start, key=lambda time: time.start)
    near = [time for time in times[max(0, at - NEAREST) : at + NEAREST] if holds(number, time)]
    weighed = [(apart(number, time, layout), i) for i, time in enumerate(near)]
    cost, best = min(weighed, default=(LATE, 0))
    return near[best] if weighed and (cost < LATE or near[best].start < number.start) else None


def apart(number: Mention, time: Time, layout: Clauses) -> int:
    """Weigh what stands between a number and a time; one in a later part of the sentence is of what that tells.

    Where more numbers stand there, the parts are a list: `40 persen di Blora dan 50 persen di Pati pada 2020`.
    """
    span = number.end, time.start
    later = count_between(layout.breaks, *span) > 0 and count_between(layout.numbers, *span) == 0
    return distance(number, time.start, time.end, layout) + later * LATE


def holds(number: Mention, time: Time) -> bool:
    """Whether the number may hold at the time: what others are compared with only goes for what follows it."""
    return time.role == "held" or (time.role == "compared" and time.since < number.start)
