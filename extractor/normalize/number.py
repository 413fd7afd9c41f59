"""Numbers as Indonesian writes them -> exact decimals."""

from __future__ import annotations

from decimal import Decimal

from ..model import Amount
from ..rules import Words


def read(words: Words, text: str) -> Amount | None:
    """Return the amount that a number expression states, or None if it is no number."""
    number, _, scale = text.partition(" ")
    value = Decimal(number.replace(".", "").replace(",", "."))
    value = value.scaleb(words["scale"][scale]) if scale else value
    return Amount(value, value)
