"""Features -> scores, by trees that were learned. Numbers in, numbers out; the same bytes on every machine.

Leaves are whole numbers, so that sums do not depend on the order in which they are made.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[Any]
FOLDER = Path(__file__).parents[1] / "models" / "linker"
LEAVES = 16  # of a tree at most: a bit each
ALL = np.uint16(0xFFFF)
LOWEST = np.array([(bits & -bits).bit_length() - 1 if bits else 0 for bits in range(1 << LEAVES)], dtype=np.uint8)


@dataclass(frozen=True)
class Trees:
    """Trees that ask whether features lie over bounds. Of each node: its feature and bound, and which leaves stay."""

    features: Sequence[str]
    feature: Table
    bound: Table
    stays: Table  # uint16 a node: the leaves that are left where the feature lies over the bound
    ends: Table  # of each tree, its last node + 1
    leaves: Table  # int32, trees × LEAVES
    scale: float

    def score(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the sum of the leaves that each row of features falls into, as a probability.

        In each tree a row begins with all leaves; a question that it answers no strikes out those on the other side.
        The first that is left is its leaf.
        """
        over = np.array(rows, dtype=np.float32)[:, self.feature] > self.bound
        stays = np.where(over, self.stays, ALL)
        left = np.bitwise_and.reduceat(stays, np.concatenate([[0], self.ends[:-1]]), axis=1)
        total = self.leaves[np.arange(len(self.ends)), LOWEST[left]].sum(axis=1, dtype=np.int64)
        return [float(chance) for chance in np.round(1 / (1 + np.exp(-total * self.scale)), 4)]


@cache
def load_trees(name: str, folder: Path = FOLDER) -> Trees:
    """Return the shipped trees of that name."""
    with np.load(folder / f"{name}.npz") as file:
        parts = dict(file)
    head = json.loads(parts.pop("head").tobytes())
    return Trees(features=head["features"], scale=head["scale"], **parts)
