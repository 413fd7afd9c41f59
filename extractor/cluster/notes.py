"""Notes about one part of a cluster's work, in a file beside its results: where to continue, and what to leave out.

A worker that ends is replaced, and its part begins again. The notes say in which batch it ended: that one is then read
article by article, and an article that ends a worker also then is left out, and reported.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..model import Document, Failure, Result
from ..run.attempt import Extracts, extract_batch

REASON = "two workers that read it ended: for lack of memory, or for want of an end"


class Notes:
    """The notes of one part, in a file that the next who takes the part finds."""

    def __init__(self, disk: Any, path: str) -> None:
        self._disk = disk
        self._path = path
        self._before = self._read()
        self._left_out = [list(place) for place in self._before.get("left_out", [])]
        if self._before.get("article") is not None:
            self._left_out.append([self._before["batch"], self._before["article"]])

    def done(self, state: str) -> dict[str, int] | None:
        """Return what became of the part's articles, if it was done in this state."""
        return self._before.get("counts") if self._before.get("state") == state else None

    def finish(self, state: str, counts: dict[str, int]) -> None:
        """Note that the part is done."""
        self._write({"state": state, "counts": counts})

    def extract(self, pipeline: Extracts, number: int, batch: Sequence[Document]) -> list[Result]:
        """Return the results of the part's batch of that number."""
        if self._before.get("batch") == number:
            return [self._alone(pipeline, number, at, document) for at, document in enumerate(batch)]
        self._note(number)
        kept = [document for at, document in enumerate(batch) if [number, at] not in self._left_out]
        results = iter(extract_batch(pipeline, kept) if kept else [])
        return [
            Failure(document, REASON) if [number, at] in self._left_out else next(results)
            for at, document in enumerate(batch)
        ]

    def _alone(self, pipeline: Extracts, number: int, at: int, document: Document) -> Result:
        if [number, at] in self._left_out:
            return Failure(document, REASON)
        self._note(number, at)
        [result] = extract_batch(pipeline, [document])
        return result

    def _note(self, batch: int, article: int | None = None) -> None:
        self._write({"batch": batch, "article": article, "left_out": self._left_out})

    def _read(self) -> dict[str, Any]:
        try:
            noted = json.loads(self._disk.cat_file(self._path))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def _write(self, noted: dict[str, Any]) -> None:
        self._disk.pipe_file(self._path, json.dumps(noted).encode())
