"""Articles -> an HTML report: one file that asks nothing of the network, or a folder with an index and a page each."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import TextIO

import regex
from markupsafe import Markup

from ..language import _
from ..model import KINDS, VERDICTS, Article, Kind, Verdict
from ..table.columns import columns, rows
from ..wording import plural
from . import pictures
from .charts import MISSING, can_draw
from .details import headline, name_of
from .html import environment, script, stylesheet
from .points import Point, points_of
from .tables import cell

INDEX = "index.html"
UNSAFE_IN_NAMES = regex.compile(r"[^\p{Ll}\p{N}]++")
MOST_NAME = 60  # characters of a page's file name


def write_page(articles: Iterable[Article], to: TextIO, home: str | None = None) -> None:
    """Write one page with all the articles, each as soon as it comes; `home` is the index it belongs to."""
    views = map(View, articles)
    first = list(islice(views, 1))
    title = first[0].name if first else _("no articles")
    template = environment().get_template("report.html")
    for part in template.generate(title=title, home=home, views=chain(first, views), **frame()):
        to.write(part)


def write_folder(articles: Iterable[Article], folder: Path) -> None:
    """Write a page for each article, and an index of those that came, also where a run ends early."""
    folder.mkdir(parents=True, exist_ok=True)
    index = Index()
    try:
        for article in articles:
            page = index.add(article)
            with (folder / page).open("w", encoding="utf-8", newline="") as file:
                write_page([article], file, INDEX)
    finally:
        (folder / INDEX).write_text(index.html(), encoding="utf-8", newline="")


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows of an article."""

    article: Article

    @property
    def name(self) -> str:
        """What to call the article: its title, else its first line, else its id."""
        return name_of(self.article)

    @property
    def has_headline(self) -> bool:
        """Whether the text opens with its own headline: a short first line, where no title is given."""
        return bool(headline(self.article))

    @property
    def kinds(self) -> list[tuple[Kind, int]]:
        """Each kind of fact that the article has, and how many."""
        counted = Counter(fact.kind for fact in self.article.facts)
        return [(kind, counted[kind]) for kind in KINDS if counted[kind]]

    @property
    def known(self) -> str:
        """Where the article comes from: its id, where the path does not say it, and its path."""
        document = self.article.document
        path = PurePath(document.path) if document.path else None
        told = (document.id if path is None or path.stem != document.id else None, document.path)
        return " · ".join(filter(None, told))

    @property
    def verdicts(self) -> list[tuple[Verdict, int, int]]:
        """Each verdict of the article's findings, the gravest first, how many, and the number of the first."""
        numbered: dict[Verdict, list[int]] = {verdict: [] for verdict in VERDICTS}
        for number, finding in enumerate(self.article.findings, 1):
            numbered[finding.verdict].append(number)
        return [(verdict, len(numbers), numbers[0]) for verdict, numbers in numbered.items() if numbers]

    @property
    def charts(self) -> list[Markup]:
        """What the article's numbers look like, where charts can be drawn."""
        return pictures.of_article(self.article)

    @property
    def table(self) -> dict[str, object]:
        """The article's facts as a spreadsheet takes them: names of columns, which hold numbers, and rows."""
        described = columns()
        return {
            "columns": [column.name for column in described],
            "numbers": [index for index, column in enumerate(described) if column.type == "number"],
            "rows": [[cell(value) for value in row] for row in rows([self.article])],
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: an article's page, and how many facts of each kind and findings of each verdict it has."""

    page: str
    name: str
    id: str
    published: str | None
    kinds: dict[Kind, int]
    verdicts: dict[Verdict, int]


@dataclass
class Index:
    """What an index page says of articles."""

    entries: list[Entry] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=lambda: {"index": 1})  # names taken, and how many began with each

    def add(self, article: Article) -> str:
        """Note an article and return the file name of its page."""
        view, document = View(article), article.document
        page = f"{self._free(file_name(document.id))}.html"
        kinds, verdicts = dict(view.kinds), {verdict: count for verdict, count, _ in view.verdicts}
        self.entries.append(Entry(page, view.name, document.id, article.published, kinds, verdicts))
        points = points_of([article], lambda _, fact: f"{page}#fact-{fact.id}")
        self.points += (point for point in points if point.fact.indicator and point.fact.region)
        return page

    def _free(self, name: str) -> str:
        free = name
        while free in self.pages:
            self.pages[name] += 1
            free = f"{name}-{self.pages[name]}"
        self.pages[free] = 1
        return free

    def html(self) -> str:
        """Return the index page."""
        told = {verdict for entry in self.entries for verdict in entry.verdicts}
        template = environment().get_template("index.html")
        return template.render(
            title=plural(len(self.entries), "article"),
            entries=self.entries,
            verdicts=[verdict for verdict in VERDICTS if verdict in told],
            charts=pictures.of_articles(self.points),
            **frame(),
        )


def frame() -> dict[str, object]:
    """Return what every page needs: its style and script, and the policy that lets it use nothing else."""
    style, code = stylesheet(), script()
    allowed = f"style-src {digest(style)}; script-src {digest(code)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    ours = {name: Markup(text) for name, text in (("style", style), ("script", code), ("policy", policy))}  # noqa: S704
    return {**ours, "version": version("extractor"), "missing": "" if can_draw() else MISSING}


def digest(text: str) -> str:
    """Return the text's hash as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def file_name(id_: str) -> str:
    """Return a safe name for an article's page.

    >>> file_name("2024/Banjir Wajo"), file_name("../../etc/passwd"), file_name("\u202e")
    ('2024-banjir-wajo', 'etc-passwd', 'article')
    """
    return UNSAFE_IN_NAMES.sub("-", id_.lower())[:MOST_NAME].strip("-") or "article"
