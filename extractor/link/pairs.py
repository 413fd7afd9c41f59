"""Numbers and their candidates as columns, all articles of a batch at once: their texts are read as one long text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .candidates import Candidates, Choice
from .scene import Scene

Column = NDArray[Any]
GAP = 1_000  # characters between two articles
SPACE = 1 << 40  # more than the characters of any batch
START, END, ROLE, FOLLOWS = 1, 2, 3, 4  # columns of the sources
FAR = 1 << 20  # stands for: there is none


@dataclass(frozen=True)
class Text:
    """Where the parts of the articles begin, in the one long text."""

    offsets: Column  # of each article
    sentences: Column
    paragraphs: Column
    commas: Column
    breaks: Column
    quotes: Column
    quote_ends: Column
    numbers: Column
    number_ends: Column
    article: Column  # of each number
    lengths: Column  # of each article

    @cached_property
    def sentence(self) -> Column:
        """The sentence of each number."""
        return at(self.sentences, self.numbers)

    @cached_property
    def paragraph(self) -> Column:
        """The paragraph of each number."""
        return at(self.paragraphs, self.numbers)


def lay_end_to_end(scenes: Sequence[Scene]) -> Text:
    """Return the articles as one long text."""
    lengths = np.array([len(scene.text) for scene in scenes], dtype=np.int64)
    offsets = np.cumsum(lengths + GAP) - (lengths + GAP)

    def joined(places: Callable[[Scene], Iterable[int]]) -> Column:
        parts = [np.fromiter(places(scene), dtype=np.int64) + at for scene, at in zip(scenes, offsets, strict=True)]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    return Text(
        offsets,
        joined(lambda scene: [0, *scene.layout.starts[1:]]),
        joined(lambda scene: [0, *(place for place in scene.layout.paragraphs if place)]),
        joined(lambda scene: scene.layout.commas),
        joined(lambda scene: scene.layout.breaks),
        joined(lambda scene: (quote.start for quote in scene.layout.quotes)),
        joined(lambda scene: (quote.end for quote in scene.layout.quotes)),
        joined(lambda scene: (number.start for number in scene.numbers)),
        joined(lambda scene: (number.end for number in scene.numbers)),
        np.repeat(np.arange(len(scenes)), [len(scene.numbers) for scene in scenes]),
        lengths,
    )


def at(starts: Column, places: Column) -> Column:
    """Return which of the parts each place lies in."""
    return np.searchsorted(starts, places, side="right") - 1


def between(places: Column, start: Column, end: Column) -> Column:
    """Return how many of the places lie from start to before end, 0 where end comes first.

    >>> between(np.array([3, 5, 9]), np.array([0, 4, 9]), np.array([6, 9, 4])).tolist()
    [2, 1, 0]
    """
    count: Column = np.maximum(np.searchsorted(places, end) - np.searchsorted(places, start), 0)
    return count


@dataclass(frozen=True)
class Pairs:
    """Each number with each of its candidates, in order of numbers; a candidate's sources in order of start.

    `before` and `after` are the sources nearest to the number on each side, -1 where there is none.
    """

    scenes: Sequence[Scene]
    text: Text
    number: Column
    candidate: Column
    values: Sequence[str | None]  # of each candidate
    owner: Column  # the article of each candidate
    sources: Column  # a row each: candidate, start, end, role, follows

    @cached_property
    def firsts(self) -> Column:
        """The first pair of each number."""
        return np.flatnonzero(np.diff(self.number, prepend=-1))

    @cached_property
    def group(self) -> Column:
        """For each pair, the how-manieth number that has pairs it belongs to."""
        return np.cumsum(np.diff(self.number, prepend=-1) > 0) - 1

    @cached_property
    def start(self) -> Column:
        """Where the number starts."""
        return self.text.numbers[self.number]

    @cached_property
    def end(self) -> Column:
        """Where the number ends."""
        return self.text.number_ends[self.number]

    @cached_property
    def _keys(self) -> Column:
        return self.sources[:, 0] * SPACE + self.sources[:, 1]

    @cached_property
    def _place(self) -> Column:
        return np.searchsorted(self._keys, self.candidate * SPACE + self.start, side="right")

    @cached_property
    def before(self) -> Column:
        """The candidate's last source before the number."""
        place = self._place - 1
        return np.where((place >= 0) & (self._of(place) == self.candidate), place, -1)

    @cached_property
    def after(self) -> Column:
        """The candidate's first source behind the number."""
        place = self._place
        inside = place < len(self.sources)
        return np.where(inside & (self._of(np.where(inside, place, 0)) == self.candidate), place, -1)

    def _of(self, place: Column) -> Column:
        return self.sources[place, 0] if len(self.sources) else np.full(len(place), -1)

    def of_source(self, source: Column, column: int, missing: int) -> Column:
        """Return a column of the sources, `missing` where there is none."""
        if not len(self.sources):
            return np.full(len(source), missing)
        return np.where(source >= 0, self.sources[source, column], missing)

    def count_within(self, start: Column, end: Column) -> Column:
        """Return how many sources the candidate has from start to before end, for each pair."""
        first, last = (np.searchsorted(self._keys, self.candidate * SPACE + place) for place in (start, end))
        return last - first

    @cached_property
    def named(self) -> Column:
        """Where anything is named, in order."""
        return np.unique(self.sources[:, 1])

    @cached_property
    def first(self) -> Column:
        """The first source of each candidate."""
        return np.searchsorted(self.sources[:, 0], np.arange(len(self.values)))

    @cached_property
    def count(self) -> Column:
        """How many sources each candidate has."""
        return np.bincount(self.sources[:, 0], minlength=len(self.values))


def pair_up(scenes: Sequence[Scene], text: Text, find: Callable[[Scene], Candidates]) -> Pairs:
    """Return the numbers of the articles with their candidates."""
    values: list[str | None] = []
    owner: list[int] = []
    sources: list[tuple[int, int, int, int, int]] = []
    number: list[int] = []
    candidate: list[int] = []
    count = 0
    for article, scene in enumerate(scenes):
        offset, candidates = int(text.offsets[article]), find(scene)
        ids = {value: len(values) + i for i, value in enumerate(candidates)}
        for value, its in candidates.items():
            sources += [(ids[value], s.start + offset, s.end + offset, s.role, s.follows) for s in its]
        values += candidates
        owner += [article] * len(candidates)
        choice = Choice(candidates)
        for mention in scene.numbers:
            chosen = [ids[value] for value in choice.near(mention.start)]
            number += [count] * len(chosen)
            candidate += chosen
            count += 1
    return Pairs(
        scenes,
        text,
        np.array(number, dtype=np.int64),
        np.array(candidate, dtype=np.int64),
        values,
        np.array(owner, dtype=np.int64),
        np.array(sources, dtype=np.int64).reshape(-1, 5),
    )
