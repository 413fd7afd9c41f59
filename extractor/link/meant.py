"""Words of speech with whom they name -> with whom they mean: full names, holders of offices, who spoke before."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from ..layout import Layout
from ..model import Mention
from .names import Names, Places, Speaker, key, read_run
from .register import Register, holder
from .speech import Cue

FULL = 3  # words of a name from which words of a body may be cut
INTRODUCED = 500  # characters before a word of speech in which who speaks can be introduced


def resolved(layout: Layout, raw: Sequence[Cue], names: Names, mentions: Sequence[Mention]) -> list[Cue]:
    """Return the cues that have a speaker, with full names; an office or a pronoun stands for somebody named before."""
    short = {word for cue in raw if cue.speaker for word in cue.speaker.name.split()[:1]}
    places = Places(mentions)
    register = Register(layout.pieces, short, names, places, sorted(cue.run[0] for cue in raw if cue.run[1]))
    for cue in raw:
        if cue.speaker:
            register.add(cue.start, cue.speaker)
    alone = {cue.speaker.name for cue in raw if cue.speaker and " " not in cue.speaker.name}
    known: dict[str, Speaker] = {}
    cues = []
    for cue in raw:
        speaker = full_speaker(cue, register, known, names)
        speaker = without_body(speaker, alone) if speaker else None
        if speaker is None and cue.speaker is None:
            speaker = introduced(layout.text, cue.start, names, places, anybody=cue.form == "stand in")
        if speaker:
            known.pop(speaker.name, None)
            known[speaker.name] = speaker
            cues.append(replace(cue, speaker=speaker))
    return cues


def without_body(speaker: Speaker, alone: Set[str]) -> Speaker:
    """Return the person whom the article calls by one name elsewhere: `Yustinus` of `PT Estika Tata Yustinus Adi`."""
    words = speaker.name.split()
    first = next((i for i in range(2 if speaker.person else 1, len(words) - 1) if words[i] in alone), None)
    if first is None or len(words) < FULL or words[0] in alone or not words[first].isalpha() or words[first].isupper():
        return speaker
    return Speaker(" ".join(words[first:]), speaker.role or " ".join(words[:first]), by_model=speaker.by_model)


def introduced(text: str, end: int, names: Names, places: Places, *, anybody: bool) -> Speaker | None:
    """Return the last person named with an office before a place: `Bupati Budi hadir. “Siap,” ujarnya`.

    `anybody`: else the last with a full name, for `Budi Adi hadir. Pria itu mengatakan`.
    """
    runs = list(names.run.finditer(text, max(0, end - INTRODUCED), end))
    read = [read_run(text, run.start(), run.end(), names, places, last=True) for run in reversed(runs)]
    people = [speaker for speaker in read if speaker and speaker.person]
    full = [speaker for speaker in people if " " in speaker.name] if anybody else []
    return next((speaker for speaker in people if speaker.role), None) or next(iter(full), None)


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
