"""Articles -> the format and the place that a command was asked for."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, TextIO

from ..errors import UserError
from ..model import Article
from .tables import CHECK_WRITERS, WRITERS, DecimalSign, Write, write_csv

BINARY = ("parquet", "xlsx")
DATA = (*WRITERS, *BINARY)
FORMS = {"htm": "html"} | {ending: ending for ending in (*DATA, "html")}  # by the ending of a file


def write_run(articles: Iterable[Article], form: str, output: Path | None, decimal: DecimalSign = "point") -> None:
    """Write the articles of a run as they come; as a table, one for each."""
    if form in DATA:
        write_data(articles, form, output, decimal)
        return
    if form == "html":
        write_html(articles, output)
        return
    from .terminal import Terminal

    with opened(form, output) as stream:
        terminal = Terminal(stream)
        for article in articles:
            terminal.article(article)


def write_check(articles: Iterable[Article], form: str, output: Path | None = None) -> None:
    """Write the findings about articles as they come; as a table, one for each article."""
    if form == "html":
        write_html(articles, output)
        return
    with opened(form, output) as stream:
        if form in CHECK_WRITERS:
            CHECK_WRITERS[form](articles, stream)
            return
        from .terminal import Terminal

        terminal = Terminal(stream)
        for article in articles:
            terminal.findings(article)


def write_query(articles: Iterable[Article], form: str, output: Path | None, decimal: DecimalSign = "point") -> int:
    """Write found facts, as a table all in one, and return how many they are."""
    counted = Counted(articles)
    if form in DATA:
        write_data(counted, form, output, decimal)
        return counted.facts
    from .terminal import Terminal

    with opened(form, output) as stream:
        Terminal(stream).facts(counted)
    return counted.facts


def consume(articles: Iterable[Article]) -> None:
    """Let the articles pass and write nothing."""
    for _ in articles:
        pass


def write_data(articles: Iterable[Article], form: str, output: Path | None, decimal: DecimalSign) -> None:
    """Write the articles' facts for programs."""
    if form in BINARY:
        with opened_binary(output) as file:
            binary_writer(form)(articles, file)
        return
    write: Write = partial(write_csv, decimal=decimal) if form == "csv" else WRITERS[form]
    with opened(form, output) as stream:
        write(articles, stream)


def write_html(articles: Iterable[Article], output: Path | None) -> None:
    """Write a report: one page to a file or standard output, or a folder of pages."""
    from .report import write_folder, write_page

    if output and is_folder(output):
        write_folder(articles, output)
        return
    with opened("html", output) as stream:
        write_page(articles, stream)


def is_folder(output: Path) -> bool:
    """Return whether a report is to become a folder: one is there, or the name is not that of a page."""
    return output.is_dir() or FORMS.get(ending(output)) != "html"


def ending(output: Path | None) -> str:
    """Return how a file's name ends, without the dot."""
    return output.suffix.lower().removeprefix(".") if output else ""


def binary_writer(form: str) -> Callable[[Iterable[Article], IO[bytes]], None]:
    """Return what writes the format, with the library that it needs."""
    if form == "parquet":
        from ..arrow import write_parquet

        return write_parquet
    from .workbook import write_workbook

    return write_workbook


class Counted:
    """Articles that count their facts as they pass."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self.facts = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            self.facts += len(article.facts)
            yield article


@contextmanager
def opened(form: str, output: Path | None) -> Iterator[TextIO]:
    """Open the output file, or standard output. Data is UTF-8 with its own line ends; a table what the screen takes."""
    if output:
        with output.open("w", encoding="utf-8", newline=None if form == "table" else "") as stream:
            yield stream
        return
    settings: dict[str, Any] = {"errors": "replace"} if form == "table" else {"encoding": "utf-8", "newline": ""}
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(**settings)
    yield sys.stdout


@contextmanager
def opened_binary(output: Path | None) -> Iterator[IO[bytes]]:
    """Open the output file, or one that goes to standard output when it is whole: a pipe cannot be gone back in."""
    if output:
        with output.open("wb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as whole:
        yield whole
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout.buffer)


def form_of(form: str | None, output: Path | None, decimal: DecimalSign = "point") -> str:
    """Return the format asked for, else the one that the file's ending tells, else a table.

    Raises UserError for a format that does not go where it is to go.
    """
    form = form or FORMS.get(ending(output)) or ("html" if output and output.is_dir() else "table")
    if form != "html" and output and output.is_dir():
        raise UserError(f"-o: {output} is a folder, and only --format html fills one")
    if form in BINARY and not output and sys.stdout.isatty():
        raise UserError(f"--format {form} is not for a screen: name a file with -o FILE")
    if decimal == "comma" and form != "csv":
        raise UserError(f"--decimal comma is for CSV alone, not for {form}")
    return form


def check_output(output: Path | None, taken: Iterable[Path]) -> None:
    """Raise UserError if writing the output would destroy what is read, or the store."""
    if output and output.exists() and any(path.exists() and output.samefile(path) for path in taken):
        raise UserError(f"-o: {output} is read or stored to in this command, and would be lost")
