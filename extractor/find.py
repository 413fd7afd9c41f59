"""Text and rules -> mentions: every place where a rule's pattern matches and its normalizer gives a value."""

from __future__ import annotations

import regex

from .model import Mention
from .patterns import NEVER, Tries, Written, compile_once
from .rules import Rule, Rulebook, rules_folder


class TimeLimitError(RuntimeError):
    """An article took longer than its limit: reported as a failure, nothing of it is kept."""


class Finder:
    """Finds mentions in text. Making one raises RuleError for a rule whose pattern is wrong."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = [rule for rule in rulebook.rules if rule.expression != NEVER]
        self._tries = Tries([written(rule) for rule in self._rules], compile_once)

    def find(self, text: str, seconds: float = 3600.0) -> list[Mention]:
        """Return all mentions, overlapping ones too, in order of where their patterns start, then of the rules.

        Raises TimeLimitError after `seconds`.
        """
        try:
            found = (read(self._rules[i], start, match) for start, i, match in self._tries.matches(text, seconds))
            return [mention for mention in found if mention]
        except TimeoutError as error:
            raise TimeLimitError(f"reading it took longer than the limit of {seconds:g} seconds") from error


def written(rule: Rule) -> Written:
    """Return the rule's pattern; the shipped ones are linear (tests/test_fuzz.py), so only users' are timed."""
    timed = rule.path.parent != rules_folder()
    return Written(rule.opening, rule.expression, lambda: rule.pattern, timed)


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
