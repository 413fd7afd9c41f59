"""Find villages without a level word: in a list after one that has it, after `Lurah` or `Kades`, or named again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import regex

from .context import forbidden, words_before
from .cues import NAME, RegionCues
from .gazetteer import Gazetteer, name_key
from .named import Free, Named, named_at, spellings
from .score import ancestors

KABUPATEN, KECAMATAN = len("00.00"), len("00.00.00")  # characters of their codes
SHORTEST_AGAIN = 4
LONGEST_ADDRESS = 40
UNLISTED_WORDS = 3
BEFORE_HOLDER = regex.compile(rf"\b({NAME}(?: {NAME}){{0,3}}+), $")

# what may be told of each in a list of villages: `Desa Mustika 53 rumah, Wonggahu 10 rumah`
COUNTED = regex.compile(
    r"(?: (?:sebanyak |ada |dengan )?\d[\d.]*+ \p{Ll}++(?: \p{Ll}++)?| \(\d[^()\n]{0,20}\))(?=,| dan | serta )"
)
STARTS = regex.compile(r"(?<!\w)")
GOES_ON = regex.compile(r"\w|[ -]\p{Lu}")


def find_listed(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the villages that follow one with its level word in a list: `Desa Sukamaju, Karangsari dan Wonorejo`."""
    free = Free(found, len(text))
    for head in found:
        at = head.end
        while head.level == "desa" and (listed := listed_village(text, at, head, gazetteer, cues)):
            if listed.end > free.limit(listed.start):
                break
            yield listed
            at = listed.end


def listed_village(text: str, at: int, head: Named, gazetteer: Gazetteer, cues: RegionCues) -> Named | None:
    """Return the village of the head's kabupaten or kota that follows at `at`, unless its kecamatan is so named."""
    counted = COUNTED.match(text, at)
    joint = cues.joint.match(text, counted.end() if counted else at)
    if joint is None or joint.end() == joint.start():
        return None
    start = joint.end()
    for end, key in spellings(text, start, cues):
        holders = {region.code for region in gazetteer.names.get(key, ())}
        if any(village.code.startswith(code) for code in holders for village in head.readings):
            return None
        width = KECAMATAN if key in cues.not_village else KABUPATEN
        around = {village.code[:width] for village in head.readings}
        villages = gazetteer.villages(text[start:end])
        near = tuple(village for village in villages if village.code[:width] in around)
        if not around and not holders and len(villages) == 1:  # the head is in no list
            near = villages
        if near:
            return named_at(text, (start, end), near, "list", "desa")
    return None


def find_introduced(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the villages that a number of them is followed by: `13 kampung, yakni Bonglai dan Warga Mulyo`.

    They lie in a kabupaten, kota or kecamatan that the text names.
    """
    free, holders = Free(found, len(text)), holders_of(found)
    for match in cues.introduced.finditer(text):
        at: int | None = match.end()
        while at is not None and (
            named := village_at(text, at, gazetteer, cues, holders) or unlisted_at(text, at, gazetteer, cues)
        ):
            if named.end > free.limit(named.start):
                break
            yield named
            joint = cues.joint.match(text, named.end)
            at = joint.end() if joint and joint.end() > named.end else None


def holders_of(found: Iterable[Named]) -> frozenset[str]:
    """Return the codes of the kabupaten, kota and kecamatan that names may stand for."""
    return frozenset(region.code for named in found for region in named.readings if "." in region.code)


def village_at(text: str, at: int, gazetteer: Gazetteer, cues: RegionCues, holders: frozenset[str]) -> Named | None:
    """Return the longest name of a village at `at` that lies in one of the regions whose codes are given."""
    for end, key in spellings(text, at, cues):
        inside = tuple(v for v in gazetteer.villages(text[at:end]) if not holders.isdisjoint(ancestors(v.code)))
        if inside and key not in cues.not_village:
            return named_at(text, (at, end), inside, "list", "desa")
    return None


def unlisted_at(text: str, at: int, gazetteer: Gazetteer, cues: RegionCues) -> Named | None:
    """Return the name at `at` as that of a village that no list has, unless it is a level word or another region."""
    for end, key in spellings(text, at, cues):
        words = text[at:end].lower().split()
        if len(words) <= UNLISTED_WORDS and cues.levels.keys().isdisjoint(words):
            known = key in gazetteer.names or key in cues.not_village
            return None if known else named_at(text, (at, end), (), "list", "desa")
    return None


def find_sited(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the names of villages after a school, a market (`SDN 2 Sukamaju`), which larger regions may have too.

    What is mostly called after a kecamatan (`Puskesmas Suoh`) is left to it where there is one.
    """
    free = Free(found, len(text))
    for match in cues.site_word.finditer(text):
        start, limit = match.end(), free.limit(match.end())
        of_kecamatan = cues.bodies.get(match[0].rstrip(" 0123456789").lower())
        for end, key in spellings(text, start, cues):
            known = gazetteer.names.get(key, ())
            villages = gazetteer.villages(text[start:end]) if end <= limit and not GOES_ON.match(text, end) else ()
            if villages and key not in cues.not_village and not (known and of_kecamatan):
                yield named_at(text, (start, end), (*known, *villages), "body", None)
                break


def find_headed(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the villages after their head's office or name: `Lurah Kebon Jeruk`, `Kades Ciwaru`."""
    free = Free(found, len(text))
    for match in cues.head_word.finditer(text):
        start = match.end()
        limit = free.limit(start)
        for end, key in spellings(text, start, cues):
            readings = gazetteer.villages(text[start:end]) if end <= limit and key not in cues.not_village else ()
            if readings:
                yield named_at(text, (start, end), readings, "body", "desa")
                break


def find_addressed(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the villages before the name of a region that holds them: `di Sentul, Kabupaten Bogor`."""
    free = Free(found, len(text))
    for holder in found:
        match = BEFORE_HOLDER.search(text, max(0, holder.start - LONGEST_ADDRESS), holder.start)
        if match is None or holder.level == "desa" or free.limit(match.start(1)) < match.end(1):
            continue
        start, end = match.span(1)
        words = words_before(text, start, cues)
        placed = words[0].lower() in cues.places if words else text[max(0, start - 2) : start] == ", "
        if not placed or name_key(match[1]) in cues.not_village:
            continue
        codes = {f"{region.code}." for region in holder.readings}
        inside = tuple(v for v in gazetteer.villages(match[1]) if any(v.code.startswith(code) for code in codes))
        if inside:
            yield named_at(text, (start, end), inside, "list", "desa")


def find_again(text: str, _gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield the villages that the text names again without their level word."""
    free = Free(found, len(text))
    villages = {named.name: named for named in found if named.level == "desa" and len(named.name) >= SHORTEST_AGAIN}
    if not villages:
        return
    for span in said(text, villages):
        words = words_before(text, span[0], cues)
        if words and words[0].lower() in cues.levels and text[span[0] - 2] != ")":
            continue
        if span[1] <= free.limit(span[0]) and not forbidden(text, *span, words, cues):
            yield named_at(text, span, villages[text[span[0] : span[1]]].readings, "again", None)


def said(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where one of the names stands that is no piece of a longer one, in order of start, none overlapping."""
    covered = 0
    places = chain.from_iterable(whole(text, name) for name in names)
    for start, end in sorted(places, key=lambda span: (span[0], -span[1])):
        if start >= covered:
            covered = end
            yield start, end


def whole(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where the name stands, and no longer one."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if STARTS.match(text, start) and not GOES_ON.match(text, end):
            yield start, end
        start = text.find(name, start + 1)
