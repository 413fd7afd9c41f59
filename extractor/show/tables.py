"""Articles, their facts and findings -> JSON, JSON Lines and CSV, for programs and spreadsheets."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import Any, Literal, TextIO

import regex

from ..decimals import number
from ..model import Article
from ..table.columns import columns, rows
from ..table.encode import to_json

Write = Callable[[Iterable[Article], TextIO], None]
DecimalSign = Literal["point", "comma"]
Form = Callable[[Article], dict[str, Any]]

# What a spreadsheet may run as a formula, behind what it leaves out; apostrophes, so that one more can be taken back.
FORMULA = regex.compile(r"[\s\p{C}']*+[=+\-@＝＋－＠]")
PLAIN_NUMBER = regex.compile(r"[+-]?[\d.,]++%?")


def write_jsonl(articles: Iterable[Article], to: TextIO, form: Form = Article.to_dict) -> None:
    """Write one line per article: `{"article": {…}, "facts": [{…}]}`, or what `form` makes of it."""
    for article in articles:
        to.write(to_json(form(article)) + "\n")


def write_json(articles: Iterable[Article], to: TextIO, form: Form = Article.to_dict) -> None:
    """Write one array of what the lines of JSON Lines hold."""
    between = "["
    for article in articles:
        to.write(f"{between}\n{to_json(form(article), indent=True)}")
        between = ","
    to.write("[]\n" if between == "[" else "\n]\n")


def write_csv(articles: Iterable[Article], to: TextIO, decimal: DecimalSign = "point") -> None:
    """Write one row per fact, with a heading.

    It starts with a byte order mark, by which spreadsheets know UTF-8. With a decimal comma semicolons part the cells,
    as spreadsheets set to Indonesian expect. A text that a spreadsheet would run as a formula gets an apostrophe
    before it; numbers stay as they are.
    """
    to.write("\ufeff")
    writer = csv.writer(to, delimiter=";" if decimal == "comma" else ",")
    writer.writerow(column.name for column in columns())
    writer.writerows([cell(value, decimal) for value in row] for row in rows(articles))


def cell(value: Any, decimal: DecimalSign = "point") -> str:
    """Return the value as a cell of CSV.

    >>> cell("=1+1"), cell(Decimal("-5.50")), cell("-5,3%"), cell(None), cell(Decimal("79.68"), "comma")
    ("'=1+1", '-5.5', '-5,3%', '', '79,68')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number(value).replace(".", "," if decimal == "comma" else ".")
    if isinstance(value, (int, dt.date)):
        return str(value)
    if not isinstance(value, str):
        return to_json(value) if value else ""
    return f"'{value}" if is_formula(value) else value


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might run the text."""
    return FORMULA.match(text) is not None and PLAIN_NUMBER.fullmatch(text) is None


def uncell(written: str) -> str:
    """Return the text of a cell as it was before `cell`: without the apostrophe that it put there.

    >>> uncell("'=1+1"), uncell("'tis"), uncell("-5")
    ('=1+1', "'tis", '-5')
    """
    return written[1:] if written.startswith("'") and is_formula(written) else written


WRITERS: dict[str, Write] = {"json": write_json, "jsonl": write_jsonl, "csv": write_csv}
CHECK_WRITERS: dict[str, Write] = {
    "json": partial(write_json, form=Article.checked),
    "jsonl": partial(write_jsonl, form=Article.checked),
}
AUDIT_WRITERS: dict[str, Write] = {
    "json": partial(write_json, form=Article.audited),
    "jsonl": partial(write_jsonl, form=Article.audited),
}
