"""The people whom an article names: who is meant where only a part of a name, or an office, stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import islice

import regex

from ..patterns import Pieces
from .names import APART, BEGINNING, Names, Places, Speaker, nicknames, read_person, split_parts

NAMESAKES = 30  # names with the same word that are kept


class Register:
    """Everybody an article names, to find the longest form of a name and who holds an office."""

    def __init__(self, pieces: Pieces, short: Set[str], names: Names, places: Places, read: Sequence[int] = ()) -> None:
        """`read` are places of names that are read already."""
        self._known: dict[str, dict[str, tuple[int, Speaker]]] = {}
        self._called: dict[str, Speaker] = {}
        for run in names.runs.find(pieces)["run"] if short else ():
            known = bisect_left(read, run.start()) < bisect_left(read, run.end())
            if (
                not known
                and any(word in run[0] for word in short)
                and not short.isdisjoint(APART.sub(" ", run[0]).split())
            ):
                self._read(pieces.text, run, names, places)

    def _read(self, text: str, run: regex.Match[str], names: Names, places: Places) -> None:
        for part in split_parts(text, run.start(), places.date(run.start(), run.end())):
            if part and (person := read_person(part, names, places)):
                self.add(run.start(), Speaker(*person))
                for nickname in nicknames(part, names):
                    self._called.setdefault(nickname, Speaker(*person))

    def add(self, at: int, speaker: Speaker) -> None:
        """Note that somebody is named there."""
        for word in set(speaker.name.split()):
            named = self._known.setdefault(word.strip("()"), {})
            if len(named) < NAMESAKES:
                named.setdefault(speaker.name, (at, speaker))

    def longest(self, at: int, speaker: Speaker) -> Speaker:
        """Return the longest name that holds all words of this one: the last named before, else the first behind."""
        if speaker.name in self._called:
            return replace(self._called[speaker.name], role=speaker.role or self._called[speaker.name].role)
        words = set(speaker.name.split())
        fuller = [
            (place, known)
            for place, known in self._known.get(speaker.name.split()[0].strip("()"), {}).values()
            if words <= {word.strip("()") for word in known.name.split()} and len(known.name) > len(speaker.name)
        ]
        if not fuller:
            return self._spelt(speaker) if len(words) == 1 else speaker
        before = [known for place, known in fuller if place <= at] or [fuller[0][1]]
        best = max(before[-3:], key=lambda known: len(known.name))
        return replace(best, role=speaker.role or best.role, by_model=speaker.by_model or best.by_model)

    def _spelt(self, speaker: Speaker) -> Speaker:
        """Return the one person of whose name this is the beginning or the initials: `Desi` of `Desilia`, `AHY`."""
        like = {known.name: known for name in self._known for _, known in self._known[name].values()}
        initials = [known for known in like.values() if "".join(word[0] for word in known.name.split()) == speaker.name]
        begun = [
            known
            for known in like.values()
            if len(speaker.name) >= BEGINNING and known.name.startswith(speaker.name) and known.name != speaker.name
        ]
        found = {known.name: known for known in [*initials, *begun]}
        if len(found) != 1:
            return speaker
        [known] = found.values()
        return replace(known, role=speaker.role or known.role)


def holder(office: str, known: dict[str, Speaker]) -> Speaker | None:
    """Return the last named person whose office has all words of this one: `Kasi Intel` after his full office."""
    words = set(office.lower().split())
    recent = islice(reversed(known), NAMESAKES)
    held = (known[name] for name in recent if words <= set((known[name].role or "").lower().split()))
    return next(held, None)
