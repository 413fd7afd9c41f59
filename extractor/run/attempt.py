"""Batches of articles -> their results, by this process; an article that takes too long is a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from ..limits import seconds_for
from ..model import Document, Failure, Result
from .limit import OutOfTimeError, time_limit

Batch = Sequence[Document]


class Extracts(Protocol):
    """What reads articles."""

    def run(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Yield each document's article, or why there is none."""


Load = Callable[[], Extracts]


def time_for(documents: Iterable[Document]) -> float:
    """Return the time, in seconds, that the articles may take together."""
    return seconds_for(sum(len(document.text) for document in documents))


def extract_batch(pipeline: Extracts, documents: Batch) -> list[Result]:
    """Return a result for each document; one that takes too long is a failure."""
    limit = time_for(documents)
    try:
        with time_limit(limit):
            return list(pipeline.run(documents))
    except OutOfTimeError:
        if len(documents) == 1:
            return [Failure(documents[0], f"took longer than {limit:.0f} seconds")]
    return [result for document in documents for result in extract_batch(pipeline, [document])]


def map_here(load: Load, batches: Iterable[Batch]) -> Iterator[list[Result]]:
    """Yield the results of each batch, read by this process."""
    pipeline = load()
    return (extract_batch(pipeline, batch) if batch else [] for batch in batches)
