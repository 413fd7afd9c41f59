"""Figures -> the charts of a page, as pictures with addresses of their own, loaded after the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ..show.charts import by_region, can_draw, over_time, places, ranking, svg
from ..show.points import Point
from .cells import Row, points

Draw = Callable[[Iterable[Point], str], Any]
CHARTS: dict[str, tuple[Draw, str]] = {  # name -> what draws it, and the query that it draws
    "time": (over_time, "indicator_figures"),
    "ranking": (ranking, "indicator_regions"),
    "map": (places, "indicator_regions"),
}
MOST, MOST_TIMES = 6, 3  # charts over time on a region's and an indicator's page


@dataclass(frozen=True, slots=True)
class Measure:
    """What can stand on one axis: an indicator in one unit, as a rate per something or none."""

    indicator: str
    unit: str
    per: str

    @property
    def title(self) -> str:
        """The measure in words."""
        rate = f" per {self.per}" if self.per else ""
        return f"{self.indicator}, {self.unit}{rate}" if self.unit or rate else self.indicator


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart on a page: its kind, measure and title, and the region whose figures it shows, if of one."""

    kind: str
    measure: Measure
    title: str
    region: str = ""

    @property
    def address(self) -> str:
        """Where the picture is."""
        told = {"indicator": self.measure.indicator, "unit": self.measure.unit, "per": self.measure.per}
        return f"/chart/{self.kind}.svg?{urlencode(told | {'region': self.region, 'title': self.title})}"


def charts_of_region(rows: Iterable[Row], region: str, name: str) -> list[Chart]:
    """Return a chart over time for each measure of a region with figures of several times, the fullest first."""
    times: dict[Measure, set[str]] = defaultdict(set)
    for point in points(rows):
        fact = point.fact
        if fact.indicator and fact.period and fact.period_start:
            times[Measure(fact.indicator, fact.unit or "", fact.per or "")].add(fact.period)
    several = [measure for measure, periods in times.items() if len(periods) > 1 and can_draw()]
    fullest = sorted(several, key=lambda measure: -len(times[measure]))[:MOST]
    return [Chart("time", measure, f"{name}: {measure.title}", region) for measure in fullest]


def charts_of_indicator(measure: Measure, ranked: Iterable[Row]) -> list[Chart]:
    """Return the charts that compare regions, where there are two or more."""
    if not can_draw() or by_region(points(ranked)) is None:
        return []
    title = f"{measure.title}: the latest figure of each region"
    return [Chart("ranking", measure, title), Chart("map", measure, title)]


def charts_over_time(measure: Measure, ranked: Iterable[Row]) -> list[Chart]:
    """Return a chart over time for the country and the regions with most figures, where they have two or more."""
    several = [row for row in ranked if row["first"] != row["last"]]
    fullest = sorted(several, key=lambda row: (row["region"] != "ID", -row["figures"]))
    titled = ((row["region"], f"{row['region_name']}: {measure.title}") for row in fullest[:MOST_TIMES] if can_draw())
    return [Chart("time", measure, title, region) for region, title in titled]


def picture(kind: str, rows: Iterable[Row], title: str) -> str | None:
    """Return the chart of the rows as SVG; None where they are too few."""
    draw, _ = CHARTS[kind]
    made = draw(points(rows), title)
    return None if made is None else svg(made)
