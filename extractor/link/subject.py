"""What a number counts, in the article's words: the noun before it, or behind it, or that of the number before."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..model import Amount, Mention
from .noun import LOOK_AHEAD, SubjectWords, Taken, is_verb, noun_before, noun_behind

UNIT_REACH = 40  # characters behind a number in which its people word stands
BESIDE = regex.compile(r"\s{0,2}\K(?:[\p{L}-]++ ?){1,5}+")
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
    unit, before, behind = words_around(text, number, span, taken, words, follows)
    last = told[-1] if told else ""
    if last and words.same.fullmatch(text, span[0], number.start):
        return in_other_units(last, unit, words), "same"
    front = words.front.match(text, span[0]) if number.kind == "money" and " " not in before and not behind else None
    if front:
        return f"{before} {front['aim']}".strip(), "front"
    small = unit.lower()
    if last and not before and not behind and (small in words.empty_unit or small in words.plain_unit):
        return last, "before"
    if unit and (small not in words.plain_unit or not before):
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


def words_around(
    text: str, number: Mention, span: tuple[int, int], taken: Taken, words: SubjectWords, follows: Mention | None
) -> tuple[str, str, str]:
    """Return the number's people word, and the words before and behind it that say what it counts."""
    unit, end = unit_of(text, number)
    if not unit and number.kind == "count" and follows and words.part.fullmatch(text, end, follows.start):
        unit, end = unit_of(text, follows)
        span = (span[0], end + LOOK_AHEAD)
    parted = bool(unit) and words.parted.search(text, span[0], number.start) is not None
    before = "" if parted else noun_before(text, number, span[0], taken, words)
    behind = noun_behind(text, end, span[1], taken, words, verbs=not before, people=bool(unit))
    if unit and follows and not behind and words.same.fullmatch(text, end, follows.start):
        end = unit_of(text, follows)[1]  # `30 KK atau 90 jiwa mengungsi`
        behind = noun_behind(text, end, end + LOOK_AHEAD, taken, words, verbs=not before, people=True)
    if parted and not behind and unit.lower() in words.plain_unit:
        before = noun_before(text, number, span[0], taken, words)
    if before and " " not in before and not unit:
        before = with_topic(text, before, number, span[0], words)
    return unit, before, behind


def with_topic(text: str, noun: str, number: Mention, start: int, words: SubjectWords) -> str:
    """Return a single noun with what its sentence opens with: `harga Beras` of `Beras dijual dengan harga`."""
    topic = words.topic.match(text, start)
    if topic is None or topic.end("topic") > number.start or noun in topic["topic"].split():
        return noun
    opened = topic["topic"].split()
    first = opened[0].lower()
    if first in words.filler or first in words.opening or first in words.aside:
        return noun
    if any(is_verb(word.lower(), words) for word in opened):
        return noun
    return f"{noun} {topic['topic']}"


def counted(unit: str, before: str, behind: str, told: Sequence[str]) -> str:
    """Return what a people word beside the number counts, with what stands around it."""
    if before and unit.lower() in before.lower():
        return before
    before = before.removesuffix(unit.partition(" ")[0]).rstrip()  # `tenaga dokter` and `dokter umum`
    return in_full(" ".join(part for part in (before, unit, behind) if part), told)


def beside(noun: str, last: str) -> str:
    """Return a noun with what it shares with the one before: `tahap dua` after `biaya pembangunan tahap satu`."""
    shared, found, _ = last.partition(f" {noun.partition(' ')[0]} ")
    return f"{shared} {noun}" if found and noun.count(" ") == 1 else noun


def in_other_units(last: str, unit: str, words: SubjectWords) -> str:
    """Return what a number counts that tells the one before in other units: `3 persen atau 900 siswa`."""
    if last.lower() in words.plain_unit:
        return unit or last
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


def is_whole(text: str, number: Mention, floor: int, words: SubjectWords) -> bool:
    """Whether the number is the whole that the one before it is a part of: `900 dari 1.200 warga`."""
    parted = words.parted.search(text, floor, number.start)
    return parted is not None and parted[0].lower().startswith("dari")


def unit_of(text: str, number: Mention) -> tuple[str, int]:
    """Return the people word behind a number, if one stands there, and where it ends."""
    unit = (number.value.unit if isinstance(number.value, Amount) else None) or ""
    if number.kind not in ("count", "quantity") or not unit:
        return "", number.end
    found = BESIDE.match(text, number.end, number.end + UNIT_REACH)
    at = f" {found[0].lower()} ".find(f" {unit.lower()} ") if found else -1
    if found is None or at < 0:
        return "", number.end
    return found[0][: at + len(unit)].strip(), found.start() + at + len(unit)
