"""The publication date that a text tells, and where it tells it."""

from __future__ import annotations

import pytest

from extractor.pipeline import load_pipeline

FOUND = [
    ("“Dana cair,” kata Kepala Dinas Sutarno di Jambi, Selasa (11/1/2022).", "2022-01-11", "weekday date"),
    ("“Dana cair pada 30 Juni 2018,” kata Sutarno, Jumat (16/3).", "2018-03-16", "weekday date"),
    (
        "Sutarno mengatakan hal itu saat ditemui, Kamis, 14 Juli 2022. Ia hadir Senin (11/7/2022).",
        "2022-07-14",
        "weekday date",
    ),
    ("Bazar digelar di balai desa, Kamis (14/7/2022). Warga senang.", "2022-07-14", "weekday date"),
    ("Harga Beras Naik\nKamis, 28 Mei 2026 19:18 WIB\nHarga beras naik di Blora.", "2026-05-28", "byline"),
    ("Kompas.com - 15/05/2024, 10:22 WIB\nHarga beras naik.", "2024-05-15", "byline"),
    ("detikNews - Rabu, 15 Mei 2024 10:22 WIB\nHarga beras naik.", "2024-05-15", "byline"),
    ("Rabu, 15/05/2024 | 10:22 WIB\nHarga beras naik.", "2024-05-15", "byline"),
    ("Rabu, 06/05/2024 | 10:22 WIB\nHarga beras naik.", "2024-06-05", "byline"),  # the weekday decides
    ("Terbit: 15 Mei 2024\nHarga beras naik.", "2024-05-15", "byline"),
    ("Diterbitkan Rabu, 15 Mei 2024 10.22 WIB\nHarga beras naik.", "2024-05-15", "byline"),
    ("Oleh Redaksi - 15 Mei 2024\nHarga beras naik.", "2024-05-15", "byline"),
    ("Harga beras naik.\n\nCOPYRIGHT © Kabar Daerah Jambi 2019", "2019", "copyright"),
    ("Harga beras naik.\n© 2021 Harian Contoh", "2021", "copyright"),
]
NOT_FOUND = [
    "Harga beras naik 5 persen.",
    "“Dana cair,” kata Sutarno, Selasa.",
    "“Dana cair,” kata Sutarno, Sabtu (26/6/2020).",  # that day was a Friday
    "“Dana cair,” kata Sutarno, Jumat (16/3).",  # no year far and wide
    "Banjir terjadi pada Senin, 14 Juli 2025, kata Sutarno.",  # an event, the statement may be later
    "Lomba akan digelar di alun-alun, Minggu (17/7/2022).",
    "Rapat - 15 Mei 2024\nHarga beras naik.",  # a heading
    "Kompas.com - 15/05/0024, 10:22 WIB\nHarga beras naik.",
    "Rabu, 15 Mei 0024 10:22 WIB\nHarga beras naik.",
    "Bupati meresmikan pasar pada 28 Februari 2018.",
    "",
]


@pytest.mark.parametrize(("text", "published", "told_by"), FOUND)
def test_found(text, published, told_by):
    reading = load_pipeline().read(text)
    assert (reading.published, reading.published_from) == (published, told_by)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    reading = load_pipeline().read(text)
    assert (reading.published, reading.published_from) == (None, None)


def test_the_given_date_wins():
    reading = load_pipeline().read("“Dana cair,” kata Sutarno, Selasa (11/1/2022).", "2022-01-12")
    assert (reading.published, reading.published_from) == ("2022-01-12", "given")


def test_what_is_found_resolves_the_rest():
    text = "“Dana cair,” kata Sutarno di Jambi, Selasa (11/1/2022). Ia ke Blora kemarin."
    assert [mention.value.period for mention in load_pipeline().mentions(text) if mention.kind == "date"] == [
        "2022-01-11",
        "2022-01-10",
    ]


def test_a_copyright_year_resolves_years_only():
    text = "Program itu berjalan sejak lima tahun lalu, katanya, Selasa.\n\nCOPYRIGHT © Kabar Daerah 2019"
    assert [mention.value.period for mention in load_pipeline().mentions(text) if mention.kind == "date"] == [
        "2014",
        None,
    ]
