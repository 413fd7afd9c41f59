"""Exact intervals: what a number in a text can stand for, by the precision with which it is stated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..model import Fact

HALF = Fraction(1, 2)
ABOUT, AT_MOST, LOOSELY_ABOUT = Fraction(1, 100), Fraction(1, 20), Fraction(1, 10)  # of a number: how wide is `sekitar`
ROUND_FROM, ZEROS = 1000, 100  # larger numbers that end in two zeros may be rounded though nothing says so
TEN = 10  # amounts of money that end in one, too


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; None where there is no end. Never below zero."""

    low: Fraction
    high: Fraction | None

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return (other.high is None or self.low <= other.high) and (self.high is None or other.low <= self.high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, plus(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        """Return the differences, of which those below zero count as zero."""
        low = Fraction(0) if other.high is None else max(Fraction(0), self.low - other.high)
        return Interval(low, None if self.high is None else max(Fraction(0), self.high - other.low))

    def __mul__(self, other: Interval) -> Interval:
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(self.low * other.low, high)

    def __truediv__(self, other: Interval) -> Interval:
        low = Fraction(0) if other.high is None or other.high == 0 else self.low / other.high
        return Interval(low, None if self.high is None or other.low == 0 else self.high / other.low)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a number in a text can stand for: `strict` by the digits that it shows, `loose` by any plausible reading."""

    strict: Interval
    loose: Interval

    def __add__(self, other: Stated) -> Stated:
        return Stated(self.strict + other.strict, self.loose + other.loose)

    def __sub__(self, other: Stated) -> Stated:
        return Stated(self.strict - other.strict, self.loose - other.loose)

    def __mul__(self, other: Stated) -> Stated:
        return Stated(self.strict * other.strict, self.loose * other.loose)

    def __truediv__(self, other: Stated) -> Stated:
        return Stated(self.strict / other.strict, self.loose / other.loose)


def plus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Return the sum of two upper ends."""
    return None if one is None or other is None else one + other


def exactly(value: int | Fraction) -> Stated:
    """Return a number that is known."""
    interval = Interval(Fraction(value), Fraction(value))
    return Stated(interval, interval)


def around(value: Fraction, strictly: Fraction, loosely: Fraction) -> Stated:
    """Return the number with so much on both sides."""
    return Stated(
        *(Interval(max(Fraction(0), value - width), value + width) for width in (strictly, max(strictly, loosely)))
    )


def stated(fact: Fact, *, counted: bool = True) -> Stated | None:
    """Return what the fact's number can stand for; None if it leaves both ends open or is negative.

    `1,2 juta` is 1.15 to 1.25 million, loosely 1.1 to 1.3 (cut off instead of rounded); `757.285` just that;
    `950.000` just that, loosely half of the last digit that is no zero more or less; `sekitar` and `lebih dari` wider.
    What is not `counted` but measured is rounded, even to whole numbers.
    """
    if fact.low is None or fact.high is None or fact.low < 0:
        return None
    low, high = Fraction(fact.low), Fraction(fact.high)
    last, round_to = last_digit(fact.low, fact.text), last_digit(fact.low, "")
    if fact.approx == "about":
        strictly = min(max(round_to * HALF, low * ABOUT), low * AT_MOST)
        return around(low, strictly, max(strictly * 2, low * LOOSELY_ABOUT))
    if fact.approx == "over":
        return Stated(Interval(low, high + round_to), Interval(low, None))
    if fact.approx == "under":
        return Stated(Interval(max(Fraction(0), low - round_to), high), Interval(Fraction(0), high))
    is_exact = counted and last <= 1 and fact.unit not in ("%", "pp")
    is_round = round_to >= TEN if fact.kind == "money" else round_to >= ZEROS and low >= ROUND_FROM
    loosely = min(round_to * HALF, low * AT_MOST) if is_round else Fraction(0)
    if fact.kind == "money" and low >= ROUND_FROM:
        loosely = max(loosely, Fraction(1))  # what is left out below the unit
    width = Fraction(0) if is_exact else last * HALF
    both = [around(end, width, loosely if is_exact else last) for end in (low, high)]
    return Stated(*(Interval(one.low, other.high) for one, other in zip(*map(ends, both), strict=True)))


def ends(of: Stated) -> tuple[Interval, Interval]:
    """Return the two intervals."""
    return of.strict, of.loose


def last_digit(value: Decimal, text: str) -> Fraction:
    """Return the worth of the last digit that the text shows of a value; of the last that is no zero without a text.

    >>> last_digit(Decimal(1200000), "1,2 juta"), last_digit(Decimal(950000), "950.000")
    (Fraction(100000, 1), Fraction(1, 1))
    >>> last_digit(Decimal(950000), "")
    Fraction(10000, 1)
    """
    digits = "".join(char for char in text if char.isdecimal())
    shown = Fraction(int(digits)) if digits else Fraction(0)
    if shown and value:
        worth = Fraction(value) / shown
        if is_power_of_ten(worth):
            return worth
    _, figures, exponent = value.normalize().as_tuple()
    return Fraction(10) ** int(exponent) if figures != (0,) else Fraction(1)


def is_power_of_ten(number: Fraction) -> bool:
    """Whether the number is 1, 10, 100 … or a tenth, a hundredth and so on."""
    larger = max(number.numerator, number.denominator)
    return min(number.numerator, number.denominator) == 1 and set(str(larger)[1:]) <= {"0"} and str(larger)[0] == "1"
