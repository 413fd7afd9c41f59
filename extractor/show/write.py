"""Articles -> the format and the place that a command was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from ..errors import UserError
from ..model import Article
from .tables import WRITERS


def write_run(articles: Iterable[Article], form: str, output: Path | None) -> None:
    """Write the articles of a run as they come; as a table, one for each."""
    with opened(form, output) as stream:
        if form in WRITERS:
            WRITERS[form](articles, stream)
            return
        from .terminal import Terminal

        terminal = Terminal(stream)
        for article in articles:
            terminal.article(article)


def write_query(articles: Iterable[Article], form: str, output: Path | None) -> int:
    """Write found facts, as a table all in one, and return how many they are."""
    counted = Counted(articles)
    with opened(form, output) as stream:
        if form in WRITERS:
            WRITERS[form](counted, stream)
        else:
            from .terminal import Terminal

            Terminal(stream).facts(counted)
    return counted.facts


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
        with output.open("w", encoding="utf-8", newline="" if form in WRITERS else None) as stream:
            yield stream
        return
    settings: dict[str, Any] = {"encoding": "utf-8", "newline": ""} if form in WRITERS else {"errors": "replace"}
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(**settings)
    yield sys.stdout


def form_of(form: str | None, output: Path | None) -> str:
    """Return the format asked for, else the one that the file's ending tells, else a table."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return form or (ending if ending in WRITERS else "table")


def check_output(output: Path | None, taken: Iterable[Path]) -> None:
    """Raise UserError if writing the output would destroy what is read, or the store."""
    if output and output.exists() and any(path.exists() and output.samefile(path) for path in taken):
        raise UserError(f"-o: {output} is read or stored to in this command, and would be lost")
