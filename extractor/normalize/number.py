"""Numbers as Indonesian writes them -> exact decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import regex

from ..model import Alternative, Amount
from ..rules import Words, alternation

LONGEST = 40  # digits: what is longer is no amount of anything
WORDS_LONGEST = 60
GROUPED = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
GROUPED_ENGLISH = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CENTS = regex.compile(r"\d{1,3}(?:\.\d{3})+\.\d\d")
PLAIN = regex.compile(r"\d+(?:[.,]\d+)?")
PARTS = regex.compile(r"\d[\d.,]*|[^\W\d_]+")
TWO_WAYS = regex.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def read(words: Words, text: str) -> Amount | None:
    """Return the amount that a number expression states (`5-6`, `1,8 juta`, `puluhan ribu`), or None if it is none."""
    ends = separator(words).split(text.strip(), maxsplit=1)
    return one(words, ends[0]) if len(ends) == 1 else span(words, *ends)


def span(words: Words, start: str, end: str) -> Amount | None:
    """Return the range between two expressions, the scale shared where only the end has one; None if it runs down."""
    low, high = one(words, start), one(words, end)
    if low is None or high is None or low.low is None or high.high is None:
        return None
    power = 0 if own_scale(words, start) else own_scale(words, end)
    lows = (low.low.scaleb(step) for step in range(power, -1, -3))
    bottom = next((value for value in lows if value <= high.high), None)
    return None if bottom is None else Amount(bottom, high.high, approx=high.approx)


def separator(words: Words) -> regex.Pattern[str]:
    """Return the pattern of what stands between the two ends of a range."""
    written = alternation([*words["range_to"], "dan"])
    return regex.compile(rf"\s*[-–—](?!an\b)\s*|\s+{written}\s+", regex.IGNORECASE)


def own_scale(words: Words, text: str) -> int:
    """Return the power of ten of the first scale word in the text, 0 where there is none."""
    return next((words["scale"][part] for part in parts(text) if part in words["scale"]), 0)


def parts(text: str) -> list[str]:
    """Return figures and words of the text, lower-case."""
    return PARTS.findall(text.lower())


def one(words: Words, text: str) -> Amount | None:
    """Return the amount of an expression without range."""
    pieces = parts(text)
    if not pieces or len(pieces) > WORDS_LONGEST:
        return None
    if any(piece in words["loose"] or piece == "an" for piece in pieces):
        return loose(words, pieces)
    return in_digits(words, pieces) if pieces[0][0].isdecimal() else exact(in_words(words, pieces))


def exact(value: Fraction | Decimal | None) -> Amount | None:
    """Return a plain amount."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return Amount(value, value)


def figure(text: str) -> Decimal | None:
    """Return the value of digits in Indonesian (1.503.214,5) or English (1,503,214.5) style; None for other shapes.

    >>> figure("1.478"), figure("78,64"), figure("1,000,000.50"), figure("13.07.2019")
    (Decimal('1478'), Decimal('78.64'), Decimal('1000000.50'), None)
    """
    text = text.rstrip(".,")
    if len(text) > LONGEST:
        return None
    if CENTS.fullmatch(text):
        whole, _, cents = text.rpartition(".")
        return Decimal(f"{whole.replace('.', '')}.{cents}")
    if GROUPED.fullmatch(text) and text[:2] not in {"0.", "00"}:
        return Decimal(text.replace(".", "").replace(",", "."))
    if GROUPED_ENGLISH.fullmatch(text) and (text.count(",") > 1 or "." in text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", ".")) if PLAIN.fullmatch(text) else None


def other_figure(text: str) -> Decimal | None:
    """Return the second reading of digits with one separator before three digits: `1.478` as 1.478, `167,662` as 167 662."""
    if not TWO_WAYS.fullmatch(text):
        return None
    return Decimal(text) if "." in text else Decimal(text.replace(",", ""))


def in_digits(words: Words, pieces: list[str]) -> Amount | None:
    """Return the amount of figures with scale words: each figure's scales below those before it (2 juta 350 ribu)."""
    total, last, at = Decimal(0), 99, 0
    while at < len(pieces):
        value, power, at = scaled(words, pieces, at)
        if value is None or power >= last:
            return None
        total, last = total + value.scaleb(power), power
    other = other_figure(pieces[0]) if sum(piece[0].isdecimal() for piece in pieces) == 1 else None
    amount = Amount(total, total)
    return amount if other is None else replace(amount, alternatives=(reading(pieces[0], other.scaleb(last)),))


def scaled(words: Words, pieces: list[str], at: int) -> tuple[Decimal | None, int, int]:
    """Return the figure at a place, the power of ten of its scale words, and the place behind them."""
    value = figure(pieces[at]) if pieces[at][0].isdecimal() else None
    power, at = 0, at + 1
    while at < len(pieces) and pieces[at] in words["scale"]:
        power, at = power + words["scale"][pieces[at]], at + 1
    return value, power, at


def reading(text: str, value: Decimal) -> dict[str, object]:
    """Return the alternative that takes the separator of a figure the other way."""
    sign = "dot" if "." in text else "comma"
    way = "a decimal point" if sign == "dot" else "a separator of thousands"
    return {"low": value, "high": value, "reason": f"the {sign} of “{text}” read as {way}"}


def other_reading(amount: Amount, other: Alternative) -> Amount:
    """Return the amount in its other reading, the first one kept beside it."""
    first = {"low": amount.low, "high": amount.high, "reason": "the separator read the other way"}
    return replace(amount, low=other["low"], high=other["high"], alternatives=(first,))


def loose(words: Words, pieces: list[str]) -> Amount | None:
    """Return the bounds of a vague amount (`puluhan ribu`), or the number that it names as its size (`1,2 jutaan`, `20-an`)."""
    at = next(n for n, piece in enumerate(pieces) if piece in words["loose"] or piece == "an")
    size = words["loose"].get(pieces[at])
    power = sum(words["scale"].get(piece, 0) for piece in pieces[at:])
    if at == 0:
        return Amount(Decimal(size["low"]).scaleb(power), Decimal(size["high"]).scaleb(power), approx="about")
    named = one(words, " ".join(pieces[:at]))
    if named is None or named.low is None:
        return None
    value = named.low.scaleb(power + (size["power"] if size else 0))
    return Amount(value, value, approx="about")


def in_words(words: Words, pieces: list[str]) -> Fraction | None:
    """Return the value of a number in words, None where they do not form one: `tiga puluh lima`, `dua setengah juta`."""
    total, group, last, at = Fraction(0), Fraction(0), 99, 0
    while at < len(pieces):
        piece = pieces[at]
        if piece in words["scale"] or piece in words["one_scale"]:
            one_of_it = piece in words["one_scale"]
            power = (words["one_scale"] if one_of_it else words["scale"])[piece]
            if power >= last or bool(group) == one_of_it:
                return None
            total, group, last, at = total + (group or 1) * 10**power, Fraction(0), power, at + 1
        else:
            below, at = below_thousand(words, pieces, at)
            if below is None or group:
                return None
            group = below
    return total + group


def below_thousand(words: Words, pieces: list[str], at: int) -> tuple[Fraction | None, int]:
    """Return the number below a thousand that starts at a place (with a decimal part or half), and the place behind it."""
    value, last = Fraction(0), 3
    start = at
    while at < len(pieces) and pieces[at] not in words["scale"] and pieces[at] not in words["one_scale"]:
        piece = pieces[at]
        if piece in words["point"]:
            return decimals(words, pieces, at + 1, value)
        if piece in words["part"]:
            part = Fraction(words["part"][piece])
            return value + part, at + 1
        if piece in words["denominator"]:
            return (value / words["denominator"][piece], at + 1) if at > start else (None, at)
        step, order, at = unit(words, pieces, at)
        if step is None or order >= last:
            return None, at
        value, last = value + step, order
    return value, at


def unit(words: Words, pieces: list[str], at: int) -> tuple[int | None, int, int]:
    """Return the value of a digit with its multiplier, its order (2 hundreds, 1 tens, 0 ones), the place behind."""
    piece = pieces[at]
    if piece in words["ready"]:
        value = words["ready"][piece]
        return value, {100: 2}.get(value, 0), at + 1
    digit = words["digit"].get(piece)
    follow = pieces[at + 1] if at + 1 < len(pieces) else ""
    if digit is None or follow not in words["multiplier"]:
        return digit, 0, at + 1
    power = words["multiplier"][follow]
    return (digit * 10**power, power, at + 2) if power else (digit + 10, 0, at + 2)


def decimals(words: Words, pieces: list[str], at: int, value: Fraction) -> tuple[Fraction | None, int]:
    """Return the value with the decimal digits that the words from a place on name: `koma dua lima`, `koma tujuh puluh`."""
    digits = ""
    while at < len(pieces) and pieces[at] not in words["scale"]:
        step, _, at = unit(words, pieces, at)
        if step is None:
            return None, at
        tens = digits and len(digits) > 1 and digits[-1] == "0" and step < 10 and pieces[at - 2] == "puluh"
        digits = digits[:-1] + str(step) if tens else digits + str(step)
    return (value + Fraction(int(digits), 10 ** len(digits)), at) if digits else (None, at)
