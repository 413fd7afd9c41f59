"""Decide which names are regions and which region each means, by what stands around them and in the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from ..model import Mention, Place
from .cues import RegionCues
from .gazetteer import Region
from .named import Named
from .score import (
    BESIDE,
    CHAIN,
    MAIN,
    NEAR,
    PROVINCE,
    Context,
    fitting,
    gather,
    holds,
    is_doubtful,
    neighbours,
    said_before,
    weigh,
    with_said,
)

JAKARTA = "31"  # the province that is one city
LISTED = 3  # so many kecamatan of one kabupaten in an article: it lists them
MOST_ALTERNATIVES = 5
PLAIN = ("level-word", "body", "cell")  # after these a name is a region's, whatever it is elsewhere
CERTAIN = 40  # so much more evidence than for a reading rules it out


def link_regions(text: str, mentions: Sequence[Mention], cues: RegionCues) -> list[Mention]:
    """Return the mentions, with a value for each name that is a region here, and without those that are none."""
    found = [mention for mention in mentions if isinstance(mention, Named)]
    beside = [neighbours(text, found, i, cues) for i in range(len(found))]
    context = gather(found, cues)
    said: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for named, others in zip(found, beside, strict=True):
        if named.level and (place := link_one(named, others, context, cues)):
            said[named.key].append((named.start, place))
    known = with_said(context, {key: tuple(places) for key, places in said.items()})
    places = {named.start: link_one(named, others, known, cues) for named, others in zip(found, beside, strict=True)}
    regions = {start: place for start, place in places.items() if place}
    return [
        mention.read_as(regions[mention.start]) if isinstance(mention, Named) else mention
        for mention in mentions
        if not isinstance(mention, Named) or mention.start in regions
    ]


def link_one(named: Named, beside: Sequence[Named], context: Context, cues: RegionCues) -> Place | None:
    """Decide one name: None if it is no region here."""
    if not named.readings:
        return unlisted(named, beside, context)
    if named.cue == "again":
        return said_before(named, context)
    if (only := only_reading(named, cues)) is not None:
        return None if named.cue not in PLAIN and is_quarter(only, named, beside, cues) else place_of([(MAIN, only)])
    weighed = weigh(named, beside, context)
    score, best = weighed[0]
    if best.level == "desa" and named.cue == "level-word" and named.key in cues.not_village and score < CHAIN:
        return None
    if score == 0 and named.cue in ("level-word", "list") and is_elsewhere(named, best, context):
        return unlisted(named, beside, context) or Place(None, named.name, best.level)
    return place_of(weighed) if credible(named, best, score, beside, context, cues) else None


def only_reading(named: Named, cues: RegionCues) -> Region | None:
    """Return the province, kabupaten, kota or town that the name alone tells: no evidence could tell another."""
    likely = fitting(named)
    if len(likely) > 1 or likely[0].level in ("kecamatan", "desa"):
        return None
    return likely[0] if named.cue in PLAIN or not is_doubtful(named, cues) else None


def is_elsewhere(named: Named, best: Region, context: Context) -> bool:
    """Whether the villages or kecamatan of that name lie in other provinces than the article speaks of."""
    return best.level in ("desa", "kecamatan") and (named.inside_run or bool(context.provinces - {best.code[:2]}))


def credible(
    named: Named, best: Region, score: int, beside: Sequence[Named], context: Context, cues: RegionCues
) -> bool:
    """Whether the name is a region here: that of a level word, or else by its likeliest reading."""
    if named.cue == "level-word" or (best.level == "desa" and (named.cue == "list" or score >= NEAR)):
        return True
    if best.level in ("desa", "kecamatan"):
        return credible_kecamatan(named, best, score, context)
    return credible_main(named, best, score, beside, context, cues)


def credible_main(
    named: Named, best: Region, score: int, beside: Sequence[Named], context: Context, cues: RegionCues
) -> bool:
    """Whether a bare name means a province, kabupaten, kota or town, and not a common word or a person."""
    if named.cue != "body" and is_quarter(best, named, beside, cues):
        return False
    if named.cue in ("body", "cell") or score >= MAIN + BESIDE:
        return True
    named_so = best.code in context.named or named.key in context.said or named.key in context.keys
    if named.cue == "small-letters":
        return named_so or not named.inside_run
    if not is_doubtful(named, cues):
        return True
    if named_so or is_gloss(best, named, beside):
        return named.cue != "name" or not named.inside_run
    return credible_doubtful(named, beside, cues)


def credible_doubtful(named: Named, beside: Sequence[Named], cues: RegionCues) -> bool:
    """Whether a name that is a common word, or a person's, is a region's by what stands beside it."""
    longer = named.inside_run and not any(other.start == named.end + 1 for other in beside)
    if named.key not in cues.everyday or (longer and named.cue != "organisation"):
        return False
    listed = any(fitting(other) and not is_doubtful(other, cues) for other in beside)
    return listed or named.dateline or named.cue in ("organisation", "place-word", "capital")


def is_quarter(best: Region, named: Named, beside: Sequence[Named], cues: RegionCues) -> bool:
    """Whether the name is that of a quarter of a city elsewhere: `Kuningan, Jakarta Selatan`, but no list of cities."""
    after = beside[0] if len(beside) == 1 and beside[0].start == named.end + len(", ") else None
    if best.level == "province" or after is None or after.goes_on or named.goes_on or is_doubtful(after, cues):
        return False
    around = fitting(after)
    city = all("." in region.code or region.code == JAKARTA for region in around)
    return city and all(region.code[:2] != best.code[:2] for region in around)


def is_gloss(best: Region, named: Named, beside: Sequence[Named]) -> bool:
    """Whether the name is the short form in brackets of the one before: `Tulang Bawang (Tuba)`."""
    return any(other.start < named.start and best in fitting(other) for other in beside[-1:])


def credible_kecamatan(named: Named, best: Region, score: int, context: Context) -> bool:
    """Whether a bare name means a kecamatan: said before, beside its region, one of several, or a body's."""
    if best.level == "desa" or (named.inside_run and named.level != "kecamatan"):
        return False
    if named.key in context.said or score >= BESIDE or (named.dateline and score >= NEAR):
        return True
    if score >= NEAR and context.kecamatan.get(best.parent or "", 0) >= LISTED:
        return True
    told = named.level == "kecamatan" and not context.provinces - {best.code[:2]}
    unique = len(named.readings) == 1 and (score >= PROVINCE or told)
    return named.cue in ("body", "place-word", "cell") and (score >= NEAR or unique)


def unlisted(named: Named, beside: Sequence[Named], context: Context) -> Place | None:
    """Take a village or kecamatan that no list has, if the region that holds it follows: its code stands for both."""
    for other in beside:
        if other.start > named.start and other.readings and other.level != "desa":
            score, inside = weigh(other, beside, context)[0]
            if score:
                return Place(inside.code, named.name, named.level or "desa")
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
        if score - weight < CERTAIN and region.code != code and not is_part(region, best)
    ]
    reason = f"also called {best.name}; the text does not tell which"
    alternatives = tuple({"region": region.code, "reason": reason} for region in others[:MOST_ALTERNATIVES])
    return Place(code, best.full_name, best.level, alternatives)


def is_part(region: Region, best: Region) -> bool:
    """Whether the region is a kecamatan or town within the one chosen, which it does not compete with."""
    return region.level in ("kecamatan", "town") and holds(best.code, region)


def common(regions: Sequence[Region]) -> str | None:
    """Return the code of the region that all of them are or lie in, if it is smaller than a province, or None."""
    parts = [region.code.split(".") for region in regions]
    shared = list(takewhile(lambda level: len(set(level)) == 1, zip(*parts, strict=False)))
    return ".".join(level[0] for level in shared) if len(shared) > 1 else None
