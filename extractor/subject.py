"""What a number counts, in the article's words: the noun before it, or behind it, or that of the number before."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Amount, Mention
from .noun import LOOK_AHEAD, SubjectWords, Taken, noun_before, noun_behind

FULL = 6  # words of such a longer one at most
SHORT = 2  # words of a subject that an earlier, longer one may tell in full


def subject_of(
    text: str,
    number: Mention,
    span: tuple[int, int],
    taken: Taken,
    words: SubjectWords,
    told: Sequence[str],
    follows: Mention | None = None,
) -> tuple[str | None, str]:
    """Return what the number counts, and by which rule; `follows` is the number behind it in its sentence.

    `span` is the stretch of its sentence from the number before to the number behind; `told` what those before count,
    the last one last.
    """
    unit, end = unit_of(text, number)
    if not unit and number.kind == "count" and follows and words.part.fullmatch(text, end, follows.start):
        unit, end = unit_of(text, follows)
        span = (span[0], end + LOOK_AHEAD)
    before = noun_before(text, number, span[0], taken, words)
    behind = noun_behind(text, end, span[1], taken, words, verbs=not before, people=bool(unit))
    last = told[-1] if told else ""
    if last and words.same.fullmatch(text, span[0], number.start):
        return in_other_units(last, unit, words), "same"
    front = words.front.match(text, span[0]) if number.kind == "money" and " " not in before and not behind else None
    if front:
        return f"{before} {front['aim']}".strip(), "front"
    if unit.lower() in words.empty_unit and not before and not behind and last:
        return last, "before"
    if unit and (unit.lower() not in words.plain_unit or not before):
        return counted(unit, before, behind, told), "unit"
    if number.kind == "money" and not before and behind.partition(" ")[0].lower() in words.aim:
        return behind.partition(" ")[2], "noun"
    if not before and (not behind or behind.split()[0].lower() in words.purpose) and last:
        return with_place(last, behind), "before"
    if is_place(text, before, number) and last:
        return with_place(last, f"di {before}"), "before"
    noun = beside(in_full(" ".join(part for part in (before, behind) if part), told), last)
    if noun.lower() in words.bare and last.count(" ") < FULL - 1 and noun.lower() not in last.lower().split():
        noun = f"{noun} {last}".rstrip()
    return (noun, "noun") if noun else (None, "")


def counted(unit: str, before: str, behind: str, told: Sequence[str]) -> str:
    """Return what a people word beside the number counts, with what stands around it."""
    if before and unit.lower() in before.lower():
        return before
    return in_full(" ".join(part for part in (before, unit, behind) if part), told)


def beside(noun: str, last: str) -> str:
    """Return a noun with what it shares with the one before: `tahap dua` after `biaya pembangunan tahap satu`."""
    shared, found, _ = last.partition(f" {noun.partition(' ')[0]} ")
    return f"{shared} {noun}" if found and noun.count(" ") == 1 else noun


def in_other_units(last: str, unit: str, words: SubjectWords) -> str:
    """Return what a number counts that tells the one before in other units: `3 persen atau 900 siswa`."""
    known = unit.lower() in words.empty_unit or unit.lower() in last.lower().split()
    return last if known else f"{last} {unit}".rstrip()


def with_place(last: str, place: str) -> str:
    """Return what the number before counts, in another place or as a part of something."""
    preposition = place.partition(" ")[0]
    return f"{last.partition(f' {preposition} ')[0]} {place}" if place else last


def is_place(text: str, noun: str, number: Mention) -> bool:
    """Whether the noun before a number only says where: `di perdesaan mencapai 5 persen`."""
    at = text.rfind(noun, 0, number.start) if noun and " " not in noun else -1
    return at >= 0 and text[max(0, at - 3) : at].lower() == "di "


def in_full(noun: str, told: Sequence[str]) -> str:
    """Return the longer noun that the article told last of which these few words are a part, else the words."""
    few = set(noun.lower().split())
    if not 0 < len(few) <= SHORT:
        return noun
    return next(
        (known for known in reversed(told) if few < set(known.lower().split()) and known.count(" ") < FULL), noun
    )


def end_of(text: str, number: Mention, words: SubjectWords) -> int:
    """Return where a number ends with its people word and its rate: `500 orang per hari`."""
    end = unit_of(text, number)[1]
    rate = words.rate.match(text, end)
    return rate.end() if rate else end


def unit_of(text: str, number: Mention) -> tuple[str, int]:
    """Return the people word behind a number, if one stands there, and where it ends."""
    unit = (number.value.unit if isinstance(number.value, Amount) else None) or ""
    start = number.end + len(text[number.end : number.end + 3]) - len(text[number.end : number.end + 3].lstrip())
    found = text[start : start + len(unit)]
    if number.kind != "count" or not unit or found.lower() != unit.lower():
        return "", number.end
    return found, start + len(unit)
