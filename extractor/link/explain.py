"""Why a number is linked as it is: what would speak less for the choice if it were as with the next likely one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import regex

from .decode import ask, spans
from .evidence import gather
from .pairs import Column
from .scene import Scene
from .scorer import Model, Trees, normalized

WEIGHTY = 0.15  # of the score: what says less is no reason
MOST = 3  # reasons told of a link
NONE_FAR = 90  # sentences: it is named nowhere there


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a link has its value: the chance, the next likely value with its own, and reasons in words."""

    value: str | None
    chance: float
    instead: str | None
    instead_chance: float
    reasons: tuple[str, ...]


def explain(scene: Scene, start: int, model: Model, lang: str = "en") -> dict[str, Reasons]:
    """Return the reasons of each link of the number that starts there."""
    at = [number.start for number in scene.numbers].index(start)
    found = {}
    for field, (pairs, columns) in ask(gather([scene]), model).items():
        begin, end = list(spans(pairs))[at]
        rows = {name: column[begin:end] for name, column in columns.items()}
        chances = normalized(model.trees[field].score(rows), np.array([0]))
        best, second = (np.argsort(-chances, kind="stable")[:2].tolist() * 2)[:2]
        values = [pairs.values[i] for i in pairs.candidate[begin:end].tolist()]
        told = tuple(reasons_of(model.trees[field], rows, best, second, lang)) if best != second else ()
        found[field] = Reasons(values[best], float(chances[best]), values[second], float(chances[second]), told)
    return found


def reasons_of(trees: Trees, rows: Mapping[str, Column], best: int, second: int, lang: str) -> Iterator[str]:
    """Yield what speaks most for one row against another, the weightiest first."""
    two = {name: column[[best, second]] for name, column in rows.items()}
    lead = gap(trees, two)
    weights = []
    for group in groups():
        mine = [name for name in trees.features if group_of(name) is group]
        alike = {**two, **{name: two[name][[1, 1]] for name in mine}}
        weights.append((lead - gap(trees, alike), group))
    for weight, group in sorted(weights, key=lambda one: -one[0])[:MOST]:
        if weight >= WEIGHTY and (words := in_words(group, {name: column[0] for name, column in two.items()}, lang)):
            yield words


def gap(trees: Trees, two: Mapping[str, Column]) -> float:
    """Return how much higher the first of two rows scores."""
    first, second = trees.score(two).tolist()
    return float(first - second)


@cache
def texts() -> Mapping[str, Any]:
    """Return the words of reasons.toml."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf8"))


def groups() -> list[Mapping[str, str]]:
    """Return the groups of features, in order."""
    told: list[Mapping[str, str]] = texts()["group"]
    return told


@cache
def group_of(feature: str) -> Mapping[str, str]:
    """Return the group of a feature.

    >>> group_of("before distance")["en"]
    'it is named {where}'
    """
    return next(group for group in groups() if regex.fullmatch(group["features"], feature))


def in_words(group: Mapping[str, str], row: Mapping[str, Any], lang: str) -> str:
    """Return what a group says of a candidate, nothing where it says it of something that is not there."""
    needed = group.get("needs")
    if needed == "count":
        count = int(row.get("count", 0))
        return group[lang].format(count=count) if count else ""
    if needed:
        sentences = int(row.get(f"{needed} sentences", NONE_FAR + 1))
        return group[lang].format(where=where(sentences, lang)) if sentences < NONE_FAR else ""
    return group[lang]


def where(sentences: int, lang: str) -> str:
    """Return how far away something is named.

    >>> where(0, "en"), where(3, "id")
    ('before it in the sentence', '3 kalimat sebelumnya')
    """
    name = {0: "same", 1: "last"}.get(sentences, "far")
    told: str = texts()["where"][name][lang]
    return told.format(n=sentences)
