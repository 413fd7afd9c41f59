"""What need not be extracted again: articles that are stored just as a run would store them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, func, select

from ..model import Article, Document, Fact, Failure, Recipe, Stored
from .rows import Key, document_row, of_keys, recipe_of, to_fact
from .save import NOT_COMPARED, sha256_of, stored_articles
from .schema import BIGGEST_INTEGER, facts, failures

EXACT_DIGITS = 15  # so many a REAL keeps


def known(connection: Connection, documents: Sequence[Document], recipe: Recipe) -> list[Stored | None]:
    """Return for each document what is stored of it, or how it failed before, by the same recipe; else None."""
    heads = [document_row(document, sha256_of(document)) for document in documents]
    keys = [(head["source"], head["id"]) for head in heads]
    stored, failed = stored_articles(connection, keys), failed_before(connection, keys)
    same = {
        key: stored[key]
        for key, head in zip(keys, heads, strict=True)
        if key in stored and fits(stored[key], head, recipe)
    }
    kinds = count_kinds(connection, [row.key for row in same.values()])
    return [
        Stored(same[key].key, to_article(same[key], document), kinds[same[key].key], key in failed)
        if key in same and fits(same[key], head, recipe)
        else again(failed.get(key), document, head["sha256"], recipe)
        for key, document, head in zip(keys, documents, heads, strict=True)
    ]


def fits(row: Row[Any], head: dict[str, Any], recipe: Recipe) -> bool:
    """Return whether the stored article has this text and metadata, and was made by the recipe."""
    wanted = head | asdict(recipe)
    return all(row._mapping[name] == value for name, value in wanted.items() if name not in NOT_COMPARED)


def to_article(row: Row[Any], document: Document) -> Article:
    """Return the stored article without its facts, found by the way that the document tells."""
    return Article(document, row.sha256, row.published, row.published_from, (), recipe_of(row))


def failed_before(connection: Connection, keys: Sequence[Key]) -> dict[Key, Row[Any]]:
    """Return the failures noted of the articles."""
    statements = (select(failures).where(condition) for condition in of_keys(failures, keys))
    return {(row.source, row.id): row for statement in statements for row in connection.execute(statement)}


def again(row: Row[Any] | None, document: Document, sha256: str, recipe: Recipe) -> Stored | None:
    """Return the failure if the same text, read by the same recipe, would only fail again."""
    if row is None or row.sha256 != sha256 or recipe_of(row) != recipe:
        return None
    return Stored(None, Failure(document, row.reason))


def count_kinds(connection: Connection, keys: Sequence[int]) -> dict[int, Counter[str]]:
    """Return how many facts of each kind the articles have."""
    counts: dict[int, Counter[str]] = {key: Counter() for key in keys}
    statement = select(facts.c.article_key, facts.c.kind, func.count()).where(facts.c.article_key.in_(keys))
    for key, kind, count in connection.execute(statement.group_by(facts.c.article_key, facts.c.kind)):
        counts[key][kind] = count
    return counts


def facts_of(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[Fact, ...]]:
    """Return the articles' facts, in order of start, by their keys."""
    found: dict[int, list[Fact]] = {key: [] for key in keys}
    statement = select(facts).where(facts.c.article_key.in_(keys)).order_by(facts.c.article_key, facts.c.start)
    for row in connection.execute(statement):
        found[row.article_key].append(to_fact(row))
    return {key: tuple(own) for key, own in found.items()}


def surely_exact(found: Iterable[Fact]) -> bool:
    """Return whether the facts came out of the store as they went in.

    Whole numbers do up to 2⁶³, others up to 15 digits; a text of fewer digits states no longer number.
    """
    return all(
        sum(char.isdigit() for char in fact.text) <= EXACT_DIGITS
        or (all(whole(amount) for amount in (fact.low, fact.high)) and not fact.alternatives)
        for fact in found
    )  # fmt: skip


def whole(amount: Any) -> bool:
    """Return whether the store keeps the amount as a whole number."""
    return amount is not None and amount == int(amount) and abs(amount) <= BIGGEST_INTEGER
