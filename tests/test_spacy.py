"""The pipeline in spaCy: tokens that make up the text, facts as spans, whoever tokenizes, saved and loaded again."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from made import blora
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from extractor import Pipeline, extract
from extractor.find import Finder
from extractor.model import Article, Fact, Finding, Sentence, Token
from extractor.rules import load_rules
from extractor.segment.network import BLANKS
from extractor.spacy import AlignmentError
from extractor.spacy.tokenizer import sentences_of, to_doc
from extractor.table.encode import from_json, to_json

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
TEXT = "BLORA -  Pemkab Blora menyiapkan Rp 28,6 miliar.\n\nHal itu\t dikatakan Selasa (11/1/2022) untuk 5-6% warga.  "
VOCAB = Vocab()


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("id_news")
    made.add_pipe("extract_facts")
    return made


def spans(doc: Doc, key: str = "facts") -> list[tuple[str, str]]:
    return [(span.label_, span.text) for span in doc.spans[key]]


# Articles as dictionaries and back


def test_an_article_comes_back_from_its_json() -> None:
    finding = Finding("share", "contradicts", "1 ≠ 2", "It does not hold.", ((0, 5), (30, 43)), ("region-0",))
    made = dataclasses.replace(blora(), findings=(finding,))
    back = Article.from_dict(from_json(to_json(made.to_dict() | made.checked())), made.text)
    assert (back.facts, back.findings) == (made.facts, made.findings)
    assert (back.text, back.sha256, back.published, back.document.id) == (made.text, made.sha256, "2022-03-01", "blora")
    assert Article.from_dict(made.to_dict(), made.text).facts == made.facts
    assert Fact.from_dict(json.loads(to_json(made.facts[1].to_dict()))).low == Decimal(28_600_000_000)


# Tokens


@settings(deadline=None)
@given(st.text(alphabet=" \n\t\u00a0\u3000\x85aB5.,é😀"), st.data())
def test_any_tokens_make_up_the_text(text: str, data: st.DataObject) -> None:
    words = [index for index, char in enumerate(text) if char not in BLANKS]
    ends = [index for index in words if data.draw(st.booleans())]
    tokens = [Token(index, index + 1) for index in words]
    cuts = [0, *(words.index(index) + 1 for index in ends), len(tokens)]
    groups = [tokens[a:b] for a, b in pairwise(cuts) if a < b]
    sentences = tuple(Sentence(some[0].start, some[-1].end, tuple(some)) for some in groups)
    doc = to_doc(VOCAB, text, sentences)
    assert doc.text == text
    assert sentences_of(doc) == sentences


def test_tokens_that_do_not_fit_are_refused_and_the_text_is_never_replaced() -> None:
    overlapping = Sentence(0, 5, (Token(0, 3), Token(2, 5)))
    with pytest.raises(AlignmentError, match="do not make up the text"):
        to_doc(VOCAB, "Blora", [overlapping])


@pytest.mark.stanza
def test_tokens_and_sentences_are_the_pipelines(nlp: Language) -> None:
    texts = [path.read_text(encoding="utf8") for path in CORPUS]
    sentences = Pipeline(load_rules())._segmenter.segment(texts)
    for text, doc, expected in zip(texts, nlp.pipe(texts), sentences, strict=True):
        assert doc.text == text
        assert sentences_of(doc) == expected
        assert len(list(doc.sents)) == len(expected)


# Facts


@pytest.mark.stanza
@pytest.mark.parametrize("language", ["id_news", "id", "xx"])
def test_facts_are_the_pipelines_whoever_tokenizes(language: str) -> None:
    made = spacy.blank(language)
    made.add_pipe("extract_facts")
    texts = [path.read_text(encoding="utf8") for path in CORPUS[:4]]
    for text, doc in zip(texts, made.pipe(texts), strict=True):
        article = extract(text)
        assert doc.text == text
        assert [span._.fact for span in doc.spans["facts"]] == list(article.facts)
        assert (doc._.article.facts, doc._.article.findings) == (article.facts, article.findings)
        assert doc._.article.published == article.published
        for span in doc.spans["facts"]:
            assert span.start_char <= span._.fact.start < span._.fact.end <= span.end_char


@pytest.mark.stanza
def test_a_span_says_kind_and_region(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert spans(doc) == [
        ("region", "BLORA"),
        ("region", "Blora"),
        ("money", "Rp 28,6 miliar"),
        ("date", "Selasa (11/1/2022)"),
        ("percent", "5-6%"),
    ]
    assert [span.kb_id_ for span in doc.spans["facts"]][:3] == ["33.16", "33.16", ""]
    assert doc.spans["facts"][2]._.fact.low == Decimal(28_600_000_000)
    assert doc[0:1]._.fact is None


@pytest.mark.stanza
def test_two_facts_in_one_token_are_told_apart() -> None:
    by_spaces = spacy.blank("xx")
    by_spaces.tokenizer = lambda text: Doc(by_spaces.vocab, words=text.split(" "))  # type: ignore[assignment]
    by_spaces.add_pipe("extract_facts")
    doc = by_spaces("Kenaikan (5%,Rp7.000) berlaku.")
    assert [(span.text, span._.fact.text) for span in doc.spans["facts"]] == [
        ("(5%,Rp7.000)", "5%"),
        ("(5%,Rp7.000)", "Rp7.000"),
    ]


@pytest.mark.stanza
def test_the_day_of_publication_is_said_by_doc_context_or_setting(nlp: Language) -> None:
    text = "Anggaran naik 5 persen, Selasa lalu."
    said = nlp.make_doc(text)
    said._.published = "2022-01-13"
    [(doc, context)] = nlp.pipe([(text, {"published": "2022-01-13", "id": 7, "title": "Naik"})], as_tuples=True)
    always = spacy.blank("id_news")
    always.add_pipe("extract_facts", config={"published": "2022-01-13", "spans_key": "fakta"})
    for found in (nlp(said), doc, always(text)):
        assert [fact.period for fact in found._.article.facts if fact.kind == "date"] == ["2022-01-11"]
    assert (doc._.article.document.id, doc._.article.document.title, context["id"]) == ("7", "Naik", 7)
    assert spans(always(text), "fakta") == [("percent", "5 persen"), ("date", "Selasa lalu")]
    assert nlp(text)._.article.published is None


@pytest.mark.stanza
@pytest.mark.parametrize("text", ["", " ", "\n\n", "Tidak ada."])
def test_texts_without_facts_are_docs(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert (doc.text, spans(doc), doc._.article.facts) == (text, [], ())


def test_what_cannot_be_read_goes_to_the_error_handler(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **_named: Any) -> None:
        raise ValueError("takes too long")

    monkeypatch.setattr(Finder, "find", fail)
    other = spacy.blank("id_news")
    other.add_pipe("extract_facts")
    with pytest.raises(ValueError, match="takes too long"):
        other("Naik 5 persen.")
    failed: list[str] = []
    other.set_error_handler(lambda name, proc, docs, error: failed.extend(doc.text for doc in docs))
    assert list(other.pipe(["Naik 5 persen."])) == []
    assert failed == ["Naik 5 persen."]


# Streams, processes, files


@pytest.mark.stanza
def test_docs_come_in_order_as_they_are_asked_for(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("language", "facts"):
        monkeypatch.setattr(f"extractor.spacy.{module}.BATCH_CHARACTERS", 100)

    def endless() -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield f"Naik {number} persen."

    found = nlp.pipe(endless())
    assert [next(found)._.article.facts[0].low for _ in range(40)] == list(range(1, 41))


@pytest.mark.stanza
def test_texts_and_docs_may_be_mixed(nlp: Language) -> None:
    foreign = spacy.blank("xx").make_doc("Naik 2 persen.")
    docs = list(nlp.pipe(["Naik 1 persen.", foreign, "Naik 3 persen."]))
    assert [spans(doc) for doc in docs] == [[("percent", f"{number} persen")] for number in (1, 2, 3)]
    assert docs[1] is foreign


@pytest.mark.stanza
def test_other_processes_find_the_same(nlp: Language) -> None:
    texts = [f"Pemkab Blora menambah Rp {number} miliar, kata bupati." for number in range(1, 9)]
    alone = [doc.to_bytes(exclude=["tensor"]) for doc in nlp.pipe(texts)]
    spread = list(nlp.pipe(texts, n_process=2, batch_size=2))
    assert [span._.fact.low for doc in spread for span in doc.spans["facts"] if span.label_ == "money"] == [
        Decimal(number) * 10**9 for number in range(1, 9)
    ]
    assert [doc.to_bytes(exclude=["tensor"]) for doc in spread] == alone


@pytest.mark.stanza
@pytest.mark.parametrize("language", ["id_news", "xx"])
def test_a_pipeline_is_saved_and_loaded(language: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "count.toml").write_text('[words]\npeople = ["joki"]\n', encoding="utf8")
    made = spacy.blank(language)
    made.add_pipe("extract_facts", config={"rules": [str(rules)]})
    before = spans(made("Polisi mendata 120 joki."))
    made.to_disk(tmp_path / "saved")
    rules.rename(tmp_path / "gone")  # as on another machine
    loaded = spacy.load(tmp_path / "saved")
    assert type(loaded) is type(made)
    assert loaded.config.to_str() == made.config.to_str()
    assert spans(loaded("Polisi mendata 120 joki.")) == before == [("count", "120")]


@pytest.mark.stanza
def test_another_tokenizer_model_travels_along(tmp_path: Path) -> None:
    from extractor.segment.load import STANZA_MODEL as MODEL

    model = tmp_path / "other.pt"
    model.write_bytes(MODEL.read_bytes())
    made = spacy.blank("id_news", config={"nlp": {"tokenizer": {"model": str(model)}}})
    made.to_disk(tmp_path / "saved")
    model.unlink()
    loaded = spacy.load(tmp_path / "saved")
    assert [token.text for token in loaded("Naik Rp5 juta.")] == [
        token.text for token in spacy.blank("id_news")("Naik Rp5 juta.")
    ]
    assert (tmp_path / "saved/tokenizer/tokenizer.pt").exists()


@pytest.mark.stanza
def test_docs_keep_their_facts_in_bytes_and_bins(nlp: Language) -> None:
    doc = nlp(TEXT)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    [binned] = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for other in (back, binned):
        assert [span._.fact for span in other.spans["facts"]] == list(doc._.article.facts)


@pytest.mark.stanza
def test_displacy_shows_facts_and_hostile_texts_as_text(nlp: Language) -> None:
    doc = nlp("<script>alert(1)</script> & Pemkab Blora naik 5%.")
    page = displacy.render(doc, style="span", options={"spans_key": "facts"}, jupyter=False)
    assert "<script" not in page
    for shown in ("&lt;", "&amp;", "33.16", "percent", "#c8e6c9"):
        assert shown in page


@pytest.mark.stanza
def test_the_pipe_costs_little_more_than_the_pipeline() -> None:
    """Not a stopwatch: the same work is done as often, each text segmented once and read once."""
    calls: dict[str, int] = {}
    made = spacy.blank("id_news")
    made.add_pipe("extract_facts")
    list(made.pipe(["Naik 1 persen."]))
    segmenter = made.tokenizer._segmenter  # type: ignore[union-attr]
    counted = dataclasses.make_dataclass("Counted", ["inner"])(segmenter)

    def segment(texts: list[str]) -> Any:
        calls["batches"] = calls.get("batches", 0) + 1
        return segmenter.segment(texts)

    counted.segment = segment
    made.tokenizer._segmenter = counted  # type: ignore[union-attr]
    assert len(list(made.pipe(["Naik 1 persen."] * 300))) == 300
    assert calls == {"batches": 1}


def test_other_pipelines_do_not_wait_for_our_language() -> None:
    """SpaCy imports every component that is installed when any pipeline is made; the language stays unread."""
    program = (
        "import spacy, sys; spacy.blank('xx'); print([m for m in ('spacy.lang.id', 'stanza') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
