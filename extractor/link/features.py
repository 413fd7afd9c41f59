"""What speaks for a candidate: named columns over pairs of number and candidate, and over numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast

import numpy as np

from ..dates.edtf import bounds
from ..model import Amount
from .candidates import DAY, MONTH
from .pairs import END, FAR, FOLLOWS, GAP, ROLE, START, Column, Pairs, Text, at, between
from .places import COUNTRY
from .scene import Scene

Feature = Callable[[Pairs], Column]


# ---- where the candidate is named


def spot(pairs: Pairs, side: str) -> tuple[Column, Column, Column]:
    """Return the nearest source on a side, and start and end of what stands between it and the number."""
    source: Column = getattr(pairs, side)
    if side == "before":
        return source, pairs.of_source(source, END, -FAR), pairs.start
    return source, pairs.end, pairs.of_source(source, START, -FAR)


def distance(pairs: Pairs, side: str) -> Column:
    """How far away it is named, in characters, by powers of two."""
    source, start, end = spot(pairs, side)
    return np.where(source < 0, 30.0, np.log2(1.0 + np.maximum(end - start, 0)))


def amid(pairs: Pairs, side: str, places: str) -> Column:
    """How many of the places of the text lie between."""
    source, start, end = spot(pairs, side)
    return np.where(source < 0, 99, between(getattr(pairs.text, places), start, end))


def rivals(pairs: Pairs, side: str) -> Column:
    """How many other names lie between."""
    source, start, end = spot(pairs, side)
    return np.where(source < 0, 99, between(pairs.named, start, end))


def apart(pairs: Pairs, side: str, parts: str) -> Column:
    """How many sentences or paragraphs away it is named."""
    source = getattr(pairs, side)
    starts: Column = getattr(pairs.text, parts)
    where = at(starts, pairs.of_source(source, START, 0))
    return np.where(source < 0, 99, np.abs(where - at(starts, pairs.start)))


def trait(pairs: Pairs, side: str, column: int) -> Column:
    """Return what the name does there, or how the candidate follows from it."""
    return pairs.of_source(getattr(pairs, side), column, -1)


def opening(pairs: Pairs, side: str) -> Column:
    """How far from its sentence's beginning it is named."""
    source = getattr(pairs, side)
    start = pairs.of_source(source, START, 0)
    inside = start - pairs.text.sentences[at(pairs.text.sentences, start)]
    return np.where(source < 0, 30.0, np.log2(1.0 + np.maximum(inside, 0)))


def quoted(pairs: Pairs, side: str) -> Column:
    """Whether it is named inside quotation marks."""
    source = getattr(pairs, side)
    return np.where(source < 0, -1, in_quotes(pairs.text, pairs.of_source(source, START, 0)))


def rank(pairs: Pairs, side: str) -> Column:
    """Which of the number's candidates it is by nearness."""
    return ranked(pairs, distance(pairs, side))


def ranked(pairs: Pairs, column: Column) -> Column:
    """Return how many of the number's candidates have a smaller value."""
    order = np.lexsort((column, pairs.group))
    group, sorted_ = pairs.group[order], column[order]
    new = np.concatenate([[True], (group[1:] != group[:-1]) | (sorted_[1:] != sorted_[:-1])])[: len(order)]
    place = np.arange(len(order))
    first_equal = np.maximum.accumulate(np.where(new, place, 0))
    result = np.empty(len(order), dtype=np.int64)
    result[order] = first_equal - pairs.firsts[group]
    return result


def in_quotes(text: Text, places: Column) -> Column:
    """Whether each place lies in direct speech."""
    if not len(text.quotes):
        return np.zeros(len(places))
    quote = at(text.quotes, places)
    return ((quote >= 0) & (text.quote_ends[quote] > places)).astype(float)


# ---- how the article names the candidate


def count(pairs: Pairs) -> Column:
    """How often it is named."""
    return pairs.count[pairs.candidate]


def share(pairs: Pairs) -> Column:
    """How much of all that is named in the article it is."""
    total = np.bincount(pairs.owner, weights=pairs.count, minlength=len(pairs.scenes))
    return count(pairs) / np.maximum(total[pairs.owner[pairs.candidate]], 1)


def in_role(pairs: Pairs, role: int) -> Column:
    """How often it is named outright, in a role."""
    rows = pairs.sources[(pairs.sources[:, ROLE] == role) & (pairs.sources[:, FOLLOWS] == 0)]
    return np.bincount(rows[:, 0], minlength=len(pairs.values))[pairs.candidate]


def often(pairs: Pairs) -> Column:
    """Which of the candidates it is by how often it is named."""
    return ranked(pairs, -count(pairs))


def first_named(pairs: Pairs) -> Column:
    """Where it is named first, in paragraphs."""
    none = pairs.count == 0
    first = np.where(none, 0, np.minimum(pairs.first, max(0, len(pairs.sources) - 1)))
    start = pairs.sources[first, START] if len(pairs.sources) else first
    where = at(pairs.text.paragraphs, start) - at(pairs.text.paragraphs, pairs.text.offsets[pairs.owner])
    return np.where(none, 99, where)[pairs.candidate]


def in_sentence(pairs: Pairs) -> Column:
    """How often it is named in the number's sentence."""
    text = pairs.text
    first = text.sentences[text.sentence]
    last = np.append(text.sentences, FAR * FAR)[text.sentence + 1]
    return pairs.count_within(first[pairs.number], last[pairs.number])


def choices(pairs: Pairs) -> Column:
    """How many candidates there are."""
    return np.bincount(pairs.number, minlength=len(pairs.text.numbers))[pairs.number]


def of_values(pairs: Pairs, of: Callable[[Scene, str | None], float]) -> Column:
    """Return a value of each candidate, asked of the article."""
    scenes = pairs.scenes
    found = [of(scenes[owner], value) for owner, value in zip(pairs.owner.tolist(), pairs.values, strict=True)]
    return np.array(found, dtype=float)[pairs.candidate]


# ---- regions


def level(_: Scene, code: str | None) -> float:
    """Return none 0, the country 1, a province 2, a regency 3, a city 4."""
    if code is None or code == COUNTRY:
        return 0 if code is None else 1
    return 2 if "." not in code else 4 if code[3] == "7" else 3


def holds_others(pairs: Pairs) -> Column:
    """How many regions of it are candidates of the article."""
    within: dict[tuple[int, str], int] = {}
    for owner, value in zip(pairs.owner.tolist(), pairs.values, strict=True):
        if value and "." in value:
            key = owner, value.partition(".")[0]
            within[key] = within.get(key, 0) + 1
    found = [
        within.get((owner, value or ""), 0) for owner, value in zip(pairs.owner.tolist(), pairs.values, strict=True)
    ]
    return np.array(found)[pairs.candidate]


# ---- times


def form(_: Scene, period: str | None) -> float:
    """Return the form of a time: none, span, year, quarter or half, month, day."""
    if period is None:
        return 0
    if "/" in period:
        return 1
    if len(period) == MONTH:
        return 4 if period[5:].isdigit() and int(period[5:]) <= 12 else 3
    return 5 if len(period) == DAY else 2


def days(scene: Scene, period: str | None, edge: int) -> float:
    """Return how many days before the end of publication a time begins (edge 0) or ends (edge 1)."""
    published, own = bounds(scene.published)[1], bounds(period)[edge]
    return float((published - own).days) if published and own else -99_999.0


def same_year(scene: Scene, period: str | None) -> float:
    """Return how many years before publication a time begins."""
    published, own = bounds(scene.published)[1], bounds(period)[0]
    return float(published.year - own.year) if published and own else -99.0


def is_published(scene: Scene, period: str | None) -> float:
    """Return whether the time is the day, the month or the year of publication."""
    return float(bool(period and scene.published and scene.published.startswith(period)))


def latest(pairs: Pairs) -> Column:
    """Which of the number's candidates it is by time."""
    return ranked(pairs, of_values(pairs, partial(days, edge=1)))


# ---- numbers


def kind_of(scene: Scene, i: int) -> float:
    """Return the kind of the number, as a number."""
    return float(("count", "percent", "money", "quantity").index(scene.numbers[i].kind))


def amount(scene: Scene, i: int) -> float:
    """Return the number of digits of the amount."""
    value = scene.numbers[i].value
    low = value.low if isinstance(value, Amount) else None
    return float(low.adjusted()) if low else -9.0


def unit(scene: Scene, i: int) -> float:
    """Return what the number is counted in: rupiah 0, dollars 1, other money 2, percent 3, points 4, people 5."""
    value = scene.numbers[i].value
    name = value.unit if isinstance(value, Amount) else None
    if scene.numbers[i].kind == "money":
        return {"IDR": 0.0, "USD": 1.0}.get(name or "", 2.0)
    return {"%": 3.0, "pp": 4.0}.get(name or "", 5.0)


def date_near(scene: Scene, i: int, step: int) -> float:
    """Return how many days before publication the nearest date of the sentence begins: of those before, or behind."""
    start = scene.numbers[i].start
    first, last = scene.layout.span(scene.layout.sentence(start))
    at = bisect_left(scene.times, start, key=lambda time: time.start) + step
    if not 0 <= at < len(scene.times) or not first <= scene.times[at].start < last:
        return -99_999.0
    return days(scene, scene.times[at].period, 0)


def of_numbers(of: Callable[[Scene, int], float], scenes: Sequence[Scene]) -> Column:
    """Return a value of each number, asked of the article."""
    return np.array([of(scene, i) for scene in scenes for i in range(len(scene.numbers))], dtype=float)


def in_title(pairs: Pairs) -> Column:
    """Whether the title has the candidate as the text names it; -1 where there is no title, or no name."""
    title = [scene.title.lower() for scene in pairs.scenes]
    named = [-1.0] * len(pairs.values)
    offsets = pairs.text.offsets.tolist()
    for candidate, start, end, _, _ in pairs.sources.tolist():
        owner = pairs.owner[candidate]
        if title[owner]:
            text = pairs.scenes[owner].text[start - offsets[owner] : end - offsets[owner]]
            named[candidate] = max(named[candidate], float(text.lower() in title[owner]))
    return np.array(named)[pairs.candidate]


def as_told(pairs: Pairs, field: str) -> Column:
    """Whether rules alone tell it of the number."""
    told = [getattr(scene.told.get(number.start), field, None) for scene in pairs.scenes for number in scene.numbers]
    return np.array(
        [
            float(told[i] == pairs.values[j])
            for i, j in zip(pairs.number.tolist(), pairs.candidate.tolist(), strict=True)
        ]
    )


def number_columns(scenes: Sequence[Scene], text: Text) -> dict[str, Column]:
    """Return the features of numbers."""
    total = np.bincount(text.article, minlength=len(scenes))
    first = np.cumsum(total) - total
    in_sentence = np.bincount(text.sentence)
    start = text.sentences[text.sentence]
    begins = text.offsets[text.article]
    spoken = [
        float(scene.layout.sentence(number.start) in scene.spoken) for scene in scenes for number in scene.numbers
    ]
    article_end = begins + text.lengths[text.article] + GAP
    line_end = np.minimum(np.append(text.paragraphs, FAR * FAR)[text.paragraph + 1], article_end)
    return {
        "kind": of_numbers(kind_of, scenes),
        "amount": of_numbers(amount, scenes),
        "unit": of_numbers(unit, scenes),
        "per": of_numbers(lambda scene, i: float(bool(getattr(scene.numbers[i].value, "per", None))), scenes),
        "approx": of_numbers(lambda scene, i: float(bool(getattr(scene.numbers[i].value, "approx", None))), scenes),
        "numbers in sentence": in_sentence[text.sentence].astype(float),
        "number of sentence": between(text.numbers, start, text.numbers).astype(float),
        "numbers in article": total[text.article].astype(float),
        "number of article": np.arange(len(text.numbers)) - first[text.article],
        "place in sentence": (text.numbers - start).astype(float),
        "sentence": (text.sentence - at(text.sentences, begins)).astype(float),
        "paragraph": (text.paragraph - at(text.paragraphs, begins)).astype(float),
        "sentences of paragraph": text.sentence - at(text.sentences, text.paragraphs[text.paragraph]),
        "line": np.minimum(line_end - text.paragraphs[text.paragraph], 9_999).astype(float),
        "length": text.lengths[text.article].astype(float),
        "place": (text.numbers - begins) / text.lengths[text.article],
        "in quotes": in_quotes(text, text.numbers).astype(float),
        "spoken": np.array(spoken),
        "date before": of_numbers(partial(date_near, step=-1), scenes),
        "date behind": of_numbers(partial(date_near, step=0), scenes),
    }


SIDES: Mapping[str, Feature] = {
    f"{side} {name}": cast(Feature, partial(function, side=side, **more))
    for side in ("before", "after")
    for name, function, more in (
        ("distance", distance, {}),
        ("commas", amid, {"places": "commas"}),
        ("breaks", amid, {"places": "breaks"}),
        ("numbers", amid, {"places": "numbers"}),
        ("names", rivals, {}),
        ("sentences", apart, {"parts": "sentences"}),
        ("paragraphs", apart, {"parts": "paragraphs"}),
        ("role", trait, {"column": ROLE}),
        ("follows", trait, {"column": FOLLOWS}),
        ("opening", opening, {}),
        ("quoted", quoted, {}),
        ("rank", rank, {}),
    )
}
NAMED: Mapping[str, Feature] = {
    "count": count,
    "share": share,
    "often": often,
    "first named": first_named,
    "in sentence": in_sentence,
    "choices": choices,
    "in title": in_title,
}
REGION: Mapping[str, Feature] = {
    **SIDES,
    **NAMED,
    "as place": partial(in_role, role=0),
    "as office": partial(in_role, role=2),
    "as dateline": partial(in_role, role=6),
    "level": partial(of_values, of=level),
    "as told": partial(as_told, field="region"),
    "holds others": holds_others,
}
PERIOD: Mapping[str, Feature] = {
    **SIDES,
    **NAMED,
    "as held": partial(in_role, role=0),
    "as said": partial(in_role, role=1),
    "form": partial(of_values, of=form),
    "days from start": partial(of_values, of=partial(days, edge=0)),
    "days from end": partial(of_values, of=partial(days, edge=1)),
    "years back": partial(of_values, of=same_year),
    "is published": partial(of_values, of=is_published),
    "latest": latest,
}
FEATURES: Mapping[str, Mapping[str, Feature]] = {"region": REGION, "period": PERIOD}
