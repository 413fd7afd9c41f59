"""An article on its way through the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .layout import Layout
from .link.speech import Cue
from .model import NUMBERS, Article, Document, Entity, Failure, Links, Mention, Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """A document, and what the steps so far found in it; each step returns another draft.

    `found` is all that rules read, `mentions` what is left of it without overlaps, in order of start; `layout` the view
    of the text by sentences; `names` those that the NER model read, by sentence; `cues` the words of speech; `links`
    what each step of linking tells of each number: {name of the step: {start of the number: its links}}.
    """

    document: Document
    found: Sequence[Mention] = ()
    mentions: Sequence[Mention] = ()
    published: str | None = None
    published_from: str | None = None
    layout: Layout = field(default_factory=lambda: Layout(""))
    names: Mapping[Sentence, Sequence[Entity]] = field(default_factory=dict)
    cues: Sequence[Cue] = ()
    links: Mapping[str, Mapping[int, Links]] = field(default_factory=dict)
    outcome: Article | Failure | None = None

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @property
    def has_numbers(self) -> bool:
        """Whether there is anything to link."""
        return any(mention.kind in NUMBERS for mention in self.mentions)

    def entities(self, sentences: Sequence[Sentence]) -> list[Entity]:
        """Return the names that the NER model read in the sentences."""
        return [name for sentence in sentences for name in self.names[sentence]]
