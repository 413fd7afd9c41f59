"""Stores of every version -> the present tables, in one transaction: if it is interrupted, the old store is unchanged.

What a version added (tables, columns that may be empty, indexes, views) is seen by comparing the store with
schema.py and needs no step. A version that changes what was stored before adds a step to STEPS.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import DDL, Connection, Inspector, Table, insert, inspect, select, text, update
from sqlalchemy.schema import CreateColumn

from .database import StoreError
from .schema import SCHEMA, VIEWS, meta, metadata

Step = Callable[[Connection], object]
STEPS: dict[int, Step] = {  # schema -> what makes stores of the schema before it into such ones, beside additions
    2: lambda connection: connection.execute(text("DROP INDEX facts_by_region")),  # facts_by_place does more
    3: lambda connection: connection.execute(text("DROP INDEX facts_by_speaker")),  # facts_by_who does more
}
OURS = {"meta", "articles", "facts"}  # tables that every version has had
CREATION = 7_316_202  # any number that programs which make tables in one PostgreSQL database agree upon


class OutdatedError(StoreError):
    """A store of an older version, opened for reading only."""


def prepare(connection: Connection, name: str, *, readonly: bool) -> None:
    """Make the tables of an empty database, and bring those of an older version forward.

    Raises StoreError for what is no store or a newer one, OutdatedError for an older one that is only to be read.
    """
    if not readonly and connection.dialect.name == "postgresql":  # SQLite has locked the whole file by now
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": CREATION})
    tables = inspect(connection).get_table_names()
    if not tables and not readonly:
        metadata.create_all(connection)
        connection.execute(insert(meta).values(name="schema", value=str(SCHEMA)))
        return
    if not OURS.issubset(tables):
        raise StoreError(f"{name} is a database, but not a store of extract")
    stored = int(connection.scalar(select(meta.c.value).where(meta.c.name == "schema")) or 0)
    if stored > SCHEMA:
        raise StoreError(f"{name} was written by a newer version of extract: install that one to use it")
    if stored < SCHEMA and readonly:
        raise OutdatedError(f"{name} was written by an older version of extract: it has to be opened for writing once")
    if stored < SCHEMA:
        bring_forward(connection, stored)


def bring_forward(connection: Connection, stored: int) -> None:
    """Make a store of an older schema one of the present."""
    there = inspect(connection)
    for view in sorted(VIEWS.keys() & set(there.get_view_names())):
        connection.execute(DDL(f"DROP VIEW {view}"))  # type: ignore[no-untyped-call]
    for name in sorted(set(there.get_table_names()) & metadata.tables.keys()):
        add_missing(connection, there, metadata.tables[name])
    metadata.create_all(connection)  # makes the tables that are missing, and all views
    for schema in sorted(step for step in STEPS if step > stored):
        STEPS[schema](connection)
    connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(SCHEMA)))


def add_missing(connection: Connection, there: Inspector, table: Table) -> None:
    """Add the columns and indexes that the stored table lacks."""
    columns = {column["name"] for column in there.get_columns(table.name)}
    for column in table.columns:
        if column.name not in columns:
            written = CreateColumn(column).compile(dialect=connection.dialect)
            connection.execute(DDL(f"ALTER TABLE {table.name} ADD COLUMN {written}"))  # type: ignore[no-untyped-call]
    indexes = {index["name"] for index in there.get_indexes(table.name)}
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        if index.name not in indexes:
            index.create(connection)
