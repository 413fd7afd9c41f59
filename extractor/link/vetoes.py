"""What rules tell for certain of a number, whatever else speaks for another reading."""

from __future__ import annotations

from collections.abc import Collection

from ..model import Links, Mention
from .scene import Scene

CERTAIN = {
    "region": ("relate.each", "relate.size", "relate.row", "relate.column"),
    "status": ("status.foreseen",),
    "period": ("relate.each", "relate.whole", "relate.own", "relate.shift", "relate.row", "relate.column"),
}


def impossible(scene: Scene, number: Mention) -> set[str | None]:
    """Return the times at which a number cannot hold: years of laws, what only goes for what stands behind."""
    sentence = scene.layout.sentence(number.start)
    near = [time for time in scene.times if scene.layout.sentence(time.start) == sentence]
    later = {time.period for time in near if time.role == "compared" and time.since > number.start}
    names = {time.period for time in scene.times if time.role == "law"}
    return (later | names) - {time.period for time in scene.times if time.role in ("held", "said")} - {None}


def certain(told: Links, indicators: Collection[str]) -> dict[str, str | None]:
    """Return the links that stand as told: lists item by item, what no region can have, indicators of the user's own.

    `indicators` are those that were learned.

    >>> certain(Links(region="33.16", linked_by={"region": "relate.each"}), ())
    {'region': '33.16'}
    """
    fixed = {field: getattr(told, field) for field, by in CERTAIN.items() if told.linked_by.get(field) in by}
    fixed |= {"per": told.per} if told.per else {}
    population = told.linked_by.get("indicator") == "describe.population"
    if told.indicator and (population or told.indicator not in indicators):
        fixed["indicator"] = told.indicator
    return fixed
