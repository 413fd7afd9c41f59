"""Numbers -> `status` (reached or only wanted) and `change` (the number is an increase or a decrease, not a level)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import regex

from ..dates.edtf import bounds
from ..layout import Layout
from ..model import NUMBERS, Links, Mention, When
from ..patterns import compiled
from ..rules import Rulebook

LOOK_BACK = 160  # characters before a number in which a word can tell its status
LOOK_AHEAD = 240  # characters behind a number that words of its share or change take at most
CHANGE_REACH = 90
CLOSED = regex.compile(r"(?<=[\p{L}\d.,?!])[”\"],?\s")  # what is said there is said
YEAR = regex.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `rules/status.toml`, compiled."""

    status: regex.Pattern[str]
    shift: regex.Pattern[str]  # `dari 5 persen menjadi`: what lies there is of the number before
    other: regex.Pattern[str]
    share: regex.Pattern[str]  # `94 persen dari target`: what is reached of a target
    before: Sequence[regex.Pattern[str]]  # words of change
    behind: regex.Pattern[str]
    came_to: regex.Pattern[str]
    yearly: regex.Pattern[str]
    same: regex.Pattern[str]


def judge_status(
    layout: Layout,
    mentions: Sequence[Mention],
    rulebook: Rulebook,
    related: Mapping[int, Links] = MappingProxyType({}),
    published: str | None = None,
) -> dict[int, Links]:
    """Return the links `status` and `change` of each number, by its start.

    `related` holds the numbers' periods: what holds after the article was `published` (EDTF) is only
    foreseen; sums for coming years are granted before.
    """
    cues = read_cues(rulebook)
    text = layout.text
    ahead = [mention.start for mention in mentions if is_ahead(mention)]
    dated = {
        mention.value.period for mention in mentions if isinstance(mention.value, When) and has_year(text, mention)
    }
    found: dict[int, Links] = {}
    last: tuple[int, str | None] = -1, None
    for mention in mentions:
        if mention.kind in NUMBERS:
            begins = max(layout.span(layout.sentence(mention.start))[0], mention.start - LOOK_BACK)
            begins = max([begins, *(quote.end() for quote in CLOSED.finditer(text, begins, mention.start))])
            change = change_of(text, mention, begins, cues)
            if change is None and last[0] >= begins and goes_on(text, mention, last[0], cues):
                change = last[1]
            status, by = status_of(text, mention, begins, ahead, cues)
            if by == "plain" and mention.kind != "money" and is_foreseen(related.get(mention.start), dated, published):
                status, by = "target", "foreseen"
            found[mention.start] = linked(status, by, change)
            last = mention.end, change
    return found


def linked(status: str, by: str, change: str | None) -> Links:
    """Return the links of one number."""
    told = {"status": f"status.{by}"} | ({"change": "status.change"} if change else {})
    return Links(status=status, change=change, linked_by=told)


@cache
def read_cues(rulebook: Rulebook) -> Cues:
    """Compile the words."""
    words = rulebook.patterns
    names = ("apart", "noun", "target", "actual", "from")
    status = "|".join(f"(?P<{name}>{words[f'status_{name}']})" for name in names)
    before = ("verb", "deed", "noun")
    return Cues(
        compiled(rf"(?<![\w-])(?:{status})(?![\w-])"),
        compiled(words["status_shift"]),
        compiled(words["status_other"]),
        compiled(words["status_share"]),
        tuple(compiled(rf"(?<!\w){words[f'change_{name}_before']}") for name in before),
        compiled(words["change_behind"]),
        compiled(words["change_came_to"]),
        compiled(words["change_yearly"]),
        compiled(words["change_same"]),
    )


def is_ahead(mention: Mention) -> bool:
    """Whether the mention is a date told as still to come: `tahun depan`, but no week of a month (`row`)."""
    relative = mention.value.relative if isinstance(mention.value, When) else None
    return relative is not None and relative.count > 0 and relative.unit != "row"


def has_year(text: str, mention: Mention) -> bool:
    """Whether a date is told with its year, not completed by the date of publication."""
    return YEAR.search(text, mention.start, mention.end) is not None


def is_foreseen(related: Links | None, dated: Set[str | None], published: str | None) -> bool:
    """Whether a number's period, one of those told with a year, begins after the day, month or year of publication."""
    if related is None or related.period not in dated:
        return False
    begins, ends = bounds(related.period)[0], bounds(published)[1]
    return begins is not None and ends is not None and begins > ends


def status_of(text: str, number: Mention, begins: int, ahead: Sequence[int], cues: Cues) -> tuple[str, str]:
    """Return the status of one number, whose sentence begins there, and the rule that tells it."""
    if cues.share.match(text, number.end, number.end + LOOK_AHEAD) or is_share(text, number):
        return "actual", "share"
    last = last_cue(text, number, begins, cues)
    if last is not None and (last["target"] or last["noun"]):
        return "target", "target"
    if bisect_left(ahead, number.start) > bisect_left(ahead, begins):
        return "target", "ahead"
    return "actual", "plain"


def last_cue(text: str, number: Mention, begins: int, cues: Cues) -> regex.Match[str] | None:
    """Return the last word before the number that goes for it."""
    shifts = [match.span() for match in cues.shift.finditer(text, begins, number.start)]
    last = None
    for match in cues.status.finditer(text, begins, number.start):
        if any(start <= match.start() < end for start, end in shifts):
            continue
        ended = text[match.end() : match.end() + 1] == ","  # `sesuai target, …`: that ends there
        if match["noun"] and cues.other.search(text, match.end(), number.start):
            ended = True
        last = None if ended else match
    return last


def is_share(text: str, number: Mention) -> bool:
    """Whether the number is a percentage in brackets: `dari target Rp 400 juta (57 persen)`."""
    return number.kind == "percent" and text[number.start - 1 : number.start] == "("


def change_of(text: str, number: Mention, begins: int, cues: Cues) -> str | None:
    """Return `increase` or `decrease` where the words beside the number make it a change."""
    before = text[max(begins, number.start - CHANGE_REACH) : number.start]
    if number.kind != "percent" and cues.came_to.search(before):
        return None
    found = (match for pattern in cues.before if (match := pattern.search(before)))
    match = next(found, None) or cues.behind.match(text, number.end, number.end + LOOK_AHEAD)
    if match is None:
        return None
    return "increase" if match["up"] else "decrease"


def goes_on(text: str, number: Mention, last: int, cues: Cues) -> bool:
    """Whether a share goes on with the change that ends at `last`: the same amount, or also told against a year ago."""
    if number.kind != "percent":
        return False
    return cues.same.fullmatch(text, last, number.start) is not None or cues.yearly.match(text, number.end) is not None
