"""A stream -> batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int, length: Callable[[Item], int] = lambda _: 1) -> Iterator[list[Item]]:
    """Yield the items in lists that are full once their lengths add up to `size`; by default of `size` items.

    >>> list(batches("abcde", 2)), list(batches([1, 1, 5, 2], 4, int))
    ([['a', 'b'], ['c', 'd'], ['e']], [[1, 1, 5], [2]])
    """
    batch: list[Item] = []
    total = 0
    for item in items:
        batch.append(item)
        total += length(item)
        if total >= size:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
