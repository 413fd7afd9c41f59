"""An article's findings <-> rows of the table `findings`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from ..model import Finding
from .schema import findings


def finding_rows(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the columns of each finding, without the article's key."""
    return [finding.to_dict() | {"number": number} for number, finding in enumerate(found)]


def stored_findings(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[Finding, ...]]:
    """Return the findings of each article, by its key, in their order."""
    statement = select(findings).where(findings.c.article_key.in_(keys)).order_by(*findings.primary_key)
    found: dict[int, list[Finding]] = {key: [] for key in keys}
    for row in connection.execute(statement):
        found[row.article_key].append(to_finding(row))
    return {key: tuple(own) for key, own in found.items()}


def to_finding(row: Row[Any]) -> Finding:
    """Return the finding of a stored row."""
    values = {name: value for name, value in row._mapping.items() if name not in ("article_key", "number")}
    spans = tuple((int(start), int(end)) for start, end in row.spans)  # numbers in JSON come as Decimal
    return Finding(**values | {"spans": spans, "facts": tuple(row.facts)})
