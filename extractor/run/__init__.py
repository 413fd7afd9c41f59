"""A run over articles: what is stored already is skipped, the rest read, stored and handed on to be written."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Protocol

from ..batch import batches
from ..language import _, number
from ..limits import BATCH_ARTICLES, BATCH_CHARACTERS
from ..model import KINDS, Article, Document, Fact, Failure, Finding, Recipe, Result, Say, Stored
from ..read import RECORDS
from ..wording import plural

Read = tuple[tuple[Fact, ...], tuple[Finding, ...]]  # what is read back of a stored article
Item = Document | Failure | Stored  # an article to read, one that could not be read, one that need not be
Map = Callable[[Iterable[Sequence[Document]]], Iterator[list[Result]]]  # batches of articles -> their results

UNCLAIMED = "unclaimed"  # numerals that no rule claims
FATES = ("read", "new", "replaced", "unchanged", "failed")


class Stores(Protocol):
    """What a run needs of a store."""

    def known(self, documents: Sequence[Document], recipe: Recipe) -> Sequence[Stored | None]:
        """Return for each document what is stored of it, if the recipe would give just that again."""

    def read_back(self, keys: Sequence[int]) -> dict[int, Read]:
        """Return facts and findings of stored articles by key, as far as they are exactly those that were extracted."""

    def put(self, results: Sequence[Result], recipe: Recipe) -> Sequence[str]:
        """Store all in one transaction, and return whether each was new, unchanged, replaced, or failed."""


@dataclass
class Run:
    """One run: who reads articles and by what recipe, where they go, whom to tell of failures, what became of all.

    Failures that the store knows of are not read again unless `retry_failed`. With `quiet`, nobody looks at the facts
    of articles that are skipped. `tick` is called with what became of each article, in the order they are read.
    """

    map: Map
    recipe: Recipe
    store: Stores | None
    say: Say
    retry_failed: bool = False
    quiet: bool = False
    tick: Callable[[str], None] = lambda _: None
    articles: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)

    def articles_of(self, items: Iterable[Document | Failure]) -> Iterator[Article]:
        """Yield each article with its facts once it is stored, in order; failures are told, noted and left out."""
        plans: deque[list[Item]] = deque()
        for results in self.map(self._to_read(items, plans)):
            yield from self._finish(merged(plans.popleft(), results))

    def _to_read(self, items: Iterable[Document | Failure], plans: deque[list[Item]]) -> Iterator[list[Document]]:
        """Yield what is to be read of each batch, and note what else is in it."""
        for batch in batches(items, BATCH_CHARACTERS, weight):
            plan = self._plan(batch)
            plans.append(plan)
            yield [item for item in plan if isinstance(item, Document)]

    def _plan(self, batch: Sequence[Document | Failure]) -> list[Item]:
        """Return the batch with what is stored in place of articles that need not be read."""
        documents = [item for item in batch if isinstance(item, Document)]
        if not self.store or not documents:
            return list(batch)
        known = self._with_facts(self.store.known(documents, self.recipe))
        fill = iter(known)
        return [(next(fill) or item) if isinstance(item, Document) else item for item in batch]

    def _with_facts(self, known: Sequence[Stored | None]) -> list[Stored | None]:
        """Return what is to be skipped: articles with facts and findings, if they are to be written."""
        skipped = [None if one and one.key is None and self.retry_failed else one for one in known]
        keys = [one.key for one in skipped if one and one.key is not None]
        if self.quiet or not keys or not self.store:
            return skipped
        read = self.store.read_back(keys)
        return [filled(one, read) if one and one.key is not None else one for one in skipped]

    def _finish(self, results: Sequence[Result | Stored]) -> Iterator[Article]:
        """Store the results, and yield the articles once they are."""
        fresh = [result for result in results if not isinstance(result, Stored)]
        fates = iter(self.store.put(fresh, self.recipe) if self.store and fresh else map(read_only_fate, fresh))
        for result in results:
            fate = stored_fate(result) if isinstance(result, Stored) else next(fates)
            self.articles[fate] += 1
            self.tick(fate)
            yield from self._count(result)

    def _count(self, result: Result | Stored) -> Iterator[Article]:
        """Count the facts and yield the article; tell a failure."""
        found = result.result if isinstance(result, Stored) else result
        if isinstance(found, Failure):
            told = f"{called(found.document)}: {found.reason}"
            self.say(f"{told} (as before; --retry-failed reads it again)" if isinstance(result, Stored) else told)
            return
        self.facts.update(result.kinds if isinstance(result, Stored) else Counter(fact.kind for fact in found.facts))
        if not isinstance(result, Stored) and found.unclaimed:
            self.facts[UNCLAIMED] += len(found.unclaimed)
        yield found

    def summary(self) -> str:
        """Return what became of the articles, and the facts by kind, in one line."""
        return summary_of(self.articles | self.facts)


def summary_of(counts: Mapping[str, int]) -> str:
    """Return how many articles had each fate, and how many facts there are of each kind, in one line.

    >>> summary_of({"new": 1200, "failed": 1, "money": 30})
    '1,201 articles: 1,200 new, 1 failed; 30 facts: 30 money'
    >>> summary_of({"read": 1, "unclaimed": 2})
    '1 article: 1 read; 0 facts; 2 numbers that no rule claims (--audit lists them)'
    """
    told = []
    for names, noun in ((FATES, "article"), (KINDS, "fact")):
        parts = [f"{number(counts[name])} {_(name)}" for name in names if counts.get(name)]
        total = plural(sum(counts.get(name, 0) for name in names), noun)
        told.append(f"{total}: {', '.join(parts)}" if parts else total)
    if unclaimed := counts.get(UNCLAIMED):
        told.append(f"{plural(unclaimed, 'number')} {_('that no rule claims (--audit lists them)')}")
    return "; ".join(told)


def weight(item: Document | Failure) -> int:
    """Return how many characters an item counts for in a batch: no batch holds more than BATCH_ARTICLES."""
    return max(len(item.text) if isinstance(item, Document) else 0, -(-BATCH_CHARACTERS // BATCH_ARTICLES))


def merged(plan: Sequence[Item], results: Sequence[Result]) -> list[Result | Stored]:
    """Return the plan with the result of each article that was to be read."""
    fill = iter(results)
    return [next(fill) if isinstance(item, Document) else item for item in plan]


def filled(stored: Stored, read: dict[int, Read]) -> Stored | None:
    """Return the stored article with facts and findings, None where they must be extracted again to be exact."""
    if stored.key not in read or not isinstance(stored.result, Article):
        return None
    facts, findings = read[stored.key]
    return replace(stored, result=replace(stored.result, facts=facts, findings=findings))


def stored_fate(stored: Stored) -> str:
    """Return what becomes of an article that is skipped."""
    return "unchanged" if isinstance(stored.result, Article) else "failed"


def read_only_fate(result: Result) -> str:
    """Return what becomes of an article that is not stored."""
    return "read" if isinstance(result, Article) else "failed"


def called(document: Document) -> str:
    """Return how messages name an article: by its file, and a record also by its id."""
    path = document.path or "standard input"
    return f"{path}: {document.id}" if PurePath(path).suffix.lower() in RECORDS and document.id else path
