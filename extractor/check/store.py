"""Numbers against a store: the same indicator, region and time in other articles, syndicated copies counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

import regex

from ..dates.edtf import precision
from ..model import NUMBERS, Article, Fact, Finding, Verdict
from ..wording import grouped
from .interval import Stated, stated
from .verdict import finding, sign, verdict

MOST = 10  # articles that one number is held against
COPIES = 0.7  # of its words that a sentence shares with one that it was copied from
ALIKE = 0.5  # of the words of two subjects that are the same
LETTERS = 4  # of a word that tells texts apart, at least
WORD = regex.compile(rf"[\p{{L}}\d.,]{{{LETTERS},}}")
EXACT = 2  # edtf.precision of a month: within a year a number may change and both be right


class Holds(Protocol):
    """What is needed of a store."""

    def alike(self, fact: Fact) -> Iterable[Article]:
        """Yield articles with their facts of the same indicator, region, time and unit as the fact, newest first."""


def held_against(articles: Iterable[Article], store: Holds | None) -> Iterator[Article]:
    """Yield the articles, with what the store says of their numbers added to their findings."""
    for article in articles:
        found = [one for fact in article.facts for one in check_store(fact, article, store)] if store else []
        if found:
            together = sorted([*article.findings, *found], key=lambda one: one.spans)  # stable: newest first stays
            article = replace(article, findings=tuple(together))
        yield article


def check_store(fact: Fact, article: Article, store: Holds) -> Iterator[Finding]:
    """Yield what other articles say of a number, the newest first."""
    said = stated(fact) if is_level(fact) else None
    if said is None:
        return
    told = [words(fact.sentence)]
    for other in store.alike(fact):
        for same in other.facts if other.sha256 != article.sha256 else ():
            theirs, sentence = stated(same), words(same.sentence)
            if theirs is None or not about_the_same(fact, same) or any(is_copy(sentence, one) for one in told):
                continue
            told.append(sentence)
            yield judged(fact, same, said, theirs, other)
            break
        if len(told) > MOST:
            return


def is_level(fact: Fact) -> bool:
    """Whether the article tells what, where and when the number is, and that it is neither change nor rate."""
    known = fact.indicator and fact.region and fact.period
    return fact.kind in NUMBERS and bool(known) and fact.change is None and fact.per is None


def judged(fact: Fact, same: Fact, said: Stated, theirs: Stated, other: Article) -> Finding:
    """Return the verdict on a number and that of another article."""
    says: Verdict = verdict(said, theirs)
    if says == "contradicts" and precision(fact.period or "") < EXACT and fact.indicator != "population":
        says = "unclear"
    formula = f"{fact.text} {sign(says)} {same.text}"
    reason = "another article says the same"
    if says != "agrees" and fact.low is not None and same.low:
        apart = abs(fact.low - same.low) / same.low * 100
        reason = f"another article differs by {grouped(round(apart, 2 if apart < 10 else 0))} %"
    document = other.document
    source = " · ".join(filter(None, [document.title or document.id, other.published, document.url or document.path]))
    return finding(f"store.{fact.indicator}", says, formula, reason, (fact,), source)


def about_the_same(one: Fact, other: Fact) -> bool:
    """Whether two numbers of one indicator count the same: all inhabitants, or what is called by the same words."""
    if one.indicator == "population":
        return True
    return overlap(words(one.subject or ""), words(other.subject or "")) >= ALIKE


def words(text: str) -> frozenset[str]:
    """Return the words and numbers of a text that tell it from others."""
    return frozenset(word.lower() for word in WORD.findall(text))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two texts have in common."""
    return len(one & other) / len(one | other) if one or other else 0


def is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a sentence is so like another that one was copied from the other."""
    return overlap(one, other) >= COPIES
