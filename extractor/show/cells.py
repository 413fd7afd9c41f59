"""Facts -> the columns and cells of a terminal's tables, as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import regex

from ..language import _
from ..model import NUMBERS, Article, Fact
from ..wording import exact_text, is_scaled, period_text, region_label, value_text
from .details import about, alternatives, doubt, name_of, when

WIDE, NARROW = 140, 64  # columns from which a table says more of each fact; below which it says all in one
MOST_SHORT = 24  # characters of a value on a narrow screen
MOST_DIGITS = 16  # characters in which numbers are aligned
DIGITS = regex.compile(r"(\D*?[\d?][\d.,–?]*+)(.*)", regex.DOTALL)

Row = tuple[Article, Fact]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, what it shows of some rows, and what of a fact in lighter ink below that."""

    heading: str
    show: Callable[[Sequence[Row]], list[str]]
    below: Callable[[Fact], list[str]] | None = None
    right: bool = False
    whole: bool = False  # never broken over lines
    cut: bool = False  # one line, cut where it is longer than others need
    tinted: bool = False  # in the colour of the fact's kind


def of_fact(show: Callable[[Fact], str | None]) -> Callable[[Sequence[Row]], list[str]]:
    """Return what shows each fact on its own."""
    return lambda rows: [show(fact) or "" for _, fact in rows]


def values(rows: Sequence[Row], most: int | None = None) -> list[str]:
    """Return the rows' values, numbers aligned where digits end, cut to so many characters, the doubtful marked."""
    return [shortened(text, most) + doubt(fact) for text, (_, fact) in zip(in_line(rows), rows, strict=True)]


def in_line(rows: Sequence[Row]) -> list[str]:
    """Return the rows' values, the numbers among them aligned where digits end and units begin."""
    return aligned([(value_with_code(fact), fact.kind in NUMBERS) for _, fact in rows])


def value_with_code(fact: Fact) -> str:
    """Return the fact's value; of a region its name and code."""
    return value_text(fact) if fact.kind != "region" else f"{region_label(fact) or '?'} {fact.region or ''}".rstrip()


def short_values(rows: Sequence[Row]) -> list[str]:
    """Return the rows' values as `values` does, what people are counted cut short: what they are about says more."""
    return values(rows, MOST_SHORT)


def shortened(text: str, most: int | None) -> str:
    """Return a text of so many characters at most, any number if none is given."""
    return text if most is None or len(text) <= most else f"{text[: most - 1]}…"


def digits(fact: Fact) -> list[str]:
    """Return a number's plain digits, where a word such as `miliar` or dots stand for some of them."""
    return [exactly(fact)] if fact.kind in NUMBERS and (is_scaled(fact) or "." in value_text(fact)) else []


def exactly(fact: Fact) -> str:
    """Return the value as its fields hold it; what people are counted is said by the value."""
    return exact_text(fact).partition(" ")[0] if fact.kind == "count" else exact_text(fact)


def aligned(texts: Iterable[tuple[str, bool]]) -> list[str]:
    """Return the texts, those that are numbers aligned where digits end.

    >>> aligned([("92%", True), ("Rp46,8 miliar", True), ("akhir 2024", False)])
    ['    92%', 'Rp46,8 miliar', 'akhir 2024']
    """
    parts = [(DIGITS.fullmatch(text) if is_number else None, text) for text, is_number in texts]
    widths = [len(match[1]) for match, _ in parts if match and len(match[1]) <= MOST_DIGITS]
    width = max(widths, default=0)
    return [f"{match[1]:>{width}}{match[2]}" if match else text for match, text in parts]


def published(article: Article) -> str:
    """Return when the article appeared, in words."""
    return period_text(article.published) if article.published else ""


def links(fact: Fact) -> str:
    """Return a number's region, time and speaker."""
    told = (region_label(fact), when(fact), fact.speaker)
    return " · ".join(filter(None, told)) if fact.kind in NUMBERS else ""


def others(fact: Fact) -> list[str]:
    """Return a fact's other readings."""
    return [f"{_('or')} {text}" for text in alternatives(fact)]


WHERE = Column("where", of_fact(lambda fact: str(fact.start)), right=True, whole=True)
KIND = Column("kind", of_fact(lambda fact: _(fact.kind)), whole=True, tinted=True)
TEXT = Column("text", of_fact(lambda fact: fact.text))
VALUE = Column("value", values, whole=True, tinted=True)
SHORT = Column("value", short_values, whole=True, tinted=True)
SHORT_EXACT = Column("value", short_values, below=digits, whole=True, tinted=True)
EXACTLY = Column("exactly", of_fact(exactly), right=True, whole=True)
ABOUT = Column("about", of_fact(about), below=others)
LINKS = Column("region · period · speaker", of_fact(links))
ALL = Column("about", of_fact(lambda fact: " · ".join(filter(None, [about(fact), links(fact)]))), below=others)
REGION = Column("region", of_fact(lambda fact: region_label(fact) if fact.kind in NUMBERS else ""))
PERIOD = Column("period", of_fact(lambda fact: when(fact) if fact.kind in NUMBERS else ""))
SPEAKER = Column("speaker", of_fact(lambda fact: fact.speaker))
ARTICLE = Column("article", lambda rows: [name_of(article) for article, _ in rows], cut=True)
PUBLISHED = Column("published", lambda rows: [published(article) for article, _ in rows], whole=True)


def columns(width: int, *, exact: bool, many: bool) -> list[Column]:
    """Return the columns for facts: of one article or of many, for a screen's width, with plain digits and codes."""
    if width < WIDE:
        told = [ALL] if width < NARROW else [ABOUT, LINKS]
        return [ARTICLE if many else WHERE, SHORT_EXACT if exact else SHORT, *told]
    head = [ARTICLE, PUBLISHED, KIND] if many else [WHERE]
    return [*head, TEXT, VALUE, *([EXACTLY] if exact else []), ABOUT, REGION, PERIOD, SPEAKER]


def regions(article: Article) -> list[list[str]]:
    """Return the regions that the article names: name, code, places, other readings."""
    told = gathered(article, "region", lambda fact: (region_label(fact) or fact.text, fact.region or "?"))
    ambiguous = {region_label(fact): "; ".join(others(fact)) for fact in article.facts if fact.kind == "region"}
    return [[name, code, places, ambiguous.get(name, "")] for name, code, places in told]


def dates(article: Article) -> list[list[str]]:
    """Return the dates that the article tells: in words, in EDTF, places, the text."""
    told = gathered(article, "date", lambda fact: (value_text(fact), edtf(fact)))
    texts: dict[str, dict[str, None]] = {}
    for fact in article.facts:
        texts.setdefault(value_text(fact), {})[fact.text] = None
    return [[value, exact, places, ", ".join(texts[value])] for value, exact, places in told]


def edtf(fact: Fact) -> str:
    """Return a period as its fields hold it: EDTF, and the part of it that is meant."""
    return " ".join(filter(None, [fact.period or "?", fact.period_mod]))


def gathered(article: Article, kind: str, told: Callable[[Fact], tuple[str, ...]]) -> list[list[str]]:
    """Return what is told of the facts of a kind, once, with all places where it stands."""
    places: dict[tuple[str, ...], list[str]] = {}
    for fact in article.facts:
        if fact.kind == kind:
            places.setdefault(told(fact), []).append(str(fact.start))
    return [[*texts, ", ".join(starts)] for texts, starts in places.items()]
