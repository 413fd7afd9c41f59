"""Articles and their facts -> JSON, JSON Lines and CSV, for programs and spreadsheets."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any, TextIO

import regex

from ..encode import to_json
from ..marks import number
from ..model import Article, Fact

Write = Callable[[Iterable[Article], TextIO], None]

HEAD = ("source", "article", "title", "published")  # what a row of CSV says of the article, before the fact's fields
COLUMNS = (*HEAD, *(field.name for field in fields(Fact)))
FORMULA = regex.compile(r"\s*+[=+\-@＝＋－＠]")
PLAIN_NUMBER = regex.compile(r"[+-]?[\d.,]++%?")


def write_jsonl(articles: Iterable[Article], to: TextIO) -> None:
    """Write one line per article: `{"article": {…}, "facts": [{…}]}`."""
    for article in articles:
        to.write(to_json(article.to_dict()) + "\n")


def write_json(articles: Iterable[Article], to: TextIO) -> None:
    """Write one array of what the lines of JSON Lines hold."""
    between = "["
    for article in articles:
        to.write(f"{between}\n{to_json(article.to_dict(), indent=True)}")
        between = ","
    to.write("[]\n" if between == "[" else "\n]\n")


def write_csv(articles: Iterable[Article], to: TextIO) -> None:
    """Write one row per fact, with a heading.

    It starts with a byte order mark, by which spreadsheets know UTF-8; numbers have a decimal point. A text that a
    spreadsheet would run as a formula gets an apostrophe before it; numbers stay as they are.
    """
    to.write("\ufeff")
    writer = csv.writer(to)
    writer.writerow(COLUMNS)
    for article in articles:
        document = article.document
        head = (document.source, document.id, document.title, article.published)
        writer.writerows([cell(value) for value in (*head, *fact.to_dict().values())] for fact in article.facts)


def cell(value: Any) -> str:
    """Return the value as a cell of CSV.

    >>> cell("=1+1"), cell(Decimal("-5.50")), cell("-5,3%"), cell(None)
    ("'=1+1", '-5.5', '-5,3%', '')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, (int, dt.date)):
        return str(value)
    if not isinstance(value, str):
        return to_json(value) if value else ""
    return f"'{value}" if FORMULA.match(value) and not PLAIN_NUMBER.fullmatch(value) else value


WRITERS: dict[str, Write] = {"json": write_json, "jsonl": write_jsonl, "csv": write_csv}
