"""What a store holds, without the times: to compare stores that came about in different ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select

from extractor.store.database import store_url
from extractor.store.schema import metadata

TIMES = {"saved_at", "failed_at"}
ORDER = {"articles": ("source", "id"), "facts": ("article_key", "start", "id"), "failures": ("source", "id")}


def dump(where: Path | str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table, ordered by key; facts know their article by source and id."""
    engine = create_engine(store_url(where))
    with engine.connect() as connection:
        rows = {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    articles = {row["key"]: (row["source"], row["id"]) for row in rows["articles"]}
    for row in [row for table in rows.values() for row in table]:
        for name in TIMES & row.keys():
            del row[name]
        if "article_key" in row:
            row["article_key"] = articles[row["article_key"]]
        row.pop("key", None)
    return {name: sorted(table, key=lambda row: str(sorted(row.items()))) for name, table in rows.items()}
