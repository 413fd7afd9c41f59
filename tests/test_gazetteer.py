"""The gazetteer: codes, names, aliases, towns, villages."""

from __future__ import annotations

from collections import Counter

import pytest

from extractor.regions.gazetteer import Region, level_of, load_gazetteer, name_key, read_villages
from extractor.rules import rules_folder

GAZETTEER = load_gazetteer(rules_folder() / "gazetteer")


def village_codes() -> list[str]:
    return [
        entry.partition("=")[0] for found in read_villages(GAZETTEER.folder).values() for entry in found.split("|")[1:]
    ]


def test_holds_every_province_kabupaten_kota_kecamatan_and_village():
    levels = Counter(region.level for region in GAZETTEER.regions.values())
    assert levels == {"province": 38, "kabupaten": 416, "kota": 98, "kecamatan": 7285}
    assert len(village_codes()) == 83762


def test_codes_lie_in_each_other():
    for region in GAZETTEER.regions.values():
        assert region.level == level_of(region.code)
        assert region.parent is None or region.parent in GAZETTEER.regions
    assert len(set(village_codes())) == len(village_codes())
    assert all(code.rpartition(".")[0] in GAZETTEER.regions for code in village_codes())


def test_aliases_and_towns_name_known_regions():
    for regions in GAZETTEER.names.values():
        assert all(region.code in GAZETTEER.regions for region in regions)


def test_coordinates_lie_in_indonesia():
    for region in GAZETTEER.regions.values():
        if region.level in ("province", "kabupaten", "kota"):
            assert region.lat is not None
            assert region.lon is not None
            assert -11.5 < region.lat < 6.5
            assert 94 < region.lon < 142


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("11", ["Aceh", "Nanggroe Aceh Darussalam", "NAD"]),
        ("12", ["Sumatera Utara", "Sumut", "Sumatra Utara"]),
        ("19", ["Kepulauan Bangka Belitung", "Bangka Belitung", "Babel", "Kep. Bangka Belitung"]),
        ("21", ["Kepulauan Riau", "Kepri", "Kep. Riau"]),
        ("31", ["DKI Jakarta", "Jakarta", "Daerah Khusus Ibukota Jakarta", "DKI"]),
        ("34", ["DI Yogyakarta", "DIY", "Yogyakarta", "Jogja", "Daerah Istimewa Yogyakarta", "D.I. Yogyakarta"]),
        ("32", ["Jawa Barat", "Jabar", "JABAR"]),
        ("73", ["Sulawesi Selatan", "Sulsel"]),
        ("91", ["Papua", "Irian Jaya"]),
        ("12.77", ["Padangsidimpuan", "Padang Sidempuan", "Padangsidempuan"]),
        ("14.09", ["Kuantan Singingi", "Kuansing"]),
        ("15.04", ["Batanghari", "Batang Hari"]),
        ("16.73", ["Lubuk Linggau", "Lubuklinggau"]),
        ("18.04", ["Lampung Barat", "Lambar"]),
        ("18.05", ["Tulang Bawang", "Tulangbawang"]),
        ("18.12", ["Tulang Bawang Barat", "Tulangbawang Barat", "Tubaba"]),
        ("18.71", ["Bandar Lampung", "Bandarlampung"]),
        ("33.72", ["Surakarta", "Solo"]),
        ("34.01", ["Kulon Progo", "Kulonprogo"]),
        ("34.03", ["Gunungkidul", "Gunung Kidul"]),
        ("36.74", ["Tangerang Selatan", "Tangsel"]),
        ("62.71", ["Palangkaraya", "Palangka Raya"]),
        ("71.09", ["Kepulauan Siau Tagulandang Biaro", "Kep. Siau Tagulandang Biaro", "Sitaro"]),
        ("73.10", ["Pangkajene dan Kepulauan", "Pangkep"]),
        ("73.71", ["Makassar", "Ujung Pandang"]),
        ("73.72", ["Parepare", "Pare-Pare"]),
        ("72.04", ["Toli-Toli", "Tolitoli"]),
        ("92.03", ["Fak Fak", "Fakfak"]),
    ],
)
def test_names_of_one_region(code, names):
    for name in names:
        assert code in [region.code for region in GAZETTEER.named(name)], name


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Semarang", ["33.74", "33.22"]),
        ("Banjar", ["32.79", "63.03"]),
        ("Jambi", ["15", "15.71"]),
        ("Gorontalo", ["75", "75.71", "75.01"]),
        ("Martapura", ["16.08", "63.03"]),
    ],
)
def test_namesakes_keep_all_readings_the_greater_or_the_city_first(name, codes):
    assert [region.code for region in GAZETTEER.named(name) if region.level != "kecamatan"] == codes


@pytest.mark.parametrize(("town", "code"), [("Purwokerto", "33.02"), ("Ungaran", "33.22"), ("Cikarang", "32.16")])
def test_towns_have_the_code_of_the_kabupaten_they_lie_in(town, code):
    [region] = GAZETTEER.named(town)
    assert region == Region(code, town, "town")
    assert region.parent == code


def test_villages_are_found_in_any_spelling():
    for spelling in ("Way Kandis", "Waykandis", "WAY KANDIS"):
        assert [village.code for village in GAZETTEER.villages(spelling)] == ["18.71.11.1002"]
    assert GAZETTEER.villages("Bukan Nama Desa") == ()


@pytest.mark.parametrize(
    ("left", "right"), [("Tanjung Pinang", "Tanjungpinang"), ("Toli-Toli", "TOLITOLI"), ("Ra'as", "Raas")]
)
def test_spellings_share_a_key(left, right):
    assert name_key(left) == name_key(right)


def test_says_the_full_name():
    assert [GAZETTEER.villages(name)[0].full_name for name in ("Way Kandis", "Clapar")] == [
        "Kelurahan Way Kandis",
        "Desa Clapar",
    ]
    assert [GAZETTEER.regions[code].full_name for code in ("31", "33.16", "33.74", "18.01.16")] == [
        "DKI Jakarta",
        "Kabupaten Blora",
        "Kota Semarang",
        "Kecamatan Raja Basa",
    ]
