"""Who is who among the speakers of many articles: `BPS` and `Badan Pusat Statistik (BPS)`, `Prabowo` and his full name.

Worked out from the names in the store when somebody is asked for, so that it does not depend on the order in which
articles came. Two names are one person's where one holds all words of the other and no other longer name does; two
names are one body's where an article tells the short form in brackets, or rules/reference/bodies.csv knows it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import regex

from ..rules import rules_folder

WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
SHORT = regex.compile(r"(?P<full>.{6,}?)\s*\((?P<short>[\p{Lu}][\p{L}\p{N}.&/-]{1,19})\)")
PERSON = "person"
SHORTEST = 4  # letters of a single word that can stand for a person's full name

Words = tuple[str, ...]


def meant(asked: str, speakers: Mapping[str, str | None]) -> list[str]:
    """Return the names that mean whom the asked name means, in order.

    `speakers` gives each name in a store its kind (`person`, `body`, None). Found are all names in which the asked one
    stands in whole words, and all that mean the same person or body as one of those.

    >>> meant("BPS", {"BPS": "body", "Badan Pusat Statistik (BPS)": "body", "BPSDM": "body", "Budi": "person"})
    ['BPS', 'Badan Pusat Statistik (BPS)']
    """
    wanted = words_of(asked)
    if not wanted:
        return []
    groups = identities(speakers)
    hits = {name for name in speakers if holds(words_of(name), wanted)}
    same = {groups[name] for name in hits} | {known for known in [known_body(asked)] if known}
    return sorted(name for name in speakers if name in hits or groups[name] in same)


def identities(speakers: Mapping[str, str | None]) -> dict[str, str]:
    """Return for each name the fullest one that means the same person or body.

    >>> identities({"Prabowo": "person", "Prabowo Subianto": "person", "Budi": "person", "Budi Adi": "person",
    ...             "Budi Karya": "person"})["Prabowo"]
    'Prabowo Subianto'
    """
    people = {name for name, kind in speakers.items() if kind == PERSON}
    return bodies(set(speakers) - people) | persons(people)


def persons(names: Iterable[str]) -> dict[str, str]:
    """Return for each person's name the only longer one that holds all its words, else itself."""
    split = {name: words_of(name) for name in names}
    holding: dict[str, list[str]] = defaultdict(list)
    for name, words in sorted(split.items()):
        for word in set(words):
            holding[word].append(name)
    return {name: fullest(name, words, holding, split) for name, words in split.items()}


def fullest(name: str, words: Words, holding: Mapping[str, Sequence[str]], split: Mapping[str, Words]) -> str:
    """Return the only longest name that holds all words of this one, else itself; a short word stands for nobody."""
    if not words or (len(words) == 1 and len(words[0]) < SHORTEST):
        return name
    rarest = min(words, key=lambda word: len(holding[word]))
    longer = [other for other in holding[rarest] if len(split[other]) > len(words) and set(words) <= set(split[other])]
    longest = [one for one in longer if not any(set(split[one]) < set(split[other]) for other in longer)]
    return longest[0] if len(longest) == 1 else name


def bodies(names: Iterable[str]) -> dict[str, str]:
    """Return for each body's name its full form, where the store or the shipped list tells it."""
    told: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if match := SHORT.fullmatch(name):
            told[match["short"].casefold()].add(match["full"].strip())
    short = {form: next(iter(full)) for form, full in told.items() if len(full) == 1} | dict(shipped())
    found = {}
    for name in names:
        match = SHORT.fullmatch(name)
        full = match["full"].strip() if match else name
        key = match["short"].casefold() if match else name.casefold()
        known = short.get(key)
        same = known and (not match or known.casefold() == full.casefold())
        found[name] = (known or full) if same else full
    return canonical(found)


def canonical(found: Mapping[str, str]) -> dict[str, str]:
    """Return the full forms written one way, whatever their capitals."""
    forms: dict[str, str] = {}
    for full in sorted(found.values()):
        forms.setdefault(full.casefold(), full)
    return {name: forms[full.casefold()] for name, full in found.items()}


def known_body(asked: str) -> str | None:
    """Return the full form of a body that is asked for by its short one, None where nobody knows it."""
    return shipped().get(asked.strip().casefold())


@cache
def shipped() -> Mapping[str, str]:
    """Return the full form of each short one that is shipped: the bodies that news names most."""
    with (rules_folder() / "reference" / "bodies.csv").open(encoding="utf8", newline="") as rows:
        return {row["short"].casefold(): row["full"] for row in csv.DictReader(rows)}


def words_of(name: str) -> Words:
    """Return the words of a name in small letters."""
    return tuple(word.casefold() for word in WORD.findall(name))


def holds(words: Words, wanted: Words) -> bool:
    """Whether the wanted words stand one after the other among the words."""
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
