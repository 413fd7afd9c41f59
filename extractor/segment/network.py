"""The tokenizer's network, which labels the characters of a text, over whole arrays.

What Stanza does around its network in Python, character by character (features, batches, decoding), is done here on
arrays; the labels are the same (tests/test_segment.py compares them), at several times the speed. The network itself is
run by ONNX Runtime (onnx_model.py), or by torch for a model of the user's own (stanza_model.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import UserError
from .addresses import join_addresses

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOGETHER = 16_000  # characters that are read together here: what a cache holds
TOKEN_END, SENTENCE_END = 1, (2, 4)  # labels of a character; 3 and 4 are those of a multi-word token
FEATURES: dict[str, Callable[[str], bool]] = {
    "space_before": " ".__eq__,
    "capitalized": str.isupper,
    "numeric": str.isdecimal,
}
EDGES = {"start_of_para", "end_of_para"}
PAD, UNKNOWN = "<PAD>", "<UNK>"  # as Stanza calls them
PADDING, BREAK = 0x110000, 0x110001  # no characters: what Stanza puts behind a paragraph, what parts two of a row
PARTED = 2  # steps that these two take
BLANK = re.compile(r"[\s\x80-\x9f]+")  # what Stanza reads as white space
BLANKS = "".join(char for char in map(chr, range(0x3001)) if BLANK.match(char))
TO_SPACE = dict.fromkeys(map(ord, BLANKS), " ")


class SegmentError(UserError):
    """A tokenizer model that cannot be used: the message says which and why."""


class Labeller(Protocol):
    """What labels the characters of texts."""

    def label(self, pieces: Sequence[str]) -> list[NDArray[Any]]:
        """Return a label for each character of each piece; a piece has no blank line and no white space around it."""


@dataclass(frozen=True, slots=True)
class Network:
    """A tokenizer's network: the number of each character it knows, its features in order, and what runs it.

    `run` takes numbers of characters, features and breaks of rows that stand side by side, step by step, and returns
    the label of each step.
    """

    units: Mapping[str, int]
    features: Sequence[str]
    run: Callable[[NDArray[Any], NDArray[Any], NDArray[Any]], NDArray[Any]]

    def label(self, pieces: Sequence[str]) -> list[NDArray[Any]]:
        """Return a label for each character of each piece; a piece has no blank line and no white space around it."""
        clean = [collapse(piece) for piece in pieces]
        labels: list[Any] = [None] * len(pieces)
        for rows in _batches([len(text) + PARTED for text, _ in clean]):
            found = self._labels([[clean[index][0] for index in row] for row in rows])
            for index, some in zip(chain.from_iterable(rows), found, strict=True):
                labels[index] = spread(some, clean[index][1], len(pieces[index]))
        return labels

    def _labels(self, rows: Sequence[Sequence[str]]) -> Iterator[NDArray[Any]]:
        """Yield the network's labels of each piece of the rows, with whole addresses as one token."""
        predicted = self.run(*self._inputs(_lay_out(rows)))
        for number, row in enumerate(rows):
            start = 0
            for piece in row:
                labels = predicted[start : start + len(piece), number].copy()
                labels[-1] = SENTENCE_END[0]
                join_addresses(piece, labels)
                yield labels
                start += len(piece) + PARTED

    def _inputs(self, codes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return units and features as Stanza's model takes them, and which steps are breaks."""
        import numpy as np

        distinct, places = np.unique(codes, return_inverse=True)
        places = places.reshape(codes.shape)
        chars = [chr(code) if code < PADDING else PAD for code in distinct.tolist()]
        units = np.array([self.units.get(char, self.units[UNKNOWN]) for char in chars], np.int64)[places]
        tests = [FEATURES[name] for name in self.features if name in FEATURES]
        columns = np.array([[char != PAD and test(char) for test in tests] for char in chars], np.float32)
        features = np.concatenate([columns[places], *self._edges(codes)], axis=2)
        breaks = (codes == BREAK).astype(np.float32)[..., np.newaxis]
        return units, features, breaks

    def _edges(self, codes: NDArray[Any]) -> Iterator[NDArray[Any]]:
        """Yield the features that mark the last and the first character of a paragraph, in Stanza's order."""
        import numpy as np

        last, first = np.zeros((2, *codes.shape, 1), dtype=np.float32)
        last[:-1, :, 0] = codes[1:] == PADDING
        first[0] = 1
        first[1:, :, 0] = (codes[:-1] == BREAK) & (codes[1:] != BREAK)
        yield from (edge for name, edge in (("end_of_para", last), ("start_of_para", first)) if name in self.features)


def _batches(lengths: Sequence[int]) -> Iterator[list[list[int]]]:
    """Yield rows of pieces to read together, the longest piece first; none of the rows is longer than that."""
    left = sorted((length, index) for index, length in enumerate(lengths))
    while left:
        longest = left[-1][0]
        rows: list[list[int]] = []
        while left and len(rows) * longest < TOGETHER:
            rows.append(list(_taken(left, longest)))
        yield rows


def _taken(left: list[tuple[int, int]], room: int) -> Iterator[int]:
    """Take the longest that has room out of the lengths that are left, in order, and so on; yield the indices."""
    while fitting := bisect_right(left, room, key=itemgetter(0)):
        length, index = left.pop(fitting - 1)
        room -= length
        yield index


def _lay_out(rows: Sequence[Sequence[str]]) -> NDArray[Any]:
    """Return the code points of rows side by side, their pieces one after the other, breaks between and behind them."""
    import numpy as np

    longest = max(sum(len(piece) + PARTED for piece in row) for row in rows)
    codes = np.full((longest, len(rows)), BREAK, dtype=np.uint32)
    for number, row in enumerate(rows):
        start = 0
        for piece in row:
            end = start + len(piece)
            codes[start:end, number] = _codes(piece)
            codes[end, number] = PADDING
            start += len(piece) + PARTED
    return codes


def _codes(text: str) -> NDArray[Any]:
    """Return the code point of each character."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def collapse(piece: str) -> tuple[str, NDArray[Any] | None]:
    """Return the text with each run of white space as one space, and where its characters stood if that moved any."""
    clean = BLANK.sub(" ", piece)
    if len(clean) == len(piece):
        return clean, None
    blank = _codes(piece.translate(TO_SPACE)) == ord(" ")
    blank[1:] &= blank[:-1].copy()
    blank[0] = False
    return clean, (~blank).nonzero()[0]


def spread(labels: NDArray[Any], places: NDArray[Any] | None, length: int) -> NDArray[Any]:
    """Return the labels at the places of the original text."""
    import numpy as np

    if places is None:
        return labels
    spread = np.zeros(length, dtype=labels.dtype)
    spread[places] = labels
    return spread
