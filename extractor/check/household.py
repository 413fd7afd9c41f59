"""Counts of families, which are neither compared with counts of people nor added to them."""

from __future__ import annotations

from functools import cache

from ..model import Fact
from ..rules import load_rules


def counts_households(fact: Fact) -> bool:
    """Whether the number counts families (`120 KK`), by the words of rules/count.toml."""
    return fact.kind == "count" and (fact.unit or "").lower() in household_words()


@cache
def household_words() -> frozenset[str]:
    """Return the shipped words for a family."""
    return frozenset(load_rules().words["household"])
