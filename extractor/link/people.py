"""Who stands beside a word of speech, as the NER model reads it, where the rules name somebody with doubt or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
        start = layout.text.find(cue.speaker.name, *cue.run)
        end = start + len(cue.speaker.name)
        if cue.form != "behind" and cue.speaker.role is None and is_place(start, end, inside):
            return None
        return person_told(Doubt(layout, cue.run, cue.speaker, start, end, people, bodies, names))
    if cue.form not in CITED or not bodies:
        long = [span for span in people if " " in layout.text[slice(*span)]] or (people if not cue.speaker else [])
        if long:
            return person_at(layout.text, cue.run, long[0], names)
    return cue.speaker or (body_at(layout.text, bodies[0]) if bodies else None)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A person whom the rules read at `start` to `end` of a run, and whom the model reads there."""

    layout: Layout
    run: Run
    speaker: Speaker
    start: int
    end: int
    people: Sequence[Run]
    bodies: Sequence[Run]
    names: Names

    def person(self, span: Run) -> Speaker:
        """Return the person that the model reads at a place."""
        return person_at(self.layout.text, self.run, span, self.names)

    def is_long(self, span: Run) -> bool:
        """Whether a name has several words."""
        return " " in self.layout.text[slice(*span)]

    def overlapping(self) -> Speaker | None:
        """Return the rules' person where the model reads one there too, without the words of a body before the name."""
        for span in self.people:
            if span[0] < self.end and self.start < span[1]:
                of_body = any(begin <= self.start < end for begin, end in self.bodies)
                cut = self.start < span[0] and span[1] == self.end and (self.is_long(span) or of_body)
                return self.person(span) if cut else self.speaker
        return None

    def behind(self) -> Speaker | None:
        """Return the last person behind, unless a comma parts them: `Menurut Forbes, Budi Adi`."""
        apart = self.speaker.role is None and self.layout.text[self.end : self.run[1]][:1] == ","
        spans = [] if apart else [span for span in self.people if self.end < span[0] and self.is_long(span)]
        return self.person(spans[-1]) if spans else None

    def ahead(self) -> Speaker | None:
        """Return the person of whom the rules read only the office: `Budi Adi, Direktur Bank Jaya`."""
        spans = [span for span in self.people if span[1] < self.start and self.is_long(span)]
        told = spans and self.speaker.role and self.layout.text[spans[-1][1] : spans[-1][1] + 1] == ","
        return self.person(spans[-1]) if told else None

    def body(self) -> Speaker | None:
        """Return the body whose name holds what the rules took for a person."""
        own = self.start, self.end
        spans = [span for span in self.bodies if span[0] <= own[0] and own[1] <= span[1]]
        return body_at(self.layout.text, spans[0]) if any(span != own for span in spans) else None

    def is_nobody(self) -> bool:
        """Whether the name is a word that only opens a sentence."""
        name = self.speaker.name
        return " " not in name and opens(self.layout, self.start) and not is_known(self.layout.text, name)


def person_told(doubt: Doubt) -> Speaker | None:
    """Return the rules' person as the model corrects it: without a body's words, another beside, a body, or nobody."""
    for ask in (doubt.overlapping, doubt.behind, doubt.ahead, doubt.body):
        if found := ask():
            return found
    return None if doubt.is_nobody() else doubt.speaker


def is_place(start: int, end: int, inside: Sequence[Entity]) -> bool:
    """Whether the model reads a place where the rules read a person: `Selangor mencatat`."""
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
