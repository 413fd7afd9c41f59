"""An article -> what a notebook shows of it: its head and its text with the facts marked."""

from __future__ import annotations

from markupsafe import Markup

from ..model import Article
from .html import highlight, stylesheet

SCOPE = "extract-article"  # the class that keeps our style sheet from the rest of the notebook
FRAME = "background: var(--paper); color: var(--ink); padding: .2em .8em; max-height: 40em; overflow: auto;"


def notebook_html(article: Article) -> str:
    """Return the article as HTML that stands by itself: facts by kind, each telling its value when pointed at."""
    style = stylesheet().replace(":root", "&")
    document = article.document
    told = (document.title, document.id, article.published and f"{article.published} ({article.published_from})")
    head = Markup("<p><small>{}</small></p>").format(" · ".join(filter(None, told)))
    rules = Markup("<style>.{0} {{ {1} {2} }}</style>").format(SCOPE, FRAME, Markup(style))  # noqa: S704  our own file
    return str(Markup('{}<div class="{}">{}{}</div>').format(rules, SCOPE, head, highlight(article)))
