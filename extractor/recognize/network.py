"""The arithmetic of the NER model: spaCy's convolutional Tok2Vec and its transition-based parser, over whole arrays.

Each token of a sentence gets one action (begin, inside, last, unit of a name, outside), the best that is possible after
those before it; all sentences take their steps side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

EPSILON = np.float32(1e-8)  # that thinc's layer norm adds to a variance
NONE = -1  # no token


@dataclass(frozen=True, slots=True)
class Maxout:
    """A layer that puts out the best of several pieces, and the norm behind it."""

    weights: Floats  # pieces × inputs × outputs
    bias: Floats  # pieces × outputs
    gain: Floats
    shift: Floats

    def __call__(self, inputs: Floats) -> Floats:
        """Return what the layer puts out for each row."""
        first, *others = (inputs @ weights + bias for weights, bias in zip(self.weights, self.bias, strict=True))
        made = first
        for other in others:
            np.maximum(made, other, out=made)
        mean, variance = made.mean(axis=1, keepdims=True), made.var(axis=1, keepdims=True) + EPSILON
        normal: Floats = (made - mean) / np.sqrt(variance) * self.gain + self.shift
        return normal


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of a model, by what they do."""

    tables: Sequence[Floats]  # of hashed forms, beginnings, ends, shapes and classes
    vectors: Floats
    from_vectors: Floats
    mix: Maxout
    windows: Sequence[Maxout]  # each sees a token and its neighbours
    to_hidden: Floats
    hidden_bias: Floats
    states: Floats  # inputs × (features · hidden · pieces)
    no_token: Floats  # what stands for a feature without a token: features × hidden × pieces
    state_bias: Floats
    to_actions: Floats
    action_bias: Floats
    actions: Sequence[str]  # `B-PER`, `O` …, as the rows of to_actions

    def read(self, rows: Integers, lengths: Sequence[int]) -> Integers:
        """Return the action of each token of sentences, one after the other.

        `rows` holds for each token the rows of its vectors: four of each table, then that of its word vector, or NONE.
        """
        return self._steps(self._encoded(self._embedded(rows), lengths), lengths)

    def _embedded(self, rows: Integers) -> Floats:
        """Return a vector for each token by itself."""
        hashed = [
            table[rows[:, 4 * i : 4 * i + 4]].sum(axis=1, dtype=np.float32) for i, table in enumerate(self.tables)
        ]
        known = rows[:, -1]
        words = self.vectors[known] @ self.from_vectors
        words[known == NONE] = 0
        return self.mix(np.concatenate([*hashed, words], axis=1))

    def _encoded(self, tokens: Floats, lengths: Sequence[int]) -> Floats:
        """Return a vector for each token among its neighbours; sentences are so far apart that none sees another."""
        apart = len(self.windows)
        starts = np.cumsum([apart, *(length + apart for length in lengths)])[:-1]
        places = np.concatenate([np.arange(start, start + n) for start, n in zip(starts, lengths, strict=True)])
        padded = np.zeros((sum(lengths) + apart * (len(lengths) + 1), tokens.shape[1]), np.float32)
        padded[places] = tokens
        for window in self.windows:
            around = np.zeros((len(padded), 3 * padded.shape[1]), np.float32)
            width = padded.shape[1]
            around[1:, :width] = padded[:-1]
            around[:, width : 2 * width] = padded
            around[:-1, 2 * width :] = padded[1:]
            padded = padded + window(around)
        hidden: Floats = padded[places] @ self.to_hidden + self.hidden_bias
        return hidden

    def _steps(self, tokens: Floats, lengths: Sequence[int]) -> Integers:
        """Return the best possible action of each token, given those before it in its sentence."""
        features, hidden, pieces = self.no_token.shape
        made = (tokens @ self.states).reshape(len(tokens), features, hidden, pieces)
        made = np.concatenate([made, self.no_token[np.newaxis]])  # NONE is the last row
        ends = np.cumsum(lengths)
        starts = ends - lengths
        opened = np.full(len(lengths), NONE)  # where the name that is open began
        label = np.full(len(lengths), NONE)
        taken = np.zeros(len(tokens), np.int64)
        allowed = Allowed(self.actions)
        for step in range(max(lengths, default=0)):
            going = np.flatnonzero(np.asarray(lengths) > step)
            now = starts[going] + step
            is_open = opened[going] != NONE
            before = np.where(is_open, now - 1, NONE)
            state = made[now, 0] + made[opened[going], 1] + made[before, 2] + self.state_bias
            best = state[..., 0]
            for piece in range(1, pieces):
                best = np.maximum(best, state[..., piece])
            scores = best @ self.to_actions + self.action_bias
            possible = allowed.after(label[going], is_last=now == ends[going] - 1)
            action = np.where(possible, scores, -np.inf).argmax(axis=1)
            taken[now] = action
            opened[going] = np.where(allowed.opens[action], now, np.where(allowed.keeps[action], opened[going], NONE))
            label[going] = np.where(allowed.opens[action] | allowed.keeps[action], allowed.labels[action], NONE)
        return taken


class Allowed:
    """Which actions can follow which."""

    def __init__(self, actions: Sequence[str]) -> None:
        names = sorted({action[2:] for action in actions if action[2:]})
        kinds = np.array([action[:1] for action in actions])
        self.labels = np.array([names.index(action[2:]) if action[2:] else NONE for action in actions])
        self.opens, self.keeps = kinds == "B", kinds == "I"
        self._inside = self.keeps | (kinds == "L")
        self._starts = (kinds == "U") & (self.labels != NONE) | (kinds == "O")

    def after(self, label: Integers, *, is_last: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return for each sentence which actions are possible: `label` of the open name, whether its end is reached."""
        is_open = (label != NONE)[:, np.newaxis]
        more = ~is_last[:, np.newaxis]
        inside = self._inside & (self.labels == label[:, np.newaxis]) & (more | ~self.keeps)
        outside = self._starts | (self.opens & more)
        possible: NDArray[np.bool_] = np.where(is_open, inside, outside)
        return possible
