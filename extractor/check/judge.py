"""The order of the checks, the only place that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import Article, Finding
from ..rules import Rulebook
from .calendar import check_calendar

Check = Callable[[Article, Rulebook], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (check_calendar,)


def judge(article: Article, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Return what the checks find in an article, by itself and against the reference, in order of the text."""
    found = [finding for check in CHECKS for finding in check(article, rulebook)]
    return tuple(sorted(found, key=lambda finding: (finding.spans, finding.type)))
