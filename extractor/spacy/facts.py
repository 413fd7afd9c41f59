"""The component `extract_facts`: facts as spans of docs.

`doc._.article` is the Article, `span._.fact` the Fact: found by the span's id and not by its place, so that two facts
within one token are not taken for each other.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from ..batch import batches
from ..limits import BATCH_CHARACTERS
from ..model import Article, Document, Fact, Failure
from ..pipeline import load_pipeline
from ..table.encode import from_json, to_json
from .tokenizer import SEGMENTED, characters, sentences_of

FACTS = "facts"  # the name of the spans
ARTICLE = "extractor.article"  # what a doc's user data hold: the article, as a line of JSON
COLOURS = {
    "region": "#c8e6c9", "count": "#b3e5fc", "percent": "#e1bee7", "money": "#ffe082", "quantity": "#b2dfdb",
    "date": "#d7ccc8",
}  # fmt: skip


@Language.factory(
    "extract_facts",
    assigns=["doc.spans"],
    default_config={"rules": [], "published": None, "spans_key": FACTS},
)
def make_facts(nlp: Language, name: str, rules: list[str], published: str | None, spans_key: str) -> FactFinder:  # noqa: ARG001
    """Return the component; its settings are those of FactFinder."""
    return FactFinder(name, rules, published, spans_key)


class FactFinder(Pipe):
    """Finds the facts of docs, with the shipped rules and those of the folders `rules`.

    `published` (EDTF) holds for all docs that do not say it themselves: by `doc._.published`, or by the context in
    `nlp.pipe([(text, {"published": "2022-01-11"})], as_tuples=True)`, which may also give `id` and `title`.
    """

    def __init__(
        self, name: str, rules: Iterable[str] = (), published: str | None = None, spans_key: str = FACTS
    ) -> None:
        self.name = name
        self._rules = tuple(Path(folder) for folder in rules)
        self._published = published
        self._key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Mark the facts of a doc. Raises ValueError, with one sentence, if its text cannot be read."""
        return next(self.pipe([doc]), doc)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH_CHARACTERS) -> Iterator[Doc]:  # noqa: ARG002
        """Yield the docs with their facts marked. One that fails goes to the error handler."""
        fail = self.get_error_handler()
        for batch in batches(stream, BATCH_CHARACTERS, characters):
            for doc, article in zip(batch, self._articles(batch), strict=True):
                if isinstance(article, Failure):
                    fail(self.name, self, [doc], ValueError(article.reason))
                else:
                    yield mark(doc, article, self._key)

    def _articles(self, docs: Sequence[Doc]) -> Iterator[Article | Failure]:
        """Yield the article of each doc, or why there is none; docs of our tokenizer are not segmented again."""
        pipeline = load_pipeline(self._rules)
        for ours, some in groupby(docs, lambda doc: SEGMENTED in doc.user_data):
            documents = [(self._document(doc), doc) for doc in some]
            if ours:
                yield from (pipeline.article(document, sentences_of(doc)) for document, doc in documents)
            else:
                yield from pipeline.run(document for document, _ in documents)

    def _document(self, doc: Doc) -> Document:
        """Return the doc's text with what is known of it."""
        context = getattr(doc, "_context", None)
        known = context if isinstance(context, dict) else {}
        published = doc._.published or known.get("published") or self._published
        return Document(doc.text, id=str(known.get("id", "-")), title=known.get("title"), published=published)

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Save the folders of rules."""
        for number, folder in enumerate(self._rules):
            shutil.copytree(folder, Path(path) / str(number), dirs_exist_ok=True)

    def from_disk(self, path: str | Path, **_: Any) -> FactFinder:
        """Use the folders of rules that were saved, if any were."""
        saved = tuple(Path(path) / str(number) for number in range(len(self._rules)))
        self._rules = saved if Path(path).is_dir() else self._rules
        return self


def mark(doc: Doc, article: Article, key: str) -> Doc:
    """Give the doc the article's facts as spans, each of the tokens it touches."""
    doc.user_data[ARTICLE] = to_json(article.to_dict() | article.checked())
    doc.spans[key] = [span_of(doc, fact) for fact in article.facts]
    return doc


def span_of(doc: Doc, fact: Fact) -> Span:
    """Return the tokens that a fact touches, labelled with its kind, a region linked by its code."""
    code = (fact.region if fact.kind == "region" else None) or ""
    span: Span = doc.char_span(
        fact.start, fact.end, label=fact.kind, kb_id=code, span_id=fact.id, alignment_mode="expand"
    )
    return span


@lru_cache(maxsize=100)
def read_article(line: str, text: str) -> Article:
    """Return the article that a doc's user data hold."""
    return Article.from_dict(from_json(line), text)


@lru_cache(maxsize=100)
def facts_by_id(line: str, text: str) -> Mapping[str, Fact]:
    """Return that article's facts by their ids."""
    return {fact.id: fact for fact in read_article(line, text).facts}


def article_of(doc: Doc) -> Article | None:
    """Return the article of a doc, None before its facts were looked for."""
    line = doc.user_data.get(ARTICLE)
    return read_article(line, doc.text) if line else None


def fact_of(span: Span) -> Fact | None:
    """Return the fact that a span marks, None if it marks none."""
    line = span.doc.user_data.get(ARTICLE)
    return facts_by_id(line, span.doc.text).get(span.id_) if line else None


def extend() -> None:
    """Give docs and spans their attributes, once."""
    if not Doc.has_extension("article"):
        Doc.set_extension("article", getter=article_of)
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)
    if not Span.has_extension("fact"):
        Span.set_extension("fact", getter=fact_of)


extend()
