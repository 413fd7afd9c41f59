"""Text and rules -> mentions: every place where a rule's pattern matches and its normalizer gives a value."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from .kept import Patterns, keep, recall
from .model import Mention
from .rules import Rule, Rulebook, compile_once, rules_folder

# Where a match can start: a number, a word, a sign. Letters stuck to digits (`Rp13`) are words of their own.
WORD = regex.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# What a match goes on with: the next word, or its beginning where it is long.
NEXT = regex.compile(r"\s{0,3}+(?:\d{1,4}+|[^\W\d_]{1,20}+|\S)?+")
REMEMBERED = 100_000  # words and what they may begin: far more than an article has
DIGITS, DIGIT = "0123456789", "0"
SHORT, LONG = 3, 30  # letters of a word that are looked at first, and at all
LOOKS_BACK = "(?<="  # a pattern that needs something before it cannot be tried on a word alone


class TimeLimitError(RuntimeError):
    """An article took longer than its limit: reported as a failure, nothing of it is kept."""


@dataclass(frozen=True, eq=False, slots=True)
class Try:
    """A rule to try, its pattern, and its number in the order of all rules.

    A user's own rule is `timed`: nobody has tried it on hostile text. The shipped ones are linear (tests/test_fuzz.py),
    and watching the clock inside them would take half of the time.
    """

    number: int
    rule: Rule
    pattern: regex.Pattern[str]
    timed: bool


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Rules with the same opening, which is matched once for all of them."""

    opening: regex.Pattern[str] | None
    tries: tuple[Try, ...]
    timed: bool


class Finder:
    """Finds mentions in text. Which rules can begin or go on with which word is worked out once and remembered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._groups = by_opening(rulebook.rules)
        self._group = cache(Group)  # one for the same rules, however many words can begin them
        self._beginning = lru_cache(REMEMBERED)(self._groups_beginning)
        self._going_on = lru_cache(REMEMBERED)(self._tries_going_on)

    def find(self, text: str, seconds: float = 3600.0) -> list[Mention]:
        """Return all mentions, overlapping ones too, in order of where their patterns start, then of the rules.

        Raises TimeLimitError after `seconds`.
        """
        try:
            return list(self._mentions(text, time.monotonic() + seconds))
        except TimeoutError as error:
            raise TimeLimitError(f"reading it took longer than the limit of {seconds:g} seconds") from error

    def _mentions(self, text: str, deadline: float) -> Iterator[Mention]:
        for word in WORD.finditer(text):
            first = word[0]
            groups = self._beginning(DIGIT if first[0].isdecimal() else first[:LONG])
            if groups:
                start, left = word.start(), deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                for one, end in self._tries(text, start, groups, left):
                    match = match_at(one.pattern, text, end, left if one.timed else None)
                    if match and (mention := read(one.rule, start, match)):
                        yield mention

    def _groups_beginning(self, word: str) -> Sequence[Group]:
        """Return the groups, less the rules that no match beginning with the word is of: few with its first letters."""
        groups = self._beginning(word[: SHORT if len(word) > SHORT else 1]) if len(word) > 1 else self._groups
        left = [self._group(group.opening, beginning(group, word), group.timed) for group in groups]
        return [group for group in left if group.tries]

    def _tries_going_on(self, group: Group, ahead: str, at: int) -> Sequence[Try]:
        """Return the rules of the group that may go on, behind their opening, with what lies ahead."""
        tries = self._going_on(group, ahead[: at + SHORT], at) if len(ahead) > at + SHORT else group.tries
        return [one for one in tries if LOOKS_BACK in one.rule.expression or may_match(one.pattern, ahead, at)]

    def _tries(self, text: str, start: int, groups: Iterable[Group], seconds: float) -> list[tuple[Try, int]]:
        """Return the rules that may match at the place, in order, each with the end of its opening."""
        found: list[tuple[Try, int]] = []
        for group in groups:
            end = open_at(group.opening, text, start, seconds if group.timed else None)
            if end is not None:
                found += [(one, end) for one in self._going_on(group, *ahead_of(text, end))]
        return sorted(found, key=lambda item: item[0].number)


def by_opening(rules: Sequence[Rule]) -> list[Group]:
    """Return the rules in groups of the same opening."""
    patterns = compiled(rules)
    groups: dict[str | None, list[Try]] = {}
    for number, rule in enumerate(rules):
        one = Try(number, rule, patterns[rule.expression], timed=rule.path.parent != rules_folder())
        groups.setdefault(rule.opening, []).append(one)
    return [
        Group(patterns[opening] if opening else None, tuple(tries), any(one.timed for one in tries))
        for opening, tries in groups.items()
    ]


def compiled(rules: Iterable[Rule]) -> Patterns:
    """Return the rules' patterns, written -> compiled. Raises RuleError for one that is wrong."""
    openings = {rule.opening for rule in rules if rule.opening}
    patterns = recall(openings | {rule.expression for rule in rules})
    if patterns is None:
        patterns = {piece: compile_once(piece) for piece in openings}
        patterns |= {rule.expression: rule.pattern for rule in rules}
        keep(patterns)
    return patterns


def beginning(group: Group, word: str) -> tuple[Try, ...]:
    """Return the rules of the group whose match may begin with the word (with any digit, for DIGIT)."""
    words = DIGITS if word == DIGIT else (word,)
    return tuple(one for one in group.tries if any(may_begin(group.opening, one.pattern, word) for word in words))


def may_begin(opening: regex.Pattern[str] | None, rest: regex.Pattern[str], word: str) -> bool:
    """Return whether the opening may begin with the word, or the rest may where the opening only looks around."""
    opened = opening.match(word, partial=True) if opening else None
    if opening and (opened is None or opened.partial or opened.end()):
        return opened is not None
    return may_match(rest, word)


def ahead_of(text: str, at: int) -> tuple[str, int]:
    """Return the text from one character before the place to the end of the next word, and where the place is in it.

    >>> ahead_of("5 persen lebih", 1)
    ('5 persen', 1)
    """
    following = NEXT.match(text, at)
    return text[max(0, at - 1) : following.end() if following else at], min(1, at)


def may_match(pattern: regex.Pattern[str], text: str, at: int = 0) -> bool:
    """Return whether the pattern matches some text that begins like this one."""
    return pattern.match(text, at, partial=True) is not None


def open_at(opening: regex.Pattern[str] | None, text: str, start: int, seconds: float | None = None) -> int | None:
    """Return where the opening at the place ends, None if it does not stand there; no opening ends where it starts."""
    if opening is None:
        return start
    match = match_at(opening, text, start, seconds)
    return match.end() if match else None


def match_at(pattern: regex.Pattern[str], text: str, at: int, seconds: float | None) -> regex.Match[str] | None:
    """Return the pattern's match at the place. Raises TimeoutError after `seconds`, if any are given."""
    return pattern.match(text, at) if seconds is None else pattern.match(text, at, timeout=seconds)


def read(rule: Rule, start: int, match: regex.Match[str]) -> Mention | None:
    """Return what the rule reads at `start`, where `match` is what follows its opening; None if it declines.

    Where the pattern needs words around the mention, its group `span` is the mention.
    """
    opened = match.string[start : match.start()]
    groups = match.groupdict() | dict.fromkeys(rule.around, opened)
    end = match.end()
    if groups.pop("span", None) is not None:
        start, end = (start, match.start()) if "span" in rule.around else match.span("span")
    value = rule.normalize(**groups)
    return Mention(rule.id, rule.kind, start, end, value, rule.priority) if value is not None else None
