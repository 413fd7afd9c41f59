"""A store -> Datasette with our pages, listening on a port of this machine."""

from __future__ import annotations

import errno
import socket
import tomllib
from collections.abc import Callable
from contextlib import closing, suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from ..errors import UserError
from ..store import Store, StoreError
from ..store.database import read_only, store_url
from ..table.columns import Column, columns
from . import plugin
from .guard import known_by
from .queries import load_queries

HERE = Path(__file__).parent
NAME = "store"  # of the database in every address
SETTINGS = {
    "suggest_facets": False,  # costs seconds on a big store
    "allow_download": False,  # a file that is being written is no copy
    "default_facet_size": 12,
    "truncate_cells_html": 300,
    "sql_time_limit_ms": 5000,  # a slow or busy machine answers too
    "max_csv_mb": 0,
    "default_cache_ttl": 0,  # a running extraction adds to the store
}
DESCRIBED = ("articles", "facts")  # tables whose columns the data dictionary describes
OTHERWISE = {"article"}  # the store calls it id
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def open_app(where: str | Path) -> Datasette:
    """Return Datasette over the store, read-only. Raises StoreError for what is no SQLite store."""
    url = store_url(where)
    if url.get_backend_name() != "sqlite":
        raise StoreError(f"only an SQLite store can be looked at in a browser, not one in {url.get_backend_name()}")
    Store(where, readonly=True).close()  # tells what is wrong with it
    opened = read_only(url)
    if not pm.is_registered(plugin):
        pm.register(plugin, "extract")
        pm.unregister(name="datasette.handle_exception")  # prints pages of every wrong address
    made = Datasette(
        memory=False, template_dir=str(HERE / "templates"), static_mounts=[("static", str(HERE / "static"))],
        settings=SETTINGS, metadata=metadata(Path(url.database or "")),
    )  # fmt: skip
    made.remove_database("_memory")
    made.add_database(Database(made, path=url.database, is_mutable="immutable" not in opened.query), name=NAME)
    return made


def metadata(path: Path) -> dict[str, Any]:
    """Return what Datasette says of the store: titles, facets, queries."""
    with (HERE / "metadata.toml").open("rb") as file:
        told = tomllib.load(file)
    for name in DESCRIBED:
        told["tables"][name]["columns"] = {column.name: column.meaning for column in columns() if is_in(column, name)}
    offered_first = sorted(load_queries().items(), key=lambda named: named[1].question is None)
    queries = {name: query.canned() for name, query in offered_first}
    return {"title": path.name, "databases": {NAME: told | {"queries": queries}}}


def is_in(column: Column, table: str) -> bool:
    """Return whether the table has the column of the data dictionary."""
    return (column.of == "article") == (table == "articles") and column.name not in OTHERWISE


def serve(where: str | Path, host: str, port: int, say: Callable[[str], None]) -> None:
    """Show the store at the host's port until interrupted; port 0 takes any that is free."""
    app = open_app(where)
    with closing(listen(host, port)) as listening:
        name = f"[{host}]" if ":" in host else host
        say(f"{where} is at http://{name}:{listening.getsockname()[1]}/ until you press Ctrl-C")
        guarded = known_by(app.app(), LOOPBACK) if is_loopback(host) else app.app()
        config = uvicorn.Config(guarded, log_level="warning", lifespan="on")
        if not is_loopback(host):
            say("every machine that reaches this one can read it there")
        with suppress(KeyboardInterrupt):  # the way to end it
            uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises UserError where that is not possible."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UserError(f"--port: {port} is taken by another program; try {port + 1}") from error
        if error.errno == socket.EAI_NONAME:
            raise UserError(f"--host: there is no machine called {host}") from error
        raise UserError(f"cannot listen at {host}, port {port}: {(error.strerror or str(error)).lower()}") from error


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches the host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
