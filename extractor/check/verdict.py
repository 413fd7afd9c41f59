"""What all sums share: the verdict on two numbers that should be one, the numbers written out, the finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

from ..model import Fact, Finding, Verdict
from ..wording import span_text, unit_around
from .fit import chance, cut_off, misprint, misprints_of
from .interval import Interval, Stated, last_digit

FIGURES = 4  # that are shown of a computed number
MISPRINTED = 0.1  # times as many misprints as sums may fit by chance
DIGITS = 4  # but zeros, of a total of two parts and of both, for one to be misprinted
PAIR, TRIFLE = 3, 50  # a total and two parts; times that a part is smaller than the total
ORDER: tuple[Verdict, ...] = ("agrees", "unclear", "contradicts")
ADDED = ("change.amount", "total.parts")  # sums without a product: they fit to the last digit
Wanted = Callable[[], Sequence[tuple[Fact, Stated]]]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that a text may tell: what is computed of `facts`, how, and what the text says instead.

    `claim` is the number that the sum is about: of several readings of one claim the best holds. `limit` is None where
    words tell the sum; where digits alone do, how many of the sums tried may fit by chance. `wanted` gives what each
    number should be for the sum to fit. `meant`: digits show which sum is meant, but it is told wrongly.
    """

    type: str
    claim: Fact
    facts: tuple[Fact, ...]
    computed: Stated
    said: Stated
    terms: str
    unit: str | None
    shown: str
    agrees: str
    differs: Callable[[], str]
    limit: float | None = None
    wanted: Wanted | None = None
    meant: bool = False

    @property
    def verdict(self) -> Verdict:
        """Whether what is computed and what is said can be one."""
        says = verdict(self.computed, self.said)
        if says == "agrees" or self.claim.text != self.shown:
            return says
        cut = cut_off(self.claim)
        if cut and self.computed.strict.meets(cut):
            return "agrees"
        return "contradicts" if says == "unclear" and self.is_exact else says

    @property
    def is_exact(self) -> bool:
        """Whether all numbers are told digit by digit, and miss the sum by more than their last digits but zeros."""
        computed, said = self.computed.strict, self.said.strict
        if computed.low != computed.high or said.low != said.high or any(fact.approx for fact in self.facts):
            return False
        steps = [last_digit(fact.low, "") for fact in self.facts if fact.low]
        return self.type in ADDED and abs(computed.low - said.low) > min(steps) * len(steps)

    @property
    def chance(self) -> float:
        """How likely the sum would fit by chance."""
        numbers = self.facts if self.type.startswith("total") else (self.claim,)
        steps = [last_digit(fact.low, fact.text if fact.kind == "percent" else "") for fact in numbers if fact.low]
        step = min(steps, default=Fraction(0))
        said = self.said.strict
        if not self.computed.strict.meets(said):
            said = cut_off(self.claim) or said
        return chance(self.computed.strict, said, step)


def verdict(computed: Stated, said: Stated) -> Verdict:
    """Return whether two numbers can be one: by their digits, only by a loose reading, or by none."""
    if computed.strict.meets(said.strict):
        return "agrees"
    return "unclear" if computed.loose.meets(said.loose) else "contradicts"


def settle(told: Sequence[Sum], tried: Sequence[Sum] = (), count: int | None = None) -> Finding | None:
    """Return the finding on sums that are readings of one claim, by words and, of so many tried, by digits.

    One that agrees wins. Where words tell a sum, digits alone may still say that it agrees with another; a misprint is
    only told if no sum fits.
    """
    if agreeing := [one for one in told if one.verdict == "agrees" or one.meant]:
        return write(agreeing[0], agreeing[0].verdict)
    count = count if count is not None else len({one.terms for one in tried})
    fitting = [one for one in tried if one.verdict == "agrees" or one.meant]
    likely = [(count * one.chance / (one.limit or 1), at, one) for at, one in enumerate(fitting)]
    if likely and min(likely)[0] <= 1:
        return write(min(likely)[2], min(likely)[2].verdict)
    if told:
        best = min(told, key=lambda one: ORDER.index(one.verdict))
        return write(best, "unclear" if fitting else best.verdict)
    return misprinted(tried, count) if not fitting else None


def misprinted(tried: Sequence[Sum], count: int) -> Finding | None:
    """Return the sum that one misprinted digit keeps from fitting, if it hardly does so by chance."""
    for one in tried:
        if one.wanted is None or one.verdict != "contradicts" or has_trifle(one):
            continue
        ways = misprints_of([fact for fact, _ in one.wanted()])
        likely = count * one.chance * ways <= MISPRINTED * (one.limit or 1)
        if likely and (slip := misprint(one.wanted())):
            return write(one, "contradicts", slip)
    return None


def has_trifle(one: Sum) -> bool:
    """Whether a total that does not fit may be none: its parts are told twice, or two, small or of few digits."""
    if one.type != "total.parts":
        return False
    sizes = [fact.low for fact in one.facts if fact.low]
    is_pair = len(sizes) <= PAIR
    shown = min(len(size.normalize().as_tuple().digits) for size in sizes)
    trifling = min(sizes) * TRIFLE < (one.claim.low or 0) or shown < DIGITS
    return len(set(sizes)) < len(sizes) or (is_pair and trifling)


def write(one: Sum, says: Verdict, slip: tuple[Fact, str] | None = None) -> Finding:
    """Return the finding of a sum; a slip is the number that is misprinted, and how it should read."""
    formula = f"{one.terms} = {written(one.computed.strict, one.unit)}"
    formula += "" if says == "agrees" else f" {sign(says)} {one.shown}"
    reason = one.agrees if says == "agrees" else one.differs()
    if slip:
        reason += f"; {slip[1]} instead of {slip[0].text} would fit"
    return finding(one.type, says, formula, reason, one.facts)


def sign(of: Verdict) -> str:
    """Return the sign between two numbers of which the verdict speaks."""
    return {"agrees": "=", "unclear": "≈", "contradicts": "≠"}[of]


def written(interval: Interval, unit: str | None = None) -> str:
    """Return a computed number, or the span in which it lies, as Indonesian writes it; spans in few figures.

    >>> written(Interval(Fraction(757285, 950452) * 100, Fraction(757285, 950452) * 100), "%")
    '79,68 %'
    >>> written(Interval(Fraction(109862500), Fraction(114142500)), "IDR")
    'Rp109,9–114,1 juta'
    >>> written(Interval(Fraction("347.5"), Fraction("352.5")), "siswa")
    '348–353'
    """
    low, high = interval.low, interval.high
    exact = low == high and low.denominator == 1
    counted = unit is not None and unit not in ("%", "pp") and not unit.isupper()  # people are whole
    ends = (Decimal(int(low)),) * 2 if exact else tuple(map(partial(rounded, whole=counted), (low, high)))
    before, after = unit_around(None if counted else unit)
    return f"{before}{span_text(*ends)}{'' if after.startswith(' ') or not after else ' '}{after}"


def rounded(number: Fraction | None, *, whole: bool) -> Decimal | None:
    """Return the number in a few figures, `whole` without decimals; None stays open."""
    if number is None:
        return None
    value = Decimal(number.numerator) / Decimal(number.denominator)
    places = FIGURES - 1 - value.adjusted() if value else 0
    places = min(places, 0) if whole else places
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize() if places <= FIGURES * 2 else value


def finding(
    type_: str, judged: Verdict, formula: str, reason: str, facts: Iterable[Fact], source: str | None = None
) -> Finding:
    """Return the finding about facts, in their order in the text."""
    ordered = sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: fact.start)
    spans = tuple((fact.start, fact.end) for fact in ordered)
    return Finding(type_, judged, formula, reason, spans, tuple(fact.id for fact in ordered), source)
