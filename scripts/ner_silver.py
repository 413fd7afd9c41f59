"""Label unlabelled text with a model, for it to go on learning from: only what can be trusted.

A sentence is left out where somebody who is named elsewhere in the article goes unlabelled. What the rules for
speakers know for certain is added: who stands beside a word of speech is a person, without office and title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.link.names import Places
from extractor.link.speech import Cues, read_cue, read_cues
from extractor.model import Entity, Mention, Sentence, Token
from extractor.patterns.wordlists import Pieces
from extractor.recognize import Recognizer
from extractor.rules import load_rules
from ner_data import Name, Passage

SHORTEST = 4  # tokens of a sentence worth learning from


class Teacher:
    """A model that labels text, with the rules for speakers beside it."""

    def __init__(self, folder: Path) -> None:
        self._model = Recognizer(folder)
        self._cues = read_cues(load_rules())

    def label(
        self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], scheme: str
    ) -> Iterator[Passage]:
        """Yield the sentences of a text whose labels can be trusted, each as a passage of its own.

        The rules for speakers work on what they read in an article (`mentions`); without it they are not asked.
        """
        found = self._model.recognize(text, sentences, scheme)
        speakers = list(spoken_names(text, sentences, mentions, self._cues)) if mentions else []
        people = {text[e.start : e.end] for e in [*found, *speakers] if e.label == "PER"}
        for sentence in sentences:
            names = merged(inside(sentence, found), inside(sentence, speakers))
            if len(sentence.tokens) >= SHORTEST and not forgotten(text, sentence, names, people):
                yield passage_of(text, sentence, names, scheme)


def inside(sentence: Sentence, entities: Sequence[Entity]) -> list[Entity]:
    """Return the names in a sentence."""
    return [e for e in entities if sentence.start <= e.start and e.end <= sentence.end]


def merged(found: Sequence[Entity], sure: Sequence[Entity]) -> list[Entity]:
    """Return the names found with those that are sure in place of what they overlap."""
    rest = [e for e in found if all(e.end <= s.start or s.end <= e.start for s in sure)]
    return sorted([*rest, *sure], key=lambda e: e.start)


def forgotten(text: str, sentence: Sentence, names: Sequence[Entity], people: set[str]) -> bool:
    """Whether a word of the sentence is somebody named elsewhere and is no name here."""
    covered = {at for e in names for at in range(e.start, e.end)}
    return any(t.start not in covered and text[t.start : t.end] in people for t in sentence.tokens)


def spoken_names(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], cues: Cues) -> Iterator[Entity]:
    """Yield the people that stand beside words of speech."""
    places, starts = Places(mentions), [sentence.start for sentence in sentences] or [0]
    starts_of, ends_of = ({getattr(t, e) for s in sentences for t in s.tokens} for e in ("start", "end"))
    covered = 0
    for match in cues.speech.find(Pieces(text))["speech"]:
        cue = read_cue(text, match, starts, places, cues)
        if cue is None or cue.speaker is None or not cue.speaker.person or cue.start < covered:
            continue
        start = text.find(cue.speaker.name, cue.start, cue.end)
        end = start + len(cue.speaker.name)
        if start in starts_of and end in ends_of:
            covered = cue.end
            yield Entity(start, end, "PER")


def passage_of(text: str, sentence: Sentence, names: Sequence[Entity], scheme: str) -> Passage:
    """Return a sentence by itself, offsets counted from its start."""
    at = sentence.start
    tokens = tuple(Token(t.start - at, t.end - at) for t in sentence.tokens)
    marks = tuple(Name(e.start - at, e.end - at, e.label) for e in names)
    return Passage(text[at : sentence.end], marks, scheme, tokens)
