"""Where a store lies -> an open database; its errors -> one sentence each."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from ..errors import UserError
from ..table.encode import from_json, to_json

# What goes wrong with an SQLite file, by SQLite's primary result code, in the user's words.
SENTENCES = {
    sqlite3.SQLITE_PERM: "{where} cannot be opened: permission denied",
    sqlite3.SQLITE_BUSY: "{where} is locked by another program; try again when that has finished",
    sqlite3.SQLITE_LOCKED: "{where} is locked by another program; try again when that has finished",
    sqlite3.SQLITE_READONLY: "{where} cannot be written: it is read-only",
    sqlite3.SQLITE_IOERR: "{where} cannot be read or written: the disk reports an error",
    sqlite3.SQLITE_CORRUPT: "{where} is damaged: take a copy, or rescue it with `sqlite3 {where} .recover`",
    sqlite3.SQLITE_FULL: "{where} cannot grow: the disk is full; what was stored before is kept",
    sqlite3.SQLITE_CANTOPEN: "{where} cannot be opened or made there",
    sqlite3.SQLITE_NOTADB: "{where} is not an SQLite database",
}


JOURNAL = 16_000  # pages of 4 kB: of a large store most are written again before they need to go to their places
AGAIN = 0.01  # seconds until a lock that SQLite does not wait for is tried again
CONFLICTS = {"40001", "40P01"}  # PostgreSQL: what two wrote at once cannot stand as if one had come first


class StoreError(UserError):
    """A store that cannot be used: the message says which and why, in one sentence."""


class ConflictError(StoreError):
    """Another program wrote the same at the same time: to be tried again."""


def store_url(where: str | Path) -> URL:
    """Return the SQLAlchemy URL of a store given by path or URL."""
    if "://" not in str(where):
        return URL.create("sqlite", database=os.fspath(where))
    try:
        url = make_url(str(where))
        return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
    except ArgumentError as error:
        raise StoreError(f"{where} is not a database URL such as sqlite:///facts.db") from error


def name_of(url: URL) -> str:
    """Return how messages name the store: by a file's path, or by the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the store in memory"
    return url.render_as_string(hide_password=True).replace("+psycopg", "", 1)


def open_database(url: URL, *, readonly: bool, patience: float) -> Engine:
    """Return an engine for the store. One that another program locks is waited for `patience` seconds."""
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    if is_file:
        check_file(Path(url.database or ""), readonly=readonly)
    options: dict[str, Any] = {"json_serializer": to_json, "json_deserializer": from_json}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": patience}
    try:
        engine = create_engine(read_only(url) if readonly and is_file else url, **options)
    except NoSuchModuleError as error:
        raise StoreError(f"no database of the kind “{url.drivername}” is known") from error
    except ImportError as error:
        raise StoreError(f"a store at {name_of(url)} needs the Python package {error.name}") from error
    if engine.dialect.name == "sqlite":
        tune_sqlite(engine, readonly=readonly, patience=patience)
    return engine


def check_file(path: Path, *, readonly: bool) -> None:
    """Raise StoreError for a path at which there can be no store."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a store")
    if readonly and not path.exists():
        raise StoreError(f"there is no store at {path}; `extract FILE` makes one")
    if not path.parent.is_dir():
        raise StoreError(f"{path} cannot be made: there is no folder {path.parent}")
    if not readonly and not all(os.access(place, os.W_OK) for place in (path, path.parent) if place.exists()):
        raise StoreError(f"{path} cannot be written: it is read-only")


def read_only(url: URL) -> URL:
    """Return the URL that opens an SQLite file for reading only, also where no lock file can be made beside it."""
    path = Path(url.database or "").absolute()
    query = {"uri": "true", "mode": "ro"}
    if not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        query["immutable"] = "1"
    return url.set(database=f"file:{quote(str(path))}", query=query)


def tune_sqlite(engine: Engine, *, readonly: bool, patience: float) -> None:
    """Make SQLite keep foreign keys, let readers read while one writes, and take its lock before it reads to write."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not where the driver guesses
        connection.execute("PRAGMA foreign_keys = ON")
        if not readonly:
            log_ahead(connection, time.monotonic() + patience)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {JOURNAL}")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        reads = readonly or connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def log_ahead(connection: Any, deadline: float) -> None:
    """Set the write-ahead journal, so that others can read meanwhile. Here SQLite itself does not wait for locks."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(AGAIN)
        else:
            return


def reading(engine: Engine) -> Engine:
    """Return the engine for transactions that only read, during which others may write."""
    return engine.execution_options(reads=True)


@contextmanager
def telling(url: URL) -> Iterator[None]:
    """Turn the database's errors into StoreErrors of one sentence."""
    try:
        yield
    except DBAPIError as error:
        conflict = isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in CONFLICTS
        raise (ConflictError if conflict else StoreError)(sentence(error.orig, name_of(url))) from error
    except sqlite3.Error as error:
        raise StoreError(sentence(error, name_of(url))) from error


def sentence(error: BaseException | None, where: str) -> str:
    """Return what the error means, in one sentence that names the store."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    reason = " ".join(str(error).split())
    return SENTENCES.get(code, "{where}: {reason}").format(where=where, reason=reason)
