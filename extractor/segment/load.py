"""The tokenizer models there are, and how each is loaded: nothing is imported before it is needed."""

from __future__ import annotations

from pathlib import Path

from .network import Labeller

FOLDER = Path(__file__).parents[1] / "models" / "tokenizer"
MODEL = FOLDER / "id_news.onnx"  # what runs
STANZA_MODEL = FOLDER / "id_news.pt"  # what it was made from, by scripts/export_tokenizer.py
BY_STANZA = Path("stanza")  # stands for that model, run by Stanza itself


def load_network(path: Path, *, by_stanza: bool = False) -> Labeller:
    """Read a model: the shipped one, or one that Stanza's tokenizer trainer wrote. Raises SegmentError for another.

    With `by_stanza`, Stanza itself runs it, as its own pipeline does.
    """
    if path.suffix == ".onnx":
        from .onnx_model import load_onnx

        return load_onnx(path)
    from .stanza_model import load_stanza

    return load_stanza(path, by_stanza=by_stanza)
