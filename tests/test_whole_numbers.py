"""A number is read whole or not at all: no rule that declines, or never matches it whole, leaves a piece of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.choose import choose
from extractor.find import Finder
from extractor.model import NUMBERS, Amount, Mention
from extractor.rules import load_rules

FINDER = Finder(load_rules())
POWERS = {"": 0, " ribu": 3, " juta": 6, " miliar": 9, " triliun": 12, "ribu": 3, " jt": 6, " rb": 3}
ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SURROUNDINGS = [
    "Sebanyak {} datang.",
    "Pada 2022 {}, katanya.",
    "({})",
    "Naik menjadi {} dari 12 persen tahun lalu.",
    "Totalnya {} atau 5 persen dari Rp 3 juta; 40 orang pulang.",
    "Rinciannya:\n{}\nBlora 15 orang",
]
KINDS = ["Rp {}", "US$ {}", "{} rupiah", "{} orang", "{} persen"]


def in_words(number: int) -> str:
    """Return a number below a thousand in words."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [] if not hundreds else ["seratus"] if hundreds == 1 else [ONES[hundreds], "ratus"]
    if tens == 1:
        return " ".join([*words, {0: "sepuluh", 1: "sebelas"}.get(ones, f"{ONES[ones]} belas")])
    return " ".join(filter(None, [*words, f"{ONES[tens]} puluh" if tens else "", ONES[ones]]))


def grouped(number: int, sign: str) -> str:
    """Return the digits of a number in groups of three, `sign` between them."""
    return f"{number:,}".replace(",", sign)


digits = st.builds(
    lambda number, sign: (grouped(number, sign), Decimal(number)),
    st.integers(1, 10**13),
    st.sampled_from([".", "\u00a0"]),
)
# a space alone may also part two numbers: it joins what ends in 000, or three groups and more with their dots
broken = st.builds(
    lambda number, sign: (grouped(number * 1000, sign), Decimal(number * 1000)),
    st.integers(1, 999),
    st.sampled_from([" ", ". ", " ."]),
) | st.builds(lambda number: (grouped(number, ". "), Decimal(number)), st.integers(10**6, 10**13))
scaled = st.builds(
    lambda whole, part, scale: (
        f"{whole},{part}{scale}",
        Decimal(f"{whole}.{part}").scaleb(POWERS[scale]),
    ),
    st.integers(0, 999),
    st.integers(1, 99),
    st.sampled_from(sorted(POWERS)),
)
spelled = st.builds(
    lambda high, low, scales: (
        f"{in_words(high)} {scales[0]} {in_words(low)} {scales[1]}".strip(),
        Decimal(high).scaleb(POWERS[f" {scales[0]}"])
        + Decimal(low).scaleb(POWERS[f" {scales[1]}"] if scales[1] else 0),
    ),
    st.integers(2, 999),
    st.integers(2, 999),
    st.sampled_from([("ribu", ""), ("juta", "ribu"), ("miliar", "juta"), ("triliun", "miliar"), ("miliar", "")]),
)


def read_in(text: str) -> list[Mention]:
    """Return the numbers read in a text."""
    return [mention for mention in choose(FINDER.find(text)) if mention.kind in NUMBERS]


@settings(max_examples=400, deadline=None)
@given(st.one_of(digits, broken, scaled, spelled), st.sampled_from(KINDS), st.sampled_from(SURROUNDINGS))
def test_a_number_is_read_whole_or_not_at_all(number: tuple[str, Decimal], kind: str, around: str) -> None:
    written, value = number
    expression = kind.format(written)
    text = around.format(expression)
    start = text.index(expression) + kind.index("{")
    end = start + len(written)
    for mention in read_in(text):
        assert isinstance(mention.value, Amount)
        if mention.start < end and start < mention.end:
            assert (mention.start <= start, mention.end >= end) == (True, True), text[mention.start : mention.end]
            readings = [mention.value.low, *(other["low"] for other in mention.value.alternatives)]
            assert value in readings, f"{text[mention.start : mention.end]} is {mention.value.low}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Angkanya delapan miliar tujuh ratus juta orang.", 700_000_000),
        ("Ia menyimpan Rp 222 miliarhasil usaha.", 222),
        ("Penduduknya 816 000 jiwa.", 0),
        ("Suku bunga di level 2,5% hingga 2,7%.", Decimal("2.7")),
        ("Nilainya Rp.344. 320. 772. 000, 00 lunas.", 344),
        ("Sebanyak 000 orang hadir.", 0),
        ("Pada 1.2.3.4 orang hadir.", 4),
    ],
)
def test_no_piece_is_left(text: str, wrong: object) -> None:
    assert wrong not in [mention.value.low for mention in read_in(text) if isinstance(mention.value, Amount)]
