"""Numbers -> the region each is about and the period for which it holds."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

import regex

from .areas import Area, find_areas, main_area
from .each import openings, pair
from .layout import Layout, count_between, lay_out
from .model import NUMBERS, Links, Mention, Sentence
from .periods import Time, find_times
from .rules import Rulebook

Item = TypeVar("Item", Area, Time)

NEAREST = 8  # candidates looked at on each side of a number

# What makes a link less likely, in tenths of a comma.
COMMA = 10
BREAK = 8
NUMBER_BETWEEN = 3
NUMBER_BEFORE_IT = 20  # another number stands between a number and the name behind it
BEHIND = 5
ROLE = {"place": 0, "outer": 45, "office": 25, "said": 60, "dateline": 60}
TOO_FAR = 60
LATE = 40  # a date behind a number that is not this near says when something else happened
OPENING = 30  # characters at the beginning of a sentence in which a date sets the time for what follows
TAKEN_UP = 40  # characters at the beginning of a sentence in which words take up what was said


def relate(
    text: str, mentions: Sequence[Mention], sentences: Sequence[Sentence], rulebook: Rulebook
) -> dict[int, Links]:
    """Return the links `region` and `period` of each number, by its start; mentions in order of start, resolved."""
    layout = lay_out(text, mentions, sentences, rulebook)
    areas = find_areas(text, mentions, rulebook)
    times = find_times(text, mentions, layout, rulebook)
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    again, each = rulebook.compile("relate_again"), openings(layout, rulebook)
    where = relate_regions(numbers, areas, layout, again)
    where |= {at: (area.code, "each") for at, area in pair(numbers, grouped(areas, layout), each, layout).items()}
    when = relate_periods(numbers, times, layout, again)
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
    for number in numbers:
        sentence = layout.sentence(number.start)
        best = nearest(number, by_sentence.get(sentence, ()), layout)
        topic = before(sentence, by_sentence, layout, again) if best is None or best.role == "office" else None
        if topic is not None:
            found[number.start] = topic.code, "topic"
        else:
            found[number.start] = (best.code, "sentence") if best else (main, "article")
    return found


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


def relate_periods(
    numbers: Sequence[Mention], times: Sequence[Time], layout: Layout, again: regex.Pattern[str]
) -> dict[int, tuple[Time | None, str]]:
    """Return (time, reason) for each number."""
    by_sentence = grouped(times, layout)
    found: dict[int, tuple[Time | None, str]] = {}
    frame: Time | None = None
    done = 0
    for number in numbers:
        sentence = layout.sentence(number.start)
        for passed in range(done, sentence):
            frame = opening(by_sentence.get(passed, ()), layout.starts[passed]) or frame
        done = sentence
        time = timed(number, by_sentence.get(sentence, ()), layout)
        if time is not None:
            found[number.start] = time, "sentence"
            frame = time if time.role == "held" else frame
        elif frame is not None and in_frame(frame, sentence, layout, again):
            found[number.start] = frame, "frame"
        else:
            found[number.start] = None, ""
    return found


def opening(times: Sequence[Time], start: int) -> Time | None:
    """Return the time that opens a sentence: `Pada triwulan II 2023 …`."""
    held = (time for time in times if time.role == "held" and time.period)
    return next((time for time in held if time.start - start < OPENING), None)


def in_frame(frame: Time, sentence: int, layout: Layout, again: regex.Pattern[str]) -> bool:
    """Whether a sentence goes on about the time of one before: the next in its paragraph, or one that takes it up."""
    start, end = layout.span(sentence)
    same = layout.paragraph(frame.start) == layout.paragraph(start)
    if same and sentence - layout.sentence(frame.start) <= 1:
        return True
    return again.search(layout.text, start, min(start + TAKEN_UP, end)) is not None


def timed(number: Mention, times: Sequence[Time], layout: Layout) -> Time | None:
    """Return the time of the sentence for which the number likeliest holds."""
    at = bisect_left(times, number.start, key=lambda time: time.start)
    near = [time for time in times[max(0, at - NEAREST) : at + NEAREST] if holds(number, time)]
    weighed = [(distance(number, time.start, time.end, layout), i) for i, time in enumerate(near)]
    cost, best = min(weighed, default=(LATE, 0))
    return near[best] if weighed and (cost < LATE or near[best].start < number.start) else None


def holds(number: Mention, time: Time) -> bool:
    """Whether the number may hold at the time: what others are compared with only goes for what follows it."""
    return time.role == "held" or (time.role == "compared" and time.since < number.start)
