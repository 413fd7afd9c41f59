"""Numbers -> the region each is about and the period for which it holds."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

import regex

from .areas import COUNTRY, Area, find_areas, main_area
from .each import openings, pair
from .layout import Layout, count_between, lay_out
from .model import NUMBERS, Amount, Links, Mention, Sentence
from .periods import Time, find_spoken, find_times
from .rules import FLAGS, Rulebook
from .shift import Shifts, find_shifts

Item = TypeVar("Item", Area, Time)

NEAREST = 8  # candidates looked at on each side of a number

# What makes a link less likely, in tenths of a comma.
COMMA = 10
BREAK = 8
NUMBER_BETWEEN = 3
NUMBER_BEFORE_IT = 20  # another number stands between a number and the name behind it
BEHIND = 5
ROLE = {"place": 0, "abroad": 0, "outer": 45, "office": 25, "said": 60, "dateline": 60}
TOO_FAR = 60
MOST_PEOPLE = 6_000_000  # no kabupaten has more (Bogor: 5.7 million in 2024)
LATE = 40  # a date behind a number that is not this near says when something else happened
OPENING = 30  # characters at the beginning of a sentence in which a date sets the time for what follows
DISTINCT = 3  # characters of a number that means the same where it is told again
FRAMED = 3  # sentences over which words still take up a time
BESIDE = 48  # characters between a number and its own date at most
TAKEN_UP = 40  # characters at the beginning of a sentence in which words take up what was said


def relate(
    text: str, mentions: Sequence[Mention], sentences: Sequence[Sentence], rulebook: Rulebook
) -> dict[int, Links]:
    """Return the links `region` and `period` of each number, by its start; mentions in order of start, resolved."""
    layout = lay_out(text, mentions, sentences, rulebook)
    spoken = find_spoken(text, layout, rulebook)
    areas = find_areas(text, mentions, lambda at: layout.sentence(at) in spoken, rulebook)
    times = find_times(text, mentions, layout, spoken, rulebook)
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    again, each = rulebook.compile("relate_again"), openings(layout, rulebook)
    where = relate_regions(numbers, areas, layout, again)
    where |= {at: (area.code, "each") for at, area in pair(numbers, grouped(areas, layout), each, layout).items()}
    when = Periods(numbers, times, find_shifts(text, mentions, rulebook), layout, rulebook).relate()
    when |= {at: (time, "each") for at, time in pair(numbers, grouped(times, layout), each, layout).items()}
    return {number.start: merged(where[number.start], when[number.start]) for number in numbers}


def merged(where: tuple[str | None, str], when: tuple[Time | None, str]) -> Links:
    """Return the links of one number."""
    code, by = where
    time, since = when
    linked = {"region": f"relate.{by}"} if code else {}
    if time is None or time.period is None:
        return Links(region=code, linked_by=linked)
    return Links(region=code, period=time.period, period_mod=time.mod, linked_by=linked | {"period": f"relate.{since}"})


def relate_regions(
    numbers: Sequence[Mention], areas: Sequence[Area], layout: Layout, again: regex.Pattern[str]
) -> dict[int, tuple[str | None, str]]:
    """Return (code, reason) for each number."""
    main = main_area(areas, layout.paragraphs[0] if layout.paragraphs else 0)
    by_sentence = grouped(areas, layout)
    found: dict[int, tuple[str | None, str]] = {}
    national = -1  # the sentence of the last number that only the whole country has
    for number in numbers:
        sentence = layout.sentence(number.start)
        best = nearest(number, by_sentence.get(sentence, ()), layout)
        topic = before(sentence, by_sentence, layout, again) if best is None or best.role == "office" else None
        if topic is not None:
            found[number.start] = topic.code, "topic"
        elif best is None or (best.role == "office" and best.code == COUNTRY):
            found[number.start] = main, "article"
        else:
            found[number.start] = best.code, "sentence"
            continue
        if sentence == national or is_national(number, found[number.start][0]):
            found[number.start], national = (COUNTRY, "size"), sentence
    return found


def is_national(number: Mention, code: str | None) -> bool:
    """Whether the number counts more people than the region, a kabupaten or kota, can have."""
    people = number.value.low if number.kind == "count" and isinstance(number.value, Amount) else None
    return code is not None and "." in code and people is not None and people > MOST_PEOPLE


def before(
    sentence: int, by_sentence: Mapping[int, Sequence[Area]], layout: Layout, again: regex.Pattern[str]
) -> Area | None:
    """Return the one place that the nearest sentence before tells, in the same paragraph or where words take it up."""
    start, end = layout.span(sentence)
    taken_up = again.search(layout.text, start, min(start + TAKEN_UP, end)) is not None
    paragraph = layout.paragraph(layout.starts[sentence])
    for earlier in range(sentence - 1, max(-1, sentence - 6), -1):
        if layout.paragraph(layout.starts[earlier]) != paragraph and not taken_up:
            return None
        places = [area for area in by_sentence.get(earlier, ()) if area.role == "place"]
        if places:
            return places[-1] if len({area.code for area in places}) == 1 else None
    return None


def grouped(items: Sequence[Item], layout: Layout) -> dict[int, list[Item]]:
    """Return the items by their sentences."""
    groups: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        groups[layout.sentence(item.start)].append(item)
    return groups


def nearest(number: Mention, areas: Sequence[Area], layout: Layout) -> Area | None:
    """Return the area of the sentence that the number is likeliest about, or None if none is near enough."""
    at = bisect_left(areas, number.start, key=lambda area: area.start)
    near = areas[max(0, at - NEAREST) : at + NEAREST]
    weighed = [(distance(number, area.start, area.end, layout) + ROLE[area.role], i) for i, area in enumerate(near)]
    cost, best = min(weighed, default=(TOO_FAR, 0))
    return near[best] if cost < TOO_FAR else None


def distance(number: Mention, start: int, end: int, layout: Layout) -> int:
    """Weigh what stands between a number and a name."""
    behind = start > number.start
    span = (number.end, start) if behind else (end, number.start)
    commas = count_between(layout.commas, *span)
    breaks = count_between(layout.breaks, *span)
    numbers = count_between(layout.numbers, *span)
    return (
        COMMA * commas + BREAK * breaks + numbers * (NUMBER_BEFORE_IT if behind else NUMBER_BETWEEN) + BEHIND * behind
    )


class Periods:
    """The times of an article, to find the one for which each number holds."""

    def __init__(
        self, numbers: Sequence[Mention], times: Sequence[Time], shifts: Shifts, layout: Layout, rulebook: Rulebook
    ) -> None:
        self._numbers = numbers
        self._by_sentence = grouped(times, layout)
        self._shifts = shifts
        self._layout = layout
        self._again = rulebook.compile("relate_again")
        self._beside = regex.compile(rulebook.patterns["relate_beside"], FLAGS)
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
                if opened := setting(self._by_sentence.get(passed, ()), self._layout.starts[passed]):
                    frame, since = opened, passed
            done = sentence
            found[number.start] = None, ""
            if time := self._timed(number, sentence):
                found[number.start] = time, "sentence"
                frame, since = (time, sentence) if time.role == "held" else (frame, since)
            elif frame and number.start not in self._shifts.by_old and self._goes_on(frame, since, sentence):
                found[number.start] = frame, "frame"
                since = sentence
            elif time := told.get(self._written(number)):
                found[number.start] = time, "again"
                frame, since = time, sentence
            if (time := found[number.start][0]) and len(self._written(number)) >= DISTINCT:
                told.setdefault(self._written(number), time)
        return found

    def _written(self, number: Mention) -> str:
        """Return the number as the article writes it."""
        return self._layout.text[number.start : number.end]

    def _goes_on(self, frame: Time, since: int, sentence: int) -> bool:
        """Whether a sentence goes on about the time of one before: the next of its paragraph, or words take it up."""
        layout = self._layout
        start, end = layout.span(sentence)
        if layout.paragraph(frame.start) == layout.paragraph(start) and sentence - since <= 1:
            return True
        return sentence - since <= FRAMED and self._again.search(layout.text, start, min(start + TAKEN_UP, end)) is not None

    def _timed(self, number: Mention, sentence: int) -> Time | None:
        """Return the time of the sentence for which the number likeliest holds."""
        times = self._by_sentence.get(sentence, ())
        if own := self._own(number, times):
            return own
        if shift := self._shifts.by_old.get(number.start):
            return nearest_time(number, [time for time in times if shift.origin <= time.start < shift.turn], self._layout)
        if shift := self._shifts.by_new.get(number.start) or self._shifts.by_change.get(number.start):
            times = [time for time in times if not shift.origin <= time.start < shift.turn]
            new = self._known[shift.new]
            return self._own(new, times) or nearest_time(number, times, self._layout)
        return nearest_time(number, times, self._layout)

    def _own(self, number: Mention, times: Sequence[Time]) -> Time | None:
        """Return the time right behind a number, which is of no other: `500 orang (2020)`."""
        at = bisect_left(times, number.end, key=lambda time: time.start)
        if at == len(times) or times[at].start - number.end > BESIDE or times[at].role not in ("held", "compared"):
            return None
        own = self._beside.fullmatch(self._layout.text, number.end, times[at].start)
        return times[at] if own and times[at].period else None


def setting(times: Sequence[Time], start: int) -> Time | None:
    """Return the time that a sentence sets for those that follow: it opens with it, or names no other than a longer one."""
    held = [time for time in times if time.role == "held" and time.period]
    opening = next((time for time in held if time.start - start < OPENING), None)
    alone = held[0] if len(held) == 1 and len(held[0].period or "") != len("2000-01-01") else None
    return opening or alone


def nearest_time(number: Mention, times: Sequence[Time], layout: Layout) -> Time | None:
    """Return the nearest of the times at which the number may hold."""
    at = bisect_left(times, number.start, key=lambda time: time.start)
    near = [time for time in times[max(0, at - NEAREST) : at + NEAREST] if holds(number, time)]
    weighed = [(distance(number, time.start, time.end, layout), i) for i, time in enumerate(near)]
    cost, best = min(weighed, default=(LATE, 0))
    return near[best] if weighed and (cost < LATE or near[best].start < number.start) else None


def holds(number: Mention, time: Time) -> bool:
    """Whether the number may hold at the time: what others are compared with only goes for what follows it."""
    return time.role == "held" or (time.role == "compared" and time.since < number.start)
