"""Parts and their total, before or after them: `68 orang, terdiri dari 40 laki-laki dan 28 perempuan`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..model import Fact, Finding
from .interval import Stated, exactly, last_digit
from .relations import Scene
from .share import limit_of
from .verdict import Sum, settle, written

MOST = 40  # parts of one total
LOOKED = MOST + 20  # numbers that are looked at for parts, those told twice among them
NEAR = Fraction(5, 4)  # times: a sum that is further from the total is hardly meant to be it
SKIPPED = 3  # numbers between a total and its parts, at most
DIGITS = 4  # that hardly fit by chance
BARE = 0.01  # of sums tried, how many may fit by chance where no word tells of a total
IN_TITLE, OPENING = 0.1, 2  # the same for a total in the first sentences, which tell what the text spells out
ADJACENT = 1.5  # the same where a list of parts stands right beside their total
IN_ALL = 8  # the same where words tell that all before is added
REACH = 150  # characters behind a total that may tell so
MISPRINTED = 0.2  # of a total, by how much a sum may miss it for the exact one to be worked out
MANY_DIGITS, PAIRS_MISPRINTED = 6, 0.5  # that are no pair's by chance even with one of them misprinted
PAIRS_MISS = 0.005  # the same of two parts anywhere near
NEAR_PAIRS = 9  # numbers on each side that may be two parts of one
APART = 80  # characters between two percentages that are a whole
LEAST = 3  # percentages that are all of a whole
HUNDRED = exactly(100)
Counted = tuple[Fact, Stated]
Placed = tuple[int, Fact, Stated]  # with the place among all numbers


def check_total(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of totals; a number is the total of one list only, and its parts of no other."""
    by_total: dict[str, list[Sum]] = defaultdict(list)
    for check in ("total", "rest"):
        for relation in scene.relations(check):
            if "total" in relation.roles:
                one = total_of(relation.one("total"), relation.roles["part"], scene)
                by_total[relation.one("total").id] += [one] if one else []
    tried: dict[str, list[Sum]] = defaultdict(list)
    for one in totals_near(scene):
        tried[one.claim.id].append(one)
    claims = dict.fromkeys([*by_total, *tried])
    found = [finding for claim in claims if (finding := settle(by_total[claim], tried[claim]))]
    agreeing = [set(finding.facts) for finding in found if finding.verdict == "agrees"]
    amounts = {fact.id: fact.low or Decimal(0) for fact in scene.numbers}
    for finding in merged(found):
        if finding.verdict == "agrees" or not any(is_of_another(finding, one, amounts) for one in agreeing):
            yield finding


def is_of_another(finding: Finding, agreeing: set[str], amounts: Mapping[str, Decimal]) -> bool:
    """Whether the parts of a sum that does not agree are those of one that does, and its total is quite another."""
    others = set(finding.facts) - agreeing
    if len(others) > 1:
        return False
    total = max(amounts[id_] for id_ in agreeing)
    return not others or not total / 2 < amounts[others.pop()] < total * 2


def merged(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; a total told twice, as in the title, of the same parts makes one."""
    by_sum: dict[object, list[Finding]] = defaultdict(list)
    for finding in found:
        by_sum[finding.verdict, finding.formula].append(finding)
    for same in by_sum.values():
        places = {place for one in same for place in zip(one.spans, one.facts, strict=True)}
        spans, facts = zip(*sorted(places), strict=True)
        yield replace(same[-1], spans=spans, facts=facts)


def total_of(total: Fact, parts: Sequence[Fact], scene: Scene, limit: float | None = None) -> Sum | None:
    """Return the sum of parts that words give a total."""
    counted, said = [scene.stated(part) for part in parts], scene.stated(total)
    if said is None or None in counted or len(parts) > MOST or not scene.same_kind((total, *parts)):
        return None
    return add(total, said, [(part, one) for part, one in zip(parts, counted, strict=True) if one], limit)


def add(total: Fact, said: Stated, parts: Sequence[Counted], limit: float | None) -> Sum:
    """Return the sum of parts of a total; so far from it that the list may be of something else, it is left open."""
    computed = together(parts)
    if not near(computed, said):
        said = Stated(said.strict, computed.loose)
    return Sum(
        "total.parts",
        total,
        (total, *(part for part, _ in parts)),
        computed,
        said,
        " + ".join(part.text for part, _ in parts),
        total.unit,
        total.text,
        "the parts add up to the total",
        lambda: difference(computed, said, total),
        limit,
        lambda: [
            *((part, said - together([o for o in parts if o[0] is not part])) for part, _ in parts if len(parts) > 1),
            (total, computed),
        ],
    )


def together(parts: Sequence[Counted]) -> Stated:
    """Return the sum of numbers, at least one."""
    return sum((one for _, one in parts[1:]), parts[0][1])


def near(computed: Stated, said: Stated) -> bool:
    """Whether the sum lies so near to the total that it is meant to be it."""
    high, low = said.strict.high, computed.strict.low
    return high is not None and low <= high * NEAR and said.strict.low <= (computed.strict.high or low) * NEAR


def difference(computed: Stated, said: Stated, total: Fact) -> str:
    """Return how far the parts are from the total."""
    less = said.strict.high is not None and computed.strict.low > said.strict.high
    gap = computed - said if less else said - computed
    by = written(gap.strict, total.unit)
    return f"the parts are {by} more than the total" if less else f"the parts are {by} less than the total"


def totals_near(scene: Scene) -> Iterator[Sum]:
    """Yield the runs of numbers, before or behind another, that come near to it together: of one unit, or of a pool."""
    units: dict[tuple[str, str | None], list[Placed]] = defaultdict(list)
    pools: dict[tuple[str, str | None], list[Placed]] = defaultdict(list)
    for at, fact in enumerate(scene.numbers):
        value = scene.stated(fact)
        if value and value.strict.low > 0 and fact.low == fact.high:
            units[scene.unit(fact)].append((at, fact, value))
            pools[scene.pool(fact)].append((at, fact, value))
    for unit, group in units.items():
        if unit == ("percent", "%"):
            yield from hundred(group, scene)
        else:
            yield from of_group(group, scene)
    for pool, group in pools.items():
        if pool[0] == "count" and len(group) > len(units.get(pool, ())):
            yield from of_group(group, scene)


def of_group(group: Sequence[Placed], scene: Scene) -> Iterator[Sum]:
    """Yield the sums of numbers of one group."""
    for number in range(len(group)):
        yield from runs(group, number, 1, scene)
        yield from runs(group, number, -1, scene)
        yield from two_parts(group, number)


def runs(group: Sequence[Placed], number: int, step: int, scene: Scene) -> Iterator[Sum]:
    """Yield the runs of parts behind a number, or with the step −1 before it, that may have it as their total."""
    place, total, said = group[number]
    goal, resolution = float(said.strict.low), last_digit(total.low or Decimal(1), "")
    if resolution * 2 > said.strict.low:
        resolution = Fraction(0)
    for first in range(number + step, number + step * (SKIPPED + 1), step):
        parts: list[Counted] = []
        reached, at = 0.0, first
        while 0 <= at < len(group) and len(parts) < MOST and abs(at - first) < LOOKED:
            where, part, value = group[at]
            at += step
            if value.strict.meets(said.strict):  # the same number, told twice
                continue
            if value.strict.low * 2 < resolution or not scene.same_pool(part, total) or (part.per and not total.per):
                break
            if parts and scene.search("check_outside", scene.before(where)):  # `A 4 dari pagu 14, B 2 dari pagu 7`
                break
            parts.append((part, value))
            reached += float(value.strict.low)
            if reached > goal * (1 + MISPRINTED):
                break
            if len(parts) > 1 and abs(reached - goal) <= goal * MISPRINTED:
                limit = limit_of_run(place, where, first - number, len(parts), scene)
                yield add(total, said, parts[::step].copy(), limit)


def limit_of_run(total: int, last: int, offset: int, count: int, scene: Scene) -> float:
    """Return how many sums may fit by chance, by the words around a total and its parts."""
    if offset == -1 and count >= LEAST and scene.search("check_in_all", scene.before(total)):
        return IN_ALL  # the parts stand right before it: `… A 40, B 30, C 20. Jadi totalnya 90`
    adjacent = abs(offset) == 1 and count >= LEAST
    if is_listed(total, last, scene):
        return ADJACENT if adjacent else limit_of((scene.sentences[total], scene.sentences[last]))
    if adjacent:
        return IN_TITLE
    return IN_TITLE if scene.sentences[total] < OPENING else BARE


def is_listed(total: int, last: int, scene: Scene) -> bool:
    """Whether words before a total, or between it and its parts, tell that it is one."""
    if total > last:
        return scene.search("check_adds_up", scene.before(total))
    words = scene.between(total, last)[:REACH]
    return scene.search("check_sum_of", scene.before(total)) or scene.search("check_adds_up", words)


def two_parts(group: Sequence[Placed], number: int) -> Iterator[Sum]:
    """Yield the pairs of numbers near another, told to many digits, that are it together."""
    _, total, said = group[number]
    goal = float(said.strict.low)
    if digits(total) < DIGITS:
        return
    around = group[max(0, number - NEAR_PAIRS) : number + NEAR_PAIRS + 1]
    near = [one for one in around if float(one[2].strict.low) < goal]
    sizes = [float(one[2].strict.low) for one in near]
    margin = PAIRS_MISPRINTED if digits(total) >= MANY_DIGITS else PAIRS_MISS
    for one in range(len(near)):
        for other in range(one + 1, len(near)):
            if abs(sizes[one] + sizes[other] - goal) <= goal * margin and near[one][1].low != near[other][1].low:
                yield add(total, said, [near[one][1:], near[other][1:]], BARE)


def digits(fact: Fact) -> int:
    """Return how many digits a number shows."""
    return sum(char.isdecimal() for char in fact.text)


def hundred(group: Sequence[Placed], scene: Scene) -> Iterator[Sum]:
    """Yield the runs of percentages, at least three, that are a hundred percent together."""
    run: list[Counted] = []
    last = -1
    for at, fact, value in group:
        if run and (scene.sentences[at] - last > 1 or fact.change):
            run = []
        last = scene.sentences[at]
        if fact.change:
            continue
        run.append((fact, value))
        reached = 0.0
        for number, (_, of_part) in enumerate(reversed(run), 1):
            reached += float(of_part.strict.low)
            if reached > 101 or number > MOST:
                break
            if reached >= 99 and (number >= LEAST or (number == 2 and halves(run[-2:], scene))):
                yield of_hundred(run[-number:])


def halves(parts: Sequence[Counted], scene: Scene) -> bool:
    """Whether words join two percentages that follow each other as all of a whole."""
    (one, _), (other, _) = parts
    at = scene.places[one.id]
    joined = scene.places[other.id] == at + 1 and scene.search("check_halves", scene.between(at, at + 1))
    return joined and scene.sentences[at + 1] - scene.sentences[at] <= 1 and other.start - one.end < APART


def of_hundred(parts: Sequence[Counted]) -> Sum:
    """Return the sum of percentages that may be all of a whole; only that they are is told."""
    return Sum(
        "total.hundred",
        parts[0][0],
        tuple(part for part, _ in parts),
        together(parts),
        HUNDRED,
        " + ".join(part.text for part, _ in parts),
        "%",
        "100 %",
        "the percentages are all of a whole",
        lambda: "the percentages are not all of a whole",
        0.15 * len(parts),
    )
