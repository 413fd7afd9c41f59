"""Numbers against a store: the same indicator, region and time in other articles, syndicated copies counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal  # noqa: F401  for the doctest
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
WORD = regex.compile(rf"\p{{L}}{{{LETTERS},}}")
TEN = 10
DEFINED = (
    "victims.dead",
    "victims.missing",
    "poverty.line",
    "inflation",
    "unemployment",
)  # one number for a place and time
EXACT = 2  # edtf.precision of a month: within a year a number may change and both be right


class Holds(Protocol):
    """What is needed of a store."""

    def alike(self, fact: Fact) -> Iterable[Article]:
        """Yield articles with their facts of the same indicator, region, time and unit as the fact, newest first."""


def held_against(articles: Iterable[Article], store: Holds | None, *, earlier: bool = False) -> Iterator[Article]:
    """Yield the articles, with what the store, or its `earlier` articles, say of their numbers added."""
    for article in articles:
        told = (check_store(fact, article, store, earlier=earlier) for fact in article.facts) if store else ()
        found = [one for findings in told for one in findings]
        if found:
            together = sorted([*article.findings, *found], key=lambda one: one.spans)  # stable: newest first stays
            article = replace(article, findings=tuple(together))
        yield article


def check_store(fact: Fact, article: Article, store: Holds, *, earlier: bool = False) -> Iterator[Finding]:
    """Yield what other articles, or only `earlier` ones, say of a number, the newest first.

    A copied sentence with the same number says nothing more; one with another number does.
    """
    said = stated(fact) if is_level(fact) else None
    if said is None:
        return
    told = [words(fact.sentence)]
    for other in store.alike(fact):
        if other.sha256 == article.sha256 or (earlier and not is_earlier(other, article)):
            continue
        for same in other.facts:
            theirs, sentence = stated(same), words(same.sentence)
            copied, echoed = is_copy(sentence, told[0]), any(is_copy(sentence, one) for one in told[1:])
            if theirs is None or echoed or not (copied or about_the_same(fact, same)):
                continue
            if copied and verdict(said, theirs) != "contradicts":
                continue
            told.append(sentence)
            yield judged(fact, same, said, theirs, other, copied=copied)
            break
        if len(told) > MOST:
            return


def is_earlier(one: Article, other: Article) -> bool:
    """Whether an article came before another, by its date, or else by its name."""
    return (one.published or "", one.document.id) < (other.published or "", other.document.id)


def is_level(fact: Fact) -> bool:
    """Whether the article tells what, where and when the number is, and that it is neither change nor rate."""
    known = fact.indicator and fact.region and fact.period
    return fact.kind in NUMBERS and bool(known) and fact.change is None and fact.per is None


def judged(fact: Fact, same: Fact, said: Stated, theirs: Stated, other: Article, *, copied: bool) -> Finding:
    """Return the verdict on a number and that of another article; a copied sentence should have the same."""
    says: Verdict = verdict(said, theirs)
    varies = precision(fact.period or "") < EXACT and fact.indicator != "population"
    if says == "contradicts" and varies and not copied:
        says = "unclear"
    formula = f"{fact.text} {sign(says)} {same.text}"
    reason = "another article says the same"
    if says != "agrees":
        reason = f"{'a copied sentence' if copied else 'another article'} differs{apart(fact, same)}"
    told_by = ", ".join(f"{number.text}: {number.speaker}" for number in (fact, same) if number.speaker)
    document = other.document
    place = [document.title or document.id, other.published, document.url or document.path]
    source = " · ".join(filter(None, [*place, told_by]))
    return finding(f"store.{fact.indicator}", says, formula, reason, (fact,), source)


def apart(one: Fact, other: Fact) -> str:
    """Return by how much two numbers differ: percentages in points, others in percent of the second.

    >>> number = Fact("1", "percent", "12,77 persen", 0, 0, "", Decimal("12.77"), Decimal("12.77"), unit="%")
    >>> apart(replace(number, low=Decimal("10.47")), number)
    ' by 2,3 persen poin'
    """
    if one.low is None or not other.low:
        return ""
    if one.kind == "percent":
        return f" by {grouped(abs(one.low - other.low))} persen poin"
    share = abs(one.low - other.low) / other.low * 100
    return f" by {grouped(round(share, 2 if share < TEN else 0))} %"


def about_the_same(one: Fact, other: Fact) -> bool:
    """Whether two numbers count the same: what their indicator says enough of, or what is called by the same words."""
    if one.indicator == "population" or (one.indicator or "") in DEFINED:
        return True
    return overlap(words(one.subject or ""), words(other.subject or "")) >= ALIKE


def words(text: str) -> frozenset[str]:
    """Return the words of a text that tell it from others."""
    return frozenset(word.lower() for word in WORD.findall(text))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two texts have in common."""
    return len(one & other) / len(one | other) if one or other else 0


def is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a sentence is so like another that one was copied from the other."""
    return overlap(one, other) >= COPIES
