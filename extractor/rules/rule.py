"""One rule: what makes it valid, and what it is made of."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from ..model import KINDS, Amount, Value, When
from ..patterns import NEVER, compile_once, split_opening
from .expand import check_pattern, expand, groups_of
from .files import Entry, RuleError, RuleFile, Words, shown
from .typed import STRING, STRINGS, WHOLE, check_keys

Normalizer = Callable[..., Value | None]

SILENT = ("ignore", "furniture")
BY_NAME = ("region",)  # found by the gazetteer and lists of words: a rule has no pattern, it names what makes a region
REMEMBERED = 1_000  # expressions of each rule whose values are remembered: months, weekdays and prices come again
ID = regex.compile(r"[a-z]+(?:\.[\w-]+)+")
RULE_KEYS = {
    "id": STRING,
    "pattern": STRING,
    "normalize": STRING,
    "examples": STRINGS,
    "counterexamples": STRINGS,
    "priority": WHOLE,
    "published": STRING,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where `opening` and, behind it, `pattern` match, `normalize` gives the value, or None to decline.

    `source` is the pattern as its file writes it, with `opening` the piece that it begins with, if any, which fills
    the groups `around` it, and `expression` the rest, both with all names in them replaced. `published` is the
    publication date that its examples resolve against, if any.
    """

    id: str
    kind: str
    opening: str | None
    around: tuple[str, ...]
    expression: str
    normalize: Normalizer
    priority: int
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    published: str | None
    path: Path = field(compare=False)
    source: str = field(compare=False)

    @property
    def pattern(self) -> regex.Pattern[str]:
        """What follows the opening, compiled when it is first asked for: listing rules needs none. Raises RuleError."""
        try:
            return compile_once(self.expression)
        except regex.error as error:
            raise RuleError(f"{self.path}: rule {self.id}: {error}") from error


def read_rule(
    file: RuleFile, entry: Entry, words: Words, patterns: Mapping[str, str], pieces: Mapping[str, str]
) -> Rule:
    """Check one rule and put its pattern together; `pieces` are the patterns but lists of words.

    Raises RuleError, naming file and rule.
    """
    name = entry.get("id", "(without id)")
    try:
        check_entry(entry, file.path.stem)
        opening, around, rest = split_opening(entry.get("pattern", NEVER), pieces)
        expression = expand(rest, patterns)
        if not file.is_shipped:
            check_pattern(entry.get("pattern", NEVER), expression)
        named = {*around, *groups_of(expression)} - {"span"}
        normalize = normalizer(entry["normalize"], words, named) if "normalize" in entry else claim
        if not file.is_shipped:
            normalize = careful(normalize, entry.get("normalize", ""), f"{file.path}: rule {name}")
    except RuleError as error:
        raise RuleError(f"{file.path}: rule {shown(name)}: {error}") from error
    return Rule(
        id=name,
        kind=file.path.stem,
        opening=opening,
        around=around,
        expression=expression,
        normalize=normalize,
        priority=entry.get("priority", 0),
        examples=tuple(entry["examples"]),
        counterexamples=tuple(entry.get("counterexamples", ())),
        published=entry.get("published"),
        path=file.path,
        source=entry.get("pattern", ""),
    )


def check_entry(entry: Entry, kind: str) -> None:
    """Raise RuleError if the entry lacks something or holds something unknown."""
    if kind not in (*KINDS, *SILENT):
        raise RuleError(f"{kind}.toml may hold words and patterns; rules stand in {', '.join((*KINDS, *SILENT))}.toml")
    check_keys(entry, RULE_KEYS)
    needed = {"id", "examples"} if kind in BY_NAME else {"id", "pattern", "examples"}
    needed |= {"normalize"} if kind not in (*SILENT, *BY_NAME) else set()
    if missing := needed - entry.keys():
        raise RuleError(f"lacks {', '.join(sorted(missing))}")
    if idle := entry.keys() & ({"pattern", "normalize"} if kind in BY_NAME else set()):
        raise RuleError(f"may have no {', '.join(sorted(idle))}: a {kind} is found by lists of words")
    if not entry["id"].startswith(f"{kind}."):
        raise RuleError(f"the id must start with “{kind}.”")
    if not ID.fullmatch(entry["id"]):
        raise RuleError(f"the id must be words joined by full stops, as in “{kind}.example”")
    if not entry["examples"]:
        raise RuleError("needs at least one example")
    if entry.get("pattern", "").startswith("(?<="):
        raise RuleError("must not start by looking behind: match the words before and name the value (?P<span>…)")


def claim(**_groups: str | None) -> When:
    """Give the value of a rule that claims text without stating a fact: nothing known."""
    return When(None)


def normalizer(name: str, words: Words, groups: Iterable[str]) -> Normalizer:
    """Return the function `module.function` of extractor/normalize, bound to the words; it must take the groups."""
    found = function_of(name)
    try:
        inspect.signature(found).bind(words, **dict.fromkeys(groups))
    except TypeError as error:
        raise RuleError(f"the pattern's groups are not what {name} takes: {error}") from error

    @lru_cache(maxsize=REMEMBERED)
    def bound(**groups: str | None) -> Value | None:
        value = found(words, **groups)
        assert value is None or isinstance(value, (Amount, When))  # noqa: S101
        return value

    return bound


def careful(normalize: Normalizer, name: str, where: str) -> Normalizer:
    """Return a normalizer that says in one sentence which of a user's rules gives it what it cannot read."""

    def read(**groups: str | None) -> Value | None:
        try:
            return normalize(**groups)
        except Exception as error:
            given = ", ".join(f"{group} “{shown(text)}”" for group, text in groups.items())
            raise RuleError(f"{where}: {name} cannot read {given or 'nothing'}") from error

    return read


def function_of(name: str) -> Callable[..., Any]:
    """Return the function `module.function` of extractor/normalize. Raises RuleError if there is none."""
    module, _, function = name.partition(".")
    try:
        found = getattr(importlib.import_module(f"extractor.normalize.{module}"), function)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        home = f"extractor/normalize/{shown(module)}.py: {shown(function)}"
        raise RuleError(f"there is no normalizer {shown(name)} ({home})") from error
    if not inspect.isfunction(found) or not is_normalizer(found):
        raise RuleError(f"{shown(name)} is no normalizer: those take words and groups of the pattern")
    return found


def is_normalizer(function: Callable[..., Any]) -> bool:
    """Whether a function takes the words and gives a value, by what it says of itself."""
    told = inspect.signature(function)
    gives = set(str(told.return_annotation).split(" | "))
    return next(iter(told.parameters), "").strip("_") == "words" and gives <= {"Amount", "When", "Value", "None"}
