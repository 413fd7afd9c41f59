"""Part, whole and percent: `757.285 dari 950.452 atau 79,68 persen`, and what is left of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model import Fact, Finding
from .interval import Stated, exactly, stated
from .relations import Relation, Scene
from .verdict import finding, same_kind, sign, verdict, written

HUNDRED = exactly(100)
TOGETHER = 2  # percentages with amounts, at least, of which the words do not tell the whole
APART = 150  # characters from one to the next


def check_share(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of parts and wholes; a percentage belongs to one part only."""
    taken: set[str] = set()
    for relation in scene.relations("share"):
        part, whole, share = (relation.one(role) for role in ("part", "whole", "share"))
        if share.id in taken or not same_kind((part, whole)):
            continue
        taken.add(share.id)
        yield from judged(part, whole, share, scene)
    loose = [one for one in scene.relations("pair") if one.one("share").id not in taken]
    yield from pairs({one.one("share").id: one for one in reversed(loose)}.values(), scene)
    for relation in scene.relations("rest"):
        yield from rest(relation)


def judged(part: Fact, whole: Fact, share: Fact, scene: Scene) -> Iterator[Finding]:
    """Yield the verdict on one share."""
    counted = stated(part), stated(whole), stated(share)
    if None in counted:
        return
    p, w, s = (one for one in counted if one)
    if not w.loose.high:
        return
    computed = p / w * HUNDRED
    says = verdict(computed, s)
    if says == "contradicts" and changed(computed, s):
        return  # `tumbuh 12 persen, yakni 112 dari 100`: the part is the new level; change.py judges it
    if says == "contradicts" and any(fits(p, other, s) for other in wholes(scene, part, whole)):
        says = "unclear"
    formula = f"{part.text} ÷ {whole.text} = {written(computed.strict, '%')} {'' if says == 'agrees' else sign(says)}"
    formula = formula.rstrip() if says == "agrees" else f"{formula} {share.text}"
    would = written((s * w / HUNDRED).strict, whole.unit)
    reason = "the percentage is that of the part" if says == "agrees" else f"{share.text} of {whole.text} is {would}"
    yield finding("share.percent", says, formula, reason, (part, whole, share))


def pairs(found: Iterable[Relation], scene: Scene) -> Iterator[Finding]:
    """Yield the verdicts on percentages that follow each other with their amounts, by the one whole that fits them."""
    ordered = sorted(((one.one("part"), one.one("share")) for one in found), key=lambda pair: pair[0].start)
    for group in neighbours(ordered):
        counted = [(p, s) for part, share in group if (p := stated(part)) and (s := stated(share)) and s.strict.low > 0]
        if len(counted) < max(len(group), TOGETHER):
            continue
        if total := total_of([part for part, _ in group], scene):
            for part, share in group:
                yield from judged(part, total, share, scene)
            continue
        inside = {fact.id for pair in group for fact in pair}
        wholes_near = [
            fact for fact in scene.near(group[0][0]) if fact.id not in inside and same_kind((fact, group[0][0]))
        ]
        for whole in wholes_near:
            missed = [at for at, (p, s) in enumerate(counted) if not fits(p, whole, s)]
            if not missed or (len(missed) == 1 and len(group) > TOGETHER):
                yield from together(whole, group, missed)
                break


def total_of(parts: Sequence[Fact], scene: Scene) -> Fact | None:
    """Return the total whose parts these are by the words of the text, if there is one."""
    ids = {part.id for part in parts}
    totals = (one for one in scene.relations("total") if ids <= {part.id for part in one.roles["part"]})
    return next((one.one("total") for one in totals), None)


def neighbours(pairs_: Sequence[tuple[Fact, Fact]]) -> Iterator[list[tuple[Fact, Fact]]]:
    """Yield the pairs of one unit that stand near each other."""
    group: list[tuple[Fact, Fact]] = []
    for pair in pairs_:
        if group and (pair[0].start - group[-1][0].start > APART or not same_kind((pair[0], group[-1][0]))):
            yield group
            group = []
        group.append(pair)
    yield group


def together(whole: Fact, group: Sequence[tuple[Fact, Fact]], missed: Sequence[int]) -> Iterator[Finding]:
    """Yield that all percentages are those of their parts of the whole, or which one is not."""
    if not missed:
        formula = f"{', '.join(f'{part.text} = {share.text}' for part, share in group)} of {whole.text}"
        reason = "the percentages are those of their parts of the same whole"
        yield finding("share.pairs", "agrees", formula, reason, (whole, *(fact for pair in group for fact in pair)))
        return
    part, share = group[missed[0]]
    p, w = stated(part), stated(whole)
    if p and w and not (p / w * HUNDRED).loose.meets((stated(share) or HUNDRED).loose):
        formula = f"{part.text} ÷ {whole.text} = {written((p / w * HUNDRED).strict, '%')} ≠ {share.text}"
        yield finding("share.pairs", "contradicts", formula, "the others are parts of that whole", (part, whole, share))


def changed(computed: Stated, share: Stated) -> bool:
    """Whether the percentage is that by which the part differs from the whole, up or down."""
    return (computed - HUNDRED).loose.meets(share.loose) or (HUNDRED - computed).loose.meets(share.loose)


def wholes(scene: Scene, part: Fact, whole: Fact) -> Iterator[Fact]:
    """Yield the other numbers near by of which the part could be one."""
    for fact in scene.near(whole):
        if fact.id not in (part.id, whole.id) and same_kind((fact, whole)):
            yield fact


def fits(part: Stated, other: Fact, share: Stated) -> bool:
    """Whether the percentage is that of the part of another number."""
    whole = stated(other)
    return whole is not None and bool(whole.strict.low) and (part / whole * HUNDRED).strict.meets(share.strict)


def rest(relation: Relation) -> Iterator[Finding]:
    """Yield the verdict on what is left."""
    if relation.name == "check_rest_share":
        yield from rest_of_whole(*(relation.one(role) for role in ("share", "whole", "rest")))
    elif relation.name == "check_rest_percent":
        yield from rest_of_hundred(relation.roles["part"])


def rest_of_whole(share: Fact, whole: Fact, left: Fact) -> Iterator[Finding]:
    """Yield the verdict on a number that the percentage leaves of the whole."""
    counted = stated(share), stated(whole), stated(left)
    if None in counted or not same_kind((whole, left)):
        return
    s, w, r = (one for one in counted if one)
    computed = (HUNDRED - s) * w / HUNDRED
    says = verdict(computed, r)
    formula = f"(100 − {share.text}) × {whole.text} = {written(computed.strict, whole.unit)}"
    formula += "" if says == "agrees" else f" {sign(says)} {left.text}"
    reason = "what the percentage leaves of the whole" if says != "contradicts" else "the rest of the whole is another"
    yield finding("share.rest", says, formula, reason, (share, whole, left))


def rest_of_hundred(parts: Iterable[Fact]) -> Iterator[Finding]:
    """Yield the verdict on percentages of which the last is the rest."""
    parts = list(parts)
    counted = [one for one in map(stated, parts) if one]
    if len(counted) < len(parts) or any(part.low != part.high for part in parts):
        return
    computed = sum(counted[1:], counted[0])
    says = verdict(computed, HUNDRED)
    formula = f"{' + '.join(part.text for part in parts)} = {written(computed.strict, '%')}"
    formula += "" if says == "agrees" else f" {sign(says)} 100 %"
    reason = "the parts and the rest are the whole" if says == "agrees" else "parts and rest should be 100 % together"
    yield finding("share.hundred", says, formula, reason, parts)
