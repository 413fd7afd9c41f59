"""Features -> scores, by what was learned: weights of words, and trees, with no library of learning.

Weights and leaves are whole numbers, so that sums do not depend on the order or the machine they are made on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Said = dict[str, dict[str, Column]]  # by task and class
MODEL = Path(__file__).parents[1] / "models" / "linker" / "weights.npz"
LEAVES = 16  # of a tree at most: a bit each
ALL = np.uint16(0xFFFF)
PARTS = ("feature", "bound", "stays", "ends", "leaves")  # of trees, as arrays
UNSAID = -9.0  # what words say that are not there
LOWEST = np.array([(bits & -bits).bit_length() - 1 if bits else 0 for bits in range(1 << LEAVES)], dtype=np.uint8)


@dataclass(frozen=True)
class Words:
    """What each word says for each class: a row of weights for each known word."""

    vocabulary: Mapping[str, int]
    weights: Column  # whole numbers, words × classes
    scale: float
    classes: Sequence[str]

    def score(self, rows: Sequence[Sequence[int]]) -> Column:
        """Return the sum of the weights of the words of each text, a row a text."""
        return summed(self.weights, rows) * self.scale

    def known(self, texts: Sequence[Sequence[str]]) -> list[list[int]]:
        """Return the known words of each text, each once."""
        known = self.vocabulary
        return [list({known[word] for word in text if word in known}) for text in texts]


def summed(weights: Column, rows: Sequence[Sequence[int]]) -> Column:
    """Return the sum of the rows of weights that each text has."""
    total = np.zeros((len(rows), weights.shape[1]), dtype=np.int64)
    for i, row in enumerate(rows):
        weights[row].sum(axis=0, dtype=np.int64, out=total[i])
    return total


@dataclass(frozen=True)
class Trees:
    """Trees that ask whether features lie over bounds. Of each node: its tree, feature and bound, which leaves stay."""

    features: Sequence[str]
    feature: Column
    bound: Column
    stays: Column  # uint16 a node: the leaves that are left where the feature lies over the bound
    ends: Column  # of each tree, its last node + 1
    leaves: Column  # int32, trees × LEAVES
    scale: float

    def score(self, columns: Mapping[str, Column]) -> Column:
        """Return the sum of the leaves that each row falls into.

        In each tree a row begins with all leaves; each question strikes out those on the other side. The first that
        is left is its leaf.
        """
        count = len(next(iter(columns.values())))
        used = sorted(set(self.feature.tolist()))
        rows = {i: columns[self.features[i]].astype(np.float32).astype(np.float64) for i in used}
        total = np.zeros(count, dtype=np.int64)
        nodes = list(zip(self.feature.tolist(), self.bound.tolist(), self.stays, strict=True))
        begin = 0
        for end, leaves in zip(self.ends.tolist(), self.leaves, strict=True):
            left = np.full(count, ALL, dtype=np.uint16)
            for feature, bound, stays in nodes[begin:end]:
                left &= np.where(rows[feature] <= bound, ALL, stays)
            total += leaves[LOWEST[left]]
            begin = end
        return total * self.scale


@dataclass(frozen=True)
class Model:
    """The learned weights: what words say (`tasks`, and `sides` of fields), trees of fields, and calibrations."""

    tasks: Mapping[str, Words]
    sides: Mapping[str, Words]
    trees: Mapping[str, Trees]
    calibrations: Mapping[str, tuple[Column, Column]]

    def said(self, numbers: Sequence[Sequence[str]], articles: Sequence[Sequence[str]], article: Column) -> Said:
        """Return, by task, the probability of each class of each number, by its words and those of its article."""
        first = next(iter(self.tasks.values()))
        total = summed(self._together, first.known(numbers)) + summed(self._together, first.known(articles))[article]
        said: Said = {}
        for task, words in self.tasks.items():
            own, total = np.split(total, [len(words.classes)], axis=1)
            said[task] = dict(zip(words.classes, shares(own * words.scale).T, strict=True))
        return said

    @cached_property
    def _together(self) -> Column:
        """The weights of all tasks, side by side."""
        return np.hstack([words.weights for words in self.tasks.values()])

    def beside(self, field: str, texts: Sequence[Sequence[str]], near: Column, count: int) -> Column:
        """Return what the words beside candidates say of each pair; `near` are the pairs that have such words."""
        words = self.sides[field]
        scores = np.full(count, UNSAID)
        scores[near] = np.round(words.score(words.known(texts))[:, 0], 3)
        return scores

    def calibrated(self, field: str, chances: Column) -> Column:
        """Return how often a link of such a probability is right."""
        return np.round(np.interp(chances, *self.calibrations[field]), 3)


@cache
def load_model(path: Path = MODEL) -> Model:
    """Return the shipped weights."""
    with np.load(path) as file:
        arrays = dict(file)
    head = json.loads(arrays["head"].tobytes())

    vocabularies = {name: {word: i for i, word in enumerate(words)} for name, words in head["vocabularies"].items()}

    def words(name: str) -> Words:
        vocabulary = vocabularies[head["words"][name]["vocabulary"]]
        return Words(
            vocabulary, arrays[f"{name}.weights"], head["words"][name]["scale"], head["words"][name]["classes"]
        )

    def trees(name: str) -> Trees:
        feature, bound, stays, ends, leaves = (arrays[f"{name}.{part}"] for part in PARTS)
        told = head["trees"][name]
        return Trees(told["features"], feature, bound, stays, ends, leaves, told["scale"])

    return Model(
        {name.removeprefix("task."): words(name) for name in head["words"] if name.startswith("task.")},
        {name.removeprefix("side."): words(name) for name in head["words"] if name.startswith("side.")},
        {name.removeprefix("trees."): trees(name) for name in head["trees"]},
        {name: (arrays[f"{name}.chance"], arrays[f"{name}.right"]) for name in head["calibrations"]},
    )


def normalized(scores: Column, firsts: Column) -> Column:
    """Return the probabilities of candidates from their scores, groups of which begin at `firsts`."""
    sizes = np.diff(np.append(firsts, len(scores)))
    risen = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
    chances: Column = np.round(risen / np.repeat(np.add.reduceat(risen, firsts), sizes), 4)
    return chances


def shares(scores: Column) -> Column:
    """Return the probabilities of classes from their scores, a row each."""
    risen = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Column = np.round(risen / risen.sum(axis=1, keepdims=True), 4)
    return chances
