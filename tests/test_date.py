"""The forms in which news writes dates: the value first, then all the ways to say it; and what is no date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.pipeline import load_pipeline
from extractor.rules import load_rules
from extractor.rules.examples import marks_of

PUBLISHED = "2022-05-18"  # a Wednesday
MONTHS = [name.title() for name in list(load_rules().words["month_name"])[:12]]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]

FORMS = {
    "2018-02-28": [
        "28 Februari 2018", "28 februari 2018", "28 FEBRUARI 2018", "28 Pebruari 2018", "28 Feb 2018", "28 Feb. 2018",
        "28-Februari-2018", "28-02-2018", "28/2/2018", "28/02/2018", "28.02.2018", "2018-02-28", "2018/02/28",
        "28-Feb-18", "28/Feb/2018", "tanggal 28 Februari 2018", "tgl 28 Februari 2018", "tgl. 28/2/2018",
        "Rabu, 28 Februari 2018", "Rabu 28 Februari 2018", "Rabu (28/2/2018)", "Rabu (28/02/2018)",
        "Rabu, (28/2/2018)", "Rabu (28/2/18)", "Rabu (28-2-2018)", "Rabu (28 Februari 2018)", "Rabu, 28/2/2018",
        "Rabu/28 Februari 2018", "Rabu malam (28/2/2018)", "Rabu siang, 28 Februari 2018",
        "Rabu tanggal 28 Februari 2018", "Rabu lalu (28/2/2018)", "Rabu (tanggal 28 Februari 2018)",
        "28 Februari tahun 2018", "Februari 28, 2018", "Rabu ( 28/2/2018 )", "rabu (28/2/2018)",
        "Rabu\u00a0(28/2/2018)", "Rabu,28 Februari 2018",
    ],
    "1945-08-17": ["17 Agustus 1945", "17 Augustus 1945", "17-8-1945", "17 Agt 1945", "17 Ags. 1945", "17 Agu 1945"],
    "1950-06-03": ["3 Djuni 1950", "3 Juni 1950", "03/06/1950", "3 Jun 1950"],
    "1999-11-09": ["9 Nopember 1999", "9 November 1999", "9 Nop 1999", "9 Nov. 1999", "Selasa, 9 Nopember 1999"],
    "2022-01-07": ["Jum'at (7/1/2022)", "Jum’at, 7 Januari 2022", "Jumat (7/1)", "Jumat, 7 Januari", "7 Januari"],
    "2022-01-09": ["Minggu (9/1/2022)", "Ahad (9/1/2022)", "Ahad, 9 Januari", "Minggu, 9/1"],
    "2022-05-09": ["9 Mei", "9 mei", "9 Mei lalu", "tanggal 9 Mei", "9 Mei kemarin"],
    "2021-03-15": ["15 Maret tahun lalu", "15 Maret 2021"],
    "2022-05-18": [
        "hari ini", "hari ini (18/5)", "hari ini, Rabu (18/5)", "hari ini Rabu, 18 Mei 2022", "Rabu (18/5)", "Rabu",
    ],
    "2022-05-17": ["kemarin", "kemaren", "kemarin (17/5)", "Selasa (17/5) kemarin", "Selasa", "Selasa kemarin"],
    "2022-05-19": ["besok", "esok", "esok hari", "Kamis mendatang", "Kamis depan", "Kamis besok", "Kamis pekan ini"],
    "2022-05-20": ["lusa", "besok lusa", "Jumat nanti"],
    "2022-05-11": ["Rabu lalu", "Rabu pekan lalu", "Rabu minggu lalu"],
    "2022-05-24": ["Selasa pekan depan", "Selasa depan"],
    "2022-06-05": ["tanggal 5 bulan depan", "5 Juni mendatang"],
    "2020-05-10/2020-05-11": [
        "10-11 Mei 2020", "10–11 Mei 2020", "10 - 11 Mei 2020", "10 hingga 11 Mei 2020", "10 sampai 11 Mei 2020",
        "10 s.d. 11 Mei 2020", "10 s/d 11 Mei 2020", "10 sampai dengan 11 Mei 2020", "tanggal 10-11 Mei 2020",
        "Minggu-Senin (10-11/5/2020)", "Minggu-Senin, 10-11 Mei 2020", "10/5-11/5/2020",
        "Minggu dan Senin (10-11/5/2020)", "10 Mei-11 Mei 2020", "10 Mei 2020 hingga 11 Mei 2020",
    ],
    "2023-12-30/2024-01-02": [
        "30 Desember 2023 sampai 2 Januari 2024", "30 Desember-2 Januari 2024", "30 Desember 2023 - 2 Januari 2024",
        "Sabtu, 30 Desember 2023 hingga Selasa, 2 Januari 2024",
    ],
    "2026-02-01/2026-03-15": ["1 Februari hingga 15 Maret 2026", "1 Februari - 15 Maret 2026"],
    "2022-05-20/2022-05-22": ["20-22 Mei", "tanggal 20 sampai 22 Mei", "Jumat-Minggu (20-22/5)"],
    "2024-05": ["Mei 2024", "mei 2024", "bulan Mei 2024", "Mei tahun 2024", "Mei, 2024", "bulan Mei tahun 2024"],
    "2021-12": [
        "Desember 2021", "Des 2021", "Des. 2021", "Desember tahun lalu", "bulan Desember tahun lalu", "Desember lalu",
    ],
    "2022-04": ["bulan lalu", "bulan April", "April lalu", "April", "April 2022", "bulan April tahun ini"],
    "2022-06": ["bulan depan", "bulan Juni", "Juni mendatang", "Juni depan", "Juni nanti"],
    "2022-01/2022-09": [
        "Januari-September 2022", "Januari hingga September 2022", "Januari s.d. September 2022",
        "bulan Januari sampai September 2022", "Januari – September 2022", "Januari-September tahun ini",
    ],
    "2021-10/2022-03": ["Oktober 2021-Maret 2022", "Oktober 2021 hingga Maret 2022", "Oktober-Maret 2022"],
    "2022-05-09/2022-05-15": ["pekan lalu", "minggu lalu", "pekan kemarin"],
    "2022-05-16/2022-05-22": ["pekan ini", "minggu ini"],
    "2022-05-23/2022-05-29": ["pekan depan", "minggu depan", "minggu mendatang"],
    "2022-05-16/2022-05-22 start": ["awal pekan ini"],
    "2022-05-09/2022-05-15 end": ["akhir pekan lalu"],
    "2024-05-06/2024-05-12": [
        "pekan kedua Mei 2024", "minggu kedua Mei 2024", "minggu ke-2 bulan Mei 2024", "minggu II Mei 2024",
    ],
    "2023-34": [
        "triwulan II 2023", "kuartal II 2023", "triwulan kedua 2023", "kuartal kedua tahun 2023", "triwulan II/2023",
        "triwulan II-2023", "triwulan 2 2023", "triwulan ke-2 2023", "TW II 2023", "Q2 2023", "kwartal II 2023",
        "kuartal 2/2023", "triwulan II tahun 2023", "triwulan II tahun anggaran 2023",
    ],
    "2022-40": [
        "semester I 2022", "semester pertama 2022", "semester I/2022", "semester I tahun ini", "semester I",
        "semester pertama",
    ],
    "2021-36": ["triwulan IV tahun lalu", "kuartal IV-2021"],
    "2022-33/2022-35": ["triwulan I-III 2022", "triwulan I hingga III 2022"],
    "2022-38": ["caturwulan II 2022"],
    "2019": [
        "tahun 2019", "Tahun 2019", "tahun anggaran 2019", "TA 2019", "T.A. 2019", "Tahun Anggaran (TA) 2019", "2019",
        "tahun ajaran 2019", "tiga tahun lalu", "3 tahun lalu", "tiga tahun yang lalu", "3 tahun silam",
    ],
    "2019/2020": [
        "tahun anggaran 2019/2020", "tahun ajaran 2019/2020", "tahun pelajaran 2019/2020", "2019/2020", "2019-2020",
        "tahun 2019-2020", "2019 hingga 2020", "tahun 2019 sampai 2020", "tahun 2019 sampai tahun 2020",
        "musim 2019/20", "TP 2019/2020", "2019–2020",
    ],
    "2021": ["tahun lalu", "setahun lalu", "tahun kemarin", "setahun silam", "tahun 2021", "setahun yang lalu"],
    "2022": ["tahun ini", "tahun 2022"],
    "2023": ["tahun depan", "tahun mendatang", "tahun yang akan datang"],
    "2021 end": ["akhir 2021", "akhir tahun 2021", "akhir tahun lalu", "penghujung 2021", "penghujung tahun lalu"],
    "2022 end": ["akhir tahun", "akhir tahun ini"],
    "2022 start": ["awal tahun", "awal tahun ini", "awal 2022"],
    "2020 mid": ["pertengahan 2020", "pertengahan tahun 2020", "medio 2020"],
    "2022-03 end": ["akhir Maret", "akhir bulan Maret", "akhir Maret lalu", "akhir Maret 2022"],
    "2022-06 start": ["awal bulan depan", "awal Juni mendatang"],
    "2023-35 end": ["akhir triwulan III 2023"],
    "199X": ["1990-an", "1990an", "tahun 1990-an", "tahun 90-an", "era 90-an", "era 1990-an"],
    "196X end": ["akhir 1960-an"],
    "200X": ["2000-an"],
    "18XX": ["abad ke-19", "abad XIX", "abad 19"],
    "1883": ["tahun 1883"],
    "2022-05-16": ["dua hari lalu", "2 hari lalu", "dua hari yang lalu", "Senin", "Senin kemarin", "hari Senin"],
    "2022-05-02/2022-05-08": ["dua pekan lalu", "dua minggu lalu"],
    "2022-08-17": ["menjelang HUT RI", "pada Hari Kemerdekaan"],
}  # fmt: skip
OUTSIDE = ("pada ", "saat ", "menjelang ", "hari S", "musim ")  # words of a form that are no part of the mention
CASES = [(value, form) for value, forms in FORMS.items() for form in forms]


def inside(form: str) -> str:
    """Return the part of a form that is the mention."""
    for words in OUTSIDE:
        if form.startswith(words):
            return form[len(words.rstrip("S")) :]
    return form


def dates(text: str, published: str | None = None) -> list[tuple[str, str]]:
    """Return (text, value) of the dates read in a text."""
    mentions = [mention for mention in load_pipeline().mentions(text, published) if mention.kind == "date"]
    return [(text[mark.start : mark.end], mark.value) for mark in marks_of(mentions)]


@pytest.mark.parametrize(("value", "form"), CASES, ids=[form for _, form in CASES])
def test_every_way_to_say_a_date(value, form):
    assert dates(f"Acara itu digelar {form} di balai desa.", PUBLISHED) == [(inside(form), value)]


def test_the_table_is_long_enough():
    assert len(CASES) >= 160


@pytest.mark.parametrize(
    "text",
    [
        "Rapat dimulai pukul 10.30 WIB dan selesai pukul 12.00 WIB.",
        "Loket buka jam 08.00-14.30 di kantor itu.",
        "Tim tamu menang 3-2 lewat adu penalti.",
        "Menurut UU Nomor 8 Tahun 2017 hal itu boleh.",
        "Perda No. 12 Tahun 2015 sudah dicabut.",
        "Perpres 16/2018 mengatur pengadaan itu.",
        "Pasal 5 ayat (2) UUD 1945 dibacakan.",
        "Hubungi 0812-2019-2020 untuk mendaftar.",
        "Pusat gempa di 5,20 lintang selatan dan 104,35 bujur timur.",
        "Nilainya naik dari 10.12 menjadi 11.05 poin.",
        "Luas lahannya 2.019 hektare.",
        "Sebanyak 2019 orang hadir di sana.",
        "Harganya Rp 2000 per butir.",
        "Harganya Rp2.020 per butir.",
        "Ia berumur 20 tahun 3 bulan.",
        "Proyek itu berjalan selama tiga tahun.",
        "Ia dirawat dua hari dan sembuh.",
        "Saat ini harga sekarang stabil, kini turun.",
        "Beberapa tahun lalu jalan itu rusak.",
        "Beberapa hari kemudian air surut.",
        "Dalam lima tahun terakhir harga naik.",
        "Selama setahun terakhir ia menganggur.",
        "Dua hingga tiga minggu kemudian gejala hilang.",
        "Fosil itu hidup 70 juta tahun lalu.",
        "Tahun-tahun sebelumnya lebih ramai.",
        "Jangan seperti kemarin-kemarin lagi.",
        "Ia tinggal di Jalan 17 Agustus.",
        "Kereta berhenti di Pasar Minggu.",
        "Usai salat Jumat warga pulang.",
        "Pasar itu buka setiap Senin dan Kamis.",
        "Loket buka Senin-Jumat.",
        "Dalam tiga minggu panen usai.",
        "Bupati April Lestari hadir.",
        "Setiap akhir tahun harga naik.",
        "Nomor 800/742/B-03/02/2021 tertera di surat itu.",
        "Surat No: Cetak-57/L.4/Ft.1/10/2025 tertutup.",
        "Perangko tahun 1445 H laku keras.",
        "Ia anak pertama dari 3 bersaudara, kelas 10-11.",
        "Bagian 1.2.3 membahas hal itu.",
        "Alamat internetnya 192.168.10.12 saja.",
    ],
)
def test_what_is_no_date(text):
    assert dates(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/2/2020", "there is no day 31"),
        ("31 April 2021", "there is no day 31"),
        ("12/25/2021", "there is no month 25"),
    ],
)
def test_a_day_that_does_not_exist_has_no_period_but_says_why(text, reason):
    [mention] = [mention for mention in load_pipeline().mentions(f"Tercatat {text} siang.") if mention.kind == "date"]
    assert mention.value.period is None
    assert mention.value.alternatives[0]["reason"].startswith(reason)


def spellings(day: dt.date) -> list[str]:
    """Return the ways to write a day in full."""
    name, weekday = MONTHS[day.month - 1], DAYS[day.weekday()]
    plain, short = f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y}"
    return [
        f"{day.day} {name} {day.year}", f"{day.day} {name.upper()} {day.year}", f"{day:%d-%m-%Y}", short, plain,
        f"{day.day}.{day.month}.{day.year}", day.isoformat(), f"{weekday} ({plain})", f"{weekday} ({short})",
        f"{weekday}, {day.day} {name} {day.year}", f"{weekday} malam ({plain})", f"tanggal {day.day} {name} {day.year}",
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dates(dt.date(1945, 1, 1), dt.date(2035, 12, 31)))
def test_every_day_reads_back_in_every_spelling(day):
    for form in spellings(day):
        assert dates(f"Rapat itu, {form}, batal.") == [(form, day.isoformat())], form


@pytest.mark.slow
def test_every_day_of_ninety_years_reads_back():
    day = dt.date(1945, 1, 1)
    while day.year < 2036:
        text = " ; ".join(spellings(day)[:8])
        assert {value for _, value in dates(text)} == {day.isoformat()}, text
        day += dt.timedelta(days=1)


WORDS = [
    *load_rules().words["month_name"], *load_rules().words["month_short"], *DAYS, *load_rules().words["away"], "tahun",
    "tanggal", "bulan", "pekan", "triwulan", "semester", "awal", "akhir", "abad", "ke-", "hingga", "dan", "TA", "TP",
    "1", "2", "31", "32", "0", "12", "99", "1999", "2020", "2024", "99999", "XX", "II", "-", "–", "/", ".", ",", "(",
    ")", "an", "lima", "sebelas", "ribu", "juta", "\n", "\u00a0", "sebelumnya", "kemudian", "kemarin", "hari ini", "%",
    "Rp",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=25),
    st.sampled_from([" ", "", "  "]),
    st.sampled_from([None, "2020", "2020-02-29"]),
)
def test_any_heap_of_date_words_is_read_without_error(words, between, published):
    text = between.join(words)
    for surface, value in dates(text, published):
        assert surface in text
        assert value
