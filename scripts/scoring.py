"""Compare facts with gold: which are found, right and rightly linked, and the figures that follow.

A gold mention and a fact are dicts as JSON holds them. A gold field may come with `<field>_alt`, other values that
are as good. A fact is found when gold of its kind overlaps it and it is at most LONGEST times as long; it is
right when its value is too. Gold that is `optional` is neither required nor punished. Links are judged on the
numbers whose value is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.model import KINDS
from gold import Fields

Report = dict[str, dict[str, Any]]

LONGEST = 3
TOLERANCE = 1e-6  # of the amount: gold is often written with fewer digits
WHOLE = ("region", "period", "status")  # what must be right for a number to be of use
LINKED = ("count", "percent", "money")  # the numbers whose links are counted
SPECIAL = ("population", "budget")  # the indicators that gold tells from any other number of people or money


@dataclass(frozen=True, slots=True)
class Verdict:
    """One fact that the gold or the output has, or both: whether its value is right, and each of its links."""

    article: str
    gold: Fields | None
    fact: Fields | None
    right: bool = False
    links: Mapping[str, bool] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of the fact."""
        return str((self.gold or self.fact or {})["kind"])

    @property
    def word(self) -> str:
        """`right`, `wrong`, `missed` or `spurious`."""
        if self.gold is None:
            return "spurious"
        return "missed" if self.fact is None else "right" if self.right else "wrong"


def judge(article: str, gold: Sequence[Fields], facts: Sequence[Fields], kinds: Sequence[str] = KINDS) -> list[Verdict]:
    """Return the verdicts on an article's facts of the kinds, those that meet optional gold left out."""
    facts = [fact for fact in facts if fact["kind"] in kinds]
    partner = pair(gold, facts)
    verdicts = [
        judge_pair(article, wanted, facts[partner[at]] if at in partner else None)
        for at, wanted in enumerate(gold)
        if not wanted.get("optional")
    ]
    alone = set(range(len(facts))) - set(partner.values())
    return verdicts + [Verdict(article, None, facts[at]) for at in sorted(alone)]


def judge_pair(article: str, gold: Fields, fact: Fields | None) -> Verdict:
    """Return the verdict on a required gold mention and the fact that meets it, if any."""
    if fact is None:
        return Verdict(article, gold, None)
    right = is_right(gold, fact)
    judged = links(gold, fact) if right and gold["kind"] in LINKED else ()
    return Verdict(article, gold, fact, right, dict(judged))


def pair(gold: Sequence[Fields], facts: Sequence[Fields]) -> dict[int, int]:
    """Return {position in gold: position in facts}, one to one: right values first, then the longest overlap."""
    ranked = sorted(
        (not is_right(wanted, fact), -overlap(wanted, fact), i, j)
        for i, wanted in enumerate(gold)
        for j, fact in enumerate(facts)
        if meets(wanted, fact)
    )
    partner: dict[int, int] = {}
    for *_, i, j in ranked:
        if i not in partner and j not in partner.values():
            partner[i] = j
    return partner


def meets(gold: Fields, fact: Fields) -> bool:
    """Return whether the fact may stand for the gold mention: same kind, overlapping, not far longer."""
    fits = fact["end"] - fact["start"] <= LONGEST * (gold["end"] - gold["start"])
    return gold["kind"] == fact["kind"] and fits and overlap(gold, fact) > 0


def overlap(gold: Fields, fact: Fields) -> int:
    """Return how many characters the two share."""
    return int(min(gold["end"], fact["end"]) - max(gold["start"], fact["start"]))


def accepted(gold: Fields, name: str) -> tuple[Any, ...]:
    """Return all values that the gold accepts for a field."""
    return (gold.get(name), *gold.get(f"{name}_alt", ()))


def is_right(gold: Fields, fact: Fields) -> bool:
    """Return whether the fact's value is one that the gold accepts."""
    if gold["kind"] == "region":
        return region_right(gold, fact.get("region"))
    if gold["kind"] == "date":
        return fact.get("period") in (*accepted(gold, "value"), *gold.get("alt", ()))
    return amount_right(gold, fact)


def region_right(gold: Fields, code: str | None) -> bool:
    """Return whether the code is the gold's, or lies in the gold's parent where that is all the gold knows."""
    if gold.get("code"):
        return code in (gold["code"], *gold.get("alt", ()))
    parents = accepted(gold, "in")
    return None in parents or any((code or "").startswith(parent) for parent in parents)


def amount_right(gold: Fields, fact: Fields) -> bool:
    """Return whether the bounds agree, and the currency of money; another reading that the gold lists is right too."""
    others = [low for low in (gold.get("alt_low"), *gold.get("low_alt", ())) if low is not None]
    if fact.get("low") is not None and any(near(low, fact["low"]) for low in others):
        return True
    if gold["kind"] == "money" and fact.get("unit") != gold.get("currency"):
        return False
    return near(gold.get("low"), fact.get("low")) and near(gold.get("high"), fact.get("high"))


def near(wanted: Any, got: Any) -> bool:
    """Return whether two amounts are the same but for rounding; where the gold has none, anything is right."""
    if wanted is None or got is None:
        return wanted is None
    wanted, got = float(wanted), float(got)
    return abs(wanted - got) <= TOLERANCE * max(1.0, abs(wanted), abs(got))


def links(gold: Fields, fact: Fields) -> Iterator[tuple[str, bool]]:
    """Yield (link, whether it is right) for each link of a right number that the gold lets one judge."""
    region = ".".join((fact.get("region") or "").split(".")[:2]) or None  # to kabupaten and kota
    period_right = fact.get("period") in accepted(gold, "period")
    yield "region", region in accepted(gold, "region")
    yield "period", period_right
    yield "status", fact.get("status") in accepted(gold, "status")
    if None not in accepted(gold, "period"):
        yield "period_set", period_right
    if set(accepted(gold, "status")) == {"target"}:
        yield "target", fact.get("status") == "target"
    yield "speaker", any(same_person(name, fact.get("speaker")) for name in accepted(gold, "speaker"))
    if gold.get("per") or fact.get("per"):
        yield "per", fact.get("per") in accepted(gold, "per")
    if gold.get("subject"):
        yield "subject", same_subject(gold["subject"], fact.get("subject") or "")
    yield from indicator_link(gold, fact)


def indicator_link(gold: Fields, fact: Fields) -> Iterator[tuple[str, bool]]:
    """Yield the link `indicator` where the gold or the fact has one of SPECIAL; `budget.aid` counts as `budget`."""
    top = (fact.get("indicator") or "").split(".")[0]
    if gold["kind"] == "percent" or not {gold.get("indicator"), top} & set(SPECIAL):
        return
    plain = "people" if gold["kind"] == "count" else "money"
    yield "indicator", (top if top in SPECIAL else plain) in accepted(gold, "indicator")


def same_person(wanted: str | None, got: str | None) -> bool:
    """Return whether two names are one person's: both missing, or the words of one among the other's.

    >>> same_person("Sri Widyastuti", "Widyastuti"), same_person(None, "Budi")
    (True, False)
    """
    if not wanted or not got:
        return not wanted and not got
    ours, theirs = words(wanted, r"\S+"), words(got, r"\S+")
    return (ours <= theirs or theirs <= ours) and len(theirs) <= len(ours) + 2


def same_subject(wanted: str, got: str) -> bool:
    """Return whether the words hold half of the wanted ones at least, and are not far more."""
    ours, theirs = words(wanted), words(got)
    return 2 * len(ours & theirs) >= len(ours) and len(theirs) <= 2 * len(ours) + 3


def words(text: str, pattern: str = r"\w+") -> set[str]:
    """Return the text's words in lower case."""
    return set(re.findall(pattern, text.lower()))


def report(verdicts: Iterable[Verdict]) -> Report:
    """Return {kind: precision, recall, F1 by value, and whether found at all} and `links`: {link: right, of, share}."""
    verdicts = list(verdicts)
    figures: Report = {kind: figures_of([v for v in verdicts if v.kind == kind]) for kind in KINDS}
    return figures | {"links": shares(verdicts)}


def figures_of(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return the figures of one kind."""
    gold = sum(v.gold is not None for v in verdicts)
    facts = sum(v.fact is not None for v in verdicts)
    found = sum(v.gold is not None and v.fact is not None for v in verdicts)
    right = sum(v.right for v in verdicts)
    by_value = dict(zip(("precision", "recall", "f1"), rates(right, facts, gold), strict=True))
    by_place = dict(zip(("found_precision", "found_recall", "found_f1"), rates(found, facts, gold), strict=True))
    return {"gold": gold, "facts": facts} | by_value | by_place


def rates(good: int, facts: int, gold: int) -> tuple[float, float, float]:
    """Return precision, recall and F1.

    >>> rates(1, 2, 1)
    (0.5, 1.0, 0.6666666666666666)
    """
    precision, recall = share(good, facts), share(good, gold)
    return precision, recall, share(2 * precision * recall, precision + recall)


def share(part: float, of: float) -> float:
    """Return part / of, 0 of nothing."""
    return part / of if of else 0.0


def shares(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Return how many of each link are right, and of the required numbers, how many are right as a `whole`."""
    linked = [v for v in verdicts if v.gold and v.kind in LINKED and "status" in v.gold]
    judged = [pair for v in linked for pair in v.links.items()]
    judged += [("whole", v.right and all(v.links[name] for name in WHOLE)) for v in linked]
    counts: dict[str, list[bool]] = {}
    for name, right in judged:
        counts.setdefault(name, []).append(right)
    return {name: count_of(rights) for name, rights in counts.items()}


def count_of(rights: Sequence[bool]) -> dict[str, float]:
    """Return how many are right, of how many, and their share."""
    return {"right": sum(rights), "of": len(rights), "share": share(sum(rights), len(rights))}
