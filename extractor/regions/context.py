"""The words around a name in a text, and what they say of it: a region, or a street, a club, a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from ..layout import is_dateline
from .cues import RegionCues
from .gazetteer import Level

# What stands before a name: its level word, a body (`Bupati`), an organisation's other words, a word of place (`di`),
# a word in small letters, nothing of these; or it stands in a list of villages, was said before with its level word,
# has no capital, fills a cell of a column of regions, or is a letter away from a name.
CueKind = Literal[
    "level-word",
    "body",
    "organisation",
    "place-word",
    "capital",
    "name",
    "list",
    "again",
    "small-letters",
    "cell",
    "misspelt",
]

DOMAIN = regex.compile(r"\.(?:\p{Ll}|(?:COM|CO|ID|NET|NEWS|TV|ORG|INFO)\b)")  # TRIBUN-BALI.COM, jambi.go.id
QUOTES = "()[]\"“”‘’'"
CLAUSE_ENDS = ",;:!?–—-/"
LOOK_BACK = 80  # characters before a name that can tell what it is
LOOK_AHEAD = 24
RUN_WORDS = 7  # words of an organisation's name before the region's


def words_before(text: str, start: int, cues: RegionCues) -> list[str]:
    """Return the words before a name within its clause and line, nearest first, without brackets and quotes."""
    line = text[max(0, start - LOOK_BACK) : start].rpartition("\n")[2]
    if line.endswith(cues.prefixes):
        return [next(prefix for prefix in cues.prefixes if line.endswith(prefix))[:-1].lower()]
    words: list[str] = []
    for part in reversed(line.split()[-RUN_WORDS:]):
        bare = part.strip(QUOTES).rstrip(".")
        if (
            not bare
            or part[-1] in CLAUSE_ENDS
            or (part.rstrip(QUOTES)[-1:] == "." and bare.lower() not in cues.abbreviations)
        ):
            break
        words.append(bare)
    return words


def forbidden(text: str, start: int, end: int, words: list[str], cues: RegionCues) -> bool:
    """Whether the name is part of an address, a domain, a newspaper, a club, a street, a ship, a dish, a person."""
    if text[start - 1 : start] in ("@", "#", "_", ".") or text[end : end + 1] in ("@", "_"):
        return True
    if DOMAIN.match(text, end):
        return True
    behind = text[end + 1 : end + LOOK_AHEAD].split(maxsplit=1)[:1] if text[end : end + 1] == " " else []
    if behind and behind[0][0].isupper() and behind[0].strip('.,;:)”"').lower() in cues.stop_after:
        return True
    if text[start - 1 : start] == "-":  # `Jalan Tol Bogor-Ciawi-Sukabumi`
        words = words_before(text, text.rfind(" ", 0, start) + 1, cues)
    before = [words[0], " ".join(words[1::-1])] if words else []
    return any(stops(word, cues) for word in before)


def stops(word: str, cues: RegionCues) -> bool:
    """Whether the word (or two) before a name says that it is no region's."""
    return word.lower() in cues.stop_any or (word[0].isupper() and word.lower() in cues.stop_capital)


def cue_of(text: str, start: int, words: list[str], cues: RegionCues) -> tuple[CueKind, Level | None]:
    """Return which kind of cue stands before a bare name, and the level if a body tells it."""
    if not words:
        return ("capital" if text[max(0, start - 2) : start] == ", " else "name"), None
    if words[0].isdecimal() and len(words) > 1:  # `SMAN 1 Blora`
        words = words[1:]
    last, pair = words[0].lower(), " ".join(words[1::-1]).lower()
    if pair in cues.bodies or last in cues.bodies:
        return "body", cues.bodies.get(pair, cues.bodies.get(last))
    if last in cues.places:
        return "place-word", None
    if any(word.lower() in cues.organisations or word.lower() in cues.bodies for word in take_run(words, cues)):
        return "organisation", None
    return ("capital" if words[0][0].islower() else "name"), None


def take_run(words: list[str], cues: RegionCues) -> Iterator[str]:
    """Yield the capitalised words directly before a name."""
    for word in words:
        if not word[0].isupper() and word not in cues.linking:
            return
        yield word


def is_inside_run(text: str, end: int, words: list[str], cue: CueKind, cues: RegionCues) -> bool:
    """Whether other capitalised words stand directly around the name."""
    if cue in ("name", "organisation") and words and words[0][0].isupper():
        return True
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return False
    word = text[end + 1 : end + LOOK_AHEAD].split(maxsplit=1)[0].rstrip(".,0123456789").lower()
    return word not in cues.apart and word not in cues.levels


def is_written_from(text: str, start: int, end: int, cues: RegionCues) -> bool:
    """Whether the name tells only where the article was written or somebody spoke: a dateline, or before a weekday."""
    behind = text[end : end + LOOK_AHEAD]
    if behind.startswith(", ") and (words := behind[2:].split()) and words[0].strip(",.(").lower() in cues.weekdays:
        return True
    return is_dateline(text, start, end)


def goes_on(text: str, end: int, cues: RegionCues) -> bool:
    """Whether a joining word follows the name, after a comma or not: `Pati, Gowa, dan …`."""
    behind = text[end : end + LOOK_AHEAD].lstrip(", ").split(maxsplit=1)
    return bool(behind) and behind[0] in cues.joins
