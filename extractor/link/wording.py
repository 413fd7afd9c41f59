"""The words around a number, as features of what learned which of them say what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ..model import Amount, Links, Mention
from .pairs import END, FOLLOWS, ROLE, START, Column, Pairs, at
from .scene import Scene

CLOSE = 7  # words beside a number that are told apart from those further away
FAR = 40
BESIDE = 3
HEAD = 25  # words of the headline
BACK = 3  # sentences


def wordings(scene: Scene) -> Iterator[list[str]]:
    """Yield what is said around each number, and what it is itself."""
    for number in scene.numbers:
        yield [*around(scene, number), *own(number, scene.told.get(number.start))]


def article_wording(scene: Scene) -> list[str]:
    """Return the words of the headline and of the article."""
    words = scene.words.words
    return [f"h={word}" for word in dict.fromkeys(words[:HEAD])] + [f"d={word}" for word in dict.fromkeys(words)]


def around(scene: Scene, number: Mention) -> Iterator[str]:
    """Yield the words of a number's sentence, by where they stand."""
    words, starts = scene.words.words, scene.words.starts
    layout = scene.layout
    first, last = layout.span(layout.sentence(number.start))
    at = bisect_left(starts, number.start)
    end = bisect_left(starts, number.end)
    low, high = bisect_left(starts, first), bisect_left(starts, last)
    before = words[max(low, at - FAR) : at][::-1]
    behind = words[end : min(high, end + FAR)]
    for side, near in (("b", before), ("a", behind)):
        for i, word in enumerate(near[:BESIDE]):
            yield f"{side}{i + 1}={word}"
        yield f"{side}12={' '.join(near[:2])}"
        yield from {f"{side}={word}": None for word in near[:CLOSE]}
        yield from {f"{side.upper()}={word}": None for word in near[CLOSE:]}
        yield from {f"{side}{where}@{name}": None for where, name in listed(near, scene.lists, back=side == "b")}
    yield from {f"s={word}": None for word in (*before, *behind)}


def listed(words: Sequence[str], lists: Mapping[str, Sequence[str]], *, back: bool) -> Iterator[tuple[int, str]]:
    """Yield the lists that the words beside a number stand in, and how far away: 0, 1 or 2. `back`: in reverse order.

    >>> list(listed(["sebesar", "target"], {"target": ("status_target",)}, back=True))
    [(0, 'status_target')]
    """
    for i, word in enumerate(words):
        two = " ".join((words[i + 1], word) if back else (word, words[i + 1])) if i + 1 < len(words) else word
        where = (i >= 2) + (i >= CLOSE)
        yield from ((where, name) for name in lists.get(word, ()))
        if two != word:
            yield from ((where, name) for name in lists.get(two, ()))


def own(number: Mention, told: Links | None) -> Iterator[str]:
    """Yield what the number itself is, and what rules tell of it."""
    value = number.value
    yield f"kind={number.kind}"
    yield "always"
    if isinstance(value, Amount):
        yield f"unit={value.unit}"
        yield f"per={value.per}"
        if value.low:
            yield f"digits={number.kind} {value.low.adjusted()}"
    if told:
        yield f"status={told.status}"
        yield f"change={told.change}"
        yield f"indicator={told.indicator} {number.kind}"
        yield f"rule={told.linked_by.get('indicator')} {told.indicator}"
        yield f"by={told.linked_by.get('status')}"
        yield from (f"subject={word}" for word in (told.subject or "").lower().split()[:4])


def pair_wordings(pairs: Pairs, side: str, traits: Column) -> tuple[list[list[str]], Column]:
    """Return the words around the nearest sources on a side and between them and the number, and for which pairs.

    Sources of later sentences, or of more than BACK before, say nothing by their words. `traits` tell what a candidate
    is (a column of small whole numbers).
    """
    text = pairs.text
    source: Column = getattr(pairs, side)
    start, end = pairs.of_source(source, START, -1), pairs.of_source(source, END, -1)
    gap = text.sentence[pairs.number] - at(text.sentences, start)
    near = np.flatnonzero((source >= 0) & (gap <= BACK) & (gap >= 0))
    known: dict[tuple[int, int, int], list[str]] = {}
    numbers = [(scene, number) for scene in pairs.scenes for number in scene.numbers]
    found = []
    for pair in near.tolist():
        which = int(pairs.number[pair])
        key = which, int(start[pair]), int(end[pair])
        if key not in known:
            scene, number = numbers[which]
            offset = int(text.offsets[text.article[which]])
            known[key] = list(beside(scene, number, key[1] - offset, key[2] - offset))
        role, follows = int(pairs.sources[source[pair], ROLE]), int(pairs.sources[source[pair], FOLLOWS])
        found.append([*known[key], *traits_of(known[key], f"{int(traits[pair])}.{follows}", role)])
    return found, near


def traits_of(words: Sequence[str], what: str, role: int) -> Iterator[str]:
    """Yield what a candidate is, alone and together with the words nearest to it."""
    yield f"what={what}"
    yield f"role={role} {what}"
    yield f"{words[0]} {role} {what}"
    yield from (f"{what} {word}" for word in words if word[1] in "-+")


def beside(scene: Scene, number: Mention, start: int, end: int) -> Iterator[str]:
    """Yield the words around a name or a date, and between it and a number, by where they stand."""
    words, starts = scene.words.words, scene.words.starts
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    at, behind = bisect_left(starts, number.start), bisect_left(starts, number.end)
    side = "<" if first < at else ">"
    sentences = scene.layout.sentence(number.start) - scene.layout.sentence(start)
    where = f"{side}{max(-2, min(3, sentences))}"
    yield where
    name = " ".join(words[first:last])
    yield f"{where} it={name}"
    for i in range(1, 4):
        yield f"{side}-{i}={words[first - i] if first >= i else '^'}"
    yield f"{side}-12={' '.join(words[max(0, first - 2) : first])}"
    for i in range(2):
        yield f"{side}+{i}={words[last + i] if last + i < len(words) else '$'}"
    yield f"{side}n-={words[at - 1] if at else '^'}"
    yield f"{side}n+={words[behind] if behind < len(words) else '$'}"
    if sentences == 0:
        amid = words[last:at] if side == "<" else words[behind:first]
        yield f"{side}far={min(len(amid), 12) // 2}"
        if len(amid) <= 3:
            yield f"{side}all={' '.join(amid)}"
        yield from {f"{side}mid={word}": None for word in (amid if len(amid) <= 14 else [*amid[:7], *amid[-7:]])}
    elif sentences > 0:
        opened = scene.layout.span(scene.layout.sentence(number.start))[0]
        low = bisect_left(starts, opened)
        yield from (f"open={word}" for word in words[low : low + 3])
