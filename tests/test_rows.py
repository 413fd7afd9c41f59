"""Tables and lists: rows and cells of a text, and what their numbers are about."""

from __future__ import annotations

from decimal import Decimal

import pytest
from linked import sentences_of

from extractor.layout import Layout
from extractor.link.region import relate
from extractor.model import NUMBERS, Amount
from extractor.pipeline import load_pipeline
from extractor.rows import find_tables

TABLES = {
    "tabs": "Siswa per Mei 2024\n\nBlora\t99 siswa\t11 persen\nKudus\t14 siswa\t9 persen\n",
    "pipes": "Data:\n| Kabupaten | Siswa |\n|---|---|\n| Blora | 99 |\n| Kudus | |\n",
    "spaces": "Wilayah      Jumlah\nBlora        12\nKota Tegal   14\n",
    "numbered": "UMK 2024 di Bali:\n1. Kabupaten Badung: Rp 3.318.628\n2. Kota Denpasar: Rp 3.096.823\n",
    "bullets": "- Pajak hotel: Rp 1,2 miliar (30 persen)\n\n- Parkir Rp 2 miliar\n",
    "mojibake": "â¢ Murni: 398 KPM\nâ¢ Sembako: 867 KPM\n",
    "colons": "Solar : Rp 13.050 per liter\nBensin : Rp 16.500\n",
    "plain": "Kabupaten Badung Rp 3.318\nKota Denpasar Rp 3.096\nKabupaten Gianyar 5 persen\n",
}
CELLS = {
    "tabs": ("columns", [["Blora", "99 siswa", "11 persen"], ["Kudus", "14 siswa", "9 persen"]]),
    "pipes": ("columns", [["Blora", "99"], ["Kudus", ""]]),
    "spaces": ("columns", [["Blora", "12"], ["Kota Tegal", "14"]]),
    "numbered": ("number", [["Kabupaten Badung", "Rp 3.318.628"], ["Kota Denpasar", "Rp 3.096.823"]]),
    "bullets": ("-", [["Pajak hotel", "Rp 1,2 miliar (30 persen)"], ["Parkir Rp 2 miliar"]]),
    "mojibake": ("â¢", [["Murni", "398 KPM"], ["Sembako", "867 KPM"]]),
    "colons": ("colon", [["Solar", "Rp 13.050 per liter"], ["Bensin", "Rp 16.500"]]),
    "plain": (
        "plain",
        [["Kabupaten Badung", "Rp 3.318"], ["Kota Denpasar", "Rp 3.096"], ["Kabupaten Gianyar", "5 persen"]],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_and_cells(name: str) -> None:
    text = TABLES[name]
    [table] = find_tables(text)
    cells = [[text[cell.start : cell.end].strip() for cell in row.cells] for row in table.rows]
    assert (table.form, cells) == CELLS[name]


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 5 orang datang.\nMereka pulang pada pukul 10.\n",
        "Harga beras naik 5 persen pekan ini.\n\nHarga cabai turun 3 persen.\n",
        "- " + "panjang sekali " * 30 + "5 orang\n- " + "panjang sekali " * 30 + "6 orang\n",
        "1. Satu saja 5 orang\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert list(find_tables(text)) == []


def test_the_lines_before_and_the_header() -> None:
    text = "Kemiskinan 2023\nMenurut wilayah:\n\nWilayah | Jiwa | Persen\nBlora | 99 | 11,4\nKudus | 14 | 9\n"
    [table] = find_tables(text)
    assert [text[line.start : line.end] for line in table.leads] == ["Menurut wilayah:", "Kemiskinan 2023"]
    heading = table.heading(table.rows[0], text.index("11,4"))
    assert heading
    assert text[heading.start : heading.end] == "Persen"


def numbers_of(text: str) -> dict[str, tuple[Decimal | None, str | None, str | None, str | None]]:
    """Return (amount, unit, region, period) of each number by its text."""
    pipeline = load_pipeline()
    mentions = pipeline.mentions(text, "2024-05-01")
    links = relate(Layout(text, sentences_of(text)), mentions, pipeline.rulebook)
    return {
        text[one.start : one.end]: (one.value.low, one.value.unit, links[one.start].region, links[one.start].period)
        for one in mentions
        if one.kind in NUMBERS and isinstance(one.value, Amount)
    }


PRICES = """Inflasi (persen)
Wilayah    2022    2023
Blora      2,31    1,4
Kudus      3,00    2,75
Indonesia  5,51    2,61
"""
POOR = """Kemiskinan Jawa Tengah Maret 2023:

| Kabupaten | Miskin (jiwa) | Persen | Anggaran (Rp juta) |
|---|---|---|---|
| Blora | 99.830 | 11,49 | 1.250 |
| Pati | 118.760 | 9,31 | 2.000,5 |
| Total | 218.590 | 10,2 | 3.250,5 |
"""
OUTSIDE = """Lampu di kecamatan di Kabupaten Pringsewu:
- Kecamatan Adiluwih: 90 orang
- Kecamatan Ambarawa: 71 orang
- Kecamatan Pardasuka: 65 orang
- Kabupaten Banyumas: 61 orang
"""
NUMBERS_OF = [
    (
        POOR,
        {
            "99.830": ("99830", "jiwa", "33.16", "2023-03"),
            "11,49": ("11.49", "%", "33.16", "2023-03"),
            "2.000,5": ("2000500000", "IDR", "33.18", "2023-03"),
            "9,31": ("9.31", "%", "33.18", "2023-03"),
            "218.590": ("218590", "jiwa", "33", "2023-03"),
        },
    ),
    (
        PRICES,
        {
            "2,31": ("2.31", "%", "33.16", "2022"),
            "2,75": ("2.75", "%", "33.19", "2023"),
            "5,51": ("5.51", "%", "ID", "2022"),
        },
    ),
    (
        "Pendaftar di Kabupaten Kudus dan lainnya:\n- Blora: 120 siswa\n- Rembang: 95 siswa\n- Entahmana: 60 siswa\n",
        {
            "120": ("120", "siswa", "33.16", None),
            "95": ("95", "siswa", "33.17", None),
            "60": ("60", "siswa", None, None),
        },
    ),
    (
        "Produksi Kabupaten Blora:\n2021: 300 pekerja\n2022: 450 pekerja\n",
        {"300": ("300", "pekerja", "33.16", "2021"), "450": ("450", "pekerja", "33.16", "2022")},
    ),
    (
        "Laga berikutnya digelar di Kudus pada Mei 2023.\n\nPenonton: 300 orang\nPemain: 25 orang\n",
        {"300": ("300", "orang", "33.19", None)},
    ),
    (
        OUTSIDE,
        {"90": ("90", "orang", "18.10", None), "61": ("61", "orang", None, None)},
    ),
    ("Nomor | Nama\n1 | Blora\n2 | Kudus\n", {}),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS_OF)
def test_what_numbers_in_rows_are_about(
    text: str, expected: dict[str, tuple[str, str, str | None, str | None]]
) -> None:
    found = numbers_of(text)
    wanted = {name: (Decimal(one[0]), *one[1:]) for name, one in expected.items()}
    assert {name: found.get(name) for name in wanted} == wanted
    assert bool(found) == bool(expected)
