"""The NER model over the tokens: people, organisations, places. The only home of spaCy's NER.

A model is a folder that `scripts/train_ner.py` wrote: spaCy's own files, and `words.json` with what is known about
words beforehand (parts of regions' names, given names, titles, offices). Nothing is imported before it is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import UserError
from .model import Entity, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MODEL = Path(__file__).parent / "models" / "ner"
NEWS = "news"  # the scheme of labels that news is read by; the other one that a model knows is an encyclopaedia's
LONE = re.compile(r"[\ud800-\udfff]")  # halves of characters, which spaCy cannot store
EDGE = 3  # letters of a word's beginning that the model looks at


class RecognizeError(UserError):
    """A NER model that cannot be used: the message says which and why."""


def model_files(folder: Path = MODEL) -> list[Path]:
    """Return the files that make up a model, its card left out."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "CARD.md")


class Recognizer:
    """Finds names. Making one loads the model (about a second, once)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._nlp, self._words = load_model(folder or MODEL)

    def recognize(self, text: str, sentences: Sequence[Sentence], scheme: str = NEWS) -> tuple[Entity, ...]:
        """Return the names in the sentences of a text, in order.

        A sentence is read by itself, the sentences of one call together: the same call gives the same names.
        """
        text = LONE.sub("\ufffd", text)
        with self._nlp.memory_zone():
            docs = [read_sentence(self._nlp.vocab, text, sentence, self._words, scheme) for sentence in sentences]
            ner = self._nlp.get_pipe("ner")
            ner.set_annotations(docs, ner.predict(docs))
            return tuple(entity for doc, sent in zip(docs, sentences, strict=True) for entity in entities(doc, sent))


def entities(doc: Doc, sentence: Sentence) -> Iterator[Entity]:
    """Yield the names of a sentence at their places in the text."""
    for span in doc.ents:
        yield Entity(sentence.tokens[span.start].start, sentence.tokens[span.end - 1].end, span.label_)


def read_sentence(vocab: Vocab, text: str, sentence: Sentence, words: Mapping[str, str], scheme: str) -> Doc:
    """Return a sentence as spaCy has it: our tokens, each tagged with the scheme and what is known about its word."""
    from spacy.tokens import Doc

    tokens = sentence.tokens
    forms = [text[token.start : token.end] for token in tokens]
    spaces = [a.end < b.start for a, b in pairwise(tokens)] + [False]
    tags = [f"{scheme} {words.get(form.lower(), '')}" for form in forms]
    return Doc(vocab, words=forms, spaces=spaces[: len(forms)], tags=tags)


def load_model(folder: Path) -> tuple[Language, dict[str, str]]:
    """Read a model and its words. Raises RecognizeError where it is none."""
    try:
        import spacy

        nlp = spacy.load(folder)
        words = json.loads((folder / "words.json").read_text(encoding="utf8"))
        if "ner" not in nlp.pipe_names or not nlp.vocab.vectors.size:
            raise ValueError("it lacks its word vectors or its NER")
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RecognizeError(f"{folder}: not a NER model that spaCy can load ({reason})") from error
    look_at_words(nlp.vocab)
    return nlp, words


def look_at_words(vocab: Any) -> None:
    """Set what the model sees of a word's form: its first and last letters, its shape, and the word, figures alike."""
    from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX

    seen = {name: vocab.lex_attr_getters[name] for name in (LOWER, SHAPE, SUFFIX)}
    vocab.lex_attr_getters = seen | {PREFIX: first_letters, NORM: alike}


def first_letters(word: str) -> str:
    """Return the first letters.

    >>> first_letters("Kabupaten")
    'Kab'
    """
    return word[:EDGE]


def alike(word: str) -> str:
    """Return a word in small letters, its figures as nought.

    >>> alike("Rp28,6")
    'rp00,0'
    """
    return "".join("0" if letter.isdigit() else letter for letter in word.lower())
