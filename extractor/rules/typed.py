"""What the keys of a table in a rule file may hold."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from .files import Entry, RuleError, meant, shown

TYPES = {str: "a string", int: "a whole number", list: "a list of strings"}


def check_keys(entry: Entry, known: Mapping[str, type]) -> None:
    """Raise RuleError for a key that is not known, or does not hold what it should."""
    for key, value in entry.items():
        if key not in known:
            raise RuleError(f"has an unknown key {shown(key)}{meant(difflib.get_close_matches(key, known, n=1))}")
        if not is_of(value, known[key]):
            raise RuleError(f"{key} must be {TYPES[known[key]]}, not {shown(value) or 'empty'}")


def is_of(value: Any, kind: type) -> bool:
    """Whether the value is of the kind, lists and strings not empty in themselves.

    >>> is_of(["a"], list), is_of([1], list), is_of(True, int)
    (True, False, False)
    """
    if kind is list:
        return isinstance(value, list) and all(is_of(one, str) for one in value)
    if kind is str:
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, kind) and not isinstance(value, bool)
