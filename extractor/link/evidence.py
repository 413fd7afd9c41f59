"""All that speaks for the links of the numbers of a batch: columns for trees, words for weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..model import Links
from .candidates import Candidates, period_candidates, region_candidates
from .features import FEATURES, number_columns, ranked
from .pairs import Column, Pairs, Text, lay_end_to_end, pair_up
from .scene import Scene
from .wording import article_wording, pair_wordings, wordings

CANDIDATES: Mapping[str, Callable[[Scene], Candidates]] = {"region": region_candidates, "period": period_candidates}
TRAIT = {"region": "level", "period": "form"}  # the feature that says what sort of candidate it is
SORTS = {  # the classes that words know, by that feature
    "region": ("none", "country", "province", "regency", "regency"),
    "period": ("none", "span", "year", "part", "month", "day"),
}
CLASSED = ("status", "change", "per", "indicator")  # links that are chosen from a list
LISTED: Mapping[str, Sequence[str]] = {"status": ("actual", "target"), "change": ("None", "increase", "decrease")}
NOTHING = {"indicator": "other"}  # the class of no value, elsewhere `None`
REASONS: Mapping[str, Sequence[str]] = {  # rules that tell links, told apart as features
    "region": ("relate.sentence", "relate.topic", "relate.article", "relate.size", "relate.each", "relate.lead"),
    "period": (
        "relate.sentence",
        "relate.frame",
        "relate.again",
        "relate.own",
        "relate.shift",
        "relate.whole",
        "relate.lead",
    ),
    "status": ("status.plain", "status.target", "status.ahead", "status.share", "status.foreseen"),
    "change": ("status.change",),
    "indicator": ("describe.subject", "describe.cue", "describe.before", "describe.article", "describe.population"),
}
LIKELY = {"per": 3, "indicator": 5}  # how many classes that words speak for are weighed


@dataclass(frozen=True)
class Evidence:
    """What speaks for the links of the numbers of some articles, before anything is weighed."""

    scenes: Sequence[Scene]
    text: Text
    pairs: Mapping[str, Pairs]

    @cached_property
    def numbers(self) -> Mapping[str, Column]:
        """The features of the numbers."""
        return number_columns(self.scenes, self.text)

    @cached_property
    def wordings(self) -> Sequence[Sequence[str]]:
        """The words around each number."""
        return [words for scene in self.scenes for words in wordings(scene)]

    @cached_property
    def topics(self) -> Sequence[Sequence[str]]:
        """The words of each article."""
        return [article_wording(scene) for scene in self.scenes]

    @cached_property
    def rules(self) -> Sequence[Links]:
        """What rules alone tell of each number."""
        return [scene.told[number.start] for scene in self.scenes for number in scene.numbers]

    def told(self, field: str) -> Sequence[str | None]:
        """Return what rules alone tell of a link of each number."""
        return [getattr(links, field) for links in self.rules]

    def reasons(self, field: str) -> Column:
        """Return by which rule a link of each number is told, -1 for none."""
        names = REASONS.get(field, ())
        told = [links.linked_by.get(field, "") for links in self.rules]
        return np.array([float(names.index(name)) if name in names else -1.0 for name in told])

    def beside_number(self, table: Column, which: Column, number: Column, step: int) -> Column:
        """Return the chance of the same class for the next number before or behind in the sentence, -1 for none."""
        sentence, other = self.text.sentence, np.clip(number + step, 0, max(0, len(self.text.numbers) - 1))
        same = (other != number) & (sentence[other] == sentence[number])
        return np.where(same, table[which, other], -1.0)

    def features(self, field: str) -> dict[str, Column]:
        """Return the features of the pairs of a field."""
        return {name: feature(self.pairs[field]) for name, feature in FEATURES[field].items()}

    def beside(self, field: str, side: str, trait: Column) -> tuple[list[list[str]], Column]:
        """Return the words of the pairs of a field on a side, and which pairs have some."""
        return pair_wordings(self.pairs[field], side, trait)


def gather(scenes: Sequence[Scene]) -> Evidence:
    """Return what speaks for the links of the numbers of the articles."""
    text = lay_end_to_end(scenes)
    return Evidence(scenes, text, {field: pair_up(scenes, text, find) for field, find in CANDIDATES.items()})


def columns_for(
    evidence: Evidence,
    field: str,
    features: Mapping[str, Column],
    said: Mapping[str, Mapping[str, Column]],
    beside: Mapping[str, Column],
) -> dict[str, Column]:
    """Return the columns that the trees of a field ask: features of pair and number, and what the words say.

    `said` holds, by field, the probability of each class; `beside`, by side, what the words near a source say.
    """
    number = evidence.pairs[field].number
    columns = dict(features)
    columns |= {f"number: {name}": column[number] for name, column in evidence.numbers.items()}
    for task, classes in said.items():
        if task != "indicator":
            columns |= {f"words: {task} {name}": column[number] for name, column in classes.items()}
    columns |= {f"words {side}": column for side, column in beside.items()}
    columns["told by"] = evidence.reasons(field)[number]
    columns["words beside"] = np.maximum(beside["before"], beside["after"])
    sorts = [said[field][name] for name in SORTS[field]]
    columns["words: its sort"] = np.stack(sorts)[features[TRAIT[field]].astype(np.int64), number]
    return columns


def option_pairs(evidence: Evidence, field: str, said: Mapping[str, Column]) -> Pairs:
    """Return each number with the classes that a link of it may be: those listed, or told, or that words speak for."""
    names, table = list(said), np.stack(list(said.values()))
    likely = np.argsort(-table, axis=0, kind="stable")[: LIKELY.get(field, 0)].T.tolist()
    nothing = NOTHING.get(field, "None")
    number: list[int] = []
    values: list[str | None] = []
    for i, (told, best) in enumerate(zip(evidence.told(field), likely, strict=True)):
        likely_ones = list(dict.fromkeys([nothing, told or nothing, *(names[k] for k in best)]))
        options = LISTED.get(field, likely_ones)
        number += [i] * len(options)
        values += [None if name == nothing else name for name in options]
    at = np.array(number, dtype=np.int64)
    none = np.zeros((0, 5), dtype=np.int64)
    return Pairs(evidence.scenes, evidence.text, at, np.arange(len(at)), values, evidence.text.article[at], none)


def option_columns(
    evidence: Evidence, field: str, pairs: Pairs, said: Mapping[str, Mapping[str, Column]]
) -> dict[str, Column]:
    """Return the columns that the trees of a field ask that is chosen from classes."""
    own, number = said[field], pairs.number
    nothing = NOTHING.get(field, "None")
    names = [nothing if value is None else value for value in pairs.values]
    order = {name: i for i, name in enumerate(own)}
    table = np.vstack([np.stack(list(own.values())), np.zeros(len(evidence.text.numbers))])
    which = np.array([order.get(name, len(order)) for name in names])
    told = evidence.told(field)
    chance = table[which, number]
    columns = {
        "class": which.astype(float),
        "chance": chance,
        "rank": ranked(pairs, -chance).astype(float),
        "best chance": table.max(axis=0)[number],
        "as told": np.array([float(told[i] == value) for i, value in zip(number.tolist(), pairs.values, strict=True)]),
        "told by": evidence.reasons(field)[number],
        "chance of told": np.array([table[order.get(told[i] or nothing, -1), i] for i in range(len(told))])[number],
    }
    for step, where in ((-1, "before"), (1, "behind")):
        columns[f"chance {where}"] = evidence.beside_number(table, which, number, step)
    columns |= {f"number: {name}": column[number] for name, column in evidence.numbers.items()}
    for task, classes in said.items():
        if task not in ("indicator", "per", field):
            columns |= {f"words: {task} {name}": column[number] for name, column in classes.items()}
    return columns
