"""Percentages."""

from __future__ import annotations

from dataclasses import replace

from ..model import Amount
from ..rules import Words
from . import number


def plain(words: Words, amount: str) -> Amount | None:
    """Return the share in percent."""
    value = number.read(words, amount)
    return value and replace(value, unit="%", alternatives=())
