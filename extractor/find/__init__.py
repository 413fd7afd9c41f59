"""Text and rules -> mentions: every place where a rule's pattern matches and its normalizer gives a value."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

import regex

from ..model import Mention
from ..rules import Rule, Rulebook, compile_once, rules_folder
from ..rules.kept import Patterns, keep, recall
from .gate import SAME_DIGIT, Beginnings, Following, Group, Try, same
from .loosen import VERSION, loosened

# Where a match can start: a number, a word, a sign. Letters stuck to digits (`Rp13`) are words of their own.
WORD = regex.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")

GATE = f"gate {VERSION} of "  # names the gate of a pattern among those that are kept


class TimeLimitError(RuntimeError):
    """An article took longer than its limit: reported as a failure, nothing of it is kept."""


class Finder:
    """Finds mentions in text. Which rules can begin or go on with which word is worked out once and remembered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._beginning = Beginnings(by_opening(rulebook.rules))
        self._following = Following()

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
            if not self._beginning[word[0]]:
                continue
            start, end = word.span()
            if groups := self._beginning[text[start : end + 1].translate(SAME_DIGIT)]:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                for _, one, end in self._tries(text, start, groups, left):
                    match = match_at(one.pattern, text, end, left if one.timed else None)
                    if match and (mention := read(one.rule, start, match)):
                        yield mention

    def _tries(self, text: str, start: int, groups: Iterable[Group], seconds: float) -> list[tuple[int, Try, int]]:
        """Return the rules that may match at the place, in order, each with its number and the end of its opening."""
        found = [
            (one.number, one, end)
            for group in groups
            if (end := open_at(group.opening, text, start, seconds if group.timed else None)) is not None
            for one in self._following.tries(group, text, start, end)
        ]
        if len(found) > 1:
            found.sort()
        return found


def by_opening(rules: Sequence[Rule]) -> list[Group]:
    """Return the rules in groups of the same opening."""
    patterns = compiled(rules)
    groups: dict[str | None, list[Try]] = {}
    for number, rule in enumerate(rules):
        pattern, gate = patterns[rule.expression], patterns[GATE + rule.expression]
        one = Try(number, rule, pattern, gate, timed=rule.path.parent != rules_folder())
        groups.setdefault(rule.opening, []).append(one)
    return [
        same(
            patterns[opening] if opening else None,
            patterns[GATE + opening] if opening else None,
            tuple(tries),
            any(one.timed for one in tries),
        )
        for opening, tries in groups.items()
    ]


def compiled(rules: Iterable[Rule]) -> Patterns:
    """Return the rules' patterns, written -> compiled, and their gates. Raises RuleError for one that is wrong."""
    openings, expressions = {rule.opening for rule in rules if rule.opening}, {rule.expression for rule in rules}
    gates = {GATE + piece for piece in openings | expressions}
    patterns = recall(openings | expressions | gates)
    if patterns is None:
        patterns = {piece: compile_once(piece) for piece in openings}
        patterns |= {rule.expression: rule.pattern for rule in rules}
        patterns |= {GATE + piece: compile_once(loosened(piece)) for piece in patterns}
        keep(patterns)
    return patterns


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
