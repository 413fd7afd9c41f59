"""Results of a run -> the store's tables, many in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ..model import Article, Document, Fact, Failure, Finding, Recipe, Result
from .findings import finding_rows, stored_findings
from .rows import Key, article_row, fact_row, failure_row, key_of, now, of_keys, region_rows
from .schema import articles, facts, failures, findings, regions

Saved = Literal["new", "unchanged", "replaced"]
Fate = Literal["new", "unchanged", "replaced", "failed"]
NOT_COMPARED = {"path", "text"}  # another way to the same file makes no other article; sha256 stands for the text
COMPARED = [column for column in articles.c if column.name not in NOT_COMPARED]


def put(connection: Connection, results: Sequence[Result], recipe: Recipe) -> list[Fate]:
    """Store articles in place of what their (source, id) had before, note failures; return what became of each."""
    fates: list[Fate] = []
    for part in without_repeats(results):
        saved = iter(put_articles(connection, [result for result in part if isinstance(result, Article)]))
        failed = [result for result in part if isinstance(result, Failure)]
        forget_failures(connection, [key_of_result(result) for result in part])
        if failed:
            rows = [failure_row(failure, sha256_of(failure.document), recipe) for failure in failed]
            connection.execute(insert(failures), rows)
        fates += [next(saved) if isinstance(result, Article) else "failed" for result in part]
    return fates


def sha256_of(document: Document) -> str:
    """Return the hash of the article's text."""
    return hashlib.sha256(document.text.encode("utf8", "surrogatepass")).hexdigest()


def key_of_result(result: Result) -> Key:
    """Return by what the store knows the result's article."""
    return key_of(result.document, result.sha256 if isinstance(result, Article) else sha256_of(result.document))


def without_repeats(results: Iterable[Result]) -> Iterator[list[Result]]:
    """Yield the results in lists that hold no article twice: the later one takes the earlier one's place."""
    part: dict[Key, Result] = {}
    for result in results:
        key = key_of_result(result)
        if key in part:
            yield list(part.values())
            part = {}
        part[key] = result
    yield list(part.values())


def put_articles(connection: Connection, found: Sequence[Article]) -> list[Saved]:
    """Store the articles, which are different ones, with their facts and findings."""
    rows = [article_row(article) for article in found]
    stored = stored_articles(connection, [(row["source"], row["id"]) for row in rows])
    olds = [stored.get((row["source"], row["id"])) for row in rows]
    fates = [saved_as(connection, *three) for three in zip(olds, rows, found, strict=True)]
    for fate, put_rows in (("new", insert_articles), ("replaced", replace_articles)):
        these = [number for number, its_fate in enumerate(fates) if its_fate == fate]
        keys = put_rows(connection, [rows[number] for number in these], [olds[number] for number in these])
        insert_found(connection, {key: found[number] for key, number in zip(keys, these, strict=True)})
    return fates


def saved_as(connection: Connection, old: Row[Any] | None, row: dict[str, Any], article: Article) -> Saved:
    """Return what becomes of the article, given what is stored of it."""
    if old is None:
        return "new"
    fact_rows = [fact_row(fact) for fact in article.facts]
    return "unchanged" if unchanged(connection, old, row, fact_rows, article.findings) else "replaced"


def insert_found(connection: Connection, found: Mapping[int, Article]) -> None:
    """Write the facts and findings of articles that have none stored, by their keys."""
    add_regions(connection, (fact for article in found.values() for fact in article.facts))
    rows: dict[Table, list[dict[str, Any]]] = {facts: [], findings: []}
    for key, article in found.items():
        rows[facts] += [fact_row(fact) | {"article_key": key} for fact in article.facts]
        rows[findings] += [finding | {"article_key": key} for finding in finding_rows(article.findings)]
    for table, its_rows in rows.items():
        if its_rows:
            connection.execute(insert(table), its_rows)


def stored_articles(connection: Connection, keys: Sequence[Key]) -> dict[Key, Row[Any]]:
    """Return what is stored of the articles, but for their texts, by their keys."""
    statements = (select(*COMPARED).where(condition) for condition in of_keys(articles, keys))
    return {(row.source, row.id): row for statement in statements for row in connection.execute(statement)}


def unchanged(
    connection: Connection,
    stored: Row[Any],
    row: dict[str, Any],
    fact_rows: list[dict[str, Any]],
    found: tuple[Finding, ...],
) -> bool:
    """Return whether the stored article, facts and findings are just these."""
    if any(stored._mapping[name] != value for name, value in row.items() if name not in NOT_COMPARED):
        return False
    columns = [column for column in facts.c if column.name != "article_key"]
    statement = select(*columns).where(facts.c.article_key == stored.key).order_by(facts.c.start, facts.c.id)
    ordered = sorted(fact_rows, key=lambda fact: (fact["start"], fact["id"]))
    if [dict(fact) for fact in connection.execute(statement).mappings()] != ordered:
        return False
    return stored_findings(connection, [stored.key])[stored.key] == found


def insert_articles(connection: Connection, rows: Sequence[dict[str, Any]], _: object) -> list[int]:
    """Write the rows of new articles and return their keys, in order."""
    if not rows:
        return []
    statement = insert(articles).returning(articles.c.key, sort_by_parameter_order=True)
    return list(connection.scalars(statement, [row | {"saved_at": now()} for row in rows]))


def replace_articles(
    connection: Connection, rows: Sequence[dict[str, Any]], olds: Sequence[Row[Any] | None]
) -> list[int]:
    """Write the rows over the stored ones, whose facts and findings go, and return their keys, in order."""
    keys = [old.key for old in olds if old]
    for key, row in zip(keys, rows, strict=True):
        connection.execute(update(articles).where(articles.c.key == key).values(**row, saved_at=now()))
        for table in (facts, findings):
            connection.execute(delete(table).where(table.c.article_key == key))
    return keys


def forget_failures(connection: Connection, keys: Sequence[Key]) -> None:
    """Delete the notes that the articles failed."""
    for condition in of_keys(failures, keys):
        connection.execute(delete(failures).where(condition))


def add_regions(connection: Connection, of: Iterable[Fact]) -> None:
    """Store the regions that the facts name, with the regions they lie in."""
    named = {fact.region: fact for fact in of if fact.region}
    if not named:
        return
    known = set(connection.scalars(select(regions.c.code).where(regions.c.code.in_(named))))
    wanted = {row["code"]: row for code, fact in named.items() if code not in known for row in region_rows(fact)}
    if wanted:  # sorted: a region before those that lie in it, and the same order in all who write at once
        writes = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(writes(regions).on_conflict_do_nothing(), [wanted[code] for code in sorted(wanted)])
