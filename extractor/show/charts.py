"""Points -> charts: a number over time, regions ranked, a map. The only importer of Altair and vl-convert.

The same chart serves a report, the browser and a notebook. As SVG it needs no script and asks nothing of the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ..regions.gazetteer import Region, load_gazetteer
from ..rules import rules_folder
from .look import CONFIG, DOUBTS, FAINT, HUE, INK
from .points import LATEST, STATED, Point, Series, certainty, latest, series, sources
from .visible import clipped, legible

if TYPE_CHECKING:
    import altair as alt

MISSING = "Charts need two packages: pip install altair vl-convert-python"
WIDTH, HEIGHT = 640, 280  # of the whole and of the plot, in pixels
LINE = 92  # characters of a title's line
MOST_POINTS, MOST_REGIONS, MOST_NAMED = 1000, 25, 10
NAME_HIGH, NAME_WIDE = 1.5, 10  # degrees of latitude and longitude that a name on the map takes
DWARFED = 200  # times the smallest number, from which the largest leaves no room to tell the others apart
RELATIVE = "https://relative.invalid/"  # what a link begins with while it is drawn


def can_draw() -> bool:
    """Return whether what draws is installed."""
    return bool(find_spec("altair") and find_spec("vl_convert"))


def over_time(points: Iterable[Point], title: str) -> alt.LayerChart | None:
    """Return the numbers against the time they hold for, one of a year as wide as it; None for fewer than two."""
    import altair as alt

    drawn = series(point for point in points if point.fact.period_start and point.fact.period_end)
    if drawn is None or len({point.fact.period for point in drawn.points}) < 2:
        return None
    kept = sorted(drawn.points, key=lambda point: point.recency, reverse=True)[:MOST_POINTS]
    base = alt.Chart(alt.InlineData([drawn.row(point) for point in kept]))
    value, low = (alt.Y(f"{name}:Q", **height(drawn, kept)) for name in ("value", "low"))
    scale = alt.Scale(type="utc", nice=True)
    step = {"interval": "year", "step": 1 + years(kept) // 10}
    axis = alt.Axis(format="%Y", tickCount=step) if years(kept) else alt.Axis(format="%b %Y", tickCount=6)
    time = alt.X("middle:T", title="time the number holds for", scale=scale, axis=axis)
    spans = base.mark_rule(color=HUE, opacity=0.35).encode(x=alt.X("start:T", scale=scale), x2="end:T", y=value)
    bounds = base.mark_rule(color=HUE).encode(x=time, y=low, y2="high:Q")
    return finished(
        alt.LayerChart(layer=[spans, bounds, marks(base, kept).encode(x=time, y=value)]), drawn, kept, title
    )


def height(drawn: Series, kept: Sequence[Point]) -> dict[str, Any]:
    """Return the scale and axis for values; of logarithms, and it says so, where the largest dwarfs the others."""
    import altair as alt

    low, high = min(point.low for point in kept), max(point.high for point in kept)
    if low > 0 and high / low > DWARFED:
        axis = alt.Axis(format=",~f", tickCount=4)
        return {"title": f"{drawn.unit} (each line ten times the last)", "scale": alt.Scale(type="log"), "axis": axis}
    return {"title": drawn.unit, "scale": alt.Scale(zero=False), "axis": alt.Axis(format=",~f", tickCount=6)}


def ranking(points: Iterable[Point], title: str) -> alt.LayerChart | None:
    """Return the latest number of each region, the largest first; None for fewer than two regions."""
    import altair as alt

    drawn = by_region(points)
    if drawn is None:
        return None
    kept = sorted(drawn.points, key=lambda point: (-point.high, point.fact.region or ""))[:MOST_REGIONS]
    rows = [drawn.row(point) for point in kept]
    for row in rows:
        row["name"] = ", ".join(filter(None, [row["region"], row["when"]]))
    base = alt.Chart(alt.InlineData(rows))
    region = alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=260))
    value = alt.X("value:Q", title=drawn.unit, scale=alt.Scale(zero=True), axis=alt.Axis(format=",~f", tickCount=6))
    from_zero = base.mark_rule(color=HUE, opacity=0.35, strokeWidth=3).encode(y=region, x=value, x2=alt.datum(0))
    bounds = base.mark_rule(color=HUE).encode(y=region, x="low:Q", x2="high:Q")
    chart = alt.LayerChart(layer=[from_zero, bounds, marks(base, kept).encode(y=region, x=value)])
    return finished(chart, drawn, kept, title, height=22 * len(kept))


def places(points: Iterable[Point], title: str) -> alt.LayerChart | None:
    """Return the latest number of each region on a map of all kabupaten and kota; None for fewer than two regions."""
    import altair as alt

    drawn = by_region(points)
    if drawn is None:
        return None
    regions = load_gazetteer(rules_folder() / "gazetteer").regions
    kept = [point for point in drawn.points if at(regions.get(point.fact.region or ""))]
    kept = sorted(kept, key=lambda point: (-point.high, point.fact.region or ""))
    rows = [drawn.row(point) | at(regions[point.fact.region or ""]) for point in kept]
    land = alt.Chart(alt.InlineData([at(region) for region in regions.values() if at(region)]))
    base = alt.Chart(alt.InlineData(rows))
    where: dict[str, Any] = {"longitude": "lon:Q", "latitude": "lat:Q"}
    size = alt.Size(
        "value:Q", title=drawn.unit, scale=alt.Scale(rangeMin=30, rangeMax=700), legend=legend(format=",~f")
    )
    dots = land.mark_circle(size=6, color=FAINT, opacity=1, aria=False).encode(**where)
    circles = marks(base, kept, fillOpacity=0.35).encode(size=size, **where)
    names = (
        alt.Chart(alt.InlineData(apart(rows)))
        .mark_text(dy=-10, color=INK, fontSize=12)
        .encode(text="region:N", **where)
    )
    chart = alt.LayerChart(layer=[dots, circles, names]).project("equirectangular")
    return finished(chart, drawn, kept, title, height=240)


def by_region(points: Iterable[Point]) -> Series | None:
    """Return the latest point of each region of the level that most have; None for fewer than two regions."""
    drawn = series(point for point in points if point.fact.region and point.fact.region != "ID")
    if drawn is None:
        return None
    best = list(latest(drawn.points).values())
    provinces = [point for point in best if point.fact.region_level == "province"]
    others = [point for point in best if point.fact.region_level != "province"]
    kept = max(others, provinces, key=len)
    return Series(tuple(kept), drawn.unit, drawn.divisor, drawn.others) if len(kept) > 1 else None


def marks(base: alt.Chart, points: Sequence[Point], **look: Any) -> alt.Chart:
    """Return a mark for each point, of a shape that tells how sure it is, and a legend where one is unsure."""
    import altair as alt

    found = {certainty(point.fact) for point in points}
    domain = [name for name in DOUBTS if name in found]
    shapes, fills = ([DOUBTS[name][part] for name in domain] for part in (0, 1))
    key = None if domain == [STATED] else legend()
    encoding: dict[str, Any] = {
        "shape": alt.Shape("certainty:N", title=None, scale=alt.Scale(domain=domain, range=shapes), legend=key),
        "fill": alt.Fill("certainty:N", title=None, scale=alt.Scale(domain=domain, range=fills), legend=key),
        "stroke": alt.Stroke("certainty:N", title=None, scale=alt.Scale(domain=domain, range=[HUE]), legend=key),
        "description": "says:N",
        "tooltip": "says:N",
    }
    if any(point.link for point in points):
        encoding["href"] = "link:N"
    drawn: alt.Chart = base.mark_point(size=70, strokeWidth=1.6, **look).encode(**encoding)
    return drawn


def legend(**settings: Any) -> alt.Legend:
    """Return a legend that lies below the chart."""
    import altair as alt

    return alt.Legend(orient="bottom", columns=3, symbolStrokeColor=HUE, **settings)


def finished(
    chart: alt.LayerChart, drawn: Series, kept: Sequence[Point], title: str, height: int = HEIGHT
) -> alt.LayerChart:
    """Return the chart with its size and look, its title, what it leaves out, and its sources."""
    import altair as alt

    told = [*left_out(drawn, kept), *wrap(f"Sources: {sources(kept)}", LINE)]
    head = alt.TitleParams(clipped(title, LINE), subtitle=told, anchor="start", offset=12)
    dressed: alt.LayerChart = chart.properties(width=WIDTH, height=height, title=head).configure(**CONFIG)
    return dressed


def left_out(drawn: Series, kept: Sequence[Point]) -> Iterator[str]:
    """Yield what the chart does not show, and why."""
    if drawn.others:
        yield f"In other units, and left out: {drawn.others}"
    if len(kept) < len(drawn.points):
        yield f"Shown: {len(kept)} of {len(drawn.points)}"


def svg(chart: alt.LayerChart) -> Markup:
    """Return the chart as SVG to stand in a page: no script, no style, every text escaped, its title as its name."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(shown(chart.to_dict()), allowed_base_urls=[]).replace(RELATIVE, "")
    title: Any = chart.title
    return Markup(drawn.replace("<svg ", f'<svg role="group" aria-label="{escape(title.text)}" ', 1))  # noqa: S704


def shown(spec: Any, name: str = "") -> Any:
    """Return the chart's description as the program that draws takes it.

    Vega fails on control characters, and would resolve a relative link against its own address.
    """
    if isinstance(spec, dict):
        return {key: shown(value, key) for key, value in spec.items()}
    if isinstance(spec, list):
        return [shown(value) for value in spec]
    if isinstance(spec, str):
        return f"{RELATIVE}{legible(spec)}" if name == "link" else legible(spec)
    return spec


def years(points: Sequence[Point]) -> int:
    """Return how many years the points' periods span, 0 within one."""
    starts = [point.fact.period_start or LATEST for point in points]
    return max(starts).year - min(starts).year


def at(region: Region | None) -> dict[str, float]:
    """Return where a province, kabupaten or kota lies, empty where that is unknown."""
    return (
        {"lat": region.lat, "lon": region.lon} if region and region.lat is not None and region.lon is not None else {}
    )


def apart(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the first of the rows whose names do not run into each other on a map."""
    named: list[dict[str, Any]] = []
    for row in rows:
        if len(named) < MOST_NAMED and not any(close(row, other) for other in named):
            named.append(row)
    return named


def close(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether names at two places would run into each other."""
    return bool(abs(one["lat"] - other["lat"]) < NAME_HIGH and abs(one["lon"] - other["lon"]) < NAME_WIDE)
