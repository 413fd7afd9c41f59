"""Articles with their facts <-> a database: SQLite by default, any that SQLAlchemy reaches by URL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from ..encode import from_json, to_json
from ..model import Article, Document, Fact, Failure, Recipe
from ..regions.gazetteer import Gazetteer, load_gazetteer
from ..rules import rules_folder
from .database import StoreError, name_of, open_database, store_url, telling
from .migrate import OutdatedError, prepare
from .query import Filters, select_facts
from .schema import RECIPE, articles, facts, failures, regions, storable

__all__ = ["Saved", "Store", "StoreError"]

Saved = Literal["new", "unchanged", "replaced"]
Item = TypeVar("Item")
ARTICLES_AT_ONCE = 100
NOT_COMPARED = {"key", "path", "saved_at"}  # another way to the same file makes no other article


class Store:
    """A store of articles and their facts. `where` is a path or an SQLAlchemy URL; it is made if not yet there.

    One that another program locks is waited for `patience` seconds. Every method raises StoreError, with one sentence.
    """

    def __init__(self, where: str | Path = "facts.db", *, readonly: bool = False, patience: float = 10) -> None:
        self._url = store_url(where)
        self._regions: set[str] = set()
        try:
            self._open(readonly=readonly, patience=patience)
        except OutdatedError as error:
            self._bring_forward(error, patience)
            self._open(readonly=readonly, patience=patience)

    @property
    def name(self) -> str:
        """What to call the store when speaking to its user."""
        return name_of(self._url)

    def _open(self, *, readonly: bool, patience: float) -> None:
        self._engine = open_database(self._url, readonly=readonly, patience=patience)
        with self._connected() as connection:
            prepare(connection, self.name, readonly=readonly)

    def _bring_forward(self, outdated: OutdatedError, patience: float) -> None:
        """Open a store of an older version to write, once, which makes it one of the present."""
        self.close()
        try:
            self._open(readonly=False, patience=patience)
        except StoreError as error:
            raise outdated from error
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def save(self, article: Article) -> Saved:
        """Store the article and its facts in one transaction, in place of what its (source, id) had before."""
        row, fact_rows = article_row(article), [fact_row(fact) for fact in article.facts]
        with self._connected() as connection:
            stored = find_article(connection, row)
            if stored and same(connection, stored, row, fact_rows):
                return "unchanged"
            new_regions = self._add_regions(connection, article.facts)
            key = put_article(connection, stored, row)
            connection.execute(delete(facts).where(facts.c.article_key == key))
            if fact_rows:
                connection.execute(insert(facts), [fact | {"article_key": key} for fact in fact_rows])
            forget_failure(connection, article.document)
        self._regions |= new_regions  # known for good only now that the transaction has ended
        return "replaced" if stored else "new"

    def fail(self, failure: Failure) -> None:
        """Note that an article could not be read, and why."""
        document = failure.document
        row = {"source": document.source, "id": document.id, "path": document.path, "reason": failure.reason}
        with self._connected() as connection:
            forget_failure(connection, document)
            connection.execute(insert(failures).values(**row, failed_at=now()))

    def query(self, **filters: Any) -> Iterator[Article]:
        """Yield the articles, in order of storing, with those of their facts that fit the filters (see `Filters`)."""
        return self._found(select_facts(Filters(**filters), self._engine.dialect.name))

    def frame(self, library: Literal["pandas", "polars"] = "pandas", **filters: Any) -> Any:
        """Return the facts that fit the filters as a data frame; its columns are those of `extract query --columns`."""
        from ..frame import facts_frame

        return facts_frame(self.query(**filters), library)

    def _found(self, statement: Select[Any]) -> Iterator[Article]:
        with self._connected() as connection:
            found = connection.execution_options(yield_per=5000).execute(statement)
            by_article = groupby(found, lambda row: row.article_key)
            groups = ((key, [to_fact(row) for row in rows]) for key, rows in by_article)
            for batch in batches(groups, ARTICLES_AT_ONCE):
                yield from with_articles(connection, batch)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with telling(self._url), self._engine.begin() as connection:
            yield connection

    def _add_regions(self, connection: Connection, of: Iterable[Fact]) -> set[str]:
        """Store the regions that the facts name, with the regions they lie in, and return their codes."""
        wanted = {row["code"]: row for fact in of if fact.region for row in region_rows(fact)}
        codes = wanted.keys() - self._regions
        if codes:
            known = set(connection.scalars(select(regions.c.code).where(regions.c.code.in_(codes))))
            rows = [wanted[code] for code in sorted(codes - known)]  # sorted: a region before those that lie in it
            if rows:
                connection.execute(insert(regions), rows)
        return set(codes)


def find_article(connection: Connection, row: dict[str, Any]) -> Row[Any] | None:
    """Return what is stored of the article, or None."""
    key = (articles.c.source == row["source"], articles.c.id == row["id"])
    return connection.execute(select(articles).where(*key)).first()


def same(connection: Connection, stored: Row[Any], row: dict[str, Any], fact_rows: list[dict[str, Any]]) -> bool:
    """Return whether the stored article and facts are just these."""
    if any(stored._mapping[name] != value for name, value in row.items() if name not in NOT_COMPARED):
        return False
    columns = [column for column in facts.c if column.name != "article_key"]
    statement = select(*columns).where(facts.c.article_key == stored.key).order_by(facts.c.start, facts.c.id)
    ordered = sorted(fact_rows, key=lambda fact: (fact["start"], fact["id"]))
    return [dict(fact) for fact in connection.execute(statement).mappings()] == ordered


def put_article(connection: Connection, stored: Row[Any] | None, row: dict[str, Any]) -> int:
    """Write the article's row and return its key."""
    row = row | {"saved_at": now()}
    if stored:
        connection.execute(update(articles).where(articles.c.key == stored.key).values(**row))
        return int(stored.key)
    return int(connection.execute(insert(articles).values(**row)).inserted_primary_key[0])  # type: ignore[index]


def forget_failure(connection: Connection, document: Document) -> None:
    """Delete the note that the article failed."""
    key = (failures.c.source == document.source, failures.c.id == document.id)
    connection.execute(delete(failures).where(*key))


def now() -> dt.datetime:
    """Return the time at which something is stored, in UTC."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def article_row(article: Article) -> dict[str, Any]:
    """Return the article's columns, without its key. A text without source and name is known by its content."""
    document = asdict(article.document)
    if (document["source"], document["id"]) == ("", "-"):
        document["source"] = f"text:{article.sha256[:16]}"
    document["published_given"] = document.pop("published")
    found = {name: getattr(article, name) for name in ("published", "published_from", "sha256")}
    return document | found | asdict(article.recipe)


def fact_row(fact: Fact) -> dict[str, Any]:
    """Return the fact's columns, amounts and alternatives as they come back from the store."""
    row = fact.to_dict()
    for name in ("low", "high"):
        amount = storable(row[name])
        row[name] = None if amount is None else from_json(repr(amount))
    row["alternatives"] = from_json(to_json(row["alternatives"])) if fact.alternatives else None
    row["linked_by"] = dict(fact.linked_by) or None
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


def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer."""
    return load_gazetteer(rules_folder() / "gazetteer")


def with_articles(connection: Connection, groups: Sequence[tuple[int, list[Fact]]]) -> Iterator[Article]:
    """Yield the article of each key with the facts beside it."""
    found = connection.execute(select(articles).where(articles.c.key.in_([key for key, _ in groups])))
    rows = {row.key: row for row in found}
    yield from (to_article(rows[key], facts_found) for key, facts_found in groups)


def to_article(row: Row[Any], found: Iterable[Fact]) -> Article:
    """Return the stored article with the facts."""
    document = Document(row.text, row.id, row.source, row.path, row.title, row.url, row.published_given)
    recipe = Recipe(**{name: row._mapping[name] for name in RECIPE})
    return Article(document, row.sha256, row.published, row.published_from, tuple(found), recipe)


def to_fact(row: Row[Any]) -> Fact:
    """Return the fact of a stored row."""
    values = dict(row._mapping)
    del values["article_key"]
    return Fact(
        **values | {"alternatives": tuple(values["alternatives"] or ()), "linked_by": values["linked_by"] or {}}
    )


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
