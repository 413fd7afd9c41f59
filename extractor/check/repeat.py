"""One number told twice: rounded in the title and exact in the text, or, by a slip, otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import regex

from ..model import Article, Fact, Finding
from .fit import misprints
from .interval import last_digit
from .relations import Scene
from .verdict import finding

RESOLUTION, ROUGH = (
    Fraction(1, 50),
    Fraction(1, 5),
)  # of a rounded number, how much its last digit may be, or of `sekitar`
OPENING = 2  # sentences that tell in round numbers what the text tells exactly
LETTERS = 4  # of a word that says what is counted
LEAST = 10  # smaller numbers are the same by chance
WORD = regex.compile(rf"\p{{L}}{{{LETTERS},}}")
FIRST_LINE = regex.compile(r"\s*([^\n]{10,200}[^\s.!?\"”])[ \t]*\n")
TWO = 2  # digits, at least, that can be swapped
TITLE_NUMBER = regex.compile(r"(?<![\w.,])(\d[\d.,]*\d|\d)(?![\w.,]?\d)\s+(\p{L}+)")


def check_repeat(scene: Scene) -> Iterator[Finding]:
    """Yield the numbers that the article tells twice, once rounded, or otherwise in the title."""
    by_unit: dict[object, list[tuple[int, Fact]]] = defaultdict(list)
    for at, fact in enumerate(scene.numbers):
        if fact.low is not None and fact.low == fact.high and fact.low >= LEAST and not fact.change:
            by_unit[scene.unit(fact)].append((at, fact))
    told: set[str] = set()
    for group in by_unit.values():
        ordered = sorted(group, key=lambda one: (one[1].low or 0, one[0]))
        for number, one in enumerate(ordered):
            for other in ordered[number + 1 : number + 4]:
                found = restated(one, other, scene)
                if found and not told.intersection(found.facts[:1]):
                    told.update(found.facts[:1])
                    yield found
    yield from against_title(scene)


def restated(one: tuple[int, Fact], other: tuple[int, Fact], scene: Scene) -> Finding | None:
    """Return that one number is another, rounded, if the words tell that both are the same."""
    rough, exact = sorted((one, other), key=lambda pair: digits_of(pair[1]))
    (at, short), (place, long) = rough, exact
    if short.low == long.low or digits_of(short) >= digits_of(long) or short.low is None or long.low is None:
        return None
    if not is_rounding(short, Fraction(short.low), Fraction(long.low)):
        return None
    opens = min(scene.sentences[at], scene.sentences[place]) < OPENING and short.kind != "percent"
    near = short.approx is not None and abs(scene.sentences[at] - scene.sentences[place]) <= OPENING
    if not (opens or near or alike(short, long)):
        return None
    formula = f"{short.text} ≈ {long.text}"
    return finding("repeat.rounded", "agrees", formula, "the same number, once rounded", (short, long))


def is_rounding(fact: Fact, rough: Fraction, exact: Fraction) -> bool:
    """Whether a number looks rounded, and the exact one lies where the words around it say."""
    step, apart = last_digit(fact.low or Decimal(1), ""), exact - rough
    if fact.approx == "over" or fact.text.endswith("an"):
        return step <= ROUGH * rough and 0 <= apart < step
    if fact.approx:
        return step <= ROUGH * rough and abs(apart) <= step / 2
    looks = regex.search(r"\p{L}|0[.,]?00$|%", fact.text) is not None
    return looks and step <= RESOLUTION * rough and -step / 2 <= apart < step


def digits_of(fact: Fact) -> int:
    """Return how many significant digits a number has."""
    return len(fact.low.normalize().as_tuple().digits) if fact.low else 0


def alike(one: Fact, other: Fact) -> bool:
    """Whether two numbers count what is called by the same words."""
    return bool(words(one.subject) & words(other.subject))


def words(text: str | None) -> set[str]:
    """Return the longer words of a text."""
    return {word.lower() for word in WORD.findall(text or "")}


def against_title(scene: Scene) -> Iterator[Finding]:
    """Yield a number of the title that the text tells of the same things with one digit other, or two swapped."""
    title, body = title_of(scene.article)
    facts = [fact for fact in scene.numbers if fact.start >= body]
    told = {digits(fact.text) for fact in facts}
    for match in TITLE_NUMBER.finditer(title):
        number = digits(match[1])
        if number in told or len(number) < TWO:
            continue
        slips = [fact for fact in same_noun(facts, match[2].lower()) if number in slips_of(fact)]
        if slips and len({digits(fact.text) for fact in slips}) == 1:
            own = [fact for fact in scene.numbers if fact.start < body and digits(fact.text) == number]
            formula = f"{slips[0].text} ≠ {match[0]}"
            yield finding("repeat.title", "contradicts", formula, "the title tells another number", [*own, *slips])


def title_of(article: Article) -> tuple[str, int]:
    """Return the title, beside the text or its first line if that is no sentence, and where the text begins."""
    if article.document.title:
        return article.document.title, 0
    first = FIRST_LINE.match(article.text)
    return (first[1], first.end()) if first else ("", 0)


def same_noun(facts: Sequence[Fact], noun: str) -> Iterator[Fact]:
    """Yield the numbers that count what is called by that noun."""
    return (fact for fact in facts if noun in (fact.unit or "").lower().split())


def slips_of(fact: Fact) -> set[str]:
    """Return the digits of a number with one of them other, or two swapped."""
    return {digits(text) for text, _ in misprints(fact)}


def digits(text: str) -> str:
    """Return the digits of a number."""
    return "".join(char for char in text if char.isdecimal())
