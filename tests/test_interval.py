"""What a number in a text can stand for, read strictly and loosely."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import fact

from extractor.check.interval import Interval, exactly, stated


@pytest.mark.parametrize(
    ("text", "amount", "unit", "approx", "strict", "loose"),
    [
        ("1,2 juta", "1200000", "jiwa", None, (1_150_000, 1_250_000), (1_100_000, 1_300_000)),
        ("757.285", "757285", "jiwa", None, (757_285, 757_285), (757_285, 757_285)),
        ("950.000", "950000", "jiwa", None, (950_000, 950_000), (945_000, 955_000)),
        ("400", "400", "siswa", None, (400, 400), (400, 400)),
        ("79,68 persen", "79.68", "%", None, ("79.675", "79.685"), ("79.67", "79.69")),
        ("60,40 persen", "60.40", "%", None, ("60.395", "60.405"), ("60.39", "60.41")),
        ("lima persen", "5", "%", None, ("4.5", "5.5"), (4, 6)),
        ("220 ribu", "220000", "jiwa", "about", (215_000, 225_000), (198_000, 242_000)),
        ("Rp4,426 miliar", "4426000000", "IDR", "over", (4_426_000_000, 4_427_000_000), (4_426_000_000, None)),
        ("500", "500", "orang", "under", (400, 500), (0, 500)),
        ("Rp 50.000", "50000", "IDR", None, (50_000, 50_000), (47_500, 52_500)),
        ("nol persen", "0", "%", None, (0, "0.5"), (0, 1)),
    ],
)
def test_stated(text: str, amount: str, unit: str, approx: str | None, strict: tuple, loose: tuple) -> None:  # type: ignore[type-arg]
    kind = "percent" if unit == "%" else "money" if unit == "IDR" else "count"
    number = fact(kind, text, text, low=Decimal(amount), high=Decimal(amount), unit=unit, approx=approx)
    found = stated(number)
    assert found is not None
    assert (found.strict.low, found.strict.high) == tuple(None if end is None else Fraction(end) for end in strict)
    assert (found.loose.low, found.loose.high) == tuple(None if end is None else Fraction(end) for end in loose)


def test_a_range_reaches_from_its_low_to_its_high_end() -> None:
    found = stated(fact("percent", "5–6 persen", "5–6 persen", low=Decimal(5), high=Decimal(6), unit="%"))
    assert found is not None
    assert found.strict == Interval(Fraction("4.5"), Fraction("6.5"))


def test_a_number_that_the_text_leaves_open_is_none() -> None:
    assert stated(fact("count", "ribuan", "ribuan", low=Decimal(1000), high=None)) is None


numbers = st.fractions(min_value=0, max_value=10**9)
intervals = st.tuples(numbers, numbers).map(lambda ends: Interval(min(ends), max(ends)))


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
def test_sums_of_numbers_inside_lie_inside(one: Interval, other: Interval, a: Fraction, b: Fraction) -> None:
    assert one.high is not None
    assert other.high is not None
    x, y = one.low + (one.high - one.low) * a, other.low + (other.high - other.low) * b
    for computed, value in ((one + other, x + y), (one * other, x * y), (one - other, max(x - y, Fraction(0)))):
        assert computed.meets(Interval(value, value))
    if other.low > 0:
        assert (one / other).meets(Interval(x / y, x / y))


@given(numbers.map(round).filter(bool))
def test_what_is_known_is_just_that(value: int) -> None:
    assert exactly(value).strict == exactly(value).loose == Interval(Fraction(value), Fraction(value))
