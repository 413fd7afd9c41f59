"""Indonesian news text -> checkable facts: `extract(text)` gives an Article with its facts."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .model import Article, Document, Fact, Failure

if TYPE_CHECKING:
    from .pipeline import Pipeline, extract, load_pipeline
    from .table.frame import facts_frame

__all__ = ["Article", "Document", "Fact", "Failure", "Pipeline", "extract", "facts_frame", "load_pipeline"]


def __getattr__(name: str) -> Any:
    """Import the pipeline when it is first asked for: a store can be read without it."""
    if name in __all__:
        return getattr(import_module(".table.frame" if name == "facts_frame" else ".pipeline", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
