"""Names of people and bodies who speak: capitalised runs beside a word of speech, the office taken off the name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import regex

from ..model import Mention
from ..patterns import Lists, compiled
from ..rules import Rulebook

WORD = r"(?:\p{Lu}[\p{L}\p{M}\p{N}'’`]*+(?:[-/.&][\p{L}\p{N}][\p{L}\p{M}\p{N}]*+)*+)"
BRACKET = r"\(\p{Lu}[\p{L}\p{N}/ -]{1,30}\)"
PIECE = regex.compile(r"[^\s,]+")
APART = regex.compile(r"[,()]")
NICKNAME = regex.compile(r"\(\p{Lu}\p{Ll}+\)")
ACRONYM = regex.compile(r"\p{Lu}{3,}[\p{L}\p{N}]*")
NOUN = regex.compile(r"(?:Pe|Ke)\p{Ll}{4,}an")  # `Pendidikan`, `Kesejahteraan`: what offices are for
NO_NAMES = ("name_never", "relate_elsewhere", "relate_abroad", "speech_after")
NAME = regex.compile(r"\p{L}{3}|\p{Lu}\p{Ll} ")  # not `II`, `Ar`
BEGINNING = 4  # letters of a name that may stand for it
NAME_WORDS = 5  # of a person at most
REMEMBERED = 20_000  # words


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, by name without titles, with the office told beside it; or a body, which has no `role`."""

    name: str
    role: str | None = None
    person: bool = True
    by_model: bool = False  # whether the NER model tells which words are the name


@dataclass(frozen=True, slots=True)
class Names:
    """What tells names: the words of `rules/attribution.toml`, compiled."""

    run: regex.Pattern[str]
    at: regex.Pattern[str]  # the same, at a place where one is known to begin: news glues `menurutForbes`
    runs: Lists  # the same, to find all of a text
    apart: regex.Pattern[str]  # what ends the name of a source
    title: Set[str]
    degree: Set[str]
    office: Set[str]
    holder: Set[str]
    plain: Set[str]
    never: Set[str]
    alias: Set[str]
    document: Set[str]


def read_names(rulebook: Rulebook) -> Names:
    """Compile the words."""
    words = rulebook.words
    titles = rulebook.patterns["name_title"]
    title = rf"(?i:{titles})(?:\.|(?=\s\p{{Lu}}))"
    unit = rf"(?:{title}|{BRACKET}|{WORD}(?:(?<=\b\p{{Lu}}|\b\p{{Lu}}\p{{Ll}})\.(?=[ ]?\p{{Lu}}))?)"
    between = rf"(?:,?[ \u00a0]|,?[ ]{rulebook.patterns['name_inside']}[ ]|,)"
    names = rf"{unit}(?:{between}{unit}|(?<=\.){unit}){{0,24}}+"
    run = compiled(rf"(?<![\p{{L}}\p{{N}}]){names}", 0)
    return Names(
        run,
        compiled(names, 0),
        Lists({"run": run}),
        compiled(rf",|\s{rulebook.patterns['name_apart']}\s", 0),
        title=frozenset(words["name_title"]),
        degree=frozenset(words["name_degree"]),
        office=frozenset(words["office"]),
        holder=frozenset(words["office_holder"]),
        plain=frozenset(words["office_plain"]),
        never=frozenset().union(*(words[name] for name in NO_NAMES)),
        alias=frozenset(words["name_alias"]),
        document=frozenset(words["speech_document"]),
    )


class Places:
    """Stretches of a text that regions take, and where dates begin."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._regions = [(m.start, m.end) for m in mentions if m.kind == "region"]
        self._dates = [m.start for m in mentions if m.kind == "date"]

    def region(self, at: int) -> bool:
        """Whether the place lies in a region's name."""
        i = bisect_right(self._regions, (at, 1 << 60)) - 1
        return i >= 0 and self._regions[i][1] > at

    def date(self, start: int, end: int) -> int:
        """Return where the first date between the two begins, else the end."""
        i = bisect_right(self._dates, start - 1)
        return min(end, self._dates[i]) if i < len(self._dates) else end


def read_run(text: str, start: int, end: int, names: Names, places: Places, *, last: bool) -> Speaker | None:
    """Return who a run of capitalised words names: the `last` or the first person in it, else the body."""
    end = places.date(start, end)
    parts = [part for part in split_parts(text, start, end) if part]
    persons = [person for part in parts if (person := read_person(part, names, places))]
    if persons:
        name, office = persons[-1 if last or (persons[0][1] and len(persons) > 1 and not persons[1][1]) else 0]
        role = office or next((joined(text, p) for p in parts if key(p[0][1]) in names.office), None)
        return Speaker(name, role)
    return read_body(text, parts, names, places)


Part = list[tuple[int, str]]  # words with their places


def split_parts(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the words of a run between commas."""
    part: Part = []
    for match in PIECE.finditer(text, start, end):
        part.append((match.start(), match[0]))
        if text[match.end() : match.end() + 1] == ",":
            yield part
            part = []
    yield part


def read_person(part: Part, names: Names, places: Places) -> tuple[str, str | None] | None:
    """Return a part's name without titles and degrees, and its office; None where it names nobody."""
    part = without_nickname(part, names)
    first = name_from(part, names, places)
    words = bare_name([word for _, word in part[first:]], names)
    if not is_name(words, names):
        return None
    return " ".join(words).strip(".()"), read_role([word for _, word in part[:first]], names)


def name_from(part: Part, names: Names, places: Places) -> int:
    """Return the number of the word with which a part's name begins: behind offices and ranks."""
    office = [is_office_word(at, word, names, places) for at, word in part]
    if len(part) > 1 and office[-1] and not office[-2] and is_surname(*part[-1], places):
        office[-1] = False
    cut = next((i + 1 for i in reversed(range(len(part))) if office[i]), 0)
    return next((i for i in reversed(range(cut, len(part) - 1)) if is_rank(part[i][1], names)), cut)


def bare_name(words: list[str], names: Names) -> list[str]:
    """Return the words of a name without titles before it and degrees behind."""
    while words and key(words[0]) in names.title:
        words = words[1:]
    while len(words) > 1 and key(words[-1]) in names.degree:
        words = words[:-1]
    return words


def is_name(words: list[str], names: Names) -> bool:
    """Whether the words can be a person's name."""
    if not 0 < len(words) <= NAME_WORDS or not NAME.search(" ".join(words)):
        return False
    return key(words[0]) not in names.never and key(words[0]) not in names.degree


def without_nickname(part: Part, names: Names) -> Part:
    """Return the part without what somebody is also called: `Budi Adi atau Gus Didi`, `Adrianto (Andre) Joko`."""
    known = next((i for i in range(2, len(part)) if part[i][1] in names.alias and len(part) > i + 1), len(part))
    kept = [(at, word) for at, word in part[:known] if not NICKNAME.fullmatch(word)]
    return kept if len(kept) > 1 and key(kept[-1][1]) not in names.office else part


def nicknames(part: Part, names: Names) -> list[str]:
    """Return what else the person of a part is called, without titles."""
    words = [word for _, word in part]
    told = next((words[i + 1 :] for i in range(2, len(words)) if words[i] in names.alias), [])
    told = [word for word in told if key(word) not in names.title] or told
    return [*([" ".join(told)] if told else []), *(word.strip("()") for word in words if NICKNAME.fullmatch(word))]


def is_surname(at: int, word: str, places: Places) -> bool:
    """Whether a word of offices can end a name instead: `Nurman Hakim`, not `Polres Blora` or `(BPS)`."""
    return word.isalpha() and word[1:].islower() and not NOUN.fullmatch(word) and not places.region(at)


def read_role(words: list[str], names: Names) -> str | None:
    """Return the office that the words before a name tell, None where they only tell where: `Blora Budi`."""
    while words and key(words[0]) in names.never and key(words[0]) not in names.office:
        words = words[1:]
    return " ".join(words) if any(key(word) in names.office for word in words) else None


def is_rank(word: str, names: Names) -> bool:
    """Whether the word is a title longer than an initial: `Kombes`, `dr`, not `H.`."""
    return (len(key(word)) > len("Ir") or word.islower()) and key(word) in names.title


def is_office_word(at: int, word: str, names: Names, places: Places) -> bool:
    """Whether the word belongs to an office or a body, not to a person."""
    bare, small = word.strip("()."), key(word)
    if small in names.title:
        return False
    if small in names.office or all(half in names.office for half in small.split("/")):
        return True
    shaped = word[0] == "(" or word[-1] == ")" or word[-1].isdigit() or ACRONYM.fullmatch(bare) or NOUN.fullmatch(bare)
    return bool(shaped) or places.region(at)


def read_body(text: str, parts: Sequence[Part], names: Names, places: Places) -> Speaker | None:
    """Return the body or office that the parts name, from the last one that begins with a word of offices."""
    for i in reversed(range(len(parts))):
        named = [(at, word) for at, word in parts[i] if not word.islower() and key(word) not in names.document]
        start, first = next(iter(named), parts[i][0])
        if key(first) in names.office or ACRONYM.fullmatch(first):
            last_at, last_word = parts[-1][-1]
            name = text[start : last_at + len(last_word)].rstrip(".")
            nobody = places.region(start) or key(name) in names.plain or key(first) in names.never
            return None if nobody else Speaker(name, None, person=False)
    return None


def read_source(text: str, start: int, end: int, names: Names, places: Places) -> Speaker | None:
    """Return the body that a cited source's capitalised words name, up to the first date or comma."""
    name = names.apart.split(text[start : places.date(start, end)], maxsplit=1)[0].strip(" .(")
    first = key(name.split(" ")[0]) if name else ""
    known = NAME.search(f"{name} ") and not name.islower() and first not in names.never and not places.region(start)
    return Speaker(name, None, person=False) if known else None


def joined(text: str, part: Part) -> str:
    """Return a part as the text has it."""
    return text[part[0][0] : part[-1][0] + len(part[-1][1])]


@lru_cache(REMEMBERED)
def key(word: str) -> str:
    """Return a word as the lists have it: small letters, no points or brackets.

    >>> key("M.Kes"), key("(BPS)")
    ('mkes', 'bps')
    """
    return word.strip("().").replace(".", "").lower()
