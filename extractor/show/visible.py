"""Text from outside -> text without characters that would control a terminal or page."""

from __future__ import annotations

import unicodedata

CONTROL_PICTURES = 0x2400
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}  # what a terminal obeys or hides instead of showing

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # marks of direction


def visible(text: str | None) -> str:
    r"""Return the text on one line, with visible signs for control and format characters.

    >>> visible("Rp5\x1b[31m\n juta")
    'Rp5␛[31m juta'
    """
    return "".join(map(shown, " ".join((text or "").split())))


def clipped(text: str | None, most: int) -> str:
    """Return the text as `visible` does, cut where it is longer.

    >>> clipped("Anggaran kesehatan naik", 9)
    'Anggaran…'
    """
    line = visible((text or "")[: most * 2 + 1])
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def legible(text: str) -> str:
    r"""Return the text with its lines, with visible signs for control characters and those that reverse its direction.

    >>> legible("Rp5\n\u202ejuta\x00")
    'Rp5\n�juta␀'
    """
    return text.translate(SIGNS)


def shown(char: str) -> str:
    """Return the character, or a visible sign for one that would control the terminal."""
    if unicodedata.category(char) not in HIDDEN:
        return char
    return chr(CONTROL_PICTURES + ord(char)) if char < " " else "␡" if char == "\x7f" else "�"


CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"}
SIGNS = str.maketrans({char: shown(char) for char in (*CONTROLS, *TURNING)}) | dict.fromkeys(range(0xD800, 0xE000), "�")
