"""Read a model that spaCy wrote, without spaCy: its weights, its word vectors, the moves of its parser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .network import Maxout, Network

SEEDS = "hashembed"
ACTIONS = "?BILUO"  # the kinds of action, as the parser numbers them


class Weights:
    """The parameters of a model's layers, in the order that thinc writes them."""

    def __init__(self, saved: Mapping[str, Any]) -> None:
        self._layers = [
            (node["name"], attrs, params)
            for node, attrs, params in zip(saved["nodes"], saved["attrs"], saved["params"], strict=True)
            if params
        ]

    def of(self, name: str) -> Iterator[Mapping[str, Any]]:
        """Yield the parameters of the layers of a name."""
        return (params for layer, _, params in self._layers if layer == name)

    def seeds(self) -> list[int]:
        """Return the seeds of the tables of hashed rows."""
        return [attrs["seed"][-1] for layer, attrs, _ in self._layers if layer == SEEDS]


def read_network(folder: Path) -> tuple[Network, list[int], dict[int, int]]:
    """Return the network of a model, the seeds of its tables, and the row of each word that has a vector."""
    import srsly

    weights = Weights(srsly.msgpack_loads((folder / "ner" / "model").read_bytes()))
    rows = srsly.msgpack_loads((folder / "vocab" / "key2row").read_bytes())
    vectors = np.load(folder / "vocab" / "vectors", mmap_mode="r")
    if vectors.ndim != 2 or not len(vectors):
        raise ValueError("it lacks its word vectors")
    layers = [maxout(layer, norm) for layer, norm in zip(weights.of("maxout"), weights.of("layernorm"), strict=True)]
    [state] = weights.of("precomputable_affine")
    upper, hidden = weights.of("linear")
    [words] = weights.of("static_vectors")
    features, width, pieces, inputs = state["W"].shape
    network = Network(
        tables=[table["E"] for table in weights.of(SEEDS)],
        vectors=vectors,
        from_vectors=words["W"].T,
        mix=layers[0],
        windows=layers[1:],
        to_hidden=hidden["W"].T,
        hidden_bias=hidden["b"],
        states=state["W"].reshape(features * width * pieces, inputs).T,
        no_token=state["pad"][0],
        state_bias=state["b"],
        to_actions=upper["W"].T,
        action_bias=upper["b"],
        actions=read_actions(srsly.msgpack_loads((folder / "ner" / "moves").read_bytes())["moves"]),
    )
    if len(network.actions) != len(network.action_bias):
        raise ValueError("its moves are not those of its weights")
    return network, weights.seeds(), rows


def maxout(layer: Mapping[str, Any], norm: Mapping[str, Any]) -> Maxout:
    """Return a maxout layer with its norm."""
    weights = np.ascontiguousarray(layer["W"].transpose(1, 2, 0))
    return Maxout(weights, np.ascontiguousarray(layer["b"].T), norm["G"], norm["b"])


def read_actions(moves: str) -> list[str]:
    """Return the names of the actions in order: by kind, then by how often their label was seen in training.

    >>> read_actions('{"0": {}, "1": {"LOC": 2, "PER": 3}, "5": {"": 1}}')
    ['B-PER', 'B-LOC', 'O']
    """
    return [
        f"{ACTIONS[int(kind)]}-{label}" if int(kind) < len(ACTIONS) - 1 else ACTIONS[-1]
        for kind, labels in json.loads(moves).items()
        for label, _ in sorted(labels.items(), key=lambda pair: -pair[1])
    ]
