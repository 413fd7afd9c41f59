"""Numbers as Indonesian writes them -> exact decimals: digits, scale words, ranges, vague sizes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

import regex

from ..decimals import EXACT
from ..model import Alternative, Amount
from ..patterns import alternation, compiled
from ..rules import Words
from .numeral import in_words

LONGEST = 60  # characters of a figure: what is longer counts nothing
MOST_PIECES = 60
TEN, ELEVEN = Decimal(10), 11  # belasan runs from eleven
GROUPED = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
GROUPED_ENGLISH = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CENTS = regex.compile(r"(\d{1,3}(?:\.\d{3})+)\.(\d\d)")
PLAIN = regex.compile(r"\d+(?:[.,]\d+)?")
TWO_WAYS = regex.compile(r"[1-9]\d{0,2}[.,]\d{3}")
FIGURE = regex.compile(r"\d[\d.,]*")
PIECES = regex.compile(r"\d[\d.,]*|[^\W\d_]+")
BREAK = regex.compile(
    r"(?<=\d)(?:\.?\s|\s\.|,\s(?=\d{3}\.\d))(?=\d{3})"
)  # within a number: 816 000, 344. 320. 772, 1.575 .000
REST = regex.compile(r"00+|0\d\d+")  # what is left of a number whose beginning is lost


def read(words: Words, text: str) -> Amount | None:
    """Return the amount that a number expression states (`5-6`, `1,8 juta`, `puluhan ribu`), or None if it is none.

    `alternatives` holds the other reading where one separator stands before three digits (`1.478`, `167,662`): the
    kinds know what they measure and choose, or drop it.
    """
    text = joined(text.strip())
    if FIGURE.fullmatch(text):
        return in_digits(words, [text])
    ends = separator(*words["range_to"], *words["range_or"]).split(text, maxsplit=1)
    return one(words, ends[0]) if len(ends) == 1 else span(words, *ends)


def joined(text: str) -> str:
    """Return the text with its numbers in one piece.

    >>> joined("816 000"), joined("Rp 344. 320. 772. 000"), joined("26 503,65 ribu"), joined("5 ,2 juta")
    ('816.000', 'Rp 344.320.772.000', '26.503,65 ribu', '5,2 juta')
    """
    return BREAK.sub(".", text.replace(" ,", ","))


@cache
def separator(*written: str) -> regex.Pattern[str]:
    """Return the pattern of what stands between the two ends of a range: a dash, or one of the words."""
    return compiled(rf"\s*[-–—]+(?!an\b)\s*|\s+{alternation(written)}\s+", regex.IGNORECASE)


def span(words: Words, start: str, end: str) -> Amount | None:
    """Return the range between two expressions, None if it runs downwards."""
    low, high = one(words, start), one(words, end)
    return None if low is None or high is None else join(words, low, high, start, end)


def join(words: Words, low: Amount, high: Amount, start: str, end: str) -> Amount | None:
    """Return the range from one amount to the other, as written in `start` and `end`; None if it runs downwards.

    Where only the end has a scale word, the start shares it, or the next lower one: `5-6 juta`, `500-1 juta`.
    """
    if low.low is None or high.high is None:
        return None
    power = 0 if scale(words, start) else scale(words, end)
    lows = (low.low.scaleb(step, EXACT) for step in (power, max(power - 3, 0), 0))
    bottom = next((value for value in lows if value <= high.high), None)
    return None if bottom is None else Amount(bottom, high.high, approx=low.approx or high.approx)


def scale(words: Words, text: str) -> int:
    """Return the power of ten of the scale words in the text, 0 where there is none."""
    found = [words["scale"][piece] for piece in pieces_of(text) if piece in words["scale"]]
    sizes = [words["loose"][piece]["power"] for piece in pieces_of(text) if piece in words["loose"]]
    return int(max([*found, *(power for power in sizes if power >= words["scale"]["ribu"])], default=0))


def pieces_of(text: str) -> list[str]:
    """Return figures and words of the text, lower-case."""
    return PIECES.findall(text.lower())


def one(words: Words, text: str) -> Amount | None:
    """Return the amount of an expression that is no range."""
    pieces = pieces_of(text)
    if not pieces or len(pieces) > MOST_PIECES:
        return None
    if any(piece in words["loose"] or piece == "an" for piece in pieces):
        return loose(words, pieces)
    return in_digits(words, pieces) if pieces[0][0].isdecimal() else exact(in_words(words, pieces))


def exact(value: Fraction | None) -> Amount | None:
    """Return a plain amount; a third is cut after as many digits as EXACT holds."""
    if value is None:
        return None
    quotient = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Amount(quotient, quotient)


def figure(text: str) -> Decimal | None:
    """Return the value of digits in Indonesian (1.503.214,5) or English (1,503,214.5) style; None for other shapes.

    >>> figure("1.478"), figure("78,64"), figure("1,000,000.50"), figure("13.07.2019")
    (Decimal('1478'), Decimal('78.64'), Decimal('1000000.50'), None)
    """
    text = text.rstrip(".,")
    noughts = text[:1] == "0" and text[1:2].isdecimal()
    if len(text) > LONGEST or (noughts and (REST.fullmatch(text) or not PLAIN.fullmatch(text))):
        return None
    if match := CENTS.fullmatch(text):
        return Decimal(f"{match[1].replace('.', '')}.{match[2]}")
    if GROUPED.fullmatch(text) and text[0] != "0":
        return Decimal(text.replace(".", "").replace(",", "."))
    if GROUPED_ENGLISH.fullmatch(text) and (text.count(",") > 1 or "." in text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", ".")) if PLAIN.fullmatch(text) else None


def other_figure(text: str) -> Decimal | None:
    """Return the second reading of one separator before three digits: `1.478` as 1.478, `167,662` as 167 662."""
    if not TWO_WAYS.fullmatch(text):
        return None
    return Decimal(text) if "." in text else Decimal(text.replace(",", ""))


def in_digits(words: Words, pieces: list[str]) -> Amount | None:
    """Return the amount of figures with scale words, each scale below the one before it (2 juta 350 ribu)."""
    total, last, at = Decimal(0), 99, 0
    while at < len(pieces):
        value, power, at = scaled(words, pieces, at)
        if value is None or power >= last:
            return None
        total, last = EXACT.add(total, value.scaleb(power, EXACT)), power
    several = sum(piece[0].isdecimal() for piece in pieces) > 1
    other = None if several else other_figure(pieces[0])
    return Amount(
        total, total, alternatives=() if other is None else (other_way(pieces[0], other.scaleb(last, EXACT)),)
    )


def scaled(words: Words, pieces: list[str], at: int) -> tuple[Decimal | None, int, int]:
    """Return the figure at a place, the power of ten of its scale words, and the place behind them."""
    value = figure(pieces[at]) if pieces[at][0].isdecimal() else None
    power, at = 0, at + 1
    while at < len(pieces) and pieces[at] in words["scale"]:
        power, at = power + words["scale"][pieces[at]], at + 1
    return value, power, at


def other_way(text: str, value: Decimal) -> Alternative:
    """Return the reading of a figure with its separator taken the other way."""
    sign, role = ("dot", "a decimal point") if "." in text else ("comma", "a separator of thousands")
    return {"low": value, "high": value, "reason": f"The {sign} in “{text}” may be {role}."}


def preferred(amount: Amount, reason: str) -> Amount:
    """Return the amount in its other reading, the first one kept beside it with the reason why it was not taken."""
    [other] = amount.alternatives
    first = {"low": amount.low, "high": amount.high, "reason": reason}
    return replace(amount, low=other["low"], high=other["high"], alternatives=(first,))


def loose(words: Words, pieces: list[str]) -> Amount | None:
    """Return the bounds of a vague amount (`puluhan ribu`), or the size that it names (`1,2 jutaan`, `20-an`)."""
    at = next(n for n, piece in enumerate(pieces) if piece in words["loose"] or piece == "an")
    size = words["loose"].get(pieces[at])
    power = sum(words["scale"].get(piece, 0) for piece in pieces[at:])
    if at == 0 and size:
        return Amount(Decimal(size["low"] * 10**power), Decimal((size["high"] + 1) * 10**power - 1), approx="about")
    named = one(words, " ".join(pieces[:at]))
    if named is None or named.low is None:
        return None
    if size and size["low"] == ELEVEN and named.low < TEN:  # lima belasan is about fifteen, not fifty
        about = EXACT.add(named.low, TEN).scaleb(power, EXACT)
        return Amount(about, about, approx="about")
    value = named.low.scaleb(power + (size["power"] if size else 0), EXACT)
    return Amount(value, value, approx="about")
