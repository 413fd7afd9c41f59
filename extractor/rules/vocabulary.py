"""What a user's files may name: the lists and patterns that something reads, with the values that its reader takes.

The shipped files are the vocabulary: a list or pattern of theirs may be extended or replaced. One of another name must
stand as `{name}` in some pattern, or be a relation of a check, which are read by the beginning of their names.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import regex

from .expand import check_groups, check_pattern, groups_of, names_in
from .files import RuleError, RuleFile, Words, meant, shown

RELATION = regex.compile(r"check_([a-z]+)_[a-z_]+")  # a pattern that a check reads: `check_share_…`
NEAR = 0.75  # how like a known name another is that was meant to be it
CLOSED = frozenset(  # tables in which a word stands for one of the values that other words have
    (
        *("month_name", "month_short", "weekday", "season", "calendar_unit", "one_unit", "edge"),
        *("away", "onward", "last", "multiplier", "point", "short_scale", "short_scale_abroad"),
        *("approx_before", "approx_after", "region_level", "region_body"),
    )
)
FORMS = {  # how the value of a word must be written, by the beginning of the table's name
    "sign": "[A-Z]{3}",
    "currency": "[A-Z]{3}",
    "weight_or_currency": "[A-Z]{3}",
    "digit": "[0-9]",
    "ordinal": "[1-9][0-9]?",
    "scale": "[1-9][0-9]?",
    "part": "[1-9][0-9]?/[1-9][0-9]?",
    "denominator": "[1-9][0-9]{0,2}",
    "holiday": "(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])",
    "feast": "(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])",
    "indicator_": "[a-z][a-z &-]*(?:[.][a-z][a-z &-]*)*",
}


class Vocabulary:
    """The lists and patterns of the shipped files."""

    def __init__(self, shipped: Sequence[RuleFile]) -> None:
        self.words: Words = {name: table for file in shipped for name, table in file.words.items()}
        self.patterns = {name: pattern for file in shipped for name, pattern in file.patterns.items()}
        read = {name for pattern in self.patterns.values() for name in names_in(pattern)}
        relations = [(name, RELATION.fullmatch(name)) for name in self.patterns.keys() - read]
        self.checks: dict[str, set[str]] = {}  # the names of each check's relations
        for name, match in relations:
            if match and groups_of(self.patterns[name]):
                self.checks.setdefault(match[1], set()).add(name)

    def check(self, own: Sequence[RuleFile], patterns: Mapping[str, str]) -> None:
        """Raise RuleError for what a user's files name wrongly; `patterns` are all, complete."""
        read = {name for file in own for pattern in written(file) for name in names_in(pattern)}
        for file in own:
            for name, table in file.words.items():
                self._check_words(file, name, table, read)
            for name, pattern in file.patterns.items():
                self._check_pattern(file, name, pattern, read, patterns)

    def _check_words(self, file: RuleFile, name: str, table: Mapping[str, Any], read: Iterable[str]) -> None:
        where = f"{file.path}: words.{name}"
        if name in self.patterns:
            raise RuleError(f"{where}: {name} is a pattern, and stands in [patterns]")
        if name not in self.words and name not in read:
            near = difflib.get_close_matches(name, self.words, n=1, cutoff=NEAR)
            raise RuleError(f"{where}: nothing reads this list, and no pattern holds {{{name}}}{meant(near)}")
        for word, value in table.items():
            if reason := wrong_value(name, word, value, self.words.get(name)):
                raise RuleError(f"{where}: “{shown(word)}” = {shown(value)}: {reason}")

    def _check_pattern(
        self, file: RuleFile, name: str, pattern: str, read: Iterable[str], patterns: Mapping[str, str]
    ) -> None:
        match = RELATION.fullmatch(name)
        siblings = {name} if name in self.patterns else self.checks.get(match[1], set()) if match else set()
        try:
            if name in self.words:
                raise RuleError(f"{name} is a list of words, and stands in [words]")
            if not siblings and name not in read:
                near = difflib.get_close_matches(name, self.patterns, n=1, cutoff=NEAR)
                raise RuleError(f"nothing reads this pattern, and no other holds {{{name}}}{meant(near)}")
            check_pattern(pattern, patterns[name])
            needed = [groups_of(self.patterns[sibling]) for sibling in siblings]
            check_groups(groups_of(patterns[name]), set.intersection(*needed) if needed else ())
        except RuleError as error:
            raise RuleError(f"{file.path}: patterns.{name}: {error}") from error


def written(file: RuleFile) -> list[str]:
    """Return all patterns of a file as it writes them."""
    return [*file.patterns.values(), *(str(rule.get("pattern", "")) for rule in file.rules)]


def wrong_value(name: str, word: str, value: Any, known: Mapping[str, Any] | None) -> str | None:
    """Return why the word cannot have this value in the list, None if it can; `known` are the shipped words of it.

    >>> wrong_value("approx_after", "plus", "ovr", {"lebih": "over"})
    'it can be over'
    >>> wrong_value("month_name", "jan", "1", {"januari": 1})
    'it must be a whole number, as the values before it are'
    """
    if known is None:
        return None if isinstance(value, (str, int, float)) else "it must be a string or a number"
    shapes = {shape(value) for value in known.values()}
    if shape(value) not in shapes:
        return f"it must be {NAMED.get(min(shapes), 'written')}, as the values before it are"
    if name in CLOSED and value not in known.values():
        return f"it can be {', '.join(map(str, sorted(set(known.values()))))}"
    form = next((form for beginning, form in FORMS.items() if name.startswith(beginning)), ".+")
    if word != value and not isinstance(value, dict) and not regex.fullmatch(form, str(value)):
        return f"it must be written like {shown(next(iter(known.values())))}"
    return None


NAMED = {"int": "a whole number", "str": "a string"}


def shape(value: Any) -> str:
    """Return what type of value it is.

    >>> shape(7), shape({"low": 1, "high": 2})
    ('int', 'high int low int')
    """
    if isinstance(value, dict):
        return " ".join(f"{key} {shape(inner)}" for key, inner in sorted(value.items()))
    return type(value).__name__
