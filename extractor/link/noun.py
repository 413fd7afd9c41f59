"""The nouns beside a number: the words before and behind it that can say what it counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any, NamedTuple

import regex

from ..model import Mention
from ..rules import Rulebook

WORD = regex.compile(r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'’/.-]|,(?=\d))*+")
BREAK = regex.compile(r",(?!\d)|[;:()“”\"\n–—!?]|\.\s")
DASH = regex.compile(r"\s[–—-]+\s|\n")
SHORT_FORM = regex.compile(r"\s?\(\p{Lu}[\p{L}/-]{0,14}\)")  # `Jaminan Kesehatan Nasional (JKN)`
OPENS = regex.compile(r"[.!?]\s|\n|[“\"]$")
HIS = regex.compile(r"(?<=\p{L}{4})nya\b")
VERB = regex.compile(r"(?:me[mnlrwy]\p{Ll}{3,}|men[gy]\p{Ll}{3,}|di\p{Ll}{4,}|ber\p{Ll}{3,}|ter\p{Ll}{3,})")
ORDER = regex.compile(r"(?!(?i:pe|ke))\p{L}{4,}(?<![ia])kan")  # `Gelontorkan`, `siapkan`
PATTERNS = ("part", "parted", "same", "rate", "front", "topic")
LOOK_BACK = 220
LOOK_AHEAD = 110
BEFORE = 7  # words of a subject before a number at most
BEHIND = 6
REMEMBERED = 20_000  # words


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The lists and patterns `subject_…` of `rules/indicator.toml`: where what is counted begins and ends."""

    filler: Set[str]
    opening: Set[str]
    aside: Set[str]
    become: Set[str]
    at: Set[str]
    measure: Set[str]
    noun: Set[str]
    end: Set[str]
    small: Set[str]
    purpose: Set[str]
    plain_unit: Set[str]
    empty_unit: Set[str]
    aim: Set[str]
    bare: Set[str]
    head: Set[str]
    part: regex.Pattern[str]
    parted: regex.Pattern[str]
    same: regex.Pattern[str]
    rate: regex.Pattern[str]
    front: regex.Pattern[str]
    topic: regex.Pattern[str]


class Word(NamedTuple):
    """A word of the text at its place; `apart` whether a comma or the like stands between it and the number's side."""

    start: int
    end: int
    text: str
    apart: bool


@cache
def read_words(rulebook: Rulebook) -> SubjectWords:
    """Read the lists and compile the patterns."""
    names = {field.name for field in fields(SubjectWords)} - set(PATTERNS)
    told: dict[str, Any] = {name: frozenset(rulebook.words[f"subject_{name}"]) for name in names}
    told |= {name: rulebook.compile(f"subject_{name}") for name in PATTERNS}
    elsewhere = frozenset().union(*(rulebook.words[f"relate_{name}"] for name in ("elsewhere", "abroad")))
    return SubjectWords(**told | {"filler": told["filler"] | elsewhere})


class Taken:
    """The stretches of a text that regions and dates take: they say where and when, not what."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._spans = [(m.start, m.end) for m in mentions if m.kind in ("region", "date")]

    def __contains__(self, at: int) -> bool:
        i = bisect_right(self._spans, (at, 1 << 60)) - 1
        return i >= 0 and self._spans[i][1] > at


def noun_before(text: str, number: Mention, floor: int, taken: Taken, words: SubjectWords) -> str:
    """Return the words before a number that say what it counts, as the text has them."""
    ahead = list(words_before(text, max(floor, number.start - LOOK_BACK), number.start))
    kept: list[Word] = []
    aside: list[Word] = []  # an agent or a circumstance, which say what is counted only where nothing else does
    for i, word in enumerate(ahead):
        small, verb = word.text.lower(), is_verb(first_small(text, word), words)
        if (
            kept
            and not word.apart
            and (small in words.aside or is_circumstance(word, kept[-1], ahead[i + 1 : i + 2], words))
        ):
            aside, kept = aside or kept, []
            continue
        if kept and (small in words.opening or word.apart or len(kept) == BEFORE or word.start in taken):
            break
        if small == "secara" and len(kept) == 1:
            kept.clear()
        related = verb and any(other.text == "yang" for other in ahead[i + 1 : i + 4])
        if kept and verb and not related:
            break
        if not kept and small not in words.filler and deed(small, number) and verb:
            break
        skipped = (verb and not related) or small in words.filler or word.start in taken or small[-1].isdigit()
        if kept or not skipped:
            kept.append(word)
    return spelt(text, kept, words) or spelt(text, aside, words)


def is_circumstance(word: Word, behind: Word, before: Sequence[Word], words: SubjectWords) -> bool:
    """Whether a preposition begins a circumstance, not what a verb needs or the measure itself: `berada pada harga`."""
    measure = behind.text.lower() in words.measure
    return word.text.lower() in words.at and not measure and not any(is_verb(other.text, words) for other in before)


def spelt(text: str, kept: list[Word], words: SubjectWords) -> str:
    """Return the kept words, the last one first, as the text has them, without fillers and verbs at their beginning."""
    while kept and (is_empty(kept[-1], words) or is_verb(first_small(text, kept[-1]), words)):
        kept.pop()
    return HIS.sub("", SHORT_FORM.sub("", text[kept[-1].start : kept[0].end])) if kept else ""


def is_empty(word: Word, words: SubjectWords) -> bool:
    """Whether what is counted does not begin with the word."""
    small = word.text.lower()
    return small in words.filler and small not in words.head


def first_small(text: str, word: Word) -> str:
    """Return a word, in small letters where it only has a capital because it opens a sentence."""
    small = word.text.lower()
    opens = word.text == small or word.start == 0 or OPENS.search(text, max(0, word.start - 3), word.start)
    return small if opens else word.text


def deed(verb: str, number: Mention) -> bool:
    """Whether the noun before the verb does something to what the number counts: `menerima 5 miliar`."""
    return number.kind != "percent" and verb.startswith("me")


def words_before(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of a stretch, the last first, without short forms in brackets."""
    short = [match.span() for match in SHORT_FORM.finditer(text, start, end)]
    at = end
    for match in reversed(list(WORD.finditer(text, start, end))):
        if any(a <= match.start() < b for a, b in short):
            continue
        between = text[match.end() : at]
        apart = between != " "  # what stands between most words parts none
        if apart and DASH.search(between := SHORT_FORM.sub("", between)):
            return
        yield Word(match.start(), match.end(), match[0].rstrip("."), apart and BREAK.search(between) is not None)
        at = match.start()


def noun_behind(
    text: str, start: int, ceiling: int, taken: Taken, words: SubjectWords, *, verbs: bool, people: bool
) -> str:
    """Return the words behind a number, and its people word, that say what it counts; with `verbs` what befell it.

    Words that run on to the number behind belong to that one.
    """
    kept: list[Word] = []
    start, open_ended = phrase_start(text, start, words, people=people)
    if not open_ended:
        return ""
    at = start
    for match in WORD.finditer(text, start, min(ceiling, start + LOOK_AHEAD)):
        word = Word(match.start(), match.end(), match[0].rstrip("."), BREAK.search(text, at, match.start()) is not None)
        small, verb = word.text.lower(), is_verb(word.text, words)
        if match.start() in taken and at > start and not word.apart:
            at = match.end()
            if kept and kept[-1].text.lower() in words.purpose:  # `warga di Blora menerima …`: the place is none of it
                kept.pop()
            continue
        if people and not kept and small in words.become and not word.apart:
            at = match.end()
            continue
        ends = word.apart or small in words.end or match.start() in taken or len(kept) == BEHIND
        wanted = (verbs and (kept or people)) or (kept and kept[-1].text.lower() in words.purpose)
        if ends or (verb and not wanted):
            break
        at = match.end()
        if small not in words.small:
            kept.append(word)
    else:
        runs_on = kept and ceiling < start + LOOK_AHEAD and text[at - 1] != "." and text[at:ceiling].strip(" ") == ""
        if runs_on and not people:
            return ""
    while kept and (kept[-1].text.lower() in words.purpose or kept[-1].text.lower() in words.filler):
        kept.pop()
    return " ".join(word.text for word in kept)


def phrase_start(text: str, start: int, words: SubjectWords, *, people: bool) -> tuple[int, bool]:
    """Return where the words behind a number begin, its rate or short form passed, and whether they can be its own."""
    if rate := words.rate.match(text, start):
        aim = WORD.search(text, rate.end())
        return rate.end(), not rate[0].endswith(",") or (aim is not None and aim[0] in words.aim)
    short = SHORT_FORM.match(text, start) if people else None
    return (short.end() if short else start), True


def is_verb(word: str, words: SubjectWords) -> bool:
    """Whether a word in small letters has the form of a verb."""
    return word not in words.noun and has_form_of_verb(word)


@lru_cache(REMEMBERED)
def has_form_of_verb(word: str) -> bool:
    """Whether a word is made like a verb."""
    return (VERB.fullmatch(word) or ORDER.fullmatch(word)) is not None
