"""What numbers are about: the mark of a number says its region, then the period for which it holds, `-` for none."""

from __future__ import annotations

import time

import pytest
import regex

from extractor.layout import Layout
from extractor.link.region import relate
from extractor.model import NUMBERS, Links, Mention, Sentence
from extractor.pipeline import load_pipeline
from extractor.rules.marks import read_marks

PIPELINE = load_pipeline()
END = regex.compile(r"(?<=[.!?]|[.!?][”\"])\s+(?=[\p{Lu}“\"])|\n+")


def sentences_of(text: str) -> list[Sentence]:
    starts = [0, *(match.end() for match in END.finditer(text))]
    return [Sentence(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def related(text: str, published: str = "2022-06-15") -> tuple[list[Mention], dict[int, Links]]:
    mentions = PIPELINE.read(text, published).mentions
    return mentions, relate(Layout(text, sentences_of(text)), mentions, PIPELINE.rulebook)


def check(marked: str) -> None:
    text, marks = read_marks(marked)
    mentions, links = related(text)
    found = {m.start: links[m.start] for m in mentions if m.kind in NUMBERS}
    got = [f"{found[mark.start].region or '-'} {found[mark.start].period or '-'}" for mark in marks]
    assert (got, len(found)) == ([mark.value for mark in marks], len(marks))


@pytest.mark.parametrize(
    "marked",
    [
        # in its clause, before the number or behind it
        "Cakupan di Kabupaten Blora [82 persen](33.16 -).",
        "Bantuan itu menjangkau [900 orang](33.16 -) di Kabupaten Blora.",
        "Kabupaten Blora mencapai [95 persen](33.16 -), sedangkan Kabupaten Pati [90 persen](33.18 -).",
        "Terdapat [40 persen](33.16 -) di Kabupaten Blora dan [50 persen](33.18 -) di Kabupaten Pati.",
        "Terbesar Jawa Tengah [Rp 7 triliun](33 -), Jawa Timur [Rp 6 triliun](35 -), dan Bali [Rp 5 triliun](51 -).",
        "Kabupaten Blora mencapai [95 persen](33.16 -) dengan penduduk [900.000 jiwa](33.16 -).",
        # a smaller place is cut to its regency, the region that holds it says nothing new
        "Banjir di Kecamatan Jepon, Kabupaten Blora, Jawa Tengah, menimpa [300 orang](33.16 -).",
        # lists item by item
        "Blora, Pati dan Kudus masing-masing [10 persen](33.16 -), [20 persen](33.18 -) dan [30 persen](33.19 -).",
        "Pada 2019 dan 2020 Blora mencatat berturut-turut [5 persen](33.16 2019) dan [6 persen](33.16 2020).",
        # offices and places of speech say who and where somebody spoke
        "Warga Blora mengungsi. Jumlahnya [90 orang](33.16 -), kata Kepala BPBD Jateng di Semarang, Rabu (1/6/2022).",
        # the whole country; elsewhere; nothing
        "Menteri Keuangan menyebut penerimaan [Rp 900 triliun](ID -).",
        "Jumlah pengguna internet di Indonesia [200 juta orang](ID -).",
        "Pabrik di Malaysia itu mempekerjakan [500 orang](- -).",
        "Di Kabupaten Blora pasien yang meninggal dunia [9 orang](33.16 -).",
        "Toko itu rugi [Rp 5 juta](- -).",
        # the topic of the sentence before
        "Kabupaten Pati rapat. Pesertanya [50 orang](33.18 -).\nKabupaten Blora tidak. Kabupaten Blora absen.",
    ],
)
def test_region(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        # in its clause, before or behind
        "Pada 2020 ada [500 orang](- 2020), lalu [600 orang](- 2021) pada 2021.",
        "Dana sebesar [Rp 5 miliar](- 2021-05) cair pada Mei 2021.",
        # the day somebody speaks says nothing of the number, the day something happens does
        "Cakupan [80 persen](- -), kata Budi, Selasa (11/1/2022).",
        "“Yang hadir [80 orang](- -),” ujar Budi, Selasa (11/1/2022).",
        "Pada Senin (10/1/2022) sebanyak [80 orang](- 2022-01-10) mengungsi.",
        "Peserta per Desember 2021 sebanyak [500 orang](- 2021-12).",
        # the time that something is compared with
        "Angka itu naik [3 persen](- -) dibanding Maret 2021.",
        "Jumlahnya turun dibandingkan Maret 2021 yang mencapai [500 orang](- 2021-03).",
        "Angka itu tumbuh [15 persen](- -) dari [500 orang](- 2020) pada 2020.",
        # the frame that the sentence before sets
        "Pada Maret 2021 tercatat [500 orang](- 2021-03). Angka itu setara [5 persen](- 2021-03).",
        "Pada 2020 ada [500 orang](- 2020), sekarang [90 orang](- -).",
        # a law's year is none
        "Menurut UU Nomor 8 Tahun 2017 dendanya [Rp 5 juta](- -).",
    ],
)
def test_period(marked: str) -> None:
    check(marked)


def test_links_say_which_rule_made_them() -> None:
    mentions, links = related("Pada 2021 Kabupaten Blora mencatat 82 persen.")
    [number] = [mention for mention in mentions if mention.kind in NUMBERS]
    assert dict(links[number.start].linked_by) == {"region": "relate.sentence", "period": "relate.sentence"}


def test_time_grows_with_the_length_only() -> None:
    part = "Blora, Pati dan Kudus masing-masing 1, 2 dan 3 persen pada 2019, 2020 dan 2021, "

    def seconds(count: int) -> float:
        text = part * count
        mentions = PIPELINE.read(text, "2022").mentions
        start = time.perf_counter()
        relate(Layout(text, sentences_of(text)), mentions, PIPELINE.rulebook)
        return time.perf_counter() - start

    seconds(10)
    assert seconds(800) < 40 * max(seconds(100), 0.005)
