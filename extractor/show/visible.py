"""Texts of others -> what a terminal can only show."""

from __future__ import annotations

import unicodedata

CONTROL_PICTURES = 0x2400
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}  # what a terminal obeys or hides instead of showing


def visible(text: str | None) -> str:
    r"""Return the text on one line, as a terminal can only show it: control and format characters as signs.

    >>> visible("Rp5\x1b[31m\n juta")
    'Rp5␛[31m juta'
    """
    return "".join(map(shown, " ".join((text or "").split())))


def shown(char: str) -> str:
    """Return the character, or a sign for one that would act on the terminal."""
    if unicodedata.category(char) not in HIDDEN:
        return char
    return chr(CONTROL_PICTURES + ord(char)) if char < " " else "␡" if char == "\x7f" else "�"
