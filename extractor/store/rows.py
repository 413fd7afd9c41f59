"""Articles and facts <-> the rows of the store's tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, or_

from ..model import Article, Document, Fact, Failure, Finding, Recipe, fields_of, sure_of
from ..regions.gazetteer import Gazetteer, load_gazetteer
from ..rules import rules_folder
from ..table.encode import from_json, to_json
from .schema import RECIPE, storable

Key = tuple[str, str]  # (source, id), by which the store knows an article


SOURCES_AT_ONCE = 100


def of_keys(table: Table, keys: Iterable[Key]) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that together hold for the rows of these articles.

    Not `(source, id) IN …`, for which SQLite reads the whole table.
    """
    ids: dict[str, list[str]] = {}
    for source, id_ in keys:
        ids.setdefault(source, []).append(id_)
    sources = iter(ids.items())
    while some := list(islice(sources, SOURCES_AT_ONCE)):
        yield or_(*(and_(table.c.source == source, table.c.id.in_(own)) for source, own in some))


def now() -> dt.datetime:
    """Return the time at which something is stored, in UTC."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def key_of(document: Document, sha256: str) -> Key:
    """Return by what the store knows the article. A text without source and name is known by its content."""
    nameless = (document.source, document.id) == ("", "-")
    return (f"text:{sha256[:16]}" if nameless else document.source, document.id)


def document_row(document: Document, sha256: str) -> dict[str, Any]:
    """Return the columns that say what an article is before anything is read in it."""
    row = fields_of(document) | {"sha256": sha256, "source": key_of(document, sha256)[0]}
    row["published_given"] = row.pop("published")
    return row


def article_row(article: Article) -> dict[str, Any]:
    """Return the article's columns, without its key and the time."""
    found = {"published": article.published, "published_from": article.published_from}
    return document_row(article.document, article.sha256) | found | fields_of(article.recipe)


def failure_row(failure: Failure, sha256: str, recipe: Recipe) -> dict[str, Any]:
    """Return the failure's columns."""
    document = failure.document
    head = {"source": key_of(document, sha256)[0], "id": document.id, "path": document.path}
    return head | {"reason": failure.reason, "sha256": sha256, "failed_at": now()} | fields_of(recipe)


def fact_row(fact: Fact) -> dict[str, Any]:
    """Return the fact's columns, amounts and alternatives as they come back from the store."""
    row = fact.to_dict()
    for name in ("low", "high", "base_low", "base_high"):
        amount = storable(row[name])
        row[name] = None if amount is None else Decimal(repr(amount))
    row["alternatives"] = from_json(to_json(row["alternatives"])) if fact.alternatives else None
    for name in ("linked_by", "confidence_by"):
        row[name] = dict(row[name]) or None
    return row


def region_rows(fact: Fact) -> Iterator[dict[str, Any]]:
    """Yield the row of the fact's region and of each that it lies in, as the gazetteer knows them.

    Villages and the whole country, which it does not hold by code, are called what the fact calls them.
    """
    code = fact.region
    while code:
        above = code.rpartition(".")[0] or None
        known = gazetteer().region(code)
        if known:
            row = {"name": known.full_name} | {name: getattr(known, name) for name in ("level", "lat", "lon")}
        else:
            row = {"name": fact.region_name or code, "level": fact.region_level, "lat": None, "lon": None}
        yield row | {"code": code, "parent": above}
        code = above


@cache
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer."""
    return load_gazetteer(rules_folder() / "gazetteer")


def to_article(row: Row[Any], found: Sequence[Fact], findings: Iterable[Finding]) -> Article:
    """Return the stored article with the facts, and the findings that rest on some of them or on none."""
    document = Document(row.text, row.id, row.source, row.path, row.title, row.url, row.published_given, row.site)
    ids = {fact.id for fact in found}
    held = tuple(finding for finding in findings if not ids.isdisjoint(finding.facts) or not finding.facts)
    return Article(document, row.sha256, row.published, row.published_from, tuple(found), recipe_of(row), held)


def recipe_of(row: Row[Any]) -> Recipe:
    """Return what the stored article, or failure, was made with."""
    return Recipe(**{name: row._mapping[name] for name in RECIPE})


def to_fact(row: Row[Any]) -> Fact:
    """Return the fact of a stored row."""
    values = row._asdict()
    del values["article_key"]
    values["alternatives"] = tuple(values["alternatives"] or ())
    values["linked_by"] = values["linked_by"] or {}
    return Fact(**values | sure_of(values))
