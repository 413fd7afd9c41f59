"""An article in the making."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .model import NUMBERS, Article, Document, Entity, Failure, Links, Mention, Sentence
from .patterns.wordlists import Pieces

NO_PIECES = Pieces("")


class NamesWantedError(Exception):
    """Sentences that the NER model has not read yet, and must."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        super().__init__("sentences without names")
        self.sentences = sentences


@dataclass(slots=True)
class Draft:
    """A document, and what the steps that it has been through made of it.

    `found` is all that rules read, `mentions` what is left of it without overlaps, in order of start; `names` are those
    in the sentences that NER has read; `pieces` are those of the text, for linking, of which `links` has what each step
    tells of each number, by its start.
    """

    document: Document
    found: Sequence[Mention] = ()
    mentions: list[Mention] = field(default_factory=list)
    published: str | None = None
    published_from: str | None = None
    sentences: Sequence[Sentence] = ()
    names: dict[Sentence, Sequence[Entity]] = field(default_factory=dict)
    pieces: Pieces = NO_PIECES
    links: list[Mapping[int, Links]] = field(default_factory=list)
    article: Article | None = None
    failure: str | None = None

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @property
    def has_numbers(self) -> bool:
        """Whether there is anything to link."""
        return any(mention.kind in NUMBERS for mention in self.mentions)

    def recognize(self, sentences: Sequence[Sentence]) -> list[Entity]:
        """Return the names in the sentences. Raises NamesWantedError for those that NER has not read."""
        if wanted := [sentence for sentence in sentences if sentence not in self.names]:
            raise NamesWantedError(wanted)
        return [name for sentence in sentences for name in self.names[sentence]]

    def outcome(self) -> Article | Failure:
        """Return the article, or why there is none."""
        return self.article or Failure(self.document, self.failure or "")
