"""What the keys of a table in a rule file may hold."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

import regex

from .files import Entry, RuleError, meant, shown

STRING, WHOLE, STRINGS, TABLES = "a string", "a whole number", "a list of strings", "a table, or a list of tables"
NAMES = "a name, or a list of names"
DATE = regex.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:[0-2]\d|3[01]))?)?")


def is_string(value: Any) -> bool:
    """Whether it is a string, and not an empty one."""
    return isinstance(value, str) and bool(value.strip())


def are(test: Callable[[Any], bool], value: Any) -> bool:
    """Whether it is a list of what passes the test."""
    return isinstance(value, list) and all(map(test, value))


def is_table(value: Any) -> bool:
    """Whether it is a table."""
    return isinstance(value, dict)


HOLDS: Mapping[str, Callable[[Any], bool]] = {
    STRING: is_string,
    WHOLE: lambda value: isinstance(value, int) and not isinstance(value, bool),
    STRINGS: lambda value: are(is_string, value),
    NAMES: lambda value: is_string(value) or are(is_string, value),
    TABLES: lambda value: is_table(value) or are(is_table, value),
}


def check_keys(entry: Entry, known: Mapping[str, str]) -> None:
    """Raise RuleError for a key that is not known, or does not hold what it should."""
    for key, value in entry.items():
        if key not in known:
            raise RuleError(f"has an unknown key {shown(key)}{meant(difflib.get_close_matches(key, known, n=1))}")
        if not HOLDS[known[key]](value):
            raise RuleError(f"{key} must be {known[key]}, not {shown(value) or 'empty'}")
    if "published" in entry and not DATE.fullmatch(entry["published"]):
        raise RuleError(f"published must be a date such as 2022-01-14, not “{shown(entry['published'])}”")
