"""Names of regions in sentences: which are found, which code each gets, which are none."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Mention, Place
from extractor.regions.cues import read_region_cues
from extractor.regions.find import find_regions
from extractor.regions.gazetteer import load_gazetteer
from extractor.regions.resolve import link_regions
from extractor.rules import load_rules, rules_folder
from extractor.rules.marks import Mark, read_marks

GAZETTEER = load_gazetteer(rules_folder() / "gazetteer")
CUES = read_region_cues(load_rules().words)


def link(text: str) -> list[Mention]:
    return link_regions(text, find_regions(text, GAZETTEER, CUES), CUES)


def place(mention: Mention) -> Place:
    assert isinstance(mention.value, Place)
    return mention.value


def value(mention: Mention) -> str:
    return f"@{place(mention).code or '?'}" + (" town" if place(mention).level == "town" else "")


def check(marked: str) -> None:
    text, marks = read_marks(marked)
    assert [Mark(m.start, m.end, value(m)) for m in link(text)] == marks


@pytest.mark.parametrize(
    "marked",
    [
        # level words belong to the span
        "Panen raya di [Kabupaten Grobogan](@33.15) batal.",
        "Panen raya di [Kab. Grobogan](@33.15) batal.",
        "Panen raya di [Kab.Grobogan](@33.15) batal.",
        "Panen raya di [Kab Grobogan](@33.15) batal.",
        "PANEN RAYA DI [KABUPATEN GROBOGAN](@33.15) BATAL",
        "Panen raya di [kabupaten Grobogan](@33.15) batal.",
        "Pemerintah [Kota Pekalongan](@33.75) dan [Kabupaten Pekalongan](@33.26) sepakat.",
        "Setiap RT di [Kota Padang](@13.71) mendapat sumur.",
        "Anggaran [Provinsi Sulawesi Barat](@76) terserap.",
        "Anggaran [Prov. Sulbar](@76) terserap.",
        "Anggaran [Propinsi Bengkulu](@17) terserap.",
        "Pelajar se-[Kota Batu](@35.79) berlomba.",
        "Pelajar se-[Kabupaten Batu Bara](@12.19) berlomba.",
        "Pasar [Kecamatan Cilandak](@31.74.06) terbakar.",
        "Pasar [Kec. Cilandak](@31.74.06) terbakar.",
        "Camat dan lurah [Kelurahan Cipete Selatan](@31.74.06.1005) hadir.",
        "[Kota Administrasi Jakarta Barat](@31.73) bersolek.",
        "[Kabupaten Administrasi Kepulauan Seribu](@31.01) bersolek.",
        "[Kota Yogyakarta](@34.71) menutup pasar, [Kota Jakarta](@31) tidak.",
        "[Kota Purwokerto](@33.02 town) bukan kota otonom.",
        # villages after schools and markets, and after their number
        "Hujan di [Lampung Barat](@18.04). SDN 2 [Bandarbaru](@18.04.11.2018) dan Puskesmas [Suoh](@18.04.09).",
        "Banjir di 13 kampung, yakni [Bonglai](@18.08.03.2001) di [Kecamatan Banjit](@18.08.03), [Way Kanan](@18.08).",
        # the parent named before settles namesakes
        "Di [Kecamatan Cisarua](@32.17.03), [Bandung Barat](@32.17), siswa SMP Negeri 1 [Cisarua](@32.17.03) pulang.",
        # outlets, minerals
        "TRIBUN-BALI.COM, [DENPASAR](@51.71) - Ditjen Mineral dan Batu Bara hadir.",
        # spelling
        "Ia pindah dari [Lubuklinggau](@16.73) ke [Lubuk Linggau](@16.73) lama.",
        "Kapal singgah di [Tanjung Pinang](@21.72) dan [Tanjungpinang](@21.72).",
        "Ibu kota [Kalimantan Tengah](@62) ialah [Palangka Raya](@62.71).",
        "Warga [Kep. Seribu](@31.01) dan [Kepulauan Riau](@21) mengeluh.",
        "Warga [Toli-Toli](@72.04), [Fakfak](@92.03) dan [Parepare](@73.72) mengeluh.",
        "Jalan di [Gunungkidul](@34.03) dan [Kulonprogo](@34.01) diperbaiki.",
        # short and old names
        "Ekspor [Sumsel](@16), [Sulsel](@73), [Kaltara](@65) dan [Malut](@82) naik.",
        "Ekspor [NTB](@52), [NTT](@53), [DIY](@34) dan [DKI](@31) naik.",
        "Bupati [Kukar](@64.02) dan Bupati [Muba](@16.06) bertemu.",
        "Data [Nanggroe Aceh Darussalam](@11) dan [Irian Jaya](@91) hilang.",
        "Pelabuhan [Ujung Pandang](@73.71) pernah ramai.",
        "Rombongan tiba di [Jogja](@34) dari [Solo](@33.72).",
        # the longest name
        "Petani [Lampung Tengah](@18.02) dan [Lampung](@18) bersatu.",
        "Petani [Solok Selatan](@13.11) mengeluh.",
        "Petani [Pasaman Barat](@13.12) dan [Pasaman](@13.08) mengeluh.",
        "Petani [Tulang Bawang Barat](@18.12) dan [Tulang Bawang](@18.05) mengeluh.",
        "Petani [Papua Barat Daya](@96), [Papua Barat](@92) dan [Papua](@91) mengeluh.",
        "Kafe di [Jakarta Timur](@31.75) tutup.",
        "Kafe di [Bandung Barat](@32.17) tutup.",
        # bodies stay outside of the span
        "Pemkab [Wonogiri](@33.12) menunda.",
        "Pemprov [Bengkulu](@17) menunda.",
        "Pemkot [Bengkulu](@17.71) menunda.",
        "Wakil Bupati [Demak](@33.21) menunda.",
        "Wali Kota [Bima](@52.72) menunda, Bupati [Bima](@52.06) tidak.",
        "Walikota [Tegal](@33.76) menunda, Bupati [Tegal](@33.28) tidak.",
        "Polda [Jawa Barat](@32) menahan pelaku.",
        "Satlantas Polres [Garut](@32.05) menahan pelaku.",
        "RSUD [Blora](@33.16) penuh.",
        "BPJS Kesehatan Cabang [Pati](@33.18) membuka loket.",
        "Kejaksaan Negeri [Kuantan Singingi](@14.09) menyita aset.",
        "Komisi A DPRD [Kudus](@33.19) memanggil direksi.",
        "Badan Penanggulangan Bencana Daerah [Serang](@36.73) siaga.",
        "Institut Agama Islam Negeri [Kudus](@33.19) mewisuda sarjana.",
        "Camat [Ciemas](@32.02.22) Asep Rahman menunda.",
        # everyday words with a sign
        "Harga apel di [Batu](@35.79) turun.",
        "Ia merantau ke [Medan](@12.71) dan [Padang](@13.71).",
        "Kopi asal [Malang](@35.73) diminati.",
        "Bus jurusan [Kudus](@33.19) mogok.",
        "Sekolah di [Metro](@18.72) libur.",
        # lists
        "Pasokan dari [Brebes](@33.29), [Kudus](@33.19), dan [Demak](@33.21) lancar.",
        "Gempa terasa di [Bandung](@32.73), [Surabaya](@35.78), serta [Medan](@12.71).",
        "Air merendam [Desa Taman Jaya](@32.02.22.2006) dan [Ciwaru](@32.02.22.2003), [Kecamatan Ciemas](@32.02.22).",
        "Bantuan tiba di [Kecamatan Panjang](@18.71.04) dan [Bumi Waras](@18.71.20), [Bandar Lampung](@18.71).",
        "Peserta dari [Kabupaten Bandung](@32.04), [Bogor](@32.01), dan [Garut](@32.05) datang.",
        # addresses
        "Longsor di [Desa Batur](@33.04.16.2001), [Kecamatan Batur](@33.04.16), [Kabupaten Banjarnegara](@33.04).",
        "Ia tewas di [Kecamatan Kemang](@32.01.12), [Bogor](@32.01), [Jawa Barat](@32).",
        "Pameran di [Menteng](@31.71.06), [Jakarta Pusat](@31.71), sepi.",
        "Kos di [Depok](@34.04.07), [Sleman](@34.04), penuh.",
        "Mal di [Depok](@32.76), [Jawa Barat](@32), penuh.",
        "Warga [Desa Sumber Anyar](@33.16), [Kabupaten Blora](@33.16), mengeluh.",
        "Toko itu di [Martapura](@63.03 town), [Kalimantan Selatan](@63).",
        "Toko itu di [Martapura](@16.08 town), [OKU Timur](@16.08).",
        "Pabrik di [Sentul](@32.01.05.2003), [Kabupaten Bogor](@32.01), terbakar.",
        "Pencuri dibekuk di [Batutulis](@32.71.01.1001), [Kota Bogor](@32.71).",
        "[Desa Kembahang](@18.04.10.2001) dan Peratin [Hanakau](@18.04.11.2002) di [Lampung Barat](@18.04).",
        "Warga Kampung Cempaka, [Desa Loji](@32.02.02.2002), [Kecamatan Simpenan](@32.02.02), mengungsi.",
        "Banjir di [Pekon Kutajawa](@18.13.11) [Kecamatan Bangkunat](@18.13.11) surut.",
        "Polres [Malang](@35.07) dan Polresta [Malang](@35.73) Kota berbagi data.",
        "Sawah di [Desa Tupa](@75.03.05.2003), [Kopi](@75.03.05.2010), dan [Lomaya](@75.03.05.2011) kering.",
        "Kampus itu di [Bone Bolango](@75.03), [Gorontalo](@75).",
        "Warga [Desa Durian](@18.09.05.2004), [Kecamatan Padang Cermin](@18.09.05), melaut.",
        # towns
        "Stasiun [Purwokerto](@33.02 town) ramai.",
        "Pabrik di [Cikarang](@32.16 town) tutup.",
        "RSUD [Ungaran](@33.22 town) penuh.",
        "[MENGGALA](@18.05 town) (Koran Kita) -- Harga singkong turun.",
        "Bandara di [Labuan Bajo](@53.15 town) ramai.",
        # datelines
        "[Jambi](@15.71) (Kantor Berita) - Kabut asap menebal.",
        "Ia berkata di [Bengkulu](@17.71), Selasa.",
        "Petani karet di [Jambi](@15) mengeluh.",
        "KORAN KITA, [UNGARAN BARAT](@33.22.18) - Warga [Kabupaten Semarang](@33.22) berpesta.",
        # small letters
        "Kami akan ke [bali](@51) besok.",
        "Jalan di [kabupaten pesawaran](@18.09) rusak.",
        "Warga [Sukabumi](@32.72) bangkit, semoga [sukabumi](@32.72) maju.",
        # nothing but the name
        "[Banten](@36) Siapkan Posko Mudik",
        "[Kalteng](@62) menyiapkan posko.",
        "Nusa Tenggara Barat dan Timur".replace("Nusa Tenggara Barat", "[Nusa Tenggara Barat](@52)"),
    ],
)
def test_regions(marked):
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        # newspapers, clubs, streets, ships, dishes, nature, languages, persons
        "Demikian ditulis Tribun Jambi dan Radar Bandung.",
        "Foto: ANTARA News Lampung",
        "Ia wartawan Lampung Post dan Bali Post.",
        "Lihat juga di jambi.tribunnews.com dan Lampung.co serta @PemkabBlora.",
        "Persib Bandung menahan Arema Malang tanpa gol.",
        "Bali United kalah dari Persija Jakarta.",
        "Kantornya di Jalan Surabaya dan di Jl. Bogor.",
        "Kecelakaan terjadi di Jalan Raya Bogor.",
        "Upacara di Jalan Medan Merdeka Barat.",
        "KRI Banda Aceh berlayar bersama KM Sinabang.",
        "Kami makan rendang Padang, sate Padang, dan soto Kudus.",
        "Warung nasi Padang itu laris.",
        "Gunung Kerinci, Danau Toba, dan Selat Bali tampak dari udara.",
        "Ia menulis dalam bahasa Bali dan aksara Lampung.",
        "Pak Bima dan Ibu Lingga menunggu.",
        "Menurut dr Aru Wijaya, obat itu aman.",
        "Padahal, kata Padang, dana itu sudah cair. Menurut dr Aru, obat itu aman.",
        "Kepala dinas, Padang Priyo Utomo, tidak hadir.",
        "Kapal itu berlayar ke Papua Nugini dan jemaah menuju Padang Arafah.",
        "Rumahnya di Lebak Bulus dan kantornya di Stasiun Duri.",
        "Pemain muda Bima Saputra mencetak gol.",
        # words of every day
        "Serang lawan sejak menit awal!",
        "Israel Serang Iran Lagi",
        "Batu besar menutup jalan. Padang rumput terbakar.",
        "Medan berat menghambat tim. Batang pohon tumbang.",
        "Metro Jaya dan Polda Metro Jaya siaga.",
        "Puncak arus mudik jatuh besok. Mitra usaha menunggu.",
        "Kisaran harga melebar. Negara hadir. Guna mencegah hal itu, Kota ditata.",
        "Kementerian Energi dan Sumber Daya Mineral rapat pada bulan Juli.",
        "Aparatur Sipil Negara dan Badan Usaha Milik Negara rapat.",
        "Tetap Semangat, Kamu Bisa",
        # islands, countries, the whole
        "Pulau Jawa, Sumatera, Kalimantan, dan Sulawesi di Indonesia.",
        "Delegasi Malaysia dan Jepang tiba.",
        # level words without a name
        "Wali Kota dan Bupati hadir. Ibu Kota baru dibangun.",
        "Dana Desa Tahap Kedua cair. Desa Wisata itu ramai. Kampung Iklim juga.",
        "Kecamatan setempat sudah melapor ke Provinsi.",
        "Kasus itu tersebar di 12 kecamatan. Dengan begitu jumlahnya naik.",
        # a kecamatan's name alone proves nothing
        "Panjang jalan itu lima kilometer. Curug itu indah.",
        "Siman dan Guntur berangkat bersama Bambang.",
    ],
)
def test_no_regions(text):
    assert [text[m.start : m.end] for m in link(text)] == []


@pytest.mark.parametrize(
    "marked",
    [
        # the level word said before goes on
        "[Kabupaten Semarang](@33.22) menganggarkan dana. Menurut dia, [Semarang](@33.22) butuh jalan.",
        "[Kota Semarang](@33.74) menganggarkan dana. Menurut dia, [Semarang](@33.74) butuh jalan.",
        "Bupati [Sukabumi](@32.02) rapat. Petani di [Sukabumi](@32.02) menunggu.",
        "[Kabupaten Malang](@35.07) naik, lalu [Kota Malang](@35.73) turun. [Malang](@35.73) kini sepi.",
        # a kecamatan tells the kabupaten
        "Warga [Kecamatan Ambarawa](@33.22.10) menanam padi. Harga di [Semarang](@33.22) naik.",
        # the province tells the namesake
        "Harga di [Kalimantan Selatan](@63) naik. Pedagang di [Banjar](@63.03) resah.",
        "Harga di [Jawa Barat](@32) naik. Pedagang di [Banjar](@32.79) resah.",
        # a village said with its level word is known again
        "Api melalap [Desa Clapar](@33.04.08.2019), [Kecamatan Madukara](@33.04.08). [Clapar](@33.04.08.2019) sepi.",
        # several kecamatan of the kabupaten that the article is about
        "Hama di [Lampung Barat](@18.04): [Sukau](@18.04.11) 5 ha, [Belalau](@18.04.06) 3 ha, [Suoh](@18.04.09) 2 ha.",
        # short form in brackets
        "Pemkab [Tulangbawang](@18.05) ([Tuba](@18.05)) rapat. Sekda [Tuba](@18.05) absen.",
        "Pemerintah Kabupaten (Pemkab) [Lampung Barat](@18.04) ([Lambar](@18.04)) rapat.",
        # a quarter of another city is no kabupaten
        "Saksi diperiksa di gedung itu, Kuningan, [Jakarta Selatan](@31.74).",
        # a village whose namesakes all lie elsewhere has no code
        "Di [Lampung Barat](@18.04), warga [Pekon Tuha](@?) mengungsi.",
    ],
)
def test_the_article_decides(marked):
    check(marked)


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        ("Jalan di Semarang macet.", "Semarang", ["33.22"]),
        ("Jalan di Jambi macet.", "Jambi", ["15.71"]),
        ("Jalan di Gorontalo macet.", "Gorontalo", ["75.71", "75.01"]),
        ("Jalan di Kota Semarang macet.", "Kota Semarang", []),
        ("Kabupaten Semarang luas. Jalan di Semarang macet.", "Semarang", []),
        ("Jalan di Blora macet.", "Blora", []),
    ],
)
def test_namesakes_that_the_text_does_not_part_are_alternatives(text, name, others):
    mention = next(m for m in link(text) if text[m.start : m.end] == name)
    assert [other["region"] for other in place(mention).alternatives] == others
    assert all(other["reason"] for other in place(mention).alternatives)


NAMES = [
    "Semarang",
    "Kabupaten",
    "Kota",
    "Desa",
    "di",
    "dan",
    ",",
    "(",
    ")",
    "-",
    "\n",
    ".",
    "Jambi",
    "Batu",
    "Kec.",
    "Kab.",
]
NAMES += ["Lampung", "Barat", "Sukabumi", "bali", "Jawa", "se-", "Rp", "5", "’", "PT", "Ra'as", "Sukamaju", "Pak", "Ş"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=30).map(" ".join) | st.lists(st.sampled_from(NAMES)).map("".join))
def test_any_text_gives_ordered_spans_without_overlap_and_always_the_same(text):
    mentions = link(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    assert all(isinstance(m.value, Place) and m.kind == "region" for m in mentions)
    assert mentions == link(text)


@pytest.mark.parametrize(
    "piece", ["Semarang, ", "Desa Sukamaju, ", "Kota ", "Kab. ", "Jakarta-", "di bali ", "A", "Kep. "]
)
def test_time_grows_with_the_length_only(piece):
    def seconds(times: int) -> float:
        """The least of three: another process may empty the caches in between."""
        return min(once(times) for _ in range(3))

    def once(times: int) -> float:
        start = process_time()
        link(piece * times)
        return process_time() - start

    link(piece)
    assert seconds(4000) < 20 * max(seconds(500), 0.02)
