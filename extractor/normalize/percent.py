"""Percentages, percentage points and per mille -> Amount with the unit %, pp or ‰."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..model import Amount
from ..rules import Words
from . import number


def plain(words: Words, amount: str, high: str | None = None) -> Amount | None:
    """Return the share in percent, up to `high` in a range."""
    value = number.read(words, amount) if high is None else number.span(words, amount, high)
    return value and replace(settled(value), unit="%")


def settled(value: Amount) -> Amount:
    """Return the likelier reading of a dot before three digits: 1.200 % is round and large, 1.478 % and 12.345 % are not.

    The other reading stays beside it where both are possible; a comma is always the decimal sign.
    """
    if not value.alternatives or value.low is None:
        return value
    [other] = value.alternatives
    thousands = value.low % 1 == 0
    if not thousands:
        return replace(value, alternatives=())
    if value.low % 10 == 0 and value.low < 10_000:
        return value
    return number.other_reading(value, other)


def negative(words: Words, sign: str, amount: str) -> Amount | None:  # noqa: ARG001  the sign only shows the rule's way
    """Return a share below zero in percent."""
    value = plain(words, amount)
    return value and replace(value, low=-value.low, high=-value.high, alternatives=()) if value and value.low else None


def margin(words: Words, middle: str, margin: str) -> Amount | None:
    """Return the bounds, in percent, of a middle with what it may miss by (2,5±1%)."""
    centre, reach = plain(words, middle), plain(words, margin)
    if centre is None or reach is None or centre.low is None or reach.low is None:
        return None
    return Amount(centre.low - reach.low, centre.low + reach.low, "%")


def points(words: Words, amount: str) -> Amount | None:
    """Return percentage points."""
    value = plain(words, amount)
    return value and replace(value, unit="pp")


def basis_points(words: Words, amount: str) -> Amount | None:
    """Return basis points as the hundredths of a percentage point that they are."""
    value = number.read(words, amount)
    if value is None or value.low is None or value.high is None:
        return None
    return Amount(value.low / 100, value.high / 100, "pp", value.approx)


def per_mille(words: Words, amount: str) -> Amount | None:
    """Return per mille, in the unit ‰."""
    value = plain(words, amount)
    return value and replace(value, unit="‰")


def share(words: Words, amount: str) -> Amount | None:
    """Return a share in words (`dua pertiga`) in percent."""
    value = number.read(words, amount)
    if value is None or value.low is None:
        return None
    percent = (value.low * 100).quantize(Decimal("1e-6")).normalize()
    return Amount(percent, percent, "%")
