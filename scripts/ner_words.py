"""What is known about words before any training: parts of regions' names, of people's names, titles, offices.

People's names are counted in unlabelled news: a capitalised word is one if it often stands where somebody is named,
behind a word of speech or a title.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.rules import load_rules, rules_folder

REGIONS = {"province.csv": "P", "kabkota.csv": "P", "aliases.csv": "P", "towns.csv": "P", "kecamatan.csv": "K"}
SEEN, SHARE = 2, 0.1  # how often, and in what share of its places, a word names somebody to be a name's part
NAME_LENGTH = 4  # words of a name that are counted


def word_classes(sentences: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return each known word, in small letters, with the signs of its classes.

    P, K: part of a region's name; N: of a person's; T: title, O: office, S: word of speech.
    """
    classes: dict[str, set[str]] = defaultdict(set)
    for sign, words in [*region_words(), *rule_words(), ("N", name_words(sentences))]:
        for word in words:
            classes[word].add(sign)
    return {word: "".join(sorted(classes[word])) for word in sorted(classes)}


def region_words() -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the words of regions' names with the sign of their level."""
    folder = rules_folder() / "gazetteer"
    for file, sign in REGIONS.items():
        with (folder / file).open(encoding="utf8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield sign, row.get("name", row.get("alias", "")).lower().split()


def rule_words() -> Iterator[tuple[str, Iterable[str]]]:
    """Yield titles, offices and words of speech, from the rules."""
    words = load_rules().words
    yield "T", (form for title in words["name_title"] for form in (title, f"{title}."))
    yield "O", words["office"]
    yield "S", [*words["speech_after"], *words["speech_before"]]


def name_words(sentences: Iterable[Sequence[str]]) -> list[str]:
    """Return the words that stand in people's names, by where they stand in news."""
    rules = load_rules().words
    leads = {*rules["speech_after"], "menurut", "bernama"} | {
        form for title in rules["name_title"] for form in (title, f"{title}.")
    }
    others = {*rules["office"], *rules["name_title"], *rules["name_never"], *rules["speech_pronoun"]}
    everywhere: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for sentence in sentences:
        everywhere.update(word for word in sentence if word[0].isupper())
        for at, word in enumerate(sentence[:-1]):
            if word.lower() in leads:
                named.update(name_behind(sentence, at + 1, others))
    return [word.lower() for word, count in named.items() if count >= SEEN and count >= SHARE * everywhere[word]]


def name_behind(sentence: Sequence[str], start: int, others: set[str]) -> Iterator[str]:
    """Yield the capitalised words from a place on, unless they begin with an office or the like."""
    for word in sentence[start : start + NAME_LENGTH]:
        if not word[0].isupper() or len(word) < 3 or word.isupper() or word.lower().strip(".") in others:
            return
        yield word
