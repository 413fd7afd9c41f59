"""Claims of order: what exceeds what, what is the most, what is more than half."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Fact, Finding
from .relations import Relation, Scene
from .verdict import finding

SURE = "check_order_more"  # the relation of which words leave no doubt which number is the larger
HALF = 50  # percent
TWO = 2  # numbers, at least, are compared
SENTENCES = 3  # behind a number that is the most, which go on with its list
FOLLOWERS = 13  # numbers, at most, behind the first of a list


def check_order(scene: Scene) -> Iterator[Finding]:
    """Yield what the article says of which number is the larger, and which the largest."""
    for relation in scene.relations("order"):
        if relation.name == "check_order_need":
            yield from enough(relation.one("less"), relation.one("more"), scene)
        else:
            found = compared(relation.one("more"), relation.one("less"), scene)
            yield from (one for one in found if one.verdict == "agrees" or relation.name == SURE)
    for relation in scene.relations("rank", numbers=1):
        yield from ranked(relation, scene)
    for relation in scene.relations("series", numbers=1):
        yield from series(relation.one("first"), scene)
    for relation in scene.relations("half", numbers=1):
        share = relation.one("share")
        value = scene.stated(share)
        if value and value.strict.low > HALF and not share.change:
            yield finding("order.half", "agrees", f"{share.text} > {HALF} %", "more than half", (share,))


def compared(more: Fact, less: Fact, scene: Scene) -> Iterator[Finding]:
    """Yield the verdict on a number that is said to exceed another."""
    m, s = scene.stated(more), scene.stated(less)
    if m is None or s is None or not scene.same_kind((more, less)) or more.change or less.change:
        return
    if m.strict.low >= s.strict.low and not (m.strict.low == s.strict.low and more.low == less.low):
        yield finding("order.more", "agrees", f"{more.text} > {less.text}", "the first is the larger", (more, less))
    elif not m.loose.meets(s.loose) and is_exact(more) and is_exact(less):
        reason = "the first is said to be the larger"
        yield finding("order.more", "contradicts", f"{more.text} < {less.text}", reason, (more, less))


def is_exact(fact: Fact) -> bool:
    """Whether the number is told without doubt."""
    return fact.approx is None and fact.low == fact.high


def enough(need: Fact, stock: Fact, scene: Scene) -> Iterator[Finding]:
    """Yield that there is more than is needed, where the article says that there is."""
    comparable = scene.same_kind((need, stock)) or None in (need.unit, stock.unit)
    if comparable and scene.search("check_plenty", scene.article.text) and (stock.low or 0) > (need.low or 0) > 0:
        yield finding("order.more", "agrees", f"{stock.text} > {need.text}", "more than is needed", (need, stock))


def ranked(relation: Relation, scene: Scene) -> Iterator[Finding]:
    """Yield the verdict on numbers of which the first is said to be the most, or the least."""
    first, most = relation.one("first"), "least" not in relation.words
    facts = [first, *followers(first, scene)]
    if len(facts) < TWO:
        facts = [first, *later(first, scene)]
    if len(facts) < TWO or (first.kind == "percent" and first.change):
        return
    if "next" in relation.roles:
        facts = facts[:1] + list(relation.roles["next"])
        if not scene.same_kind(facts):
            return
    formula = f"{first.text} {'>' if most else '<'} {', '.join(fact.text for fact in facts[1:])}"
    if is_first(facts, most=most):
        reason = "the largest comes first" if most else "the smallest comes first"
        yield finding("order.most", "agrees", formula, reason, facts)
    elif "next" in relation.roles and all(map(is_exact, facts)) and facts[0].low != facts[1].low:
        formula = f"{facts[0].text} {'<' if most else '>'} {facts[1].text}"
        reason = "the first is said to be the larger" if most else "the first is said to be the smaller"
        yield finding("order.most", "contradicts", formula, reason, facts)


def followers(first: Fact, scene: Scene) -> list[Fact]:
    """Return the numbers of its kind that follow one in its sentence, or in the next ones that go on with its list."""
    at = scene.places[first.id]
    last, found = scene.sentences[at], []
    for place in range(at + 1, min(at + FOLLOWERS, len(scene.numbers))):
        if scene.sentences[place] > last and not scene.search("check_follows", scene.before(place)):
            break
        last = scene.sentences[place]
        fact = scene.numbers[place]
        listed = not scene.search("check_not_listed", scene.before(place))
        if listed and fact.low is not None and scene.same_kind((first, fact)):
            found.append(fact)
    return found


def later(first: Fact, scene: Scene) -> list[Fact]:
    """Return the numbers of its kind in the sentences behind one, if there are enough for it to be the most of them."""
    at = scene.places[first.id]
    found = [
        fact
        for place in range(at + 1, min(at + FOLLOWERS, len(scene.numbers)))
        if 0 < scene.sentences[place] - scene.sentences[at] <= SENTENCES
        and scene.same_kind((first, fact := scene.numbers[place]))
        and not scene.search("check_not_listed", scene.before(place))
    ]
    return found if len(found) > TWO and first.kind != "percent" else []


def series(first: Fact, scene: Scene) -> Iterator[Finding]:
    """Yield that numbers which are said to rise on and on, or to fall, do so."""
    at = scene.places[first.id]
    facts = [first]
    for place in range(at + 1, min(at + FOLLOWERS, len(scene.numbers))):
        fact = scene.numbers[place]
        if scene.sentences[place] - scene.sentences[at] > 1 or not scene.same_kind((first, fact)):
            break
        facts.append(fact)
    values = [fact.low for fact in facts if fact.low is not None]
    if len(values) > TWO and values == sorted(set(values), reverse=values[0] > values[-1]):
        formula = f" {'<' if values[0] < values[-1] else '>'} ".join(fact.text for fact in facts)
        yield finding("order.series", "agrees", formula, "the numbers rise, or fall, one after the other", facts)


def is_first(facts: Sequence[Fact], *, most: bool) -> bool:
    """Whether the first number is the largest, or the smallest."""
    values = [fact.low for fact in facts if fact.low is not None]
    return values[0] == (max(values) if most else min(values)) and values.count(values[0]) == 1
