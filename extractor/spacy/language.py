"""The language of Indonesian news: what `spacy.blank("id_news")` gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.lang.id import IndonesianDefaults
from spacy.language import Language
from spacy.util import load_config_from_str, registry

from ..batch import batches
from ..limits import BATCH_CHARACTERS
from .tokenizer import TOKENIZER, StanzaTokenizer, characters


class NewsDefaults(IndonesianDefaults):
    """spaCy's Indonesian stop words and the like, with our tokenizer."""

    config = load_config_from_str(f'[nlp]\n[nlp.tokenizer]\n@tokenizers = "{TOKENIZER}"\nmodel = null\n')


@registry.languages("id_news")
class IndonesianNews(Language):
    """The language of Indonesian news: `spacy.blank("id_news")`."""

    lang = "id_news"
    Defaults = NewsDefaults

    def pipe(self, texts: Iterable[Any], *, as_tuples: bool = False, n_process: int = 1, **options: Any) -> Any:
        """Yield the docs as `Language.pipe` does; in one process the texts are tokenized many at a time, not singly."""
        if n_process == 1 and isinstance(self.tokenizer, StanzaTokenizer):
            texts = self._tokenized(texts, as_tuples=as_tuples)
        return super().pipe(texts, as_tuples=as_tuples, n_process=n_process, **options)

    def _tokenized(self, items: Iterable[Any], *, as_tuples: bool) -> Iterator[Any]:
        """Yield the items with docs in place of their texts."""
        for batch in batches(items, BATCH_CHARACTERS, lambda item: characters(item[0] if as_tuples else item)):
            inputs = [item[0] for item in batch] if as_tuples else batch
            made = self.tokenizer.pipe([text for text in inputs if isinstance(text, str)])
            docs = [next(made) if isinstance(text, str) else text for text in inputs]
            yield from zip(docs, (item[1] for item in batch), strict=True) if as_tuples else docs
