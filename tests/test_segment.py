"""Sentences and tokens: the forms news writes, offsets, hostile input, and the same labels as Stanza's own pipeline."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Document, Sentence
from extractor.pipeline import Pipeline
from extractor.rules import load_rules
from extractor.segment import Segmenter
from extractor.segment.addresses import join_addresses
from extractor.segment.load import BY_STANZA, MODEL, STANZA_MODEL, load_network
from extractor.segment.network import BLANKS, SegmentError
from extractor.segment.repair import LONGEST, Repair, is_wrapped

ROOT = Path(__file__).parents[1]
NEWS = ROOT.parent / "shared" / "news" / "articles.jsonl.gz"
TREEBANKS = ROOT.parent / "shared" / "treebanks"
ENDS = Path(__file__).parent / "data" / "sentence_ends.json"
ARTICLES = [path.read_text(encoding="utf8") for path in sorted((ROOT / "corpus").glob("*.txt"))]
EXAMPLES = [" || ".join(example.sentences) for example in load_rules().examples if example.sentences]

# One string, " || " where a sentence ends; a line break of the text is written as one.
FORMS = [
    # datelines
    "TRIBUNJAMBI.COM - Sebanyak 15 ekor sapi mati di Desa Pelita. || Penyebabnya belum diketahui.",
    "MENGGALA (Lampost.co) -- Harga gabah naik. || Petani senang.",
    "TRIBUNJAMBI.COM, MUARA BULIAN - Harga karet turun lagi. || Petani mengeluh.",
    "Liputan6.com, Jakarta - Cuaca hari ini cerah. || Warga beraktivitas seperti biasa.",
    "Jakarta (ANTARA) - Pemerintah menambah kuota pupuk. || Kuota itu berlaku Mei.",
    "Bandarlampung (Lampost.co): Gubernur meninjau pasar. || Harga cabai stabil.",
    "SEMARANG, KOMPAS.com – Banjir merendam dua kelurahan. || Tidak ada korban jiwa.",
    "BLORA — Jembatan itu rampung tahun ini. || Biayanya Rp3 miliar.",
    "JAKARTA, CNN Indonesia -- Rupiah menguat tipis. || Analis sudah menduganya.",
    # ends behind a name, a weekday, an acronym, a number
    "Rapat digelar di Jakarta, Rabu. || Menurut Budi, rapat berjalan lancar.",
    "Dana itu berasal dari APBN-P. || Deputi Gubernur menyetujuinya.",
    "Bantuan diserahkan kepada Siti Rahma. || Ia mengucapkan terima kasih.",
    "Pasien dirujuk ke RSUD. || Kondisinya membaik.",
    "Acara berlangsung di Kabupaten Klaten. || Bupati tidak hadir.",
    "Jumlahnya 1.250 orang pada 2019. || Angka itu turun menjadi 980 pada 2020. || Kini tinggal 700.",
    "Kegiatan ditutup pukul 16.00 WIB. || Peserta lalu pulang.",
    "Program itu milik BPJS. || Peserta tidak membayar.",
    "Inflasi tercatat 2,5%. || Angka ini terendah.",
    # titles and degrees
    "Bupati H. Sulaiman Hadi membuka acara. || Wakilnya absen.",
    "Sambutan disampaikan Dr. Hj. Nuraini Lubis, S.E., M.M., di aula. || Hadirin bertepuk tangan.",
    "Penghargaan diterima Drs. Joko Santoso, M.Si. dan Ir. Made Wirawan. || Keduanya guru.",
    "Pengamat Prof. Dr. Ratna Kusuma menilai sebaliknya. || Ia menyebut dua alasan.",
    "Hal itu dibenarkan AKP. Rudi Hartono. || Polisi masih menyelidiki.",
    "Joko P. Raharjo dan R. A. Kartono hadir. || M. Yusuf tidak.",
    "Menurut dr. Lestari, vaksin aman. || Warga diminta tenang.",
    "Plt. Kepala Dinas Sosial Kab. Sragen menolak. || Alasannya dana.",
    # addresses, law, firms, hours
    "Kantornya di Jl. Merdeka No. 12, Kec. Kota Baru, Kab. Muaro Indah. || Kantor itu tutup.",
    "Aturan itu tertuang dalam UU No. 8 Tahun 2017. || Pasal 5 mengatur denda.",
    "PT. Sumber Rejeki dan CV. Maju Jaya memenangi tender. || Nilainya Rp 2 miliar.",
    "Sidang dimulai pk. 10.30 WIB. || Hakim menunda putusan.",
    "Saham PT Sinar Pagi Tbk. naik 2 persen. || Pasar ramai.",
    "Warga Ds. Sukamaju, Kel. Mekar, menolak. || Mereka berunjuk rasa.",
    # money
    "Setiap keluarga menerima Rp. 2.000.000,- per bulan. || Dana itu cair Senin.",
    "Tarifnya Rp. 50.000,-. || Warga keberatan.",
    "Anggaran naik menjadi Rp10 M. || Tahun lalu Rp 8,5 M.",
    # quotations
    '"Kami siap," kata Budi. || "Besok mulai," ujarnya.',
    "“Airnya sudah surut. || Warga boleh pulang,” kata Camat. || Ia tidak merinci.",
    'Ia berkata, "Semua aman." || Warga lega.',
    '"Mengapa begitu?" tanya seorang warga. || Tidak ada jawaban.',
    "“Alhamdulillah!” seru Tono. || “Kita menang.” || Penonton bersorak.",
    # no mark at the end: a line is a sentence
    "Harga Beras Naik di Tiga Kota || \nHarga beras naik pekan ini. || Pedagang mengeluh.",
    "Baca juga: Stok Pupuk Aman || \n\nPetani menanam lagi. || \nEditor: Rina",
    "Syaratnya dua: || \n1. Kartu keluarga || \n2. Surat nikah",
    "Pemenangnya adalah: || \n- Budi || \n- Siti",
    # lists on one line, glued sentences, addresses of the web
    "Berikut daftarnya. || 1. Klaten 20 unit || 2. Sragen 15 unit || 3. Blora 9 unit",
    "Hujan merendam 300 rumah.|| Warga mengungsi ke masjid.",
    "Pendaftaran lewat laman dinsos.klaten.go.id dibuka. || Kuotanya 50.",
    "Kirim surel ke info@contoh.co.id paling lambat Senin. || Jangan terlambat.",
]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def without_marks(form: str) -> tuple[str, list[str]]:
    """Return the text of a form, and its sentences."""
    parts = form.replace(" || ", "\0 ").replace("|| ", "\0").split("\0")
    return "".join(parts), [part.strip() for part in parts]


def words(text: str, sentence: Sentence) -> list[str]:
    return [text[token.start : token.end] for token in sentence.tokens]


@pytest.mark.stanza
@pytest.mark.parametrize("form", FORMS + EXAMPLES)
def test_ends_of_sentences(segmenter: Segmenter, form: str) -> None:
    text, expected = without_marks(form)
    (found,) = segmenter.segment([text])
    assert [text[sentence.start : sentence.end] for sentence in found] == expected


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Harganya Rp42,03 triliun.", ["Harganya", "Rp", "42,03", "triliun", "."]),
        ("Naik 90% menjadi 12 negara-negara.", ["Naik", "90", "%", "menjadi", "12", "negara-negara", "."]),
        ("Sekitar 40-50 orang, katanya.", ["Sekitar", "40", "-", "50", "orang", ",", "katanya", "."]),
        ("“Ya,” kata Budi.", ["“", "Ya", ",", "”", "kata", "Budi", "."]),
        ("Jumlah (2020): 1.250 jiwa.", ["Jumlah", "(", "2020", ")", ":", "1.250", "jiwa", "."]),
    ],
)
def test_tokens(segmenter: Segmenter, text: str, tokens: list[str]) -> None:
    ((sentence,),) = segmenter.segment([text])
    assert words(text, sentence) == tokens


def check_offsets(text: str, sentences: tuple[Sentence, ...]) -> None:
    """Each token is text without white space at its ends; together they hold every character that is none."""
    tokens = [token for sentence in sentences for token in sentence.tokens]
    for sentence in sentences:
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
    place = 0
    for token in tokens:
        assert text[place : token.start].strip(CONTROL + " \n\t\r\f\v\xa0\u2028") == ""
        assert text[token.start : token.end].strip() == text[token.start : token.end] != ""
        place = token.end
    assert text[place:].strip().strip(CONTROL).strip() == ""


CONTROL = "".join(map(chr, [*range(0x1C, 0x20), *range(0x80, 0xA0)]))
PIECES = ["Rp", " ", "  ", "\n", "\n\n", ".", ",", '"', "”", "(", "No. ", "H. ", "2.000", "Kab", "anak-anak", "\t"]
PIECES += ["\x00", "\x93", "é", "日", "𝐁", "www.a.co.id", "@", "%"]


@pytest.mark.stanza
@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=40).map("".join)))
def test_offsets_of_any_text(texts: list[str]) -> None:
    for text, sentences in zip(texts, SHARED.segment(texts), strict=True):
        check_offsets(text, sentences)


class _Lazy:
    """The segmenter, loaded when a property test first asks."""

    def segment(self, texts: list[str]) -> list[tuple[Sentence, ...]]:
        self.segmenter = getattr(self, "segmenter", None) or Segmenter()
        return self.segmenter.segment(texts)


SHARED = _Lazy()


@pytest.mark.stanza
@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\xa0", "\x85\x93"])
def test_nothing_to_split(segmenter: Segmenter, text: str) -> None:
    assert segmenter.segment([text]) == [()]


@pytest.mark.stanza
@pytest.mark.parametrize(
    "text",
    [
        "Harga beras naik lagi pekan ini di pasar. " * 8_000,
        "12345 " * 30_000,
        "a" * 300_000,
        "." * 100_000,
        '"' * 100_000,
        "1. " * 30_000,
        "a.b@" * 20_000,
        "\x00" * 100_000,
        "\n" * 300_000,
        "A.\n" * 30_000,
        ("x" * 1000 + " ") * 200,
    ],
    ids=["line", "numbers", "word", "stops", "quotes", "items", "address", "nul", "empty-lines", "lines", "words"],
)
def test_hostile_text_costs_no_more_than_its_length(segmenter: Segmenter, text: str) -> None:
    began = time.process_time()
    (sentences,) = segmenter.segment([text])
    assert time.process_time() - began < 1 + len(text) / 10_000
    check_offsets(text, sentences)


@pytest.mark.stanza
def test_many_at_once_is_one_by_one_and_always_the_same(segmenter: Segmenter) -> None:
    together = segmenter.segment(ARTICLES)
    assert together == [segmenter.segment([text])[0] for text in ARTICLES]
    assert together == segmenter.segment(ARTICLES)
    for text, sentences in zip(ARTICLES, together, strict=True):
        check_offsets(text, sentences)


def untokenized(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(Sentence(sentence.start, sentence.end) for sentence in sentences)


def check_unasked(segmenter: Segmenter, texts: list[str]) -> None:
    """Sentences without tokens, those of some paragraphs only, and tokens asked for later are those of `segment`."""
    whole = segmenter.segment(texts)
    bare = segmenter.sentences(texts, [None] * len(texts))
    assert bare == [untokenized(sentences) for sentences in whole]
    some = segmenter.sentences(texts, [[sentence.start for sentence in sentences[::7]] for sentences in bare])
    for text, part, all_of_it, full in zip(texts, some, bare, whole, strict=True):
        assert set(all_of_it[::7]) <= set(part) <= set(all_of_it), text
        assert (
            segmenter.tokenize([text], [part])[0].items() >= dict(zip(all_of_it[::7], full[::7], strict=True)).items()
        )


@pytest.mark.stanza
def test_what_the_network_is_not_asked_it_could_not_change(segmenter: Segmenter) -> None:
    check_unasked(segmenter, [*ARTICLES, *(form.replace(" || ", " ") for form in FORMS), "", "\n \n", "1. a 2. b 3. c"])


@pytest.mark.stanza
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.lists(st.sampled_from([*PIECES, "Budi", "kata ", "2. ", "3. ", "! ", "? "]), max_size=40)))
def test_what_the_network_could_not_change_in_any_text(texts: list[list[str]]) -> None:
    SHARED.segment([])
    check_unasked(SHARED.segmenter, ["".join(pieces) for pieces in texts])


@pytest.mark.stanza
@pytest.mark.slow
@pytest.mark.skipif(not NEWS.exists(), reason="needs ../shared/news: 7,110 articles that are no part of the repository")
def test_what_the_network_could_not_change_in_all_news(segmenter: Segmenter) -> None:
    texts = [article["text"] for article in news()]
    for first in range(0, len(texts), 200):
        check_unasked(segmenter, texts[first : first + 200])


@pytest.mark.stanza
def test_a_paragraph_is_labelled_the_same_in_any_company(segmenter: Segmenter) -> None:
    pieces = [*pieces_of(ARTICLES), "Ya", "a  b\t c.", "1.250 jiwa"]
    alone = [segmenter.network.label([piece])[0].tolist() for piece in pieces]
    for some in (slice(None), slice(None, None, -1), slice(5, None, 3)):
        assert [labels.tolist() for labels in segmenter.network.label(pieces[some])] == alone[some]


@pytest.mark.stanza
def test_what_was_just_read_is_not_asked_again() -> None:
    text = "Hadir Kab. Blora dan Joko P. Raharjo (12) Ia pulang."
    segmenter = Segmenter()
    [sentences] = segmenter.sentences([text], [None])
    assert len(segmenter.network.label([text])) == 1
    vars(segmenter)["network"] = None
    [tokenized] = segmenter.tokenize([text], [sentences])
    assert all(tokenized[sentence].tokens for sentence in sentences)


def test_sentences_that_surely_end_need_no_model(tmp_path: Path) -> None:
    segmenter = Segmenter(tmp_path / "none.pt")
    text = "Harga beras naik di Blora. Petani senang sekali."
    assert [text[s.start : s.end] for s in segmenter.sentences([text], [None])[0]] == text.replace(". ", ".|").split(
        "|"
    )
    with pytest.raises(SegmentError):
        segmenter.segment([text])


@pytest.mark.stanza
def test_lone_surrogates_are_text(segmenter: Segmenter) -> None:
    assert segmenter.segment(["Ada \ud800 di sini."])[0][0].end == 14


def stock_pipeline(folder: Path):
    """Stanza's own pipeline with the shipped model; one paragraph at a time is one piece for its network."""
    import stanza

    (folder / "resources.json").write_text("{}")
    return stanza.Pipeline(
        "id",
        processors="tokenize",
        tokenize_model_path=str(STANZA_MODEL),
        tokenize_max_seqlen=LONGEST,
        download_method=None,
        allow_unknown_language=True,
        dir=str(folder),
        verbose=False,
    )


def stock_ends(pipeline, pieces: list[str]) -> list[tuple[list[tuple[int, int]], list[int]]]:
    """Return tokens and sentence ends that Stanza's pipeline finds in each piece."""
    documents = pipeline.bulk_process(pieces)
    return [
        (
            [(token.start_char, token.end_char) for sentence in document.sentences for token in sentence.tokens],
            [sentence.tokens[-1].end_char for sentence in document.sentences],
        )
        for document in documents
    ]


def our_ends(network, pieces: list[str]) -> list[tuple[list[tuple[int, int]], list[int]]]:
    """Return the same from the labels of our network, before any correction."""
    found = []
    for piece, labels in zip(pieces, network.label(pieces), strict=True):
        ends = [int(place) + 1 for place in labels.nonzero()[0]]
        starts = [0, *ends[:-1]]
        spans = [(end - len(piece[start:end].lstrip(BLANKS)), end) for start, end in zip(starts, ends, strict=True)]
        spans = [span for span in spans if span[0] < span[1]]
        found.append((spans, [end for _, end in spans if labels[end - 1] == 2 or end == spans[-1][1]]))
    return found


def pieces_of(texts: list[str]) -> list[str]:
    repair = Repair(load_rules())
    return [text[a:b] for text in texts for a, b in repair.stretches(text)]


@pytest.mark.stanza
def test_same_tokens_and_sentences_as_stanza(tmp_path: Path) -> None:
    pieces = pieces_of(
        ARTICLES + [form.replace(" || ", " ") for form in FORMS] + ["a  b\t c", "www.contoh.com itu. Ya"]
    )
    assert our_ends(load_network(MODEL), pieces) == stock_ends(stock_pipeline(tmp_path), pieces)


def news() -> list[dict[str, str]]:
    with gzip.open(NEWS, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.stanza
@pytest.mark.slow
@pytest.mark.skipif(not NEWS.exists(), reason="needs ../shared/news: 7,110 articles that are no part of the repository")
def test_same_tokens_and_sentences_as_stanza_on_all_news(tmp_path: Path) -> None:
    pipeline, network = stock_pipeline(tmp_path), load_network(MODEL)
    pieces = pieces_of([article["text"] for article in news()])
    for first in range(0, len(pieces), 5000):
        some = pieces[first : first + 5000]
        assert our_ends(network, some) == stock_ends(pipeline, some)


@pytest.mark.stanza
@pytest.mark.skipif(not NEWS.exists(), reason="needs ../shared/news: the articles whose ends were marked by eye")
def test_ends_marked_by_eye_in_twenty_articles(segmenter: Segmenter) -> None:
    rows = random.Random(2026).sample(news(), 20)
    marked = json.loads(ENDS.read_text())
    assert [(row["id"], hashlib.sha256(row["text"].encode()).hexdigest()) for row in rows] == [
        (gold["id"], gold["sha256"]) for gold in marked
    ]
    found = segmenter.segment([row["text"] for row in rows])
    pairs = [(set(gold["ends"]), {s.end for s in sentences}) for gold, sentences in zip(marked, found, strict=True)]
    right, given, there = (
        sum(map(len, sets)) for sets in ((g & f for g, f in pairs), (f for _, f in pairs), (g for g, _ in pairs))
    )
    assert 2 * right / (given + there) >= 0.98


@pytest.mark.stanza
def test_torch_and_stanza_label_as_the_shipped_model_does() -> None:
    pieces = [*pieces_of(ARTICLES[:3]), "a  b\t c.", "Tulis ke a.b@contoh.co.id atau lihat www.contoh.com/x?y=1 saja."]
    labels = [found.tolist() for found in load_network(MODEL).label(pieces)]
    for by_stanza in (False, True):
        other = load_network(STANZA_MODEL, by_stanza=by_stanza)
        assert [found.tolist() for found in other.label(pieces)] == labels


@settings(max_examples=300, deadline=None)
@given(st.text('ab1.@:/w-co "gvm[]_#\\x', max_size=60))
def test_addresses_are_those_of_stanza(text: str) -> None:
    from stanza.models.tokenization.utils import update_pred_regex

    ours, theirs = np.full(len(text), 2, np.uint8), np.full(len(text), 2, np.uint8)
    join_addresses(text, ours)
    update_pred_regex(list(text), theirs)
    assert ours.tolist() == theirs.tolist()


def test_the_shipped_model_is_written_from_stanzas() -> None:
    export = pytest.importorskip("export_tokenizer", reason="needs the package onnx")
    made = export.exported(STANZA_MODEL)
    shipped = export.onnx.load(str(MODEL))
    assert made.graph == shipped.graph
    assert list(made.metadata_props) == list(shipped.metadata_props)


@pytest.mark.stanza
@pytest.mark.parametrize("content", [None, b"", b"not a model"])
@pytest.mark.parametrize("name", ["model.pt", "model.onnx"])
def test_a_wrong_model_is_named(tmp_path: Path, content: bytes | None, name: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SegmentError, match=rf"{name}: not a tokenizer model"):
        load_network(path)


def test_importing_costs_no_stanza() -> None:
    code = "import sys, extractor.segment; print({'torch', 'stanza', 'numpy', 'spacy'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_shipped_model_runs_without_torch_and_stanza() -> None:
    code = """
import sys
from extractor.segment import Segmenter
[sentences] = Segmenter().segment(["Warga Blora antre. Mereka menunggu"])
print(len(sentences), {'torch', 'stanza', 'spacy'} & sys.modules.keys())
"""
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "2 set()\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu.\nDua.\n\nTiga.", ["Satu.", "Dua.", "Tiga."]),
        ("  Satu. \r\n \t\r\nDua.", ["Satu.", "Dua."]),
        ("Satu\rDua", ["Satu", "Dua"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in Repair(load_rules()).stretches(text)] == expected


WRAPPED_TEXT = """Petani di tiga kecamatan mulai memanen padi sejak awal pekan
ini setelah menunggu hampir empat bulan karena musim hujan yang
datang terlambat, sehingga harga gabah di tingkat penggilingan
sempat naik dan membuat pedagang kecil kesulitan memperoleh
pasokan.

Panen itu berlangsung sampai akhir bulan."""


def test_a_text_wrapped_at_a_width_keeps_its_paragraphs() -> None:
    assert is_wrapped(WRAPPED_TEXT)
    assert len(Repair(load_rules()).stretches(WRAPPED_TEXT)) == 2
    assert not any(map(is_wrapped, ARTICLES))


def test_long_paragraphs_are_cut_where_a_sentence_ends() -> None:
    text = "Harga beras naik lagi di Kab. Klaten pekan ini. " * 200
    spans = Repair(load_rules()).stretches(text)
    assert len(spans) > 5
    assert {text[a:b][-9:] for a, b in spans} == {"ekan ini."}
    assert all(b - a <= LONGEST for a, b in Repair(load_rules()).stretches("kata " * 10_000 + "x" * 10_000))


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Warga Kab. Klaten pulang.", [10], []),
        ("Joko P. Raharjo hadir.", [7], []),
        ("Rp 10 M. Dana cair.", [8], [8]),
        ("Kamis, 1443 H. Dana cair.", [14], [14]),
        ("Rabu. Menurut dia.", [], [5]),
        ("Ia ke RSUD. Menurut dia.", [], [11]),
        ('"Ya?" tanya dia.', [5], []),
        ('Ia berkata "Ya." Warga lega.', [15], [16]),
        ("KOTA (Suara.co) -- Warga lega.", [15, 18], []),
        ("Nomor 12/Pid.Sus berlaku.", [13], []),
        ("Buka lpse.klaten.go.id saja.", [10], []),
        ("Ia pulang di tengah jalan.", [9], []),
        ("1. Budi - 5 2. Siti - 4 3. Tono - 3", [2, 14], [11, 23]),
    ],
)
def test_corrections(text: str, found: list[int], expected: list[int]) -> None:
    assert Repair(load_rules()).ends(text, 0, len(text), found) == [*expected, len(text)]


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_another_tokenizer_that_is_none_is_refused_in_one_sentence(tmp_path, content):
    model = tmp_path / "id.pt"
    if content is not None:
        model.write_bytes(content)
    with pytest.raises(SegmentError, match=r"id\.pt: n") as caught:
        list(Pipeline(load_rules(), model).run([Document("Warga Blora antre.")]))
    assert "\n" not in str(caught.value)


def test_another_tokenizer_is_used(tmp_path):
    model = tmp_path / "id.pt"
    model.write_bytes(STANZA_MODEL.read_bytes())
    [article] = Pipeline(load_rules(), model).run([Document("Warga Blora antre.")])
    assert [fact.region for fact in article.facts] == ["33.16"]


@pytest.mark.stanza
def test_stanza_itself_finds_the_same_facts() -> None:
    document = Document("Warga Blora antre. Bupati menyebut 12 orang hadir pada 2 Mei 2024.")
    [ours], [stanzas] = (Pipeline(load_rules(), tokenizer).run([document]) for tokenizer in (None, BY_STANZA))
    assert ours.facts == stanzas.facts
    assert ours.recipe.tokenizer != stanzas.recipe.tokenizer
