"""Mentions, their links and sentences -> facts."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, cast

from .dates.edtf import bounds
from .decimals import EXACT
from .layout import Layout
from .model import Alternative, Amount, Document, Fact, Kind, Links, Mention, Place, When
from .regions.gazetteer import Gazetteer

NO_LINKS: Mapping[int, Mapping[str, Any]] = MappingProxyType({})
JOINED = ("linked_by", "confidence_by", "alternatives")  # what the steps of linking add to, each for its own links
LINKED = tuple(field.name for field in dataclasses.fields(Links) if field.name not in JOINED)
COUNTRY = {"region_name": "Indonesia", "region_level": "country"}  # of the code ID


def to_facts(
    document: Document,
    sha256: str,
    mentions: Iterable[Mention],
    layout: Layout,
    linked: Mapping[int, Mapping[str, Any]] = NO_LINKS,
) -> tuple[Fact, ...]:
    """Return the facts of an article, in order of start, each with the sentence it stands in.

    `linked` holds the fields that a number's links fill, by the number's start.
    """
    return tuple(
        to_fact(document, sha256, mention, layout.around(mention.start, mention.end), linked) for mention in mentions
    )


def to_fact(
    document: Document, sha256: str, mention: Mention, sentence: str, linked: Mapping[int, Mapping[str, Any]]
) -> Fact:
    """Return the fact that a mention states."""
    value, links = fields_of(mention), linked.get(mention.start, {})
    others = (*value.get("alternatives", ()), *links.get("alternatives", ()))
    return Fact(
        id=fact_id(document, sha256, mention),
        kind=cast(Kind, mention.kind),
        text=document.text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        sentence=sentence,
        rule=mention.rule,
        **{**value, **links, "alternatives": others},
    )


def fields_of(mention: Mention) -> dict[str, Any]:
    """Return the fields of a fact that its own value fills."""
    value = mention.value
    if isinstance(value, Amount):
        fields = {name: getattr(value, name) for name in ("low", "high", "approx", "unit", "per")} | based(value)
    elif isinstance(value, When):
        start, end = bounds(value.period) if value.period else (None, None)
        fields = {"period": value.period, "period_start": start, "period_end": end, "period_mod": value.mod}
    elif isinstance(value, Place):
        fields = {"region": value.code, "region_name": value.name, "region_level": value.level}
    else:
        return {}
    return fields | {"alternatives": value.alternatives}


def based(value: Amount) -> dict[str, Any]:
    """Return the bounds of a measure in the base unit, exactly; nothing for what is no measure."""
    if value.base is None:
        return {}
    low, high = (end and EXACT.multiply(end, value.base.factor) for end in (value.low, value.high))
    return {"base_low": low, "base_high": high, "base_unit": value.base.unit}


def link_fields(links: Iterable[Links], gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the fields of a fact that a number's links fill, each step's own, with names and bounds."""
    fields: dict[str, Any] = {}
    linked_by: dict[str, str] = {}
    confidence_by: dict[str, float] = {}
    others: list[Alternative] = []
    for one in links:
        fields |= {name: value for name in LINKED if (value := getattr(one, name)) is not None}
        linked_by |= one.linked_by
        confidence_by |= one.confidence_by
        others += one.alternatives
    start, end = bounds(fields.get("period"))
    known = gazetteer.region(fields.get("region", ""))
    named = {"region_name": known.full_name, "region_level": known.level} if known else {}
    named = COUNTRY if fields.get("region") == "ID" else named
    joined = {"linked_by": linked_by, "confidence_by": confidence_by, "alternatives": tuple(others)}
    return fields | named | {"period_start": start, "period_end": end} | joined


def fact_id(document: Document, sha256: str, mention: Mention) -> str:
    """Return 16 hex digits that the same article, text and place always give, wherever its file lies."""
    parts = (document.id, sha256, mention.kind, str(mention.start), str(mention.end))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
