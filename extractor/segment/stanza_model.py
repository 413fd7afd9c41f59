"""A tokenizer model that Stanza's trainer wrote, run by torch: the reference of the shipped one, or a user's own.

The only importer of stanza.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from .lstm import Labeller, can_run
from .network import EDGES, FEATURES, Network, SegmentError, collapse, spread
from .repair import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 32  # paragraphs that Stanza reads together


@contextmanager
def computing() -> Iterator[None]:
    """Let torch compute for inference, in this thread alone.

    A process forked from one whose threads have computed, as by spaCy's `n_process`, would wait for them for ever; and
    more threads would gain nothing on so small a network.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(threads)


def load_stanza(path: Path, *, by_stanza: bool = False) -> Network | OtherNetwork:
    """Read a model file that Stanza's tokenizer trainer wrote. Raises SegmentError where it is none."""
    trainer = load_trainer(path)
    known = FEATURES.keys() | EDGES
    plain = not trainer.args["use_dictionary"] and known.issuperset(trainer.args["feat_funcs"])
    if by_stanza or not plain or not can_run(trainer.args):
        return OtherNetwork(trainer)
    units = dict(trainer.vocab._unit2id)
    return Network(units, trainer.args["feat_funcs"], by_torch(Labeller(trainer.model, trainer.args)))


def load_trainer(path: Path) -> Any:
    """Return Stanza's trainer with the model of the file. Raises SegmentError where it is none."""
    logging.getLogger("stanza").setLevel(logging.CRITICAL)
    from stanza.models.tokenization.trainer import Trainer

    # Stanza's loader without its constructor, which would make an optimizer: that alone imports for two seconds.
    trainer = Trainer.__new__(Trainer)
    try:
        trainer.load(str(path), None, None)
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise SegmentError(f"{path}: not a tokenizer model that Stanza can load ({reason})") from error
    trainer.model.eval()
    trainer.feat_funcs, trainer.lang = trainer.args.get("feat_funcs"), trainer.args["lang"]
    return trainer


def by_torch(labeller: Labeller) -> Callable[..., NDArray[Any]]:
    """Return what runs a network in torch, from arrays to arrays."""

    def run(*inputs: NDArray[Any]) -> NDArray[Any]:
        with computing():
            labels: NDArray[Any] = labeller(*map(torch.from_numpy, inputs)).numpy()
        return labels

    return run


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
                labels.append(spread(found[0], collapse(piece)[1], len(piece)))
        return labels
