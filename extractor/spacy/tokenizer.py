"""Stanza's tokens and sentences, as the pipeline finds them <-> spaCy's docs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from ..batch import batches
from ..errors import UserError
from ..limits import BATCH_CHARACTERS
from ..model import Sentence, Token
from ..segment import Segmenter
from ..segment.network import BLANKS

TOKENIZER = "extractor.StanzaTokenizer.v1"
SEGMENTED = "extractor.segmented"  # what a doc's user data hold if its tokens and sentences are ours


class AlignmentError(UserError):
    """Tokens that do not make up their text."""


class StanzaTokenizer(DummyTokenizer):
    """Makes docs of the tokens and sentences that the pipeline's Stanza model finds; `model` names another one.

    White space that is more than one space is a token of its own, as in spaCy, so that a doc's text is the text.
    """

    def __init__(self, vocab: Vocab, model: str | None = None) -> None:
        self.vocab = vocab
        self._model = Path(model) if model else None
        self._segmenter: Segmenter | None = None

    def __call__(self, text: str) -> Doc:
        """Return the doc of a text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], batch_size: int = BATCH_CHARACTERS) -> Iterator[Doc]:
        """Yield the doc of each text; `batch_size` counts the characters that are read together."""
        self._segmenter = self._segmenter or Segmenter(self._model)
        for batch in batches(texts, batch_size, len):
            for text, sentences in zip(batch, self._segmenter.segment(batch), strict=True):
                yield to_doc(self.vocab, text, sentences)

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Save a model that is not the shipped one."""
        if self._model:
            Path(path).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._model, Path(path) / "tokenizer.pt")

    def from_disk(self, path: str | Path, **_: Any) -> StanzaTokenizer:
        """Use the model that was saved, if one was."""
        saved = Path(path) / "tokenizer.pt"
        if saved.exists():
            self._model, self._segmenter = saved, None
        return self


@registry.tokenizers(TOKENIZER)
def make_tokenizer(model: str | None = None) -> Any:
    """Return what makes the tokenizer, as spaCy's configuration has it."""
    return lambda nlp: StanzaTokenizer(nlp.vocab, model)


def characters(text: str | Doc) -> int:
    """Return the length of a text or doc in characters."""
    return len(text if isinstance(text, str) else text.text)


def to_doc(vocab: Vocab, text: str, sentences: Iterable[Sentence]) -> Doc:
    """Return the text as a doc. Raises AlignmentError where its tokens do not make up the text."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    end = 0
    for sentence in sentences:
        for token in sentence.tokens:
            add_gap(text[end : token.start], words, spaces, starts)
            words.append(text[token.start : token.end])
            spaces.append(False)
            starts.append(token.start == sentence.start)
            end = token.end
    add_gap(text[end:], words, spaces, starts)
    doc = Doc(vocab, words=words, spaces=spaces, sent_starts=starts, user_data={SEGMENTED: True})
    if doc.text != text:
        raise AlignmentError("the tokenizer's tokens do not make up the text")
    return doc


def add_gap(gap: str, words: list[str], spaces: list[bool], starts: list[bool | int | None]) -> None:
    """Add what stands between two tokens: one space goes to the word before, all else is a token."""
    if gap.startswith(" ") and spaces:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)
        starts.append(False)


def sentences_of(doc: Doc) -> tuple[Sentence, ...]:
    """Return the sentences from which `to_doc` made the doc."""
    sentences: list[list[Token]] = []
    for token in doc:
        if token.text.strip(BLANKS):
            if token.is_sent_start or not sentences:
                sentences.append([])
            sentences[-1].append(Token(token.idx, token.idx + len(token)))
    return tuple(Sentence(tokens[0].start, tokens[-1].end, tuple(tokens)) for tokens in sentences)
