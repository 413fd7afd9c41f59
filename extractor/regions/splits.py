"""Provinces that were larger when an article appeared: `Papua` in 2019 held what is now Papua Selatan, too.

A name keeps the code that it has today; the other reading is kept as an alternative. `rules/gazetteer/split.csv` holds
the provinces split since 2002, with the day of the law that did it (`until`) and the codes that they lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ..dates.edtf import bounds
from ..model import Mention, Place
from .gazetteer import Gazetteer, read_rows


@dataclass(frozen=True, slots=True)
class Split:
    """A province's code, the day until which it was larger, and the codes of what it lost then."""

    code: str
    until: dt.date
    parts: tuple[str, ...]


@cache
def load_splits(folder: Path) -> dict[str, Split]:
    """Read the splits of provinces, by code."""
    rows = read_rows(folder / "split.csv")
    return {
        row["code"]: Split(row["code"], dt.date.fromisoformat(row["until"]), tuple(row["parts"].split()))
        for row in rows
    }


def note_former(mentions: Iterable[Mention], published: str | None, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions, provinces with the larger one as an alternative where the article appeared before its split.

    `published` is an EDTF date or None, for which nothing is noted.
    """
    last = bounds(published)[1]
    splits = load_splits(gazetteer.folder)
    return [noted(mention, last, splits, gazetteer) if last else mention for mention in mentions]


def noted(mention: Mention, last: dt.date, splits: dict[str, Split], gazetteer: Gazetteer) -> Mention:
    """Return one mention of an article that appeared on the day `last` or before it."""
    value = mention.value
    split = splits.get(value.code or "") if isinstance(value, Place) else None
    if not isinstance(value, Place) or split is None or last >= split.until:
        return mention
    lost = ", ".join(region.name for code in split.parts if (region := gazetteer.region(code)))
    larger = {"region_name": f"{value.name}, with today's {lost}", "reason": f"before its split on {split.until}"}
    return mention.read_as(replace(value, alternatives=(*value.alternatives, larger)))
