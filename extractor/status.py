"""Numbers -> `status` (reached or only wanted) and `change` (the number is an increase or a decrease, not a level)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from .model import NUMBERS, Links, Mention, Sentence, When
from .rules import FLAGS, Rulebook

LOOK_BACK = 160  # characters before a number in which a word can tell its status
CHANGE_REACH = 90


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `rules/status.toml`, compiled."""

    status: regex.Pattern[str]
    verb: regex.Pattern[str]
    noun: regex.Pattern[str]
    behind: regex.Pattern[str]
    share: regex.Pattern[str]  # `94 persen dari target`: what is reached of a target


def judge_status(
    text: str, mentions: Sequence[Mention], sentences: Sequence[Sentence], rulebook: Rulebook
) -> dict[int, Links]:
    """Return the links `status` and `change` of each number, by its start."""
    cues = read_cues(rulebook)
    starts = [sentence.start for sentence in sentences]
    ahead = [mention.start for mention in mentions if is_ahead(mention)]
    found = {}
    for mention in mentions:
        if mention.kind in NUMBERS:
            at = bisect_right(starts, mention.start) - 1
            begins = max(starts[at] if at >= 0 else 0, mention.start - LOOK_BACK)
            found[mention.start] = judged(text, mention, begins, ahead, cues)
    return found


def read_cues(rulebook: Rulebook) -> Cues:
    """Compile the words."""
    words = rulebook.patterns
    names = ("target", "actual", "apart")
    status = "|".join(f"(?P<{name}>{words[f'status_{name}']})" for name in names)
    return Cues(
        regex.compile(rf"(?<![\w-])(?:{status})(?![\w-])", FLAGS),
        regex.compile(rf"(?<!\w){words['change_verb_before']}", FLAGS),
        regex.compile(rf"(?<!\w){words['change_noun_before']}", FLAGS),
        regex.compile(words["change_behind"], FLAGS),
        regex.compile(words["status_share"], FLAGS),
    )


def is_ahead(mention: Mention) -> bool:
    """Whether the mention is a date told as still to come: `tahun depan`."""
    value = mention.value
    return isinstance(value, When) and value.relative is not None and value.relative.count > 0


def judged(text: str, number: Mention, begins: int, ahead: Sequence[int], cues: Cues) -> Links:
    """Return the two links of one number, whose sentence begins there."""
    by = {"status": "status.plain"}
    status = "actual"
    last = None
    for match in cues.status.finditer(text, begins, number.start):
        last = match if text[match.end() : match.end() + 1] != "," else None  # `sesuai target, …`: that ends there
    if cues.share.match(text, number.end) or is_share(text, number):
        by = {"status": "status.share"}
    elif last is not None and last["target"]:
        status, by = "target", {"status": "status.target"}
    elif bisect_left(ahead, number.start) > bisect_left(ahead, begins):
        status, by = "target", {"status": "status.ahead"}
    change = change_of(text, number, begins, cues)
    return Links(status=status, change=change, linked_by=by | ({"change": "status.change"} if change else {}))


def is_share(text: str, number: Mention) -> bool:
    """Whether the number is a percentage in brackets: `dari target Rp 400 juta (57 persen)`."""
    return number.kind == "percent" and text[number.start - 1 : number.start] == "("


def change_of(text: str, number: Mention, begins: int, cues: Cues) -> str | None:
    """Return `increase` or `decrease` where the words beside the number make it a change."""
    before = text[max(begins, number.start - CHANGE_REACH) : number.start]
    match = cues.verb.search(before) or cues.noun.search(before) or cues.behind.match(text, number.end)
    if match is None:
        return None
    return "increase" if match["up"] else "decrease"
