"""Learn word vectors from unlabelled text with gensim's word2vec, as a spaCy vocabulary of few rows.

Every word seen at least three times has a key; the rarer ones share the row of the most similar frequent word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import spacy
from gensim.models import Word2Vec
from numpy.typing import NDArray
from spacy.language import Language
from spacy.vectors import Vectors

ROWS, WIDTH = 16_000, 64
BLOCK = 2_000  # words compared with all rows at once


def learn_vectors(sentences: Sequence[Sequence[str]], seed: int) -> Language:
    """Return an empty pipeline whose vocabulary holds the vectors of the sentences' words."""
    model = Word2Vec(
        sentences,
        vector_size=WIDTH,
        window=4,
        min_count=3,
        sg=1,
        negative=8,
        epochs=10,
        workers=1,
        seed=seed,
        sample=1e-4,
        alpha=0.05,
    )
    words = [word for word in model.wv.index_to_key if any(letter.isalpha() for letter in word)]
    data = model.wv[words].astype("float32")
    nlp = spacy.blank("xx")
    nlp.vocab.vectors = packed(nlp, words, data / data.std())
    return nlp


def packed(nlp: Language, words: Sequence[str], data: NDArray[Any]) -> Vectors:
    """Return vectors of ROWS rows, words in order of frequency: a rarer word takes the row nearest in direction."""
    kept = data[:ROWS]
    vectors = Vectors(data=kept, keys=[nlp.vocab.strings.add(word) for word in words[:ROWS]], strings=nlp.vocab.strings)
    unit = data / np.linalg.norm(data, axis=1, keepdims=True)
    for start in range(ROWS, len(words), BLOCK):
        nearest = (unit[start : start + BLOCK] @ unit[:ROWS].T).argmax(1)
        for word, row in zip(words[start : start + BLOCK], nearest.tolist(), strict=True):
            vectors.add(nlp.vocab.strings.add(word), row=row)
    return vectors
