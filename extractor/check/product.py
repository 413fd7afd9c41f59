"""Products and rates: so much for each of so many, a month's amount in a year, and money in two currencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from ..model import Fact, Finding
from .fit import cut_off, misprint
from .interval import Interval, Stated, exactly, stated
from .relations import Scene
from .verdict import Sum, finding, settle, written

FACTORS_NEAR = 5  # numbers on each side that may be factors of a product
TOLD = 5  # times as many may where words tell of a result
LIMIT = 0.25  # of products tried, how many may fit by chance
A_YEAR = {("month", "year"): 12, ("day", "year"): 365, ("day", "month"): 30, ("day", "week"): 7, ("week", "year"): 52}
ROUGHLY = 0.5  # by how much a product may miss for the exact one to be worked out
TWO, SHORT = 2, 4  # words that two subjects share, and letters of those that say little
MONTHS = exactly(12)
HOME = "IDR"
SLIPS = (Fraction(1000), Fraction(1, 1000), Fraction(10), Fraction(1, 10))
RATE_SURE = Fraction(1, 20)  # how wide a rate between two amounts may be to tell that others are wrong
RATE_NEAR = 2  # sentences between an amount and the rate that it is surely converted by
RATE_SLACK = Fraction(1, 200)  # by which two conversions in one article may differ
Factor = tuple[int, Fact, Stated]
Pair = tuple[Fact, Fact, Stated]  # a foreign amount, what it is in rupiah, and the rate between them


def check_product(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of products, and of money in two currencies."""
    told: dict[str, list[Sum]] = defaultdict(list)
    for relation in scene.relations("product"):
        each, many, total = (relation.one(role) for role in ("each", "many", "total"))
        e, m, t = scene.stated(each), scene.stated(many), scene.stated(total)
        if e and m and t and each.unit == total.unit and each.kind == total.kind:
            told[total.id].append(product_of(total, [(0, many, m), (0, each, e)], t, None))
    for at, fact in enumerate(scene.numbers):
        if found := settle(told[fact.id], list(products_near(at, fact, scene))):
            yield found
    yield from conversions(scene)
    yield from left_open(scene)


def left_open(scene: Scene) -> Iterator[Finding]:
    """Yield an amount for a month beside one, of the same budget, that may be the year's; no word says that it is."""
    for month in scene.numbers:
        if month.kind == "money" and month.per == "month" and month.indicator:
            for _, year, all_ in scene.around(scene.places[month.id], FACTORS_NEAR * 2):
                one = scene.stated(month)
                if one and is_same_budget(month, year) and (one * MONTHS).loose.meets(all_.loose):
                    formula = f"12 × {month.text} = {written((one * MONTHS).strict, month.unit)} ≈ {year.text}"
                    reason = "perhaps the same for a month and for a year; the text leaves it open"
                    yield finding("product.rate", "unclear", formula, reason, (month, year))


def is_same_budget(month: Fact, year: Fact) -> bool:
    """Whether two amounts are about the same, and the second tells no rate."""
    about = (year.indicator, year.region, year.unit, year.per) == (month.indicator, month.region, month.unit, None)
    words = [{word for word in (fact.subject or "").lower().split() if len(word) > SHORT} for fact in (month, year)]
    return about and len(words[0] & words[1]) >= TWO


def product_of(total: Fact, factors: Sequence[Factor], said: Stated, limit: float | None) -> Sum:
    """Return the product of factors that a number may be."""
    computed = exactly(1)
    for _, _, value in factors:
        computed = computed * value
    wanted = [(fact, said / (computed / value)) for _, fact, value in factors if value.strict.low > 0]
    return Sum(
        "product.amount",
        total,
        (total, *(fact for _, fact, _ in factors)),
        computed,
        said,
        " × ".join(fact.text for _, fact, _ in factors),
        total.unit,
        total.text,
        "so much for each of so many",
        lambda: f"it would be {written(computed.strict, total.unit)}",
        limit,
        (lambda: [*wanted, (total, computed)]) if limit is None else None,  # digits alone only agree
    )


def products_near(at: int, total: Fact, scene: Scene) -> Iterator[Sum]:
    """Yield the products of numbers near another that it may be, if words say that something is told for each."""
    said = scene.stated(total)
    if said is None or total.kind == "percent" or said.strict.low <= 0:
        return
    near = [one for one in scene.around(at, FACTORS_NEAR) if abs(scene.sentences[one[0]] - scene.sentences[at]) <= 1]
    near = [one for one in near if one[1].kind != "percent" and one[1].low != 1]
    for count in (2, 3):
        for factors in combinations(near, count):
            if comes_near(factors, said) and is_product(total, factors, scene):
                told = scene.search("check_so_much", scene.before(at))
                yield product_of(total, factors, said, LIMIT * (TOLD if told else 1))
    for _, fact, value in near:
        times = A_YEAR.get((fact.per or "", total.per or ""))
        if times and fact.unit == total.unit and fact.kind == total.kind:
            one = product_of(total, [(0, fact, value)], said, None)
            yield times_of(one, times, value, said)


def times_of(one: Sum, times: int, value: Stated, said: Stated) -> Sum:
    """Return the sum of an amount told for a month, or a day, and for a year."""
    [_, each] = one.facts
    return Sum(
        "product.rate",
        one.claim,
        one.facts,
        value * exactly(times),
        said,
        f"{times} × {each.text}",
        one.unit,
        one.shown,
        "the same amount for the shorter and the longer time",
        lambda: f"{times} times as much is {written((value * exactly(times)).strict, one.unit)}",
        0.9,
        lambda: [(each, said / exactly(times)), (one.claim, value * exactly(times))],
    )


def is_product(total: Fact, factors: Sequence[Factor], scene: Scene) -> bool:
    """Whether the kinds of the factors make that of the product, and words tell that one is for each of the others."""
    money = [fact for _, fact, _ in factors if fact.kind == "money"]
    before = scene.before(scene.places[total.id])
    if total.kind == "money":
        right = len(money) == 1 and money[0].unit == total.unit
    else:
        right = not money and len(factors) > TWO and len(total.text) > TWO and scene.search("check_so_much", before)
    each = any(fact.per or scene.search("check_each", words_around(place, scene)) for place, fact, _ in factors)
    return right and (each or scene.search("check_so_much", before))


def words_around(place: int, scene: Scene) -> str:
    """Return the words before and behind a number."""
    return f"{scene.before(place)} {scene.behind(place)}"


def comes_near(factors: Sequence[Factor], said: Stated) -> bool:
    """Whether the product may be the number, give or take a digit; no factor is the product itself."""
    reached = 1.0
    for _, _, value in factors:
        reached *= float(value.strict.low)
    goal = float(said.strict.low)
    own = any(float(value.strict.low) == goal for _, _, value in factors)
    return not own and abs(reached - goal) <= ROUGHLY * goal


def conversions(scene: Scene) -> Iterator[Finding]:
    """Yield whether amounts told in two currencies fit the rate that the article tells, or that of each other."""
    pairs = list(converted(scene))
    rates = {fact.id: value for at, fact in enumerate(scene.numbers) if (value := rate_told(at, fact, scene))}
    for number, (foreign, home, implied) in enumerate(pairs):
        others = [one for one in pairs[:number] + pairs[number + 1 :] if one[0].unit == foreign.unit]
        if rates:
            fact = min((f for f in scene.numbers if f.id in rates), key=lambda f: abs(f.start - home.start))
            found = against_rate(foreign, home, rates[fact.id], (fact,), f"{foreign.text} × {fact.text}")
            apart = abs(scene.sentences[scene.places[fact.id]] - scene.sentences[scene.places[home.id]])
            yield from (one for one in found if one.verdict == "agrees" or apart <= RATE_NEAR)
        elif others:
            exact = min(others, key=lambda one: spread(one[2]))
            if spread(exact[2]) < spread(implied):
                terms = f"{foreign.text} × ({exact[1].text} ÷ {exact[0].text})"
                found = against_rate(foreign, home, exact[2], exact[:2], terms)
                yield from (one for one in found if one.verdict == "agrees" or spread(exact[2]) < RATE_SURE)


def converted(scene: Scene) -> Iterator[Pair]:
    """Yield the amounts of other currencies beside which the same is told in rupiah."""
    for at in range(len(scene.numbers) - 1):
        one, other = scene.numbers[at], scene.numbers[at + 1]
        if {one.kind, other.kind} != {"money"} or (one.unit == HOME) == (other.unit == HOME):
            continue
        foreign, home = (one, other) if other.unit == HOME else (other, one)
        f, h = scene.stated(foreign), scene.stated(home)
        if f and h and f.strict.low > 1 and scene.fits("check_converted", scene.between(at, at + 1)):
            yield foreign, home, h / f


def rate_told(at: int, fact: Fact, scene: Scene) -> Stated | None:
    """Return what one unit of another currency is in rupiah, if the number tells it."""
    value = scene.stated(fact)
    if fact.unit != HOME or value is None or fact.per not in (None, "USD"):
        return None
    before = scene.numbers[at - 1] if at else None
    one = before is not None and before.kind == "money" and before.unit != HOME and before.low == 1
    return value if one or scene.search("check_exchange", scene.before(at)) else None


def spread(rate: Stated) -> Fraction:
    """Return how wide the rate is, by its own size."""
    high = rate.strict.high or rate.strict.low * 2
    return (high - rate.strict.low) / high if high else Fraction(1)


def against_rate(foreign: Fact, home: Fact, rate: Stated, by: Sequence[Fact], terms: str) -> Iterator[Finding]:
    """Yield the verdict on an amount in rupiah by a rate: it fits, or one digit or a scale is wrong; else nothing.

    `sekitar` is said of all that is converted, and no doubt about it.
    """
    f, h = (stated(replace(fact, approx=None)) for fact in (foreign, home))
    if f is None or h is None:
        return
    exact = f * rate
    high = exact.strict.high if exact.strict.high is not None else exact.strict.low
    computed = Interval(exact.strict.low * (1 - RATE_SLACK), high * (1 + RATE_SLACK))
    formula = f"{terms} = {written(exact.strict, HOME)}"
    cut = cut_off(replace(home, approx=None))
    if computed.meets(h.strict) or (cut and computed.meets(cut)):
        yield finding("rate.currency", "agrees", formula, "both amounts are the same by the rate", (foreign, home, *by))
    elif slip := slip_of(home, computed, h):
        yield finding("rate.currency", "contradicts", f"{formula} ≠ {home.text}", slip, (foreign, home, *by))


def slip_of(home: Fact, computed: Interval, said: Stated) -> str | None:
    """Return what slip explains that an amount is not what the rate gives: a scale, a point, a digit."""
    for times in SLIPS:
        high = said.strict.high or said.strict.low
        if computed.meets(Interval(said.strict.low * times, high * times)):
            return "by the rate, a scale or a point is wrong"
    exact = Stated(computed, computed)
    found = misprint([(home, exact)]) if not computed.meets(said.loose) else None
    return f"by the rate; {found[1]} instead of {found[0].text} would fit" if found else None
