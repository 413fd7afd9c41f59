"""The questions that pages ask, by name: SQL as data, in queries.toml beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Query:
    """SQL with a title; `question` is what it answers, in a reader's words, if a reader may ask it by itself.

    `whole` is the address, below the store's, of all rows where the SQL gives only the first, at `most`.
    """

    sql: str
    title: str
    description: str | None = None
    question: str | None = None
    most: int | None = None
    whole: str | None = None

    def canned(self) -> dict[str, Any]:
        """Return the query as Datasette's metadata has it."""
        told = {
            "sql": self.sql.strip(),
            "title": self.question or self.title,
            "description": self.description,
            "hide_sql": True,
        }
        return {name: value for name, value in told.items() if value is not None}


@cache
def load_queries() -> Mapping[str, Query]:
    """Read the queries."""
    with Path(__file__).with_name("queries.toml").open("rb") as file:
        told = tomllib.load(file)
    pieces = {f"{{{name}}}": told.pop(name) for name in [*told] if isinstance(told[name], str)}
    return {
        name: Query(**fields | {"sql": filled(fields["sql"], pieces | {"{most}": str(fields.get("most"))})})
        for name, fields in told.items()
    }


def filled(sql: str, pieces: Mapping[str, str]) -> str:
    """Return the SQL with what several queries share."""
    for name, piece in pieces.items():
        sql = sql.replace(name, piece)
    return sql
