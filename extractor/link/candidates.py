"""What each link of a number may be: the regions and times that the article names, what follows from them, and none."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..dates.edtf import bounds
from .places import COUNTRY
from .scene import Scene

REGION_ROLES = ("place", "abroad", "office", "said", "way", "outer", "dateline")
TIME_ROLES = ("held", "said", "compared", "law")
ITSELF, WIDER, YEAR, SPAN, PART = range(5)  # how a candidate follows from what the article names
DAY, MONTH = len("2000-01-01"), len("2000-01")
BETWEEN = 60  # characters between two dates that may bound a time
MOST = 24  # candidates of a number that are weighed
NEAR = 6  # of them on each side
OFTEN = 6  # of them for being named most
WINDOW = 30  # sources looked at on each side
YEARS = 8  # years of which a quarter named with another may be, too


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the text that names a candidate, or something from which it follows."""

    start: int
    end: int
    role: int
    follows: int = ITSELF


Candidates = Mapping[str | None, Sequence[Source]]  # by value, each with its sources in order of start


def region_candidates(scene: Scene) -> Candidates:
    """Return the regions that a number may be about: those named, their provinces, the country, and none."""
    found: dict[str | None, list[Source]] = {None: [], COUNTRY: []}
    for area in scene.areas:
        role = REGION_ROLES.index(area.role)
        found.setdefault(area.code, []).append(Source(area.start, area.end, role))
        if area.code and "." in area.code:
            province = area.code.partition(".")[0]
            found.setdefault(province, []).append(Source(area.start, area.end, role, WIDER))
    return found


def period_candidates(scene: Scene) -> Candidates:
    """Return the times for which a number may hold: the dates named, what follows from them, publication, and none."""
    found: dict[str | None, list[Source]] = {None: []}
    for period in published_periods(scene.published):
        found.setdefault(period, [])
    for time, source in time_sources(scene):
        found.setdefault(time, []).append(source)
    return {period: sorted(sources, key=lambda source: source.start) for period, sources in found.items()}


def published_periods(published: str | None) -> list[str]:
    """Return the day, month and year of publication, as far as they are known.

    >>> published_periods("2024-05-12")
    ['2024', '2024-05', '2024-05-12']
    """
    return [published[:end] for end in (4, MONTH, DAY) if published and len(published) >= end]


def time_sources(scene: Scene) -> Iterator[tuple[str | None, Source]]:
    """Yield each time that follows from the dates named, with its source."""
    named = Counter(time.period[:4] for time in scene.times if time.period and time.period[:4].isdigit())
    years = sorted(year for year, _ in named.most_common(YEARS))
    for time in scene.times:
        role, told = TIME_ROLES.index(time.role), time.period or ""
        yield time.period, Source(time.start, time.end, role)
        for around, follows in wider(told):
            yield around, Source(time.start, time.end, role, follows)
        for year in years if is_part(told) else ():
            if year != told[:4]:
                yield year + told[4:], Source(time.start, time.end, role, PART)
    for first, last in pairwise(time for time in scene.times if time.period):
        if last.start - first.end <= BETWEEN and (span := spanned(first.period or "", last.period or "")):
            yield span, Source(first.start, last.end, TIME_ROLES.index(first.role), SPAN)


def wider(period: str) -> Iterator[tuple[str, int]]:
    """Yield the month and the year in which a time lies.

    >>> list(wider("2024-05-12"))
    [('2024-05', 1), ('2024', 2)]
    """
    if "/" in period or not period[:4].isdigit() or len(period) == len("2000"):
        return
    if len(period) == DAY:
        yield period[:MONTH], WIDER
    yield period[:4], YEAR


def is_part(period: str) -> bool:
    """Whether the time is a quarter, a third or a half of a year."""
    return len(period) == MONTH and period[5:].isdigit() and int(period[5:]) > 12


def spanned(first: str, last: str) -> str | None:
    """Return the time from one date to a later one of the same form, None where they are none.

    >>> spanned("2019", "2023"), spanned("2023", "2019-04")
    ('2019/2023', None)
    """
    if len(first) != len(last) or "/" in first or "/" in last or not first < last or not first[:4].isdigit():
        return None
    return f"{first}/{last}" if bounds(first)[0] and bounds(last)[0] else None


class Choice:
    """Chooses the candidates to weigh for a number: all, or the nearest and the most named where there are many.

    What need not be named (none, the country, publication) is always among them.
    """

    def __init__(self, candidates: Candidates) -> None:
        self._all = list(candidates)
        often = sorted(candidates, key=lambda value: -len(candidates[value]))
        unnamed = [value for value, sources in candidates.items() if not sources or value in (None, COUNTRY)]
        self._always = unnamed[:OFTEN] + often[:OFTEN]
        few = len(candidates) <= MOST
        self._named = sorted((s.start, i) for i, value in enumerate(self._all) for s in candidates[value] if not few)

    def near(self, at: int) -> list[str | None]:
        """Return the candidates for a number there."""
        if len(self._all) <= MOST:
            return self._all
        i = bisect_left(self._named, (at, 0))
        before, after = self._named[max(0, i - WINDOW) : i][::-1], self._named[i : i + WINDOW]
        close = [self._all[number] for side in (before, after) for number in firsts(side)]
        return list(dict.fromkeys([*self._always, *close]))[:MOST]


def firsts(named: Sequence[tuple[int, int]]) -> list[int]:
    """Return the nearest candidates of those named on one side, each once."""
    return list(dict.fromkeys(number for _, number in named))[:NEAR]
