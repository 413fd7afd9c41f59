"""Numbers in digits and words: every form reads as its value, and nothing else does."""

from __future__ import annotations

import time
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from extractor.normalize import number
from extractor.rules import load_rules
from extractor.rules.marks import value_mark

RULES = load_rules()
AMOUNT = RULES.compile("amount")
FORMS = tomllib.loads((Path(__file__).parent / "data" / "number_forms.toml").read_text("utf8"))
PIECES = [*RULES.words["digit"], *RULES.words["scale"], *RULES.words["loose"]]
PIECES += ["koma", "5", "1.2", "-", "puluh", "setengah", "dan", "an"]
MONSTERS = ["9" * 400, "9." * 400, "1.000" * 200, "9" * 61, "satu " * 100, "juta " * 50, "-" * 50, "", "koma"]
REPEATED = ["9", "9.", "1 juta ", "dua ", "dua puluh ", "5-", "5 hingga ", "ribuan ", "\n", "1.000.", "koma "]


def cases(table):
    return [(value, form) for value, forms in table.items() for form in forms]


def read(text):
    match = AMOUNT.fullmatch(text)
    amount = match and number.read(RULES.words, text)
    return value_mark(amount).replace(" ?", "") if amount else "none"


@pytest.mark.parametrize(("value", "form"), cases(FORMS["number"]))
def test_form(value, form):
    assert read(form) == value


def test_the_table_is_large_enough():
    assert sum(len(forms) for table in FORMS.values() for forms in table.values()) >= 400


@given(st.one_of(st.integers(0, 10**15), st.integers(0, 10**6), st.integers(0, 15).map(lambda power: 10**power)))
def test_every_number_that_num2words_writes_reads_back(value):
    amount = number.read(RULES.words, num2words(value, lang="id"))
    assert amount is not None
    assert amount.low == amount.high == value


@given(st.decimals(0, 10_000, places=2))
def test_decimals_that_num2words_writes_read_back(value):
    amount = number.read(RULES.words, num2words(value, lang="id"))
    assert amount is not None
    assert amount.low == value


@given(st.integers(0, 10**36))
def test_grouped_digits_keep_every_digit(value):
    for written in (f"{value:,}".replace(",", "."), str(value)):
        assert number.read(RULES.words, written).low == value
    thousandth = f"{value:,}".replace(",", ".") + ",123"
    assert number.read(RULES.words, thousandth).low == Decimal(f"{value}.123")


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_words_in_any_order_are_read_or_declined(words):
    amount = number.read(RULES.words, " ".join(words))
    assert amount is None or amount.low is None or amount.low <= amount.high


@pytest.mark.parametrize("around", ["1.250", "10:30", "12-7-2019", "5/6", "021-555", "ke-75", "COVID-19", "1,2,3"])
def test_a_number_is_never_a_piece_of_another(around):
    assert [at for at in range(1, len(around)) if AMOUNT.match(around, at)] == []


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_are_no_numbers(text):
    assert number.read(RULES.words, text) is None


def test_other_reading_of_one_separator():
    def others(text):
        return [other["low"] for other in number.read(RULES.words, text).alternatives]

    assert others("1.478 triliun") == [1478 * 10**9]
    assert others("167,662") == [167_662]
    assert others("1.478.000") == []


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_length(unit):
    def seconds(size):
        text = unit * (size // len(unit))
        start = time.process_time()
        for at in range(0, len(text), 997):
            AMOUNT.match(text, at)
        return time.process_time() - start

    assert seconds(400_000) < 20 * max(seconds(40_000), 0.01)
