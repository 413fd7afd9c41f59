"""The region that a user names -> its code; where several have the name, an error that lists them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

import regex

from ..errors import UserError
from .gazetteer import Gazetteer, Level, Region

COUNTRY = "ID"
Levels = Mapping[str, Level]
CODE = regex.compile(r"(\d\d)(?:\.?(\d\d)(?:\.?(\d\d)(?:\.?(\d{4}))?)?)?")
BIG = ("province", "kabupaten", "kota")  # a bare name means one of these where it can
SHOWN = 8


class WhichError(UserError):
    """A name that is no region's, or several regions': the message says so in one sentence, with the choices."""


def region_code(wanted: str, gazetteer: Gazetteer, levels: Levels) -> str:
    """Return the code of the region that the user wrote as code or name, with a level word or without.

    A town that is no region stands for the kabupaten or kota it lies in. `levels` are the level words, in small
    letters, with what each tells. Raises WhichError.
    """
    wanted = wanted.strip()
    if wanted.upper() in (COUNTRY, "INDONESIA"):
        return COUNTRY
    if code := CODE.fullmatch(wanted):
        return known_code(".".join(part for part in code.groups() if part), gazetteer)
    found = called(wanted, gazetteer, levels)
    choices = {region.code: region for region in found if region.level in BIG} or {r.code: r for r in found}
    if not choices:
        raise WhichError(unknown(wanted, gazetteer, levels))
    if len(choices) > 1:
        raise WhichError(question(wanted, list(choices.values()), gazetteer))
    return next(iter(choices))


def known_code(code: str, gazetteer: Gazetteer) -> str:
    """Return the code if it is, or lies in, a region's."""
    above = code.rpartition(".")[0] if code.count(".") == 3 else code  # villages are known by name only
    if gazetteer.region(above) is None:
        raise WhichError(f"no region has the code {code}")
    return code


def called(name: str, gazetteer: Gazetteer, levels: Levels) -> Sequence[Region]:
    """Return the regions that go by the name, those of the level only that its first word tells; villages need it."""
    if found := gazetteer.named(name):
        return found
    level, rest = without_level(name, levels)
    if level is None:
        return []
    if level == "desa":
        return gazetteer.villages(rest)
    return [region for region in gazetteer.named(rest) if region.level == level]


def without_level(name: str, levels: Levels) -> tuple[Level | None, str]:
    """Return what level the name's first word tells, if any, and the name without it.

    >>> without_level("Kab. Blora", {"kab": "kabupaten"}), without_level("Kabaena", {"kab": "kabupaten"})
    (('kabupaten', 'Blora'), (None, 'Kabaena'))
    """
    match = regex.match(r"(\L<words>)(?:\.|\b)\s*", name, regex.IGNORECASE, words=list(levels))
    return (levels[match[1].lower()], name[match.end() :]) if match else (None, name)


def question(name: str, choices: Sequence[Region], gazetteer: Gazetteer) -> str:
    """Return which regions the name may mean, with their codes."""
    shown = [f"{full_name(region, gazetteer)} ({region.code})" for region in choices[:SHOWN]]
    more = [f"{len(choices) - SHOWN} more"] if len(choices) > SHOWN else []
    *first, last = shown + more
    return f"“{name}” may be {', '.join(first)} or {last}: ask for one by its code"


def full_name(region: Region, gazetteer: Gazetteer) -> str:
    """Return the region's name with its level, and for a small one with the region it lies in."""
    if region.level in BIG:
        word = "Provinsi " if region.level == "province" else ""
        return f"{word}{region.full_name}"
    above = gazetteer.region(region.code if region.level == "town" else ".".join(region.code.split(".")[:2]))
    return f"{region.full_name} in {above.full_name}" if above else region.full_name


def unknown(name: str, gazetteer: Gazetteer, levels: Levels) -> str:
    """Return that no region is called so, and what names come near."""
    names = {region.name.lower(): region.name for region in gazetteer.regions.values() if region.level in BIG}
    bare = without_level(name.lower(), levels)[1]
    near = [region for key in difflib.get_close_matches(bare, names, n=1) for region in gazetteer.named(names[key])]
    likely = [full_name(region, gazetteer) for region in near if region.level in BIG]
    hint = f"; did you mean {' or '.join(likely)}?" if likely else ""
    village = "; for a village write “Desa” before it" if gazetteer.villages(bare) else ""
    return f"no region is called “{name}”{hint}{village}"
