"""Regions' names that are people's here, as the NER model reads them: `Bima Arya`, `Aria Bima`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..model import Entity, Mention, Recognize, Sentence
from ..rules import Rulebook
from .gazetteer import name_key

PLAIN = "region.level-word", "region.body"  # rules by which even a person's name is a region's


def without_people(
    text: str, mentions: Sequence[Mention], sentences: Sequence[Sentence], rulebook: Rulebook, recognize: Recognize
) -> list[Mention]:
    """Return the mentions without names that stand for people; only those of `region_person` can."""
    names = {name_key(name) for name in rulebook.words["region_person"]}
    regions = (mention for mention in mentions if mention.kind == "region" and mention.rule not in PLAIN)
    doubtful = [mention for mention in regions if name_key(text[mention.start : mention.end]) in names]
    if not doubtful:
        return list(mentions)
    starts = [sentence.start for sentence in sentences]
    inside = sorted({bisect_right(starts, mention.start) - 1 for mention in doubtful} - {-1})
    people = [entity for entity in recognize([sentences[i] for i in inside]) if is_person(text, entity)]
    dropped = {mention.start for mention in doubtful if any(holds(person, mention) for person in people)}
    return [mention for mention in mentions if mention.kind != "region" or mention.start not in dropped]


def is_person(text: str, entity: Entity) -> bool:
    """Whether the model reads a person there; no name begins small (`kataKapolrestabes Medan`)."""
    return entity.label == "PER" and text[entity.start].isupper()


def holds(person: Entity, mention: Mention) -> bool:
    """Whether the mention is the person's name or a part of it."""
    return person.start <= mention.start and mention.end <= person.end
