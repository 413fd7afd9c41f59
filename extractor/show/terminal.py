"""Articles and their facts -> tables for a terminal. The only importer of rich."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..model import NUMBERS, VERDICTS, Article, Fact, Finding
from .values import exact_text, is_scaled, region_label, value_text
from .visible import visible

COLOURS = {"region": "green", "count": "cyan", "percent": "magenta", "money": "yellow", "date": "blue"}
SIGNS = {"contradicts": ("✗", "bold red"), "unclear": ("?", "yellow"), "agrees": ("✓", "green")}
WIDE = 140  # columns from which a table says more of each fact
UNBOUNDED = 10_000  # in a file or a pipe each fact keeps to one line
UNDATED = "publication date unknown"
ROWS_AT_ONCE = 500  # a longer table repeats its heading, and none is held in memory whole


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and what it shows of a fact."""

    heading: str
    show: Callable[[Article, Fact], str]
    right: bool = False
    whole: bool = False  # never broken over lines
    cut: bool = False  # one line, cut where it is longer than others need
    below: Callable[[Fact], str] | None = None  # what stands under it


def value_label(_: Article, fact: Fact) -> str:
    """Return the value as news writes it; of a region its code."""
    return exact_text(fact) if fact.kind == "region" else value_text(fact)


def about_label(_: Article, fact: Fact) -> str:
    """Return what a number is about, and whether it is a goal or a change."""
    goal = "target" if fact.status == "target" else None
    return ", ".join(filter(None, [fact.indicator, fact.subject, goal, fact.change]))


def digits(fact: Fact) -> str:
    """Return a number's plain digits where a word such as `miliar` stands for some of them; a span in two lines."""
    return exact_text(fact).split()[0].replace("..", "–\n") if fact.kind in NUMBERS and is_scaled(fact) else ""


def period_begin(_: Article, fact: Fact) -> str:
    """Return the fact's period, of an interval its begin."""
    return " ".join(filter(None, [(fact.period or "").partition("/")[0], fact.period_mod]))


def period_end(fact: Fact) -> str:
    """Return the end of an interval."""
    return "".join((fact.period or "").partition("/")[1:])


WHERE = Column("where", lambda _, fact: str(fact.start), right=True, whole=True)
KIND = Column("kind", lambda _, fact: fact.kind, whole=True)
TEXT = Column("text", lambda _, fact: fact.text)
REGION = Column("region", lambda _, fact: region_label(fact))
PERIOD = Column("period", lambda _, fact: " ".join(filter(None, [fact.period, fact.period_mod])))
ARTICLE = Column("article", lambda article, _: article.document.title or article.document.id, cut=True)
NARROW = (
    *(KIND, TEXT, Column("value", value_label, right=True, whole=True, below=digits), REGION),
    Column("period", period_begin, whole=True, below=period_end),
)
BROAD = (
    *(KIND, TEXT, Column("value", value_label, right=True, whole=True)),
    Column("exactly", lambda _, fact: exact_text(fact) if fact.kind in NUMBERS else "", right=True),
    *(Column("about", about_label), REGION, PERIOD),
    Column("says", lambda _, fact: fact.speaker or ""),
)
PUBLISHED = Column("published", lambda article, _: article.published or "", whole=True)


class Terminal:
    """Writes tables to a stream: in colours and lines to a terminal, plain to all else."""

    def __init__(self, stream: TextIO) -> None:
        is_bounded = stream.isatty() or "COLUMNS" in os.environ
        width = None if is_bounded else UNBOUNDED
        self._console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
        self._columns = BROAD if self._console.width >= WIDE else NARROW
        self._lines = box.SIMPLE_HEAD if self._console.is_terminal else None

    def article(self, article: Article) -> None:
        """Write the article's head and a table of its facts."""
        self._head(article)
        if article.facts:
            self._table((WHERE, *self._columns), [(article, fact) for fact in article.facts])
        else:
            self._print(Text("no facts found"))
        self._print(Text())

    def findings(self, article: Article) -> None:
        """Write the article's head and a table of its findings, what contradicts itself first."""
        self._head(article)
        if article.findings:
            self._print(self._findings_table(article))
        else:
            self._print(Text("nothing found that can be checked"))
        self._print(Text())

    def _findings_table(self, article: Article) -> Table:
        table = self._new_table()
        for heading in ("verdict", "where", "in the text", "the sum"):
            table.add_column(heading, no_wrap=heading in ("verdict", "where"), overflow="fold")
        for finding in sorted(article.findings, key=lambda finding: VERDICTS.index(finding.verdict)):
            sign, style = SIGNS[finding.verdict]
            where = "\n".join(str(start) for start, _ in finding.spans)
            quoted = "\n".join(visible(article.text[start:end]) for start, end in finding.spans)
            said = Text.assemble(visible(finding.formula), ("\n" + visible(explained(finding)), "dim"))
            table.add_row(Text(f"{sign} {finding.verdict}", style=style), Text(where), Text(quoted), said)
        return table

    def _head(self, article: Article) -> None:
        document = article.document
        self._print(Text(visible(document.title or document.id), style="bold"))
        published = f"published {article.published} ({article.published_from})" if article.published else UNDATED
        known = (document.id if document.title else None, document.path or "standard input", published)
        self._print(Text(visible(" · ".join(filter(None, known))), style="dim"))

    def facts(self, articles: Iterable[Article]) -> None:
        """Write the facts of many articles as one table, or several where it grows long."""
        head = (ARTICLE, PUBLISHED) if self._columns is BROAD else (ARTICLE,)
        rows = ((article, fact) for article in articles for fact in article.facts)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            self._table((*head, *self._columns), some)

    def rows(self, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Write a plain table of texts."""
        table = self._new_table()
        for heading in headings:
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*(Text(visible(cell)) for cell in row))
        self._print(table)

    def _table(self, columns: Iterable[Column], rows: Sequence[tuple[Article, Fact]]) -> None:
        table = self._new_table()
        columns = [column for column in columns if any(column.show(article, fact) for article, fact in rows)]
        for column in columns:
            table.add_column(
                column.heading,
                justify="right" if column.right else "left",
                no_wrap=column.whole or column.cut,
                overflow="ellipsis" if column.cut else "fold",
                max_width=self._console.width // 5 if column.cut else None,
            )
        for article, fact in rows:
            table.add_row(*(cell(column, article, fact) for column in columns))
        self._print(table)

    def _new_table(self) -> Table:
        gap = 1 if self._lines else 2  # lines bring a space of their own
        return Table(box=self._lines, header_style="dim", show_edge=False, padding=(0, gap, 0, 0))

    def _print(self, what: Table | Text) -> None:
        self._console.print(what, soft_wrap=isinstance(what, Text))


def explained(finding: Finding) -> str:
    """Return what the finding says in words, and what the article was held against."""
    return f"{finding.reason} ({finding.source})" if finding.source else finding.reason


def cell(column: Column, article: Article, fact: Fact) -> Text:
    """Return what the column shows of the fact."""
    text = Text(visible(column.show(article, fact)), style=COLOURS[fact.kind] if column in (KIND, TEXT) else "")
    if column.below and (below := column.below(fact)):
        text.append("\n" + "\n".join(map(visible, below.split("\n"))), style="dim")
    return text
