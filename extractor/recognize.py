"""Tokens -> names of people, organisations and places, by the NER model. The only user of spaCy's NER.

A model is a folder that `scripts/train_ner.py` wrote: spaCy's own files, and `words.json` with what is known about
words beforehand (parts of regions' names, given names, titles, offices). Nothing is imported before it is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import UserError
from .model import Entity, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MODEL = Path(__file__).parent / "models" / "ner"
NEWS = "news"  # the scheme of labels that news is read by; the other one that a model knows is an encyclopaedia's
LONE = re.compile(r"[\ud800-\udfff]")  # halves of characters
EDGE = 3  # letters of a word's beginning and of its end that the model looks at


class RecognizeError(UserError):
    """A NER model that cannot be used: the message says which and why."""


def model_files(folder: Path = MODEL) -> list[Path]:
    """Return the files that make up a model, its card left out."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "CARD.md")


class Recognizer:
    """Finds names. Making one loads the model (about a second, once)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._ner, self._words = load_model(folder or MODEL)

    def recognize(self, text: str, sentences: Sequence[Sentence], scheme: str = NEWS) -> tuple[Entity, ...]:
        """Return the names in the sentences of a text, in order."""
        [found] = self.recognize_all([text], [sentences], scheme)
        return tuple(chain.from_iterable(found))

    def recognize_all(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]], scheme: str = NEWS
    ) -> list[list[tuple[Entity, ...]]]:
        """Return the names in each of the sentences of each text; they are read together, each by itself."""
        vocab = self._ner.vocab
        with vocab.memory_zone():  # words of these texts are forgotten behind it: a vocabulary would grow for ever
            docs = [
                [read_sentence(vocab, text, sentence, self._words, scheme) for sentence in some]
                for text, some in zip(map(storable, texts), sentences, strict=True)
            ]
            together = list(chain.from_iterable(docs))
            self._ner.set_annotations(together, self._ner.predict(together))
            return [
                [tuple(entities(doc, sentence)) for doc, sentence in zip(read, some, strict=True)]
                for read, some in zip(docs, sentences, strict=True)
            ]


def storable(text: str) -> str:
    """Return the text with a sign in place of lone surrogates, which spaCy cannot store."""
    return LONE.sub("\ufffd", text)


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


def load_model(folder: Path) -> tuple[Any, dict[str, str]]:
    """Return a model's NER and its words. Raises RecognizeError where it is none.

    Without a spaCy `Language` around it: making one loads what every installed plugin adds to spaCy.
    """
    try:
        from spacy.pipeline import EntityRecognizer
        from spacy.util import load_config, registry
        from spacy.vocab import Vocab

        vocab = Vocab()
        look_at_words(vocab)
        vocab.from_disk(folder / "vocab")
        network = load_config(folder / "config.cfg")["components"]["ner"]["model"]
        ner = EntityRecognizer(vocab, registry.resolve({"network": network})["network"])
        ner.from_disk(folder / "ner", exclude=["vocab"])
        words = json.loads((folder / "words.json").read_text(encoding="utf8"))
        if not vocab.vectors.size:
            raise ValueError("it lacks its word vectors")
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RecognizeError(f"{folder}: not a NER model that spaCy can load ({reason})") from error
    return ner, words


def look_at_words(vocab: Any) -> None:
    """Set the model's features of a word: first and last letters, shape, and the word with its digits as 0."""
    from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX
    from spacy.lang.lex_attrs import word_shape

    forms = {LOWER: str.lower, NORM: normal_form, PREFIX: first_letters, SUFFIX: last_letters, SHAPE: word_shape}
    vocab.lex_attr_getters = forms


def first_letters(word: str) -> str:
    """Return the first letters.

    >>> first_letters("Kabupaten")
    'Kab'
    """
    return word[:EDGE]


def last_letters(word: str) -> str:
    """Return the last letters.

    >>> last_letters("Kabupaten")
    'ten'
    """
    return word[-EDGE:]


def normal_form(word: str) -> str:
    """Return the word in small letters with every digit as 0.

    >>> normal_form("Rp28,6")
    'rp00,0'
    """
    return "".join("0" if letter.isdigit() else letter for letter in word.lower())
