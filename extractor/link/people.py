"""People among capitalised words, as the NER model reads them, where the rules name somebody else or only a body."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Entity
from .names import Names, Speaker, key

Run = tuple[int, int]  # the capitalised words beside a word of speech


def is_doubtful(text: str, run: Run, speaker: Speaker) -> bool:
    """Whether the rules left words of the run out of the name, or found no person in it."""
    return " " in text[slice(*run)] and (not speaker.person or text[slice(*run)] != speaker.name)


def told_by_model(text: str, run: Run, speaker: Speaker, people: Sequence[Entity], names: Names) -> Speaker:
    """Return the first person that the model reads in the run of a body, or the last one behind a wrong name.

    Behind it only: offices with commas in them (`Direktur Risiko, Aset Bank Jaya, Wilis Saptono`) look like names to
    the rules, which are otherwise the better judge.
    """
    inside = [person for person in people if run[0] <= person.start and person.end <= run[1]]
    starts = [(start, person.end) for person in inside if (start := name_start(text, person, names)) is not None]
    starts = [span for span in starts if " " in text[slice(*span)]]  # one word may as well be a degree or a country
    if speaker.person:
        named = text.find(speaker.name, *run)
        starts = [span for span in reversed(starts) if named + len(speaker.name) < span[0]]
        if overlapping(inside, named, named + len(speaker.name)):
            return speaker
    if not starts:
        return speaker
    start, end = starts[0]
    return Speaker(text[start:end], office_before(text[run[0] : start], names), by_model=True)


def overlapping(people: Sequence[Entity], start: int, end: int) -> bool:
    """Whether the model reads a person there."""
    return any(person.start < end and start < person.end for person in people)


def name_start(text: str, person: Entity, names: Names) -> int | None:
    """Return where the name begins behind the titles and offices that the model takes with it, None if all are such."""
    start = at = person.start
    for word in text[person.start : person.end].split(" "):
        at += len(word) + 1
        if key(word) in names.title or key(word) in names.office:
            start = at
    return start if start < person.end else None


def office_before(before: str, names: Names) -> str | None:
    """Return the office that stands before a name, without titles: `Menteri Sosial (Mensos), `."""
    words = before.strip(" ,").split()
    while words and key(words[-1]) in names.title:
        words = words[:-1]
    return " ".join(words).strip(" ,") if any(key(word) in names.office for word in words) else None
