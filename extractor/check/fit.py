"""How well a sum fits: how likely by chance, and whether one misprint would explain that it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ..model import Fact
from .interval import Interval, Stated, last_digit

WAYS = 10  # in which a digit can be another
ALMOST = Fraction(9999, 10000)  # a number is cut off short of the next
ZEROS = 100  # that end a number so may stand for digits left out


def chance(computed: Interval, said: Interval, step: Fraction) -> float:
    """Return how likely a number of that size fits the sum though it has nothing to do with it: 0 to 1.

    `step` is the worth of the last digit that is no zero. A sum whose middle is what is said fits better than one whose
    rounded numbers only leave room for it.
    """
    if computed.high is None or said.high is None or said.high <= 0:
        return 1.0
    middle = (computed.low + computed.high) / 2
    room = Fraction(0) if said.low <= middle <= said.high else computed.high - computed.low
    return min(1.0, float(max(room + said.high - said.low, step) / said.high))


def cut_off(claim: Fact) -> Interval | None:
    """Return what a number stands for if digits were cut off instead of rounded: `11,8` is 11.8 to 11.9."""
    if claim.low is None or claim.low != claim.high or claim.approx:
        return None
    low, worth, round_to = Fraction(claim.low), last_digit(claim.low, claim.text), last_digit(claim.low, "")
    if worth <= 1 and claim.kind != "percent":
        worth = round_to if round_to >= ZEROS and low >= round_to * 10 else Fraction(0)
    return Interval(low - worth / 2, low + worth * ALMOST) if worth else None


def misprint(wanted: Sequence[tuple[Fact, Stated]]) -> tuple[Fact, str] | None:
    """Return which number would fit with one digit other than printed, or two swapped, and how it would read."""
    for fact, value in reversed(wanted):
        for text, other in misprints(fact):
            if value.strict.meets(as_printed(fact, other)):
                return fact, text
    return None


def misprints_of(numbers: Iterable[Fact]) -> int:
    """Return in how many ways, about, one digit of the numbers can be another."""
    return WAYS * sum(char.isdecimal() for fact in numbers for char in fact.text)


def as_printed(fact: Fact, value: Fraction) -> Interval:
    """Return what a value stands for, if it is printed as exactly as the fact's."""
    worth = last_digit(fact.low, fact.text) if fact.low is not None else Fraction(0)
    half = Fraction(0) if fact.kind != "percent" and worth <= 1 else worth / 2
    return Interval(max(Fraction(0), value - half), value + half)


def misprints(fact: Fact) -> Iterator[tuple[str, Fraction]]:
    """Yield how a number would read, and its value, with one digit changed or two neighbours swapped."""
    places = [at for at, char in enumerate(fact.text) if char in "0123456789"]
    if not fact.low or fact.low != fact.high or not places:
        return
    worth = [last_digit(fact.low, fact.text) * Fraction(10) ** step for step in reversed(range(len(places)))]
    value = Fraction(fact.low)
    for number, at in enumerate(places):
        for new in range(0 if number else 1, 10):
            text = f"{fact.text[:at]}{new}{fact.text[at + 1 :]}"
            yield text, value + (new - int(fact.text[at])) * worth[number]
    for number, (left, right) in enumerate(pairwise(places)):
        first, second = fact.text[left], fact.text[right]
        text = f"{fact.text[:left]}{second}{fact.text[left + 1 : right]}{first}{fact.text[right + 1 :]}"
        yield text, value + (int(second) - int(first)) * (worth[number] - worth[number + 1])
