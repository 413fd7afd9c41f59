"""Numbers written in words -> exact fractions. Sums and products follow the table of orders in rules/number.toml."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..rules import Words


def in_words(words: Words, pieces: Sequence[str]) -> Fraction | None:
    """Return the value of a number in words (`tiga puluh lima`, `dua setengah juta`), None where they form none."""
    total, group, last, at = Fraction(0), Fraction(0), 99, 0
    while at < len(pieces):
        power = scale_of(words, pieces[at])
        if power is None:
            below, at = below_thousand(words, pieces, at)
            if below is None or group or (total and is_part(words, pieces[at - 1])):
                return None
            group = below
        elif power >= last or bool(group) == (pieces[at] in words["one_scale"]):
            return None
        else:
            total, group, last, at = total + (group or 1) * 10**power, Fraction(0), power, at + 1
    return total + group


def scale_of(words: Words, piece: str) -> int | None:
    """Return the power of ten of a word such as `juta` or `sejuta`, None for other words."""
    power: int | None = words["scale"].get(piece, words["one_scale"].get(piece))
    return power


def is_part(words: Words, piece: str) -> bool:
    """Return whether a word names a part of one: behind `dua juta`, a half would be half a million."""
    return piece in words["part"] or piece in words["denominator"]


def below_thousand(words: Words, pieces: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """Return the number up to the next scale word, with its decimals or its half, and the place behind it."""
    value, last, start = Fraction(0), 3, at
    while at < len(pieces) and scale_of(words, pieces[at]) is None:
        piece = pieces[at]
        if piece in words["point"]:
            return decimals(words, pieces, at + 1, value)
        if piece in words["part"]:
            return value + Fraction(words["part"][piece]), at + 1
        if piece in words["denominator"]:
            return (value / words["denominator"][piece], at + 1) if at > start else (None, at)
        step, order, at = unit(words, pieces, at)
        if step is None or order >= last:
            return None, at
        value, last = value + step, order
    return value, at


def unit(words: Words, pieces: Sequence[str], at: int) -> tuple[int | None, int, int]:
    """Return a digit's value with its multiplier, its order (2 hundreds, 1 tens, 0 ones), and the place behind."""
    piece, follow = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else ""
    if piece in words["ready"]:
        value: int = words["ready"][piece]
        return value, len(str(value)) - 1 if value % 10 == 0 else 0, at + 1
    digit: int | None = words["digit"].get(piece)
    if digit is None or follow not in words["multiplier"]:
        return digit, 0, at + 1
    power: int = words["multiplier"][follow]
    return (digit * 10**power, power, at + 2) if power else (digit + 10, 0, at + 2)


def decimals(words: Words, pieces: Sequence[str], at: int, value: Fraction) -> tuple[Fraction | None, int]:
    """Return the value with the decimals that the words from a place on name (dua lima, tujuh puluh lima)."""
    digits, tens = "", False
    while at < len(pieces) and scale_of(words, pieces[at]) is None:
        step, order, at = unit(words, pieces, at)
        if step is None:
            return None, at
        digits = digits[:-1] + str(step) if tens and step < 10 else digits + str(step)
        tens = order == 1
    return (value + Fraction(int(digits), 10 ** len(digits)), at) if digits else (None, at)
