"""Indonesian news text -> checkable facts: `extract(text)` gives an Article with its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model import Article, Document, Fact, Failure

if TYPE_CHECKING:
    from .pipeline import Pipeline, extract, load_pipeline

__all__ = ["Article", "Document", "Fact", "Failure", "Pipeline", "extract", "load_pipeline"]


def __getattr__(name: str) -> Any:
    """Import the pipeline when it is first asked for: a store can be read without it."""
    if name in __all__:
        from . import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
