"""Text and rules -> mentions: every place where a rule's pattern matches, and its value or that it has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from .model import DECLINED, Mention
from .normalize.number import separator
from .patterns import NEVER, Tries, Written
from .rules import Rule, Rulebook, RuleError, rules_folder

NUMBER = ("amount", "count")  # the groups by which normalizers take a number


class TimeLimitError(RuntimeError):
    """An article took longer than its limit: reported as a failure, nothing of it is kept."""


class Finder:
    """Finds mentions in text. A rule is compiled when it is first tried; RuleError says that its pattern is wrong."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = [rule for rule in rulebook.rules if rule.expression != NEVER]
        self._joint = separator(*rulebook.words["range_to"], *rulebook.words["range_or"])
        try:
            self._tries = Tries([written(rule) for rule in self._rules])
        except OverflowError as error:
            raise RuleError(f"{', '.join(own_files(self._rules)) or 'the rules'}: {error}") from error

    def find(self, text: str, seconds: float = 3600.0) -> list[Mention]:
        """Return all mentions, overlapping and declined ones too, in order of where patterns start, then of the rules.

        Raises TimeLimitError after `seconds`.
        """
        try:
            matches = self._tries.matches(text, seconds)
            return [found for start, i, match in matches for found in self.readings(self._rules[i], start, match)]
        except TimeoutError as error:
            raise TimeLimitError(f"reading it took longer than the limit of {seconds:g} seconds") from error

    def readings(self, rule: Rule, start: int, match: regex.Match[str]) -> Iterator[Mention]:
        """Yield what the rule reads at `start`, where `match` is what follows its opening.

        A rule of numbers that declines tells the number that it has no value for, or both ends of a range.
        """
        mention = read(rule, start, match)
        if mention and mention.kind == DECLINED:
            yield from numbers_of(mention, match.string, self._joint)
        elif mention:
            yield mention


def own_files(rules: Sequence[Rule]) -> list[str]:
    """Return the files of rules that are not the shipped ones."""
    return sorted({str(rule.path) for rule in rules if rule.path.parent != rules_folder()})


def written(rule: Rule) -> Written:
    """Return the rule's pattern; the shipped ones are linear (tests/test_fuzz.py), so only users' are timed."""
    timed = rule.path.parent != rules_folder()
    return Written(rule.opening, rule.expression, lambda: rule.pattern, timed)


def read(rule: Rule, start: int, match: regex.Match[str]) -> Mention | None:
    """Return what the rule reads, or the number that it declines; None if it declines what holds none.

    Where the pattern needs words around the mention, its group `span` is the mention.
    """
    opened = match.string[start : match.start()]
    groups = match.groupdict() | dict.fromkeys(rule.around, opened)
    spanned = groups.pop("span", None) is not None
    value = rule.normalize(**groups)
    if value is None:
        number = next((name for name in NUMBER if groups.get(name)), None)
        return Mention(rule.id, DECLINED, *span_of(number, rule, start, match), None) if number else None
    span = span_of("span", rule, start, match) if spanned else (start, match.end())
    return Mention(rule.id, rule.kind, *span, value, rule.priority)


def span_of(group: str, rule: Rule, start: int, match: regex.Match[str]) -> tuple[int, int]:
    """Return where a group of the rule's pattern lies, which may be around its opening."""
    return (start, match.start()) if group in rule.around else match.span(group)


def numbers_of(mention: Mention, text: str, joint: regex.Pattern[str]) -> Iterator[Mention]:
    """Yield a declined number, or both ends of a range as two: each may still stand for itself."""
    start = mention.start
    for split in joint.finditer(text, mention.start, mention.end):
        yield Mention(mention.rule, DECLINED, start, split.start(), None)
        start = split.end()
    yield Mention(mention.rule, DECLINED, start, mention.end, None)
