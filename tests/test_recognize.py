"""The NER model over the pipeline's tokens: what it finds, that it finds it always, and what a broken model says."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from articles import NEWS, read_articles
from extractor.cli import call
from extractor.model import Article, Document, Sentence, Token
from extractor.pipeline import hash_of, load_pipeline
from extractor.recognize import MODEL, RecognizeError, Recognizer, model_files
from extractor.recognize.forms import shape, string_hash
from extractor.segment import Segmenter

WORD = regex.compile(r"\w+(?:[-/.]\w+)*|\S")
SENTENCES = [
    ("Presiden Harjo Slamet mengunjungi pabrik itu di Jakarta.", ["Harjo Slamet PER", "Jakarta LOC"]),
    (
        "Hal itu disampaikan Rini Wulandari kepada wartawan di Surabaya, Selasa (5/3/2024).",
        ["Rini Wulandari PER", "Surabaya LOC"],
    ),
    ("Joko Widodo dan Jusuf Kalla bertemu di Bandung.", ["Joko Widodo PER", "Jusuf Kalla PER", "Bandung LOC"]),
    ("Partai Golkar dan KPU menolak usul itu, kata Bambang.", ["Partai Golkar ORG", "KPU ORG", "Bambang PER"]),
    ("Sebanyak 300 warga menerima bantuan beras.", []),
]
CORPUS = [path.read_text(encoding="utf8") for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))]
SPOKEN = "Presiden Joko Widodo (Jokowi) mengatakan ada 40 warga yang pindah ke Jakarta."


def sentence(text: str, start: int = 0) -> Sentence:
    """Return a text as one sentence, cut at spaces and marks."""
    tokens = tuple(Token(start + match.start(), start + match.end()) for match in WORD.finditer(text))
    return Sentence(start, start + len(text), tokens)


def names(recognizer: Recognizer, text: str) -> list[str]:
    return [f"{text[e.start : e.end]} {e.label}" for e in recognizer.recognize(text, [sentence(text)])]


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer()


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_names(recognizer: Recognizer, text: str, expected: list[str]) -> None:
    assert names(recognizer, text) == expected


def test_the_company_of_a_sentence_changes_nothing(recognizer: Recognizer) -> None:
    text = "\n".join(text for text, _ in SENTENCES)
    starts = [text.index(line) for line, _ in SENTENCES]
    sentences = [sentence(line, start) for (line, _), start in zip(SENTENCES, starts, strict=True)]
    together = recognizer.recognize(text, sentences)
    assert together == tuple(entity for one in sentences for entity in recognizer.recognize(text, [one]))
    assert recognizer.recognize(text, sentences[::-1]) == tuple(
        entity for one in sentences[::-1] for entity in recognizer.recognize(text, [one])
    )


def test_texts_read_together_have_the_names_that_each_has(recognizer: Recognizer) -> None:
    texts = [text for text, _ in SENTENCES]
    together = recognizer.recognize_all([*texts, ""], [*([sentence(text)] for text in texts), []])
    assert together == [*([recognizer.recognize(text, [sentence(text)])] for text in texts), []]


@pytest.mark.parametrize(
    "text", ["", " ", ".", "A", "\ud800 Jakarta", "Jakarta " * 400, "\x00\u202e Budi", "ﷺ 𝕁akarta"]
)
def test_odd_sentences_are_read(recognizer: Recognizer, text: str) -> None:
    for entity in recognizer.recognize(text, [sentence(text)]):
        assert 0 <= entity.start < entity.end <= len(text)


@pytest.fixture(scope="module")
def by_spacy() -> Any:
    return pytest.importorskip("extractor.recognize.by_spacy")


def test_spacy_finds_the_same_names(recognizer: Recognizer, by_spacy: Any) -> None:
    model = by_spacy.load_model(MODEL)
    texts = [text for text, _ in SENTENCES] + [SPOKEN, "list root X PER", *CORPUS]
    for text in texts:
        for scheme in ("news", "encyclopaedia"):
            ours = recognizer.recognize(text, [sentence(text)], scheme)
            assert list(ours) == by_spacy.recognize(model, text, [sentence(text)], scheme)


@pytest.mark.stanza
@pytest.mark.slow
@pytest.mark.skipif(not NEWS.exists(), reason="needs ../shared/news: 7,110 articles that are no part of the repository")
def test_spacy_finds_the_same_names_in_news(recognizer: Recognizer, by_spacy: Any) -> None:
    model, segmenter = by_spacy.load_model(MODEL), Segmenter()
    texts = [document.text for document in islice(read_articles(NEWS), 0, None, 10)]
    for text, sentences in zip(texts, segmenter.segment(texts), strict=True):
        assert list(recognizer.recognize(text, sentences)) == by_spacy.recognize(model, text, sentences, "news")


@given(st.text(max_size=30))
def test_words_are_known_as_spacy_knows_them(word: str) -> None:
    from spacy.lang.lex_attrs import word_shape
    from spacy.strings import StringStore
    from spacy.symbols import IDS

    assert shape(word) == word_shape(word)
    assert string_hash(word, IDS) == StringStore().add(word)


def test_names_are_found_without_torch_and_spacy() -> None:
    code = """
import sys
from extractor import extract
text = "Presiden Joko Widodo (Jokowi) mengatakan ada 40 warga yang pindah ke Jakarta."
speakers = [fact.speaker for fact in extract(text).facts if fact.kind == "count"]
print(speakers, {"torch", "spacy", "stanza"} & {*sys.modules})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['Joko Widodo'] set()\n"


def test_nothing_to_read_gives_nothing(recognizer: Recognizer) -> None:
    assert recognizer.recognize("", []) == ()


def test_it_loads_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    assert names(Recognizer(), SENTENCES[0][0]) == SENTENCES[0][1]


@pytest.mark.parametrize(
    "file", ["ner/model", "ner/moves", "words.json", "symbols.json", "vocab/vectors", "vocab/key2row"]
)
@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_model_is_told_in_one_sentence(tmp_path: Path, file: str, damage: str) -> None:
    folder = tmp_path / "ner"
    shutil.copytree(MODEL, folder)
    if damage == "gone":
        (folder / file).unlink()
    else:
        (folder / file).write_bytes((folder / file).read_bytes()[:100])
    with pytest.raises(RecognizeError) as told:
        Recognizer(folder)
    assert "\n" not in str(told.value)
    assert str(folder) in str(told.value)


def test_no_model_at_all(tmp_path: Path) -> None:
    with pytest.raises(RecognizeError, match="not a NER model"):
        Recognizer(tmp_path / "none")


def test_the_recipe_knows_the_model() -> None:
    assert load_pipeline().recipe.ner == hash_of(*model_files())
    assert "CARD.md" not in {path.name for path in model_files()}


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in model_files()) < 15_000_000


@pytest.mark.stanza
def test_a_damaged_model_ends_the_command_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extractor.recognize.MODEL", tmp_path / "gone")
    load_pipeline.cache_clear()
    (tmp_path / "berita.txt").write_text(SPOKEN, encoding="utf8")
    code = call(["run", str(tmp_path / "berita.txt"), "--no-store"])
    load_pipeline.cache_clear()
    told = capsys.readouterr().err
    assert code == 2
    assert told.startswith("extract: ")
    assert "not a NER model" in told
    assert told.count("\n") == 1


@pytest.mark.stanza
def test_an_article_says_the_same_in_any_company() -> None:
    others = [Document(text, id=str(i)) for i, (text, _) in enumerate(SENTENCES)]
    pipeline = load_pipeline()
    [alone] = pipeline.run([Document(SPOKEN, id="spoken")])
    among = list(pipeline.run([*others, Document(SPOKEN, id="spoken"), *others]))
    assert alone in among
    assert isinstance(alone, Article)
    assert [fact.speaker for fact in alone.facts if fact.kind == "count"] == ["Joko Widodo"]
