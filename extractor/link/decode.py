"""Scores -> the links of every number, how sure each is, and other readings that are nearly as likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..model import Alternative, Links
from .evidence import CANDIDATES, CLASSED, TRAIT, Evidence, columns_for, gather, option_columns, option_pairs
from .pairs import Column, Pairs
from .scene import Scene
from .scorer import Model, normalized
from .vetoes import certain, impossible

POPULATION = "population"
NEVER = -50.0  # the score of what cannot be
CLOSE = 0.25  # the probability from which a second reading is told


def link_all(scenes: Sequence[Scene], model: Model) -> list[dict[int, Links]]:
    """Return the links of each article's numbers, by their starts, but for speaker and subject."""
    found: list[dict[int, Links]] = [{} for _ in scenes]
    if not any(scene.numbers for scene in scenes):
        return found
    evidence = gather(scenes)
    told = {field: chosen(pairs, field, chances, model) for field, (pairs, chances) in weigh(evidence, model).items()}
    sure = np.prod([told[field][1] for field in ("region", "period", "status")], axis=0)
    confidence = model.calibrated("all", sure)
    indicators = model.tasks["indicator"].classes
    numbers = [(i, number) for i, scene in enumerate(scenes) for number in scene.numbers]
    for at, (i, number) in enumerate(numbers):
        rules = scenes[i].told[number.start]
        fixed = certain(rules, indicators)
        values: dict[str, Any] = {field: values[at] for field, (values, _, _) in told.items()} | fixed
        values["indicator"] = settled(values["indicator"], rules.indicator)
        found[i][number.start] = Links(
            **values,
            period_mod=mod_of(scenes[i], values["period"], number.start),
            confidence=float(confidence[at]),
            confidence_by={field: float(sure[at]) for field, (_, sure, _) in told.items()},
            linked_by={field: by(field, value, rules) for field, value in values.items() if value is not None},
            alternatives=tuple(other for _, _, others in told.values() if (other := others[at])),
        )
    return found


Asked = dict[str, tuple[Pairs, dict[str, Column]]]  # by field: numbers with their candidates, and what is asked of them


def ask(evidence: Evidence, model: Model) -> Asked:
    """Return, by field, the numbers with their candidates, and the columns that its trees ask."""
    said = model.said(evidence.wordings, evidence.topics, evidence.text.article)
    asked: Asked = {}
    for field in CANDIDATES:
        features, pairs = evidence.features(field), evidence.pairs[field]
        beside = {}
        for side in ("before", "after"):
            words, near = evidence.beside(field, side, features[TRAIT[field]])
            beside[side] = model.beside(field, words, near, len(pairs.number))
        asked[field] = pairs, columns_for(evidence, field, features, said, beside)
    for field in CLASSED:
        pairs = option_pairs(evidence, field, said[field])
        asked[field] = pairs, option_columns(evidence, field, pairs, said)
    return asked


def weigh(evidence: Evidence, model: Model) -> dict[str, tuple[Pairs, Column]]:
    """Return, by field, the numbers with their candidates and the probability of each."""
    asked = ask(evidence, model)
    weighed = {field: (pairs, model.trees[field].score(columns)) for field, (pairs, columns) in asked.items()}
    pairs, scores = weighed["period"]
    scores[ruled_out(pairs)] = NEVER
    return {field: (pairs, normalized(scores, pairs.firsts)) for field, (pairs, scores) in weighed.items()}


def ruled_out(pairs: Pairs) -> list[int]:
    """Return the pairs of numbers and times that cannot be."""
    numbers = [(scene, number) for scene in pairs.scenes for number in scene.numbers]
    never = [impossible(scene, number) for scene, number in numbers]
    asked = zip(pairs.number.tolist(), pairs.candidate.tolist(), strict=True)
    return [pair for pair, (number, candidate) in enumerate(asked) if pairs.values[candidate] in never[number]]


Told = tuple[list[str | None], Column, list[Alternative | None]]  # values, confidence and other readings of the numbers


def chosen(pairs: Pairs, field: str, chances: Column, model: Model) -> Told:
    """Return the likeliest candidate of each number."""
    values: list[str | None] = []
    others: list[Alternative | None] = []
    sure: list[float] = []
    for begin, end in spans(pairs):
        order = begin + np.argsort(-chances[begin:end], kind="stable")[:2]
        best, second = order[0], order[-1]
        values.append(pairs.values[pairs.candidate[best]])
        sure.append(chances[best])
        near = field in CANDIDATES and second != best and chances[second] >= CLOSE
        others.append(reading(field, pairs.values[pairs.candidate[second]], chances[second]) if near else None)
    return values, model.calibrated(field, np.array(sure)), others


def spans(pairs: Pairs) -> Iterator[tuple[int, int]]:
    """Yield where the pairs of each number begin and end."""
    firsts = pairs.firsts.tolist()
    return zip(firsts, [*firsts[1:], len(pairs.number)], strict=True)


def reading(field: str, value: str | None, chance: float) -> Alternative | None:
    """Return another reading with its reason, None for that there is no link."""
    return {field: value, "reason": f"nearly as likely ({round(100 * chance)} %)"} if value else None


def settled(chosen: str | None, told: str | None) -> str | None:
    """Return the indicator: what rules tell where it is finer, or where only they may tell it (all inhabitants).

    >>> settled("budget", "budget.revenue"), settled("price", "budget.revenue"), settled("population", None)
    ('budget.revenue', 'price', None)
    """
    finer = bool(chosen and told and told.startswith(f"{chosen}."))
    return told if finer or chosen == POPULATION else chosen


def by(field: str, value: str | None, rules: Links) -> str:
    """Return what tells a link: the rule that tells the same, else the weights.

    >>> by("status", "target", Links(status="actual", linked_by={"status": "status.plain"}))
    'link.status'
    """
    agreed = getattr(rules, field) == value
    return rules.linked_by.get(field, f"link.{field}") if agreed else f"link.{field}"


def mod_of(scene: Scene, period: str | None, at: int) -> str | None:
    """Return which part of the period the nearest date that tells it names."""
    told = [time for time in scene.times if period and time.period == period]
    return min(told, key=lambda time: abs(time.start - at)).mod if told else None
