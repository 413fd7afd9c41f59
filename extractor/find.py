"""Text and rules -> mentions: every place where a rule's pattern matches and its normalizer gives a value."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

import regex

from .model import Mention
from .patterns.cache import Ready, keep, recall
from .patterns.compile import NEVER, compile_once
from .patterns.gate import loosened
from .patterns.gates import Gates
from .rules import Rule, Rulebook, rules_folder


class TimeLimitError(RuntimeError):
    """An article took longer than its limit: reported as a failure, nothing of it is kept."""


class Finder:
    """Finds mentions in text."""

    def __init__(self, rulebook: Rulebook) -> None:
        rules = [rule for rule in rulebook.rules if rule.expression != NEVER]
        patterns, gates = ready(rules)
        self._tries = [Try(rule, patterns) for rule in rules]
        self._gates = Gates([gates[whole(rule)] for rule in rules])

    def find(self, text: str, seconds: float = 3600.0) -> list[Mention]:
        """Return all mentions, overlapping ones too, in order of where their patterns start, then of the rules.

        Raises TimeLimitError after `seconds`.
        """
        try:
            return list(self._mentions(text, time.monotonic() + seconds))
        except TimeoutError as error:
            raise TimeLimitError(f"reading it took longer than the limit of {seconds:g} seconds") from error

    def _mentions(self, text: str, deadline: float) -> Iterator[Mention]:
        for start, numbers in self._gates.places(text):
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            ends: dict[str, int | None] = {}
            for number in numbers:
                one = self._tries[number]
                match = one.match(text, start, ends, left)
                if match and (mention := read(one.rule, start, match)):
                    yield mention


class Try:
    """A rule, ready to be tried.

    A user's own rule is timed: nobody has tried it on hostile text. The shipped ones are linear (tests/test_fuzz.py),
    and watching the clock inside them costs time.
    """

    def __init__(self, rule: Rule, patterns: Mapping[str, regex.Pattern[str]]) -> None:
        self.rule = rule
        self._opening = patterns[rule.opening] if rule.opening else None
        self._pattern = patterns[rule.expression]
        self._timed = rule.path.parent != rules_folder()

    def match(self, text: str, start: int, ends: dict[str, int | None], seconds: float) -> regex.Match[str] | None:
        """Return the match of what follows the rule's opening.

        `ends` keeps where the openings tried at the place end. Raises TimeoutError after `seconds`.
        """
        limit = seconds if self._timed else None
        end: int | None = start
        if self._opening and self.rule.opening:
            if self.rule.opening not in ends:
                opened = match_at(self._opening, text, start, limit)
                ends[self.rule.opening] = opened.end() if opened else None
            end = ends[self.rule.opening]
        return None if end is None else match_at(self._pattern, text, end, limit)


def whole(rule: Rule) -> str:
    """Return the pattern of a rule, its opening included."""
    return f"{rule.opening}(?:{rule.expression})" if rule.opening else rule.expression


def ready(rules: Sequence[Rule]) -> Ready:
    """Return the rules' patterns compiled, and their gates. Raises RuleError for a pattern that is wrong."""
    openings, expressions = {rule.opening for rule in rules if rule.opening}, {rule.expression for rule in rules}
    wholes = {whole(rule) for rule in rules}
    made = recall(openings | expressions | wholes)
    if made is None:
        patterns = {piece: compile_once(piece) for piece in openings}
        patterns |= {rule.expression: rule.pattern for rule in rules}
        made = Ready(patterns, {piece: loosened(piece) for piece in wholes})
        keep(made)
    return made


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
