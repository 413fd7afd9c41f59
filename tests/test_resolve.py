"""What calendar expressions mean by the article's date, by the dates beside them, and without either."""

from __future__ import annotations

import pytest

from extractor.pipeline import load_pipeline
from extractor.rules.examples import marks_of, write_marks
from extractor.rules.marks import read_marks

EXAMPLES = [
    # by the publication date
    ("2022-04-27", "Gaji [bulan Mei](2022-05) dibayar [9 Mei](2022-05-09)."),
    ("2022-01-05", "Harga naik sejak [Desember](2021-12) dan [15 November](2021-11-15)."),
    ("2022-01-05", "Pameran akan dibuka pada [November](2022-11)."),
    ("2022-12-05", "Lomba akan digelar [Januari](2023-01)."),
    ("2022-12-05", "Sejak [Januari](2022-01) harga stabil."),
    ("2019-09-16", "Sejak [Senin lalu](2019-09-09) sepi."),
    ("2019-09-16", "Ia datang [Senin](2019-09-16) pagi."),
    ("2019-09-16", "Rapat akan digelar pada [Kamis](2019-09-19)."),
    ("2019-09-16", "Rapat digelar [Kamis](2019-09-12)."),
    ("2021-01-01", "Ia datang [kemarin](2020-12-31) dan pulang [pekan lalu](2020-12-21/2020-12-27)."),
    ("2024-03-31", "Panen [bulan lalu](2024-02) gagal, [bulan depan](2024-04) membaik."),
    ("2022-02-10", "Pada [triwulan IV](2021-36) ekonomi tumbuh."),
    ("2018-12-18", "Kamar penuh saat [Natal](2018-12-25) dan menjelang [tahun baru](2019-01-01)."),
    ("2022-05-29", "Ia kalah pada [awal Mei lalu](2022-05 start), menang pada [Mei lalu](2021-05)."),
    ("2022-05-04", "Ia kalah pada [awal Mei lalu](2021-05 start)."),
    ("2020-05-22", "Ia ditahan [tanggal 20 lalu](2020-05-20)."),
    ("2018-03-16", "Ia bicara, [Jumat (16/3)](2018-03-16)."),
    ("2019-01-02", "Ia bicara, [Senin (31/12)](2018-12-31)."),
    # a publication date that is only a year, or only a month
    ("2019", "Sejak [lima tahun lalu](2014) dan [tahun lalu](2018), kata Budi, [Selasa](?)."),
    ("2019", "Ia datang [bulan lalu](?), [kemarin](?), [awal pekan ini](? start)."),
    ("2019-05", "Ia datang [bulan lalu](2019-04), bukan [pekan lalu](?)."),
    # without a publication date
    (None, "Ia datang [kemarin](?), [Selasa](?), [tahun lalu](?), [9 Mei](XXXX-05-09), [bulan Mei](XXXX-05)."),
    (None, "Ia datang [Jumat (16/3)](XXXX-03-16) saja."),
    (None, "Data per [28 Februari 2018](2018-02-28) dibahas pada [Jumat (16/3)](2018-03-16)."),
    (None, "Pada [triwulan II](XXXX-34) dan [pekan kedua Mei](?) sepi."),
    # by the dates beside
    ("2018-12-18", "Pada [tahun lalu](2017) warga datang [30-31 Desember](2017-12-30/2017-12-31)."),
    ("2023-06-01", "Ujian digelar [3 Mei](2019-05-03) dan [5 Juni 2019](2019-06-05)."),
    ("2023-06-01", "Pada [17 Agustus 1945](1945-08-17) ia lahir, pada [20 Agustus](1945-08-20) ibunya wafat."),
    ("2023-06-01", "Pada [2021](2021) jumlahnya naik dari [tahun sebelumnya](2020)."),
    ("2023-06-01", "Kasus [3 Mei 2019](2019-05-03) itu ditutup [lima hari kemudian](2019-05-08)."),
    ("2023-06-01", "Gempa [Mei 2019](2019-05) disusul gempa [bulan berikutnya](2019-06)."),
    ("2023-06-01", "Pada [2021](2021) tim itu juara dan [dua tahun kemudian](2023) kalah."),
    ("2023-06-01", "Jumlah ini naik dibanding [tahun sebelumnya](2022)."),
    ("2023-06-01", "[Dua hari kemudian](?) air surut."),
    ("2025-10-20", "Ia ditemukan [dua hari kemudian](2025-10-14), [Selasa (14/10)](2025-10-14)."),
    ("2024-02-01", "Pada [tahun 2022](2022) puncaknya di [bulan Juli](2022-07). Pada [bulan Juni](2022-06) turun."),
    ("2024-02-01", "Dibanding [tahun 2022](2022), di [bulan Januari](2024-01) naik."),
    ("2021-02-01", "Ramai pada [November](2020-11) atau [Desember 2020](2020-12)."),
    # a weekday that does not fit moves no year
    ("2024-06-05", "[Rabu (4/6)](2024-06-04) terjadi gempa, [Sabtu, 1 Juni](2024-06-01) banjir."),
    ("2020-06-30", "Gempa terjadi [Sabtu (26/6)](2020-06-26) malam."),
    ("2018-01-10", "Rapat digelar [Jumat (29/12)](2017-12-29)."),
    # named before, but the day of the statement is no anchor of years
    (
        "2023-01-15",
        "Realisasi [2022](2022) naik, kata Budi, [Minggu, 15 Januari 2023](2023-01-15), dari [tahun sebelumnya](2021).",
    ),
    # what cannot be
    ("2023-06-01", "Naskah itu disimpan [3000 tahun lalu](?)."),
]


@pytest.mark.parametrize(("published", "marked"), EXAMPLES, ids=[marked for _, marked in EXAMPLES])
def test_resolved(published, marked):
    text, _ = read_marks(marked)
    mentions = [mention for mention in load_pipeline().mentions(text, published) if mention.kind == "date"]
    assert write_marks(text, marks_of(mentions)) == marked


def test_a_weekday_that_contradicts_its_date_is_said():
    [mention] = load_pipeline().mentions("Ia bicara, Sabtu (26/6/2020).", "2020-06-28")
    assert mention.value.period == "2020-06-26"
    assert mention.value.alternatives == ({"period": "2020-06-27", "reason": "the weekday is that of another day"},)


def test_the_week_of_a_month_keeps_the_other_way_to_count():
    [mention] = load_pipeline().mentions("Panen mulai pekan kedua Mei 2024.")
    assert mention.value.period == "2024-05-06/2024-05-12"
    assert mention.value.alternatives[0]["period"] == "2024-05-08/2024-05-14"


@pytest.mark.parametrize("published", [None, "2020-05-01"])
def test_what_is_known_stays(published):
    text = "Pada 2 Mei 2019, Juni 2018, 2017, triwulan I 2016 dan 1990-an."
    found = [mention.value.period for mention in load_pipeline().mentions(text, published) if mention.kind == "date"]
    assert found == ["2019-05-02", "2018-06", "2017", "2016-33", "199X"]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Laporan pada Desember menyebut itu.", ["2021-12"]),
        ("Laporan itu akan terbit pada Desember.", []),
        ("Laporan pada Juli menyebut itu.", []),
        ("Ia lahir pada Maret 2019, saudaranya pada Desember.", []),
    ],
)
def test_a_month_well_ahead_may_be_that_of_the_year_before(text, others):
    *_, date = [mention for mention in load_pipeline().mentions(text, "2022-05-28") if mention.kind == "date"]
    assert [other["period"] for other in date.value.alternatives] == others
