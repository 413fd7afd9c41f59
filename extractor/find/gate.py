"""Which rules are worth trying at a place: few can begin at a word, fewer go on with what follows it.

Each question is a partial match, "does the pattern match some text that begins like this?", asked once and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from ..rules import Rule

# The next word, or its beginning where it is long; behind a number one character more.
NEXT = regex.compile(r"\s{0,3}+(?:\d{1,4}+.?|[^\W\d_]{1,20}+|\S)?+", regex.DOTALL)
BUT_A_LETTER = regex.compile(r"(?<=[^\W\d_])[^\W\d_]+$")  # what the last word has more
REMEMBERED = 100_000  # words and what they may begin: far more than an article has
SAME_DIGIT = str.maketrans("123456789", "000000000")  # gates take any digit for any other
LONG = 30  # letters of a word that are looked at
FEW = 2  # rules that are sooner tried than looked at once more


@dataclass(frozen=True, eq=False, slots=True)
class Try:
    """A rule to try, its pattern, and its number in the order of all rules.

    Its gate tells whether it is worth trying (extractor/find/loosen.py). A user's own rule is `timed`: nobody has tried
    it on hostile text. The shipped ones are linear (tests/test_fuzz.py), and watching the clock inside them costs time.
    """

    number: int
    rule: Rule
    pattern: regex.Pattern[str]
    gate: regex.Pattern[str]
    timed: bool


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Rules with the same opening, which is matched once for all of them; its gate tells where it may stand."""

    opening: regex.Pattern[str] | None
    gate: regex.Pattern[str] | None
    tries: tuple[Try, ...]
    timed: bool


class Beginnings(dict[str, Sequence[Group]]):
    """For each word, or number, the groups that a match beginning with it can be of.

    It is worked out letter by letter: few words have any left after three.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__()
        self._every = groups

    def __missing__(self, word: str) -> Sequence[Group]:
        groups = self._every
        for length in range(1, min(len(word), LONG) + 1):
            groups = self._left(groups, word[:length])
            if not groups:
                break
        return self._remember(word[:LONG], groups)

    def _left(self, groups: Sequence[Group], word: str) -> Sequence[Group]:
        """Return the groups, less the rules that cannot begin with these letters; known ones are looked up."""
        if (known := self.get(word)) is not None:
            return known
        left = [less(group, (one for one in group.tries if may_begin(group, one, word))) for group in groups]
        return self._remember(word, [group for group in left if group.tries])

    def _remember(self, word: str, groups: Sequence[Group]) -> Sequence[Group]:
        if len(self) > REMEMBERED:
            self.clear()
        self[word] = groups
        return groups


def may_begin(group: Group, one: Try, word: str) -> bool:
    """Return whether the opening may begin with the word, or the rest may where the opening only looks around."""
    opened = group.gate.match(word, partial=True) if group.gate else None
    if group.gate and (opened is None or opened.partial or opened.end()):
        return opened is not None
    return may_match(one, word)


def less(group: Group, tries: Iterable[Try]) -> Group:
    """Return the group with only these of its rules."""
    left = tuple(tries)
    return group if len(left) == len(group.tries) else same(group.opening, group.gate, left, group.timed)


# The same group for the same rules, wherever they are left: what a group may go on with is remembered for it.
same = cache(Group)


class Following:
    """Which rules of a group may go on with what lies ahead, worked out and remembered."""

    def __init__(self) -> None:
        self._narrowed = lru_cache(REMEMBERED)(self._narrow)

    def tries(self, group: Group, text: str, start: int, at: int) -> Sequence[Try]:
        """Return the rules to try in a text, where a match starts at `start` and its opening ends at `at`."""
        end = end_of_next(text, at)
        if at == start:
            end = end_of_next(text, end)
        first = at - (2 if at > 1 and text[at - 2].isdecimal() else 1 if at else 0)
        group = self._narrowed(group, text[first:end].translate(SAME_DIGIT), at - first)
        if len(group.tries) > FEW:
            end = end_of_next(text, end)
            group = self._narrowed(group, text[first:end].translate(SAME_DIGIT), at - first)
        return group.tries

    def _narrow(self, group: Group, ahead: str, at: int) -> Group:
        """Return the group, less the rules that no match is of with this text ahead."""
        shorter = BUT_A_LETTER.sub("", ahead)
        if at < len(shorter) < len(ahead):
            group = self._narrowed(group, shorter, at)
        return less(group, (one for one in group.tries if may_match(one, ahead, at)))


def end_of_next(text: str, at: int) -> int:
    """Return where the next word ends, or its beginning where it is long."""
    following = NEXT.match(text, at)
    return following.end() if following else at


def may_match(one: Try, text: str, at: int = 0) -> bool:
    """Return whether the rule's pattern matches some text that goes on from the place like this one."""
    return one.gate.match(text, at, partial=True) is not None
