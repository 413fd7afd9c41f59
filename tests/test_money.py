"""Money as news writes it, in a sentence: one fact, the right span, the right value."""

from __future__ import annotations

import pytest
from test_number import FORMS, RULES, cases

from extractor.choose import choose
from extractor.find import Finder
from extractor.qualify import qualify
from extractor.rules.examples import marks_of, write_marks
from extractor.rules.marks import read_marks

FINDER = Finder(RULES)


def marked(text, kind="money"):
    mentions = qualify(text, choose(FINDER.find(text)), RULES)
    return write_marks(text, marks_of(mention for mention in mentions if mention.kind == kind))


@pytest.mark.parametrize(("value", "form"), cases(FORMS["money"]))
def test_form(value, form):
    assert marked(f"Jumlahnya {form}, kata dia.") == f"Jumlahnya [{form}]({value}), kata dia."


@pytest.mark.parametrize(
    "text",
    [
        "Hibah [Rp 16 miliar](16000000000 IDR) dan [Rp 2 miliar](2000000000 IDR) cair.",
        "Ada [Rp 5 juta](5000000 IDR), [Rp 6 juta](6000000 IDR), dan [Rp 7 juta](7000000 IDR).",
        "Antara [Rp5 hingga Rp7 miliar](5000000000..7000000000 IDR) dibutuhkan.",
        "Kurs [Rp 16.460](16460 IDR /USD)/US$ ([1 dolar AS](1 USD)).",
        "Telur [Rp 27 ribu](27000 IDR /kg)/kg, sewa [Rp 2 juta](2000000 IDR /month) per bulan.",
        "Senilai [US$ 618 miliar](618000000000 USD) atau sekitar [Rp 10.000 triliun](10000000000000000 IDR about).",
        "RAPBD Kabupaten itu [Rp1.478 triliun](1478000000000 IDR) lebih besar.",
        "Utang negara [Rp8.600 triliun](8600000000000000 IDR) dilunasi.",
        "Belanja APBN dan Kabupaten se-Indonesia [Rp3.621 triliun](3621000000000000 IDR).",
        "Rp",
        "Rp belum cair.",
        "Ia menulis Rp dan 5 kali.",
        "Rp 1.2.3.4 tidak terbaca.",
        "Rp" + "9" * 400,
        "Beban 10 pound diangkat, Euro 2024 dimulai, 5 real madrid.",
        "Dana itu untuk 700 ribu siswa, anggaran bagi 5 juta pelanggan.",
        "Volume perdagangan 22 miliar saham, stok 14 ribu ton.",
        "Harga naik di 25 ribu desa.",
        "Ia berlari 10 km, umur 40 tahun, skor 3-1.",
        "Ketinggian 1.500 M di atas laut.",
    ],
)
def test_sentence(text):
    assert marked(read_marks(text)[0]) == text


@pytest.mark.parametrize(
    ("text", "low", "other"),
    [
        ("APBD Kabupaten itu Rp1.478 triliun.", 1478 * 10**9, 1478 * 10**12),
        ("Nilainya Rp1.478 triliun.", 1478 * 10**12, 1478 * 10**9),
        ("Labelnya Rp20.500 ribu.", 20_500, 20_500_000),
    ],
)
def test_the_reading_that_was_not_taken_stays_with_a_reason(text, low, other):
    [mention] = [mention for mention in choose(FINDER.find(text)) if mention.kind == "money"]
    [alternative] = mention.value.alternatives
    assert (mention.value.low, alternative["low"]) == (low, other)
    assert alternative["reason"].endswith(".")


def test_plain_thousands_have_one_reading():
    [mention] = [mention for mention in choose(FINDER.find("Harganya Rp 4.220.")) if mention.kind == "money"]
    assert mention.value.alternatives == ()
