"""Who says a number: a table of the ways in which news tells it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked import links_of, plain, sentences_of, speakers

from extractor import extract
from extractor.layout import Layout, find_quotes
from extractor.model import NUMBERS
from extractor.pipeline import load_pipeline


def said(text: str) -> list[tuple[str, str]]:
    """Return each number with its speaker."""
    return [(number, links.speaker or "-") for number, links in links_of(text, speakers)]


@pytest.mark.parametrize(
    "example",
    [
        "Wakil Bupati Wonosobo Harjo Slamet, Rabu (6/3/2024), menyebutkan ada [12](Harjo Slamet) pasien.",
        "Sekda Pati Tuti Handayani saat dikonfirmasi di kantornya mengatakan ada [12](Tuti Handayani) pasien.",
        "Ketua panitia Rukmini, didampingi Bendahara Sholeh Anwar, menuturkan ada [70](Rukmini) peserta.",
        "Jumlah korban [9](Tuti Handayani) orang, kata Kapolres Pati AKBP Tuti Handayani kepada wartawan.",
        "“Ada [12](Tuti Handayani) pasien,” kata Tuti Handayani, Kepala Dinas Kesehatan Pati.",
        "Dikatakan Harjo Slamet, [30 persen](Harjo Slamet) warga belum terdaftar.",
        "“Kami butuh [50](Harjo Slamet) guru.\n“Anggarannya [Rp 3 miliar](Harjo Slamet),” kata Harjo Slamet.",
        "“Kami siap,” kata Harjo Slamet. “Ada [50](Harjo Slamet) guru baru.”",
        "Harjo Slamet menjelaskan rencana itu. Sebanyak [50](Harjo Slamet) guru akan dilatih.",
        "Harjo Slamet menjelaskan rencana itu.\nUntuk diketahui, ada [50](-) guru di sana.",
        "Bupati Pati Harjo Slamet hadir. Menurut dia, ada [50](Harjo Slamet) guru.",
        "Guru-guru hadir. Menurut dia, ada [50](-) guru.",
        "Harjo Slamet hadir. “Ada [50](Harjo Slamet) guru,” kata Harjo.\nDia sebut [20](Harjo Slamet) orang honorer.",
        "Kota Pekalongan mencatat inflasi [2 persen](-).",
        "Berdasarkan data BPS, ada [2.000](BPS) warga miskin.",
        "Melansir Kabar Dunia, [200](Kabar Dunia) guru diangkat.",
        "Dikutip dari laman resmi BMKG, ada [12](BMKG) orang terluka.",
        "Kapolres Pati AKBP Harjo Slamet memimpin rilis. Dijelaskan Harjo, [12](Harjo Slamet) orang ditangkap.",
        "Kapolres Pati AKBP Harjo Slamet memimpin rilis. Kata Harjo, [12](Harjo Slamet) orang ditangkap.",
        "Korban mengaku kehilangan [Rp 5 juta](-).",
        "Harjo Slamet hadir. Pria yang akrab disapa Jojo itu mengatakan ada [50](Harjo Slamet) guru.",
        "Camat Jepon Harjo Slamet alias Jojo hadir. “Ada [12](Harjo Slamet) orang,” kata Jojo.",
        "Pedagang beras di Pasar Pati, Harjo, mengatakan ada [30](Harjo) pembeli.",
    ],
)
def test_ways_of_telling(example: str) -> None:
    text, marks = plain(example)
    assert said(text) == marks


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Ekonom Bank Mandiri Budi Santoso mengatakan inflasi 2 persen.", "Budi Santoso", "person"),
        ("Bank Dunia memperkirakan 5 persen penduduk miskin.", "Bank Dunia", "body"),
        ("“Ada 15 orang,” kata Juru Bicara Gugus Tugas Covid-19 Pati dr Harjo Slamet.", "Harjo Slamet", "person"),
        ("Komoditas mencatat kenaikan 5 persen.", None, None),
    ],
)
def test_names_that_the_model_reads(text: str, name: str | None, kind: str | None) -> None:
    [fact] = [fact for fact in extract(text).facts if fact.kind in NUMBERS]
    assert (fact.speaker, fact.speaker_kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Kepala Dinkes Blora dr. Endah Pratiwi, M.Kes mengatakan ada 9 pasien.",
            "Endah Pratiwi",
            "Kepala Dinkes Blora",
        ),
        ("“Ada 9 pasien,” kata Kapolres Pati AKBP Harjo Slamet.", "Harjo Slamet", "Kapolres Pati"),
        ("“Ada 9 pasien,” kata Harjo Slamet, Ketua PMI Pati, di lokasi.", "Harjo Slamet", "Ketua PMI Pati"),
        ("“Ada 9 pasien,” kata Hj. Siti Rahayu.", "Siti Rahayu", None),
    ],
)
def test_titles_become_the_role(text: str, name: str, role: str | None) -> None:
    [(_, links)] = links_of(text, speakers)
    assert (links.speaker, links.speaker_role) == (name, role)


def test_rules_are_named() -> None:
    links = [links for _, links in links_of("“Ada 9 pasien,” kata Siti Rahayu. Ia menyebut 4 orang.", speakers)]
    assert [link.linked_by.get("speaker") for link in links] == ["attribute.quote", "attribute.speech"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Ia berkata, “Mari.” Lalu pergi.", ["“Mari.”"]),
        ('"Mari," katanya. "Ayo."', ['"Mari,"', '"Ayo."']),
        ("“Mari.\n“Ayo,” katanya.", ["“Mari.", "“Ayo,”"]),
        ('"Mari.\nAyo," katanya.', ['"Mari.\nAyo,"']),
        ("Tanpa kutipan.", []),
    ],
)
def test_quotes(text: str, spans: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in find_quotes(text)] == spans


PIECES = ["“", "”", '"', " kata ", "Budi", ", ", "Kepala ", ". ", "5 orang", "\n", "(", "dr. ", " mengatakan "]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_speakers_stand_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    pipeline = load_pipeline()
    mentions = pipeline.mentions(text)
    links = speakers(Layout(text, sentences_of(text)), mentions, pipeline.rulebook)
    assert set(links) == {mention.start for mention in mentions if mention.kind in NUMBERS}
    assert all(word in text for link in links.values() for word in (link.speaker or "").split())
