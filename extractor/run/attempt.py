"""Batches of articles -> their results, by this process; an article that takes too long is a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from ..model import Article, Document, Failure
from .limit import OutOfTimeError, time_limit

Result = Article | Failure
Batch = Sequence[Document]

SECONDS, SLOWEST = 60, 2_000  # an article may take a minute, and more at characters a second that none comes near


class Extracts(Protocol):
    """What reads articles."""

    def run(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Yield each document's article, or why there is none."""


Load = Callable[[], Extracts]


def seconds_for(documents: Iterable[Document]) -> float:
    """Return the time that the articles may take together."""
    return SECONDS + sum(len(document.text) for document in documents) / SLOWEST


def extract_batch(pipeline: Extracts, documents: Batch) -> list[Result]:
    """Return a result for each document; one that takes too long is a failure."""
    limit = seconds_for(documents)
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
