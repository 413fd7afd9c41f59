"""A number of an article -> why its links are what they are, in lines of words."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import UserError
from ..language import _, language
from ..link.explain import Reasons, explain
from ..link.scorer import load_model
from ..model import Document
from ..pipeline import Pipeline
from ..wording import period_text
from .details import official_name, percent
from .visible import visible

LIKELY = 0.05  # the chance from which the next likely value is told


def explained(pipeline: Pipeline, document: Document, at: int) -> Iterator[str]:
    """Yield lines that tell of the links of the number that stands there.

    Raises UserError where none does, and for an article that cannot be read.
    """
    try:
        scene = pipeline.scene(document)
    except ValueError as error:
        raise UserError(f"{document.id}: {error}") from error
    number = next((number for number in scene.numbers if number.start <= at < number.end), None)
    if number is None:
        raise UserError(f"{document.id}: no number stands at {at}")
    yield visible(document.text[number.start : number.end])
    for field, reasons in explain(scene, number.start, load_model(), language()).items():
        yield line_of(field, reasons)


def line_of(field: str, told: Reasons) -> str:
    """Return what is told of a link.

    >>> line_of("region", Reasons("33.16", 0.9, None, 0.1, ("it is named before it in the sentence",)))
    'region: Kabupaten Blora (33.16), 90 %, rather than none, 10 %: it is named before it in the sentence'
    """
    rather = f", {_('rather than')} {in_words(field, told.instead)}, {percent(told.instead_chance)}"
    rather = rather if told.instead_chance >= LIKELY else ""
    why = f": {'; '.join(told.reasons)}" if told.reasons else ""
    return f"{_(field)}: {in_words(field, told.value)}, {percent(told.chance)}{rather}{why}"


def in_words(field: str, value: str | None) -> str:
    """Return a value of a link in words.

    >>> in_words("period", "2024-05"), in_words("region", "ID"), in_words("status", None)
    ('Mei 2024', 'Indonesia (ID)', 'none')
    """
    if value is None:
        return _("none")
    if field == "region":
        name = official_name(value)
        return f"{name} ({value})" if name else value
    return period_text(value) if field == "period" else _(value)
