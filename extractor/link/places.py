"""What a number can be about: the regions an article names, and how sure each place of a name is to say where."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import regex

from ..layout import is_dateline
from ..model import Mention, Place, When
from ..patterns import WORD
from ..rules import Rulebook
from .clauses import Clauses

COUNTRY = "ID"
CAPITAL = "31"
LOOK_BACK = 90  # characters before a name in which an office can stand
AFTER_OUTER = regex.compile(r",? ?\(?(?:di )?")  # between a place and the region that holds it
OUTER = regex.compile(r",? ?\(?(?:di )?")  # between a place and the region that holds it
BEFORE_DATE = regex.compile(r",\s?|\s?\(")
AFTER_DATE = regex.compile(r"[)\s,]{0,3}(?:di|dari)\s(?:[\p{L}\d./'’-]++,?\s){0,9}$")


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of text that says where: a region's code down to kabupaten and kota, `ID`, or None elsewhere.

    `role` is `place`, `abroad`, `office` (who, not where), `said` (where somebody spoke), `way` (whence or whither
    something goes), `outer` (it only holds the place before it) or `dateline`.
    """

    start: int
    end: int
    code: str | None
    role: str


def find_areas(mentions: Sequence[Mention], layout: Clauses, spoken: Set[int], rulebook: Rulebook) -> list[Area]:
    """Return the areas of an article in order of start; `spoken` are the sentences that tell of speech."""
    days = [mention for mention in mentions if is_day(mention)]
    areas = list(regions(mentions, Roles(layout, Days(days, layout, spoken), rulebook)))
    taken = [(mention.start, mention.end) for mention in mentions if mention.kind in ("region", "ignore", "furniture")]
    named = [area for area in other_areas(layout) if not overlaps(area, taken)]
    return sorted([*areas, *named], key=lambda area: area.start)


def is_day(mention: Mention) -> bool:
    """Whether the mention is a date of a day."""
    value = mention.value
    return isinstance(value, When) and (value.weekday is not None or len(value.period or "") == len("2000-01-01"))


def overlaps(area: Area, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether the area lies in one of the stretches, in order of start."""
    at = bisect_right(taken, (area.end, 0)) - 1
    return at >= 0 and taken[at][1] > area.start


class Days:
    """The days that an article names, to tell where somebody spoke: `di Semarang, Senin (4/3/2024)`."""

    def __init__(self, days: Sequence[Mention], layout: Clauses, spoken: Set[int]) -> None:
        self._text = layout.text
        self._layout = layout
        self._starts = {day.start for day in days}
        self._ends = [day.end for day in days]
        self._spoken = spoken

    def beside(self, mention: Mention) -> bool:
        """Whether the name is where somebody spoke on a day: beside the day, in a sentence that tells of speech."""
        gap = BEFORE_DATE.match(self._text, mention.end)
        near = (gap is not None and gap.end() in self._starts) or self._after(mention.start)
        return near and self._layout.sentence(mention.start) in self._spoken

    def _after(self, start: int) -> bool:
        at = bisect_right(self._ends, start) - 1
        if at < 0 or start - self._ends[at] > LOOK_BACK:
            return False
        return AFTER_DATE.fullmatch(self._text, self._ends[at], start) is not None


class Roles:
    """Tells what a region's name does where it stands."""

    def __init__(self, layout: Clauses, days: Days, rulebook: Rulebook) -> None:
        self._text = layout.text
        self._tables = layout.tables
        self._days = days
        self._office = rulebook.compile("relate_office", WORD)
        self._way = rulebook.compile("relate_way", r"(?<!\w){}\s+$")

    def of(self, mention: Mention, code: str, before: Area | None) -> str:
        """Return the role of a region with the code, `before` the one before it."""
        text, start = self._text, mention.start
        if is_dateline(text, start, mention.end) and not self._tables.at(start):
            return "dateline"
        if before and before.code and code in before.code and OUTER.fullmatch(text, before.end, start):
            return "outer" if before.role == "place" else before.role
        if is_office(text, start, self._office):
            return "office"
        if self._days.beside(mention):
            return "said"
        return "way" if self._way.search(text, max(0, start - LOOK_BACK), start) else "place"


def regions(mentions: Sequence[Mention], roles: Roles) -> Iterator[Area]:
    """Yield the regions whose code is known."""
    before: Area | None = None
    for mention in mentions:
        if not isinstance(mention.value, Place) or not mention.value.code:
            continue
        code = ".".join(mention.value.code.split(".")[:2])
        area = Area(mention.start, mention.end, code, roles.of(mention, code, before))
        yield area
        before = area


def is_office(text: str, start: int, office: regex.Pattern[str]) -> bool:
    """Whether a run of capitalised words that names an office ends before the name: `Kepala Dinas Kesehatan …`."""
    line = text[max(0, start - LOOK_BACK) : start].rpartition("\n")[2]
    run: list[str] = []
    for word in reversed(line.split()):
        bare = word.strip("()“”\"'")
        if not bare or (bare[0].islower() and not office.fullmatch(bare) and bare not in ("dan", "kabupaten", "kota")):
            break
        if word[-1] in ",;:" or (word[-1] == "." and len(word) > 4):
            break
        run.append(bare.rstrip("."))
    return any(office.match(word) for word in run)


def other_areas(layout: Clauses) -> Iterator[Area]:
    """Yield what means the whole country, and the places that have no code."""
    for name, code, role in (
        ("relate_country", COUNTRY, "place"),
        ("relate_country_body", COUNTRY, "office"),
        ("relate_elsewhere", None, "place"),
        ("relate_foreign", None, "abroad"),
    ):
        for match in layout.found[name]:
            if role in ("office", "abroad") or stands_alone(layout.text, match):
                yield Area(match.start(), match.end(), code, role)


def stands_alone(text: str, match: regex.Match[str]) -> bool:
    """Whether the word is no part of a longer name: `di Indonesia`, `internet nasional`, not `Bank Indonesia`."""
    behind = text[match.end() : match.end() + 2]
    if behind[:1] == " " and behind[1:].isupper():
        return False
    before = text[max(0, match.start() - 30) : match.start()].split()
    if match[0][0].islower():
        return not before or before[-1][0].islower() or match[0].count(" ") > 0
    opens = len(before) > 1 and before[-2][-1] in '.!?”"'  # the word before begins a sentence: `Adapun Sulawesi …`
    return not before or not before[-1][0].isupper() or before[-1][-1] in ".," or opens


def main_area(areas: Sequence[Area], title_end: int) -> str | None:
    """Return the code that the article names most, its title double; an office counts half, a dateline less.

    None where it names places abroad most, or no place but the capital, where somebody wrote or spoke; the whole
    country where it names that and no region more than all others.
    """
    weights = {"place": 4, "abroad": 3, "office": 2, "said": 1, "way": 1, "outer": 1, "dateline": 1}
    named: Counter[str | None] = Counter()
    for area in areas:
        if area.code or area.role == "abroad":
            weight = 1 if area.role == "office" and area.code == COUNTRY else weights[area.role]
            named[area.code] += weight * (2 if area.start < title_end else 1)
    if not any(area.role not in ("said", "dateline") for area in areas if area.code):
        named = Counter({code: weight for code, weight in named.items() if code and not code.startswith(CAPITAL)})
    main = max(named, key=lambda code: named[code]) if named else None
    regions = sum(weight for code, weight in named.items() if code not in (None, COUNTRY))
    spread = main is not None and 2 * named[main] < regions and 2 * named[COUNTRY] >= named[main]
    return COUNTRY if spread else main
