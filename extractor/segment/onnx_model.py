"""The shipped tokenizer, run by ONNX Runtime: no torch, no Stanza, the same labels. The only importer of onnxruntime.

scripts/export_tokenizer.py writes such a model from one of Stanza's: the same weights, and what goes with them (the
characters it knows, its features) in the file's metadata.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .network import Network, SegmentError

if TYPE_CHECKING:
    from numpy.typing import NDArray


def load_onnx(path: Path) -> Network:
    """Read a model that scripts/export_tokenizer.py wrote. Raises SegmentError where it is none."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a network so small gains nothing by more
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        told = session.get_modelmeta().custom_metadata_map
        units, features = json.loads(told["units"]), json.loads(told["features"])
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise SegmentError(f"{path}: not a tokenizer model that ONNX Runtime can load ({reason})") from error

    def run(chars: NDArray[Any], signs: NDArray[Any], breaks: NDArray[Any]) -> NDArray[Any]:
        [labels] = session.run(None, {"units": chars, "features": signs, "breaks": breaks})
        return labels  # type: ignore[no-any-return]

    return Network(units, features, run)
