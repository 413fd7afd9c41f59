"""Find names of regions that are written a letter wrong, where nothing else fits: `Bupati Bireun`, `Manadao`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from .cues import BIG, RegionCues
from .gazetteer import Gazetteer, Level, Region, load_gazetteer
from .named import Free, Named, named_at, spellings

SHORTEST = 6  # letters: of shorter names too many words are a letter away
Spot = tuple[int, int, Level | None]  # where a span starts, where its name does, and the level that is told
LIST_REACH = 60  # characters from one name of a list to the next but one


def find_misspelt(text: str, gazetteer: Gazetteer, cues: RegionCues, found: Sequence[Named]) -> Iterator[Named]:
    """Yield what stands where only a region can: after a level word or body, or beside others in a list."""
    free = Free(found, len(text))
    for start, at, level in sorted(
        {*after_words(text, cues), *in_lists(text, cues, found)}, key=lambda place: place[:2]
    ):
        for end, key in spellings(text, at, cues):
            readings = close_to(key, gazetteer) if end <= free.limit(start) and may_be_wrong(key, cues) else ()
            if readings and not gazetteer.named(text[at:end]) and not gazetteer.villages(text[at:end]):
                yield named_at(text, (start, end), readings, "misspelt", level, name_start=at)
                break


def may_be_wrong(key: str, cues: RegionCues) -> bool:
    """Whether a key is long enough to be told from others, and no word that stands there for itself."""
    return len(key) >= SHORTEST and key not in cues.organisations and key not in cues.common


def after_words(text: str, cues: RegionCues) -> Iterator[Spot]:
    """Yield where a name follows a level word of a large region, or a body of one."""
    for match in cues.level_word.finditer(text):
        level = cues.levels[(match[1] or match[2]).lower()]
        if level in BIG:
            yield match.start(), match.end(), level
    yield from ((match.end(), match.end(), None) for match in cues.body_word.finditer(text))


def in_lists(text: str, cues: RegionCues, found: Sequence[Named]) -> Iterator[Spot]:
    """Yield where something is joined to the name of a large region beside another one."""
    large = [named for named in found if named.key not in cues.doubtful and is_large(named)]
    for i, named in enumerate(large):
        beside = [other for other in large[max(0, i - 1) : i + 2] if abs(other.end - named.end) <= LIST_REACH]
        joint = cues.joint.match(text, named.end)
        if joint and joint.end() > named.end and len(beside) > 1:
            yield joint.end(), joint.end(), None


def is_large(named: Named) -> bool:
    """Whether the name may be that of a province, kabupaten or kota."""
    return any(region.level in BIG for region in named.readings)


def close_to(key: str, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """Return the provinces, kabupaten and kota of the one name that a key is a letter away from, or none."""
    index = close_names(gazetteer.folder)
    names = set(chain.from_iterable(index.get(form, ()) for form in shortened(key)))
    if len(names) != 1:
        return ()
    return tuple(region for region in gazetteer.names[names.pop()] if region.level in BIG)


@cache
def close_names(folder: Path) -> Mapping[str, frozenset[str]]:
    """Return the keys of all large regions' names by each form of them that lacks at most a letter."""
    index: dict[str, set[str]] = defaultdict(set)
    for key, regions in load_gazetteer(folder).names.items():
        if len(key) >= SHORTEST and regions[0].level in BIG:
            for form in shortened(key):
                index[form].add(key)
    return {form: frozenset(keys) for form, keys in index.items()}


def shortened(key: str) -> set[str]:
    """Return the key, and what is left of it without one of its letters.

    >>> sorted(shortened("jambi"))
    ['ambi', 'jabi', 'jamb', 'jambi', 'jami', 'jmbi']
    """
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}
