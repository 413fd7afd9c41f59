"""Before, change and after: `bertambah 4.912, dari 186.928 menjadi 191.840`, in amounts, percent and times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from ..model import Fact, Finding
from .interval import Interval, Stated, exactly, stated
from .relations import Relation, Scene
from .share import limit_of
from .verdict import Sum, finding, settle, sign, verdict, written

HUNDRED = exactly(100)
LEVELS_NEAR, APART = 7, 4  # numbers on each side, and sentences away, that may be the levels of a change
ROUGHLY = 0.3  # of a change, by how much what the levels give may miss it for the exact sum to be worked out
PAIRED_NEAR, PAIRED = 9, 0.9  # numbers around two levels that may be their change, and how many may fit by chance
NO_WAY = 0.3  # times as few sums may fit by chance where no word says which way it goes
POINTS = ("pp", "points")  # in which percentages differ
SCALE = 100  # times: hardly a change
SURE = 50  # times the width of a percentage: then it hardly fits the wrong level by chance
Reading = tuple[str, Stated, str, str | None]  # type, what is computed, how, in which unit


def check_change(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of changes; of the readings of one change the best is told."""
    by_change: dict[str, list[Sum]] = defaultdict(list)  # by the number that is the change
    wrong_way: dict[str, Finding] = {}
    for relation in scene.relations("change"):
        for one in told(relation, scene):
            by_change[one.claim.id].append(one)
        if found := against_words(relation, scene):
            wrong_way.setdefault(relation.one("after").id, found)
    for at, fact in enumerate(scene.numbers):
        tried, count = changes_near(at, fact, scene)
        if found := settle(by_change[fact.id], tried, count):
            yield found
    yield from wrong_way.values()
    yield from paired_changes(scene)
    yield from multiples(scene)


def multiples(scene: Scene) -> Iterator[Finding]:
    """Yield what is so many times another."""
    for relation in scene.relations("times"):
        if found := times(relation, scene):
            yield found


def told(relation: Relation, scene: Scene) -> Iterator[Sum]:
    """Yield the readings of a change that words tell."""
    after, rising = relation.one("after"), is_rising(relation, scene)
    if "other" in relation.roles:
        yield from both(relation.one("change"), relation.one("other"), after, scene, rising=rising)
    elif "before" in relation.roles and "change" in relation.roles:
        before = relation.one("before")
        if scene.same_kind((before, after)) and not before.change and not after.change:
            yield from readings(before, relation.one("change"), after, scene, rising=rising)


def is_rising(relation: Relation, scene: Scene) -> bool:
    """Whether a change goes up; a currency that gets weaker costs more, so there the levels tell."""
    if "before" in relation.roles and is_either(relation, scene):
        before, after = relation.one("before"), relation.one("after")
        return (before.low or 0) < (after.low or 0)
    return "up" in relation.words


def is_either(relation: Relation, scene: Scene) -> bool:
    """Whether the word of change goes either way with amounts of money: `rupiah melemah menjadi Rp15.376`."""
    word = relation.words.get("up") or relation.words.get("down") or ""
    return relation.one("after").kind == "money" and scene.search("check_either", word)


def readings(
    before: Fact, change: Fact, after: Fact, scene: Scene, *, rising: bool, limit: float | None = None
) -> Iterator[Sum]:
    """Yield a change read as an amount, as points, and as a percentage of the level before."""
    was, by, now = scene.stated(before), scene.stated(change), scene.stated(after)
    if was is None or by is None or now is None:
        return
    more, less = ((now, after.text), (was, before.text)) if rising else ((was, before.text), (now, after.text))
    apart, terms = more[0] - less[0], f"{more[1]} − {less[1]}"
    part = by / HUNDRED
    factor = exactly(1) + part if rising else exactly(1) - part
    levels = before, change, after
    if is_amount_of(change, after, scene):
        wanted = [(before, now - by), (after, was + by)] if rising else [(before, now + by), (after, was - by)]
        wanted.append((change, apart))
        told = wanted if limit is None else []  # digits alone only agree
        yield reading("change.amount", levels, (apart, terms, after.unit), told, limit)
    if change.unit == "%" and was.strict.low > 0:
        relative = apart / was * HUNDRED
        wanted = [(before, now / factor), (after, was * factor), (change, relative)]
        computed = relative, f"({terms}) ÷ {before.text}", "%"
        if after.unit == "%" and apart.strict.meets(by.strict) and not relative.strict.meets(by.strict):
            yield points(levels, (apart, relative, terms), limit)
        elif is_of_new_level(apart, was, now, by):
            yield replace(
                reading("change.percent", levels, computed, [], limit),
                differs=lambda: "the percentage is of the level after, not of the one before",
                meant=True,
            )
        else:
            yield reading("change.percent", levels, computed, wanted, limit)


def points(levels: tuple[Fact, Fact, Fact], computed: tuple[Stated, Stated, str], limit: float | None) -> Sum:
    """Return a change that is said in percent, but is one of percentage points."""
    apart, relative, terms = computed
    percent, in_points = written(relative.strict, "%"), written(apart.strict, "pp")
    one = reading("change.points", levels, (relative, f"({terms}) ÷ {levels[0].text}", "%"), [], limit)
    why = f"said in percent, but it is {in_points}, or {percent} of the level before"
    return replace(one, differs=lambda: why, meant=True)


def is_of_new_level(apart: Stated, was: Stated, now: Stated, by: Stated) -> bool:
    """Whether a percentage is of the level after a change, not before: it fits only so, and shows enough digits."""
    if now.strict.low <= 0 or by.strict.high is None or by.strict.high - by.strict.low > by.strict.low / SURE:
        return False
    fits = (apart / now * HUNDRED).strict.meets(by.strict)
    return fits and not (apart / was * HUNDRED).loose.meets(by.loose)


def is_amount_of(change: Fact, level: Fact, scene: Scene) -> bool:
    """Whether the change may be the difference of two such levels."""
    return (scene.same_kind((change, level)) and change.unit != "%") or (change.unit in POINTS and level.unit == "%")


def reading(
    type_: str,
    levels: tuple[Fact, Fact, Fact],
    computed: tuple[Stated, str, str | None],
    wanted: list[tuple[Fact, Stated]],
    limit: float | None,
) -> Sum:
    """Return one reading of a change; `levels` are before, change and after."""
    value, terms, unit = computed
    change, said = levels[1], stated(levels[1])
    assert said is not None  # noqa: S101
    agrees = "the change leads from one level to the other"
    fits = (lambda: wanted) if wanted else None
    return Sum(
        type_,
        change,
        levels,
        value,
        said,
        terms,
        unit,
        change.text,
        agrees,
        lambda: f"between the levels lie {written(value.strict, unit)}",
        limit,
        fits,
    )


def against_words(relation: Relation, scene: Scene) -> Finding | None:
    """Return a finding where what is said to rise falls, or the other way round."""
    if "before" not in relation.roles or "other" in relation.roles or is_either(relation, scene):
        return None
    before, after, rising = relation.one("before"), relation.one("after"), "up" in relation.words
    was, now = scene.stated(before), scene.stated(after)
    if was is None or now is None or was.loose.meets(now.loose) or not scene.same_kind((before, after)):
        return None
    if (now.loose.low > was.loose.low) == rising or before.change or after.change or is_far(was, now):
        return None
    formula = f"{before.text} {'<' if now.loose.low > was.loose.low else '>'} {after.text}"
    reason = "it is said that it rises" if rising else "it is said that it falls"
    return finding("change.direction", "contradicts", formula, reason, (before, after))


def is_far(one: Stated, other: Stated) -> bool:
    """Whether two levels are so far apart that one lacks its scale word, or has it misspelled: `Rp 634,28 miiar`."""
    low, high = sorted((one.strict.low, other.strict.low))
    return low * SCALE < high


def both(
    one: Fact, other: Fact, after: Fact, scene: Scene, *, rising: bool, limit: float | None = None
) -> Iterator[Sum]:
    """Yield a change told in percent and as an amount, by the level after it."""
    share, amount = (one, other) if one.kind == "percent" else (other, one)
    s, by, now = scene.stated(share), scene.stated(amount), scene.stated(after)
    if (
        share.kind != "percent"
        or not (scene.same_pool(amount, after) or is_index(amount, after))
        or s is None
        or by is None
        or now is None
    ):
        return
    before = now - by if rising else now + by
    if before.loose.low > 0:
        terms = f"{amount.text} ÷ ({after.text} {'−' if rising else '+'} {amount.text})"
        factor = s / (HUNDRED + s if rising else HUNDRED - s)
        told = Sum(
            "change.percent",
            share,
            (share, amount, after),
            by / before * HUNDRED,
            s,
            terms,
            "%",
            share.text,
            "the percentage is that of the level before",
            lambda: f"the level before was {written(before.strict, after.unit)}",
            limit,
            lambda: [(after, by / factor), (amount, now * factor), (share, by / before * HUNDRED)],
        )
        other_unit = after.kind == "money" and amount.kind != "money"
        if told.verdict == "agrees" or not (other_unit or is_far(told.computed, s)):
            yield told  # points of a price may be its cents: `turun 0,18 poin ke US$ 30,12 sen`


def changes_near(at: int, change: Fact, scene: Scene) -> tuple[list[Sum], int]:
    """Return what changes a number may be of numbers near it, if words say that it is one, and how many were tried."""
    ways, by = ways_of(at, scene), scene.stated(change)
    sums: list[Sum] = []
    count = 0
    if not ways or by is None or by.strict.low <= 0:
        return sums, count
    near = [one for one in scene.around(at, LEVELS_NEAR) if abs(scene.sentences[one[0]] - scene.sentences[at]) <= APART]
    for (b, before, was), (a, after, now) in product(near, near):
        if before.low == after.low or not scene.same_pool(before, after):
            continue
        count += 1
        rising = now.strict.low > was.strict.low
        if rising in ways and is_roughly(was, by, now, change, before):
            limit = limit_of(scene.sentences[n] for n in (at, b, a)) * (1 if len(ways) == 1 else NO_WAY)
            sums += readings(before, change, after, scene, rising=rising, limit=limit)
    if change.kind == "percent":
        sums += amounts_near(at, change, ways, near, scene)
    return sums, count


def amounts_near(
    at: int, share: Fact, ways: set[bool], near: list[tuple[int, Fact, Stated]], scene: Scene
) -> Iterator[Sum]:
    """Yield a percentage and the amount beside it as the same change of a level near by."""
    beside = [one for one in near if abs(one[0] - at) == 1 and scene.sentences[one[0]] == scene.sentences[at]]
    for (d, amount, by), (a, after, now) in product(beside, near):
        if amount.kind == "percent" or by.strict.low >= now.strict.low or scene.pool(amount)[0] == "percent":
            continue
        if scene.same_pool(amount, after) or is_index(amount, after):
            limit = limit_of(scene.sentences[n] for n in (at, d, a))
            for rising in ways:
                yield from both(share, amount, after, scene, rising=rising, limit=limit)


def is_index(points: Fact, level: Fact) -> bool:
    """Whether points are those of an index or a rate of exchange, which is often told without them."""
    return points.unit == "points" and level.kind != "percent"


def paired_changes(scene: Scene) -> Iterator[Finding]:
    """Yield two levels that words make before and after, with the percentage told elsewhere that lies between them."""
    for relation in scene.relations("levels"):
        before, after = relation.one("before"), relation.one("after")
        was, now = scene.stated(before), scene.stated(after)
        if was is None or now is None or not scene.same_kind((before, after)) or was.strict.meets(now.strict):
            continue
        rising = now.strict.low > was.strict.low
        sums: list[Sum] = []
        for place, change, _ in scene.around(scene.places[after.id], PAIRED_NEAR):
            if change.id not in (before.id, after.id) and rising in ways_of(place, scene):
                sums += readings(before, change, after, scene, rising=rising, limit=PAIRED)
        found = settle([], [one for one in sums if one.verdict == "agrees" or one.meant])
        if found:
            yield found


def ways_of(at: int, scene: Scene) -> set[bool]:
    """Return which way a number may be a change: up (True), down, both, or neither; by its link or the words before.

    A number that says the same as the one before (`47 poin (0,78 persen)`) goes the way of that.
    """
    fact = scene.numbers[at]
    if fact.change:
        return {fact.change == "increase"}
    words = scene.before(at)
    ways = ways_of_words(words, fact, scene)
    if not ways and at and scene.fits("check_same", words):
        other = scene.numbers[at - 1]
        return {other.change == "increase"} if other.change else ways_of_words(scene.before(at - 1), other, scene)
    return ways


def ways_of_words(words: str, fact: Fact, scene: Scene) -> set[bool]:
    """Return which way a number goes by the words before it; points go one way or the other even without words."""
    if scene.search("check_either", words):
        return {True, False}
    ways = {True} if scene.search("check_more", words) else set()
    ways |= {False} if scene.search("check_less", words) else set()
    return ways or ({True, False} if fact.unit == "points" else set())


def is_roughly(was: Stated, by: Stated, now: Stated, change: Fact, level: Fact) -> bool:
    """Whether the two levels may be that change apart, give or take a digit."""
    apart, said = float(abs(now.strict.low - was.strict.low)), float(by.strict.low)
    if change.unit != "%":
        return abs(apart - said) <= ROUGHLY * said
    relative = apart / float(was.strict.low) * 100
    return abs(relative - said) <= ROUGHLY * said + 1 or (level.unit == "%" and abs(apart - said) <= ROUGHLY * said)


def times(relation: Relation, scene: Scene) -> Finding | None:
    """Return the verdict on a level that is so many times another."""
    before, after = relation.one("before"), relation.one("after")
    factor = scene.rulebook.words["check_times"][" ".join(relation.words["times"].split())]
    was, now = scene.stated(before), scene.stated(after)
    if was is None or now is None or not scene.same_kind((before, after)) or was.loose.low <= 0:
        return None
    computed, told = now / was, exactly(factor)
    wide = Interval(told.strict.low * 9 / 10, told.strict.low * 11 / 10)  # nobody says `2,1 kali lipat`
    says = verdict(computed, Stated(wide, Interval(told.strict.low / 2 + 1, told.strict.low * 3 / 2)))
    formula = f"{after.text} ÷ {before.text} = {written(computed.strict)}"
    formula += "" if says == "agrees" else f" {sign(says)} {factor}"
    return finding("change.times", says, formula, f"said to be {factor} times as much", (before, after))
