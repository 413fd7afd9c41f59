"""What all sums share: the verdict on two numbers that should be one, the numbers written out, the finding."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

from ..model import Fact, Finding, Verdict
from ..wording import span_text, unit_around
from .household import counts_households
from .interval import Interval, Stated

FIGURES = 4  # that are shown of a computed number


def verdict(computed: Stated, said: Stated) -> Verdict:
    """Return whether two numbers can be one: by their digits, only by a loose reading, or by none."""
    if computed.strict.meets(said.strict):
        return "agrees"
    return "unclear" if computed.loose.meets(said.loose) else "contradicts"


def sign(of: Verdict) -> str:
    """Return the sign between two numbers of which the verdict speaks."""
    return {"agrees": "=", "unclear": "≈", "contradicts": "≠"}[of]


def written(interval: Interval, unit: str | None = None) -> str:
    """Return a computed number, or the span in which it lies, as Indonesian writes it; spans in few figures.

    >>> written(Interval(Fraction(757285, 950452) * 100, Fraction(757285, 950452) * 100), "%")
    '79,68 %'
    >>> written(Interval(Fraction(109862500), Fraction(114142500)), "IDR")
    'Rp109,9–114,1 juta'
    >>> written(Interval(Fraction("347.5"), Fraction("352.5")), "siswa")
    '348–353'
    """
    low, high = interval.low, interval.high
    exact = low == high and low.denominator == 1
    counted = unit is not None and unit != "%" and not unit.isupper()  # people are whole
    ends = (Decimal(int(low)),) * 2 if exact else tuple(map(partial(rounded, whole=counted), (low, high)))
    before, after = unit_around(None if counted else unit)
    return f"{before}{span_text(*ends)}{' ' if after else ''}{after}"


def rounded(number: Fraction | None, *, whole: bool) -> Decimal | None:
    """Return the number in a few figures, `whole` without decimals; None stays open."""
    if number is None:
        return None
    value = Decimal(number.numerator) / Decimal(number.denominator)
    places = FIGURES - 1 - value.adjusted() if value else 0
    places = min(places, 0) if whole else places
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize() if places <= FIGURES * 2 else value


def same_kind(facts: Iterable[Fact]) -> bool:
    """Whether the facts count in one unit: people or households, percent, or one currency; and by the same rate.

    A sum tells its rate (`per kg`) often only once.
    """
    facts = list(facts)
    return len({(fact.kind, counted_in(fact)) for fact in facts}) == 1 and len({f.per for f in facts if f.per}) <= 1


def counted_in(fact: Fact) -> str | None:
    """Return the unit in which a number cannot be added to numbers of another."""
    if fact.kind == "count":
        return "household" if counts_households(fact) else None
    return fact.unit


def finding(
    type_: str, judged: Verdict, formula: str, reason: str, facts: Iterable[Fact], source: str | None = None
) -> Finding:
    """Return the finding about facts, in their order in the text."""
    ordered = sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: fact.start)
    spans = tuple((fact.start, fact.end) for fact in ordered)
    return Finding(type_, judged, formula, reason, spans, tuple(fact.id for fact in ordered), source)
