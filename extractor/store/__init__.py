"""Articles with their facts <-> a database: SQLite by default, any that SQLAlchemy reaches by URL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, Self, cast

from sqlalchemy import Connection, Select, select

from ..batch import batches
from ..model import Article, Document, Fact, Failure, Finding, Recipe, Stored
from .asked import read_filters
from .database import ConflictError, StoreError, name_of, open_database, reading, store_url, telling
from .findings import stored_findings
from .identity import meant
from .migrate import OutdatedError, prepare
from .query import Filters, select_alike, select_facts, select_indicators, select_speakers
from .resume import facts_of, known, surely_exact
from .rows import to_article, to_fact
from .save import Fate, Saved, forget_failures, key_of_result, put
from .schema import articles

__all__ = ["Fate", "Saved", "Store", "StoreError"]

ARTICLES_AT_ONCE = 100
ALIKE = 200  # facts that one fact is held against, at most
TRIES = 5


class Store:
    """A store of articles and their facts. `where` is a path or an SQLAlchemy URL; it is made if not yet there.

    One that another program locks is waited for `patience` seconds. Every method raises StoreError, with one sentence.
    """

    def __init__(self, where: str | Path = "facts.db", *, readonly: bool = False, patience: float = 10) -> None:
        self._url = store_url(where)
        try:
            self._open(readonly=readonly, patience=patience)
        except OutdatedError as error:
            self._bring_forward(error, patience)
            self._open(readonly=readonly, patience=patience)

    @property
    def name(self) -> str:
        """How messages name the store."""
        return name_of(self._url)

    def _open(self, *, readonly: bool, patience: float) -> None:
        self._engine = open_database(self._url, readonly=readonly, patience=patience)
        with self._writing() as connection:
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
        """Close the database."""
        self._engine.dispose()

    def save(self, article: Article) -> Saved:
        """Store the article and its facts in one transaction, in place of what its (source, id) had before."""
        [fate] = self.put([article])
        return cast(Saved, fate)

    def fail(self, failure: Failure) -> None:
        """Note that an article could not be read, and why."""
        self.put([failure])

    def put(self, results: Sequence[Article | Failure], recipe: Recipe = Recipe()) -> list[Fate]:  # noqa: B008  frozen
        """Store all in one transaction and return what became of each; failures are noted with the recipe."""
        for _ in range(TRIES):
            try:
                with self._writing() as connection:
                    return put(connection, results, recipe)
            except ConflictError as error:  # another writer was first: what it wrote is there to be seen now
                conflict = error
        raise conflict

    def known(self, documents: Sequence[Document], recipe: Recipe) -> list[Stored | None]:
        """Return for each document what the store holds of it, if the recipe would give just that again."""
        with self._reading() as connection:
            found = known(connection, documents, recipe)
        stale = [one.result for one in found if one and one.failed]
        if stale:
            with self._writing() as connection:
                forget_failures(connection, [key_of_result(result) for result in stale])
        return found

    def read_back(self, keys: Sequence[int]) -> dict[int, tuple[tuple[Fact, ...], tuple[Finding, ...]]]:
        """Return facts and findings of stored articles by key, unless a number is longer than the store keeps."""
        with self._reading() as connection:
            found, findings = facts_of(connection, keys), stored_findings(connection, keys)
        return {key: (own, findings[key]) for key, own in found.items() if surely_exact(own)}

    def query(self, **filters: Any) -> Iterator[Article]:
        """Yield the articles, in order of storing, with those of their facts that fit the filters (see `Filters`).

        Filters are those of `extract query`: regions by name or code, dates as `date` or written, any numbers. Raises
        UserError, in the same words, for what the command refuses.
        """
        return self.found(read_filters(filters))

    def found(self, filters: Filters) -> Iterator[Article]:
        """Yield the articles, in order of storing, with those of their facts that fit the filters."""
        if isinstance(filters.speaker, str):
            filters = replace(filters, speaker=tuple(meant(filters.speaker, self.speakers())))
        return self._found(select_facts(filters, self._engine.dialect.name))

    def speakers(self) -> dict[str, str | None]:
        """Return the name of each speaker, and whether it is a `person`'s or a `body`'s, None where nobody knows."""
        with self._reading() as connection:
            return {row.speaker: row.kind for row in connection.execute(select_speakers())}

    def indicators(self) -> list[str]:
        """Return the indicators of the store's facts, and what they are finer forms of."""
        with self._reading() as connection:
            names = set(connection.scalars(select_indicators()))
        return sorted(names | {name.partition(".")[0] for name in names})

    def alike(self, fact: Fact) -> Iterator[Article]:
        """Yield articles with their facts of the same indicator, region, time and unit as the fact, newest first."""
        return self._found(select_alike(fact, ALIKE))

    def article(self, key: int) -> Article | None:
        """Return the article that has the key in the table `articles`, with all its facts, or None."""
        with self._reading() as connection:
            if connection.scalar(select(articles.c.key).where(articles.c.key == key)) is None:
                return None
            return next(with_articles(connection, [(key, list(facts_of(connection, [key])[key]))]))

    def frame(self, library: Literal["pandas", "polars"] = "pandas", **filters: Any) -> Any:
        """Return the facts that fit the filters as a data frame; its columns are those of `extract query --columns`."""
        from ..table.frame import facts_frame

        return facts_frame(self.query(**filters), library)

    def _found(self, statement: Select[Any]) -> Iterator[Article]:
        with self._reading() as connection:
            found = connection.execution_options(yield_per=5000).execute(statement)
            by_article = groupby(found, lambda row: row.article_key)
            groups = ((key, [to_fact(row) for row in rows]) for key, rows in by_article)
            for batch in batches(groups, ARTICLES_AT_ONCE):
                yield from with_articles(connection, batch)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with telling(self._url), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with telling(self._url), reading(self._engine).begin() as connection:
            yield connection


def with_articles(connection: Connection, groups: Sequence[tuple[int, list[Fact]]]) -> Iterator[Article]:
    """Yield the article of each key with the facts beside it, and the findings that rest on them."""
    keys = [key for key, _ in groups]
    rows = {row.key: row for row in connection.execute(select(articles).where(articles.c.key.in_(keys)))}
    findings = stored_findings(connection, keys)
    yield from (to_article(rows[key], facts_found, findings[key]) for key, facts_found in groups)
