"""Amounts of money: number and currency -> Amount with an ISO 4217 unit."""

from __future__ import annotations

from dataclasses import replace

import regex

from ..model import Amount
from ..rules import Words
from . import number
from .percent import below

SPACED_DECIMALS = regex.compile(r"(?<=\d,)\s(?=\d)")
LAST_WORD = regex.compile(r"(?<=[\d\s])([^\W\d_]+)$")


def plain(words: Words, currency: str, amount: str, high: str | None = None, again: str | None = None) -> Amount | None:
    """Return the amount in its currency, up to `high` in a range; None where two currencies meet or nothing is read."""
    unit = code(words, currency)
    if again is not None and code(words, again) != unit:
        return None
    start = spelled(words, amount, unit)
    value = settled(words, number.read(words, start), start)
    if high is not None:
        end = spelled(words, high, unit)
        last = settled(words, number.read(words, end), end)
        value = number.join(words, value, last, start, end) if value and last else None
    return value and replace(value, unit=unit)


def negative(words: Words, currency: str, amount: str) -> Amount | None:
    """Return an amount below zero."""
    value = plain(words, currency, amount)
    return value and below(value)


def shared_scale(words: Words, currency: str, amount: str, scale: str) -> Amount | None:
    """Return the amount with the scale word that stands behind the next one (`Rp300 dan Rp200 ribu`)."""
    return plain(words, currency, f"{amount} {scale}")


def cents(words: Words, amount: str, currency: str | None = None) -> Amount | None:
    """Return hundredths of a currency; without one, of the dollar that news counts in them."""
    value = plain(words, currency or "dolar", amount)
    if value is None or value.low is None or value.high is None:
        return None
    return replace(value, low=value.low / 100, high=value.high / 100, alternatives=())


def rupiah(words: Words, amount: str) -> Amount | None:
    """Return an amount without currency that the words around show to be money: rupiah, in Indonesian news."""
    return plain(words, "rupiah", amount)


def misprint(words: Words, currency: str, amount: str) -> Amount | None:
    """Return the amount with its dot read as a decimal point, the reading as written beside it.

    For amounts whose surroundings are too small for them: no regional budget reaches a thousand trillion rupiah.
    """
    value = plain(words, currency, amount)
    if value is None or not value.alternatives:
        return value
    return number.preferred(value, "As written, with the dot between thousands; too large for a regional budget.")


def code(words: Words, currency: str) -> str:
    """Return the ISO 4217 code of a currency as written."""
    written = " ".join(currency.lower().split())
    tables = (words[name] for name in ("sign", "currency", "weight_or_currency", "sign_behind", "word_before"))
    return next(str(table[written]) for table in tables if written in table)


def spelled(words: Words, amount: str, unit: str) -> str:
    """Return the amount with its short scale spelled out (`10 M` in rupiah is `10 miliar`) and its digits unspaced."""
    short = words["short_scale" if unit == "IDR" else "short_scale_abroad"]
    amount = SPACED_DECIMALS.sub("", number.joined(amount))
    return LAST_WORD.sub(lambda match: str(short.get(match[1].lower(), match[1])), amount)


def settled(words: Words, value: Amount | None, text: str) -> Amount | None:
    """Return the amount with its separator before three digits read as money is written.

    Without scale word it separates thousands (`Rp167,662`), with one a comma is decimal (`Rp222,314 miliar`). A dot
    before `ribu` or `juta` is decimal too (`Rp20.500 ribu`); before larger words it stands as written (`Rp2.250
    triliun`), the other reading beside it.
    """
    if value is None or not value.alternatives:
        return value
    power, comma = number.scale(words, text), "," in text
    if not comma and 0 < power <= words["scale"]["juta"]:
        return number.preferred(value, "As written, with the dot between thousands; too many for this scale word.")
    if comma and not power:
        value = number.preferred(value, "")
    return value if power and not comma else replace(value, alternatives=())
