"""The NER model over the tokens: people, organisations, places.

A model is a folder that `scripts/train_ner.py` wrote: spaCy's own files, `words.json` with what is known about words
beforehand (parts of regions' names, given names, titles, offices), and `symbols.json`, strings that spaCy numbers by
itself. It is run by numpy here, without importing spaCy; tests/test_recognize.py holds the results against spaCy's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UserError
from ..model import Entity, Sentence
from .forms import first_letters, hashed_rows, last_letters, shape, string_hash, without_case_and_figures

if TYPE_CHECKING:
    from .network import Network

MODEL = Path(__file__).parents[1] / "models" / "ner"
NEWS = "news"  # the scheme of labels that news is read by; the other one that a model knows is an encyclopaedia's
LONE = re.compile(r"[\ud800-\udfff]")  # halves of characters
REMEMBERED = 50_000  # words whose rows are remembered


class RecognizeError(UserError):
    """A NER model that cannot be used: the message says which and why."""


def model_files(folder: Path = MODEL) -> list[Path]:
    """Return the files that make up a model, its card left out."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "CARD.md")


class Words:
    """Tells by which rows a model's tables of weights know a word."""

    def __init__(self, folder: Path, seeds: Sequence[int], sizes: Sequence[int], vectors: dict[int, int]) -> None:
        self._classes: dict[str, str] = json.loads((folder / "words.json").read_text(encoding="utf8"))
        self._symbols: dict[str, int] = json.loads((folder / "symbols.json").read_text(encoding="utf8"))
        self._tables = list(zip(seeds, sizes, strict=True))
        self._vectors = vectors
        self.rows = lru_cache(maxsize=REMEMBERED)(self._rows)

    def _rows(self, form: str, scheme: str) -> tuple[int, ...]:
        """Return the rows of a word in each table, four each, and that of its vector, -1 where it has none."""
        tag = f"{scheme} {self._classes.get(form.lower(), '')}"
        seen = without_case_and_figures(form), first_letters(form), last_letters(form), shape(form), tag
        keys = [string_hash(text, self._symbols) for text in seen]
        rows = (hashed_rows(key, *table) for key, table in zip(keys, self._tables, strict=True))
        return (*chain.from_iterable(rows), self._vectors.get(string_hash(form, self._symbols), -1))


class Recognizer:
    """Finds names. Making one loads the model. Raises RecognizeError where it is none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._network, self._words = load_model(folder or MODEL)

    def recognize(self, text: str, sentences: Sequence[Sentence], scheme: str = NEWS) -> tuple[Entity, ...]:
        """Return the names in the sentences of a text, in order."""
        [found] = self.recognize_all([text], [sentences], scheme)
        return tuple(chain.from_iterable(found))

    def recognize_all(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]], scheme: str = NEWS
    ) -> list[list[tuple[Entity, ...]]]:
        """Return the names in each of the sentences of each text; they are read together, each by itself."""
        import numpy as np

        whole = [storable(text) for text in texts]
        asked = [(text, one) for text, some in zip(whole, sentences, strict=True) for one in some if one.tokens]
        rows = [self._words.rows(text[token.start : token.end], scheme) for text, one in asked for token in one.tokens]
        lengths = [len(one.tokens) for _, one in asked]
        taken = self._network.read(np.array(rows, np.int64), lengths).tolist() if rows else []
        actions = iter(taken[end - length : end] for length, end in zip(lengths, accumulate(lengths), strict=True))
        return [[tuple(self._entities(one, next(actions))) if one.tokens else () for one in some] for some in sentences]

    def _entities(self, sentence: Sentence, taken: Sequence[int]) -> Iterator[Entity]:
        """Yield the names that a sentence's actions tell."""
        first = 0
        for place, number in enumerate(taken):
            kind, _, label = self._network.actions[number].partition("-")
            if kind in "BU":
                first = place
            if kind in "LU":
                yield Entity(sentence.tokens[first].start, sentence.tokens[place].end, label)


def storable(text: str) -> str:
    """Return the text with something in place of the halves of characters, which spaCy cannot store."""
    return LONE.sub("\ufffd", text)


def load_model(folder: Path) -> tuple[Network, Words]:
    """Return a model's network, and how it knows words. Raises RecognizeError where there is none."""
    from .load import read_network

    try:
        network, seeds, vectors = read_network(folder)
        words = Words(folder, seeds, [len(table) for table in network.tables], vectors)
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise RecognizeError(f"{folder}: not a NER model that can be loaded ({reason})") from error
    return network, words
