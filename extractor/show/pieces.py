"""An article's text -> pieces, each within one fact at most, and the findings that touch it.

Facts never overlap each other; a finding may begin or end within a fact, and findings may overlap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase

import regex

from ..model import VERDICTS, Article, Fact, Finding

BREAK = regex.compile(r"\s*\n\s*")

Span = Sequence[int]  # start and end


@dataclass(frozen=True, slots=True)
class Ref:
    """A place that a finding rests on: the finding's number from 1, and a label (`2a`, `2b`; `2` for an only one)."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, the gravest verdict of the findings that cover it, and what ends here."""

    text: str
    verdict: str | None = None
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that lie in one fact, or outside all."""

    pieces: tuple[Piece, ...]
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its runs in order, and the numbers of the findings that first touch the text here."""

    runs: tuple[Run, ...]
    findings: tuple[int, ...]


def paragraphs(article: Article) -> list[Paragraph]:
    """Return the text in paragraphs; what they hold is the text without the breaks between them."""
    coverage = Coverage(article.text, article.findings)
    made = []
    for start, end in blocks(article.text, article.facts):
        runs = tuple(
            Run(tuple(coverage.pieces(*bounds)), fact) for bounds, fact in stretches(start, end, article.facts)
        )
        made.append(Paragraph(runs, coverage.beginning(start, end)))
    return made


def unplaced(findings: Iterable[Finding]) -> list[int]:
    """Return the numbers of the findings that rest on no place in the text."""
    return [number for number, finding in enumerate(findings, 1) if not finding.spans]


def refs(number: int, finding: Finding) -> list[Ref]:
    """Return a reference for each place that the finding rests on."""
    if len(finding.spans) == 1:
        return [Ref(number, str(number))]
    return [Ref(number, f"{number}{letter(index)}") for index in range(len(finding.spans))]


def letter(index: int) -> str:
    """Return the letter of a place, from 0; behind z numbers go on.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', '.27')
    """
    return ascii_lowercase[index] if index < len(ascii_lowercase) else f".{index + 1}"


class Coverage:
    """Which findings cover each place of a text."""

    def __init__(self, text: str, findings: Sequence[Finding]) -> None:
        self._text = text
        self._first: dict[int, int] = {}
        self._refs: dict[int, list[Ref]] = defaultdict(list)
        changes: dict[int, Counter[str]] = defaultdict(Counter)
        for number, finding in enumerate(findings, 1):
            for ref, (start, end) in zip(refs(number, finding), trimmed(text, finding.spans), strict=True):
                if start >= end:
                    continue
                self._first[number] = min(start, self._first.get(number, start))
                self._refs[end].append(ref)
                changes[start][finding.verdict] += 1
                changes[end][finding.verdict] -= 1
        self._cuts = sorted(changes)
        self._verdicts = list(gravest(changes[cut] for cut in self._cuts))

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces between two places: cut wherever a finding begins or ends."""
        first = bisect_right(self._cuts, start)
        inside = self._cuts[first : bisect_left(self._cuts, end)]
        for index, (left, right) in enumerate(pairwise([start, *inside, end]), first - 1):
            verdict = self._verdicts[index] if index >= 0 else None
            yield Piece(self._text[left:right], verdict, tuple(self._refs.get(right, ())))

    def beginning(self, start: int, end: int) -> tuple[int, ...]:
        """Return the numbers of the findings whose first place lies between two places."""
        return tuple(number for number, at in sorted(self._first.items()) if start <= at < end)


def trimmed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans without white space at their ends."""
    for start, end in spans:
        inside = text[start:end]
        yield start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())


def gravest(changes: Iterable[Counter[str]]) -> Iterator[str | None]:
    """Yield the gravest verdict that covers the text from each change on."""
    active: Counter[str] = Counter()
    for change in changes:
        active.update(change)
        yield next((verdict for verdict in VERDICTS if active[verdict] > 0), None)


def blocks(text: str, facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends: a line is a paragraph, but no fact is cut."""
    starts = [fact.start for fact in facts]
    at = 0
    for match in BREAK.finditer(text):
        before = bisect_left(starts, match.start()) - 1
        if before >= 0 and facts[before].end > match.start():
            continue
        if at < match.start():
            yield at, match.start()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def stretches(start: int, end: int, facts: Sequence[Fact]) -> Iterator[tuple[tuple[int, int], Fact | None]]:
    """Yield the facts between two places, and what lies between them, in order."""
    at = start
    for fact in facts[bisect_left(facts, start, key=begin) : bisect_left(facts, end, key=begin)]:
        if at < fact.start:
            yield (at, fact.start), None
        yield (fact.start, fact.end), fact
        at = fact.end
    if at < end:
        yield (at, end), None


def begin(fact: Fact) -> int:
    """Return where a fact begins."""
    return fact.start
