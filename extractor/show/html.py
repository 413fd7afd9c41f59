"""An article and its findings -> HTML. The only importer of Jinja2, which escapes all that a text says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..language import _, language, said
from ..model import KINDS, NUMBERS, Article
from ..wording import exact_text, period_text, region_label, value_text
from .details import about, alternatives, details, gist, is_doubtful, percent, plain, when
from .pieces import paragraphs, refs, unplaced
from .visible import legible

SHOWN = (
    *(
        _,
        language,
        said,
        about,
        alternatives,
        details,
        exact_text,
        gist,
        is_doubtful,
        paragraphs,
        percent,
        period_text,
        plain,
        refs,
        region_label,
        unplaced,
        value_text,
    ),
    when,
)  # what templates may call
TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return the templates' environment: every value is escaped, and control characters become visible signs."""
    made = Environment(
        loader=PackageLoader("extractor.show"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=legible_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {function.__name__: function for function in SHOWN} | {"KINDS": KINDS, "NUMBERS": NUMBERS}
    return made


def legible_value(value: Any) -> Any:
    """Return a text with visible signs for characters that change the page's direction; other values as they are."""
    if value is None:
        return ""
    return legible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def highlight(article: Article) -> Markup:
    """Return the article's text as paragraphs of escaped HTML, its facts marked and linked to their cards.

    A fact is `<a class="fact KIND" id="fact-ID" href="#card-ID">`, its card opens with the scripts of `script()`
    as with none; what findings rest on is underlined and numbered. The page brings `stylesheet()`.
    """
    macros: Any = environment().get_template("text.html").module
    return Markup(macros.text(article, ""))  # noqa: S704 - the macro has escaped it


def stylesheet() -> str:
    """Return the style sheet of everything this module writes."""
    return (TEMPLATES / "style.css").read_text(encoding="utf8")


def script() -> str:
    """Return the script that opens cards in place, sorts and copies tables; no page needs it to be read."""
    return (TEMPLATES / "page.js").read_text(encoding="utf8")
