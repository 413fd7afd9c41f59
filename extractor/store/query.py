"""What is asked -> the facts of a store, as one SQL statement. Users' words are only ever bound parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, func, or_, select

from ..errors import UserError
from ..model import Fact
from .fulltext import holding, phrases
from .schema import articles, facts


@dataclass(frozen=True, slots=True)
class Filters:
    """What facts to find: all that fit every filter given.

    `region` is a code and takes in what lies in it; `kind` one kind or several; `indicator` takes in its finer ones;
    `speaker` is a name, or all names that mean one speaker (identity.py). `since` and `until` bound the time a fact
    holds for, `min` and `max` its amount. `search` are words, and phrases in double quotes, that the article holds all.
    `min_confidence`, 0 to 1, leaves out numbers of whose links the program is less sure, and all that is no number.
    `id` is a fact's.
    """

    region: str | None = None
    kind: str | tuple[str, ...] = ()
    indicator: str | None = None
    speaker: str | tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    search: str | None = None
    min_confidence: float | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        """Raise UserError for a search without words, which no article could answer."""
        if self.search is not None and not phrases(self.search):
            raise UserError(f"“{self.search}” holds no word to search for")


def select_facts(filters: Filters, dialect: str) -> Select[Any]:
    """Return the statement that gives the facts, in order of article and start."""
    statement = select(facts).order_by(facts.c.article_key, facts.c.start, facts.c.id)
    if filters.search is not None:
        statement = statement.join(articles).where(holding(filters.search, dialect))
    return statement.where(*conditions(filters))


def select_indicators() -> Select[Any]:
    """Return the statement that gives the indicators of all facts, each once."""
    return select(facts.c.indicator).where(facts.c.indicator.is_not(None)).distinct()


def select_alike(fact: Fact, most: int) -> Select[Any]:
    """Return the statement that gives at most so many facts of the same indicator, region and time, newest first.

    People are people, whatever the word for them (`orang`, `jiwa`); other numbers have one unit.
    """
    same = (facts.c.kind, facts.c.indicator, facts.c.region, facts.c.period, facts.c.status)
    wanted = (fact.kind, fact.indicator, fact.region, fact.period, fact.status)
    level = [facts.c.change.is_(None), facts.c.per.is_(None)]  # not a change, and no rate
    unit = [] if fact.kind == "count" else [facts.c.unit == fact.unit]
    order = (articles.c.published.desc(), articles.c.key, facts.c.start)
    alike = (a == b for a, b in zip(same, wanted, strict=True))
    return select(facts).join(articles).where(*alike, *level, *unit).order_by(*order).limit(most)


def conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what the filters ask of a fact."""
    if filters.region is not None:
        yield within(facts.c.region, filters.region)
    if filters.kind:
        yield facts.c.kind.in_([filters.kind] if isinstance(filters.kind, str) else filters.kind)
    if filters.indicator is not None:
        yield within(facts.c.indicator, filters.indicator)
    if filters.speaker is not None:
        names = (filters.speaker,) if isinstance(filters.speaker, str) else filters.speaker
        yield facts.c.speaker.in_(names)
    if filters.id is not None:
        yield facts.c.id == filters.id
    if filters.min_confidence is not None:
        yield facts.c.confidence >= filters.min_confidence
    yield from bounds(filters)


def select_speakers() -> Select[Any]:
    """Return the statement that gives each speaker's name with its kind: `person` where any fact says so."""
    kind = func.max(facts.c.speaker_kind).label("kind")  # of `body` and `person` the latter
    return select(facts.c.speaker, kind).where(facts.c.speaker.is_not(None)).group_by(facts.c.speaker)


def bounds(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what the filters ask of a fact's time and amount: some part of it must lie inside."""
    if filters.since is not None:
        yield facts.c.period_end >= filters.since
    if filters.until is not None:
        yield facts.c.period_start <= filters.until
    if filters.min is not None:
        yield func.coalesce(facts.c.high, facts.c.low) >= filters.min
    if filters.max is not None:
        yield func.coalesce(facts.c.low, facts.c.high) <= filters.max


def within(column: Column[Any], code: str) -> ColumnElement[bool]:
    """Return the condition that the column holds the dotted code or a longer one: `33` takes in `33.16`.

    A range, not a LIKE, so that the index on the column answers; `/` is the character after the dot.
    """
    return or_(column == code, and_(column >= f"{code}.", column < f"{code}/"))
