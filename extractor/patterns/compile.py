"""Patterns as rules write them -> compiled, each only once."""

from __future__ import annotations

from functools import cache

import regex

FLAGS = regex.IGNORECASE | regex.VERSION0
NEVER = "(?!)"
COMPLETE = f"(?:{{}})|{NEVER}"  # a pattern as rules see it
WORD = r"(?<!\w){}(?!\w)"
APART = r"(?<![\w-]){}(?![\w-])"  # a word, and no part of one with a hyphen


@cache
def compile_once(pattern: str, form: str = COMPLETE) -> regex.Pattern[str]:
    """Compile a pattern in its form, and remember it.

    The second branch of COMPLETE, which never matches, keeps `regex` from looking for the pattern's longest fixed word
    in the rest of the text before each try, which would take as long as the text is.
    """
    return regex.compile(form.format(pattern), FLAGS)
