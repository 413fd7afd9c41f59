"""Find names of regions in a text, each with the regions it may stand for and what stands before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from .cues import Cues
from .gazetteer import Gazetteer, Level, Region, name_key
from .model import Mention
from .surroundings import Cue, cue_of, forbidden, goes_on, is_dateline, is_inside_run, words_before

NAME = r"\p{Lu}\p{L}*+(?:['’`]\p{L}++)*+"
WORD = regex.compile(rf"(?<!\w){NAME}")
GAP = r"(?:[ \u00a0-]|(?<=\bKep|\bD|\bI)\.[ ]?|[ ]dan[ ])"  # `Kep. Riau`, `D.I. Yogyakarta`, `Pangkajene dan Kepulauan`
RUN = regex.compile(rf"{NAME}(?:{GAP}{NAME}){{0,6}}+")
SMALL_RUN = regex.compile(r"\p{L}++(?: \p{L}++){0,3}+")
WORD_END = regex.compile(r"\p{L}(?!\p{L}|['’`]\p{L})")
SHORTEST_AGAIN = 4
UNLISTED_WORDS = 3
KABUPATEN = len("00.00")  # characters of a kabupaten's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Mention):
    """A name that may be a region's; `link_regions` gives it its value or drops it.

    `name` is the span without level word; `level` what the level word or the body before it tells; `dateline` whether
    it is where the paper wrote (`Jambi (ANTARA) -`, `di Jambi, Selasa`); `inside_run` whether other capitalised words
    stand directly around it, so that it may be part of a longer name; `goes_on` whether a joining word follows.
    """

    name: str
    key: str
    readings: tuple[Region, ...]
    level: Level | None
    cue: Cue
    dateline: bool = False
    inside_run: bool = False
    goes_on: bool = False


def find_regions(text: str, gazetteer: Gazetteer, cues: Cues) -> list[Named]:
    """Find every name that may be a region's, in order of start, none overlapping."""
    found = list(find_levelled(text, gazetteer, cues))
    for step in (find_listed, find_bare, find_again, find_small):
        found = sorted([*found, *step(text, gazetteer, cues, found)], key=lambda named: named.start)
    return found


def named_at(
    text: str,
    span: tuple[int, int],
    readings: tuple[Region, ...],
    cue: Cue,
    level: Level | None,
    *,
    name_start: int | None = None,
    dateline: bool = False,
    inside_run: bool = False,
    goes_on: bool = False,
) -> Named:
    """Make a candidate of the span."""
    start, end = span
    name = text[start if name_start is None else name_start : end]
    return Named(
        rule=f"region.{cue}",
        kind="region",
        start=start,
        end=end,
        value=None,
        name=name,
        key=name_key(name),
        readings=readings,
        level=level,
        cue=cue,
        dateline=dateline,
        inside_run=inside_run,
        goes_on=goes_on,
    )


def find_levelled(text: str, gazetteer: Gazetteer, cues: Cues) -> Iterator[Named]:
    """Yield the names with a level word directly before them."""
    covered = 0
    for match in cues.level_word.finditer(text):
        level = cues.levels[(match[1] or match[2]).lower()]
        if match.start() < covered or (level == "kota" and after_office(text, match.start(), cues)):
            continue
        named = levelled_name(text, match.start(), match.end(), level, gazetteer, cues)
        if named:
            covered = named.end
            yield named


def after_office(text: str, start: int, cues: Cues) -> bool:
    """Whether `Kota` at `start` is part of an office or a common noun (`Wali Kota`, `Ibu Kota`)."""
    words = words_before(text, start, cues)
    return bool(words) and words[0].lower() in cues.not_level_after


def levelled_name(text: str, start: int, at: int, level: Level, gazetteer: Gazetteer, cues: Cues) -> Named | None:
    """Return the longest name at `at` that fits the level word at `start`; an unlisted village has no readings."""
    ends = [end for end, _ in spellings(text, at)]
    for end in ends:
        if text[at:end].lower() in cues.levels:
            return None  # `Dana Desa Kabupaten Blora`
        readings = readings_of(text[start:end], text[at:end], level, gazetteer, cues)
        if readings:
            told = None if text[start - 1 : start] == "/" else level  # `Kabupaten/Kota Bogor`
            inside = is_inside_run(text, end, [], "level-word", cues)
            return named_at(text, (start, end), readings, "level-word", told, name_start=at, inside_run=inside)
    fits = level in ("desa", "kecamatan") and 0 < len(ends) <= UNLISTED_WORDS
    first = text[at : ends[-1]].lower() if ends else ""
    if fits and first not in cues.not_village and first not in cues.levels:
        return named_at(text, (start, ends[0]), (), "level-word", level, name_start=at)
    return None


def readings_of(span: str, name: str, level: Level, gazetteer: Gazetteer, cues: Cues) -> tuple[Region, ...]:
    """Return the regions of the name at the level; for kabupaten and kota else any region or town of the name.

    The level word may be a part of the name: `Kampung Melayu`, `Kota Agung`.
    """
    if level == "desa":
        whole = gazetteer.villages(span)
        return whole if name_key(name) in cues.not_village else (*whole, *gazetteer.villages(name))
    found = gazetteer.named(name)
    right = tuple(region for region in found if region.level == level)
    if right or level in ("kecamatan", "province"):
        return right
    return tuple(region for region in found if region.level != "kecamatan")


def spellings(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield (end, key) of the runs of capitalised words at `start`, longest first."""
    run = RUN.match(text, start)
    if run:
        for end in reversed([last.end() for last in WORD_END.finditer(text, start, run.end())]):
            yield end, name_key(text[start:end])


def find_listed(text: str, gazetteer: Gazetteer, cues: Cues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the villages that follow one with its level word in a list: `Desa Sukamaju, Karangsari dan Wonorejo`."""
    free = Free(found, len(text))
    for head in found:
        at = head.end
        while head.level == "desa" and (listed := listed_village(text, at, head, gazetteer, cues)):
            if listed.end > free.limit(listed.start):
                break
            yield listed
            at = listed.end


def listed_village(text: str, at: int, head: Named, gazetteer: Gazetteer, cues: Cues) -> Named | None:
    """Return the village of the head's kabupaten or kota that follows at `at`, unless its kecamatan is so named."""
    joint = cues.joint.match(text, at)
    if joint is None or joint.end() == at:
        return None
    start = joint.end()
    around = {region.code[:KABUPATEN] for region in head.readings}
    for end, key in spellings(text, start):
        holders = {region.code for region in gazetteer.names.get(key, ())}
        if any(village.code.startswith(code) for code in holders for village in head.readings):
            return None
        near = tuple(village for village in gazetteer.villages(text[start:end]) if village.code[:KABUPATEN] in around)
        if near and key not in cues.not_village:
            return named_at(text, (start, end), near, "list", "desa")
    return None


def find_bare(text: str, gazetteer: Gazetteer, cues: Cues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the names of all but villages that stand without a level word."""
    free = Free(found, len(text))
    covered = 0
    for match in WORD.finditer(text):
        start = match.start()
        if start < covered or match[0].lower() not in gazetteer.first_words:
            continue
        limit = free.limit(start)
        end, named = bare_name(text, start, limit, gazetteer, cues) if start < limit else (start, None)
        covered = end
        if named:
            yield named


class Free:
    """The stretches of a text that no name found so far takes."""

    def __init__(self, found: Sequence[Named], length: int) -> None:
        self._starts = [named.start for named in found]
        self._ends = [named.end for named in found]
        self._length = length

    def limit(self, start: int) -> int:
        """Return where the next name starts, or a place before `start` if that is inside of one."""
        i = bisect_right(self._starts, start)
        if i and self._ends[i - 1] > start:
            return -1
        return self._starts[i] if i < len(self._starts) else self._length


def bare_name(text: str, start: int, limit: int, gazetteer: Gazetteer, cues: Cues) -> tuple[int, Named | None]:
    """Return the end of the longest known name at `start`, and the name unless its neighbours make it another thing."""
    for end, key in spellings(text, start):
        readings = gazetteer.names.get(key)
        small_acronym = key in gazetteer.acronyms and not text[start:end].isupper()
        if not readings or end > limit or key in cues.common or small_acronym:
            continue
        words = words_before(text, start, cues)
        if forbidden(text, start, end, words, cues):
            return end, None
        cue, level = cue_of(text, start, words, cues)
        return end, named_at(
            text,
            (start, end),
            readings,
            cue,
            level,
            dateline=is_dateline(text, start, end, cues),
            inside_run=is_inside_run(text, end, words, cue, cues),
            goes_on=goes_on(text, end, cues),
        )
    return start, None


def find_again(text: str, _gazetteer: Gazetteer, cues: Cues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the villages that the text names again without their level word."""
    free = Free(found, len(text))
    villages = {named.name: named for named in found if named.level == "desa" and len(named.name) >= SHORTEST_AGAIN}
    if not villages:
        return
    for match in regex.finditer(r"(?<!\w)\L<names>(?!\w|[ -]\p{Lu})", text, names=list(villages)):
        span = match.span()
        if span[1] <= free.limit(span[0]) and not forbidden(text, *span, words_before(text, span[0], cues), cues):
            yield named_at(text, span, villages[match[0]].readings, "again", None)


def find_small(text: str, gazetteer: Gazetteer, cues: Cues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield names of provinces, kabupaten and kota in small letters: few, and never everyday words."""
    words = set(text.split()) & gazetteer.single_words
    words -= cues.everyday | cues.hidden | cues.common
    if not words:
        return
    free = Free(found, len(text))
    for match in regex.finditer(r"(?<![\w/@#.-])\L<names>(?![\w/@-])", text, names=sorted(words)):
        start = match.start()
        run = SMALL_RUN.match(text, start)
        ends = reversed([last.end() for last in WORD_END.finditer(text, start, run.end() if run else match.end())])
        end = next(end for end in ends if name_key(text[start:end]) in gazetteer.names)
        before = words_before(text, start, cues)
        if end <= free.limit(start) and not forbidden(text, start, end, before, cues):
            cue, level = cue_of(text, start, before, cues)
            weak = cue not in ("body", "place-word")
            readings = gazetteer.names[name_key(text[start:end])]
            yield named_at(text, (start, end), readings, "small-letters", level, inside_run=weak)
