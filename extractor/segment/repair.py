"""Before and after the sentence splitter: the paragraphs that it is given, and corrections of the ends that it returns.

The words are in rules/sentence.toml. An end is the offset behind the last character of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from ..patterns import compiled
from ..rules import Rulebook

LENGTH = 900  # a longer paragraph is cut where a sentence surely ends, so that its cost stays in proportion
LONGEST = 2700  # where no sentence surely ends within this many characters, any white space will do
LISTED = 3  # numbers in order, 1 2 3, that make a list
WRAPPED = 4  # lines; fewer tell nothing about whether a text was wrapped at a width
MARKS = ".?!…:;\"'”’)]»"
DASHES = "-–—"
CLOSING = "\"'”’)]»"
OPENING = "\"'“‘([«"

MARK = regex.compile(rf"[{regex.escape(MARKS)}]")
PARAGRAPH = regex.compile(r"\S[^\n\r]*+(?:(?:\r?\n|\r)(?![^\S\n\r]*+(?:[\n\r]|$))[^\n\r]*+)*+")
LINE = regex.compile(r"\S[^\n\r]*+")
OPEN_LINE = regex.compile(r"[^\n\r.?!:;\"”)]{2}[^\S\n\r]*+$")
STOP = regex.compile(rf"(?<![.?!])[.?!]++[{regex.escape(CLOSING)}]?+(?=\s++[{regex.escape(OPENING)}]?\p{{Lu}})")
BEFORE_STOP = regex.compile(  # read backwards from the full stop
    r"(?r)(?<![\p{L}\p{N}.])(?P<word>\p{L}[a-z]{2,40}|[A-Z]{2,12}(?:-[A-Z]{1,4})?)|\d\s?[MT]|\d,-"
)
GLUED = regex.compile(r"[.?!](?=\p{Lu}\p{Ll}++[\s,])")
BEFORE_GLUED = regex.compile(r"(?r)[a-z]{3}")
GLUED_BEFORE = regex.compile(rf"(?:[a-z]{{3}}|[)%\"”\]])[.?!…]+[{regex.escape(CLOSING)}]*+$")
GLUED_AFTER = regex.compile(r"[A-Z\d][.?!](?=\p{Lu}\p{Ll}{2})")
DOMAIN = regex.compile(r"(?:[\w-]{1,40}+\.){0,4}+(?:com|co|id|net|org|go|ac|info|tv)\b", regex.IGNORECASE)
ITEM = regex.compile(r"\s*+\(?(?:\d{1,3}|[a-z])[.)]")
NUMBERED = regex.compile(r"(?<!\S)(?P<number>\d{1,2})\.(?=\s*[\p{L}\"“])")


class Repair:
    """Paragraphs and corrections, with the words of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        before, after = (_any(rulebook.words[f"abbreviation_{place}"]) for place in ("before", "after"))
        self._before = compiled(rf"(?:^|(?<!\d)[^\w.]){before}\.\s*+$", 0)
        self._after = compiled(rf"(?:^|[^\w]){after}\.\s*+$", 0)
        self._initial = compiled(r"(?:^|\b\p{Lu}[\p{L}'’]*+\s|[.]\s?)[A-HJ-UWYZ]\.\s*+$", 0)
        self._dateline = compiled(rulebook.patterns["dateline"], regex.VERSION1)
        known = (*rulebook.words["abbreviation_before"], *rulebook.words["abbreviation_after"])
        self._words = frozenset(word.casefold() for word in known)

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """Return what to split, in order: paragraphs, or pieces of a long one. A sentence never crosses their ends."""
        pattern = PARAGRAPH if is_wrapped(text) else LINE
        return [piece for match in pattern.finditer(text) for piece in self._pieces(text, *match.span())]

    def _pieces(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut one paragraph into pieces of bounded length, without the white space around them."""
        while start < end:
            stop = end if end - start <= LENGTH else self._cut(text, start, end)
            size = len(text[start:stop].strip())
            start += len(text[start:stop]) - len(text[start:stop].lstrip())
            if size:
                yield start, start + size
            start = stop

    def _cut(self, text: str, start: int, end: int) -> int:
        """Return the best place behind `start` to cut a paragraph that is too long."""
        if sure := list(self._sure(text, start, start + LENGTH)):
            return sure[-1]
        if end - start <= LONGEST:
            return end
        space = text.rfind(" ", start + LENGTH, start + LONGEST)
        return next(self._sure(text, start + LENGTH, start + LONGEST), space if space > 0 else start + LONGEST)

    def _sure(self, text: str, start: int, end: int) -> Iterator[int]:
        """Yield the ends that need no network: a word or an acronym, its full stop, and a capital behind a space."""
        for stop in STOP.finditer(text, start, end):
            before = BEFORE_STOP.match(text, start, stop.start())
            if before and (before["word"] or "").casefold() not in self._words:
                yield stop.end()

    def ends(self, text: str, start: int, end: int, found: Sequence[int]) -> list[int]:
        """Return the sentence ends of the stretch `text[start:end]`, corrected; the last one is always `end`."""
        return self._ends(text, start, end, found)[0]

    def sure_ends(self, text: str, start: int, end: int) -> list[int] | None:
        """Return the ends of the stretch that stand whatever the network finds, None if it could add to them."""
        marks = [match.end() for match in MARK.finditer(text, start, end)]
        ends, certain = self._ends(text, start, end, marks)
        return ends if certain.issuperset(ends) else None

    def _ends(self, text: str, start: int, end: int, found: Iterable[int]) -> tuple[list[int], set[int]]:
        """Return the corrected ends of a stretch, and which places may be ends also where none is found."""
        numbers = _numbers(text, start, end)
        items = {start + len(text[start:first].rstrip()) for first, _ in numbers}
        lasts = {last for _, last in numbers}
        certain = {_closed(text, place, end) for place in (*self._sure(text, start, end), *_glued(text, start, end))}
        places = certain.union(_closed(text, place, end) for place in found) - lasts
        kept, begin = [], start
        for place in sorted(places | items):
            if start < place < end and (place in items or self._is_end(text, begin, place, end)):
                kept.append(place)
                begin = place
        return [*kept, end], certain | items | {end}

    def _is_end(self, text: str, start: int, place: int, end: int) -> bool:
        """Say whether a sentence that began at `start` may end at `place`."""
        before, after = text[max(start, place - 40) : place], text[place : min(end, place + 80)]
        mark, following = before[-1], after.lstrip()[:1]
        return not (
            mark not in MARKS
            or (self._before.search(before) or self._initial.search(before))  # `Kab.`, `Joko P.`
            or ITEM.fullmatch(text, start, place)  # `1.` of a list
            or following in ",;"
            or (following.islower() and (mark in CLOSING or self._after.search(before)))  # `…?" tanya`, `S.E. dan`
            or (not after[0].isspace() and not _is_glued(text, place, before, after))  # `12/Pid.Sus`
            or (following in DASHES and mark == ")")  # `MENGGALA (Lampost.co) --`
            or (mark == ":" and self._dateline.fullmatch(text[start:place].strip()))
        )


def _glued(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the ends of sentences that the next one follows without a space: `rumah.Warga mengungsi`."""
    for stop in GLUED.finditer(text, start, end):
        if BEFORE_GLUED.match(text, start, stop.start()):
            yield stop.end()


def _is_glued(text: str, place: int, before: str, after: str) -> bool:
    """Say whether a sentence may end at `place` although no space follows."""
    if DOMAIN.match(after):
        return False
    return bool(GLUED_BEFORE.search(before) or GLUED_AFTER.match(text, place - 2))


def _closed(text: str, place: int, end: int) -> int:
    """Return the end with the closing quotes and brackets that stand right behind it."""
    while place < end and text[place] in CLOSING and text[place - 1] in ".?!…" + CLOSING:
        place += 1
    return place


def _numbers(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the numbers of a list that a scraper put on one line, `1. … 2. … 3. …`, if there are three in order."""
    run: list[tuple[int, int]] = []
    for mark in NUMBERED.finditer(text, start, end):
        if int(mark["number"]) == len(run) + 1:
            run.append(mark.span())
    return run if len(run) >= LISTED else []


def is_wrapped(text: str) -> bool:
    """Say whether line breaks are the work of a fixed width, and do not end a paragraph."""
    lines = text.split("\n")
    inner = [line for line, following in pairwise(lines) if line.strip() and following.strip()]
    if len(inner) < WRAPPED or max(map(len, inner)) > 130:
        return False
    return 2 * sum(bool(OPEN_LINE.search(line)) and len(line) > 40 for line in inner) > len(inner)


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, in their case."""
    return "(?:" + "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
