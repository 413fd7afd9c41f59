"""Sums that a text spreads over sentences: parts told one by one, a difference told before its levels, goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ..model import Fact, Finding
from .change import direction
from .interval import Stated, exactly, stated
from .relations import Relation, Scene
from .verdict import finding, same_kind, sign, verdict, written

PARTS, MOST = 3, 40  # of a list that nothing but its words holds together
EXACT = 1000  # numbers from here on, told digit by digit, fit by chance one time in a thousand
NEAR = Fraction(1, 2)  # of the sum: a number further from it is another
REACH = 800  # characters between a difference and its levels
SHORT, ALIKE = 4, 2  # letters of words that say little; words that two subjects share
HUNDRED = exactly(100)
MONTHS = exactly(12)


def check_spread(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of sums whose numbers stand in different sentences."""
    yield from rates(scene)
    exact = [fact for fact in scene.numbers if is_exact(fact)]
    if len(exact) < PARTS:
        return
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation in scene.relations("spread", numbers=1):
        found[relation.name.removeprefix("check_spread_")].append(relation)
    yield from classes(found["class"], exact, scene)
    for relation in found["levels"]:
        yield from levels(relation, scene)
    for relation in found["added"]:
        yield from added(relation, exact)
    wholes = {fact.id: fact for fact in exact if fact.indicator == "population"}
    wholes |= {whole.id: whole for one in scene.relations("share") if is_exact(whole := one.one("whole"))}
    for relation in found["goal"]:
        yield from goal(relation, list(wholes.values()))


def is_exact(fact: Fact) -> bool:
    """Whether the number is told digit by digit, and is large enough not to fit by chance."""
    return (
        fact.approx is None
        and fact.low == fact.high
        and fact.low is not None
        and fact.low >= EXACT
        and fact.kind == "count"
    )


def classes(found: Sequence[Relation], numbers: Sequence[Fact], scene: Scene) -> Iterator[Finding]:
    """Yield the verdict on parts of which each is called by the same word, and the total told elsewhere.

    That they do not add up is only said of changes: `segmen A bertambah …`; other lists are seldom whole.
    """
    by_word: dict[str, dict[object, Fact]] = defaultdict(dict)
    for relation in found:
        by_word[relation.words["class"]].setdefault(relation.one("part").low, relation.one("part"))
    for parts in (list(named.values()) for named in by_word.values()):
        counted = [one for one in map(stated, parts) if one]
        if not max(PARTS, len(parts)) <= len(counted) <= MOST or not same_kind(parts):
            continue
        computed, ids = sum(counted[1:], counted[0]), {part.id for part in parts}
        total = nearest(computed, [fact for fact in numbers if fact.id not in ids and same_kind((fact, parts[0]))])
        if total is not None:
            terms = " + ".join(part.text for part in parts)
            found_so = said(computed, total, terms, "total.parts", "the parts told one by one, and the total", parts)
            if found_so.verdict == "agrees" or all(scene.search("check_over", part.sentence) for part in parts):
                yield found_so


def levels(relation: Relation, scene: Scene) -> Iterator[Finding]:
    """Yield the verdict on two levels whose difference is told in a sentence near by."""
    before, after = relation.one("before"), relation.one("after")
    was, now = stated(before), stated(after)
    if was is None or now is None or not same_kind((before, after)):
        return
    rising = "up" in relation.words
    if wrong_way := direction(before, after, rising=rising):
        yield wrong_way
        return
    computed = now - was if rising else was - now
    near = [
        fact
        for fact in scene.near(before)
        if is_exact(fact) and fact.id not in (before.id, after.id) and same_kind((fact, after))
        if abs(fact.start - before.start) <= REACH and scene.search("check_over", fact.sentence)
    ]
    change = nearest(computed, near)
    if change is not None and computed.strict.low > 0:
        terms = f"{after.text} − {before.text}" if rising else f"{before.text} − {after.text}"
        yield said(computed, change, terms, "change.amount", "the difference of the levels", (before, after))


def added(relation: Relation, numbers: Sequence[Fact]) -> Iterator[Finding]:
    """Yield the verdict on what is to be added, and the level that results, by the level told before."""
    change, after = relation.one("change"), relation.one("after")
    by, now = stated(change), stated(after)
    if by is None or now is None or not same_kind((change, after)) or not is_exact(after):
        return
    earlier = [
        fact for fact in numbers if fact.end < change.start and same_kind((fact, after)) and fact.region == after.region
    ]
    before = nearest(now - by, earlier)
    if before is not None and (was := stated(before)):
        yield said(
            was + by,
            after,
            f"{before.text} + {change.text}",
            "change.amount",
            "the level to be reached",
            (before, change),
        )


def goal(relation: Relation, wholes: Sequence[Fact]) -> Iterator[Finding]:
    """Yield the verdict on a number that is a percentage, to be reached, of the inhabitants told elsewhere."""
    share, part = relation.one("share"), relation.one("part")
    s, p = stated(share), stated(part)
    if s is None or p is None or not is_exact(part) or s.loose.low <= 0:
        return
    earlier = [fact for fact in wholes if fact.end < share.start and fact.region == part.region]
    all_ = nearest(p / s * HUNDRED, earlier)
    if all_ is not None and (w := stated(all_)):
        terms = f"{share.text} × {all_.text}"
        yield said(s * w / HUNDRED, part, terms, "share.goal", "the percentage of the whole told before", (share, all_))


def rates(scene: Scene) -> Iterator[Finding]:
    """Yield an amount for a month beside one, of the same budget, that may be the year's; no word says that it is."""
    for month in scene.numbers:
        if month.kind == "money" and month.per == "month" and month.indicator:
            yield from (found for year in scene.near(month) if (found := yearly(month, year)))


def yearly(month: Fact, year: Fact) -> Finding | None:
    """Return that an amount may be twelve times another, if both are about the same."""
    alike = (year.indicator, year.region, year.unit, year.per) == (month.indicator, month.region, month.unit, None)
    one, all_ = stated(month), stated(year)
    if not alike or one is None or all_ is None or not shares_words(month, year):
        return None
    computed = one * MONTHS
    if not computed.loose.meets(all_.loose):
        return None
    formula = f"12 × {month.text} = {written(computed.strict, month.unit)} ≈ {year.text}"
    reason = "perhaps the same for a month and for a year; the text leaves it open"
    return finding("change.rate", "unclear", formula, reason, (month, year))


def shares_words(one: Fact, other: Fact) -> bool:
    """Whether two numbers count what is called by some of the same longer words."""
    words = [{word for word in (fact.subject or "").lower().split() if len(word) > SHORT} for fact in (one, other)]
    return len(words[0] & words[1]) >= ALIKE


def nearest(computed: Stated, facts: Iterable[Fact]) -> Fact | None:
    """Return the number nearest to the sum, if none but it is near."""
    target = computed.strict.low
    near = sorted(
        (abs(Fraction(fact.low or 0) - target), at, fact)
        for at, fact in enumerate(facts)
        if abs(Fraction(fact.low or 0) - target) <= target * NEAR
    )
    return near[0][2] if near else None


def said(computed: Stated, fact: Fact, terms: str, type_: str, reason: str, others: Iterable[Fact]) -> Finding:
    """Return the finding on a computed number and the one that the text tells."""
    says = verdict(computed, stated(fact) or computed)
    formula = f"{terms} = {written(computed.strict, fact.unit)}"
    formula += "" if says == "agrees" else f" {sign(says)} {fact.text}"
    return finding(type_, says, formula, reason, (fact, *others))
