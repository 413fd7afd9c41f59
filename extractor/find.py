"""Text and rules -> mentions: every place where a rule's pattern matches and its normalizer gives a value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from .model import Mention
from .rules import Rule, Rulebook

# Where a match can start: a word, a number, a sign. Letters stuck to digits (`Rp13`) are words of their own.
WORD = regex.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
ANY_DIGIT = "0123456789"


class TimeLimitError(RuntimeError):
    """An article took longer than its limit: reported as a failure, nothing of it is kept."""


class Finder:
    """Finds mentions in text. Which rules can start with which word is worked out once per word and remembered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = rulebook.rules
        self._starting = cache(self._rules_starting_with)
        self._at_digit = tuple(rule for rule in self._rules if any(may_start(rule, digit) for digit in ANY_DIGIT))

    def find(self, text: str, seconds: float | None = None) -> list[Mention]:
        """Return all mentions, overlapping ones too, in order of start.

        Raises TimeLimitError when one rule takes longer than `seconds` at one place.
        """
        try:
            return list(self._mentions(text, seconds))
        except TimeoutError as error:
            raise TimeLimitError(f"reading its numbers and dates took longer than {seconds:g} seconds") from error

    def _mentions(self, text: str, seconds: float | None) -> Iterator[Mention]:
        for word in WORD.finditer(text):
            first = word[0]
            rules = self._at_digit if first[0].isdecimal() else self._starting(first)
            for rule in rules:
                match = rule.pattern.match(text, word.start(), timeout=seconds)
                if match and (mention := read(rule, match)):
                    yield mention

    def _rules_starting_with(self, word: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self._rules if may_start(rule, word))


def may_start(rule: Rule, word: str) -> bool:
    """Return whether a match of the rule may begin with the word: a match of it all, or one that wants more text."""
    return rule.pattern.match(word, partial=True) is not None


def read(rule: Rule, match: regex.Match[str]) -> Mention | None:
    """Return what the rule reads in the match, or None if its normalizer declines.

    The group `span` is the mention's stretch where the pattern needs words around it.
    """
    groups = match.groupdict()
    start, end = match.span("span") if "span" in groups else match.span()
    groups.pop("span", None)
    value = rule.normalize(**groups)
    return Mention(rule.id, rule.kind, start, end, value, rule.priority) if value is not None else None
