"""Who stands beside a word of speech, as the NER model reads it, where the rules name somebody with doubt or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import regex

from ..layout import Layout
from ..model import Entity
from .names import Names, Speaker, key

CITED = ("cite", "based", "document")
Run = tuple[int, int]  # the capitalised words beside a word of speech


class Named(Protocol):
    """A word of speech with the capitalised words beside it, and whom the rules read there."""

    @property
    def run(self) -> Run:
        """The capitalised words."""

    @property
    def speaker(self) -> Speaker | None:
        """Whom the rules read."""

    @property
    def form(self) -> str:
        """What sort of word of speech it is."""


def is_doubtful(layout: Layout, run: Run, speaker: Speaker | None) -> bool:
    """Whether the rules left words of the run out of the name, found no person, or one that only opens a sentence."""
    if speaker is None or not speaker.person or layout.text[slice(*run)] != speaker.name:
        return True
    return " " not in speaker.name and opens(layout, run[0])


def opens(layout: Layout, at: int) -> bool:
    """Whether a word stands at the beginning of a sentence or of direct speech, where any word has a capital."""
    before = layout.text[max(0, at - 2) : at].strip()
    return layout.starts[layout.sentence(at)] == at or not before or before[-1] in "“\"'.!?:–—-"


def told_by_model(layout: Layout, cue: Named, entities: Sequence[Entity], names: Names) -> Speaker | None:
    """Return who speaks: the rules' person where the model does not know better, else its first person, else a body."""
    inside = [entity for entity in entities if cue.run[0] <= entity.start and entity.end <= cue.run[1]]
    people = [span for entity in inside if entity.label == "PER" if (span := trimmed(layout.text, entity, names))]
    bodies = [(entity.start, entity.end) for entity in inside if entity.label == "ORG"]
    if cue.speaker and cue.speaker.person:
        if cue.form != "behind" and cue.speaker.role is None and is_place(layout.text, cue, inside):
            return None
        return person_told(layout, cue.run, cue.speaker, people, bodies, inside, names)
    if people and (cue.form not in CITED or not bodies):
        long = [span for span in people if " " in layout.text[slice(*span)]] or (people if not cue.speaker else [])
        if long:
            return person_at(layout.text, cue.run, long[0], names)
    return cue.speaker or (body_at(layout.text, bodies[0]) if bodies else None)


def person_told(
    layout: Layout,
    run: Run,
    speaker: Speaker,
    people: Sequence[Run],
    bodies: Sequence[Run],
    inside: Sequence[Entity],
    names: Names,
) -> Speaker | None:
    """Return the rules' person as the model corrects it: without a body's words, another behind, or a body instead."""
    text = layout.text
    start = text.find(speaker.name, *run)
    end = start + len(speaker.name)
    for span in people:
        if span[0] < end and start < span[1]:
            long = " " in text[slice(*span)]
            cut = start < span[0] and span[1] == end and (long or any(a <= start < b for a, b in bodies))
            return person_at(text, run, span, names) if cut else speaker
    apart = speaker.role is None and text[start + len(speaker.name) : run[1]][:1] == ","  # `Menurut Forbes, Budi Adi`
    behind = [span for span in people if end < span[0] and " " in text[slice(*span)] and not apart]
    if behind:
        return person_at(text, run, behind[-1], names)
    ahead = [span for span in people if span[1] < start and " " in text[slice(*span)]]
    if ahead and speaker.role and text[ahead[-1][1] : ahead[-1][1] + 1] == ",":  # `Budi Adi, Direktur Bank Jaya`
        return person_at(text, run, ahead[-1], names)
    if inside and any(a <= start and end <= b and (a, b) != (start, end) for a, b in bodies):
        return body_at(text, next((a, b) for a, b in bodies if a <= start and end <= b))
    if " " not in speaker.name and opens(layout, start) and not is_known(text, speaker.name):
        return None
    return speaker


def is_place(text: str, cue: Named, inside: Sequence[Entity]) -> bool:
    """Whether the model reads a place where the rules read a person: `Selangor mencatat`."""
    assert cue.speaker is not None  # noqa: S101  the caller asks of a person
    start = text.find(cue.speaker.name, *cue.run)
    end = start + len(cue.speaker.name)
    return any(entity.label == "LOC" and entity.start <= start and end <= entity.end for entity in inside)


def is_known(text: str, name: str) -> bool:
    """Whether a word has its capital inside sentences too, and never goes without."""
    inside = regex.search(rf"(?<=\p{{Ll}},?\s){regex.escape(name)}\b", text)
    return inside is not None and not regex.search(rf"\b{regex.escape(name.lower())}\b", text)


def person_at(text: str, run: Run, span: Run, names: Names) -> Speaker:
    """Return the person that the model reads there, with the office before the name."""
    return Speaker(text[slice(*span)], office_before(text[run[0] : span[0]], names), by_model=True)


def body_at(text: str, span: Run) -> Speaker:
    """Return the body that the model reads there."""
    return Speaker(text[slice(*span)].strip(" .,"), None, person=False, by_model=True)


def trimmed(text: str, person: Entity, names: Names) -> Run | None:
    """Return the name behind the titles and offices that the model takes with it, None if all are such."""
    start = at = person.start
    for word in text[person.start : person.end].split(" "):
        at += len(word) + 1
        if key(word) in names.title or key(word) in names.office:
            start = at
    return (start, person.end) if start < person.end else None


def office_before(before: str, names: Names) -> str | None:
    """Return the office that stands before a name, without titles: `Menteri Sosial (Mensos), `."""
    words = before.strip(" ,").split()
    while words and key(words[-1]) in names.title:
        words = words[:-1]
    return " ".join(words).strip(" ,") if any(key(word) in names.office for word in words) else None
