"""Numbers -> what they count (`subject`, in the article's words) and which `indicator` of the vocabulary that is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

import regex

from ..layout import Layout
from ..model import NUMBERS, Amount, Links, Mention
from ..patterns import Lists, Pieces, compiled
from ..rules import Rulebook
from .noun import Taken, read_words
from .rows import headings
from .standing import stands
from .subject import end_of, is_whole, subject_of

LOOK_BACK = 140
LOOK_AHEAD = 60
PARTS = ("column", "lead")  # what tells the indicator of numbers in rows, the surest first
CLEAR = 2  # cues of what most of an article's money is
NEAR = 100  # characters
TOLD = 12  # earlier subjects that one may be told in full by
NAME = regex.compile(r"\p{L}{4}")  # not `Rp`, `2023`
APART = regex.compile(r",\s|;")
BEHIND = 40  # characters that a cue behind a number counts as further away


Told = tuple[str | None, str]  # what is told of a number, and by which rule


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of an indicator at its place."""

    start: int
    end: int
    indicator: str


def describe(layout: Layout, mentions: Sequence[Mention], rulebook: Rulebook) -> dict[int, Links]:
    """Return the links `subject` and `indicator` of each number, by its start; mentions in order of start."""
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    subjects = find_subjects(layout.text, numbers, mentions, layout.starts, rulebook)
    indicators = find_indicators(layout.pieces, numbers, subjects, layout.starts, rulebook)
    told = {number.start: name_of(header, rulebook) for number, header, _ in headings(numbers, layout)}
    subjects |= {start: (name, "column") for start, name in told.items() if name}
    indicators |= dict(of_rows(numbers, indicators, layout, rulebook))
    lists = frozenset(rulebook.words["name_never"]), frozenset(rulebook.words["subject_purpose"])
    return {n.start: linked(layout, n, subjects[n.start], indicators[n.start], *lists) for n in numbers}


def linked(layout: Layout, number: Mention, subject: Told, indicator: Told, never: Set[str], loose: Set[str]) -> Links:
    """Return the links of one number; its subject as it stands in the text."""
    start, end = (subject[0] and stands(layout, number, subject[0], never, loose)) or (None, None)
    told = {"subject": f"describe.{subject[1]}"} if end else {}
    told |= {"indicator": f"describe.{indicator[1]}"} if indicator[0] else {}
    name = layout.text[start:end] if end else None
    return Links(subject=name, subject_start=start, subject_end=end, indicator=indicator[0], linked_by=told)


def name_of(heading: str, rulebook: Rulebook) -> str:
    """Return what a column's header says its numbers count; nothing where it is a year, a unit, or says too little."""
    name = heading.partition("(")[0].strip()
    return name if NAME.search(name) and not rulebook.compile("column_vague").fullmatch(name) else ""


def of_rows(
    numbers: Sequence[Mention], told: Mapping[int, Told], layout: Layout, rulebook: Rulebook
) -> Iterator[tuple[int, Told]]:
    """Yield the indicator of numbers that nothing near them tells: of the column, of the row, of the lines before."""
    for number, *parts in headings(numbers, layout):
        if told[number.start][0] is None:
            named = [(indicator_of(words, number.kind, rulebook), by) for words, by in zip(parts, PARTS, strict=True)]
            yield from ((number.start, one) for one in named[::-1] if one[0])


def sentence_span(text: str, starts: Sequence[int], at: int) -> tuple[int, int]:
    """Return where the sentence of a place begins and the next one does."""
    i = bisect_right(starts, at)
    return starts[max(0, i - 1)], starts[i] if i < len(starts) else len(text)


def find_subjects(
    text: str, numbers: Sequence[Mention], mentions: Sequence[Mention], starts: Sequence[int], rulebook: Rulebook
) -> dict[int, tuple[str | None, str]]:
    """Return (subject, reason) for each number."""
    words = read_words(rulebook)
    taken = Taken(mentions)
    found: dict[int, tuple[str | None, str]] = {}
    told: list[str] = []
    for i, number in enumerate(numbers):
        begin, end = sentence_span(text, starts, number.start)
        floor = max(begin, end_of(text, numbers[i - 1], words) if i else 0)
        follows = numbers[i + 1] if i + 1 < len(numbers) and numbers[i + 1].start < end else None
        span = (floor, follows.start if follows else end)
        if i and "\n" in text[numbers[i - 1].end : number.start]:
            told = [*told, ""]  # a new paragraph takes over nothing but full names
        found[number.start] = subject_of(text, number, span, taken, words, told, follows)
        if (subject := found[number.start][0]) and not (told and is_whole(text, number, span[0], words)):
            told = [*told[1 - TOLD :], subject]
    return found


def find_indicators(
    pieces: Pieces, numbers: Sequence[Mention], subjects: Mapping[int, Told], starts: Sequence[int], rulebook: Rulebook
) -> dict[int, tuple[str | None, str]]:
    """Return (indicator, reason) for each number: of its people word, of what it counts, or of words near it."""
    text, cues = pieces.text, find_cues(pieces, rulebook)
    inhabitants = Inhabitants(text, rulebook)
    main = main_indicator(cues["money"])
    found: dict[int, tuple[str | None, str]] = {}
    before: Mention | None = None
    for number in numbers:
        begin, end = sentence_span(text, starts, number.start)
        subject, subject_by = subjects[number.start]
        named = indicator_of(unit(number), number.kind, rulebook)
        named = named or indicator_of(head_of(text, subject or "", number, begin), number.kind, rulebook)
        last, before = before, number
        if number.kind == "count" and inhabitants.counts(number, begin, last):
            found[number.start] = "population", "population"
        elif named:
            found[number.start] = named, "subject"
        elif subject_by == "before" and last and last.kind == number.kind and found[last.start][0]:
            found[number.start] = found[last.start][0], "before"
        else:
            found[number.start] = nearest(text, number, cues[number.kind], begin, end)
        if number.kind == "money" and found[number.start][0] is None and main and not subject:
            found[number.start] = main, "article"
    return found


def head_of(text: str, subject: str, number: Mention, begin: int) -> str:
    """Return what a number counts, nothing where it only stands behind a sum: there it says what the sum is for."""
    told_before = text.rfind(subject.partition(" ")[0], max(begin, number.start - LOOK_BACK), number.start) >= 0
    return subject if number.kind != "money" or told_before else ""


def unit(number: Mention) -> str:
    """Return the people word of a number of people."""
    value = number.value
    return value.unit or "" if number.kind in ("count", "quantity") and isinstance(value, Amount) else ""


def indicator_of(words: str, kind: str, rulebook: Rulebook) -> str | None:
    """Return the indicator of the first of the words that has one: in Indonesian the noun's head comes first."""
    match = cue_words(kind, rulebook).search(words)
    return told_by(match, kind, rulebook) if match else None


class Inhabitants:
    """Tells the numbers that count all inhabitants of a region."""

    def __init__(self, text: str, rulebook: Rulebook) -> None:
        self._text = text
        self._before = rulebook.compile("population_before", r"(?<!\w){}")
        self._whole = rulebook.compile("population_whole", r"(?<!\w)(?<!lebih\s){}\s+$")
        self._behind = rulebook.compile("population_behind")
        self._units = frozenset(rulebook.words["population_any"])

    def counts(self, number: Mention, begin: int, last: Mention | None) -> bool:
        """Whether the number, whose sentence begins there, is one; `last` is the number before it.

        `500 penduduk terdaftar dari 900 jiwa`: what some of the inhabitants are a part of is all of them.
        """
        head = self._text[max(begin, number.start - LOOK_BACK) : number.start]
        if self._before.search(head):
            return True
        if not self._whole.search(head):
            return False
        if last and last.start >= begin and self._people(number, last):
            return True
        return self._behind.match(self._text, number.end) is not None

    def _people(self, *numbers: Mention) -> bool:
        """Whether the words of the numbers mean any inhabitants, and one of them says so."""
        units = {unit(number) for number in numbers}
        return units <= self._units and units != {"jiwa"}


def main_indicator(cues: Sequence[Cue]) -> str | None:
    """Return what most of an article's money is, without a finer part, None where nothing clearly leads."""
    counts = Counter(cue.indicator.partition(".")[0] for cue in cues)
    top, times = counts.most_common(1)[0] if counts else (None, 0)
    return top if times >= CLEAR and times * 3 >= len(cues) * 2 else None


def find_cues(pieces: Pieces, rulebook: Rulebook) -> dict[str, list[Cue]]:
    """Return the words of each kind's indicators in order."""
    return {
        kind: [Cue(match.start(), match.end(), told_by(match, kind, rulebook)) for match in matches]
        for kind, matches in cue_lists(rulebook).find(pieces).items()
    }


def told_by(match: regex.Match[str], kind: str, rulebook: Rulebook) -> str:
    """Return the indicator whose word was found."""
    table: Mapping[str, str] = rulebook.words[f"indicator_{kind}"]
    word = " ".join(match[0].lower().split())
    return table.get(word) or table[word.removesuffix("nya")]


@cache
def cue_lists(rulebook: Rulebook) -> Lists:
    """Return the words of all kinds' indicators, to look for them together."""
    return Lists({kind: cue_words(kind, rulebook) for kind in NUMBERS})


@cache
def cue_words(kind: str, rulebook: Rulebook) -> regex.Pattern[str]:
    """Compile the words of a kind's indicators."""
    words = rulebook.patterns["indicator_not"] + rulebook.patterns[f"indicator_{kind}"]
    return compiled(rf"(?<![\w-]){words}(?:nya)?(?![\w-])")


def nearest(text: str, number: Mention, cues: Sequence[Cue], begin: int, end: int) -> tuple[str | None, str]:
    """Return the indicator of the cue in the sentence that is nearest to the number, behind it less likely.

    What a sum is of can stand far from it, people and shares are told beside the number.
    """
    if number.kind != "money":
        begin, end = max(begin, number.start - NEAR), min(end, number.end + NEAR - BEHIND)
        comma = APART.search(text, number.end, end)
        end = comma.start() if comma else end
    low, high = bisect_left(cues, begin, key=lambda cue: cue.start), bisect_left(cues, end, key=lambda cue: cue.start)
    near = [(distance(number, cue), i) for i, cue in enumerate(cues[low:high])]
    return (cues[low + min(near)[1]].indicator, "cue") if near else (None, "")


def distance(number: Mention, cue: Cue) -> int:
    """Return how far a cue is from a number, in characters."""
    return cue.start - number.end + BEHIND if cue.start >= number.end else number.start - cue.end
