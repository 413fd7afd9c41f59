"""The tables of a store, and the views on them, as a person finds them in any SQLite tool."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    DDL,
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.types import TypeEngine, UserDefinedType

from ..model import Recipe

SCHEMA = 3  # raised with every change of the tables: migrate.py brings older stores forward
BIGGEST_INTEGER = 2**63 - 1

# Codes and dotted words compare byte by byte on every database, so that `33.` … `33/` holds what lies in 33.
Code = Text().with_variant(TEXT(collation="C"), "postgresql")


class SqliteNumber(UserDefinedType[Any]):
    """SQLite's NUMERIC, left as SQLite gives it: an int or a float."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name in SQL."""
        return "NUMERIC"


class Exact(TypeDecorator[Decimal]):
    """An amount, exact to 15 digits, a number in SQL: whole ones an INTEGER to 2⁶³, others a REAL.

    What no REAL holds (310 digits and more) is stored as NULL; the fact's text still shows it.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column type of the database."""
        return dialect.type_descriptor(SqliteNumber() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Return the number to store."""
        number = storable(value)
        return number if dialect.name == "sqlite" or number is None else Decimal(repr(number))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return the stored number."""
        return None if value is None else Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def storable(value: Decimal | None) -> int | float | None:
    """Return the amount as SQLite keeps it.

    >>> storable(Decimal("1.5E+9")), storable(Decimal("79.68")), storable(Decimal("1E+400"))
    (1500000000, 79.68, None)
    """
    if value is None:
        return None
    if abs(value) <= BIGGEST_INTEGER and value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else None


RECIPE = tuple(field.name for field in fields(Recipe))
metadata = MetaData()


def recipe_columns() -> Iterator[Column[str]]:
    """Yield a column for each part of the recipe."""
    return (Column(name, Text) for name in RECIPE)


meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

regions = Table(
    "regions",
    metadata,
    Column("code", Code, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text),
    Column("parent", Code, ForeignKey("regions.code")),
    Column("lat", Float),
    Column("lon", Float),
)

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("path", Text),
    Column("title", Text),
    Column("url", Text),
    Column("site", Text),
    Column("published_given", Text),
    Column("published", Text),
    Column("published_from", Text),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    *recipe_columns(),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("source", "id"),
)

facts = Table(
    "facts",
    metadata,
    Column("article_key", Integer, ForeignKey("articles.key", ondelete="CASCADE"), nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("low", Exact),
    Column("high", Exact),
    Column("approx", Text),
    Column("unit", Text),
    Column("base_low", Exact),
    Column("base_high", Exact),
    Column("base_unit", Text),
    Column("per", Text),
    Column("indicator", Code),
    Column("subject", Text),
    Column("subject_start", Integer),
    Column("subject_end", Integer),
    Column("region", Code, ForeignKey("regions.code")),
    Column("region_name", Text),
    Column("region_level", Text),
    Column("period", Text),
    Column("period_start", Date),
    Column("period_end", Date),
    Column("period_mod", Text),
    Column("status", Text),
    Column("change", Text),
    Column("speaker", Text),
    Column("speaker_role", Text),
    Column("speaker_kind", Text),
    Column("confidence", Float),
    Column("confidence_by", JSON(none_as_null=True)),
    Column("rule", Text),
    Column("linked_by", JSON(none_as_null=True)),
    Column("alternatives", JSON(none_as_null=True)),
    PrimaryKeyConstraint("article_key", "start", "id"),
    Index("facts_by_id", "id"),
    Index("facts_by_place", "region", "kind", "low", "high"),
    Index("facts_by_indicator", "indicator"),
    Index("facts_by_who", "speaker", "speaker_kind"),
)

findings = Table(
    "findings",
    metadata,
    Column("article_key", Integer, ForeignKey("articles.key", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),  # its place among the article's findings
    Column("type", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("formula", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("source", Text),
    PrimaryKeyConstraint("article_key", "number"),
    Index("findings_by_verdict", "verdict", "type"),
)

failures = Table(
    "failures",
    metadata,
    Column("source", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("path", Text),
    Column("reason", Text, nullable=False),
    Column("sha256", Text),
    *recipe_columns(),
    Column("failed_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("source", "id"),
)

VIEWS = {
    "numbers": """
        SELECT facts.id AS fact, kind, facts.text, low, high, approx, unit, base_low, base_high, base_unit, per,
            indicator, subject, region, region_name, period, period_mod, status, change, speaker, confidence,
            articles.id AS article, title, published, url, source
        FROM facts JOIN articles ON articles.key = facts.article_key
        WHERE kind IN ('count', 'percent', 'money', 'quantity')""",
    "places": """
        SELECT region, region_name, region_level, count(*) AS mentions, count(DISTINCT article_key) AS articles
        FROM facts WHERE kind = 'region' GROUP BY region, region_name, region_level""",
    "speakers": """
        SELECT speaker, count(*) AS numbers, count(DISTINCT article_key) AS articles
        FROM facts WHERE speaker IS NOT NULL GROUP BY speaker""",
    "contradictions": """
        SELECT articles.id AS article, title, published, type, formula, reason, spans, findings.source AS held_against,
            url, articles.source
        FROM findings JOIN articles ON articles.key = findings.article_key
        WHERE verdict = 'contradicts' ORDER BY articles.key, number""",
    "recipes": f"""
        SELECT {", ".join(RECIPE)}, count(*) AS articles
        FROM articles GROUP BY {", ".join(RECIPE)}""",  # noqa: S608  our own names
}

for _name, _select in VIEWS.items():
    event.listen(metadata, "after_create", DDL(f"CREATE VIEW {_name} AS {_select.strip()}"))  # type: ignore[no-untyped-call]
