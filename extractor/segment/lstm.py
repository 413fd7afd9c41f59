"""A Stanza tokenizer's network of one layer, run over rows of many texts, twice as fast as torch's own LSTM.

Given sequences of different lengths, torch takes the batch apart and runs every step by itself. Here the texts of a
row follow each other, and a step between them, the break, makes the network forget all it has read, whichever way it
reads: so rows are all of one length. What is computed is stanza/models/tokenization/model.py, line by line, less what
only training needs. Imports torch: import this module only where the tokenizer is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import logsigmoid, pad

SHUT = -1e4  # what a break adds to all gates of an LSTM: they close, and it puts out and keeps nought


def can_run(args: Mapping[str, Any]) -> bool:
    """Return whether a model with these arguments has nothing but what is computed here."""
    more = ("conv_res", "charlm_forward_file", "use_mwt")
    return args["rnn_layers"] == 1 and not any(args.get(name) for name in more)


class Labeller:
    """Runs the network of Stanza's tokenizer, for inference."""

    def __init__(self, model: Any, args: Mapping[str, Any]) -> None:
        self._embeddings = model.embeddings
        self._first = _weights(model.rnn), _heads(model.tok_clf, model.sent_clf)
        self._bias = torch.cat([model.tok_clf.bias, model.sent_clf.bias]).detach()
        self._second = (_weights(model.rnn2), _heads(model.tok_clf2, model.sent_clf2)) if args["hierarchical"] else None
        self._noise = args["hier_invtemp"]

    def __call__(self, units: Tensor, features: Tensor, breaks: Tensor) -> Tensor:
        """Return the label of each character: rows stand side by side, step by step; breaks are 1, all else 0."""
        weights, heads = self._first
        ways = _two_ways(torch.cat([self._embeddings(units), features, breaks], 2), weights)
        scores = _scores(ways, heads) + self._bias
        if self._second:
            weights, heads = self._second
            kept = 1 - torch.sigmoid(-scores[..., :1] * self._noise) if self._noise > 0 else 1
            first = torch.cat([*(way * kept for way in ways), breaks], 2)
            scores = scores + _scores(_two_ways(first, weights), heads)
        token, sentence = scores.unbind(2)
        inside = logsigmoid(token)
        goes_on, ends = inside + logsigmoid(-sentence), inside + logsigmoid(sentence)
        is_token_end = torch.maximum(goes_on, ends) > logsigmoid(-token)
        return is_token_end.byte() * (1 + (ends > goes_on).byte())


def _two_ways(steps: Tensor, weights: Sequence[Sequence[Tensor]]) -> tuple[Tensor, Tensor]:
    """Return what the two directions of an LSTM put out for each step."""
    ahead, back = weights
    return _run(steps, ahead), _run(steps.flip(0), back).flip(0)


def _scores(ways: Sequence[Tensor], heads: Sequence[Tensor]) -> Tensor:
    """Return what two directions say about each step: that a token ends there, that a sentence does."""
    (ahead, back), (from_ahead, from_back) = ways, heads
    return torch.matmul(ahead, from_ahead) + torch.matmul(back, from_back)


def _run(steps: Tensor, weights: Sequence[Tensor]) -> Tensor:
    """Run one direction over the steps of all rows."""
    state = steps.new_zeros(1, steps.size(1), weights[1].size(1))
    return torch.lstm(steps, (state, state), list(weights), True, 1, 0.0, False, False, False)[0]  # noqa: FBT003


def _weights(lstm: nn.LSTM) -> list[list[Tensor]]:
    """Return the weights of both directions in the order torch takes them, those of a break behind the inputs'."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    ways = [[getattr(lstm, f"{name}_l0{way}").detach() for name in names] for way in ("", "_reverse")]
    return [[pad(inputs, (0, 1), value=SHUT), *others] for inputs, *others in ways]


def _heads(token: nn.Linear, sentence: nn.Linear) -> Sequence[Tensor]:
    """Return the weights by which each direction tells ends of tokens and of sentences."""
    return torch.cat([token.weight, sentence.weight]).detach().T.chunk(2)
