"""Find names of regions in a text, each with the regions it may stand for and what stands before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from .cells import mark_cells
from .context import cue_of, forbidden, goes_on, is_inside_run, is_written_from, words_before
from .cues import RegionCues
from .gazetteer import Gazetteer, Level, Region, name_key
from .misspelt import find_misspelt
from .named import WORD, WORD_END, Free, Named, named_at, spellings
from .villages import find_addressed, find_again, find_headed, find_introduced, find_listed, find_sited

SMALL_RUN = regex.compile(r"\p{L}++(?: \p{L}++){0,3}+")
UNLISTED_WORDS = 3


def find_regions(text: str, gazetteer: Gazetteer, cues: RegionCues) -> list[Named]:
    """Find every name that may be a region's, in order of start, none overlapping."""
    found = list(find_levelled(text, gazetteer, cues))
    for step in STEPS:
        found = sorted([*found, *step(text, gazetteer, cues, found)], key=lambda named: named.start)
    return mark_cells(text, found, cues)


def find_levelled(text: str, gazetteer: Gazetteer, cues: RegionCues) -> Iterator[Named]:
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


def after_office(text: str, start: int, cues: RegionCues) -> bool:
    """Whether `Kota` at `start` is part of an office or a common noun (`Wali Kota`, `Ibu Kota`)."""
    words = words_before(text, start, cues)
    return bool(words) and words[0].lower() in cues.not_level_after


def levelled_name(text: str, start: int, at: int, level: Level, gazetteer: Gazetteer, cues: RegionCues) -> Named | None:
    """Return the longest name at `at` that fits the level word at `start`; an unlisted village has no readings."""
    ends = [end for end, _ in spellings(text, at, cues)]
    for end in ends:
        if text[at:end].lower() in cues.levels or is_hamlet(text, start, at, end, cues):
            return None  # `Dana Desa Kabupaten Blora`
        readings = readings_of(text[start:end], text[at:end], level, gazetteer)
        if readings:
            told = None if text[start - 1 : start] == "/" else level  # `Kabupaten/Kota Bogor`
            inside = is_inside_run(text, end, [], "level-word", cues)
            return named_at(text, (start, end), readings, "level-word", told, name_start=at, inside_run=inside)
    unlisted = unlisted_end(text, at, ends, cues) if level in ("desa", "kecamatan") else None
    return named_at(text, (start, unlisted), (), "level-word", level, name_start=at) if unlisted else None


def is_hamlet(text: str, start: int, at: int, end: int, cues: RegionCues) -> bool:
    """Whether the name is that of a part of the village that follows: `Kampung Cempaka, Desa Loji`."""
    word = text[start:at].strip(" .\u00a0").lower()
    following = cues.level_word.match(text, end + len(", ")) if word in cues.hamlets else None
    return following is not None and following[0].strip(" .\u00a0").lower() in cues.villages


def unlisted_end(text: str, at: int, ends: Sequence[int], cues: RegionCues) -> int | None:
    """Return where a name that no list has may end: before the next level word, after a few words at most."""
    for end in ends:
        words = text[at:end].lower().split()
        if len(words) <= UNLISTED_WORDS and cues.levels.keys().isdisjoint(words):
            return None if words[0] in cues.not_village else end
    return None


def readings_of(span: str, name: str, level: Level, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """Return the regions of the name at the level; for kabupaten and kota else any region or town of the name.

    The level word may be a part of the name: `Kampung Melayu`, `Kota Agung`.
    """
    if level == "desa":
        return (*gazetteer.villages(span), *gazetteer.villages(name))
    found = gazetteer.named(name)
    right = tuple(region for region in found if region.level == level)
    if right or level in ("kecamatan", "province"):
        return right
    return tuple(region for region in found if region.level != "kecamatan")


def find_bare(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
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


def bare_name(text: str, start: int, limit: int, gazetteer: Gazetteer, cues: RegionCues) -> tuple[int, Named | None]:
    """Return the end of the longest known name at `start`, and the name unless its neighbours make it another thing."""
    for end, key in spellings(text, start, cues):
        readings = gazetteer.names.get(key)
        if not readings or end > limit or key in cues.common or is_small(key, text[start:end], gazetteer):
            continue
        words = words_before(text, start, cues)
        if (
            forbidden(text, start, end, words, cues)
            or (key in cues.doubtful and words and words[0].lower() in cues.speech)
            or (words and is_epithet(text, end, f"{words[0]} {text[start:end]}".lower(), gazetteer, cues))
        ):
            return end, None
        cue, level = cue_of(text, start, words, cues)
        if limit > end + 1 and cues.city_behind.match(text, end):
            level = "kota"
        return end, named_at(
            text,
            (start, end),
            readings,
            cue,
            level,
            dateline=is_written_from(text, start, end, cues),
            inside_run=is_inside_run(text, end, words, cue, cues),
            goes_on=goes_on(text, end, cues),
        )
    return start, None


def is_small(key: str, name: str, gazetteer: Gazetteer) -> bool:
    """Whether the name is an acronym in small letters, which is none: `Oki`."""
    return key in gazetteer.acronyms and not name.isupper()


def is_epithet(text: str, end: int, pair: str, gazetteer: Gazetteer, cues: RegionCues) -> bool:
    """Whether the name, `pair` with the word before it, is a body's epithet: `Polres Metro Bekasi`, `Polda Metro`."""
    if pair not in cues.bodies:
        return pair in cues.epithets
    following = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return following is not None and following[0].lower() in gazetteer.first_words


def find_small(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield names of provinces, kabupaten and kota in small letters: few, and never everyday words."""
    words = gazetteer.single_words.intersection(text.split()) - cues.doubtful - cues.common
    if not words:
        return
    free = Free(found, len(text))
    for match in regex.finditer(r"(?<![\w/@#.-])\L<names>(?![\w/@-])", text, names=sorted(words)):
        named = small_name(text, match.start(), gazetteer, cues)
        if named and named.end <= free.limit(named.start):
            yield named


def small_name(text: str, at: int, gazetteer: Gazetteer, cues: RegionCues) -> Named | None:
    """Return the longest name in small letters at `at`, with the level word before it."""
    run = SMALL_RUN.match(text, at)
    ends = [last.end() for last in WORD_END.finditer(text, at, run.end())] if run else []
    end = next((end for end in reversed(ends) if name_key(text[at:end]) in gazetteer.names), at)
    before = words_before(text, at, cues)
    if end == at or forbidden(text, at, end, before, cues):
        return None
    readings = gazetteer.names[name_key(text[at:end])]
    if before and before[0].lower() in cues.levels and text[at - 1 - len(before[0]) : at - 1] == before[0]:
        told = cues.levels[before[0].lower()]
        return named_at(text, (at - 1 - len(before[0]), end), readings, "small-letters", told, name_start=at)
    cue, level = cue_of(text, at, before, cues)
    return named_at(text, (at, end), readings, "small-letters", level, inside_run=cue not in ("body", "place-word"))


STEPS = (
    find_listed,
    find_headed,
    find_sited,
    find_bare,
    find_addressed,
    find_introduced,
    find_misspelt,
    find_again,
    find_small,
)
