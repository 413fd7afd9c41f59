"""The order of the checks, the only place that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..model import Article, Fact, Finding
from ..rules import Rulebook
from .calendar import check_calendar
from .change import check_change
from .indicators import check_official
from .order import check_order
from .product import check_product
from .reference import check_reference
from .relations import Scene
from .repeat import check_repeat
from .scale import check_scale
from .share import check_share
from .total import check_total

Check = Callable[[Scene], Iterator[Finding]]
CHECKS_OF_NUMBERS: tuple[Check, ...] = (
    *(check_share, check_change, check_total, check_product),
    *(check_repeat, check_order, check_scale, check_reference, check_official),
)


TWO = 2  # of more places one finding is enough: the first check that tells it


def judge(article: Article, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Return what the checks find in an article, by itself and against the reference, in order of the text."""
    scene = Scene(article, rulebook)
    open_ = {fact.id for fact in scene.numbers if has_two_readings(fact)}
    checks = (check_calendar, *CHECKS_OF_NUMBERS) if scene.numbers else (check_calendar,)
    found: dict[object, Finding] = {}
    for finding in left_open((finding for check in checks for finding in check(scene)), open_):
        found.setdefault((finding.spans, finding.verdict) if len(finding.spans) > TWO else finding, finding)
    return tuple(sorted(found.values(), key=lambda finding: (finding.spans, finding.type)))


def has_two_readings(fact: Fact) -> bool:
    """Whether the text leaves open which number is meant."""
    return any("low" in other for other in fact.alternatives)


def left_open(findings: Iterable[Finding], open_: set[str]) -> Iterator[Finding]:
    """Yield the findings; a sum with a number of two readings contradicts nothing."""
    for finding in findings:
        if finding.verdict == "contradicts" and len(finding.facts) > 1 and not open_.isdisjoint(finding.facts):
            yield replace(finding, verdict="unclear", reason=f"{finding.reason}; one number has two readings")
        else:
            yield finding
