"""Numbers -> the region each is about and the period for which it holds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import regex

from ..layout import Layout
from ..model import NUMBERS, Amount, Links, Mention
from ..rules import Rulebook
from .clauses import Clauses
from .distance import NEAREST, distance, grouped
from .from_to import find_shifts
from .period import Periods
from .places import COUNTRY, Area, find_areas, main_area
from .respectively import openings, pair
from .rows import relate_rows, time_rows
from .times import Time, find_spoken, find_times

ROLE = {"place": 0, "abroad": 0, "outer": 45, "office": 25, "way": 25, "said": 60, "dateline": 60}
TOO_FAR = 60
MOST_PEOPLE = 6_000_000  # no kabupaten has more (Bogor: 5.7 million in 2024)


def relate(view: Layout, mentions: Sequence[Mention], rulebook: Rulebook) -> dict[int, Links]:
    """Return the links `region` and `period` of each number, by its start; mentions in order of start, resolved."""
    text = view.text
    layout = Clauses(view, mentions, rulebook)
    spoken = find_spoken(layout)
    areas = find_areas(mentions, layout, spoken, rulebook)
    times = find_times(text, mentions, layout, spoken, rulebook)
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    again, each = rulebook.compile("relate_again"), openings(layout)
    where = relate_regions(numbers, areas, layout, again)
    where |= relate_rows(numbers, areas, layout, rulebook)
    where |= {at: (area.code, "each") for at, area in pair(numbers, grouped(areas, layout), each, layout).items()}
    when = Periods(numbers, times, find_shifts(text, mentions, rulebook), layout, rulebook).relate()
    when |= time_rows(numbers, times, layout, rulebook)
    when |= {at: (time, "each") for at, time in pair(numbers, grouped(times, layout), each, layout).items()}
    return {number.start: merged(where[number.start], when[number.start]) for number in numbers}


def merged(where: tuple[str | None, str], when: tuple[Time | None, str]) -> Links:
    """Return the links of one number."""
    code, by = where
    time, since = when
    linked = {"region": f"relate.{by}"} if code or by == "row" else {}
    if time is None or time.period is None:
        return Links(region=code, linked_by=linked | ({"period": "relate.shift"} if since == "shift" else {}))
    return Links(region=code, period=time.period, period_mod=time.mod, linked_by=linked | {"period": f"relate.{since}"})


def relate_regions(
    numbers: Sequence[Mention], areas: Sequence[Area], layout: Clauses, again: regex.Pattern[str]
) -> dict[int, tuple[str | None, str]]:
    """Return (code, reason) for each number."""
    main = main_area(areas, layout.paragraphs[0] if layout.paragraphs else 0)
    by_sentence = grouped(areas, layout)
    found: dict[int, tuple[str | None, str]] = {}
    topics: dict[int, Area | None] = {}
    national = -1  # the sentence of the last number that only the whole country has
    for number in numbers:
        sentence = layout.sentence(number.start)
        best = nearest(number, by_sentence.get(sentence, ()), layout)
        if sentence not in topics:
            topics[sentence] = before(sentence, by_sentence, layout, again)
        topic = topics[sentence] if best is None or best.role == "office" else None
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
    sentence: int, by_sentence: Mapping[int, Sequence[Area]], layout: Clauses, again: regex.Pattern[str]
) -> Area | None:
    """Return the one place that the nearest sentence before tells, in the same paragraph or where words take it up."""
    taken_up = layout.opens_with(again, sentence)
    paragraph = layout.paragraph(layout.starts[sentence])
    for earlier in range(sentence - 1, max(-1, sentence - 6), -1):
        if layout.paragraph(layout.starts[earlier]) != paragraph and not taken_up:
            return None
        places = [area for area in by_sentence.get(earlier, ()) if area.role == "place"]
        if places:
            narrow = max(places, key=lambda area: len(area.code or ""))
            return narrow if all(holds_place(area, narrow) for area in places) else None
    return None


def holds_place(area: Area, place: Area) -> bool:
    """Whether the area is the place, or the province that it lies in."""
    return area.code == place.code or bool(area.code and place.code and place.code.startswith(area.code))


def nearest(number: Mention, areas: Sequence[Area], layout: Clauses) -> Area | None:
    """Return the area of the sentence that the number is likeliest about, or None if none is near enough."""
    at = bisect_left(areas, number.start, key=lambda area: area.start)
    near = areas[max(0, at - NEAREST) : at + NEAREST]
    weighed = [(distance(number, area.start, area.end, layout) + ROLE[area.role], i) for i, area in enumerate(near)]
    cost, best = min(weighed, default=(TOO_FAR, 0))
    return near[best] if cost < TOO_FAR else None
