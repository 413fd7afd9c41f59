"""Articles and their facts -> tables for a terminal. The only importer of rich."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import PurePath
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..language import _, said
from ..model import NUMBERS, Article, Fact, Finding
from .cells import Column, Row, columns, dates, published, regions
from .details import name_of
from .findings import by_use, is_plain
from .visible import visible

COLOURS = {
    "region": "green", "count": "cyan", "percent": "magenta", "money": "yellow", "quantity": "red", "date": "blue",
}  # fmt: skip
SIGNS = {"contradicts": ("✗", "bold red"), "unclear": ("?", "yellow"), "agrees": ("✓", "green")}
UNBOUNDED = 10_000  # in a file or a pipe each fact keeps to one line
OF_REGIONS = ("region", "code", "where", "")
OF_NUMERALS = ("number", "where", "in the text")
OF_DATES = ("date", "EDTF", "where", "in the text")
OF_FINDINGS = ("verdict", "where", "in the text", "the sum")
ROWS_AT_ONCE = 500  # a longer table repeats its heading, and none is held in memory whole


class Terminal:
    """Writes tables to a stream: with colours and lines to a terminal, plain elsewhere; `exact` adds plain digits."""

    def __init__(self, stream: TextIO, *, exact: bool = False) -> None:
        self._bounded = stream.isatty() or "COLUMNS" in os.environ
        width = None if self._bounded else UNBOUNDED
        self._console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
        self._exact = exact
        self._lines = box.SIMPLE_HEAD if self._console.is_terminal else None

    def article(self, article: Article) -> None:
        """Write the article's head, what in it contradicts itself, its numbers, regions and dates."""
        self._head(article)
        self._contradictions(article)
        rows = [(article, fact) for fact in article.facts if fact.kind in NUMBERS]
        if rows:
            self._print(Text())
            self._table(self._columns(many=False), rows)
        if not article.facts:
            self._print(Text(_("no facts found")))
        for headings, told in ((OF_REGIONS, regions(article)), (OF_DATES, dates(article))):
            if told:
                self._print(Text())
                self.rows(headings, told)
        self._print(Text())

    def findings(self, article: Article, *, everything: bool = False) -> None:
        """Write the article's head and a table of its findings, what contradicts itself first."""
        self._head(article)
        counted = [] if everything else [one for one in article.findings if is_plain(one)]
        listed = [one for one in article.findings if one not in counted]
        if listed:
            self._print(Text())
            self._print(self._findings_table(dataclasses.replace(article, findings=tuple(listed))))
        elif not counted:
            self._print(Text(_("nothing found that can be checked")))
        if counted:
            one = _("1 weekday is that of its date")
            self._print(Text(one if len(counted) == 1 else said(f"{len(counted)} weekdays are those of their dates")))
        self._print(Text())

    def unclaimed(self, article: Article) -> None:
        """Write the article's head and its numbers that no rule claims, each in its sentence."""
        self._head(article)
        self._print(Text())
        self.rows(OF_NUMERALS, [(n.text, str(n.start), " ".join(n.sentence.split())) for n in article.unclaimed])
        self._print(Text())

    def _contradictions(self, article: Article) -> None:
        wrong = [finding for finding in article.findings if finding.verdict == "contradicts"]
        if wrong:
            self._print(Text())
            self._print(self._findings_table(dataclasses.replace(article, findings=tuple(wrong))))

    def _findings_table(self, article: Article) -> Table:
        table = self._new_table()
        for heading in OF_FINDINGS:
            table.add_column(_(heading), no_wrap=heading in ("verdict", "where"), overflow="fold")
        for finding in by_use(article):
            sign, style = SIGNS[finding.verdict]
            where = "\n".join(str(start) for start, _end in finding.spans)
            quoted = "\n".join(visible(article.text[start:end]) for start, end in finding.spans)
            told = Text.assemble(visible(finding.formula), ("\n" + visible(explained(finding)), "dim"))
            table.add_row(Text(f"{sign} {_(finding.verdict)}", style=style), Text(where), Text(quoted), told)
        return table

    def _head(self, article: Article) -> None:
        document = article.document
        self._print(Text(name_of(article), style="bold"))
        day = published(article)
        appeared = (
            said(f"published {day} (from: {_(article.published_from or '')})") if day else _("publication date unknown")
        )
        same = document.path and PurePath(document.path).stem == document.id
        known = (None if same else document.id, document.path or _("standard input"), appeared)
        self._print(Text(visible(" · ".join(filter(None, known))), style="dim"))

    def facts(self, articles: Iterable[Article]) -> None:
        """Write the facts of many articles as one table, or several where it grows long."""
        rows = ((article, fact) for article in articles for fact in article.facts)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            self._table(self._columns(many=True), some)

    def rows(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write a plain table of texts; a column without any, and a table without rows, is left out."""
        rows = list(rows)
        table = self._new_table()
        kept = [index for index in range(len(headings)) if any(row[index] for row in rows)]
        for index in kept:
            table.add_column(_(headings[index]), overflow="fold")
        for row in rows:
            table.add_row(*(Text(visible(row[index])) for index in kept))
        if rows:
            self._print(table)

    def _table(self, chosen: Iterable[Column], rows: Sequence[Row]) -> None:
        table = self._new_table()
        shown = [(column, column.show(rows)) for column in chosen]
        shown = [(column, texts) for column, texts in shown if any(texts)]
        for column, _texts in shown:
            table.add_column(
                _(column.heading),
                justify="right" if column.right else "left",
                no_wrap=column.whole or column.cut,
                overflow="ellipsis" if column.cut else "fold",
                max_width=self._console.width // 5 if column.cut else None,
            )
        for index, (_article, fact) in enumerate(rows):
            table.add_row(*(self._cell(column, texts[index], fact) for column, texts in shown))
        self._print(table)

    def _cell(self, column: Column, told: str, fact: Fact) -> Text:
        indent = " " * (len(told) - len(told.lstrip(" ")))
        text = Text(indent + visible(told), style=COLOURS[fact.kind] if column.tinted else "")
        for line in column.below(fact) if column.below else ():
            text.append(("\n" if self._bounded and told else " ") + visible(line), style="dim")
        return text

    def _columns(self, *, many: bool) -> list[Column]:
        return columns(self._console.width, exact=self._exact, many=many)

    def _new_table(self) -> Table:
        gap = 1 if self._lines else 2  # lines bring a space of their own
        return Table(box=self._lines, header_style="dim", show_edge=False, padding=(0, gap, 0, 0))

    def _print(self, what: Table | Text) -> None:
        self._console.print(what, soft_wrap=isinstance(what, Text))


def explained(finding: Finding) -> str:
    """Return what the finding says in words, and what the article was held against."""
    return f"{said(finding.reason)} ({finding.source})" if finding.source else said(finding.reason)
