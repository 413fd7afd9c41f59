"""Numbers -> who says them: direct and indirect speech, before and behind, and what goes on from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..layout import Layout, Quote
from ..model import NUMBERS, Entity, Links, Mention
from ..rules import Rulebook
from .meant import resolved
from .names import Speaker
from .speech import Cue, Cues, corrected, read_cues
from .trees import load_trees
from .voices import Row, Voices, Vote

AFTER_QUOTE = 6  # characters between a closing mark and the verb of speech
NEAREST = 8  # words of speech looked at on each side of a number
ENDED = 4  # sentences before one in which the paper's own voice ends what somebody said
REACH = 400  # characters behind the last word of speech in which a paragraph still goes on from it


def attribute(
    layout: Layout,
    mentions: Sequence[Mention],
    rulebook: Rulebook,
    cues: Sequence[Cue],
    entities: Sequence[Entity] = (),
) -> dict[int, Links]:
    """Return the links `speaker`, `speaker_role` and `speaker_kind` of each number, by its start.

    Mentions are in order of start; `cues` are what `find_cues` found, `entities` the names that NER reads in the
    sentences that they leave in doubt.
    """
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    choices = weigh(layout, mentions, numbers, rulebook, cues, entities)
    if not choices:
        return {number.start: Links() for number in numbers}
    chances = load_trees("speaker").score([row for choice in choices for row in choice.rows])
    links, at = {}, 0
    for number, choice in zip(numbers, choices, strict=True):
        here = chances[at : at + len(choice.rows)]
        best = here.index(max(here))
        links[number.start] = linked(choice.speakers[best], choice.rules[best], here[best])
        at += len(choice.rows)
    return links


@dataclass(frozen=True, slots=True)
class Choice:
    """Those who may have said a number, None the paper, with the rule that names each, and what speaks for them."""

    speakers: Sequence[Speaker | None]
    rules: Sequence[str]
    rows: Sequence[Row]


def weigh(
    layout: Layout,
    mentions: Sequence[Mention],
    numbers: Sequence[Mention],
    rulebook: Rulebook,
    cues: Sequence[Cue],
    entities: Sequence[Entity],
) -> list[Choice]:
    """Return who may have said each number; none where the article names nobody beside a word of speech."""
    words = read_cues(rulebook)
    told = resolved(layout, corrected(layout, cues, entities, words.names), words.names, mentions)
    if not told:
        return []
    voices, spoken = Voices.of(layout, told, numbers, words), Spoken(layout, told, words)
    speakers = {frame.name: frame.speaker for frame in reversed(voices.frames)}
    choices = []
    for number in numbers:
        who, by = spoken.speaker(number.start)
        vote, names = Vote(who.name if who else None, by), voices.near(number.start)
        rules = ["", *(by if name == vote.name else relation(voices, number.start, name) for name in names)]
        rows = voices.rows(number, names, vote)
        choices.append(Choice([None, *(speakers[name] for name in names)], rules, rows))
    return choices


def relation(voices: Voices, at: int, name: str) -> str:
    """Return how a name stands to a number: a word of speech beside it in its sentence, or what goes on from one."""
    sentence, quoted = voices.layout.sentence(at), voices.layout.quoted(at)
    if quoted:
        behind = next((frame for frame in voices.frames if frame.start > at), None)
        return "quote" if behind and behind.name == name else "quote-goes-on"
    return "speech" if any(f.sentence == sentence for f in voices.frames if f.name == name) else "goes-on"


def linked(speaker: Speaker | None, by: str, chance: float) -> Links:
    """Return the links of one number; `chance` is the probability that the speaker is right."""
    if speaker is None:
        return Links(confidence_by={"speaker": chance})
    rule = f"attribute.{by}.ner" if speaker.by_model else f"attribute.{by}"
    return Links(
        speaker=speaker.name,
        speaker_role=speaker.role,
        speaker_kind="person" if speaker.person else "body",
        confidence_by={"speaker": chance},
        linked_by={"speaker": rule} | ({"speaker_role": rule} if speaker.role else {}),
    )


class Spoken:
    """Who speaks where in an article."""

    def __init__(self, layout: Layout, cues: Sequence[Cue], words: Cues) -> None:
        self._layout = layout
        self._text = layout.text
        self._cues = cues
        self._cue_starts = [cue.start for cue in cues]
        self._words = words

    def speaker(self, at: int) -> tuple[Speaker | None, str]:
        """Return who says what stands there, and by which rule; None where the paper does."""
        quote = self._layout.quote(at)
        return self._of_sentence(at) if quote is None else self._of_quote(quote)

    def _of_quote(self, i: int) -> tuple[Speaker | None, str]:
        """Return who speaks a stretch of direct speech: named behind it, before it, or as it goes on."""
        for quote in self._chain(i):
            cue = self._cue_from(quote.end)
            if cue and cue.side != "after" and cue.start - quote.end <= AFTER_QUOTE:
                return cue.speaker, "quote"
            if cue and cue.side == "after" and cue.start - quote.end <= AFTER_QUOTE:
                return cue.speaker, "quote"
        cue = self._cue_before(self._layout.quotes[i].start)
        return (cue.speaker, "quote-goes-on") if cue else (None, "")

    def _chain(self, i: int) -> Iterator[Quote]:
        """Yield the stretch and those that follow it with nothing between."""
        yield self._layout.quotes[i]
        for before, quote in zip(self._layout.quotes[i : i + 4], self._layout.quotes[i + 1 : i + 5], strict=False):
            if self._text[before.end : quote.start].strip():
                return
            yield quote

    def _of_sentence(self, at: int) -> tuple[Speaker | None, str]:
        """Return who speaks outside of quotation marks: named in the sentence, or before it."""
        start, end = self._layout.span(self._layout.sentence(at))
        middle = bisect_right(self._cue_starts, at)
        told = [cue for cue in self._cues[max(0, middle - NEAREST) : middle] if leads(cue, start, at)]
        told = told or [cue for cue in self._cues[middle : middle + NEAREST] if cue.start < end and cue.side != "after"]
        if told:
            return told[-1].speaker, "speech"
        if self._words.end.match(self._text, start):
            return None, ""
        return self._going_on(start, end)

    def _going_on(self, start: int, end: int) -> tuple[Speaker | None, str]:
        """Return who spoke last, where the sentence goes on in the same paragraph."""
        cue = self._cue_before(start)
        if cue is None or self._ended(cue.end, start):
            return None, ""
        same = "\n" not in self._text[cue.end : start] if start - cue.end < REACH else False
        again = self._words.going_on.search(self._text, start, end)
        return (cue.speaker, "goes-on") if same or again else (None, "")

    def _ended(self, begin: int, end: int) -> bool:
        """Whether a sentence between the two places, near the second, is in the paper's own voice."""
        last = bisect_right(self._layout.starts, end - 1)
        near = [start for start in self._layout.starts[max(0, last - ENDED) : last] if start > begin]
        return any(self._words.end.match(self._text, start) for start in near)

    def _cue_from(self, at: int) -> Cue | None:
        i = bisect_right(self._cue_starts, at - 1)
        return self._cues[i] if i < len(self._cues) else None

    def _cue_before(self, at: int) -> Cue | None:
        i = bisect_right(self._cue_starts, at - 1) - 1
        return self._cues[i] if i >= 0 else None


def leads(cue: Cue, start: int, at: int) -> bool:
    """Whether the cue stands between the start of a sentence and a place in it, its statement behind it."""
    return start <= cue.start and cue.end <= at and cue.side != "before"
