"""Evidence for each reading of a region's name: from the names around it, and from the rest of the article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from ..model import Place
from .cues import RegionCues
from .gazetteer import Region
from .named import Named

KABUPATEN = len("00.00")  # characters of the code
LONGEST_CHAIN = 6  # names of one list or address that are looked at on each side

CHAIN = 100  # evidence for a reading: a kabupaten, kota or kecamatan beside it that holds it or lies in it
MAIN = 60  # a bare name means a province, kabupaten, kota or town before a kecamatan of that name
BESIDE = 50  # the province that holds it stands beside it
SAME = 70  # the article names it with its level word, most recently before
RECENT = 45  # the kabupaten or kota named last before holds it
RECENT_REACH = 400  # characters
LIST = 20  # the level word before the first name of a list goes for all
NEAR, MOST_NEAR = 10, 40  # the article names the region that holds it, or one in it
POSSIBLE = 5  # a name that may be the region that holds it
MANY = 5  # so many names of kecamatan of one kabupaten speak of it even if the article does not name it
DATELINE = 5  # papers write from cities, not from provinces
PROVINCE, MOST_PROVINCE = 1, 4  # another region of its province


@dataclass(frozen=True, slots=True)
class Context:
    """What an article's names tell.

    `named` counts the codes of the certain ones, `within` how many lie in each region, `provinces` holds theirs;
    `possible` holds the codes of all readings of names that are surely regions, `keys` these names;
    `kecamatan` counts for each kabupaten and kota the names that may be its kecamatan;
    `said` is what each name meant with its level word, by place in the text; `holders` are the codes of the kabupaten
    and kota that it names for certain, by place.
    """

    named: Mapping[str, int]
    within: Mapping[str, int]
    provinces: frozenset[str]
    possible: frozenset[str]
    keys: frozenset[str]
    kecamatan: Mapping[str, int]
    said: Mapping[str, tuple[tuple[int, Place], ...]]
    holders: tuple[tuple[int, str], ...] = ()


def gather(found: Iterable[Named], cues: RegionCues) -> Context:
    """Count the names that can be read in one way only, and the kecamatan an article may be listing."""
    codes: Counter[str] = Counter()
    kecamatan: dict[str, set[str]] = defaultdict(set)
    sure = [named for named in found if named.cue in ("level-word", "body") or not is_doubtful(named, cues)]
    main = [main_codes(named) for named in sure]
    codes.update(chain.from_iterable(one for one in main if len(one) == 1))
    for named in found:
        for region in named.readings:
            if region.level == "kecamatan" and region.parent:
                kecamatan[region.parent].add(named.key)
    return Context(
        named=codes,
        within=count_within(codes),
        provinces=frozenset(code[:2] for code in codes),
        possible=frozenset(
            chain.from_iterable(one for named, one in zip(sure, main, strict=True) if named.level != "desa")
        ),
        keys=frozenset(named.key for named, one in zip(sure, main, strict=True) if one),
        kecamatan={code: len(keys) for code, keys in kecamatan.items()},
        said={},
        holders=tuple(
            (named.start, code)
            for named, one in zip(sure, main, strict=True)
            for code in one
            if len(one) == 1 and len(code) == KABUPATEN and named.level != "desa"
        ),
    )


def main_codes(named: Named) -> set[str]:
    """Return the codes of its readings, those as a kecamatan only if the text tells that level."""
    return {region.code for region in fitting(named) if region.level != "kecamatan" or named.level == "kecamatan"}


def with_said(context: Context, said: Mapping[str, tuple[tuple[int, Place], ...]]) -> Context:
    """Add what names with a level word turned out to mean."""
    codes = Counter(context.named)
    for _, place in chain.from_iterable(said.values()):
        if place.code and place.code not in context.named:
            codes[place.code] += 1
    provinces = frozenset(code[:2] for code in codes)
    return replace(context, named=codes, within=count_within(codes), provinces=provinces, said=said)


def count_within(codes: Mapping[str, int]) -> Mapping[str, int]:
    """Count for each region how often those in it are named."""
    within: Counter[str] = Counter()
    for code, count in codes.items():
        for parent in ancestors(code):
            within[parent] += count
    return within


@lru_cache(maxsize=8192)
def ancestors(code: str) -> tuple[str, ...]:
    """Return the codes of the regions that hold the code's, from the smallest."""
    parent = code.rpartition(".")[0]
    return (parent, *ancestors(parent)) if parent else ()


def is_doubtful(named: Named, cues: RegionCues) -> bool:
    """Whether the name alone is no sign of a region."""
    return named.key in cues.doubtful or named.cue in ("again", "small-letters")


def fitting(named: Named) -> tuple[Region, ...]:
    """Return the readings of the level that the text tells, or all."""
    right = tuple(region for region in named.readings if region.level == named.level)
    return right or named.readings


def holds(code: str, region: Region) -> bool:
    """Whether the region of the code holds the region, or is where the town lies."""
    return region.code.startswith(f"{code}.") or (region.level == "town" and region.code == code)


def neighbours(text: str, found: Sequence[Named], i: int, cues: RegionCues) -> list[Named]:
    """Return the names that form one chain with name `i`: `Desa A, Kecamatan B, Kabupaten C`, `A di B`, `A (B)`."""
    chain: list[Named] = []
    for step in (1, -1):
        for j in range(i, i + step * LONGEST_CHAIN, step):
            if not 0 <= j + step < len(found):
                break
            left, right = found[min(j, j + step)], found[max(j, j + step)]
            if not cues.joint.fullmatch(text, left.end, right.start):
                break
            chain.append(found[j + step])
    return chain


@dataclass(frozen=True, slots=True)
class Chain:
    """The regions that stand in one chain with a name (`Desa A, Kecamatan B, Kabupaten C`).

    `holders` are the codes of the regions beside it, `after` of those behind it, `inside` the codes of all regions
    that hold one said before it with its level word (`Kecamatan Kemang, Bogor`).
    """

    holders: frozenset[str]
    after: frozenset[str]
    inside: frozenset[str]


def chain_of(named: Named, beside: Sequence[Named]) -> Chain:
    """Collect the codes of the chain around a name."""
    holders: set[str] = set()
    after: set[str] = set()
    inside: set[str] = set()
    for other in beside:
        if other.level != "desa":
            codes = {near.code for near in fitting(other) if near.level != "kecamatan" or other.level}
            holders |= codes
            after |= codes if other.start > named.start else set()
        certain = other.level or len(main_codes(other)) == 1
        if other.start < named.start and certain and named.level != "desa":
            inside.update(code for near in fitting(other) for code in ancestors(near.code))
    return Chain(frozenset(holders), frozenset(after), frozenset(inside))


def weigh(named: Named, beside: Sequence[Named], context: Context) -> list[tuple[int, Region]]:
    """Return the readings of a name with the evidence for each, the likeliest first."""
    chain, said = chain_of(named, beside), said_before(named, context)
    readings = fitting(named)
    if readings[0].level == "desa":  # hundreds of namesakes: those of other provinces have no evidence
        provinces = context.provinces | {code[:2] for code in chain.holders}
        readings = tuple(region for region in readings if region.code[:2] in provinces)
        if not readings:
            return [(0, region) for region in fitting(named)]
    weighed = [(evidence(region, named, beside, chain, said, context), region) for region in readings]
    return sorted(weighed, key=lambda pair: -pair[0])


def evidence(
    region: Region, named: Named, beside: Sequence[Named], chain: Chain, said: Place | None, context: Context
) -> int:
    """Weigh what speaks for a reading."""
    near = beside_codes(region, named, chain)
    weight = CHAIN * any("." in code for code in near) + BESIDE * any("." not in code for code in near)
    weight += listed_with(region, named, beside)
    if is_seat(region, named):
        return weight
    weight += MAIN if region.level not in ("kecamatan", "desa") else 0
    weight += SAME * (said is not None and said.code == region.code)
    weight += RECENT * (
        region.level in ("kecamatan", "desa") and holder_before(named, context) == region.code[:KABUPATEN]
    )
    weight += DATELINE * (named.dateline and region.level == "kota")
    return weight + about(region, context)


def holder_before(named: Named, context: Context) -> str | None:
    """Return the code of the kabupaten or kota that the text names last before a name, not far off."""
    before = bisect_left(context.holders, (named.start, ""))
    start, code = context.holders[before - 1] if before else (0, None)
    return code if named.start - start <= RECENT_REACH else None


def is_seat(region: Region, named: Named) -> bool:
    """Whether the reading is a kecamatan in the kabupaten of the same name, which a bare name never means."""
    return region.level == "kecamatan" and any(holds(other.code, region) for other in fitting(named) if other != region)


def beside_codes(region: Region, named: Named, chain: Chain) -> set[str]:
    """Return the codes beside the name that hold the region, or its own if it holds what was said before."""
    holders = chain.after if named.level is None and region.level == "kecamatan" else chain.holders
    parents = {*ancestors(region.code), *((region.code,) if region.level == "town" else ())}
    return (parents & holders) | ({region.code} & chain.inside)


def listed_with(region: Region, named: Named, beside: Sequence[Named]) -> int:
    """Weigh the level told for the nearest name before in a list: `Kabupaten Bandung, Bogor dan Garut`."""
    head = next((other for other in beside if other.start < named.start and other.level), None)
    if named.level or head is None or head.level != region.level:
        return 0
    siblings = region.level == "kecamatan" and any(near.parent == region.parent for near in fitting(head))
    return CHAIN if siblings else LIST


def said_before(named: Named, context: Context) -> Place | None:
    """Return what the article last meant by the name when it told the level too, else what it means first after."""
    said = context.said.get(named.key, ())
    before = bisect_left(said, named.start, key=lambda pair: pair[0])
    return said[max(0, before - 1)][1] if said else None


def about(region: Region, context: Context) -> int:
    """Weigh what the article's other regions say for a reading: those around it and in it, others of its province."""
    code = region.code
    near = context.within.get(code, 0) if "." in code else 0
    near += sum(context.named.get(parent, 0) for parent in ancestors(code) if "." in parent)
    near += context.named.get(code, 0) if region.level == "town" else 0
    province = code[:2]
    others = context.named.get(province, 0) + context.within.get(province, 0) - context.named.get(code, 0) - near
    near += region.level == "kecamatan" and context.kecamatan.get(region.parent or "", 0) >= MANY
    possible = not near and any(parent in context.possible for parent in ancestors(code) if "." in parent)
    return POSSIBLE * possible + min(NEAR * near, MOST_NEAR) + min(PROVINCE * max(others, 0), MOST_PROVINCE)
