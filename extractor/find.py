"""Text and rules -> mentions: every place where a rule's pattern matches and its normalizer gives a value."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache

import regex

from .model import Mention
from .rules import Rule, Rulebook

# Where a match can start: a number, a word, a sign. Letters stuck to digits (`Rp13`) are words of their own.
WORD = regex.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
DIGITS = "0123456789"


class TimeLimitError(RuntimeError):
    """An article took longer than its limit: reported as a failure, nothing of it is kept."""


class Finder:
    """Finds mentions in text. Which rules can start with which word is worked out once per word and remembered."""

    def __init__(self, rulebook: Rulebook) -> None:
        tries = [(rule, rule.pattern) for rule in rulebook.rules]
        self._at_digit = [(rule, pattern) for rule, pattern in tries if any(may_start(pattern, d) for d in DIGITS)]
        self._at_word = cache(lambda word: [(rule, pattern) for rule, pattern in tries if may_start(pattern, word)])

    def find(self, text: str, seconds: float = 3600.0) -> list[Mention]:
        """Return all mentions, overlapping ones too, in order of where their patterns start.

        Raises TimeLimitError after `seconds`.
        """
        try:
            return list(self._mentions(text, time.monotonic() + seconds))
        except TimeoutError as error:
            raise TimeLimitError(f"reading it took longer than the limit of {seconds:g} seconds") from error

    def _mentions(self, text: str, deadline: float) -> Iterator[Mention]:
        for word in WORD.finditer(text):
            first = word[0]
            tries = self._at_digit if first[0].isdecimal() else self._at_word(first)
            if not tries:
                continue
            start, left = word.start(), max(0.0, deadline - time.monotonic())
            for rule, pattern in tries:
                match = pattern.match(text, start, timeout=left)
                if match and (mention := read(rule, match)):
                    yield mention


def may_start(pattern: regex.Pattern[str], word: str) -> bool:
    """Return whether a match may begin with the word: the word is one, or the beginning of one."""
    return pattern.match(word, partial=True) is not None


def read(rule: Rule, match: regex.Match[str]) -> Mention | None:
    """Return what the rule reads in the match, or None if its normalizer declines.

    Where the pattern needs words around the mention, its group `span` is the mention.
    """
    groups = match.groupdict()
    start, end = match.span("span") if groups.pop("span", None) is not None else match.span()
    value = rule.normalize(**groups)
    return Mention(rule.id, rule.kind, start, end, value, rule.priority) if value is not None else None
