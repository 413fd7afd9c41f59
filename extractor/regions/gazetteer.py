"""The regions of Indonesia: Kemendagri codes, names, aliases, and the names a text may call them by.

Read from `rules/gazetteer/*.csv`. Codes after Kepmendagri 300.2.2-2430/2025, as collected in cahyadsn/wilayah (MIT).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal

Level = Literal["province", "kabupaten", "kota", "kecamatan", "desa", "town"]

KELURAHAN = "1"  # Kemendagri numbers kelurahan from 1001, desa from 2001
FIRST_KOTA = 71  # Kemendagri numbers the kabupaten of a province from 01, its kota from 71
LEVELS: dict[int, Level] = {1: "province", 3: "kecamatan", 4: "desa"}
SQUEEZED = str.maketrans("", "", " -'’`.\u00a0")


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative region, or a town that is none: then `code` is that of the kabupaten or kota it lies in.

    `name` goes without level word (`Blora`); `lat` and `lon` are its centroid in degrees, known down to kabupaten/kota.
    """

    code: str
    name: str
    level: Level
    lat: float | None = field(default=None, compare=False)
    lon: float | None = field(default=None, compare=False)

    @property
    def parent(self) -> str | None:
        """The code of the region above: for a town the one it lies in, for a province None."""
        if self.level == "town":
            return self.code
        return self.code.rpartition(".")[0] or None

    @property
    def full_name(self) -> str:
        """The name with its level word, where news writes one.

        >>> Region("33.16", "Blora", "kabupaten").full_name, Region("31", "DKI Jakarta", "province").full_name
        ('Kabupaten Blora', 'DKI Jakarta')
        """
        if self.level in ("province", "town"):
            return self.name
        kelurahan = self.level == "desa" and self.code.rpartition(".")[2].startswith(KELURAHAN)
        return f"{'Kelurahan' if kelurahan else self.level.capitalize()} {self.name}"


def level_of(code: str) -> Level:
    """Tell a region's level by its code.

    >>> level_of("33.16"), level_of("33.74"), level_of("33.16.01")
    ('kabupaten', 'kota', 'kecamatan')
    """
    parts = code.split(".")
    if len(parts) == 2:
        return "kota" if int(parts[1]) >= FIRST_KOTA else "kabupaten"
    return LEVELS[len(parts)]


def name_key(name: str) -> str:
    """Return what all spellings of a name share: no spaces, hyphens, dots, apostrophes, capitals.

    >>> name_key("Lubuk Linggau") == name_key("LUBUKLINGGAU")
    True
    """
    return name.translate(SQUEEZED).lower()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All regions, by code and by name. Villages (desa, kelurahan) are read when one is first asked for."""

    regions: Mapping[str, Region]
    names: Mapping[str, tuple[Region, ...]]
    first_words: frozenset[str]  # what a name can begin with
    single_words: frozenset[str]  # names of one word of provinces, kabupaten and kota, towns
    acronyms: frozenset[str]  # keys that only capitals may spell (NTB, OKI)
    folder: Path

    def named(self, name: str) -> tuple[Region, ...]:
        """Return the provinces, kabupaten, kota, kecamatan and towns that go by the name, in order of level."""
        return self.names.get(name_key(name), ())

    def villages(self, name: str) -> tuple[Region, ...]:
        """Return the desa and kelurahan of the name."""
        return villages_of(self.folder, name_key(name))

    def region(self, code: str) -> Region | None:
        """Return the province, kabupaten, kota or kecamatan of the code, or None."""
        return self.regions.get(code)


@cache
def load_gazetteer(folder: Path) -> Gazetteer:
    """Read the gazetteer of the folder (`rules/gazetteer`), villages not yet."""
    regions = {region.code: region for region in read_regions(folder)}
    names: dict[str, list[Region]] = defaultdict(list)
    spellings = [(region.name, region) for region in regions.values()]
    acronyms, ordinary = set(), {name_key(name) for name, _ in spellings}
    for row in read_rows(folder / "aliases.csv"):
        spellings.append((row["alias"], regions[row["code"]]))
        if row["alias"].isupper() and name_key(row["alias"]) not in ordinary:
            acronyms.add(name_key(row["alias"]))
    towns = [Region(row["code"], row["name"], "town") for row in read_rows(folder / "towns.csv")]
    spellings += [(town.name, town) for town in towns]
    for name, region in spellings:
        known = names[name_key(name)]
        if region not in known:
            known.append(region)
    by_name = {key: tuple(sorted(found, key=by_level)) for key, found in names.items()}
    firsts = frozenset(chain.from_iterable(first_words(name) for name, _ in spellings))
    singles = frozenset(key for key in firsts & by_name.keys() - acronyms if by_name[key][0].level != "kecamatan")
    return Gazetteer(regions, by_name, firsts, singles, frozenset(acronyms), folder)


def by_level(region: Region) -> tuple[int, bool]:
    """Order readings of one name: kota before kabupaten, as bare names of cities mostly mean the city."""
    return len(region.code.split(".")), region.level != "kota"


def first_words(name: str) -> Iterator[str]:
    """Yield each form that a name's first word can take when a text writes some of its words as one."""
    words = name.replace("-", " ").replace(".", " ").lower().split()
    for count in range(1, len(words) + 1):
        yield "".join(words[:count])


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header."""
    with path.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_regions(folder: Path) -> Iterator[Region]:
    """Yield the provinces, kabupaten, kota and kecamatan."""
    for file in ("province.csv", "kabkota.csv"):
        for row in read_rows(folder / file):
            yield Region(row["code"], row["name"], level_of(row["code"]), float(row["lat"]), float(row["lon"]))
    for row in read_rows(folder / "kecamatan.csv"):
        yield Region(row["code"], row["name"], "kecamatan")


@lru_cache(maxsize=4096)
def villages_of(folder: Path, key: str) -> tuple[Region, ...]:
    """Return the villages that go by the key."""
    pairs = (entry.split("=", 1) for entry in read_villages(folder).get(key, "").split("|")[1:])
    return tuple(Region(code, name, "desa") for code, name in pairs)


@cache
def read_villages(folder: Path) -> Mapping[str, str]:
    """Return by key of name the villages as `|code=name|code=name`. A line is a kecamatan and its villages.

    Villages are numbered upwards from 2001; a number is written (`1001=Gambir`) where it does not follow from the last.
    """
    villages: dict[str, str] = {}
    for line in (folder / "desa.csv").read_text(encoding="utf8").splitlines()[1:]:
        parent, _, names = line.partition(",")
        names = names.strip('"')
        number = 2000
        for entry, key in zip(names.split("|"), name_key(names).split("|"), strict=True):
            number += 1
            if "=" in entry:
                skip, _, entry = entry.partition("=")
                number, key = int(skip), key.partition("=")[2]
            villages[key] = f"{villages.get(key, '')}|{parent}.{number}={entry}"
    return villages
