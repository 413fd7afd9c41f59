"""When a number can hold: the dates an article names, and what each does where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ..model import Mention, When
from ..rules import Rulebook
from .clauses import Clauses

LOOK_BACK = 40  # characters before a date in which words tell what it does
ORIGIN_REACH = 120
FOLLOWED = r"(?<!\w){}(?:\s+(?!\d)[\w./-]{{1,16}}){{0,3}}\s+$"  # words after which a date stands, up to three between


@dataclass(frozen=True, slots=True)
class Time:
    """A date in an article, or a word for the present (its period None).

    `role` is `held`, `said` (the day somebody spoke), `compared` (it only goes for what stands after `since`) or `law`.
    """

    start: int
    end: int
    period: str | None
    mod: str | None
    role: str
    since: int = 0


def find_spoken(layout: Clauses) -> set[int]:
    """Return the sentences that tell of speech."""
    said = [match.start() for match in layout.found["relate_said"]]
    return {layout.sentence(at) for at in said if not layout.quoted(at)}


def find_times(
    text: str, mentions: Sequence[Mention], layout: Clauses, spoken: set[int], rulebook: Rulebook
) -> list[Time]:
    """Return the article's dates in order of start; `spoken` are the sentences that tell of speech."""
    now = [Time(match.start(), match.end(), None, None, "held") for match in layout.found["relate_now"]]
    return sorted([*times(text, mentions, layout, spoken, rulebook), *now], key=lambda time: time.start)


def times(
    text: str, mentions: Sequence[Mention], layout: Clauses, spoken: set[int], rulebook: Rulebook
) -> Iterator[Time]:
    """Yield each date with its role; `spoken` are the sentences that tell of speech."""
    law, held, compared = (rulebook.compile(f"relate_{name}", FOLLOWED) for name in ("law", "held", "compared"))
    origin, against = (rulebook.compile(f"relate_{name}", r"(?<!\w){}$") for name in ("origin", "against"))
    for mention in mentions:
        value = mention.value
        if not isinstance(value, When) or mention.kind != "date":
            continue
        before = text[max(0, mention.start - LOOK_BACK) : mention.start]
        role, since = "held", 0
        if law.search(before):
            role = "law"
        elif compared.search(before):
            role, since = "compared", mention.start
        elif match := reached(text, mention.start, origin, against):
            role, since = "compared", match.start("origin")
        elif is_exact(value) and layout.sentence(mention.start) in spoken and not held.search(before):
            role = "held" if layout.quoted(mention.start) else "said"
        yield Time(mention.start, mention.end, value.period, value.mod, role, since)


def reached(text: str, start: int, *patterns: regex.Pattern[str]) -> regex.Match[str] | None:
    """Return the match of the first of the patterns that ends at a date."""
    found = (pattern.search(text, max(0, start - ORIGIN_REACH), start) for pattern in patterns)
    return next((match for match in found if match), None)


def is_exact(value: When) -> bool:
    """Whether the date is a day of the week or of the calendar."""
    relative = value.relative is not None and value.relative.unit in ("day", "weekday")
    return value.weekday is not None or relative or len(value.period or "") == len("2000-01-01")
