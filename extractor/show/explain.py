"""A number of an article -> why its links are what they are, in lines of words."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import UserError
from ..link.explain import Reasons, explain
from ..link.scorer import load_model
from ..model import Document
from ..pipeline import Pipeline
from ..regions.gazetteer import load_gazetteer
from ..rules import rules_folder

LIKELY = 0.05  # the chance from which the next likely value is told


def explained(pipeline: Pipeline, document: Document, at: int, lang: str = "en") -> Iterator[str]:
    """Yield lines that tell of the links of the number that stands there. Raises UserError where none does."""
    scene = pipeline.scene(document)
    number = next((number for number in scene.numbers if number.start <= at < number.end), None)
    if number is None:
        raise UserError(f"{document.id}: no number stands at {at}")
    yield document.text[number.start : number.end]
    for field, reasons in explain(scene, number.start, load_model(), lang).items():
        yield line_of(field, reasons)


def line_of(field: str, told: Reasons) -> str:
    """Return what is told of a link.

    >>> line_of("region", Reasons("33.16", 0.9, None, 0.1, ("it is named before it in the sentence",)))
    'region: Kabupaten Blora (33.16), 90 %, rather than none, 10 %: it is named before it in the sentence'
    """
    rather = f", rather than {named(told.instead)}, {percent(told.instead_chance)}"
    rather = rather if told.instead_chance >= LIKELY else ""
    why = f": {'; '.join(told.reasons)}" if told.reasons else ""
    return f"{field}: {named(told.value)}, {percent(told.chance)}{rather}{why}"


def named(value: str | None) -> str:
    """Return a value of a link in words."""
    region = load_gazetteer(rules_folder() / "gazetteer").region(value or "")
    return f"{region.full_name} ({value})" if region else value or "none"


def percent(chance: float) -> str:
    """Return a chance in whole percent."""
    return f"{round(100 * chance)} %"
