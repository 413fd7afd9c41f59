"""Part, whole and percent: `757.285 dari 950.452 atau 79,68 persen`, and what is left of the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

import regex

from ..model import Fact, Finding
from .interval import Stated, exactly, stated
from .relations import Relation, Scene
from .verdict import Sum, settle, written

HUNDRED = exactly(100)
OTHERS = 20  # percent by which parts and rest may miss a hundred and still be meant to be all
PARTS_NEAR, WHOLES_NEAR = 4, 14  # numbers on each side that may be the part of a percentage, and the whole of a part
FRACTION = regex.compile(r"\p{L}\s+dari\s|\d\s*/\s*\d")  # a part of so many, as rules/percent.toml reads it
SAME, NEXT, FAR = 1.0, 0.4, 0.03  # of shares tried, how many may fit by chance: in one sentence, in the next, further
NEXT_SENTENCES = 2
FITTING, MISPRINTED = 0.01, 0.1  # by how much a sum may miss for the exact one to be worked out: to fit, to be a slip


def check_share(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of parts and wholes; a percentage belongs to one part only."""
    by_share: dict[str, list[Sum]] = defaultdict(list)
    for relation in scene.relations("share"):
        part, whole, share = (relation.one(role) for role in ("part", "whole", "share"))
        if scene.same_kind((part, whole)) and (one := share_of(part, whole, share, scene)):
            by_share[share.id].append(one)
    for one in goals(scene):
        by_share[one.claim.id].append(one)
    for relation in scene.relations("rest"):
        for one in rest(relation, scene):
            by_share[one.claim.id].append(one)
    for at, fact in enumerate(scene.numbers):
        if fact.kind == "percent" and (one := fraction_of(at, scene)):
            by_share[fact.id].append(one)
        if fact.kind == "percent":
            tried, count = shares_near(at, fact, scene)
            if found := settle(drop_changes(by_share[fact.id], at, scene), tried, count):
                yield found


def fraction_of(at: int, scene: Scene) -> Sum | None:
    """Return the fraction of so many that is told as a percentage beside it: `tiga dari tujuh siswa atau 43 persen`."""
    share, part = scene.numbers[at], scene.numbers[at - 1]
    said = scene.stated(share)
    is_fraction = part.kind == "percent" and FRACTION.search(part.text) is not None
    if at == 0 or said is None or part.low is None or not is_fraction or not scene.fits("check_same", scene.before(at)):
        return None
    exact = exactly(Fraction(part.low))
    return Sum(
        "share.percent",
        share,
        (part, share),
        exact,
        said,
        part.text,
        "%",
        share.text,
        "the percentage is that of the fraction",
        lambda: f"{part.text} is {written(exact.strict, '%')}",
    )


def goals(scene: Scene) -> Iterator[Sum]:
    """Yield the numbers that a percentage, to be reached, is of a whole told before: `menuju 95 persen`."""
    wholes = [relation.one("whole") for relation in scene.relations("share")]
    for relation in scene.relations("goal", numbers=1):
        share, part = relation.one("share"), relation.one("part")
        for whole in wholes:
            one = share_of(part, whole, share, scene) if scene.same_kind((part, whole)) else None
            if one and whole.end < share.start and one.verdict == "agrees":
                yield one


def share_of(part: Fact, whole: Fact, share: Fact, scene: Scene, limit: float | None = None) -> Sum | None:
    """Return the sum of one share."""
    p, w, s = scene.stated(part), scene.stated(whole), scene.stated(share)
    if p is None or w is None or s is None or not w.loose.high:
        return None
    of_whole = s * w / HUNDRED
    return Sum(
        "share.percent",
        share,
        (part, whole, share),
        p / w * HUNDRED,
        s,
        f"{part.text} ÷ {whole.text}",
        "%",
        share.text,
        "the percentage is that of the part",
        lambda: f"{share.text} of {whole.text} is {written(of_whole.strict, whole.unit)}",
        limit,
        lambda: [(whole, p / s * HUNDRED), (part, of_whole), (share, p / w * HUNDRED)],
    )


def drop_changes(sums: Iterable[Sum], at: int, scene: Scene) -> list[Sum]:
    """Return the sums without those where the part is a new level: `tumbuh 12 persen, yakni 112 dari 100`."""
    moves = scene.numbers[at].change is not None or scene.search("check_moves", scene.before(at))
    return [one for one in sums if one.verdict != "contradicts" or not (moves or is_change(one.computed, one.said))]


def is_change(computed: Stated, share: Stated) -> bool:
    """Whether the percentage is that by which the part differs from the whole, up or down."""
    return (computed - HUNDRED).loose.meets(share.loose) or (HUNDRED - computed).loose.meets(share.loose)


def shares_near(at: int, share: Fact, scene: Scene) -> tuple[list[Sum], int]:
    """Return what shares a percentage may be of numbers near it, and how many were tried; none of a change."""
    s = scene.stated(share)
    sums: list[Sum] = []
    count = 0
    if s is None or s.strict.low <= 0 or share.change or scene.search("check_moves", scene.before(at)):
        return sums, count
    for p, part, many in scene.around(at, PARTS_NEAR):
        if part.kind == "percent" or part.change or abs(scene.sentences[p] - scene.sentences[at]) > NEXT_SENTENCES:
            continue
        if abs(p - at) == 1 and scene.search("check_moves", scene.before(p)):
            continue  # the part is a change, told as an amount: `naik 20 orang (5 persen)`
        for w, whole, all_ in scene.around(p, WHOLES_NEAR):
            if whole.low == part.low or not scene.same_pool(part, whole):
                continue
            count += 1
            wide = abs(p - at) == 1 and scene.sentences[p] == scene.sentences[at]
            if is_near(many, all_, s, MISPRINTED if wide else FITTING):
                one = share_of(part, whole, share, scene, limit_of(scene.sentences[n] for n in (at, p, w)))
                sums += [one] if one else []
    return sums, count


def is_near(part: Stated, whole: Stated, share: Stated, margin: float) -> bool:
    """Whether the part may be that share of the whole, give or take so much of it."""
    low, high = ends(part, margin)
    least, most = ends(whole, 0)
    said_low, said_high = ends(share, margin)
    return low / most * 100 <= said_high and said_low <= high / least * 100


def ends(of: Stated, margin: float) -> tuple[float, float]:
    """Return the ends of a number in floats, so much further apart."""
    low = float(of.strict.low)
    return low * (1 - margin), (float(of.strict.high) if of.strict.high is not None else low * 2) * (1 + margin)


def limit_of(sentences: Iterable[int]) -> float:
    """Return how many sums may fit by chance whose numbers stand in these sentences."""
    sentences = list(sentences)
    apart = max(sentences) - min(sentences)
    return SAME if apart == 0 else NEXT if apart <= NEXT_SENTENCES else FAR


def rest(relation: Relation, scene: Scene) -> Iterator[Sum]:
    """Yield what is left of a whole less a percentage, or of a hundred percent."""
    if relation.name == "check_rest_share":
        share, whole, left = (relation.one(role) for role in ("share", "whole", "rest"))
        s, w, r = stated(share), stated(whole), stated(left)
        if s and w and r and scene.same_kind((whole, left)):
            yield Sum(
                "share.rest",
                share,
                (share, whole, left),
                (HUNDRED - s) * w / HUNDRED,
                r,
                f"(100 − {share.text}) × {whole.text}",
                whole.unit,
                left.text,
                "what the percentage leaves of the whole",
                lambda: "the rest of the whole is another",
            )
    elif relation.name == "check_rest_percent":
        yield from rest_of_hundred(relation.roles["part"])


def rest_of_hundred(parts: tuple[Fact, ...]) -> Iterator[Sum]:
    """Yield percentages of which the last is the rest."""
    counted = [one for one in map(stated, parts) if one]
    if len(counted) != len(parts) or any(part.low != part.high for part in parts):
        return
    together = sum(counted[1:], counted[0])
    # Far from it others were told before: `A punya 68 persen. B 8 persen dan sisanya 24`.
    if abs(together.strict.low - 100) <= OTHERS:
        yield Sum(
            "share.hundred",
            parts[-1],
            parts,
            together,
            HUNDRED,
            " + ".join(part.text for part in parts),
            "%",
            "100 %",
            "the parts and the rest are the whole",
            lambda: "parts and rest should be 100 % together",
        )
