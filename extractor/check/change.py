"""Before, change and after: `bertambah 4.912, dari 186.928 menjadi 191.840`, in amounts, percent and times."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Fact, Finding, Verdict
from ..rules import Rulebook
from .interval import Interval, Stated, exactly, stated
from .relations import Relation, Scene
from .verdict import finding, same_kind, sign, verdict, written

HUNDRED = exactly(100)
MONTHS = exactly(12)
Reading = tuple[Stated, str, str | None, str]  # what is computed, how, in which unit, and the type of finding


def check_change(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of changes; the level after a change belongs to one of them only."""
    taken: set[str] = set()
    for relation in scene.relations("change"):
        after = relation.one("after")
        if after.id not in taken and (found := judged(relation)):
            taken.add(after.id)
            yield found
    for relation in scene.relations("times"):
        if found := times(relation, scene.rulebook):
            yield found
    for relation in scene.relations("rate"):
        if found := rate(relation.one("one"), relation.one("other")):
            yield found


def judged(relation: Relation) -> Finding | None:
    """Return the verdict on one change, None where there is none."""
    after = relation.one("after")
    rising = "up" in relation.words
    if "other" in relation.roles:
        return both(relation.one("change"), relation.one("other"), after, rising=rising)
    if "before" not in relation.roles:
        return None
    before = relation.one("before")
    if not same_kind((before, after)) or before.change or after.change:
        return None
    if "change" not in relation.roles:
        return direction(before, after, rising=rising)
    return changed(before, relation.one("change"), after, rising=rising)


def changed(before: Fact, change: Fact, after: Fact, *, rising: bool) -> Finding | None:
    """Return the verdict on a change by an amount, by points, or by a percentage of the level before."""
    was, by, now = stated(before), stated(change), stated(after)
    if was is None or by is None or now is None:
        return None
    more, less = (now, was) if rising else (was, now)
    texts = (after.text, before.text) if rising else (before.text, after.text)
    readings: list[Reading] = []
    if same_kind((before, change)) or (change.unit, before.unit) == ("pp", "%"):
        readings.append((more - less, f"{texts[0]} − {texts[1]}", after.unit, "change.amount"))
    if change.unit == "%" and was.strict.low > 0:
        terms = f"({texts[0]} − {texts[1]}) ÷ {before.text}"
        readings.append(((more - less) / was * HUNDRED, terms, "%", "change.percent"))
    if not readings:
        return None
    return best(readings, by, (before, change, after), change)


def best(readings: list[Reading], said: Stated, facts: tuple[Fact, ...], change: Fact) -> Finding:
    """Return the finding of the reading that agrees best."""
    order: tuple[Verdict, ...] = ("agrees", "unclear", "contradicts")
    judgements = [(order.index(verdict(computed, said)), at) for at, (computed, *_) in enumerate(readings)]
    rank, at = min(judgements)
    says, (computed, terms, unit, type_) = order[rank], readings[at]
    formula = f"{terms} = {written(computed.strict, unit)}"
    formula += "" if says == "agrees" else f" {sign(says)} {change.text}"
    reason = "the change leads from one level to the other"
    reason = reason if says == "agrees" else f"between the two levels lie {written(computed.strict, unit)}"
    return finding(type_, says, formula, reason, facts)


def direction(before: Fact, after: Fact, *, rising: bool) -> Finding | None:
    """Return a finding where what is said to rise falls, or the other way round."""
    was, now = stated(before), stated(after)
    if was is None or now is None or was.loose.meets(now.loose):
        return None
    if (now.loose.low > was.loose.low) == rising:
        return None
    word = "rises" if rising else "falls"
    formula = f"{before.text} {'<' if now.loose.low > was.loose.low else '>'} {after.text}"
    return finding("change.direction", "contradicts", formula, f"it is said that it {word}", (before, after))


def both(one: Fact, other: Fact, after: Fact, *, rising: bool) -> Finding | None:
    """Return the verdict on a change told in percent and as an amount, by the level after it."""
    share, amount = (one, other) if one.kind == "percent" else (other, one)
    if share.kind != "percent" or not same_kind((amount, after)):
        return None
    s, by, now = stated(share), stated(amount), stated(after)
    if s is None or by is None or now is None:
        return None
    before = now - by if rising else now + by
    if before.loose.low <= 0:
        return None
    computed = by / before * HUNDRED
    says = verdict(computed, s)
    terms = f"{amount.text} ÷ ({after.text} {'−' if rising else '+'} {amount.text})"
    formula = f"{terms} = {written(computed.strict, '%')}{'' if says == 'agrees' else f' {sign(says)} {share.text}'}"
    reason = "the percentage is that of the level before"
    reason = reason if says == "agrees" else f"the level before was {written(before.strict, after.unit)}"
    return finding("change.percent", says, formula, reason, (share, amount, after))


def times(relation: Relation, rulebook: Rulebook) -> Finding | None:
    """Return the verdict on a level that is so many times another."""
    before, after = relation.one("before"), relation.one("after")
    factor = rulebook.words["check_times"][" ".join(relation.words["times"].split())]
    was, now = stated(before), stated(after)
    if was is None or now is None or not same_kind((before, after)) or was.loose.low <= 0:
        return None
    computed, told = now / was, exactly(factor)
    wide = Interval(told.strict.low * 9 / 10, told.strict.low * 11 / 10)  # nobody says `2,1 kali lipat`
    says = verdict(computed, Stated(wide, Interval(told.strict.low / 2 + 1, told.strict.low * 3 / 2)))
    formula = f"{after.text} ÷ {before.text} = {written(computed.strict)}"
    formula += "" if says == "agrees" else f" {sign(says)} {factor}"
    return finding("change.times", says, formula, f"said to be {factor} times as much", (before, after))


def rate(one: Fact, other: Fact) -> Finding | None:
    """Return the verdict on the same amount told for a month and for a year."""
    by_rate = {one.per: one, other.per: other}
    if by_rate.keys() != {"month", "year"} or one.kind != other.kind or one.unit != other.unit:
        return None
    month, year = by_rate["month"], by_rate["year"]
    monthly, yearly = stated(month), stated(year)
    if monthly is None or yearly is None:
        return None
    computed = monthly * MONTHS
    says = verdict(computed, yearly)
    formula = f"12 × {month.text} = {written(computed.strict, year.unit)}"
    formula += "" if says == "agrees" else f" {sign(says)} {year.text}"
    return finding("change.rate", says, formula, "a month's amount, twelve times", (month, year))
