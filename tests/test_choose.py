"""Overlapping readings: priority, then length, then order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extractor.choose import choose
from extractor.model import DECLINED, Mention


def mention(name: str, start: int, end: int, priority: int = 0) -> Mention:
    return Mention(name, "count", start, end, None, priority)


def test_priority_then_length_then_order() -> None:
    long, short, urgent = mention("long", 0, 9), mention("short", 5, 9), mention("urgent", 8, 12, 1)
    same = mention("same", 5, 9)
    assert choose([short, long]) == [long]
    assert choose([short, long, urgent]) == [urgent]
    assert choose([short, same]) == [short]


def declined(start: int, end: int, priority: int = 0) -> Mention:
    return Mention("declines", DECLINED, start, end, None, priority)


def test_what_declines_keeps_out_its_pieces_only() -> None:
    piece, whole, beside, across = (
        mention("piece", 5, 9),
        mention("whole", 0, 9),
        mention("m", 9, 12),
        mention("a", 7, 12),
    )
    assert choose([piece, declined(0, 9)]) == []
    assert choose([across, declined(0, 9)]) == []
    assert choose([whole, declined(0, 9)]) == [whole]
    assert choose([beside, declined(0, 9)]) == [beside]
    assert choose([mention("urgent", 5, 9, 1), declined(0, 9)]) == [mention("urgent", 5, 9, 1)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.integers(0, 2)), max_size=30))
def test_nothing_overlaps_and_nothing_free_is_left_out(spans: list[tuple[int, int, int]]) -> None:
    mentions = [mention(str(i), start, start + length, priority) for i, (start, length, priority) in enumerate(spans)]
    chosen = choose(mentions)
    assert all(a.end <= b.start for a, b in pairwise(chosen))
    for m in mentions:
        assert any(m.start < c.end and c.start < m.end for c in chosen)
