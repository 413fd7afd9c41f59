"""Who may have said a number, and what speaks for each: those named beside words of speech near it, and the paper."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..layout import Layout
from ..model import Mention
from .names import Speaker
from .speech import Cue, Cues

FAR = 99  # of what is not there
BEFORE, BEHIND = 8, 4  # words of speech looked at on each side of a number
FORMS = {  # of words of speech, as features count them
    "taken up": 0, "stand in": 0, "behind": 1, "active": 2, "deed": 3, "title": 4, "source": 5, "cite": 6, "based": 7,
    "document": 8,
}  # fmt: skip
SIDES = ("before", "both", "after")
VOTES = ("quote", "quote-goes-on", "speech", "goes-on", "")
CHAIN = 5  # stretches of direct speech that go on without a break
START = 3  # characters from a sentence's beginning in which a word opens it

SIDE = (  # what a word of speech says of a number: how far it stands, what it is, what lies between
    "sentences", "paragraphs", "gap", "between", "others", "form", "side", "quotes", "same quote", "from quote", "back",
    "opens",
)  # fmt: skip
NO_SIDE = (FAR, FAR, 9999, FAR, FAR, -1, -1, FAR, -1, 999, -1, -1)
OWN = (  # what the number's own place says, and the article
    "quoted", "sentence", "position", "sentence length", "frames", "speakers", "all quotes", "all paragraphs",
    "numbers",
    "in line", "into", "length", "rule", "taken up here", "paper's own",
)  # fmt: skip
NAMED = ("person", "role", "spoken", "share", "in sentence")
FEATURES = (
    "nobody", "voted", "vote", *(f"{name} before" for name in SIDE), *(f"{name} behind" for name in SIDE), *NAMED, *OWN,
    *(f"{name} last" for name in SIDE), *(f"{name} next" for name in SIDE), "names", "nobody voted",
)  # fmt: skip

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """Whom the rules name as speaker, None for the paper, and by which rule."""

    name: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A word of speech with who speaks, and where it stands: sentence, paragraph, and stretch of direct speech."""

    start: int
    end: int
    name: str
    speaker: Speaker
    sentence: int
    paragraph: int
    quote: int | None
    traits: tuple[int, int, bool, bool]  # form, side, whether it goes back to the sentence before, opens its sentence


@dataclass(frozen=True, slots=True)
class Voices:
    """An article as its speakers see it."""

    layout: Layout
    words: Cues
    frames: Sequence[Frame]
    starts: Sequence[int]
    spoken: Mapping[str, int]  # how often each speaks
    numbers: Sequence[int]  # where numbers start

    @classmethod
    def of(cls, layout: Layout, cues: Sequence[Cue], numbers: Sequence[Mention], words: Cues) -> Voices:
        """Return the view of an article's speakers."""
        frames = [frame_of(layout, cue, cue.speaker, words) for cue in cues if cue.speaker]
        spoken = Counter(frame.name for frame in frames)
        return cls(
            layout, words, frames, [frame.start for frame in frames], spoken, [number.start for number in numbers]
        )

    def near(self, at: int) -> list[str]:
        """Return the names of those who may have said what stands there, the nearest before first, then behind."""
        middle = bisect_right(self.starts, at)
        near = [*reversed(self.frames[max(0, middle - BEFORE) : middle]), *self.frames[middle : middle + BEHIND]]
        return list(dict.fromkeys(frame.name for frame in near))

    def rows(self, number: Mention, names: Sequence[str], vote: Vote) -> list[Row]:
        """Return what speaks for the paper, and for each name, as who says a number: FEATURES, a row each."""
        middle = bisect_right(self.starts, number.start)
        last = self._side(number, middle - 1, middle) if middle else NO_SIDE
        following = self._side(number, middle, middle) if middle < len(self.frames) else NO_SIDE
        rest = (*self._own(number, vote), *last, *following, len(names), vote.name is None)
        by = VOTES.index(vote.by)
        nobody = (1, vote.name is None, by if vote.name is None else -1, *NO_SIDE, *NO_SIDE, *(-1 for _ in NAMED))
        return [(*nobody, *rest), *((*self._named(number, name, vote, middle), *rest) for name in names)]

    def _named(self, number: Mention, name: str, vote: Vote, middle: int) -> Row:
        """Return what speaks for a name: where it is told beside a word of speech before the number, and behind it."""
        before = next((i for i in range(middle - 1, -1, -1) if self.frames[i].name == name), None)
        behind = next((i for i in range(middle, len(self.frames)) if self.frames[i].name == name), None)
        one = before if before is not None else behind
        assert one is not None  # noqa: S101  names are those of frames
        speaker = self.frames[one].speaker
        start, end = self.layout.span(self.layout.sentence(number.start))
        return (
            0,
            name == vote.name,
            VOTES.index(vote.by) if name == vote.name else -1,
            *(NO_SIDE if before is None else self._side(number, before, middle)),
            *(NO_SIDE if behind is None else self._side(number, behind, middle)),
            speaker.person,
            speaker.role is not None,
            self.spoken[name],
            self.spoken[name] / len(self.frames),
            self.layout.text.find(name.partition(" ")[0], start, end) >= 0,
        )

    def _side(self, number: Mention, at: int, middle: int) -> Row:
        """Return what one word of speech says of a number; those from `middle` on stand behind it."""
        layout, frame, before = self.layout, self.frames[at], at < middle
        between = self.frames[at + 1 : middle] if before else self.frames[middle:at]
        low, high = (frame.end, number.start) if before else (number.end, frame.start)
        quote = layout.quote(number.start)
        starts = [quote.start for quote in layout.quotes]
        return (
            abs(frame.sentence - layout.sentence(number.start)),
            abs(frame.paragraph - layout.paragraph(number.start)),
            high - low,
            len(between),
            sum(other.name != frame.name for other in between),
            *frame.traits[:2],
            bisect_left(starts, high) - bisect_left(starts, low),
            quote is not None and frame.quote == quote,
            FAR if before or quote is None else min(FAR, frame.start - self._spoken_to(quote)),
            *frame.traits[2:],
        )

    def _spoken_to(self, quote: int) -> int:
        """Return where direct speech ends that goes on without anything between."""
        quotes = self.layout.quotes
        for last in range(quote, min(quote + CHAIN, len(quotes) - 1)):
            if self.layout.text[quotes[last].end : quotes[last + 1].start].strip():
                return quotes[last].end
        return quotes[min(quote + CHAIN, len(quotes) - 1)].end

    def _own(self, number: Mention, vote: Vote) -> Row:
        """Return what the number's own place says."""
        layout, at = self.layout, number.start
        sentence = layout.sentence(at)
        start, end = layout.span(sentence)
        return (
            layout.quoted(at),
            sentence,
            sentence / len(layout.starts),
            end - start,
            len(self.frames),
            len(self.spoken),
            len(layout.quotes),
            len(layout.paragraphs),
            bisect_left(self.numbers, end) - bisect_left(self.numbers, start),
            at - layout.text.rfind("\n", 0, at),
            at - start,
            len(layout.text),
            VOTES.index(vote.by),
            self.words.going_on.search(layout.text, start, end) is not None,
            self.words.end.match(layout.text, start) is not None,
        )


def frame_of(layout: Layout, cue: Cue, speaker: Speaker, words: Cues) -> Frame:
    """Return a word of speech at its place."""
    sentence = layout.sentence(cue.start)
    start = layout.starts[sentence]
    back = words.back.search(layout.text, start, cue.start) is not None
    traits = (FORMS[cue.form], SIDES.index(cue.side), back, cue.start - start < START)
    quote, paragraph = layout.quote(cue.start), layout.paragraph(cue.start)
    return Frame(cue.start, cue.end, speaker.name, speaker, sentence, paragraph, quote, traits)
