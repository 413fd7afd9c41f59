"""Numbers in tables and lists -> region and time: their own row's, their column's, or that of the lines before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import regex

from ..layout import Layout
from ..model import Mention
from ..patterns import APART
from ..rows import Row, Span, Table
from ..rules import Rulebook
from .clauses import Clauses
from .places import COUNTRY, Area
from .times import Time

Item = TypeVar("Item", Area, Time)
Only = Callable[[Sequence[Item]], Item | None]

LED = 90  # characters of a line before a table at most, where the line before that may tell more
ENDS = '.!?"”'  # of sentences
NOWHERE = ("said", "way", "dateline")  # roles of areas that do not say what a row is about


@dataclass(frozen=True)
class Told(Generic[Item]):
    """What an article's areas or times tell of the rows of its tables; `only` chooses the one of some that goes."""

    items: Sequence[Item]
    only: Only[Item]
    layout: Clauses
    listed: regex.Pattern[str]  # words that announce a list

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [item.start for item in self.items]

    def within(self, span: Span | Row) -> Sequence[Item]:
        """Return what stands in a stretch."""
        return self.items[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def _leads(self, line: Span) -> bool:
        """Whether a line tells of what follows: a heading, or a sentence that announces it."""
        text = self.layout.text
        return text[line.end - 1] not in ENDS or self.listed.search(text, line.start, line.end) is not None

    def of_lines(self, table: Table) -> Item | None:
        """Return what the lines before a table tell: the nearest one's last sentence, then all of it."""
        for line in table.leads:
            if not self._leads(line):
                return None
            sentence = self.layout.span(self.layout.sentence(line.end - 1))[0]
            for start in (max(line.start, sentence), line.start):
                if found := self.within(Span(start, line.end)):
                    return self.only(found)
            if line.end - line.start > LED:
                return None
        return None


def relate_rows(
    numbers: Sequence[Mention], areas: Sequence[Area], layout: Clauses, rulebook: Rulebook
) -> dict[int, tuple[str | None, str]]:
    """Return (code, reason) for each number whose row, column or table names its region, or cannot have another's."""
    told = Told(
        [area for area in areas if area.role not in NOWHERE],
        narrowest,
        layout,
        rulebook.compile("relate_listed", APART),
    )
    total = rulebook.compile("relate_total", APART)
    homes = {id(table): home_of(table, told) for table in layout.tables.all}
    by_region = {id(table): names_regions(table, told) for table in layout.tables.all}
    found: dict[int, tuple[str | None, str]] = {}
    for number, table, row in placed(numbers, layout):
        if named := told.within(row):
            if area := narrowest(named):
                home = homes[id(table)]
                found[number.start] = None if home and not holds(home, area) else area.code, "row"
            continue
        heading = table.heading(row, number.start)
        above = narrowest(told.within(heading)) if heading else None
        whole = total.search(layout.text, row.start, row.cells[0].end) is not None
        lead = told.of_lines(table) if whole or not by_region[id(table)] else None
        if area := above or lead:
            found[number.start] = area.code, "column" if above else "lead"
        elif by_region[id(table)]:
            found[number.start] = None, "row"
    return found


def time_rows(
    numbers: Sequence[Mention], times: Sequence[Time], layout: Clauses, rulebook: Rulebook
) -> dict[int, tuple[Time | None, str]]:
    """Return (time, reason) for each number whose row, column or table tells one time."""
    listed = rulebook.compile("relate_listed", APART)
    told = Told([time for time in times if time.role in ("held", "compared") and time.period], one_time, layout, listed)
    found: dict[int, tuple[Time | None, str]] = {}
    for number, table, row in placed(numbers, layout):
        own = told.within(row)
        heading = table.heading(row, number.start)
        above = one_time(told.within(heading)) if heading else None
        if own or above:
            time, by = (one_time(own), "row") if own else (above, "column")
        else:
            time, by = told.of_lines(table), "lead"
        if time:
            found[number.start] = time, by
    return found


def headings(numbers: Sequence[Mention], layout: Layout) -> Iterator[tuple[Mention, str, str]]:
    """Yield the numbers in rows, each with the words of its column's header and of the lines before."""
    text = layout.text
    for number, table, row in placed(numbers, layout):
        heading = table.heading(row, number.start)
        lead = " ".join(text[line.start : line.end] for line in table.leads)
        yield number, text[heading.start : heading.end].strip() if heading else "", lead


def placed(numbers: Sequence[Mention], layout: Layout) -> Iterator[tuple[Mention, Table, Row]]:
    """Yield the numbers that stand in rows, each with its table and row."""
    for number in numbers if layout.tables.all else ():
        if at := layout.tables.at(number.start):
            yield number, *at


def names_regions(table: Table, told: Told[Area]) -> bool:
    """Whether most rows name a region each: what names none there is of another region, or of all."""
    return 2 * sum(bool(told.within(row)) for row in table.rows) > len(table.rows)


def home_of(table: Table, told: Told[Area]) -> Area | None:
    """Return the region that the lines before tell, where most rows lie in it; None for the country.

    What lies outside is read wrongly: a kecamatan may have the name of a kabupaten elsewhere.
    """
    lead = told.of_lines(table)
    if lead is None or lead.code in (None, COUNTRY):
        return None
    rows = [found for row in table.rows if (found := narrowest(told.within(row)))]
    return lead if 2 * sum(holds(lead, one) for one in rows) > len(rows) else None


def narrowest(areas: Sequence[Area]) -> Area | None:
    """Return the area that all others hold, None where they lie apart."""
    last = max(areas, key=lambda area: len(area.code or ""), default=None)
    return last if last and all(holds(area, last) for area in areas) else None


def holds(area: Area, place: Area) -> bool:
    """Whether the area is the place, or the province or country that it lies in."""
    within = (
        area.code is not None and place.code is not None and (area.code == COUNTRY or place.code.startswith(area.code))
    )
    return within or area.code == place.code


def one_time(times: Sequence[Time]) -> Time | None:
    """Return the time, None where there are several."""
    return times[0] if times and len({(time.period, time.mod) for time in times}) == 1 else None
