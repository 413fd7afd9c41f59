"""Patterns as rules write them -> compiled, each only once."""

from __future__ import annotations

from functools import cache

import regex

from .cache import kept
from .gate import loosened

FLAGS = regex.IGNORECASE | regex.VERSION0
NEVER = "(?!)"
COMPLETE = f"(?:{{}})|{NEVER}"  # a pattern as rules see it
WORD = r"(?<!\w){}(?!\w)"
APART = r"(?<![\w-]){}(?![\w-])"  # a word, and no part of one with a hyphen


def compile_once(pattern: str, form: str = COMPLETE) -> regex.Pattern[str]:
    """Compile a pattern in its form, once for this process and later ones.

    The second branch of COMPLETE, which never matches, keeps `regex` from looking for the pattern's longest fixed word
    in the rest of the text before each try, which would take as long as the text is.
    """
    return compiled(form.format(pattern))


@cache
def compiled(pattern: str, flags: int = FLAGS) -> regex.Pattern[str]:
    """Compile a pattern as it is, once for this process and later ones."""
    known = kept()
    if (pattern, flags) not in known.compiled:
        known.compiled[pattern, flags] = regex.compile(pattern, flags)
        known.new = True
    return known.compiled[pattern, flags]


@cache
def gate_of(pattern: str) -> str:
    """Return the gate of a pattern, made once for this process and later ones."""
    known = kept()
    if pattern not in known.gates:
        known.gates[pattern] = loosened(pattern)
        known.new = True
    return known.gates[pattern]
