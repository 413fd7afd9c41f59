"""Exact numbers in plain digits."""

from __future__ import annotations

from decimal import Context, Decimal

EXACT = Context(prec=100)  # more digits than any number that is read has


def number(value: Decimal | None) -> str:
    """Write a bound in plain digits, `?` where it is open.

    >>> number(Decimal("2.30E+3")), number(None)
    ('2300', '?')
    """
    if value is None:
        return "?"
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
