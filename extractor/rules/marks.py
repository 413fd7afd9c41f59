"""The one notation `[text](value)` of rule examples, corpus, tests and README: read it, and write a value in it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ..decimals import number
from ..model import Place, Value, When

MARK = regex.compile(r"\[([^\[\]]++)\]\(([^()\n]++)\)")
PERCENT_UNITS = {"%", "pp", "‰"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a text and the value written for it."""

    start: int
    end: int
    value: str

    @property
    def kind(self) -> str:
        """The kind that the value's form tells: `@33.16`, `#7 rumah`, `5 %`, `10 IDR`, `12 orang`, or a date."""
        if self.value.startswith("@"):
            return "region"
        if self.value.startswith("#"):
            return "quantity"
        unit = self.value.split()[1:2]
        if not unit or unit[0] in {"start", "mid", "end"}:
            return "date"
        if unit[0] in PERCENT_UNITS:
            return "percent"
        return "money" if regex.fullmatch("[A-Z]{3}", unit[0]) else "count"


def read_marks(marked: str) -> tuple[str, list[Mark]]:
    """Return the text without its marks, and the marks with their offsets in it.

    >>> read_marks("Naik [5 persen](5 %).")
    ('Naik 5 persen.', [Mark(start=5, end=13, value='5 %')])
    """
    marks: list[Mark] = []
    pieces: list[str] = []
    at = length = 0
    for match in MARK.finditer(marked):
        pieces.append(marked[at : match.start()])
        length += len(pieces[-1])
        marks.append(Mark(length, length + len(match[1]), match[2]))
        pieces.append(match[1])
        length += len(match[1])
        at = match.end()
    return "".join([*pieces, marked[at:]]), marks


def mark_of(kind: str, value: Value) -> str:
    """Write a value in the notation, with the sign that tells quantities from people: `#7 rumah`."""
    return f"#{value_mark(value)}" if kind == "quantity" else value_mark(value)


def value_mark(value: Value) -> str:
    """Write a value in the notation: `@33.16`, `2021 end`, `low[..high] unit [approx] [/per]`."""
    if isinstance(value, Place):
        return f"@{value.code or '?'}" + (" town" if value.level == "town" else "")
    if isinstance(value, When):
        return " ".join(filter(None, [value.period or "?", value.mod]))
    plain = value.low == value.high and value.low is not None
    span = number(value.low) if plain else f"{number(value.low)}..{number(value.high)}"
    per = f"/{value.per}" if value.per else None
    return " ".join(filter(None, [span, value.unit or "?", value.approx, per]))
