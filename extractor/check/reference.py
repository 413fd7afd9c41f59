"""Populations against the reference figures: `rules/reference/population.toml`, by region and year."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from ..dates.edtf import bounds
from ..model import Article, Fact, Finding
from ..rules import rules_folder
from ..wording import grouped
from .interval import Interval, Stated, stated
from .relations import Scene
from .verdict import finding, verdict

GROWTH = Fraction(0), Fraction(2, 100)  # a year, as most regions grow
COUNTED = Fraction(3, 100)  # by which BPS and Dukcapil differ
LOOSELY = Fraction(3, 10)  # a number further away than that is another one, whoever counted
PART = Fraction(1, 4)  # of the inhabitants: fewer are those of a smaller place
AGE = 10  # years that a figure without any date may be old
UNDATED = 2
NEW_PROVINCES = ("91", "92", "93", "94", "95", "96", "97")  # Papua, divided since; older figures are of other borders


@dataclass(frozen=True, slots=True)
class Reference:
    """Inhabitants by Kemendagri code, on one date, by one source."""

    people: Mapping[str, int]
    date: dt.date
    source: str


def check_reference(scene: Scene) -> Iterator[Finding]:
    """Yield what the reference says of the populations that the article tells."""
    known = load_reference()
    for fact in scene.numbers:
        if (
            is_population(fact, scene)
            and fact.region in known.people
            and not scene.search("check_finer", fact.sentence)
        ):
            yield from judged(fact, scene.article, known)
    for relation in scene.relations("share"):
        fact = relation.one("whole")
        if fact.region in known.people and fact.unit in ("jiwa", "penduduk") and not is_population(fact, scene):
            # whether all inhabitants are meant is only sure where the number says so
            yield from (found for found in judged(fact, scene.article, known) if found.verdict == "agrees")


@cache
def load_reference() -> Reference:
    """Read the shipped figures."""
    path = rules_folder() / "reference" / "population.toml"
    table = tomllib.loads(path.read_text(encoding="utf8"))
    return Reference(table["people"], table["date"], table["source"])


def is_population(fact: Fact, scene: Scene) -> bool:
    """Whether the fact tells all inhabitants of a region, as they are; not households."""
    told = fact.kind == "count" and fact.indicator == "population" and scene.unit(fact) == ("count", None)
    return told and fact.status != "target" and fact.change is None


def judged(fact: Fact, article: Article, known: Reference) -> Iterator[Finding]:
    """Yield the verdict on one population."""
    said = stated(fact)
    if said is None or fact.region is None:
        return
    people = known.people[fact.region]
    oldest, newest = years_before(fact, article, known.date)
    expected = Stated(*(span(people, oldest, newest, slack) for slack in (COUNTED, LOOSELY)))
    if said.loose.high is not None and said.loose.high < people * PART:
        return  # not a misprint, but people of a place inside
    says = verdict(expected, said)
    if says == "contradicts" and fact.region.startswith(NEW_PROVINCES):
        says = "unclear"
    likely = (
        f"{grouped(in_thousands(expected.strict.low))}–{grouped(in_thousands(expected.strict.high or Fraction(0)))}"
    )
    formula = f"{fact.region_name}: {fact.text} {'∈' if says == 'agrees' else '∉'} {likely}"
    year = known.date.year
    when = str(year - newest) if oldest == newest else f"{year - oldest} to {year - newest}"
    reason = (
        f"{grouped(Decimal(people))} people on {known.date}; for {when}, up to 2 % fewer a year, and 3 % between counts"
    )
    yield finding("reference.population", says, formula, reason, (fact,), known.source)


def years_before(fact: Fact, article: Article, date: dt.date) -> tuple[int, int]:
    """Return how many years before the reference the number holds, at most and at least; whole years, negative after.

    A number without a date is at most two years older than its article.
    """
    first, last = fact.period_start, fact.period_end
    if first is None or last is None:
        first, last = bounds(article.published)
        first = first and first.replace(year=first.year - UNDATED, day=1)
    if first is None or last is None:
        return AGE, -UNDATED
    return date.year - first.year, date.year - last.year


def span(people: int, oldest: int, newest: int, slack: Fraction) -> Interval:
    """Return between what a population lay or will lie, by the growth of regions, with so much slack on both sides."""
    ends = [people / (1 + rate) ** year for rate in GROWTH for year in (oldest, newest)]
    return Interval(min(ends) * (1 - slack), max(ends) * (1 + slack))


def in_thousands(number: Fraction) -> Decimal:
    """Return the number without its last three digits."""
    return Decimal(round(number / 1000) * 1000)
