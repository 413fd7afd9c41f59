"""Text to sentences and tokens, by a Stanza tokenizer.

Its network runs only where it matters: not for sentences whose end is certain, not for tokens that nobody needs. It
reads paragraph by paragraph, so that the answer for one does not depend on others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import Sentence, Token
from ..rules import Rulebook, load_rules
from .load import BY_STANZA, MODEL, STANZA_MODEL, load_network
from .network import BLANKS, SENTENCE_END, Labeller, SegmentError
from .repair import Repair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = Mapping[str, NDArray[Any]]  # the network's labels of a stretch's characters, by its text

Stretch = tuple[int, int]  # a paragraph, or a piece of a long one


class Segmenter:
    """Splits texts into sentences and tokens. The model is loaded when it is first asked.

    `model` names a model of Stanza's trainer; with BY_STANZA Stanza runs the one that the shipped model is made of.
    """

    def __init__(self, model: Path | None = None, rulebook: Rulebook | None = None) -> None:
        self._model, self._by_stanza = (STANZA_MODEL, True) if model == BY_STANZA else (model or MODEL, False)
        self._repair = Repair(rulebook or load_rules())
        self._known: Labels = {}  # what the last call of `sentences` asked, for `tokenize`

    @cached_property
    def network(self) -> Labeller:
        """The tokenizer's network. Raises SegmentError for a model that cannot be used."""
        return load_network(self._model, by_stanza=self._by_stanza)

    def segment(self, texts: Sequence[str]) -> list[tuple[Sentence, ...]]:
        """Return each text's sentences in order, with tokens; offsets are in characters of the text as given."""
        stretches = [self._repair.stretches(text) for text in texts]
        labels = self._ask(texts, stretches, {})
        return [
            tuple(sentence for span in spans for sentence in self._sentences(text, *span, labels))
            for text, spans in zip(texts, stretches, strict=True)
        ]

    def sentences(self, texts: Sequence[str], places: Sequence[Sequence[int] | None]) -> list[tuple[Sentence, ...]]:
        """Return the sentences that `segment` finds, without tokens.

        Where only some places of a text matter, only the sentences of their paragraphs; None for all of a text.
        """
        stretches = [self._stretches(text, wanted) for text, wanted in zip(texts, places, strict=True)]
        ends = {
            (i, span): self._repair.sure_ends(texts[i], *span) for i, spans in enumerate(stretches) for span in spans
        }
        asked = [[span for span in spans if ends[i, span] is None] for i, spans in enumerate(stretches)]
        self._known = labels = self._ask(texts, asked, {})
        for i, spans in enumerate(asked):
            ends |= {(i, span): self._ends(texts[i], *span, labels) for span in spans}
        return [
            tuple(sentence for span in spans for sentence in _between(text, span[0], ends[i, span] or ()))
            for i, (text, spans) in enumerate(zip(texts, stretches, strict=True))
        ]

    def tokenize(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[dict[Sentence, Sentence]]:
        """Return for each text those sentences of `sentences`, each to itself with its tokens."""
        starts = [[sentence.start for sentence in some] for some in sentences]
        stretches = [self._stretches(text, places) for text, places in zip(texts, starts, strict=True)]
        labels = self._ask(texts, stretches, self._known)
        return [
            {
                Sentence(found.start, found.end): found
                for span in spans
                for found in self._sentences(text, *span, labels)
            }
            for text, spans in zip(texts, stretches, strict=True)
        ]

    def _stretches(self, text: str, places: Collection[int] | None) -> list[Stretch]:
        """Return the stretches of a text, or those that the places lie in."""
        stretches = self._repair.stretches(text) if places is None or places else []
        if places is None:
            return stretches
        return [(start, end) for start, end in stretches if any(start <= place < end for place in places)]

    def _ask(self, texts: Sequence[str], stretches: Sequence[Sequence[Stretch]], known: Labels) -> Labels:
        """Return the labels of all stretches: the `known` ones, and the others', for which the network runs once."""
        pieces = dict.fromkeys(text[a:b] for text, spans in zip(texts, stretches, strict=True) for a, b in spans)
        new = [piece for piece in pieces if piece not in known]
        return {**known, **dict(zip(new, self.network.label(new), strict=True))} if new else known

    def _ends(self, text: str, start: int, end: int, known: Labels) -> list[int]:
        """Return the ends of a stretch's sentences."""
        labels = known[text[start:end]]
        if len(labels) != end - start:
            raise SegmentError(f"the tokenizer labelled {len(labels)} of {end - start} characters")
        found = [place for label in SENTENCE_END for place in _behind(labels == label, start)]
        return self._repair.ends(text, start, end, found)

    def _sentences(self, text: str, start: int, end: int, known: Labels) -> Iterator[Sentence]:
        """Yield the sentences of one stretch with their tokens."""
        ends = self._ends(text, start, end, known)
        tokens = _tokens(text, start, sorted({*_behind(known[text[start:end]], start), *ends}))
        yield from _group(tokens, ends)


def _behind(marked: NDArray[Any], start: int) -> list[int]:
    """Return the places behind the marked characters of a stretch that begins at `start`."""
    places: list[int] = (marked.nonzero()[0] + (start + 1)).tolist()
    return places


def _between(text: str, start: int, ends: Sequence[int]) -> Iterator[Sentence]:
    """Yield the sentences between the ends, without the white space around them, and without tokens."""
    yield from (Sentence(token.start, token.end) for token in _tokens(text, start, ends))


def _tokens(text: str, start: int, ends: Sequence[int]) -> Iterator[Token]:
    """Yield the tokens between the ends, without the white space around them."""
    for end in ends:
        rest = text[start:end].lstrip(BLANKS)
        start = end - len(rest)
        if token := rest.rstrip(BLANKS):
            yield Token(start, start + len(token))
        start = end


def _group(tokens: Iterator[Token], ends: Sequence[int]) -> Iterator[Sentence]:
    """Yield the sentences that the tokens make up."""
    sentence: list[Token] = []
    pending = iter(ends)
    end = next(pending)
    for token in tokens:
        if token.end > end and sentence:
            yield Sentence(sentence[0].start, sentence[-1].end, tuple(sentence))
            sentence = []
        while token.end > end:
            end = next(pending)
        sentence.append(token)
    if sentence:
        yield Sentence(sentence[0].start, sentence[-1].end, tuple(sentence))
