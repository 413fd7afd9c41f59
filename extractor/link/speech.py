"""Words of speech beside a name: who speaks, and on which side the statement stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from ..layout import Layout
from ..model import Entity, Mention, Sentence
from ..patterns import Lists, compiled
from ..rules import Rulebook
from .names import Names, Places, Register, Speaker, holder, key, read_names, read_run
from .people import is_doubtful, told_by_model

INTRODUCED = 500  # characters before a word of speech in which who speaks can be introduced
LOOK_BACK = 260  # characters before a verb in which its subject stands


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `rules/attribution.toml`, compiled."""

    speech: Lists
    pronoun: regex.Pattern[str]
    ends_subject: regex.Pattern[str]
    remark: regex.Pattern[str]
    back: regex.Pattern[str]
    end: regex.Pattern[str]
    going_on: regex.Pattern[str]
    names: Names


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of speech with its speaker, at `start` to `end`; `speaker` is None where it goes on with the last one.

    `side` tells where the statement stands: `before` the cue, `after` it, or on `both` sides.
    """

    start: int
    end: int
    side: str
    speaker: Speaker | None
    run: tuple[int, int] = (0, 0)  # the capitalised words that name the speaker


@cache
def read_cues(rulebook: Rulebook) -> Cues:
    """Compile the words."""
    words = rulebook.patterns
    pronoun = words["speech_pronoun"]
    speech = "|".join(
        (
            rf"(?P<behind>(?:(?<=[\"”'’,.?!;]\s?,?\s?)|(?<=^|\n)){words['speech_after']}(?P<nya>nya)?)",
            rf"(?P<active>{words['speech_before']}|(?P<deed>{words['speech_person']}))",
            rf"(?P<title>(?-i:{words['speech_title']}))",
            rf"(?P<source>(?:{words['speech_source']}|(?P<data>{words['speech_data']}))(?P<his>nya)?)",
        )
    )
    return Cues(
        Lists({"speech": compiled(rf"(?<![\w-])(?:{speech})(?![\w-])")}),
        compiled(rf"(?<!\w){pronoun}(?!\w)"),
        compiled(rf"[\s,]+(?:{words['speech_filler']}[\s,]*+){{0,4}}$"),
        compiled(rf",?\s(?:{words['speech_remark']})\s"),
        compiled(rf"\s*(?:{words['speech_back']})\s+$"),
        compiled(rf"\W*(?:{words['speech_end']})(?!\w)"),
        compiled(rf"(?<!\w)(?:{pronoun})(?!\w)"),
        read_names(rulebook),
    )


def find_cues(layout: Layout, mentions: Sequence[Mention], words: Cues) -> list[Cue]:
    """Return the words of speech beside which somebody is named, or taken up, in order, as rules alone read them."""
    places = Places(mentions)
    matches = words.speech.find(layout.pieces)["speech"]
    return [cue for match in matches if (cue := read_cue(layout.text, match, layout.starts, places, words))]


def doubtful_sentences(layout: Layout, cues: Sequence[Cue]) -> list[Sentence]:
    """Return the sentences of cues whose speaker the NER model must look at."""
    runs = [cue.run for cue in cues if cue.speaker and is_doubtful(layout.text, cue.run, cue.speaker)]
    return [layout.sentences[number] for number in sorted({layout.sentence(start) for start, _ in runs})]


def corrected(text: str, cues: Sequence[Cue], entities: Sequence[Entity], names: Names) -> list[Cue]:
    """Return the cues with the people that the NER model reads in them."""
    people = [entity for entity in entities if entity.label == "PER"]
    return [
        replace(cue, speaker=told_by_model(text, cue.run, cue.speaker, people, names)) if cue.speaker else cue
        for cue in cues
    ]


def read_cue(text: str, match: regex.Match[str], starts: Sequence[int], places: Places, words: Cues) -> Cue | None:
    """Return the cue that a word of speech makes, None where nobody is named beside it."""
    if match["nya"] or match["his"]:
        return Cue(match.start(), match.end(), "before" if match["nya"] else "both", None)
    if match["active"] or match["title"]:
        begins = max(starts[max(0, bisect_right(starts, match.start()) - 1)], match.start() - LOOK_BACK)
        return subject_cue(text, match, begins, places, words)
    return named_cue(text, match, places, words)


def named_cue(text: str, match: regex.Match[str], places: Places, words: Cues) -> Cue | None:
    """Return the cue of a verb or preposition with its speaker behind it."""
    side = "before" if match["behind"] else "both"
    at = match.end() + 1
    if pronoun := words.pronoun.match(text, at):
        return Cue(match.start(), pronoun.end(), side, None)
    run = words.names.run.match(text, at) or words.names.run.match(text, skip_small(text, at, words.names))
    if not run:
        return None
    speaker = read_run(text, run.start(), run.end(), words.names, places, last=False)
    if speaker and match["data"] and speaker.person:  # `berdasarkan data Bloomberg`: who gathers data is a body
        led = " " in match["data"].strip() and speaker.role is None
        speaker = Speaker(speaker.name, person=False) if led else None
    span = (0, 0) if match["data"] else run.span()
    return Cue(match.start(), run.end(), side, speaker, span) if speaker else None


def skip_small(text: str, at: int, names: Names) -> int:
    """Return where the words of an office in small letters end: `kata kepala desa Budi`."""
    for word in text[at : at + 60].split(" ")[:3]:
        if word.lower() not in names.office:
            break
        at += len(word) + 1
    return at


def subject_cue(text: str, match: regex.Match[str], begins: int, places: Places, words: Cues) -> Cue | None:
    """Return the cue of a verb with its speaker before it."""
    clause = text[begins : match.start()]
    filler = words.ends_subject.search(clause)
    end = begins + (filler.start() if filler else len(clause))
    for pronoun in words.pronoun.finditer(text, max(begins, end - 20), end):
        if pronoun.end() == end:
            return Cue(pronoun.start(), match.end(), "after", None)
    run = subject_run(text, begins, end, places, words)
    if run is None:
        return None
    speaker = read_run(text, *run, words.names, places, last=True)
    told = speaker and (speaker.person or not match["deed"])
    return Cue(run[0], match.end(), "after", speaker, run) if told else None


def subject_run(text: str, begins: int, end: int, places: Places, words: Cues) -> tuple[int, int] | None:
    """Return the capitalised run that ends where the clause does, remarks and dates between left out."""
    runs = [run.span() for run in words.names.run.finditer(text, begins, end)]
    led = [start for _, stop in runs if (remark := words.remark.match(text, stop)) for start in (remark.end(),)]
    for start, stop in reversed(runs):
        stop = start + len(text[start : places.date(start, stop)].rstrip(" ,("))
        if stop > start and not any(at <= start for at in led) and reaches(text, stop, end, places, words):
            return start, stop
    return None


def reaches(text: str, stop: int, end: int, places: Places, words: Cues) -> bool:
    """Whether only a date or a remark stands between a name and the verb."""
    between = text[stop : places.date(stop, end)]
    return not between.strip(" ,(.") or words.remark.match(text, stop) is not None


def resolved(layout: Layout, raw: Sequence[Cue], names: Names, mentions: Sequence[Mention]) -> list[Cue]:
    """Return the cues that have a speaker, with full names; an office or a pronoun stands for somebody named before."""
    short = {word for cue in raw if cue.speaker for word in cue.speaker.name.split()[:1]}
    places = Places(mentions)
    register = Register(layout.pieces, short, names, places)
    for cue in raw:
        if cue.speaker:
            register.add(cue.start, cue.speaker)
    known: dict[str, Speaker] = {}
    cues = []
    for cue in raw:
        speaker = full_speaker(cue, register, known, names)
        if speaker is None and cue.speaker is None:
            speaker = introduced(layout.text, cue.start, names, places)
        if speaker:
            known.pop(speaker.name, None)
            known[speaker.name] = speaker
            cues.append(replace(cue, speaker=speaker))
    return cues


def introduced(text: str, end: int, names: Names, places: Places) -> Speaker | None:
    """Return the last person named with an office before a place: `Bupati Budi hadir. “Siap,” ujarnya`."""
    runs = list(names.run.finditer(text, max(0, end - INTRODUCED), end))
    read = (read_run(text, run.start(), run.end(), names, places, last=True) for run in reversed(runs))
    return next((speaker for speaker in read if speaker and speaker.person and speaker.role), None)


def full_speaker(cue: Cue, register: Register, known: dict[str, Speaker], names: Names) -> Speaker | None:
    """Return who a cue means, by the longest name; `known` are those who spoke before, the last one last."""
    last = next((known[name] for name in reversed(known)), None)
    if cue.speaker is None:
        return last
    speaker = register.longest(cue.start, cue.speaker) if cue.speaker.person else cue.speaker
    if speaker.person:
        met = known.get(speaker.name)
        return replace(speaker, role=speaker.role or met.role) if met else speaker
    held = holder(speaker.name, known)
    return held or (last if key(speaker.name.split()[0]) in names.holder else speaker)
