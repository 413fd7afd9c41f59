"""An article as the checks look at it: numbers as signs between words, and the relations into which words put them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import regex

from ..model import NUMBERS, Article, Fact
from ..patterns import Gated
from ..rules import Rulebook, RuleError

SIGNS = {"count": "\x01", "percent": "\x02", "money": "\x03", "date": "\x04", "region": "\x05"}
NUMBER = regex.compile(r"[\x01-\x03]")
SIGN = regex.compile(r"[\x01-\x05]")
PARAGRAPH = regex.compile(r"[^\n]*\n*")
BEHIND = 20  # characters of the next paragraph that tell whether it goes on
ROLES = {  # that each pattern of a check must name
    "share": {"part", "whole", "share"},
    "pair": {"part", "share"},
    "total": {"total", "part"},
    "change": {"after"},
    "times": {"times", "before", "after"},
    "rate": {"one", "other"},
    "scale": {"part", "whole"},
}
NEIGHBOURS = 12  # numbers on each side of one that are near it


@dataclass(frozen=True, slots=True)
class Relation:
    """What a pattern of `rules/check.toml` found: its name, the facts by their roles, the words of other groups."""

    name: str
    roles: Mapping[str, tuple[Fact, ...]]
    words: Mapping[str, str]

    def one(self, role: str) -> Fact:
        """Return the only fact of a role."""
        [fact] = self.roles[role]
        return fact


class Scene:
    """An article with the rules by which it is checked; what several checks need is worked out once."""

    def __init__(self, article: Article, rulebook: Rulebook) -> None:
        self.article = article
        self.rulebook = rulebook
        self.numbers = [fact for fact in article.facts if fact.kind in NUMBERS and fact.kind in SIGNS]
        self._relations: dict[str, list[Relation]] = {}

    def relations(self, check: str, numbers: int = 2) -> Sequence[Relation]:
        """Return what the patterns of a check find in paragraphs with so many numbers.

        What earlier patterns find in a paragraph comes first.
        """
        if check not in self._relations:
            found = (read(match, name, self._places) for name, match in self._matches(check, numbers))
            self._relations[check] = [relation for relation in found if relation.roles]
        return self._relations[check]

    def near(self, fact: Fact) -> Sequence[Fact]:
        """Return the numbers around one, itself included, in order."""
        at = bisect_left(self.numbers, fact.start, key=lambda number: number.start)
        return self.numbers[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]

    def search(self, name: str, text: str) -> bool:
        """Whether the text holds a word of the list, or a match of the pattern."""
        return self.rulebook.compile(name, r"\b{}\b").search(text) is not None

    def _matches(self, check: str, numbers: int) -> Iterator[tuple[str, regex.Match[str]]]:
        patterns = patterns_of(self.rulebook, check)
        for start, end, count in self._paragraphs:
            if count >= numbers:
                yield from patterns.find(self._signs, start, end)

    @cached_property
    def _signed(self) -> tuple[str, dict[int, Fact]]:
        return signed(self.article.text, self.article.facts)

    @property
    def _signs(self) -> str:
        return self._signed[0]

    @property
    def _places(self) -> dict[int, Fact]:
        return self._signed[1]

    @cached_property
    def _paragraphs(self) -> list[tuple[int, int, int]]:
        """Where paragraphs begin and, with the beginning of the next one, end, and how many numbers they hold."""
        if not self.numbers:
            return []
        numbers = [place for place, fact in self._places.items() if fact.kind in NUMBERS]
        return [
            (start, end + words_on(self._signs, end), bisect_left(numbers, end) - bisect_left(numbers, start))
            for start, end in (match.span() for match in PARAGRAPH.finditer(self._signs))
        ]


@cache
def patterns_of(rulebook: Rulebook, check: str) -> Gated:
    """Return the patterns whose names begin with the name of the check, in the order of the rules."""
    names = [name for name in rulebook.patterns if name.startswith(f"check_{check}_")]
    return Gated({name: with_roles(name, rulebook.compile(name, "{}"), check) for name in names})


def with_roles(name: str, pattern: regex.Pattern[str], check: str) -> regex.Pattern[str]:
    """Return the pattern. Raises RuleError if it names not all roles that the check needs."""
    if missing := ROLES.get(check, set()) - pattern.groupindex.keys():
        raise RuleError(f"patterns.{name}: lacks the named group {', '.join(sorted(missing))}")
    return pattern


def words_on(signs: str, end: int) -> int:
    """Return how many characters of the next paragraph, up to its first number, belong to the one before."""
    number = NUMBER.search(signs, end, end + BEHIND)
    return number.start() - end if number else min(BEHIND, len(signs) - end)


def signed(text: str, facts: Sequence[Fact]) -> tuple[str, dict[int, Fact]]:
    """Return the text with a sign for each fact, and the facts by the places of their signs."""
    pieces: list[str] = []
    places: dict[int, Fact] = {}
    length = at = 0
    for fact in facts:
        if fact.start < at or fact.kind not in SIGNS:  # quantities stay words: patterns read `tiga kali lipat`
            continue
        before = SIGN.sub(" ", text[at : fact.start])  # a sign of the text's own stands for no fact
        pieces += [before, SIGNS[fact.kind]]
        length += len(before) + 1
        places[length - 1] = fact
        at = fact.end
    return "".join([*pieces, SIGN.sub(" ", text[at:])]), places


def read(match: regex.Match[str], name: str, places: Mapping[int, Fact]) -> Relation:
    """Return what a match says."""
    roles: dict[str, tuple[Fact, ...]] = {}
    words: dict[str, str] = {}
    for group in match.re.groupindex:
        facts = tuple(places[at] for at in match.starts(group) if at in places)
        if facts:
            roles[group] = facts
        elif match[group]:
            words[group] = match[group].lower()
    return Relation(name, roles, words)
