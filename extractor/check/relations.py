"""An article as the checks look at it: numbers as signs between words, and the relations into which words put them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import regex

from ..model import NUMBERS, Article, Fact
from ..patterns import Gated
from ..rules import Rulebook, RuleError
from ..rules.signs import ALL, SIGN_OF
from ..rules.signs import NUMBERS as NUMBER_SIGNS
from .interval import Stated, stated

NUMBER = regex.compile(f"[{NUMBER_SIGNS}]")
SIGN = regex.compile(f"[{ALL}]")
TIMES = "kali lipat"  # the unit of what is so many times another
SENTENCE_END = regex.compile(r"[.!?][\"”’)]*\s+|\n+")
REACH = 200  # characters before and behind a number that say what it is
PARAGRAPH = regex.compile(r"[^\n]*\n*")
BEHIND = 20  # characters of the next paragraph that tell whether it goes on
ROLES = {  # that each pattern of a check must name
    "share": {"part", "whole", "share"},
    "goal": {"share", "part"},
    "total": {"total", "part"},
    "change": {"after"},
    "times": {"times", "before", "after"},
    "levels": {"before", "after"},
    "product": {"many", "each", "total"},
    "order": {"more", "less"},
    "rank": {"first"},
    "series": {"first"},
    "half": {"share"},
    "whole": {"share", "whole"},
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
        self.numbers = [fact for fact in article.facts if fact.kind in NUMBERS and fact.unit != TIMES]
        self._relations: dict[str, list[Relation]] = {}
        self._stated: dict[str, Stated | None] = {}

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

    def stated(self, fact: Fact) -> Stated | None:
        """Return what the number can stand for, worked out once."""
        if fact.id not in self._stated:
            self._stated[fact.id] = stated(fact, counted=not self.is_measure(fact))
        return self._stated[fact.id]

    def unit(self, fact: Fact) -> tuple[str, str | None]:
        """Return in what a number counts: it can neither be added to a number of another unit nor compared with it.

        People are one unit, families (`120 KK`) another, by the words of rules/count.toml.
        """
        if fact.kind == "count":
            return "count", "household" if (fact.unit or "").lower() in self.rulebook.words["household"] else None
        return fact.kind, fact.unit

    def pool(self, fact: Fact) -> tuple[str, str | None]:
        """Return among which numbers digits alone may find sums: things counted are one pool, whatever they are called.

        Parts are often called otherwise than their whole (`280 pelaku usaha`, `141 usaha`), and measures are not.
        """
        kind, unit = self.unit(fact)
        return ("count", None) if kind == "quantity" and not self.is_measure(fact) else (kind, unit)

    def is_measure(self, fact: Fact) -> bool:
        """Whether the number measures (`12 ton`), and so is rounded, instead of counting (`12 unit`)."""
        return fact.kind == "quantity" and (fact.unit or "") in self.rulebook.words["check_measure"]

    def same_pool(self, one: Fact, other: Fact) -> bool:
        """Whether digits alone may find sums of both, told by the same rate."""
        return self.pool(one) == self.pool(other) and (None in (one.per, other.per) or one.per == other.per)

    def same_kind(self, facts: Iterable[Fact]) -> bool:
        """Whether the facts count in one unit, by the same rate; a sum tells its rate (`per kg`) often only once."""
        facts = list(facts)
        return len(set(map(self.unit, facts))) == 1 and len({fact.per for fact in facts if fact.per}) <= 1

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The places of the numbers in `numbers`, by their ids."""
        return {fact.id: at for at, fact in enumerate(self.numbers)}

    def around(self, at: int, reach: int) -> Iterator[tuple[int, Fact, Stated]]:
        """Yield the numbers around one, so many on each side, but for those that have no size."""
        for place in range(max(0, at - reach), min(len(self.numbers), at + reach + 1)):
            if place != at and (value := self.stated(self.numbers[place])) and value.strict.low > 0:
                yield place, self.numbers[place], value

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence in which each number stands; a line is a sentence too."""
        ends = [match.end() for match in SENTENCE_END.finditer(self._signs)]
        return [bisect_right(ends, place) for place in self._number_places]

    def between(self, one: int, other: int) -> str:
        """Return the text, with its signs, between two numbers that are told by their place in `numbers`."""
        places = self._number_places
        return self._signs[places[one] + 1 : places[other]]

    def before(self, at: int) -> str:
        """Return the text from the number before, or from the beginning of the sentence, to a number."""
        end = self._number_places[at]
        start = max(self._number_places[at - 1] + 1 if at else 0, end - REACH)
        return SENTENCE_END.split(self._signs[start:end])[-1]

    def behind(self, at: int) -> str:
        """Return the text from a number to the next one, or to the end of the sentence."""
        start = self._number_places[at] + 1
        end = self._number_places[at + 1] if at + 1 < len(self.numbers) else len(self._signs)
        return SENTENCE_END.split(self._signs[start : min(end, start + REACH)])[0]

    @cached_property
    def _number_places(self) -> list[int]:
        return [place for place, fact in self._places.items() if fact.kind in NUMBERS]

    def search(self, name: str, text: str) -> bool:
        """Whether the text holds a word of the list, or a match of the pattern."""
        return self.rulebook.compile(name, r"\b{}\b").search(text) is not None

    def fits(self, name: str, text: str) -> bool:
        """Whether the pattern matches in the text."""
        return self.rulebook.compile(name).search(text) is not None

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
        if fact.start < at or fact.unit == TIMES:  # stays words: patterns read `tiga kali lipat`
            continue
        before = SIGN.sub(" ", text[at : fact.start])  # a sign of the text's own stands for no fact
        pieces += [before, SIGN_OF[fact.kind]]
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
