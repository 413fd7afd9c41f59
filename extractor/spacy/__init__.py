"""The pipeline in spaCy: a language whose tokenizer is ours, and a component that finds facts in any language's docs.

    nlp = spacy.blank("id_news")                 # Stanza's tokens and sentences; or any other pipeline of yours
    nlp.add_pipe("extract_facts")
    doc = nlp("Pemkab Blora menyiapkan Rp 28,6 miliar.")
    [(span.text, span.label_, span._.fact.low) for span in doc.spans["facts"]]

spaCy finds both by name, through entry points.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .facts import COLOURS, FactFinder, make_facts
    from .language import IndonesianNews
    from .tokenizer import AlignmentError, StanzaTokenizer, make_tokenizer

__all__ = [
    "COLOURS",
    "AlignmentError",
    "FactFinder",
    "IndonesianNews",
    "StanzaTokenizer",
    "make_facts",
    "make_tokenizer",
]
HOMES = {"COLOURS": "facts", "FactFinder": "facts", "make_facts": "facts", "IndonesianNews": "language"}


def __getattr__(name: str) -> Any:
    """Import what is asked for: any pipeline of spaCy loads the component, and Indonesian takes a while."""
    if name in __all__:
        return getattr(import_module(f".{HOMES.get(name, 'tokenizer')}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
