"""In which order findings are shown: what contradicts first, then by how much it matters."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..model import VERDICTS, Article, Fact, Finding

OPENING = 200  # characters of the title and the first sentence
GRAVE = ("victims", "budget", "corruption", "poverty")  # beginnings of indicators that matter more than others


def by_use(article: Article) -> list[Finding]:
    """Return the findings, the gravest verdict first, then sums before dates, what matters and what is large."""
    facts = {fact.id: fact for fact in article.facts}

    def rank(finding: Finding) -> tuple[object, ...]:
        about = [facts[id_] for id_ in finding.facts if id_ in facts]
        return VERDICTS.index(finding.verdict), *importance(finding, about)

    return sorted(article.findings, key=rank)


def importance(finding: Finding, about: Sequence[Fact]) -> tuple[bool, bool, bool, Decimal]:
    """Return what a finding is sorted by: no date, near the beginning, money or people, the largest amount of money."""
    opens = bool(finding.spans) and finding.spans[0][0] < OPENING
    matters = any(fact.kind == "money" or (fact.indicator or "").startswith(GRAVE) for fact in about)
    size = max((fact.low for fact in about if fact.kind == "money" and fact.low), default=Decimal(0))
    return finding.type.startswith("calendar"), not opens, not matters, -size


def is_plain(finding: Finding) -> bool:
    """Whether a finding says only that a weekday is right: there are many, and they are counted."""
    return finding.type == "calendar.weekday" and finding.verdict == "agrees"
