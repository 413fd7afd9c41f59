"""Whole sentences with all links of each number: comparisons, lists, tables in prose, frames, shifts, speech."""

from __future__ import annotations

import pytest
from linked import sentences_of

from extractor.model import NUMBERS, Article, Document
from extractor.pipeline import load_pipeline

MISS = pytest.mark.xfail(reason="a known miss: what was learned from articles weighs it otherwise")


def linked(text: str, *fields: str, published: str = "2022-06-15") -> list[str]:
    """Return the fields of each number in order, `-` for none."""
    article = load_pipeline().article(Document(text, published=published), sentences_of(text))
    assert isinstance(article, Article)
    numbers = [fact for fact in article.facts if fact.kind in NUMBERS]
    return [" ".join(str(getattr(fact, field) or "-") for field in fields) for fact in numbers]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        # the second region of a comparison
        ("Cakupan Blora 95 persen, lebih tinggi daripada Kabupaten Pati yang baru 90 persen.", ["33.16", "33.18"]),
        ("Dibanding Kabupaten Pati yang 90 persen, Kabupaten Blora sudah 95 persen.", ["33.18", "33.16"]),
        ("Kemiskinan di Indonesia 9,3 persen, sedangkan di Jawa Tengah 10,4 persen.", ["ID", "33"]),
        # lists, before and behind `masing-masing`, and tables in prose
        ("Inflasi Blora, Rembang dan Pati masing-masing 2 persen, 3 persen dan 4 persen.", ["33.16", "33.17", "33.18"]),
        (
            "Inflasi masing-masing 2 persen di Blora, 3 persen di Rembang dan 4 persen di Pati.",
            ["33.16", "33.17", "33.18"],
        ),
        (
            "Rinciannya, Blora 12 orang, Rembang 8 orang, Pati 6 orang dan Kudus 4 orang.",
            ["33.16", "33.17", "33.18", "33.19"],
        ),
        # bodies, courts and hospitals lead to their region
        ("Pengadilan Negeri Blora memvonis tiga terdakwa.", ["33.16"]),
        ("RSUD Blora merawat 45 pasien.", ["33.16"]),
        ("BPJS Kesehatan Cabang Pati mencatat 500 ribu peserta.", ["33.18"]),
        # datelines, also of agencies, and places of speech
        ("BLORA – Sebanyak 50 warga Kabupaten Rembang mengungsi.", ["33.17"]),
        ("Kabar9.com, Jakarta - Bupati Blora menyiapkan Rp 5 miliar.", ["33.16"]),
        ("Kabupaten Blora berduka. Korban 5 orang, kata Budi, Senin (6/6/2022) di rumah dinas, Semarang.", ["33.16"]),
        # one place, told with the province that holds it, stays the topic
        ("Pemerintah Provinsi Jawa Tengah membantu Kabupaten Blora. Bantuan itu Rp 9 juta.", ["33.16"]),
        # whence and whither
        ("Harga bawang yang dipasok dari Brebes di pasar Kabupaten Kudus naik. Kini Rp 30 ribu.", ["33.19"]),
        # the whole country: national bodies only where the article is about no region
        ("Menteri Sosial mengunjungi Kabupaten Blora.\nMenteri menyebut 500 keluarga dibantu.", ["33.16"]),
        ("Menteri Sosial menyebut 500 keluarga dibantu.", ["ID"]),
        # more people than a kabupaten can have
        ("Warga Kabupaten Blora hadir.\nAda 24 juta penduduk miskin atau 9 persen.", ["ID", "ID"]),
        # abroad
        ("Presiden Amerika Serikat menandatangani utang.\nNilainya US$ 3 miliar.", ["-"]),
        ("Bank Sentral AS menahan suku bunga 5 persen.", ["-"]),
        # the capital as the place of writing says nothing
        ("Jakarta (ANTARA) - Ponsel itu dijual Rp 5 juta.", ["-"]),
    ],
)
def test_region(text: str, regions: list[str]) -> None:
    assert linked(text, "region") == regions


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "Pada tahun 2020 pesertanya 1.503.214 orang, dan per Desember 2021 menjadi 1.571.525 orang.",
            ["2020", "2021-12"],
        ),
        # a change and two levels, each with its year
        (
            "Peserta bertambah 4.912 orang dari 186.928 orang (2020) menjadi 191.840 orang (2021).",
            ["2021", "2020", "2021"],
        ),
        (
            "Peserta bertambah 4.912 orang, dari 186.928 orang pada 2020 menjadi 191.840 orang pada 2021.",
            ["2021", "2020", "2021"],
        ),
        ("Stunting turun dari 18 persen pada 2020 menjadi 14 persen pada 2021.", ["2020", "2021"]),
        ("Pada 2021 stunting turun dari 18 persen menjadi 14 persen.", ["-", "2021"]),
        ("Semula pegawainya 3 orang pada 2019, kemudian menjadi 45 orang.", ["2019", "-"]),
        # frames: told as a time, alone in its sentence, by the paper; over sentences that go on
        ("Kinerja dinas itu baik sepanjang 2021. Pendapatannya Rp 5 miliar. Belanjanya Rp 4 miliar.", ["2021", "2021"]),
        ("Pasar itu dibangun sejak 2019. Sewanya Rp 5 juta.", ["-"]),
        pytest.param("Jumlahnya turun dari tahun sebelumnya. Bantuannya Rp 5 juta.", ["-"], marks=MISS),
        # the same number again
        (
            "Pada 2021 ada 560 napi bebas.\nSyaratnya banyak. Begini.\nDari total 560 napi itu ada 9 wanita.",
            ["2021", "2021", "2021"],
        ),
        # a date in a later part of the sentence is of what that tells
        pytest.param("Bunga dipangkas menjadi 4 persen dan rapat lagi pada Oktober 2022.", ["-"], marks=MISS),
        ("Ada 40 persen di Blora dan 50 persen di Pati pada 2020.", ["2020", "2020"]),
        # a part holds at the time of its whole
        ("Sebanyak 925 dari 1.006 penduduk desa itu memegang kartu per 30 Juni 2024.", ["2024-06-30", "2024-06-30"]),
    ],
)
def test_period(text: str, periods: list[str]) -> None:
    assert linked(text, "period") == periods


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Angka itu naik 3 persen menjadi 12 persen.", ["actual increase", "actual -"]),
        ("Dari pagu Rp 5 miliar, realisasinya baru Rp 4 miliar.", ["actual -", "actual -"]),
        ("Dinas mengusulkan tambahan Rp 2 miliar.", ["target -"]),
        ("Kebutuhan pilkada Rp 40 miliar, yang tersedia Rp 30 miliar.", ["target -", "actual -"]),
        ("Kebutuhan beras 30 ton dengan konsumsi mencapai 73 persen.", ["target -", "actual -"]),
        ("Kegiatan akan diikuti lebih dari 200 peserta.", ["target -"]),
        ("Bank diproyeksikan memangkas bunga dari 5 persen menjadi 4 persen.", ["actual -", "target -"]),
        ("Okupansi yang diprediksi 80 persen, ambruk sampai 10 persen.", ["target -", "actual -"]),
        ("Pada Desember 2023 pesertanya 900 orang.", ["target -"]),
        ("Anggaran 2023 dipotong Rp 9 miliar.", ["actual -"]),  # granted before its year
        ("Progres melampaui target 53 persen atau mengalami deviasi 11 persen.", ["target -", "actual -"]),
        ("“Kami akan terus maju,” kata tiga warga.", ["actual -"]),
        ("Kenaikan harga hingga Rp 30.000 per kg.", ["actual -"]),  # what it came to
        ("Harga naik Rp 5.000 per kg.", ["actual increase"]),
        ("Pertamina menurunkan harga sebesar Rp 300 per liter.", ["actual decrease"]),
        ("Kebijakan itu mengurangi pegawai dinas 979 orang.", ["actual decrease"]),
        ("Giro tumbuh 23 persen yoy, tabungan 7 persen yoy.", ["actual increase", "actual increase"]),
        ("Harga melonjak Rp 390 (1,37 persen) menjadi Rp 28.940.", ["actual increase", "actual increase", "actual -"]),
        ("Dolar melemah terhadap yen sebesar 0,2 persen.", ["actual decrease"]),
    ],
)
def test_status_and_change(text: str, told: list[str]) -> None:
    assert linked(text, "status", "change") == told


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Jumlah penduduknya 1,5 juta jiwa pada 2020, lalu menjadi 1,6 juta jiwa.", ["population", "population"]),
        ("Sebanyak 757 penduduk terdaftar dari 950 jiwa.", ["-", "population"]),
        ("Pekerja penerima upah sebanyak 27.512 peserta.", ["participants"]),
        ("Peserta mandiri 126.744 orang, bukan pekerja 25.184 orang.", ["participants", "participants"]),
        pytest.param("Cakupan JKN 95 persen.", ["coverage"], marks=MISS),
        pytest.param("Penduduk miskin 9.000 orang, penganggur 4.000 orang.", ["poverty", "unemployment"], marks=MISS),
        ("Stunting 14 persen, ekonomi tumbuh 5 persen, inflasi 3 persen.", ["stunting", "growth", "inflation"]),
        ("APBD Rp 2 triliun, PAD Rp 300 miliar.", ["budget", "budget.revenue"]),
        ("Belanja daerah Rp 2 triliun, dana desa Rp 90 miliar.", ["budget.spending", "budget.aid"]),
        ("Investasi Rp 3 triliun. Upah minimum Rp 2,5 juta. Kredit Rp 9 miliar.", ["investment", "wage", "loans"]),
        ("Ekspor US$ 9 juta. Tunggakan pajak Rp 8 juta.", ["trade", "tax"]),
        pytest.param("Gempa menewaskan 12 orang dan 300 orang mengungsi.", ["victims", "evacuees"], marks=MISS),
        ("Ada 400 siswa, 20 dokter dan 6.000 pemilih.", ["students", "health workers", "voters"]),
        ("Nilai tukar dolar AS berada di level Rp 16.262.", ["exchange"]),
        ("Ada 900 pelaku usaha.", ["businesses"]),
    ],
)
def test_indicator(text: str, indicators: list[str]) -> None:
    assert linked(text, "indicator") == indicators


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # over several sentences, and on from there
        ("“Ada 40 pasien. Yang sembuh 20 orang,” kata Wening Sari.", ["Wening Sari -", "Wening Sari -"]),
        (
            "Bupati Pati Wening Sari mengatakan ada 40 pasien. Ia menambahkan, 5 sembuh. Pihaknya butuh 9 dokter.",
            ["Wening Sari Bupati Pati"] * 3,
        ),
        # first introduced, then quoted; the first name later; the role kept
        ("Wali Kota Metro Harun Basri hadir. “Ada 9 siswa,” ujarnya.", ["Harun Basri Wali Kota Metro"]),
        (
            "Bupati Pati Imron Basri mengatakan ada 9 siswa.\nDesa itu jauh.\nMenurut Imron, ada 8 guru.",
            ["Imron Basri Bupati Pati", "Imron Basri Bupati Pati"],
        ),
        # surnames that look like offices; an office before the name behind a comma
        ("Kepala Kesbangpol Pati, Nurman Hakim mencatat 202 orang datang.", ["Nurman Hakim Kepala Kesbangpol Pati"]),
        # places and papers do not speak, who gathers data does
        ("Blora, Rembang, dan Pati mencatat inflasi 3 persen.", ["- -"]),
        ("Berdasarkan data Bloomberg, rupiah turun 3 persen.", ["Bloomberg -"]),
        ("Sekadar mengingatkan, ada 9 siswa.", ["- -"]),
        ("“Inflasi 5 persen,” tegur Tomsi Basri dalam rapat.", ["Tomsi Basri -"]),
    ],
)
def test_speaker(text: str, speakers: list[str]) -> None:
    assert linked(text, "speaker", "speaker_role") == speakers


def test_an_article_about_one_region_throughout() -> None:
    text = (
        "Kabupaten Blora bersiap. Warga Blora senang.\nSebanyak 30 siswa ikut.\nBiayanya Rp 5 juta.\nPanitia 9 orang."
    )
    assert linked(text, "region") == ["33.16"] * 3
