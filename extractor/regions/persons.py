"""Regions' names that are people's here, as the NER model reads them: `Bima Arya`, `Aria Bima`."""

from __future__ import annotations

from collections.abc import Sequence

from ..layout import Layout
from ..model import Entity, Mention, Sentence
from ..rules import Rulebook
from .gazetteer import name_key

PLAIN = "region.level-word", "region.body"  # rules by which even a person's name is a region's


def doubtful_sentences(layout: Layout, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Sentence]:
    """Return the sentences that hold names which may be people's, for the NER model to read."""
    numbers = {layout.sentence(mention.start) for mention in doubtful(layout.text, mentions, rulebook)}
    return [layout.sentences[number] for number in sorted(numbers)]


def doubtful(text: str, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Mention]:
    """Return the mentions whose names may be people's: those of `region_person`."""
    names = {name_key(name) for name in rulebook.words["region_person"]}
    regions = (mention for mention in mentions if mention.kind == "region" and mention.rule not in PLAIN)
    return [mention for mention in regions if name_key(text[mention.start : mention.end]) in names]


def without_people(
    layout: Layout, mentions: Sequence[Mention], entities: Sequence[Entity], rulebook: Rulebook
) -> list[Mention]:
    """Return the mentions without those that the NER model reads as people."""
    people = [entity for entity in entities if is_person(layout.text, entity)]
    asked = doubtful(layout.text, mentions, rulebook) if people else []
    dropped = {mention.start for mention in asked if any(holds(person, mention) for person in people)}
    return [mention for mention in mentions if mention.kind != "region" or mention.start not in dropped]


def is_person(text: str, entity: Entity) -> bool:
    """Whether the model reads a person there; no name begins small (`kataKapolrestabes Medan`)."""
    return entity.label == "PER" and text[entity.start].isupper()


def holds(person: Entity, mention: Mention) -> bool:
    """Whether the mention is the person's name or a part of it."""
    return person.start <= mention.start and mention.end <= person.end
