"""EDTF forms: their bounds, what is valid, and periods made of days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates import edtf

D = dt.date
BOUNDS = {
    "2022-01-11": (D(2022, 1, 11), D(2022, 1, 11)),
    "2020-02": (D(2020, 2, 1), D(2020, 2, 29)),
    "2021": (D(2021, 1, 1), D(2021, 12, 31)),
    "199X": (D(1990, 1, 1), D(1999, 12, 31)),
    "18XX": (D(1800, 1, 1), D(1899, 12, 31)),
    "2023-33": (D(2023, 1, 1), D(2023, 3, 31)),
    "2023-34": (D(2023, 4, 1), D(2023, 6, 30)),
    "2023-36": (D(2023, 10, 1), D(2023, 12, 31)),
    "2023-38": (D(2023, 5, 1), D(2023, 8, 31)),
    "2022-40": (D(2022, 1, 1), D(2022, 6, 30)),
    "2022-41": (D(2022, 7, 1), D(2022, 12, 31)),
    "2019/2020": (D(2019, 1, 1), D(2020, 12, 31)),
    "2022-01/2022-09": (D(2022, 1, 1), D(2022, 9, 30)),
    "2023-12-30/2024-01-02": (D(2023, 12, 30), D(2024, 1, 2)),
    "2022-33/2022-35": (D(2022, 1, 1), D(2022, 9, 30)),
    "199X/2004": (D(1990, 1, 1), D(2004, 12, 31)),
    "XXXX-03-16": (None, None),
    "XXXX-02-29": (None, None),
    "XXXX-XX-31": (None, None),
    "XXXX-34": (None, None),
    "XXXX-12-30/XXXX-01-02": (None, None),
}
NOT_DATES = [
    "", "XXXX", "2022-13", "2022-42", "2022-00", "2020-02-30", "2021-02-29", "22-01-11", "2022-1-1", "2022-W11",
    "/2020", "2020/..", "XXXX-02-30", "XXXX-13-01", "2022-01-11T10:00", "19X5", "2022-XX-11", "0000", "2020/2019",
]  # fmt: skip


@pytest.mark.parametrize(("period", "expected"), BOUNDS.items())
def test_bounds(period, expected):
    assert edtf.is_valid(period)
    assert edtf.bounds(period) == expected


def test_no_period_has_no_bounds():
    assert edtf.bounds(None) == (None, None)


@pytest.mark.parametrize("period", NOT_DATES)
def test_other_forms_are_not_valid(period):
    assert not edtf.is_valid(period)


@given(st.dates(), st.sampled_from(edtf.UNITS))
def test_the_period_of_a_day_holds_it(day, unit):
    try:
        period = edtf.period_of(unit, day)
    except OverflowError:
        assert unit == "week"
        return
    start, end = edtf.bounds(period)
    assert start is not None
    assert end is not None
    assert start <= day <= end


@given(st.dates(D(1900, 1, 1), D(2100, 1, 1)), st.sampled_from(edtf.UNITS), st.integers(-50, 50))
def test_moving_there_and_back_ends_in_the_same_period(day, unit, count):
    back = edtf.moved(unit, edtf.moved(unit, day, count), -count)
    assert edtf.period_of(unit, back) == edtf.period_of(unit, day)


@given(st.dates(D(1900, 1, 1), D(2100, 1, 1)), st.integers(0, 3))
def test_week_of_month_is_monday_to_sunday_with_most_days_in_it(day, number):
    month = day.isoformat()[:7]
    start, end = edtf.bounds(edtf.week_of_month(month, number + 1))
    assert start is not None
    assert end is not None
    assert (start.weekday(), end.weekday(), (end - start).days) == (0, 6, 6)
    assert (start + dt.timedelta(days=3)).isoformat()[:7] == month


def test_years_with_the_weekday():
    assert edtf.weekday_years("XXXX-03-16", 4, range(2010, 2020)) == [2012, 2018]
    assert edtf.weekday_years("XXXX-02-29", 5, range(2010, 2025)) == [2020]
    assert edtf.weekday_years("XXXX-03", 5, range(2010, 2025)) == []


@pytest.mark.parametrize(
    ("period", "expected"), [("199X", 1), ("2020/2021", 1), ("2020-34", 2), ("2020-01-02/2020-02", 3)]
)
def test_precision(period, expected):
    assert edtf.precision(period) == expected
