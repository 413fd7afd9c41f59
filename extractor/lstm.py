"""A two-way LSTM over texts of different lengths: torch's own numbers, on a CPU at twice the speed.

Given sequences of different lengths, torch takes the batch apart and runs every step by itself. Here both directions
run over the whole padded batch at once; the backward one reads each text mirrored within its own length, so that
padding stays behind the text for both. Imports torch: import this module only where the tokenizer is loaded.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence


class TwoWay(nn.Module):
    """Stands in for a bidirectional `nn.LSTM` of one layer, for inference."""

    def __init__(self, lstm: nn.LSTM) -> None:
        super().__init__()
        self._hidden = lstm.hidden_size
        self._ahead, self._back = _weights(lstm, ""), _weights(lstm, "_reverse")

    def forward(self, packed: PackedSequence) -> tuple[PackedSequence, None]:
        """Return what the LSTM puts out for each step, packed like its input; the last state is not kept."""
        padded, lengths = pad_packed_sequence(packed, batch_first=True)
        places = torch.arange(padded.size(1)).unsqueeze(0)
        last = lengths.unsqueeze(1) - 1
        rows = torch.arange(padded.size(0)).unsqueeze(1) * padded.size(1)
        mirror = (rows + torch.where(places <= last, last - places, places)).flatten()
        back = _take(self._run(_take(padded, mirror), self._back), mirror)
        both = torch.cat([self._run(padded, self._ahead), back], 2)
        return pack_padded_sequence(both, lengths, batch_first=True), None

    def _run(self, padded: Tensor, weights: list[Tensor]) -> Tensor:
        """Run one direction over a padded batch."""
        state = padded.new_zeros(1, padded.size(0), self._hidden)
        return torch.lstm(padded, (state, state), weights, True, 1, 0.0, False, False, True)[0]  # noqa: FBT003


def _weights(lstm: nn.LSTM, direction: str) -> list[Tensor]:
    """Return the weights of one direction in the order torch takes them."""
    return [
        getattr(lstm, f"{name}_l0{direction}").detach() for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    ]


def _take(padded: Tensor, places: Tensor) -> Tensor:
    """Return the steps of all texts in the order of `places`."""
    return padded.reshape(-1, padded.size(2)).index_select(0, places).view(padded.shape)
