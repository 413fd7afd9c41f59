"""The pipeline in spaCy: a language whose tokenizer is ours, and a component that finds facts in any language's docs.

    nlp = spacy.blank("id_news")                 # Stanza's tokens and sentences; or any other pipeline of yours
    nlp.add_pipe("extract_facts")
    doc = nlp("Pemkab Blora menyiapkan Rp 28,6 miliar.")
    [(span.text, span.label_, span._.fact.low) for span in doc.spans["facts"]]

spaCy finds both by name, through entry points.
"""

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
