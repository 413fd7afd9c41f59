"""The rules' own examples and counterexamples, and those of links and checks, run as tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Protocol

from ..model import KINDS, NUMBERS, Amount, Article, Document, Fact, Failure, Mention, Place, Value, When
from .example import Example
from .marks import Mark, mark_of, read_marks
from .rule import Rule

Reader = Callable[[str, str | None], Sequence[Mention]]  # text, published -> chosen and resolved mentions
Runner = Callable[[Iterable[Document]], Iterable[Article | Failure]]
Splitter = Callable[[Sequence[str]], Sequence[Sequence[str]]]  # texts -> the sentences of each


class Reading(Protocol):
    """What reads texts: the pipeline."""

    def mentions(self, text: str, published: str | None = None) -> Sequence[Mention]:
        """Return what the rules read in a text."""

    def run(self, documents: Iterable[Document]) -> Iterable[Article | Failure]:
        """Return the articles of documents."""

    def sentences(self, texts: Sequence[str]) -> Sequence[Sequence[str]]:
        """Return the sentences of each text."""


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that does not come out as its file says; `of` is what it is for, `found` what came out instead."""

    path: Path
    of: str
    example: str
    reason: str
    found: str

    def __str__(self) -> str:
        return f"{self.path.name}: {self.of}: {self.reason}\n  written: {self.example}\n  found:   {self.found}"


def check_all(rules: Iterable[Rule], examples: Sequence[Example], reading: Reading) -> Iterator[Miss]:
    """Yield every example that fails, of rules, links and checks; without examples of these, no model is loaded."""
    yield from check_examples(rules, reading.mentions)
    yield from check_values([one for one in examples if not one.needs_tokenizer], reading.mentions)
    if split := [one for one in examples if one.sentences is not None]:
        yield from check_sentences(split, reading.sentences)
    if stated := [one for one in examples if one.expected is not None or one.findings is not None]:
        yield from check_stated(stated, reading.run)


def check_examples(rules: Iterable[Rule], read: Reader) -> Iterator[Miss]:
    """Yield every example that fails: each must come out as marked and by its own rule, no counterexample may."""
    for rule in rules:
        yield from (miss for example in rule.examples if (miss := check(rule, example, read, wanted=True)))
        yield from (miss for example in rule.counterexamples if (miss := check(rule, example, read, wanted=False)))


def check(rule: Rule, example: str, read: Reader, *, wanted: bool) -> Miss | None:
    """Return what is wrong with the example, or None."""
    text, marks = read_marks(example)
    mentions = read(text, rule.published)
    found = [mention for mention in mentions if mention.kind == rule.kind]
    if rule.kind in KINDS and marks_of(found) != marks:
        return Miss(rule.path, rule.id, example, "the marks differ", write_marks(text, marks_of(found)))
    if any(mention.rule == rule.id for mention in found) != wanted:
        reason = "another rule, or none, made it" if wanted else "the rule takes it all the same"
        made = ", ".join(f"{m.rule} “{text[m.start : m.end]}”" for m in mentions)
        return Miss(rule.path, rule.id, example, reason, made)
    return None


# ---- examples of links and checks


def check_values(examples: Iterable[Example], read: Reader) -> Iterator[Miss]:
    """Yield every example whose values do not come out as marked, among facts of the kinds that it marks."""
    for example in examples:
        kinds = {mark.kind for mark in example.marks}
        found = marks_of(mention for mention in read(example.text, example.published) if mention.kind in kinds)
        if found != list(example.marks):
            yield missed(example, "the marks differ", write_marks(example.text, found))


def check_sentences(examples: Sequence[Example], split: Splitter) -> Iterator[Miss]:
    """Yield every example whose text is split otherwise."""
    for example, found in zip(examples, split([example.text for example in examples]), strict=True):
        if list(found) != list(example.sentences or ()):
            yield missed(example, "the sentences differ", " | ".join(found))


def check_stated(examples: Sequence[Example], run: Runner) -> Iterator[Miss]:
    """Yield every example of which an article does not state what is expected."""
    documents = [Document(example.text, id=str(i), published=example.published) for i, example in enumerate(examples)]
    for example, article in zip(examples, run(documents), strict=True):
        if isinstance(article, Failure):
            yield missed(example, "it cannot be read", article.reason)
        else:
            yield from misses_of(example, article)


def misses_of(example: Example, article: Article) -> Iterator[Miss]:
    """Yield what an article states otherwise than its example."""
    by_span = {(fact.start, fact.end): fact for fact in article.facts}
    told = example.expected or ({},) * len(example.marks)
    for mark, fields in zip(example.marks, told, strict=True):
        fact = by_span.get((mark.start, mark.end))
        if fact is None or fact_mark(fact) != mark.value:
            yield missed(example, f"no [{article.text[mark.start : mark.end]}]({mark.value})", write_facts(article))
        elif wrong := {name: told_of(fact, name) for name, value in fields.items() if not holds(fact, name, value)}:
            yield missed(example, f"“{fact.text}” is otherwise", ", ".join(f"{name} {wrong[name]}" for name in wrong))
    if example.findings is not None:
        yield from misses_of_findings(example, article)
    reasons = reasons_of(article)
    for name in example.shows:
        if "." in name and not any(fnmatchcase(reason, name) for reason in reasons):
            yield missed(example, f"nothing is told by {name}", ", ".join(sorted(reasons)))


def misses_of_findings(example: Example, article: Article) -> Iterator[Miss]:
    """Yield what checks find otherwise, or in other numbers than those that are marked."""
    found = [f"{finding.verdict} {finding.type}" for finding in article.findings]
    spans = {span for finding in article.findings for span in finding.spans}
    if found != list(example.findings or ()):
        yield missed(example, "the findings differ", "; ".join(found) or "none")
    elif found and spans != {(mark.start, mark.end) for mark in example.marks}:
        yield missed(example, "the finding is about others", ", ".join(article.text[a:b] for a, b in sorted(spans)))


def reasons_of(article: Article) -> set[str]:
    """Return the ids of all that tells something in an article: rules, reasons of links, checks.

    These are what `extract rules show` must answer.
    """
    by_links = {reason for fact in article.facts for reason in fact.linked_by.values()}
    return by_links | {fact.rule for fact in article.facts if fact.rule} | {one.type for one in article.findings}


def holds(fact: Fact, name: str, wanted: Any) -> bool:
    """Whether a field of the fact is what is wanted: `-` is nothing, of `linked_by` those that are told."""
    value = getattr(fact, name)
    if isinstance(wanted, dict):
        return all(fact.linked_by.get(field) == reason for field, reason in wanted.items())
    if isinstance(value, Decimal):
        return str(wanted) not in ("-", "") and value == Decimal(str(wanted))
    return told_of(fact, name) == str(wanted)


def told_of(fact: Fact, name: str) -> str:
    """Return a field of a fact as examples write it."""
    value = getattr(fact, name)
    return "-" if value is None else str(dict(value) if name == "linked_by" else value)


def missed(example: Example, reason: str, found: str) -> Miss:
    """Return how an example fails."""
    return Miss(example.path, ", ".join(example.shows) or "example", example.marked, reason, found)


# ---- values as marks


def marks_of(mentions: Iterable[Mention]) -> list[Mark]:
    """Return the mentions as marks."""
    return [Mark(m.start, m.end, mark_of(m.kind, m.value)) for m in mentions if m.value is not None]


def fact_mark(fact: Fact) -> str:
    """Return the value of a fact in the notation of marks."""
    value: Value
    if fact.kind in NUMBERS:
        value = Amount(fact.low, fact.high, fact.unit, fact.approx, fact.per)  # type: ignore[arg-type]
    elif fact.kind == "date":
        value = When(fact.period, fact.period_mod)
    else:
        value = Place(fact.region, fact.region_name or "", fact.region_level or "")
    return mark_of(fact.kind, value)


def write_facts(article: Article) -> str:
    """Return the article's text with its facts marked."""
    return write_marks(article.text, [Mark(fact.start, fact.end, fact_mark(fact)) for fact in article.facts])


def write_marks(text: str, marks: Iterable[Mark]) -> str:
    """Return the text with its marks written in.

    >>> write_marks("Naik 5 persen.", [Mark(5, 13, "5 %")])
    'Naik [5 persen](5 %).'
    """
    pieces, at = [], 0
    for mark in marks:
        pieces += [text[at : mark.start], f"[{text[mark.start : mark.end]}]({mark.value})"]
        at = mark.end
    return "".join([*pieces, text[at:]])
