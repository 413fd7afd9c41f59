"""Percentages, percentage points and per mille -> Amount with the unit %, pp or ‰."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..model import Amount
from ..rules import Words
from . import number

MOST = 10_000  # percent: above it a dot before three digits is a decimal point

MOST_OF_A_RATIO = 100


def plain(words: Words, amount: str, high: str | None = None) -> Amount | None:
    """Return the share in percent, up to `high` in a range."""
    value = number.read(words, amount) if high is None else number.span(words, amount, high)
    return value and replace(settled(value), unit="%")


def spaced(words: Words, whole: str, decimals: str) -> Amount | None:
    """Return the share whose decimals stand apart from its comma (`107, 23 persen`)."""
    return plain(words, f"{whole},{decimals}")


def settled(value: Amount) -> Amount:
    """Return the likelier reading of a separator before three digits.

    A comma is the decimal sign (3,125 %); a dot stands in a round large number (1.200 %), else it is decimal (1.478 %).
    """
    if not value.alternatives or value.low is None:
        return value
    if value.low % 1:
        return replace(value, alternatives=())
    if value.low % 10 == 0 and value.low < MOST:
        return value
    return number.preferred(value, "As written, with the dot between thousands.")


def negative(words: Words, amount: str, points: str | None = None) -> Amount | None:
    """Return a share below zero in percent, or percentage points below zero."""
    value = below(plain(words, amount))
    return value and replace(value, unit="pp" if points else "%")


def negative_range(words: Words, amount: str, high: str, again: str | None = None) -> Amount | None:
    """Return a range, in percent, whose first end lies below zero; the second does if its sign says so `again`."""
    ends = [below(plain(words, amount)), below(plain(words, high)) if again else plain(words, high)]
    values = sorted(end.low for end in ends if end is not None and end.low is not None)
    return Amount(values[0], values[-1], "%") if len(values) == len(ends) else None


def below(value: Amount | None) -> Amount | None:
    """Return the amount with its sign turned."""
    if value is None or value.low is None or value.high is None:
        return None
    return replace(value, low=-value.high, high=-value.low, alternatives=())


def margin(words: Words, middle: str, margin: str) -> Amount | None:
    """Return the bounds, in percent, of a middle with what it may miss by (2,5±1%)."""
    centre, reach = plain(words, middle), plain(words, margin)
    if centre is None or reach is None or centre.low is None or reach.low is None:
        return None
    return Amount(centre.low - reach.low, centre.low + reach.low, "%")


def points(words: Words, amount: str, basis_points: str | None = None, per_mille: str | None = None) -> Amount | None:
    """Return percentage points (basis points as the hundredths of one that they are), or per mille in the unit ‰."""
    value = plain(words, amount)
    if value is None or value.low is None or value.high is None:
        return None
    if basis_points:
        value = replace(value, low=value.low / 100, high=value.high / 100, alternatives=())
    return replace(value, unit="‰" if per_mille else "pp")


def ratio(words: Words, amount: str, whole: str) -> Amount | None:
    """Return in percent what so many are of a `whole` (`satu dari tiga`); None for what nobody says for a share."""
    part, all_of_it = number.read(words, amount), number.read(words, whole)
    if part is None or all_of_it is None or part.low is None or all_of_it.low is None:
        return None
    if all_of_it.low <= part.low or all_of_it.low > MOST_OF_A_RATIO:
        return None
    percent = (part.low * 100 / all_of_it.low).quantize(Decimal("1e-6")).normalize()
    return Amount(percent, percent, "%")


def share(words: Words, amount: str) -> Amount | None:
    """Return a share in words (`dua pertiga`) in percent."""
    value = number.read(words, amount)
    if value is None or value.low is None:
        return None
    percent = (value.low * 100).quantize(Decimal("1e-6")).normalize()
    return Amount(percent, percent, "%")
