"""Candidates: names in a text that may be a region's, and the stretches still free for others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ..model import Mention
from .context import CueKind
from .cues import NAME, RegionCues
from .gazetteer import Level, Region, name_key

WORD = regex.compile(rf"(?<!\w){NAME}")
WORD_END = regex.compile(r"\p{L}(?!\p{L}|['’`]\p{L})")


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
    cue: CueKind
    dateline: bool = False
    inside_run: bool = False
    goes_on: bool = False


def named_at(
    text: str,
    span: tuple[int, int],
    readings: tuple[Region, ...],
    cue: CueKind,
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


def spellings(text: str, start: int, cues: RegionCues) -> Iterator[tuple[int, str]]:
    """Yield (end, key) of the runs of capitalised words at `start`, longest first."""
    run = cues.run.match(text, start)
    if run and run[0].isalpha():
        yield run.end(), run[0].lower()
    elif run:
        for end in reversed([word.end() for word in WORD.finditer(text, start, run.end())]):
            yield end, name_key(text[start:end])


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
