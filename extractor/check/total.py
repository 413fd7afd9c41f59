"""Parts and their total: `68 orang, terdiri dari 40 laki-laki dan 28 perempuan`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..model import Fact, Finding
from .interval import Stated, stated
from .relations import Relation, Scene
from .verdict import finding, same_kind, sign, verdict, written

MOST = 40  # parts of one total
NEAR = Fraction(3, 2)  # times: a sum that is further from the total is hardly meant to be it


def check_total(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of totals; a number is the total of one list only."""
    taken: set[str] = set()
    for check in ("total", "rest"):
        for relation in scene.relations(check):
            if "total" in relation.roles and relation.one("total").id not in taken:
                taken.add(relation.one("total").id)
                yield from judged(relation)


def judged(relation: Relation) -> Iterator[Finding]:
    """Yield the verdict on one total."""
    total, parts = relation.one("total"), relation.roles["part"]
    if not same_kind((total, *parts)) or len(parts) > MOST:
        return
    counted = [stated(fact) for fact in parts]
    said = stated(total)
    if said is None or None in counted:
        return
    computed = added([one for one in counted if one])
    says = verdict(computed, said)
    if says == "contradicts" and not near(computed, said):
        says = "unclear"  # so far from the total, the list may be of something else
    formula = f"{' + '.join(part.text for part in parts)} = {written(computed.strict, total.unit)}"
    formula += "" if says == "agrees" else f" {sign(says)} {total.text}"
    reason = "the parts add up to the total" if says == "agrees" else difference(computed, said, total)
    yield finding("total.parts", says, formula, reason, (total, *parts))


def added(numbers: Sequence[Stated]) -> Stated:
    """Return the sum of numbers, at least one."""
    return sum(numbers[1:], numbers[0])


def near(computed: Stated, said: Stated) -> bool:
    """Whether the sum lies so near to the total that it is meant to be it."""
    high, low = said.strict.high, computed.strict.low
    return high is not None and low <= high * NEAR and said.strict.low <= (computed.strict.high or low) * NEAR


def difference(computed: Stated, said: Stated, total: Fact) -> str:
    """Return how far the parts are from the total."""
    less = said.strict.high is not None and computed.strict.low > said.strict.high
    gap = computed - said if less else said - computed
    return f"the parts are {written(gap.strict, total.unit)} {'more' if less else 'less'} than the total"
