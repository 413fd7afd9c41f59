"""Whether numbers are reached or wanted, a level or a change: harder forms than the examples of the rules."""

from __future__ import annotations

import pytest
from test_link_region import sentences_of

from extractor.layout import Layout
from extractor.link.status import judge_status
from extractor.model import NUMBERS
from extractor.pipeline import load_pipeline
from extractor.rules.marks import read_marks

PIPELINE = load_pipeline()


@pytest.mark.parametrize(
    "marked",
    [
        "Sebanyak [18 persen](actual) untuk kebutuhan pendidikan dan [5 persen](actual) untuk lainnya.",
        "Pemkab menganggarkan [Rp 5 miliar](actual) tahun ini.",
        "Warga mengetahui akan kenaikan harga menjadi [Rp 9.000](actual) per liter.",
        "Pajak terealisasi [Rp 2 juta](actual) dari target [Rp 4 juta](target) ([50 persen](actual)).",
        "Inflasi [2 persen](actual) sesuai target, terendah di Asia, di Turki [33 persen](actual).",
        "Angka itu naik menjadi [12 persen](actual).",
        "Harga turun ke [Rp 9 ribu](actual).",
        "Warga [500](actual) orang akan pindah. Sisanya [80](actual) orang tinggal.",
    ],
)
def test_status_and_change(marked: str) -> None:
    text, marks = read_marks(marked)
    mentions = PIPELINE.read(text, "2022-06-15").mentions
    links = judge_status(Layout(text, sentences_of(text)), mentions, PIPELINE.rulebook)
    found = [links[mention.start] for mention in mentions if mention.kind in NUMBERS]
    assert [" ".join(filter(None, (one.status, one.change))) for one in found] == [mark.value for mark in marks]
