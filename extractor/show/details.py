"""A fact -> what a reader wants to know of it, as labelled lines in words; a finding's verdict as a sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..decimals import number
from ..facts import COUNTRY
from ..language import _, said
from ..model import NUMBERS, Alternative, Article, Fact
from ..regions.gazetteer import load_gazetteer
from ..rules import rules_folder
from ..wording import exact_text, grouped, period_text, value_text
from .visible import clipped, visible

HEADLINE = 200  # characters that a title is shown with, and that a first line may have to be the headline
DOUBTFUL = 0.5  # confidence below which a number's links are to be looked at
FIRST_WORDS = 80  # characters of a text that stand for its title
APPROX = {"about": "approximately", "over": "more than", "under": "less than"}


def name_of(article: Article) -> str:
    """Return what to call the article on one line: its title, its headline, the first words of its text, or its id."""
    document = article.document
    if document.title and (title := clipped(document.title, HEADLINE)):
        return title
    return headline(article) or clipped(document.text, FIRST_WORDS) or document.id


def headline(article: Article) -> str:
    """Return the headline that the text opens with where no title is given: a short line that is no sentence."""
    text = article.text.lstrip()[: HEADLINE + 1]
    line, break_, _ = text.partition("\n")
    is_one = break_ and not article.document.title and not line.rstrip().endswith(".")
    return visible(line) if is_one else ""


def gist(fact: Fact) -> str:
    """Return the fact in one line: value, what it is about, region, time, speaker."""
    if fact.kind not in NUMBERS:
        return " · ".join([value_text(fact), exact_text(fact)])
    told = (value_text(fact) + doubt(fact), _(fact.indicator or ""), fact.region_name, when(fact), fact.speaker)
    return " · ".join(filter(None, told))


def when(fact: Fact) -> str:
    """Return the fact's period in words, empty if unknown."""
    return period_text(fact.period, fact.period_mod) if fact.period else ""


def about(fact: Fact) -> str:
    """Return what a number is about, and whether it is a goal or a change.

    >>> about(Fact("1", "money", "", 0, 0, "", indicator="budget", subject="iuran daerah", status="target"))
    'budget: iuran daerah (target)'
    """
    notes = filter(None, ["target" if fact.status == "target" else None, fact.change])
    told = ": ".join(filter(None, [_(fact.indicator or ""), fact.subject]))
    return " ".join(filter(None, [told, *(f"({_(note)})" for note in notes)]))


def doubt(fact: Fact) -> str:
    """Return the sign that stands behind the value of a doubtful number, nothing for others.

    >>> doubt(Fact("1", "money", "", 0, 0, "", confidence=0.42)), doubt(Fact("1", "money", "", 0, 0, ""))
    (' ?', '')
    """
    return " ?" if is_doubtful(fact) else ""


def is_doubtful(fact: Fact) -> bool:
    """Say whether the links of a number are wrong more likely than right."""
    return fact.confidence is not None and fact.confidence < DOUBTFUL


def confidence(fact: Fact) -> str:
    """Return how sure the program is of the number, and of each of its links, in percent.

    >>> confidence(Fact("1", "money", "", 0, 0, "", confidence=0.42, confidence_by={"region": 0.5, "period": 0.9}))
    '42 % (region 50 %, period 90 %)'
    """
    if fact.confidence is None:
        return ""
    links = ", ".join(f"{_(name)} {percent(chance)}" for name, chance in fact.confidence_by.items())
    return f"{percent(fact.confidence)} ({links})" if links else percent(fact.confidence)


def percent(chance: float) -> str:
    """Return a chance in whole percent.

    >>> percent(0.8349)
    '83 %'
    """
    return f"{round(100 * chance)} %"


def plain(fact: Fact) -> str:
    """Return the number's plain digits, by which a table sorts; empty where there is none."""
    bound = fact.high if fact.low is None else fact.low
    return "" if bound is None else number(bound)


def details(fact: Fact) -> list[tuple[str, str]]:
    """Return label and text of all that is known of the fact, in the order of a reader's questions."""
    lines = [
        (_("value"), value_text(fact) + doubt(fact)),
        (_("exactly"), exact_text(fact) if fact.kind in NUMBERS else ""),
        (_("precision"), _(APPROX.get(fact.approx or "", ""))),
        (_("status"), _(fact.status) if fact.status == "target" else ""),
        (_("change"), _(fact.change or "")),
        (_("indicator"), _(fact.indicator or "")),
        (_("subject"), fact.subject),
        (_("region"), region(fact)),
        (_("period"), period(fact)),
        (_("speaker"), ", ".join(filter(None, [fact.speaker, fact.speaker_role]))),
        (_("sure by"), confidence(fact)),
        (_("rule"), fact.rule),
        (_("linked by"), ", ".join(f"{name}: {rule}" for name, rule in fact.linked_by.items())),
    ]
    return [(label, text) for label, text in lines if text]


def region(fact: Fact) -> str:
    """Return the fact's region with code and level."""
    if not fact.region:
        return ""
    known = ", ".join(filter(None, [fact.region, fact.region_level]))
    return f"{fact.region_name} ({known})" if fact.region_name else known


def period(fact: Fact) -> str:
    """Return the fact's period in words and in EDTF."""
    return when(fact) if when(fact) == (fact.period or "") else f"{when(fact)} ({fact.period})"


def alternatives(fact: Fact) -> list[str]:
    """Return each other reading of the fact in one line, with its reason."""
    return [alternative(other) for other in fact.alternatives]


def alternative(other: Alternative) -> str:
    """Return another reading in words.

    >>> alternative({"region": "33.74", "reason": "namesake"})
    'Kota Semarang (33.74): namesake'
    """
    fields = dict(other)
    reason = fields.pop("reason", None)
    return ": ".join(filter(None, [", ".join(readings(fields)), said(reason or "")]))


def readings(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield what another reading says, what belongs together in one text."""
    left = dict(fields)
    if "region" in left:
        code = str(left.pop("region"))
        name = left.pop("region_name", None) or official_name(code)
        left.pop("region_level", None)
        yield f"{name} ({code})" if name else code
    if "low" in left:
        low, high = left.pop("low"), left.pop("high", None)
        bounds = dict.fromkeys(grouped(bound) for bound in (low, high) if bound is not None)
        yield " ".join(filter(None, ["–".join(bounds), left.pop("unit", None)]))
    yield from (f"{name} {value}" for name, value in left.items() if value is not None)


def official_name(code: str) -> str | None:
    """Return the name of the country or of a region down to kecamatan, None if there is none of this code."""
    if code == "ID":
        return COUNTRY["region_name"]
    region = load_gazetteer(rules_folder() / "gazetteer").region(code)
    return region.full_name if region else None
