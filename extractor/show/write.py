"""Articles -> the format and the place that a command was asked for."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

from ..errors import UserError
from ..model import Article
from .tables import AUDIT_WRITERS, CHECK_WRITERS, WRITERS, DecimalSign, Write, write_csv

if TYPE_CHECKING:
    from .terminal import Terminal

BINARY = ("parquet", "xlsx")
DATA = (*WRITERS, *BINARY)
FORMS = {"htm": "html"} | {ending: ending for ending in (*DATA, "html")}  # by the ending of a file
PLAIN = ("", "txt")  # endings of tables


@dataclass(frozen=True, slots=True)
class Output:
    """What to write and where: a format, a file or folder (None: standard output), and how numbers look.

    `decimal` is the sign of CSV; `exact` adds to a table plain digits and codes.
    """

    form: str
    path: Path | None = None
    decimal: DecimalSign = "point"
    exact: bool = False


def output_of(form: str | None, path: Path | None, decimal: DecimalSign = "point", *, exact: bool = False) -> Output:
    """Return the output asked for; a format that is not named is the one of the file's ending, else a table.

    Raises UserError for a format that does not go where it is to go, or with what is asked of it.
    """
    form = form or form_of(path)
    if form != "html" and path and path.is_dir():
        raise UserError(f"-o: {path} is a folder, and only --format html fills one")
    if form in BINARY and not path and sys.stdout.isatty():
        raise UserError(f"--format {form} is not for a screen: name a file with -o FILE")
    if decimal == "comma" and form != "csv":
        raise UserError(f"--decimal comma is for CSV alone, not for {form}")
    if exact and form != "table":
        raise UserError(f"--exact is for tables alone: {form} holds exact values as it is")
    return Output(form, path, decimal, exact)


def form_of(path: Path | None) -> str:
    """Return the format that a file's ending tells, a table where there is no file. Raises UserError for another."""
    if path is None:
        return "table"
    if path.is_dir():
        return "html"
    if ending(path) not in {*FORMS, *PLAIN}:
        raise UserError(f"-o: “.{ending(path)}” is no format; --format tells one, or an ending: {', '.join(FORMS)}")
    return FORMS.get(ending(path)) or "table"


def write_run(articles: Iterable[Article], to: Output) -> None:
    """Write the articles of a run as they come; as a table, one for each."""
    if to.form in DATA:
        write_data(articles, to)
    elif to.form == "html":
        write_html(articles, to)
    else:
        with terminal(to) as screen:
            for article in articles:
                screen.article(article)


def write_check(articles: Iterable[Article], to: Output, *, everything: bool = False) -> None:
    """Write the findings about articles as they come; as a table, one for each article.

    A table only counts the weekdays that are right, unless `everything` is asked for.
    """
    if to.form in CHECK_WRITERS:
        with opened(to) as stream:
            CHECK_WRITERS[to.form](articles, stream)
    elif to.form == "html":
        write_html(articles, to)
    else:
        with terminal(to) as screen:
            for article in articles:
                screen.findings(article, everything=everything)


def write_audit(articles: Iterable[Article], to: Output) -> None:
    """Write the numerals of articles that state no fact; as a table those alone that no rule claims."""
    if to.form in AUDIT_WRITERS:
        with opened(to) as stream:
            AUDIT_WRITERS[to.form](articles, stream)
    else:
        with terminal(to) as screen:
            for article in articles:
                if article.unclaimed:
                    screen.unclaimed(article)


def write_query(articles: Iterable[Article], to: Output) -> int:
    """Write found facts, as a table all in one, and return how many they are."""
    counted = CountedFacts(articles)
    if to.form in DATA:
        write_data(counted, to)
    else:
        with terminal(to) as screen:
            screen.facts(counted)
    return counted.facts


def consume(articles: Iterable[Article]) -> None:
    """Read the articles to the end and write nothing."""
    for _ in articles:
        pass


def write_data(articles: Iterable[Article], to: Output) -> None:
    """Write the articles' facts for programs."""
    if to.form in BINARY:
        with opened_binary(to.path) as file:
            binary_writer(to.form)(articles, file)
        return
    write: Write = partial(write_csv, decimal=to.decimal) if to.form == "csv" else WRITERS[to.form]
    with opened(to) as stream:
        write(articles, stream)


def write_html(articles: Iterable[Article], to: Output) -> None:
    """Write a report: one page to a file or standard output, or a folder of pages."""
    from .report import write_folder, write_page

    if to.path and is_folder(to.path):
        write_folder(articles, to.path)
        return
    with opened(to) as stream:
        write_page(articles, stream)


@contextmanager
def terminal(to: Output) -> Iterator[Terminal]:
    """Give what writes tables to the output."""
    from .terminal import Terminal

    with opened(to) as stream:
        yield Terminal(stream, exact=to.exact)


def is_folder(output: Path) -> bool:
    """Return whether a report is to become a folder: one is there, or the name is not that of a page."""
    return output.is_dir() or FORMS.get(ending(output)) != "html"


def ending(output: Path | None) -> str:
    """Return how a file's name ends, without the dot."""
    return output.suffix.lower().removeprefix(".") if output else ""


def binary_writer(form: str) -> Callable[[Iterable[Article], IO[bytes]], None]:
    """Return what writes the format, with the library that it needs."""
    if form == "parquet":
        from ..table.arrow import write_parquet

        return write_parquet
    from .workbook import write_workbook

    return write_workbook


class CountedFacts:
    """Articles, with a count of the facts of those read so far."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self.facts = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            self.facts += len(article.facts)
            yield article


@contextmanager
def opened(to: Output) -> Iterator[TextIO]:
    """Open the output file, or standard output. Data is UTF-8 with its own line ends; a table what the screen takes."""
    is_table = to.form == "table"
    if to.path:
        with to.path.open("w", encoding="utf-8", newline=None if is_table else "") as stream:
            yield stream
        return
    settings: dict[str, Any] = {"errors": "replace"} if is_table else {"encoding": "utf-8", "newline": ""}
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


def check_output(output: Path | None, taken: Iterable[Path]) -> None:
    """Raise UserError if writing the output would destroy what is read, or the store."""
    if output and output.exists() and any(path.exists() and output.samefile(path) for path in taken):
        raise UserError(f"-o: {output} is read or stored to in this command, and would be lost")
