"""What an article tells of an official indicator, against the published figures of the same region and time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ..model import Article, Fact, Finding, Verdict
from ..rules import Rulebook
from ..wording import grouped, period_text, unit_around
from .fit import cut_off
from .interval import Interval, Stated, last_digit
from .official import Figure, Figures, shipped_figures
from .relations import Scene
from .verdict import finding

WHOLE = 1000  # people and rupiah, of which the last zeros are rounded
LIKE = Fraction(1, 5)  # of an official figure: a number further from it is one of something else
SURE = ("A", "B")  # grades on which a contradiction may rest
YEAR = 4  # characters of a year in a period
BEFORE = 2  # years before its article in which a number without a time may be
LEAST_SURE = 0.6  # how sure the links of a number must be for a contradiction
DIGITS = 3  # that a number must show to be told as that of another year
KINDS = {  # the indicator that a word names, by the kind of its number
    ("poverty", "percent"): "poverty.rate",
    ("poverty", "count"): "poverty.people",
    ("poverty.line", "money"): "poverty.line",
    ("unemployment", "percent"): "unemployment.rate",
    ("minimum_wage", "money"): "minimum_wage",
    ("growth", "percent"): "growth",
    ("inflation", "percent"): "inflation",
    ("inflation.mom", "percent"): "inflation.mom",
    ("hdi", "quantity"): "hdi",
    ("bi_rate", "percent"): "bi_rate",
    ("stunting", "percent"): "stunting.rate",
}
YEARLY = ("minimum_wage", "hdi", "stunting.rate")  # that hold for all months of a year
TOLD_BY_YEAR = ("poverty.rate", "poverty.people", "poverty.line", "unemployment.rate", "hdi", "minimum_wage")
BY_THEMSELVES = ("inflation", "unemployment")  # facts' indicators that say enough without a subject
CHANGES = ("growth", "inflation")  # of which the number is itself a change
TYPE, COUNTRY = "official.", "Indonesia"


def check_official(scene: Scene) -> Iterator[Finding]:
    """Yield what the shipped figures say of the indicators that the article tells."""
    return against(scene, shipped_figures)


def against(scene: Scene, load: Callable[[], Figures]) -> Iterator[Finding]:
    """Yield what figures, loaded only when an indicator is told, say of an article's numbers."""
    for fact in scene.numbers:
        indicator = indicator_of(fact, scene)
        region = "ID" if indicator == "bi_rate" else fact.region
        if indicator and region and (figures := load().of(indicator, region)):
            yield from judged(fact, indicator, figures, scene)


def held_against_figures(articles: Iterable[Article], figures: Figures | None, rulebook: Rulebook) -> Iterator[Article]:
    """Yield the articles with what a user's figures say of them, in place of what the shipped ones do."""
    for article in articles:
        if figures is None:
            yield article
            continue
        found = list(against(Scene(article, rulebook), lambda: figures))
        told = {fact for one in found for fact in one.facts}
        kept = [one for one in article.findings if not (one.type.startswith(TYPE) and told.intersection(one.facts))]
        yield replace(article, findings=(*kept, *found))


def indicator_of(fact: Fact, scene: Scene) -> str | None:
    """Return the official indicator that a number tells by its subject; None where words tell another definition."""
    family = family_of(fact, scene)
    if family is None or fact.status == "target" or fact.low is None or fact.low != fact.high:
        return None
    if (fact.change and family not in CHANGES) or scene.search("check_unofficial", f"{fact.subject} {fact.sentence}"):
        return None
    monthly = family == "inflation" and scene.search("check_monthly", fact.sentence)
    return KINDS.get((f"{family}.mom" if monthly else family, fact.kind))


def family_of(fact: Fact, scene: Scene) -> str | None:
    """Return what the subject of a number, or else its own indicator, says that it tells."""
    found = scene.rulebook.compile("check_official", r"(?<!\w){}(?!\w)").search(fact.subject or "")
    if found:
        return str(scene.rulebook.words["check_official"][" ".join(found[0].lower().split())])
    return fact.indicator if fact.indicator in BY_THEMSELVES else None


def judged(fact: Fact, indicator: str, figures: Sequence[Figure], scene: Scene) -> Iterator[Finding]:
    """Yield the verdict on a number by the figures of its time; another time's figure is told as such."""
    said = scene.stated(fact)
    if said is None:
        return
    same = [figure for figure in figures if is_of_time(figure.period, indicator, fact, scene.article)]
    fits = [figure for figure in same if is_figure(fact, said, figure)]
    if fits:
        yield told(fact, indicator, "agrees", fits[-1], "the published figure is the same")
        return
    others = [figure for figure in figures if figure not in same and is_figure(fact, said, figure)]
    if same and others and shown_digits(fact) >= DIGITS:
        near = same[-1]
        reason = (
            f"this is the figure of {period_text(others[-1].period)}; that of {period_text(near.period)} is another"
        )
        yield told(fact, indicator, "unclear", others[-1], reason)
    elif same and fact.period and is_like(said, same[-1]):
        sure = is_sure(fact) and all(figure.grade in SURE for figure in same) and not said.loose.meets(worth(same[-1]))
        reason = f"the published figure of {period_text(same[-1].period)} is another"
        yield told(fact, indicator, "contradicts" if sure else "unclear", same[-1], reason)


def is_of_time(period: str, indicator: str, fact: Fact, article: Article) -> bool:
    """Whether a figure is of the time of a number; one without a time is of the last years before its article."""
    if fact.period is None:
        if shown_digits(fact) < DIGITS:
            return False
        published = (article.published or "")[:YEAR]
        return published.isdecimal() and 0 <= int(published) - int(period[:YEAR]) <= BEFORE
    if period == fact.period:
        return True
    same_year = period[:YEAR] == fact.period[:YEAR] and "/" not in fact.period
    by_year = len(fact.period) == YEAR and (
        indicator in TOLD_BY_YEAR or (period[YEAR:] == "-12" and indicator == "inflation")
    )
    return same_year and (by_year or (len(period) == YEAR and indicator in YEARLY))


def worth(figure: Figure) -> Interval:
    """Return what a figure stands for, as it is printed."""
    value = Fraction(figure.value)
    half = last_digit(figure.value, "" if value >= WHOLE else f"{figure.value:f}") / 2
    return Interval(max(Fraction(0), value - half), value + half)


def is_figure(fact: Fact, said: Stated, figure: Figure) -> bool:
    """Whether the number is the figure, rounded or cut off."""
    value, cut = worth(figure), cut_off(fact)
    return said.strict.meets(value) or (cut is not None and cut.meets(value))


def is_like(said: Stated, figure: Figure) -> bool:
    """Whether a number is so near to a figure that it must be meant to be it."""
    value = worth(figure).high or Fraction(0)
    return abs(said.strict.low - value) <= value * LIKE


def is_sure(fact: Fact) -> bool:
    """Whether the number is told without doubt, and its region and time are linked surely."""
    sure = [fact.confidence_by.get(name, 1) for name in ("region", "period")]
    return fact.approx is None and min((value for value in sure if value is not None), default=1) >= LEAST_SURE


def shown_digits(fact: Fact) -> int:
    """Return how many digits a number shows."""
    return sum(char.isdecimal() for char in fact.text)


def told(fact: Fact, indicator: str, says: Verdict, figure: Figure, reason: str) -> Finding:
    """Return the finding, with table and year of the figure as its source."""
    before, after = unit_around(fact.unit if fact.kind in ("money", "percent") else None)
    sign = {"agrees": "=", "unclear": "≈", "contradicts": "≠"}[says]
    where = f"{fact.region_name or COUNTRY}, {period_text(figure.period)}"
    formula = f"{where}: {before}{grouped(figure.value)}{after} {sign} {fact.text}"
    source = f"{figure.table}, {period_text(figure.period)}"
    return finding(f"{TYPE}{indicator}", says, formula, reason, (fact,), source)
