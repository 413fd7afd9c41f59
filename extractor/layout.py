"""One view of a text, asked by every step: its sentences, paragraphs, tables, direct speech, commas and datelines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from .model import Sentence
from .patterns import Pieces
from .rows import Tables

COMMA = regex.compile(r"[,;:](?=\s)|[()–—]|(?<=[\p{L}\d%]),(?=\p{L})")
HYPHEN = regex.compile(r"\s-{1,3}\s")  # as a dash
OPENING = 40  # characters at the beginning of a sentence in which words take up what was said
PARAGRAPH = regex.compile(r"\n\s*")
BEFORE_DATELINE = 90  # characters that a dateline before a name takes at most
DATELINE = regex.compile(r"(?:^|(?<=\n))(?:[\p{L}\d.]{2,24}\.(?:com|id|net|tv),?\s)?[^\p{Ll}\n]{0,40}+$")
AFTER_DATELINE = regex.compile(r"[^.\n]{0,40}?(?:[^\S\n]?[-–—]{1,3}\s|[^\S\n][-–—]{1,3})|\s*\(\p{Lu}|,\s\p{Lu}{2,}")
MARK = regex.compile(r"[“”„\"]|&quot;|''")
PARAGRAPHS = 3  # that one stretch of speech runs over at most
LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of direct speech, its marks included, if it has both."""

    start: int
    end: int


class Layout:
    """A text and what parts it; a text without sentences is read as one sentence. All places are in characters."""

    def __init__(self, text: str, sentences: Sequence[Sentence] = ()) -> None:
        self.text = text
        self.sentences = sentences or [Sentence(0, len(text))]
        self.starts = [sentence.start for sentence in self.sentences]

    @cached_property
    def pieces(self) -> Pieces:
        """The text's words, for looking up lists of words."""
        return Pieces(self.text)

    @cached_property
    def paragraphs(self) -> Sequence[int]:
        """Where each paragraph but the first begins."""
        return [match.end() for match in PARAGRAPH.finditer(self.text)]

    @cached_property
    def commas(self) -> Sequence[int]:
        """Where a sign parts clauses: commas, semicolons, colons, brackets, dashes; not inside numbers."""
        return sorted(match.start() for mark in (COMMA, HYPHEN) for match in mark.finditer(self.text))

    @cached_property
    def quotes(self) -> Sequence[Quote]:
        """The stretches of direct speech, in order of start."""
        return find_quotes(self.text)

    @cached_property
    def _quote_starts(self) -> Sequence[int]:
        return [quote.start for quote in self.quotes]

    @cached_property
    def tables(self) -> Tables:
        """The tables and lists, with their rows."""
        return Tables(self.text)

    def sentence(self, at: int) -> int:
        """Return the number of the sentence that a place lies in; what stands between two belongs to the one before."""
        return max(0, bisect_right(self.starts, at) - 1)

    def span(self, sentence: int) -> tuple[int, int]:
        """Return where a sentence starts and the next one does."""
        last = sentence + 1 >= len(self.starts)
        return self.starts[sentence], len(self.text) if last else self.starts[sentence + 1]

    def around(self, start: int, end: int) -> str:
        """Return the sentence of a stretch; the sentences, where one was cut inside it."""
        first, last = self.sentences[self.sentence(start)], self.sentences[self.sentence(end - 1)]
        return self.text[min(first.start, start) : max(last.end, end)]

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph that a place lies in."""
        return bisect_right(self.paragraphs, at)

    def quote(self, at: int) -> int | None:
        """Return the number of the stretch of direct speech that a place lies in, None where it lies in none."""
        number = bisect_right(self._quote_starts, at) - 1
        return number if number >= 0 and self.quotes[number].end > at else None

    def quoted(self, at: int) -> bool:
        """Whether a place lies in direct speech."""
        return self.quote(at) is not None

    def opens_with(self, words: regex.Pattern[str], sentence: int) -> bool:
        """Whether the words stand near the beginning of a sentence."""
        start, end = self.span(sentence)
        return words.search(self.text, start, min(start + OPENING, end)) is not None


def count_between(places: Sequence[int], start: int, end: int) -> int:
    """Return how many of the places, in order, lie from start to before end."""
    return bisect_left(places, end) - bisect_left(places, start)


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the name there is where the paper wrote: it opens a line in capitals, a dash or an agency follows."""
    opens = DATELINE.search(text[max(0, start - BEFORE_DATELINE) : start])
    return bool(opens) and AFTER_DATELINE.match(text, end) is not None


def find_quotes(text: str) -> list[Quote]:
    """Return the stretches of direct speech in order of start.

    A mark opens where a space or nothing stands before it and none behind; news leaves out many marks, so a stretch
    ends at its closing mark, at most PARAGRAPHS and LONGEST further, or at the end of its own paragraph.
    """
    return list(quotes(text))


def quotes(text: str) -> Iterator[Quote]:
    """Yield the stretches."""
    start: int | None = None
    for mark in MARK.finditer(text):
        opens = is_opening(text, mark)
        if start is not None and (not opens or mark.start() - start > LONGEST):
            within = mark.start() - start <= LONGEST and text.count("\n", start, mark.start()) < 2 * PARAGRAPHS
            yield Quote(start, mark.end()) if within and not opens else unclosed(text, start)
            start = mark.start() if opens else None
        elif opens:
            if start is not None:
                yield unclosed(text, start)
            start = mark.start()
    if start is not None:
        yield unclosed(text, start)


def unclosed(text: str, start: int) -> Quote:
    """Return the stretch to the end of its paragraph."""
    end = text.find("\n", start, start + LONGEST)
    return Quote(start, min(len(text), start + LONGEST) if end < 0 else end)


def is_opening(text: str, mark: regex.Match[str]) -> bool:
    """Whether the mark opens a stretch, by its shape or by the spaces around it."""
    if mark[0] in "“„":
        return True
    before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if mark[0] == "”":
        return (not before or before.isspace()) and behind.isalnum()
    return (not before or before.isspace() or before in "(.") and bool(behind) and not behind.isspace()
