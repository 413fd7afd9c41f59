"""A Stanza tokenizer's network of one layer, run over texts of different lengths at twice the speed of torch's way.

Given sequences of different lengths, torch takes the batch apart and runs every step by itself. Here both directions
run over the whole padded batch at once; the backward one reads each text mirrored within its own length, so that
padding stays behind the text for both. What is computed is stanza/models/tokenization/model.py, line by line, less
what only training needs. Imports torch: import this module only where the tokenizer is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import logsigmoid


def can_run(args: Mapping[str, Any]) -> bool:
    """Return whether a model with these arguments has nothing but what is computed here."""
    more = ("conv_res", "charlm_forward_file", "use_mwt")
    return args["rnn_layers"] == 1 and not any(args.get(name) for name in more)


class Labeller:
    """Runs the network of Stanza's tokenizer, for inference."""

    def __init__(self, model: Any, args: Mapping[str, Any]) -> None:
        self._model = model
        self._layers = [_weights(model.rnn)]
        if args["hierarchical"]:
            self._layers.append(_weights(model.rnn2))
        self._noise = args["hier_invtemp"]

    def __call__(self, units: Tensor, features: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the label of each character of each row; what lies behind a row's length means nothing."""
        model, mirror = self._model, _mirror(torch.tensor(lengths), units.size(1))
        first = _two_ways(torch.cat([model.embeddings(units), features], 2), self._layers[0], mirror)
        token, sentence = model.tok_clf(first), model.sent_clf(first)
        if len(self._layers) > 1:
            noisy = first * (1 - torch.sigmoid(-token * self._noise)) if self._noise > 0 else first
            second = _two_ways(noisy, self._layers[1], mirror)
            token, sentence = token + model.tok_clf2(second), sentence + model.sent_clf2(second)
        inside = logsigmoid(token)
        scores = [logsigmoid(-token), inside + logsigmoid(-sentence), inside + logsigmoid(sentence)]
        return torch.cat(scores, 2).argmax(2)


def _mirror(lengths: Tensor, longest: int) -> Tensor:
    """Return where each step of a batch of rows is found when every row is read backwards within its own length."""
    places = torch.arange(longest).unsqueeze(0)
    last = lengths.unsqueeze(1) - 1
    rows = torch.arange(len(lengths)).unsqueeze(1) * longest
    return (rows + torch.where(places <= last, last - places, places)).flatten()


def _two_ways(padded: Tensor, weights: Sequence[Sequence[Tensor]], mirror: Tensor) -> Tensor:
    """Return what a two-way LSTM puts out for each step of a padded batch."""
    ahead, back = weights
    return torch.cat([_run(padded, ahead), _take(_run(_take(padded, mirror), back), mirror)], 2)


def _run(padded: Tensor, weights: Sequence[Tensor]) -> Tensor:
    """Run one direction over a padded batch."""
    state = padded.new_zeros(1, padded.size(0), weights[1].size(1))
    return torch.lstm(padded, (state, state), list(weights), True, 1, 0.0, False, False, True)[0]  # noqa: FBT003


def _weights(lstm: nn.LSTM) -> list[list[Tensor]]:
    """Return the weights of both directions in the order torch takes them."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return [[getattr(lstm, f"{name}_l0{way}").detach() for name in names] for way in ("", "_reverse")]


def _take(padded: Tensor, places: Tensor) -> Tensor:
    """Return the steps of all texts in the order of `places`."""
    return padded.reshape(-1, padded.size(2)).index_select(0, places).view(padded.shape)
