"""How an article is laid out: which sentence a place lies in, and what stands between two places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from .model import NUMBERS, Mention, Sentence
from .patterns.compile import APART, WORD
from .patterns.wordlists import Lists, Matches, Pieces
from .rules import Rulebook

COMMA = regex.compile(r"[,;:](?=\s)|[()–—]|(?<=[\p{L}\d%]),(?=\p{L})")
HYPHEN = regex.compile(r"\s-{1,3}\s")  # as a dash
QUOTE = regex.compile(r"[“”\"]|&quot;")
OPENING = 40  # characters at the beginning of a sentence in which words take up what was said
PARAGRAPH = regex.compile(r"\n\s*")
SEARCHED = {
    **dict.fromkeys(("relate_break", "relate_each", "relate_said"), WORD),
    **dict.fromkeys(("relate_now", "relate_country", "relate_country_body"), APART),
    **dict.fromkeys(("relate_elsewhere", "relate_foreign"), APART),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The places, in order, of what parts an article: sentences, paragraphs, commas, openings of clauses, quotes."""

    text: str
    starts: Sequence[int]  # of sentences
    ends: Sequence[int]
    paragraphs: Sequence[int]
    commas: Sequence[int]
    breaks: Sequence[int]
    numbers: Sequence[int]
    quotes: Sequence[int]
    found: Matches  # of the lists of `rules/relate.toml` that are SEARCHED

    def sentence(self, at: int) -> int:
        """Return which sentence a place lies in; what stands between two belongs to the one before."""
        return max(0, bisect_right(self.starts, at) - 1)

    def paragraph(self, at: int) -> int:
        """Return which paragraph a place lies in."""
        return bisect_right(self.paragraphs, at)

    def quoted(self, at: int) -> bool:
        """Whether a place lies between quotation marks: an odd number of them stands before it in its paragraph."""
        number = self.paragraph(at)
        start = self.paragraphs[number - 1] if number else 0
        return bisect_left(self.quotes, at) - bisect_left(self.quotes, start) & 1 == 1

    def opens_with(self, words: regex.Pattern[str], sentence: int) -> bool:
        """Whether the words stand near the beginning of a sentence."""
        start, end = self.span(sentence)
        return words.search(self.text, start, min(start + OPENING, end)) is not None

    def span(self, sentence: int) -> tuple[int, int]:
        """Return where a sentence starts and the next one does."""
        last = sentence + 1 >= len(self.starts)
        return self.starts[sentence], len(self.text) if last else self.starts[sentence + 1]


def lay_out(pieces: Pieces, mentions: Iterable[Mention], sentences: Sequence[Sentence], rulebook: Rulebook) -> Layout:
    """Return the layout of an article, by its sentences or, where there are none, as one sentence."""
    text, found = pieces.text, lists_of(rulebook).find(pieces)
    return Layout(
        text,
        [sentence.start for sentence in sentences] or [0],
        [sentence.end for sentence in sentences] or [len(text)],
        [match.end() for match in PARAGRAPH.finditer(text)],
        sorted(match.start() for mark in (COMMA, HYPHEN) for match in mark.finditer(text)),
        [match.start() for match in found["relate_break"]],
        [mention.start for mention in mentions if mention.kind in NUMBERS],
        [match.start() for match in QUOTE.finditer(text)],
        found,
    )


@cache
def lists_of(rulebook: Rulebook) -> Lists:
    """Compile what is looked for all over an article."""
    return Lists({name: rulebook.compile(name, form) for name, form in SEARCHED.items()})


def count_between(places: Sequence[int], start: int, end: int) -> int:
    """Return how many of the places lie from start to before end."""
    return bisect_left(places, end) - bisect_left(places, start)
