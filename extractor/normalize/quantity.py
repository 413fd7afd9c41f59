"""Measures and counted things: number and unit -> Amount, with what one of its unit is worth in the base unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from ..decimals import EXACT
from ..model import Amount, Base
from ..rules import Words
from . import number

YEAR = regex.compile(r"(?:1[89]\d|20[0-4])\d")
MANY_FIRMS = 1_000
ROUND = "000"  # a comma before these parts thousands (`220,000`): nobody writes three decimals that are nought


def measured(words: Words, amount: str, unit: str, times: str | None = None) -> Amount | None:
    """Return the amount of a measure in its symbol, `times` as much where the text says so (`2x100 MW`)."""
    symbol = symbol_of(words, unit)
    value = settled(words, amount)
    if value is None or symbol is None:
        return None
    many = number.read(words, times) if times else None
    if many and many.low is not None:
        value = replace(value, low=multiplied(value.low, many.low), high=multiplied(value.high, many.low))
    return replace(value, unit=symbol, base=base_of(words, symbol))


def between(words: Words, amount: str, unit: str, high: str, high_unit: str | None = None) -> Amount | None:
    """Return the range between two amounts that each have a unit, in that of the last; None if they do not compare."""
    first = measured(words, amount, unit)
    last = measured(words, high, high_unit or unit)
    if not first or not last or first.low is None or last.high is None:
        return None
    if first.unit == last.unit:
        low = first.low
    elif first.base and last.base and first.base.unit == last.base.unit:
        low = EXACT.divide(EXACT.multiply(first.low, first.base.factor), last.base.factor)
    else:
        return None
    return replace(last, low=low, alternatives=()) if low <= last.high else None


def index(words: Words, amount: str) -> Amount | None:
    """Return the level of an index in points."""
    return measured(words, amount, "poin")


def magnitude(words: Words, amount: str) -> Amount | None:
    """Return the magnitude of an earthquake; None for what none has."""
    value = measured(words, amount, "magnitudo")
    return value if value and value.high is not None and value.high <= 10 else None


def things(words: Words, amount: str, unit: str) -> Amount | None:
    """Return the number of things; None for what may be a year (`pada 2023 rumah …`) or is a part of a thing."""
    noun = key(unit)
    if YEAR.fullmatch(amount) and noun.partition(" ")[0] not in words["thing_classifier"]:
        return None
    return counted(words, amount, noun)


def firms(words: Words, amount: str, unit: str) -> Amount | None:
    """Return the number of what are firms where they are few; None where they are so many that they must be people."""
    found = counted(words, amount, unit)
    return found if found and found.high is not None and found.high < MANY_FIRMS else None


def beside(words: Words, amount: str, unit: str) -> Amount | None:
    """Return the number of things named before it; None for a year or where a word before it counts nothing."""
    last = key(unit).rpartition(" ")[2]
    return None if YEAR.fullmatch(amount) or last in words["thing_not"] else counted(words, amount, unit)


def again(words: Words, amount: str, unit: str) -> Amount | None:
    """Return the number of things that the number before it names; None where that one counts people or measures."""
    noun = key(unit)
    known = any(noun in words[name] for name in ("people", "measure", "measure_as_written", "worth"))
    return None if known else beside(words, amount, unit)


def same(words: Words, amount: str, unit: str, again: str | None = None) -> Amount | None:
    """Return the number of things; None where the number before it counts other things."""
    return things(words, amount, unit) if again is None or key(again) == key(unit) else None


def counted(words: Words, amount: str, unit: str) -> Amount | None:
    """Return the number of things, even one that looks like a year; None for a part of a thing."""
    value = number.read(words, amount)
    if value is None:
        return None
    others = [replace(value, low=other["low"], high=other["high"]) for other in value.alternatives]
    whole = (one for one in (value, *others) if is_whole(one))
    found = next(whole, None)
    return found and replace(found, unit=key(unit), alternatives=())


def is_whole(amount: Amount) -> bool:
    """Whether both ends are whole numbers, or open."""
    return all(end is None or end == end.to_integral_value() for end in (amount.low, amount.high))


def settled(words: Words, text: str) -> Amount | None:
    """Return the likelier reading of a separator before three digits.

    A comma is the decimal sign (`96,337`), but not before three noughts; a dot parts thousands (`2.895`), but not
    before a scale word (`1.478 juta`).
    """
    value = number.read(words, text)
    if value is None or not value.alternatives:
        return value
    if "," in text and ROUND in text:
        return replace(number.preferred(value, ""), alternatives=())
    if "." in text and number.scale(words, text):
        return number.preferred(value, "As written, with the dot between thousands; too many for this scale word.")
    return replace(value, alternatives=())


def symbol_of(words: Words, unit: str) -> str | None:
    """Return the symbol of a unit as written, None for no unit: some mean one in these letters only (`m`, not `M`)."""
    found: str | None = words["measure_as_written"].get(unit) or words["measure"].get(key(unit))
    return found


def base_of(words: Words, symbol: str) -> Base | None:
    """Return what one of a unit is worth in the base unit of its measure, None for a unit that has none."""
    worth = words["measure_worth"].get(symbol)
    return Base(worth["base"], Decimal(worth["factor"])) if worth else None


def multiplied(value: Decimal | None, times: Decimal) -> Decimal | None:
    """Return a bound so many times."""
    return None if value is None else EXACT.multiply(value, times)


def key(surface: str) -> str:
    """Return a unit as the tables have it, and as facts show it: small letters, single spaces, no possessive.

    >>> key("Ekor  Sapi"), key("unitnya")
    ('ekor sapi', 'unit')
    """
    return " ".join(surface.lower().split()).removesuffix("nya")
