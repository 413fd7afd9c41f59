"""A fact's value as Indonesian writes it (`Rp28,6 miliar`, `11 Januari 2022`), and exactly (`28600000000 IDR`)."""

from __future__ import annotations

from decimal import Decimal

import regex

from .decimals import number
from .language import _, language
from .language import number as number_of
from .model import NUMBERS, Fact

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
SCALES = ((Decimal(10) ** 12, "triliun"), (Decimal(10) ** 9, "miliar"), (Decimal(10) ** 6, "juta"))
BIG = Decimal(10) ** 18  # from here on no word makes a number easier to read
DECIMALS = 3  # more than these, and the number is written out in full
SIGNS = {"about": "± ", "over": "> ", "under": "< "}
CURRENCIES = {"IDR": "Rp", "USD": "US$"}
PARTS = {"start": "awal", "mid": "pertengahan", "end": "akhir"}
SHORT = {"Kabupaten": "Kab.", "Kecamatan": "Kec.", "Kelurahan": "Kel."}
ROMAN = ("I", "II", "III", "IV")
SEASONS = {33: "triwulan", 37: "caturwulan", 40: "semester"}  # EDTF's first number of each


def value_text(fact: Fact) -> str:
    """Return the value as Indonesian news would write it; `?` where it is open."""
    if fact.kind in NUMBERS:
        return amount_text(fact)
    if fact.kind == "date":
        return period_text(fact.period, fact.period_mod) if fact.period else "?"
    return fact.region_name or "?"


def region_label(fact: Fact) -> str:
    """Return the name of the fact's region with its level, as news shortens it."""
    word, space, rest = (fact.region_name or "").partition(" ")
    province = "Prov. " if fact.region_level == "province" else ""
    return f"{province}{SHORT.get(word, word)}{space}{rest}"


def exact_text(fact: Fact) -> str:
    """Return the value as fields hold it: plain digits and unit, EDTF, or the region's code."""
    if fact.kind in NUMBERS:
        low, high = number(fact.low), number(fact.high)
        return f"{low if low == high else f'{low}..{high}'} {fact.unit or '?'}"
    return (fact.period if fact.kind == "date" else fact.region) or "?"


def amount_text(fact: Fact) -> str:
    """Return an amount with its unit.

    >>> amount_text(Fact("1", "money", "", 0, 0, "", Decimal(28600000000), Decimal(28600000000), unit="IDR"))
    'Rp28,6 miliar'
    """
    before, after = unit_around(fact.unit)
    per = f"/{_(fact.per)}" if fact.per else ""
    return f"{SIGNS.get(fact.approx or '', '')}{before}{span_text(fact.low, fact.high)}{after}{per}"


def is_scaled(fact: Fact) -> bool:
    """Return whether a word such as `miliar` stands for some of the number's digits."""
    return any(scaled(bound)[1] for bound in (fact.low, fact.high))


def unit_around(unit: str | None) -> tuple[str, str]:
    """Return what stands before and behind an amount of the unit."""
    if unit in ("%", "‰"):
        return "", unit
    if unit == "pp":
        return "", " persen poin"
    if unit and regex.fullmatch("[A-Z]{3}", unit):
        return CURRENCIES.get(unit, f"{unit} "), ""
    return "", f" {unit}" if unit else ""


def span_text(low: Decimal | None, high: Decimal | None) -> str:
    """Return a number, or the span from one to another.

    >>> span_text(Decimal(5000000), Decimal(7000000)), span_text(Decimal(5), None), span_text(Decimal(7), Decimal(7))
    ('5–7 juta', '5–?', '7')
    """
    if low == high:
        return " ".join(scaled(low)).strip()
    (first, scale), (last, last_scale) = scaled(low), scaled(high)
    if scale == last_scale:
        return f"{first}–{last} {scale}".strip()
    return f"{f'{first} {scale}'.strip()}–{f'{last} {last_scale}'.strip()}"


def scaled(value: Decimal | None) -> tuple[str, str]:
    """Return a number's digits and the word for its scale, if it is short with one.

    >>> scaled(Decimal(1478000000000)), scaled(Decimal(757285))
    (('1,478', 'triliun'), ('757.285', ''))
    """
    if value is None:
        return "?", ""
    for scale, word in SCALES if abs(value) < BIG else ():
        short = value / scale
        if abs(short) >= 1 and short == round(short, DECIMALS):
            return grouped(short), word
    return grouped(value), ""


def grouped(value: Decimal) -> str:
    """Return the number with dots between thousands and a decimal comma.

    >>> grouped(Decimal("1234567.50"))
    '1.234.567,5'
    """
    return f"{Decimal(number(value)):,f}".translate(str.maketrans(".,", ",."))


def period_text(period: str, mod: str | None = None) -> str:
    """Return an EDTF period in words.

    >>> period_text("2022-01-11"), period_text("2023-34"), period_text("2021", "end"), period_text("2019/2020")
    ('11 Januari 2022', 'triwulan II 2023', 'akhir 2021', '2019–2020')
    """
    first, _, last = period.partition("/")
    words = interval_text(first, last) if last else one_period(first)
    return f"{PARTS[mod]} {words}" if mod in PARTS else words


def interval_text(first: str, last: str) -> str:
    """Return an interval in words, what both ends share said once.

    >>> interval_text("2020-05-10", "2020-05-11"), interval_text("2020-05", "2020-07")
    ('10–11 Mei 2020', 'Mei–Juli 2020')
    """
    start, end = one_period(first).split(), one_period(last).split()
    alike = len(start) == len(end)
    while alike and len(start) > 1 and start[-1] == end[len(start) - 1]:
        start.pop()
    return f"{' '.join(start)}–{' '.join(end)}"


def one_period(period: str) -> str:
    """Return a period that is no interval, in words: the parts that are known."""
    year, month, day = (*period.split("-"), "XX", "XX")[:3]
    said = [] if year == "XXXX" else [f"{year.replace('X', '0')}-an" if year.endswith("X") else year]
    if month.isdigit() and int(month) > len(MONTHS):
        first = max(number for number in SEASONS if number <= int(month))
        return " ".join([SEASONS[first], ROMAN[int(month) - first], *said])
    said = [MONTHS[int(month) - 1], *said] if month.isdigit() else said
    return " ".join([str(int(day)), *said] if day.isdigit() else said)


def plural(count: int, noun: str) -> str:
    """Return a count of things, in the language that is spoken.

    >>> plural(1, "fact"), plural(2000, "fact")
    ('1 fact', '2,000 facts')
    """
    if language() == "en":
        return f"{number_of(count)} {noun}{'' if count == 1 else 's'}"
    return f"{number_of(count)} {_(noun)}"
