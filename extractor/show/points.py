"""Facts -> what a chart can draw together: numbers of one unit, what each says, how sure it is, where it stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..model import NUMBERS, Article, Fact
from ..rules import load_rules
from ..wording import SCALES, period_text, region_label
from .details import gist, name_of, when
from .visible import clipped

PEOPLE = "people"
UNITS = {"IDR": "rupiah", "%": "percent", "pp": "percentage points"}
LATEST = dt.date.max
MOST_SAID, MOST_NAMED = 300, 60  # characters of what a point says, and of a name in a chart

# how sure a number is, in the order of a legend
STATED, ABOUT, OVER, UNDER = "as stated", "about, or a range", "more than", "less than"
TARGET, AMBIGUOUS = "target or plan", "more than one reading"


@dataclass(frozen=True, slots=True)
class Point:
    """A number to draw: the fact, the article it comes from, when that appeared (EDTF), and a link to the fact."""

    fact: Fact
    source: str
    published: str | None = None
    link: str | None = None

    @property
    def low(self) -> Decimal:
        """The lower bound, or the only one that is known."""
        return known(self.fact.low, self.fact.high)

    @property
    def high(self) -> Decimal:
        """The upper bound, or the only one that is known."""
        return known(self.fact.high, self.fact.low)

    @property
    def recency(self) -> tuple[dt.date, str]:
        """What later facts have more of: the end of their period, then the date of publication."""
        return self.fact.period_end or dt.date.min, self.published or ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one unit, its name for an axis, what to divide by, and how many numbers are of other units."""

    points: tuple[Point, ...]
    unit: str
    divisor: Decimal
    others: int

    def row(self, point: Point) -> dict[str, Any]:
        """Return the point as a chart takes it: floats, ISO dates, texts."""
        fact = point.fact
        start, end = fact.period_start, fact.period_end
        low, high = float(point.low / self.divisor), float(point.high / self.divisor)
        row = {"low": low, "high": high, "value": (low + high) / 2, "certainty": certainty(fact)}
        if start and end:
            row |= {"start": start.isoformat(), "end": (end + dt.timedelta(end < LATEST)).isoformat()}
            row["middle"] = (start + (end - start) / 2).isoformat()
        row |= {
            "region": clipped(region_label(fact) or fact.region, MOST_NAMED),
            "when": when(fact),
            "link": point.link,
        }
        return row | {"says": clipped(f"{gist(fact)} · {source(point)}", MOST_SAID)}


def points_of(articles: Iterable[Article], link: Callable[[Article, Fact], str] | None = None) -> Iterator[Point]:
    """Yield the numbers of the articles that can be drawn: what is a level, not a change, and has a bound."""
    for article in articles:
        name = name_of(article)
        for fact in article.facts:
            if is_level(fact):
                yield Point(fact, name, article.published, link(article, fact) if link else None)


def is_level(fact: Fact) -> bool:
    """Return whether the fact is a number with a bound, and not the amount of a change."""
    return fact.kind in NUMBERS and not fact.change and not (fact.low is None and fact.high is None)


def known(first: Decimal | None, second: Decimal | None) -> Decimal:
    """Return the first bound, or the second where it is open."""
    bound = second if first is None else first
    if bound is None:
        raise ValueError("a number without bounds has no place in a chart")
    return bound


def series(points: Iterable[Point]) -> Series | None:
    """Return the points of the unit that most have; None where there is no point."""
    points = tuple(points)
    units = Counter(unit_of(point.fact) for point in points)
    if not units:
        return None
    unit = min(units, key=lambda unit: (-units[unit], unit))
    kept = tuple(point for point in points if unit_of(point.fact) == unit)
    divisor, word = scale_of(kept)
    return Series(kept, clipped(" ".join(filter(None, [word, unit])), MOST_NAMED), divisor, len(points) - len(kept))


def unit_of(fact: Fact) -> str:
    """Return what the number is measured in, with its rate. People are people, whatever the word for them."""
    unit = UNITS.get(fact.unit or "", fact.unit or "")
    if fact.kind == "count":
        unit = "households" if counts_households(fact) else PEOPLE
    return f"{unit} per {fact.per}" if fact.per else unit


def counts_households(fact: Fact) -> bool:
    """Whether the number counts families (`120 KK`), by the shipped words of rules/count.toml."""
    return (fact.unit or "").lower() in load_rules().words["household"]


def scale_of(points: Sequence[Point]) -> tuple[Decimal, str]:
    """Return what to divide the numbers by, and the word for it (`miliar`), so that the middle one is short."""
    sizes = sorted(max(abs(point.low), abs(point.high)) for point in points)
    middle = sizes[len(sizes) // 2]
    return next(((scale, word) for scale, word in SCALES if middle >= scale), (Decimal(1), ""))


def certainty(fact: Fact) -> str:
    """Return how sure the number is, the gravest doubt first."""
    if fact.alternatives:
        return AMBIGUOUS
    if fact.status == "target":
        return TARGET
    if fact.approx == "about" or (fact.low is not None and fact.high is not None and fact.low != fact.high):
        return ABOUT
    if fact.approx == "over" or fact.high is None:
        return OVER
    return UNDER if fact.approx == "under" or fact.low is None else STATED


def latest(points: Iterable[Point]) -> dict[str, Point]:
    """Return the latest point of each region, by code: of what is, rather than what is planned."""
    best: dict[str, Point] = {}
    for point in points:
        code = point.fact.region
        if code and (code not in best or newer(point, best[code])):
            best[code] = point
    return best


def newer(point: Point, than: Point) -> bool:
    """Return whether a point says more of today than another."""
    ranks = [(one.fact.status != "target", *one.recency) for one in (point, than)]
    return ranks[0] > ranks[1]


def source(point: Point) -> str:
    """Return the point's article, with its date in words."""
    name = clipped(point.source, MOST_NAMED)
    return f"{name} ({period_text(point.published)})" if point.published else name


def sources(points: Sequence[Point], most: int = 2) -> str:
    """Return the articles that the points come from, newest first, only some of them by name."""
    newest = sorted(points, key=lambda point: point.published or "", reverse=True)
    names = list(dict.fromkeys(source(point) for point in newest))
    rest = len(names) - most
    more = f"; {rest} more article{'s' if rest > 1 else ''}" if rest > 0 else ""
    return "; ".join(names[:most]) + more
