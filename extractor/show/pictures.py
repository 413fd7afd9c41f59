"""Which charts a page shows: those that say something, each drawn once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice

from markupsafe import Markup

from ..model import Article
from . import charts
from .points import Point, points_of, unit_of

LEAST, LEAST_ON_MAP = 3, 6  # times or regions that make a chart worth its room
MOST_IN_ARTICLE, MOST_IN_INDEX = 2, 3  # charts of each form


def of_article(article: Article) -> list[Markup]:
    """Return the charts of one article: what it says of a region over time, and of several regions."""
    points = list(points_of([article], lambda _, fact: f"#fact-{fact.id}"))
    drawn = [*over_time(points), *by_region(points)] if charts.can_draw() else []
    return drawn[:MOST_IN_ARTICLE]


def of_articles(points: Iterable[Point]) -> list[Markup]:
    """Return the charts of many articles: the regions with most to show over time, the indicators told of most."""
    if not charts.can_draw():
        return []
    points = list(points)
    return [*islice(by_region(points), MOST_IN_INDEX), *islice(over_time(points), MOST_IN_INDEX)]


def over_time(points: Iterable[Point]) -> Iterator[Markup]:
    """Yield a chart for each indicator of a region that has numbers for several times, most times first."""
    groups = grouped(points, lambda point: (point.fact.indicator, point.fact.region, unit_of(point.fact)))
    for group in most_first(groups, lambda point: point.fact.period_start and point.fact.period):
        fact = group[0].fact
        place = "Indonesia" if fact.region == "ID" else fact.region_name or fact.region
        if chart := charts.over_time(group, f"{words(fact.indicator)} in {place}"):
            yield charts.svg(chart)


def by_region(points: Iterable[Point]) -> Iterator[Markup]:
    """Yield a ranking, and where it pays a map, for each indicator that has numbers of several regions."""
    groups = grouped(points, lambda point: (point.fact.indicator, unit_of(point.fact)))
    for group in most_first(groups, lambda point: point.fact.region != "ID" and point.fact.region):
        title = f"{words(group[0].fact.indicator)} by region, latest number of each"
        if chart := charts.ranking(group, title):
            yield charts.svg(chart)
        if len({point.fact.region for point in group}) >= LEAST_ON_MAP and (chart := charts.places(group, title)):
            yield charts.svg(chart)


def grouped(points: Iterable[Point], key: Callable[[Point], tuple[Hashable, ...]]) -> list[list[Point]]:
    """Return the points that share a key, all parts of which are known."""
    groups: dict[tuple[Hashable, ...], list[Point]] = defaultdict(list)
    for point in points:
        if None not in (parts := key(point)):
            groups[parts].append(point)
    return list(groups.values())


def most_first(groups: Iterable[list[Point]], counted: Callable[[Point], Hashable]) -> list[list[Point]]:
    """Return the groups with at least LEAST different values of what is counted, those with most first."""
    sizes = [(len({value for point in group if (value := counted(point))}), group) for group in groups]
    return [group for size, group in sorted(sizes, key=lambda pair: -pair[0]) if size >= LEAST]


def words(indicator: str | None) -> str:
    """Return an indicator in words.

    >>> words("budget.spending")
    'budget, spending'
    """
    return (indicator or "").replace(".", ", ")
