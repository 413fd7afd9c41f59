"""The tokenizer's network, which labels the characters of a text: the only importer of stanza.

The model is Stanza's, read by Stanza's own loader and run as its own network runs. What Stanza does around the network
in Python, character by character (features, batches, decoding), is done here on whole arrays; the labels are
the same (tests/test_segment.py compares them), at several times the speed. Nothing is imported before it is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UserError
from .repair import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = Path(__file__).parents[1] / "models" / "tokenizer" / "id_news.pt"
BATCH = 32  # paragraphs that Stanza reads together
TOGETHER = 16_000  # characters that are read together here: what a cache holds
TOKEN_END, SENTENCE_END = 1, (2, 4)  # labels of a character; 3 and 4 are those of a multi-word token
FEATURES: dict[str, Callable[[str], bool]] = {
    "space_before": " ".__eq__,
    "capitalized": str.isupper,
    "numeric": str.isdecimal,
}
EDGES = {"start_of_para", "end_of_para"}
PADDING, BREAK = 0x110000, 0x110001  # no characters: what Stanza puts behind a paragraph, what parts two of a row
PARTED = 2  # steps that these two take
BLANK = re.compile(r"[\s\x80-\x9f]+")  # what Stanza reads as white space
BLANKS = "".join(char for char in map(chr, range(0x3001)) if BLANK.match(char))
TO_SPACE = dict.fromkeys(map(ord, BLANKS), " ")
ADDRESS_SIGNS = ("@", "://", "www.", ".gov.", ".org.", ".edu.", ".net.", ".com.", ".co.")


class SegmentError(UserError):
    """A tokenizer model that cannot be used: the message says which and why."""


@contextmanager
def computing() -> Iterator[None]:
    """Let torch compute for inference, in this thread alone.

    A process forked from one whose threads have computed, as by spaCy's `n_process`, would wait for them for ever; and
    more threads would gain nothing on so small a network.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(threads)


def load_network(path: Path) -> Network | OtherNetwork:
    """Read a model file that Stanza's tokenizer trainer wrote. Raises SegmentError where it is none."""
    import logging

    logging.getLogger("stanza").setLevel(logging.CRITICAL)
    from stanza.models.tokenization.trainer import Trainer

    from .lstm import Labeller, can_run

    # Stanza's loader without its constructor, which would make an optimizer: that alone imports for two seconds.
    trainer = Trainer.__new__(Trainer)
    try:
        trainer.load(str(path), None, None)
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise SegmentError(f"{path}: not a tokenizer model that Stanza can load ({reason})") from error
    trainer.model.eval()
    trainer.feat_funcs, trainer.lang = trainer.args.get("feat_funcs"), trainer.args["lang"]
    known = FEATURES.keys() | EDGES
    plain = not trainer.args["use_dictionary"] and known.issuperset(trainer.args["feat_funcs"])
    if not plain or not can_run(trainer.args):
        return OtherNetwork(trainer)
    return Network(trainer, Labeller(trainer.model, trainer.args))


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded Stanza tokenizer."""

    trainer: Any
    run: Callable[[Any, Any, Any], Any]  # units, features and breaks of rows -> their labels, in torch, step by step

    def label(self, pieces: Sequence[str]) -> list[NDArray[Any]]:
        """Return a label for each character of each piece; a piece has no blank line and no white space around it."""
        clean = [_collapse(piece) for piece in pieces]
        labels: list[Any] = [None] * len(pieces)
        for rows in _batches([len(text) + PARTED for text, _ in clean]):
            found = self._labels([[clean[index][0] for index in row] for row in rows])
            for index, some in zip(chain.from_iterable(rows), found, strict=True):
                labels[index] = _spread(some, clean[index][1], len(pieces[index]))
        return labels

    def _labels(self, rows: Sequence[Sequence[str]]) -> Iterator[NDArray[Any]]:
        """Yield the network's labels of each piece of the rows, with whole addresses as one token."""
        from stanza.models.tokenization.utils import update_pred_regex

        with computing():
            predicted = self.run(*self._inputs(_lay_out(rows))).numpy()
        for number, row in enumerate(rows):
            start = 0
            for piece in row:
                labels = predicted[start : start + len(piece), number].copy()
                labels[-1] = SENTENCE_END[0]
                if any(sign in piece for sign in ADDRESS_SIGNS):
                    update_pred_regex(list(piece), labels)
                yield labels
                start += len(piece) + PARTED

    def _inputs(self, codes: NDArray[Any]) -> tuple[Any, Any, Any]:
        """Return units and features as Stanza's model takes them, and which steps are breaks."""
        import numpy as np
        import torch

        distinct, places = np.unique(codes, return_inverse=True)
        places = places.reshape(codes.shape)
        chars = [chr(code) if code < PADDING else "<PAD>" for code in distinct.tolist()]
        units = np.array([self.trainer.vocab.unit2id(char) for char in chars])[places]
        tests = [FEATURES[name] for name in self.trainer.args["feat_funcs"] if name in FEATURES]
        columns = np.array([[char != "<PAD>" and test(char) for test in tests] for char in chars], np.float32)
        features = np.concatenate([columns[places], *self._edges(codes)], axis=2)
        breaks = (codes == BREAK).astype(np.float32)[..., np.newaxis]
        return torch.from_numpy(units), torch.from_numpy(features), torch.from_numpy(breaks)

    def _edges(self, codes: NDArray[Any]) -> Iterator[NDArray[Any]]:
        """Yield the features that mark the last and the first character of a paragraph, in Stanza's order."""
        import numpy as np

        last, first = np.zeros((2, *codes.shape, 1), dtype=np.float32)
        last[:-1, :, 0] = codes[1:] == PADDING
        first[0] = 1
        first[1:, :, 0] = (codes[:-1] == BREAK) & (codes[1:] != BREAK)
        yield from (
            edge
            for name, edge in (("end_of_para", last), ("start_of_para", first))
            if name in self.trainer.args["feat_funcs"]
        )


@dataclass(frozen=True, slots=True)
class OtherNetwork:
    """A tokenizer of other features or layers than are known here (a dictionary, say): Stanza itself runs it."""

    trainer: Any

    def label(self, pieces: Sequence[str]) -> list[NDArray[Any]]:
        """Return a label for each character of each piece; a piece has no blank line and no white space around it."""
        from stanza.models.tokenization.data import TokenizationDataset
        from stanza.models.tokenization.utils import predict

        args, vocab, dictionary = self.trainer.args, self.trainer.vocab, self.trainer.dictionary
        labels = []
        with computing():
            for piece in pieces:
                text = TokenizationDataset(args, input_text=piece, vocab=vocab, evaluation=True, dictionary=dictionary)
                found, _ = predict(self.trainer, text, BATCH, LONGEST, use_regex_tokens=True, num_workers=0)
                labels.append(_spread(found[0], _collapse(piece)[1], len(piece)))
        return labels


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


def _collapse(piece: str) -> tuple[str, NDArray[Any] | None]:
    """Return the text with each run of white space as one space, and where its characters stood if that moved any."""
    clean = BLANK.sub(" ", piece)
    if len(clean) == len(piece):
        return clean, None
    blank = _codes(piece.translate(TO_SPACE)) == ord(" ")
    blank[1:] &= blank[:-1].copy()
    blank[0] = False
    return clean, (~blank).nonzero()[0]


def _spread(labels: NDArray[Any], places: NDArray[Any] | None, length: int) -> NDArray[Any]:
    """Return the labels at the places of the original text."""
    import numpy as np

    if places is None:
        return labels
    spread = np.zeros(length, dtype=labels.dtype)
    spread[places] = labels
    return spread
