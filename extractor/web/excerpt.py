"""A text and the words that someone looks for -> the stretch that shows most of them, the words marked.

FTS5's own `snippet` takes minutes over a text that says the same word a hundred thousand times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex
from markupsafe import Markup

from ..show.visible import legible

BEFORE, AFTER = 120, 200  # characters shown around the first word
MOST = 100  # places that are weighed against each other


def pattern(phrases: Sequence[str]) -> regex.Pattern[str]:
    """Return what finds the phrases (see `store.fulltext.phrases`), whatever stands between their words."""
    spelt = (r"[^\p{L}\p{N}\p{M}]++".join(map(regex.escape, phrase.split())) for phrase in phrases)
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{'|'.join(spelt) or '(?!)'})(?![\p{{L}}\p{{N}}])", regex.IGNORECASE)


def excerpt(text: str, words: regex.Pattern[str]) -> Markup:
    """Return the stretch with most different words, or the beginning where the words are spelt otherwise.

    >>> excerpt("Harga <beras> naik.", pattern(["beras"]))
    Markup('Harga &lt;<mark>beras</mark>&gt; naik.')
    """
    start, end = max(stretches(text, words), key=lambda at: variety(text, words, at), default=(0, BEFORE + AFTER))
    shown = marked(" ".join(text[start:end].split()), words)
    return Markup("{}{}{}").format("… " if start else "", shown, " …" if end < len(text) else "")


def stretches(text: str, words: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches around the first places where a word stands, cut between words."""
    for match in islice(words.finditer(text), MOST):
        start = max(0, match.start() - BEFORE)
        if start:
            start += max(0, text[start : match.start()].find(" "))
        end = match.end() + AFTER
        yield start, (max(match.end(), text.rfind(" ", match.end(), end)) if end < len(text) else end)


def variety(text: str, words: regex.Pattern[str], at: tuple[int, int]) -> int:
    """Return how many different words stand in the stretch."""
    return len({match[0].lower() for match in words.finditer(text, *at)})


def marked(text: str, words: regex.Pattern[str]) -> Markup:
    """Return the text with the words marked, everything else only text."""
    pieces, last = [], 0
    for match in words.finditer(text):
        pieces.append(Markup("{}<mark>{}</mark>").format(legible(text[last : match.start()]), legible(match[0])))
        last = match.end()
    return Markup("").join([*pieces, legible(text[last:])])
