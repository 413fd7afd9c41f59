"""A run over articles: each is read, extracted, stored and handed on to be written; counts what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol

from .model import KINDS, Article, Document, Failure
from .read import RECORDS

Say = Callable[[str], None]


class Extracts(Protocol):
    """What a run needs of the pipeline."""

    def run(self, documents: Iterable[Document]) -> Iterator[Article | Failure]:
        """Yield each document's article, or why there is none."""


class Stores(Protocol):
    """What a run needs of a store."""

    def save(self, article: Article) -> str:
        """Store the article and return whether it was new, unchanged or replaced."""

    def fail(self, failure: Failure) -> None:
        """Note that an article failed."""


@dataclass
class Run:
    """One run: where articles go, whom to tell of failures, and what became of all so far."""

    pipeline: Extracts
    store: Stores | None
    say: Say
    articles: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)

    def articles_of(self, items: Iterable[Document | Failure]) -> Iterator[Article]:
        """Yield each article with its facts once it is stored; failures are told, noted and left out."""
        for result in self.pipeline.run(self._documents(items)):
            if isinstance(result, Article):
                self.articles[self.store.save(result) if self.store else "read"] += 1
                self.facts.update(fact.kind for fact in result.facts)
                yield result
            else:
                self._fail(result)

    def _documents(self, items: Iterable[Document | Failure]) -> Iterator[Document]:
        for item in items:
            if isinstance(item, Document):
                yield item
            else:
                self._fail(item)

    def _fail(self, failure: Failure) -> None:
        self.articles["failed"] += 1
        self.say(f"{called(failure.document)}: {failure.reason}")
        if self.store:
            self.store.fail(failure)

    def summary(self) -> str:
        """Return what became of the articles, and the facts by kind, in one line."""
        order = ("read", "new", "replaced", "unchanged", "failed")
        fates = ", ".join(f"{self.articles[fate]:,} {fate}" for fate in order if self.articles[fate])
        kinds = ", ".join(f"{self.facts[kind]:,} {kind}" for kind in KINDS if self.facts[kind])
        total = self.facts.total()
        return f"{plural(self.articles.total(), 'article')}: {fates or 'none'}; {plural(total, 'fact')}" + (
            f": {kinds}" if total else ""
        )


def called(document: Document) -> str:
    """Return what to call an article when speaking to its user: its file, and of a record also its id."""
    path = document.path or "standard input"
    return f"{path}: {document.id}" if PurePath(path).suffix.lower() in RECORDS and document.id else path


def plural(count: int, noun: str) -> str:
    """Return a count of things.

    >>> plural(1, "fact"), plural(2000, "fact")
    ('1 fact', '2,000 facts')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
