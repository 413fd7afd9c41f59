"""Decide which names are regions and which region each means, by what stands around them and in the article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from .cues import Cues
from .gazetteer import Region
from .model import Mention, Place
from .places import Named

MOST_ALTERNATIVES = 5
LONGEST_CHAIN = 6  # names of one list or address that are looked at on each side

CHAIN = 100  # evidence for a reading: a kabupaten, kota or kecamatan beside it that holds it or lies in it
MAIN = 60  # a bare name means a province, kabupaten, kota or town before a kecamatan of that name
BESIDE = 50  # the province that holds it stands beside it
SAME = 50  # the article names it with its level word, most recently before
LIST = 20  # the level word before the first name of a list goes for all
NEAR, MOST_NEAR = 10, 40  # the article names the region that holds it, or one in it
DATELINE = 5  # papers write from cities, not from provinces
PROVINCE, MOST_PROVINCE = 1, 4  # another region of its province
LISTED = 3  # so many kecamatan of one kabupaten in an article: it lists them


@dataclass(frozen=True, slots=True)
class Context:
    """What an article's certain mentions tell.

    `named` counts their codes, `within` how many lie in each region; `said` is what each name meant with its level
    word, by place in the text; `kecamatan` counts for each kabupaten and kota the names that may be its kecamatan.
    """

    named: Mapping[str, int]
    within: Mapping[str, int]
    kecamatan: Mapping[str, int]
    said: Mapping[str, tuple[tuple[int, Place], ...]]


def link_regions(text: str, mentions: Sequence[Mention], cues: Cues) -> list[Mention]:
    """Return the mentions, with a value for each name that is a region here, and without those that are none."""
    found = [mention for mention in mentions if isinstance(mention, Named)]
    beside = [neighbours(text, found, i, cues) for i in range(len(found))]
    context = gather(found, cues)
    said: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for named, others in zip(found, beside, strict=True):
        if named.level and (place := link_one(named, others, context, cues)):
            said[named.key].append((named.start, place))
    known = Context(context.named, context.within, context.kecamatan, {key: tuple(at) for key, at in said.items()})
    places = {named.start: link_one(named, others, known, cues) for named, others in zip(found, beside, strict=True)}
    linked = (with_place(m, places[m.start]) if isinstance(m, Named) else m for m in mentions)
    return [mention for mention in linked if mention]


def with_place(named: Named, place: Place | None) -> Mention | None:
    """Return the mention of a linked name."""
    return Mention(named.rule, named.kind, named.start, named.end, place, named.priority) if place else None


def gather(found: Iterable[Named], cues: Cues) -> Context:
    """Count the names that can be read in one way only, and the kecamatan an article may be listing."""
    codes: Counter[str] = Counter()
    kecamatan: dict[str, set[str]] = defaultdict(set)
    for named in found:
        main = {region.code for region in fitting(named) if region.level != "kecamatan" or named.level == "kecamatan"}
        if len(main) == 1 and (named.cue in ("level-word", "body") or not is_doubtful(named, cues)):
            codes.update(main)
        for region in named.readings:
            if region.level == "kecamatan" and region.parent:
                kecamatan[region.parent].add(named.key)
    within: Counter[str] = Counter()
    for code, count in codes.items():
        for parent in ancestors(code):
            within[parent] += count
    return Context(codes, within, {code: len(keys) for code, keys in kecamatan.items()}, {})


def ancestors(code: str) -> Iterator[str]:
    """Yield the codes of the regions that hold the code's, from the smallest."""
    while "." in code:
        code = code.rpartition(".")[0]
        yield code


def is_doubtful(named: Named, cues: Cues) -> bool:
    """Whether the name alone is no sign of a region."""
    return named.key in cues.everyday or named.key in cues.hidden or named.cue in ("again", "small-letters")


def fitting(named: Named) -> tuple[Region, ...]:
    """Return the readings of the level that the text tells, or all."""
    right = tuple(region for region in named.readings if region.level == named.level)
    return right or named.readings


def holds(code: str, region: Region) -> bool:
    """Whether the region of the code holds the region, or is where the town lies."""
    return region.code.startswith(f"{code}.") or (region.level == "town" and region.code == code)


def neighbours(text: str, found: Sequence[Named], i: int, cues: Cues) -> list[Named]:
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


def link_one(named: Named, beside: Sequence[Named], context: Context, cues: Cues) -> Place | None:
    """Decide one name: None if it is no region here."""
    if not named.readings:
        return unlisted(named, beside)
    said = said_before(named, context)
    if named.cue == "again":
        return said
    weighed = [(evidence(region, named, beside, said, context), region) for region in fitting(named)]
    weighed.sort(key=lambda pair: -pair[0])
    score, best = weighed[0]
    return place_of(weighed) if credible(named, best, score, beside, context, cues) else None


def credible(named: Named, best: Region, score: int, beside: Sequence[Named], context: Context, cues: Cues) -> bool:
    """Whether the name is a region here: that of a level word, or else by its likeliest reading."""
    if named.cue == "level-word":
        return True
    if best.level == "kecamatan":
        return credible_kecamatan(named, best, score, context)
    return credible_main(named, best, score, beside, context, cues)


def evidence(region: Region, named: Named, beside: Sequence[Named], said: Place | None, context: Context) -> int:
    """Weigh what speaks for a reading."""
    weight = MAIN if region.level not in ("kecamatan", "desa") else 0
    around = [near.code for other in beside for near in fitting(other) if is_around(near, other, region, named)]
    weight += CHAIN * any("." in code for code in around)
    weight += BESIDE * any("." not in code for code in around)
    weight += SAME * (said is not None and said.code == region.code)
    weight += LIST * (level_of_list(named, beside) == region.level)
    weight += DATELINE * (named.dateline and region.level == "kota")
    return weight + about(region, context)


def is_around(near: Region, other: Named, region: Region, named: Named) -> bool:
    """Whether a region beside holds the one read, or lies in it and was said before it (`Kecamatan Kemang, Bogor`)."""
    if holds(near.code, region):
        certain = near.level != "kecamatan" or other.level is not None
        return certain and (named.level is not None or region.level != "kecamatan" or other.start > named.start)
    return other.start < named.start and other.level is not None and holds(region.code, near)


def level_of_list(named: Named, beside: Sequence[Named]) -> str | None:
    """Return the level told for the nearest name before in the list: `Kabupaten Bandung, Bogor dan Garut`."""
    if named.level:
        return None
    return next((other.level for other in beside if other.start < named.start and other.level), None)


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
    return min(NEAR * near, MOST_NEAR) + min(PROVINCE * max(others, 0), MOST_PROVINCE)


def credible_main(
    named: Named, best: Region, score: int, beside: Sequence[Named], context: Context, cues: Cues
) -> bool:
    """Whether a bare name means a province, kabupaten, kota or town, and not a common word or a person."""
    if named.cue == "body" or score >= MAIN + BESIDE:
        return True
    named_so = best.code in context.named or named.key in context.said
    if named.cue == "small-letters":
        return named_so or not named.inside_run
    if not is_doubtful(named, cues):
        return True
    if named_so or is_gloss(best, named, beside):
        return named.cue != "name" or not named.inside_run
    listed = any(fitting(other) and not is_doubtful(other, cues) for other in beside)
    return named.key in cues.everyday and (listed or named.cue in ("organisation", "place-word", "capital"))


def is_gloss(best: Region, named: Named, beside: Sequence[Named]) -> bool:
    """Whether the name is the short form in brackets of the one before: `Tulang Bawang (Tuba)`."""
    return any(other.start < named.start and best in fitting(other) for other in beside[-1:])


def credible_kecamatan(named: Named, best: Region, score: int, context: Context) -> bool:
    """Whether a bare name means a kecamatan: said before, beside its region, one of several, or a body's."""
    if named.inside_run:
        return False
    if named.key in context.said or score >= BESIDE or (named.dateline and score >= NEAR):
        return True
    if score >= NEAR and context.kecamatan.get(best.parent or "", 0) >= LISTED:
        return True
    unique = len(named.readings) == 1 and score >= PROVINCE
    return named.cue in ("body", "place-word") and (score >= NEAR or unique)


def unlisted(named: Named, beside: Sequence[Named]) -> Place | None:
    """Take a village or kecamatan that no list has, if the region that holds it follows: its code stands for both."""
    for other in beside[:1]:
        inside = fitting(other)
        if other.start > named.start and inside and inside[0].level != "desa":
            return Place(inside[0].code, named.name, named.level or "desa")
    return None


def place_of(weighed: Sequence[tuple[int, Region]]) -> Place:
    """Return the likeliest reading; those that little speaks against are alternatives.

    Between equally likely villages of one name, only the region that holds them all is known.
    """
    score, best = weighed[0]
    small = best.level in ("kecamatan", "desa")
    code = common([region for weight, region in weighed if weight == score]) if small else best.code
    others = [
        region
        for weight, region in weighed[1:]
        if score - weight < SAME and not holds(best.code, region) and region.code != code
    ]
    reason = f"also called {best.name}; the text does not tell which"
    alternatives = tuple({"region": region.code, "reason": reason} for region in others[:MOST_ALTERNATIVES])
    return Place(code, best.full_name, best.level, alternatives)


def common(regions: Sequence[Region]) -> str | None:
    """Return the code of the region that all of them are or lie in, if it is smaller than a province, or None."""
    parts = [region.code.split(".") for region in regions]
    shared = list(takewhile(lambda level: len(set(level)) == 1, zip(*parts, strict=False)))
    return ".".join(level[0] for level in shared) if len(shared) > 1 else None
