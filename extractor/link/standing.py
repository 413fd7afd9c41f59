"""Where what a number counts stands in the text: as it is, or the longest part of it that does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import regex

from ..layout import Layout
from ..model import Mention

REACH = 600  # characters around a number in which its subject stands
GAP = r"(?:nya)?[\s(]+(?:[\p{L}-]+\)?\s+){0,3}?"  # small words between that the subject leaves out
Span = tuple[int, int]


def stands(layout: Layout, number: Mention, subject: str, never: Set[str], loose: Set[str]) -> Span | None:
    """Return where the subject stands nearest to a number, or the longest run of its words that does; else None.

    A word may stand there with `-nya`; one that only opens sentences (`never`) is no subject,
    and none begins or ends with a preposition (`loose`).
    """
    words = subject.split()
    if found := nearest(number, places(layout.text, number, subject)):
        return found if has_name(layout.text, found, never) else None
    for part in parts(words):
        if part[0].lower() in loose or part[-1].lower() in loose:
            continue
        spans = (
            apart(layout.text, number, part) if len(part) == len(words) else places(layout.text, number, " ".join(part))
        )
        found = nearest(number, spans)
        if found and has_name(layout.text, found, never):
            return found
    return None


def has_name(text: str, span: Span, never: Set[str]) -> bool:
    """Whether a stretch holds a word that does not only open sentences."""
    return not {word.lower() for word in text[slice(*span)].split()} <= never


def parts(words: list[str]) -> Iterator[list[str]]:
    """Yield all runs of the words, the longest first, then the last: who speaks stands before.

    >>> list(parts(["a", "b"]))
    [['a', 'b'], ['b'], ['a']]
    """
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size, -1, -1):
            yield words[start : start + size]


def places(text: str, number: Mention, phrase: str) -> Iterator[Span]:
    """Yield where a phrase stands around a number, in small letters or capitals, with `-nya` or without."""
    low = max(0, number.start - REACH)
    around, small = text[low : number.end + REACH].lower(), phrase.lower()
    at = around.find(small)
    while at >= 0:
        end = at + len(small)
        end += len("nya") if around.startswith("nya", end) else 0
        if not around[at - 1 : at].isalnum() and not around[end : end + 1].isalnum():
            yield low + at, low + end
        at = around.find(small, at + 1)


def apart(text: str, number: Mention, words: list[str]) -> Iterator[Span]:
    """Yield where the words stand one after the other around a number, with small words between."""
    low, high = max(0, number.start - REACH), number.end + REACH
    if not in_order(text[low:high].lower(), words):
        return
    pattern = r"(?<!\w)" + GAP.join(map(regex.escape, words)) + r"(?:nya)?(?!\w)"
    for match in regex.finditer(pattern, text, regex.IGNORECASE, pos=low, endpos=high):
        yield match.span()


def in_order(text: str, words: Sequence[str]) -> bool:
    """Whether the words stand in the text one behind the other: most do not, and need no pattern made.

    >>> in_order("jumlah penduduk miskin", ["Jumlah", "miskin"]), in_order("miskin", ["miskin", "jumlah"])
    (True, False)
    """
    at = 0
    for word in words:
        at = text.find(word.lower(), at) + 1
        if not at:
            return False
        at += len(word) - 1
    return True


def nearest(number: Mention, spans: Iterator[Span]) -> Span | None:
    """Return the stretch nearest to a number, outside of it."""
    outside = [span for span in spans if span[1] <= number.start or number.end <= span[0]]
    return min(outside, key=lambda span: max(number.start - span[1], span[0] - number.end), default=None)
