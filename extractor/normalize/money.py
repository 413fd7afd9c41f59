"""Amounts of money: number and currency -> Amount with an ISO 4217 unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from ..model import Amount
from ..rules import Words
from . import number

SPACED = regex.compile(r"(?<=\d)\.?\s(?=\d{3})")
SHORT = regex.compile(r"(?<=[\d\s])([^\W\d_]+)$")


def plain(words: Words, currency: str, amount: str, high: str | None = None, again: str | None = None) -> Amount | None:
    """Return the amount in its currency, up to `high` in a range; None where two currencies meet or nothing is read."""
    unit = code(words, currency)
    if again is not None and code(words, again) != unit:
        return None
    value = number.read(words, spelled(words, amount, unit))
    if high is not None:
        value = number.span(words, spelled(words, amount, unit), spelled(words, high, unit))
    return value and replace(settled(value), unit=unit)


def rupiah(words: Words, amount: str) -> Amount | None:
    """Return an amount whose words around tell that it is money, with no currency written: Indonesian news mean rupiah."""
    return plain(words, "rupiah", amount)


def code(words: Words, currency: str) -> str:
    """Return the ISO 4217 code of a currency as written."""
    name = " ".join(currency.lower().split())
    tables = (words["sign"], words["currency"], words["weight_or_currency"])
    return next(str(table[name]) for table in tables if name in table)


def spelled(words: Words, amount: str, unit: str) -> str:
    """Return the amount with its short scale spelled out (`10 M` in rupiah is `10 miliar`) and its digits unspaced."""
    short = words["short_scale" if unit == "IDR" else "short_scale_abroad"]
    amount = SPACED.sub(".", amount)
    return SHORT.sub(lambda match: str(short.get(match[1].lower(), match[1])), amount)


def settled(value: Amount) -> Amount:
    """Return the amount as thousands where a comma stands before three digits without scale: nobody pays Rp167.662 sen."""
    if value.low == value.high and value.low is not None and value.low % 1:
        wholes = [other["low"] for other in value.alternatives if not Decimal(other["low"]) % 1]
        return Amount(wholes[0], wholes[0], value.unit, value.approx) if wholes else value
    return value
