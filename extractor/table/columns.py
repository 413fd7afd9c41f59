"""A table of facts: its columns, as the data dictionary in columns.toml describes them, and a row for each fact."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from ..model import Article

Type = Literal["text", "integer", "number", "date", "json"]

OF_ARTICLE = {"article": "id"}  # what the article calls a column, where it calls it otherwise


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `of` says what it describes, the article or facts of certain kinds."""

    name: str
    type: Type
    of: str
    meaning: str


@cache
def columns() -> tuple[Column, ...]:
    """Return the columns in order: those of the article, then the fields of a fact."""
    described = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf8"))
    return tuple(Column(**column) for column in described["column"])


def rows(articles: Iterable[Article]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each fact, with the values of all columns as they are (Decimal, date, None)."""
    of_fact = attrgetter(*(column.name for column in columns() if column.of != "article"))
    for article in articles:
        head = tuple(head_value(article, column.name) for column in columns() if column.of == "article")
        yield from (head + of_fact(fact) for fact in article.facts)


def head_value(article: Article, name: str) -> Any:
    """Return what the article says in a column."""
    where = article if name in ("published", "published_from") else article.document
    return getattr(where, OF_ARTICLE.get(name, name))
