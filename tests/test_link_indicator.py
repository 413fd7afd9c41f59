"""What a number counts, and its indicator: tables of real forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked import links_of, plain

from extractor.link.indicator import describe


@pytest.mark.parametrize(
    "example",
    [
        "Jumlah penduduk miskin di Kabupaten Blora mencapai [15.260](Jumlah penduduk miskin) orang.",
        "Sebanyak [250](pelajar SMP mengikuti lomba robot) pelajar SMP mengikuti lomba robot.",
        "Pemkab menyiapkan [Rp 2 miliar](membayar iuran warga miskin) untuk membayar iuran warga miskin.",
        "Anggaran perbaikan pasar [Rp 3 miliar](Anggaran perbaikan pasar).",
        "Warga yang telah divaksin tercatat [80 persen](Warga yang telah divaksin).",
        "Garis Kemiskinan (GK) pada Maret 2024 naik [2 persen](Garis Kemiskinan).",
        "Sebanyak [900](warga hadir) dari [1.200](warga hadir) warga hadir.",
        "Buta huruf di kota [2 persen](Buta huruf di kota), sedangkan di desa [9 persen](Buta huruf).",
        "Realisasi pajak [Rp 4 miliar](Realisasi pajak) dari target [Rp 5 miliar](Realisasi pajak).",
        "Bantuan modal [Rp 5 juta](Bantuan modal) per orang.",
        "Harga daging sapi [Rp 120 ribu](Harga daging sapi)/kg, cabai merah [Rp 35 ribu](cabai merah)/kg.",
        "Untuk memperbaiki pasar, Pemkab Pati menyiapkan dana [Rp 5 miliar](memperbaiki pasar).",
        "Biaya gedung utama [Rp 2 miliar](Biaya gedung utama), gedung parkir [Rp 1 miliar](gedung parkir).",
        "Prestasi mendapat [30 persen](Prestasi) atau [900](siswa) siswa.",
        "Ongkos tanam [Rp 9 juta](Ongkos tanam).\nRabu lalu dibayar [Rp 2 juta](-).",
        "Progresnya [30 persen](Progresnya).",
    ],
)
def test_subjects(example: str) -> None:
    text, marks = plain(example)
    assert [(number, links.subject or "-") for number, links in links_of(text, describe)] == marks


def test_rules_are_named() -> None:
    [(_, links)] = links_of("Jumlah penduduk Blora mencapai 912.162 jiwa.", describe)
    assert links.linked_by == {"subject": "describe.noun", "indicator": "describe.population"}


PIECES = ["dana ", "untuk ", "Rp 5 miliar ", "5 persen ", "7 orang ", "warga ", "(JKN) "]
PIECES += [", ", ". ", "\n", "yang ", "atau ", "dari ", "di kota "]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_subjects_are_words_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    subjects = [links.subject or "" for _, links in links_of(text, describe)]
    assert [word for subject in subjects for word in subject.split() if word not in text] == []
