"""The words of `rules/region.toml` that announce regions, tell their level, or rule them out, ready for use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import regex

from ..patterns import Scan, compiled
from .gazetteer import Level, name_key

BIG = ("province", "kabupaten", "kota")
NAME = r"\p{Lu}\p{L}*+(?:['’`]\p{L}++)*+"  # a capitalised word


@dataclass(frozen=True, slots=True)
class RegionCues:
    """Words in small letters, names as keys; `level_word` and `joint` are made of them."""

    levels: Mapping[str, Level]
    bodies: Mapping[str, Level | None]  # the level that a body tells
    not_level_after: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    joins: frozenset[str]
    stop_capital: frozenset[str]  # before a name and written with a capital: newspaper, club, ship, street, person
    stop_any: frozenset[str]  # before a name in any writing: dish, feature of nature, title
    stop_after: frozenset[str]
    epithets: frozenset[str]  # names that with the word before them are none
    speech: frozenset[str]
    everyday: frozenset[str]
    hidden: frozenset[str]
    doubtful: frozenset[str]  # everyday or hidden
    common: frozenset[str]
    hamlets: frozenset[str]  # level words of a village that elsewhere are those of a part of one
    prefixes: tuple[str, ...]  # stuck to a name, with the hyphen: all of it (`se-Jawa Tengah`)
    linking: frozenset[str]  # in small letters inside of a name
    villages: frozenset[str]  # the other level words of villages
    not_village: frozenset[str]
    abbreviations: frozenset[str]
    weekdays: frozenset[str]
    apart: frozenset[str]  # capitalised words after a name that are no part of it
    level_word: Scan  # a level word before a capital
    head_word: Scan  # the word for a village's head before a capital
    site_word: Scan  # a school, a market before a capital, or its number
    body_word: Scan  # a body or office of a province, kabupaten or kota before a capital
    introduced: Scan  # what leads from a number of villages to their names
    city_behind: regex.Pattern[str]  # what behind a name says that it is the kota's
    run: regex.Pattern[str]  # a run of capitalised words
    joint: regex.Pattern[str]  # what may stand between two names of one list or address


def read_region_cues(words: Mapping[str, Mapping[str, Any]]) -> RegionCues:
    """Take the words of regions (`region_…`) out of a rulebook's words."""

    def of(*names: str) -> frozenset[str]:
        return frozenset(chain.from_iterable(words[f"region_{name}"] for name in names))

    def keys_of(name: str) -> frozenset[str]:
        return frozenset(map(name_key, of(name)))

    levels = dict(words["region_level"])
    return RegionCues(
        levels=levels,
        bodies={word: None if level == "any" else level for word, level in words["region_body"].items()},
        not_level_after=of("not_level_after"),
        organisations=of("organisation"),
        places=of("place", "join"),
        joins=of("join"),
        stop_capital=of("media_before", "club_before", "street", "ship", "title"),
        stop_any=of("dish", "feature", "address"),
        epithets=of("epithet"),
        speech=of("speech"),
        stop_after=of("stop_after"),
        everyday=keys_of("everyday"),
        hidden=keys_of("hidden"),
        doubtful=keys_of("everyday") | keys_of("hidden"),
        common=keys_of("common"),
        hamlets=of("hamlet"),
        villages=frozenset(word for word, level in levels.items() if level == "desa") - of("hamlet"),
        not_village=keys_of("not_village") | keys_of("common"),
        abbreviations=of("abbreviation"),
        prefixes=tuple(f"{form}-" for word in sorted(of("prefix")) for form in (word, word.capitalize())),
        linking=of("linking"),
        weekdays=of("weekday"),
        apart=of("weekday", "apart"),
        level_word=level_pattern(levels, of("level_short")),
        head_word=level_pattern(
            [word for word, level in words["region_body"].items() if level == "desa"], of("head_short")
        ),
        site_word=word_pattern(of("site")),
        body_word=word_pattern(word for word, level in words["region_body"].items() if level in BIG),
        introduced=introduced_pattern([word for word, level in levels.items() if level == "desa"], of("namely")),
        city_behind=regex.compile(rf" (?:{any_of(of('city_behind'))})\b"),
        run=run_pattern(of("linking"), of("name_short")),
        joint=joint_pattern(of("join")),
    )


def level_pattern(levels: Collection[str], short: Iterable[str]) -> Scan:
    """Compile the level words, in small letters, with a capital or in capitals, before a capital."""
    words = rf"(?:({any_of(written(levels))})[ \u00a0]|({any_of(written(short))})\.[ \u00a0]?)"
    return Scan(compiled(rf"\b{words}(?=\p{{Lu}})", 0))


def word_pattern(words: Iterable[str]) -> Scan:
    """Compile words, and a number behind one (`SDN 2`), before a capital."""
    return Scan(compiled(rf"\b(?:{any_of(written(words))}) (?:\d{{1,3}} )?(?=\p{{Lu}})", 0))


def introduced_pattern(villages: Iterable[str], namely: Iterable[str]) -> Scan:
    """Compile a word for villages with what leads to their names: `13 kampung, yakni `, `dua desa: `."""
    words = rf"(?:{any_of(written(villages))})(?:,? (?:{any_of(namely)})|:| \((?:{any_of(namely)}))"
    return Scan(compiled(rf"\b{words} (?=\p{{Lu}})", 0))


def joint_pattern(words: Iterable[str]) -> regex.Pattern[str]:
    """Compile a comma, bracket, dash or slash, or a joining word, or one after the other."""
    return compiled(rf"[ \u00a0]*+(?:[,(/–-]{{1,2}}+[ \u00a0]*+)?+(?:(?:{any_of(words)})[ ])?+", 0)


def run_pattern(linking: Iterable[str], short: Iterable[str]) -> regex.Pattern[str]:
    """Compile a run of capitalised words, with linking words and behind shortened ones a full stop: `Kep. Riau`."""
    behind = "|".join(rf"\b{regex.escape(word)}" for word in sorted(short, key=lambda word: (-len(word), word)))
    gap = rf"(?:[ \u00a0-]|(?<={behind})\.[ ]?|[ ](?:{any_of(linking)})[ ])"
    return regex.compile(rf"{NAME}(?:{gap}{NAME}){{0,6}}+")


def written(words: Iterable[str]) -> set[str]:
    """Return the words in small letters, with a capital or in capitals."""
    return {form for word in words for form in (word, word.title(), word.capitalize(), word.upper())}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
