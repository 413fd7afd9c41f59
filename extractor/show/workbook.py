"""Facts -> an Excel workbook, which opens alike under every country's settings. The only importer of xlsxwriter."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

import regex

from ..model import Article
from ..table.columns import Column, columns, rows
from ..table.encode import to_json

if TYPE_CHECKING:
    from xlsxwriter.workbook import Worksheet

LAST_ROW, LONGEST = 1_048_575, 32_767  # of a sheet, and of a cell in UTF-16: Excel's own limits
FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel counts days of its own
WIDTHS = {"text": 24, "sentence": 60, "title": 30, "low": 18, "high": 18, "region_name": 24, "speaker": 24}
UNSHOWABLE = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # what XML cannot hold
CUT = "…"


def write_workbook(articles: Iterable[Article], to: IO[bytes]) -> None:
    """Write a sheet of facts, a row for each, and a sheet that says what the columns mean.

    Texts are text whatever they begin with, and amounts numbers. What a sheet cannot hold is cut at its limit, with
    an ellipsis: rows beyond the millionth go to further sheets, texts beyond 32,767 characters end in `…`.
    """
    from xlsxwriter import Workbook

    with Workbook(to, {"constant_memory": True, "in_memory": False}) as book:
        pens = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "whole": book.add_format({"num_format": "#,##0"}),
            "broken": book.add_format({"num_format": "#,##0.0#########"}),
        }
        number = 0
        sheet = new_sheet(book, "facts", pens)
        for row in rows(articles):
            if number == LAST_ROW:
                sheet, number = new_sheet(book, f"facts {len(book.worksheets()) + 1}", pens), 0
            number += 1
            for place, (column, value) in enumerate(zip(columns(), row, strict=True)):
                put(sheet, number, place, column, value, pens)
        explain(book.add_worksheet("columns"), pens)


def new_sheet(book: Any, name: str, pens: dict[str, Any]) -> Worksheet:
    """Return a sheet with its headings, ready to be filtered."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, LAST_ROW, len(columns()) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes and periods are texts on purpose
    for place, column in enumerate(columns()):
        sheet.set_column(place, place, WIDTHS.get(column.name, 12))
        sheet.write_string(0, place, column.name, pens["head"])
    return sheet


def put(sheet: Worksheet, number: int, place: int, column: Column, value: Any, pens: dict[str, Any]) -> None:
    """Write a value into its cell, as what the column says it is."""
    if value is None or value in ({}, ()):
        return
    if column.type == "date" and value >= FIRST_DAY:
        sheet.write_datetime(number, place, dt.datetime.combine(value, dt.time()), pens["date"])
    elif column.type in ("integer", "number") and math.isfinite(float(value)):
        pen = pens["whole" if value == int(value) else "broken"] if isinstance(value, Decimal) else None
        sheet.write_number(number, place, float(value), pen)
    else:
        sheet.write_string(number, place, fitting(to_json(value) if column.type == "json" else str(value)))


def fitting(text: str) -> str:
    """Return the text as a cell can hold it."""
    text = UNSHOWABLE.sub("�", text)
    if len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + CUT


def explain(sheet: Worksheet, pens: dict[str, Any]) -> None:
    """Write what the columns mean."""
    for place, (heading, width) in enumerate({"column": 16, "type": 10, "of": 24, "meaning": 110}.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, pens["head"])
    for number, column in enumerate(columns(), 1):
        for place, text in enumerate((column.name, column.type, column.of, column.meaning)):
            sheet.write_string(number, place, text)
