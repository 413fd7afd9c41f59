r"""A rule's pattern -> its gate: a prefilter in RE2's syntax: where it does not match, the rule cannot.

RE2 asks all gates at once what patterns would be asked one by one, but knows no look-around, no end of a word and
no long count. So a gate is looser: whatever the pattern matches, its gate matches that or a beginning of it, with what
the pattern looks ahead for at its end. It reads ASCII alone (`ascii_of`), where `?` stands for any other sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

FOLDED = {"İ": "i", "ſ": "s", "\u212a": "k"}  # beyond ASCII, but the same as these where case does not matter
OTHER = r"\?"
ANY = r"[\s\S]"
CLASSES = {r"\d": "0-9", r"\s": r"\t-\r\x1c-\x20", r"\w": "0-9a-zA-Z_?", r"\p{L}": "a-zA-Z?"}
CLASSES |= {r"\p{Lu}": CLASSES[r"\p{L}"], r"\p{Ll}": CLASSES[r"\p{L}"]}
OPPOSITES = {r"\D": r"\d", r"\S": r"\s", r"\W": r"\w"}
ITSELF = regex.compile(r"\\?[^\w\s?]|\\[nrt]")  # no other sign is read as one of these
FEW = 3  # of what comes again a gate counts as many; it takes any number for more
SIGN = r"\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\[^\p{L}\d]|\\[nrt]"
KIND = r"\\[dswDSW]|\\[pP]\{\w+\}"
PIECE = regex.compile(
    r"[a-z\d ,-]+(?![?*+{])|(?P<nothing>\\[bBAZ]|[\^$])|(?P<group>\((?:\?(?:P<\w+>|>|-?i:|:)|(?!\?)))"
    rf"|(?P<class>\[\^?+\]?+(?:[^\]\\]|\\.)++\])|(?P<kind>{KIND})|(?P<sign>{SIGN}|[^\\()\[\]{{}}?*+|^$])"
    r"|(?P<count>\{(?P<least>\d*)(?:,(?P<most>\d*))?\}|[?*+])[?+]?|[)|]",
    regex.DOTALL,
)
MEMBER = regex.compile(rf"(?P<kind>{KIND})|(?P<first>{SIGN}|[^\\])(?:-(?P<last>{SIGN}|[^\\]))?", regex.DOTALL)
BRACKET = regex.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*+\]|[()]", regex.DOTALL)
LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
THE_END = regex.compile(r"\)*")


def ascii_of(text: str) -> bytes:
    """Return the text as gates read it, a byte a character."""
    if not text.isascii():
        for sign in set(text):
            if (folded := ascii_sign(sign)) not in (sign, "?"):
                text = text.replace(sign, folded)
    return text.encode("ascii", "replace")


@lru_cache(maxsize=4096)
def ascii_sign(sign: str) -> str:
    """Return one sign as gates read it: a digit or space of any script, or a letter that is the same as an ASCII one.

    >>> ascii_sign("٣"), ascii_sign("é"), ascii_sign("e")
    ('3', '?', 'e')
    """
    if sign.isascii():
        return sign
    if sign.isdecimal():
        return str(int(sign))
    return " " if sign.isspace() else FOLDED.get(sign, "?")


def loosened(pattern: str) -> str:
    r"""Return the gate of a pattern; the gate of one that holds what is not known here matches everything.

    >>> loosened(r"\b(?P<year>(?:19|20)\d\d)(?<=a)(?!\d) [1-3]–[^,]{2,9}+(?= orang)")
    '(?:(?:19|20)[0-9][0-9]) [1-3]\\?(?:[^,]|\\?)+(?: orang)'
    """
    pieces, at = [], 0
    pattern = without_looks(pattern)
    while at < len(pattern):
        piece = PIECE.match(pattern, at)
        if not piece:
            return ""
        pieces.append(loosened_piece(piece))
        at = piece.end()
    return "".join(pieces)


def without_looks(pattern: str) -> str:
    """Return the pattern without look-arounds; what its end, or its beginning, looks ahead for is matched instead."""
    looks = look_arounds(pattern)
    if pattern.startswith("(?=") and "|" not in without_looks(pattern[looks[0][1] :]):
        return without_looks(f"(?:{pattern[3 : looks[0][1]]}")
    for start, end in reversed(looks):
        last = pattern.startswith("(?=", start) and THE_END.fullmatch(pattern, end)
        ahead = without_looks(f"(?:{pattern[start + 3 : end]}") if last else ""
        pattern = pattern[:start] + ahead + pattern[end:]
    return pattern


def look_arounds(pattern: str) -> list[tuple[int, int]]:
    """Return where the pattern's look-arounds start and end, less those inside others."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for bracket in BRACKET.finditer(pattern):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif bracket[0] == ")" and pattern.startswith(LOOKS, start := opened.pop()):
            found = [*(look for look in found if look[0] < start), (start, bracket.end())]
    return found


def loosened_piece(piece: regex.Match[str]) -> str:
    """Return what a gate has for one piece of a pattern."""
    if piece["nothing"]:
        return ""
    if piece["group"]:
        return "(?:"
    if piece["class"] or piece["kind"]:
        return loosened_class(piece["class"] or f"[{piece['kind']}]")
    if piece["count"]:
        return loosened_count(piece)
    return loosened_sign(piece["sign"]) if piece["sign"] else piece[0]


def loosened_count(piece: regex.Match[str]) -> str:
    """Return how often a gate asks for what the pattern counts."""
    if piece["least"] is None:
        return piece["count"]
    most = piece["least"] if piece["most"] is None else piece["most"]
    if most and int(most) <= FEW:
        return piece["count"]
    return "+" if int(piece["least"] or 0) else "*"


def loosened_class(written: str) -> str:
    """Return a gate's class for one written in brackets: the same signs, or more."""
    negative = written.startswith("[^")
    members = list(MEMBER.finditer(written[2 if negative else 1 : -1]))
    kinds = [member["kind"] for member in members if member["kind"]]
    signs = [loosened_range(member) for member in members if not member["kind"]]
    if negative:
        return all_but(kinds, signs)
    known = all(kind in CLASSES for kind in kinds) and None not in signs
    return f"[{''.join([*(CLASSES[kind] for kind in kinds), *filter(None, signs)])}]" if known else ANY


def all_but(kinds: Iterable[str], signs: Iterable[str | None]) -> str:
    """Return a gate's class for all but these: all but those that no other sign is read as."""
    for kind in kinds:
        if kind in OPPOSITES:
            return f"[{CLASSES[OPPOSITES[kind]]}]"
    kept = [CLASSES[kind] for kind in kinds if kind in (r"\d", r"\s", r"\w", r"\p{L}")]
    kept += [sign for sign in signs if sign and ITSELF.fullmatch(sign)]
    return rf"(?:[^{''.join(kept)}]|\?)" if kept else ANY


def loosened_range(member: regex.Match[str]) -> str | None:
    """Return one sign of a class, or the range from one to another; None for a range that leaves ASCII."""
    first = loosened_sign(member["first"])
    if member["last"] is None:
        return r"\-" if first == "-" else first
    last = loosened_sign(member["last"])
    return None if OTHER in (first, last) else f"{first}-{last}"


def loosened_sign(sign: str) -> str:
    """Return a single sign of a pattern as RE2 writes it."""
    if sign[:2] in (r"\x", r"\u"):
        sign = regex.escape(chr(int(sign[2:], 16)))
    return sign if sign.isascii() else regex.escape(ascii_sign(sign[-1]))
