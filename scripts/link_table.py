"""Write a Markdown table of articles' numbers with their links, wrong ones struck out before what the gold says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gold import Fields
from scoring import Verdict

LINKS = ("region", "period", "status", "indicator", "per", "subject", "speaker")
WORDS = 6  # of a subject, so that no sentence of an article is carried over
HEAD = ("article", "number", *LINKS)


def link_table(verdicts: Iterable[Verdict], prefix: str) -> Iterator[str]:
    """Yield the lines of the table over the numbers of the articles whose id begins so, in the order of the text."""
    yield "| " + " | ".join(HEAD) + " |"
    yield "|" + "---|" * len(HEAD)
    chosen = [v for v in verdicts if v.article.startswith(prefix) and v.gold and v.fact and "status" in v.gold]
    for verdict in sorted(chosen, key=lambda v: (v.article, (v.fact or {})["start"])):
        yield "| " + " | ".join(row(verdict)) + " |"


def row(verdict: Verdict) -> Sequence[str]:
    """Return the cells of one number."""
    fact, gold = verdict.fact or {}, verdict.gold or {}
    number = str(fact["text"]) if verdict.right else f"~~{fact['text']}~~"
    return verdict.article, number, *(cell(name, gold, fact, verdict.links.get(name, True)) for name in LINKS)


def cell(name: str, gold: Fields, fact: Fields, right: bool) -> str:  # noqa: FBT001
    """Return one link as the table shows it: what was found, or `~~found~~ → wanted`."""
    found = shown(name, fact)
    return found if right else f"~~{found or '–'}~~ → {short(gold.get(name)) or '–'}"


def shown(name: str, fact: Fields) -> str:
    """Return what a fact tells of a link, a change with its status, the mod with its period."""
    more = {"status": "change", "period": "period_mod"}.get(name)
    return " ".join(filter(None, (short(fact.get(name)), short(fact.get(more)) if more else "")))


def short(value: Any) -> str:
    """Return a value without line breaks and bars, cut to WORDS."""
    words = str("" if value is None else value).replace("|", "/").split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
