"""Numbers that cannot be, with the reading that could: a share over 100 percent, a part larger than its whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import regex

from ..model import Fact, Finding
from ..wording import amount_text, grouped
from .interval import Stated, exactly, stated
from .reference import in_thousands, load_reference
from .relations import Scene
from .verdict import finding

BEHIND = 20  # characters behind a percentage in which whom it is of can be named: `130 persen penduduk`

AS_WRITTEN = "as written"  # how a reading begins that another was preferred to for its size
ALL = 100  # percent
FEW = 60  # of more, almost every percentage is that of a whole number
SURE = 0.9  # that a number is about its region
TOO_MANY = Fraction(13, 10)  # times the inhabitants
UNGROUPED = regex.compile(r"\d{6}")  # may be a date or a number of a file that lost its strokes: `1642019 warga`


def check_scale(scene: Scene) -> Iterator[Finding]:
    """Yield the numbers of the article that are too large to be, as written."""
    for fact in scene.numbers:
        if fact.kind == "percent":  # of growth there is no end: `melonjak 1.076 persen`
            yield from share(fact, scene)
        else:
            yield from as_written(fact)
        if fact.kind == "count":
            yield from inhabitants(fact, scene)
    for relation in scene.relations("whole"):
        yield from of_few(relation.one("share"), relation.one("whole"))
    for relation in scene.relations("scale"):
        yield from part(relation.one("part"), relation.one("whole"), scene)


def as_written(fact: Fact) -> Iterator[Finding]:
    """Yield a number that was read otherwise than written: `APBD Rp1.478 triliun` of a regency."""
    for other in fact.alternatives if not (fact.kind == "quantity" and fact.per) else ():
        if str(other["reason"]).lower().startswith(AS_WRITTEN) and other.get("low") is not None and fact.low:
            times = grouped(other["low"] / fact.low)
            formula = f"{fact.text} = {times} × {amount_text(fact)}"
            reason = f"as written it is too large to be; {amount_text(fact)} could be"
            yield finding("scale.amount", "contradicts", formula, reason, (fact,))
            return


def share(fact: Fact, scene: Scene) -> Iterator[Finding]:
    """Yield a share of all inhabitants that is more than all of them."""
    if fact.indicator != "coverage" or fact.low is None or fact.low <= ALL or fact.change or fact.per:
        return
    said = stated(fact)
    counted = f"{fact.subject or ''} {fact.sentence.partition(fact.text)[2][:BEHIND]}"
    of_people = scene.search("check_people", counted) and not scene.search("check_aim", fact.sentence)
    if said and of_people and said.loose.low > ALL:
        could = fact.low / 10
        reason = "more than all of them" + (f"; {grouped(could)} persen could be" if could <= ALL else "")
        yield finding("scale.share", "contradicts", f"{fact.text} > 100 %", reason, (fact,))


def inhabitants(fact: Fact, scene: Scene) -> Iterator[Finding]:
    """Yield a number of people in a region that surely is its own and has fewer inhabitants by far."""
    known = load_reference()
    people = known.people.get(fact.region or "")
    if people is None or fact.low is None or fact.low <= people or fact.low != fact.high:
        return
    if fact.confidence_by.get("region", 0.0) < SURE:
        return
    if UNGROUPED.search(fact.text):
        return
    said = stated(fact)
    counted = fact.indicator == "participants" or scene.search("check_people", fact.unit or "")
    if said and counted and fact.indicator != "population" and said.loose.low > people * TOO_MANY:
        formula = f"{fact.text} > {grouped(in_thousands(Fraction(people)))}"
        reason = f"more than {fact.region_name} had inhabitants on {known.date}"
        yield finding("scale.people", "contradicts", formula, reason, (fact,), known.source)


def part(one: Fact, whole: Fact, scene: Scene) -> Iterator[Finding]:
    """Yield a part that is larger than what it is told to be a part of."""
    less, more = stated(whole), stated(one)
    if less and more and scene.same_kind((one, whole)) and larger(more, less):
        formula = f"{one.text} > {whole.text}"
        yield finding("scale.part", "contradicts", formula, "a part larger than the whole", (one, whole))


def of_few(share: Fact, whole: Fact) -> Iterator[Finding]:
    """Yield a percentage of so few people, or things, that no whole number of them gives it."""
    s, w = stated(share), whole.low
    if s is None or w is None or w != w.to_integral_value() or not 1 < w <= FEW or whole.low != whole.high:
        return
    if whole.kind != "count" or whole.approx or share.approx or share.low != share.high:
        return
    number = int(w)
    if not any(s.loose.meets(exactly(Fraction(100 * part, number)).loose) for part in range(number + 1)):
        part = float(share.low or 0) * number / 100
        below, above = int(part), int(part) + 1
        near = [f"{one} of {number} is {grouped(round(Decimal(100 * one) / number, 1))} %" for one in (below, above)]
        formula = f"{share.text} × {whole.text} = {grouped(round(Decimal(part), 2))}"
        yield finding("scale.whole", "contradicts", formula, f"no whole number: {' and '.join(near)}", (share, whole))


def larger(one: Stated, other: Stated) -> bool:
    """Whether a number is larger than another by any reading."""
    return other.loose.high is not None and one.loose.low > other.loose.high and other != exactly(0)
