"""Counts of people: how many, and the people word they are counted in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from ..model import Alternative, Amount
from ..rules import Words
from . import number

YEAR = regex.compile(r"(?:(?:19[4-9]|20[0-4])\d(?:\D+(?!$)|$)){1,2}")  # or the years that a range runs between
MANKIND = Decimal("8.5e9")  # United Nations, World Population Prospects 2024: 8.2 thousand million in 2024
MOST_WITH_JUTA = Decimal("1e9")  # what is more, news writes with `miliar`: `1.478 juta jiwa` means 1,478 juta

OTHER_WAY = "the comma or dot read the other way"


def plain(words: Words, amount: str, unit: str) -> Amount | None:
    """Return the number of people; None for what may be a year (`pada 2023 mahasiswa`) or is no number of people."""
    if YEAR.fullmatch(amount) and people_word(unit) not in words["classifier"]:
        return None
    return counted(words, amount, unit)


def counted(words: Words, amount: str, unit: str) -> Amount | None:
    """Return the number of people, even one that looks like a year; None for a part of a person."""
    value = number.read(words, amount)
    if value is None:
        return None
    readings = [value, *(replace(value, low=other["low"], high=other["high"]) for other in value.alternatives)]
    whole = [reading for reading in readings if is_people(reading)]
    return likeliest(whole, people_word(unit)) if whole else None


def bare(words: Words, amount: str, unit: str) -> Amount | None:
    """Return a number of people whose unit stands elsewhere in the sentence; None for a year or a part of a person."""
    return None if YEAR.fullmatch(amount) else counted(words, amount, unit)


def part(words: Words, amount: str, unit: str, whole: str, of: str | None = None) -> Amount | None:
    """Return the number of people beside another that has the unit; None for a part `of` a smaller whole."""
    value, other = bare(words, amount, unit), number.read(words, whole)
    too_many = of and value and other and value.low and other.high and value.low > other.high
    return None if too_many else value


def people(words: Words, amount: str) -> Amount | None:
    """Return a number of people that only its predicate tells (`12 tewas`)."""
    return bare(words, amount, "orang")


def one(_words: Words, unit: str) -> Amount:
    """Return one person (`seorang warga`)."""
    return Amount(Decimal(1), Decimal(1), unit=people_word(unit))


def people_word(text: str) -> str:
    """Return the unit as it is written, in lower case, without the possessive and what a stroke adds.

    >>> people_word("Kepala  Keluarga"), people_word("pesertanya"), people_word("orang/hari")
    ('kepala keluarga', 'peserta', 'orang')
    """
    word = text.lower().partition("/")[0]
    return " ".join(word.split()).removesuffix("nya").removesuffix("-")


def is_people(amount: Amount) -> bool:
    """Whether the amount can be a number of people: written without decimals, and not more than there are."""
    return all(end is None or (f"{end:f}".isdecimal() and end <= MANKIND) for end in (amount.low, amount.high))


def likeliest(readings: list[Amount], unit: str) -> Amount:
    """Return the first reading, or the second where news would have written the first with `miliar`."""
    first, *others = (replace(reading, unit=unit, alternatives=()) for reading in readings)
    if first.low is None or not others:
        return first
    if first.low > MOST_WITH_JUTA:
        return replace(others[0], alternatives=(alternative(first, "as written, but more than news counts in juta"),))
    likely = [other for other in others if other.low is not None and other.low <= MOST_WITH_JUTA]
    return replace(first, alternatives=tuple(alternative(other, OTHER_WAY) for other in likely))


def alternative(amount: Amount, reason: str) -> Alternative:
    """Return a second reading with its reason."""
    return {"low": amount.low, "high": amount.high, "reason": reason}
