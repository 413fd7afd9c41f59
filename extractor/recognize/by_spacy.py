"""The NER model as spaCy itself runs it: what training makes, and the reference that tests compare with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.lex_attrs import word_shape
from spacy.pipeline import EntityRecognizer
from spacy.symbols import IDS
from spacy.tokens import Doc
from spacy.util import load_config, registry
from spacy.vocab import Vocab

from ..model import Entity, Sentence
from .forms import first_letters, last_letters, without_case_and_figures


def read_sentence(vocab: Vocab, text: str, sentence: Sentence, words: Mapping[str, str], scheme: str) -> Doc:
    """Return a sentence as spaCy has it: our tokens, each tagged with the scheme and what is known about its word."""
    tokens = sentence.tokens
    forms = [text[token.start : token.end] for token in tokens]
    spaces = [a.end < b.start for a, b in pairwise(tokens)] + [False]
    tags = [f"{scheme} {words.get(form.lower(), '')}" for form in forms]
    return Doc(vocab, words=forms, spaces=spaces[: len(forms)], tags=tags)


def entities(doc: Doc, sentence: Sentence) -> Iterator[Entity]:
    """Yield the names of a sentence at their places in the text."""
    for span in doc.ents:
        yield Entity(sentence.tokens[span.start].start, sentence.tokens[span.end - 1].end, span.label_)


def load_model(folder: Path) -> tuple[Any, dict[str, str]]:
    """Return a model's NER and its words.

    Without a spaCy `Language` around it: making one loads what every installed plugin adds to spaCy.
    """
    vocab = Vocab()
    look_at_words(vocab)
    vocab.from_disk(folder / "vocab")
    network = load_config(folder / "config.cfg")["components"]["ner"]["model"]
    ner = EntityRecognizer(vocab, registry.resolve({"network": network})["network"])
    ner.from_disk(folder / "ner", exclude=["vocab"])
    return ner, json.loads((folder / "words.json").read_text(encoding="utf8"))


def recognize(model: tuple[Any, dict[str, str]], text: str, sentences: Sequence[Sentence], scheme: str) -> list[Entity]:
    """Return the names that spaCy finds in the sentences of a text."""
    ner, words = model
    docs = [read_sentence(ner.vocab, text, sentence, words, scheme) for sentence in sentences]
    ner.set_annotations(docs, ner.predict(docs))
    return [entity for doc, sentence in zip(docs, sentences, strict=True) for entity in entities(doc, sentence)]


def look_at_words(vocab: Any) -> None:
    """Set what the model sees of a word's form: its first and last letters, its shape, and the word, figures alike."""
    forms = {LOWER: str.lower, NORM: without_case_and_figures, PREFIX: first_letters, SUFFIX: last_letters}
    vocab.lex_attr_getters = forms | {SHAPE: word_shape}


def write_symbols(folder: Path) -> None:
    """Write which strings have numbers of their own in spaCy, for those who read the model without it."""
    (folder / "symbols.json").write_text(json.dumps(IDS, sort_keys=True), encoding="utf8")
