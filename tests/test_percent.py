"""Shares as news writes them, in a sentence: one fact, the right span, the right value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_money import marked
from test_number import FORMS, RULES, cases

from extractor.normalize import percent
from extractor.rules.marks import read_marks


@pytest.mark.parametrize(("value", "form"), cases(FORMS["percent"]))
def test_form(value, form):
    assert marked(f"Angkanya {form}, kata dia.", "percent") == f"Angkanya [{form}]({value}), kata dia."


@pytest.mark.parametrize(
    "text",
    [
        "Naik dari [5 persen](5 %) menjadi [6 persen](6 %).",
        "Turun dari [9,2](9.2 %) menjadi [8,5 persen](8.5 %).",
        "Antara [5 persen dan 6 persen](5..6 %) saja.",
        "Ada [10 persen](10 %), [20 persen](20 %), dan [30 persen](30 %).",
        "Indeks ditutup melemah 31 poin ([0,19%](0.19 %)).",
        "Saham itu ([-14,99%](-14.99 %)) dan (+[2,2%](2.2 %)).",
        "Lebih dari [separuh](50 % over) warga hadir, [dua pertiga](66.666667 %) responden setuju.",
        "Sepertiga malam, perempat final, setengah hektare, seperempat jam.",
        "Pada 2021 BPS mencatat, persentase 2022 naik, 5 persenjataan.",
        "Obral [50](50 %)+[20%](20 %) dan jaringan 100 Mbps.",
        "Sampai [5 persen](5 %) - 3 orang hadir.",
        "Tahun 2019 - [5 persen](5 %) saja.",
    ],
)
def test_sentence(text):
    assert marked(read_marks(text)[0], "percent") == text


def test_both_readings_of_a_dot_are_kept():
    value = percent.plain(RULES.words, "1.478")
    assert (value.low, [other["low"] for other in value.alternatives]) == (Decimal("1.478"), [1478])
