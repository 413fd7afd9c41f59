"""Patterns as rules write them -> complete ones: `{name}` stands for a list of words or a named piece of pattern."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import regex

from ..patterns import COMPLETE, alternation, compile_once
from . import signs
from .files import RuleError, Words, shown

MACRO = regex.compile(r"(?<!\\[pP])\{([a-z][a-z_]*)\}")
NAMES_NOTHING = regex.compile(r"(?<!\\[pPN]|\\)\{[A-Za-z_][\w-]*\}")  # what only looks like a name: `{Amount}`, `{kg2}`
GROUP = regex.compile(r"\(\?P?<(\w+)>")
LONGEST = 1_000_000  # characters of a complete pattern: far more than any shipped one has


def expand_all(words: Words, pieces: Mapping[str, str], origin: Mapping[str, Path]) -> dict[str, str]:
    """Return every list of words and named piece as a complete pattern. `origin` tells each piece's file."""
    complete = signs.NAMES | {name: alternation(table) for name, table in words.items()}
    for name in pieces:
        try:
            if name not in complete:  # else it stands in one before
                complete_piece(name, pieces, complete, ())
        except RuleError as error:
            raise RuleError(f"{origin[name]}: patterns.{name}: {error}") from error
        except RecursionError as error:
            raise RuleError(f"{origin[name]}: patterns.{name}: too many patterns stand inside each other") from error
    return complete


def complete_piece(name: str, pieces: Mapping[str, str], complete: dict[str, str], inside: tuple[str, ...]) -> None:
    """Add the piece to those that are `complete`, and those that stand in it before it."""
    if name in inside:
        raise RuleError(f"the pattern {{{name}}} stands inside itself")
    for other in names_in(pieces[name]):
        if other in pieces and other not in complete:
            complete_piece(other, pieces, complete, (*inside, name))
    complete[name] = f"(?:{expand(pieces[name], complete)})"


def expand(pattern: str, complete: Mapping[str, str]) -> str:
    """Replace each `{name}` in the pattern by what it stands for."""

    def replace(match: regex.Match[str]) -> str:
        if match[1] not in complete:
            raise RuleError(f"{{{match[1]}}} in “{shown(pattern)}” is neither a list of words nor a pattern")
        return complete[match[1]]

    expanded: str = MACRO.sub(replace, pattern)
    if len(expanded) > LONGEST:
        raise RuleError(f"“{shown(pattern)}” grows to {len(expanded):,} characters with all names in it replaced")
    return expanded


def names_in(pattern: str) -> list[str]:
    """Return the names that stand in the pattern.

    >>> names_in("{amount} {people}")
    ['amount', 'people']
    """
    found: list[str] = MACRO.findall(pattern)
    return found


def groups_of(expanded: str) -> set[str]:
    """Return the names of the groups in a complete pattern."""
    return {str(name) for name in GROUP.findall(expanded)}


def check_pattern(pattern: str, expanded: str | None = None) -> None:
    """Raise RuleError unless the pattern is a regular expression, as it is written and with its names replaced.

    A place that the error names is one in the pattern as written: there, each name is a word as long.
    """
    if odd := NAMES_NOTHING.search(MACRO.sub("", pattern)):
        raise RuleError(f"{odd[0]} in “{shown(pattern)}” names nothing: names are small letters and _")
    check_expression(MACRO.sub(lambda name: "x" * len(name[0]), pattern), "{}")
    if expanded is not None:
        check_expression(expanded, COMPLETE)


def check_expression(expression: str, form: str) -> None:
    """Raise RuleError unless the expression compiles in the form."""
    try:
        compile_once(expression, form)
    except regex.error as error:
        raise RuleError(f"the pattern is wrong: {error}") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise RuleError("the pattern is nested too deeply or too large") from error


def check_groups(named: Collection[str], needed: Collection[str]) -> None:
    """Raise RuleError if the pattern lacks a named group that its readers need."""
    if missing := sorted(set(needed) - set(named)):
        raise RuleError(f"lacks the named group {', '.join(missing)}")
