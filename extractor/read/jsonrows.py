"""JSON -> its records: one a line, pretty-printed one after the other, in an array, in an object, or just one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import regex

from ..limits import MOST_BYTES
from .csvrows import TOO_LONG, Row
from .fields import NAMES, key_of

DECODER = json.JSONDecoder()
NO_RECORD = "is not a record: a JSON object with a text"
BETWEEN = regex.compile(r"[\s,\[\]]*+")
NEXT = regex.compile(r"(?<=[}\]])[\s,]*+(?=\{)|\n\s*+(?=\{)")  # where a record may begin behind a broken one


def json_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the records of JSON Lines, also pretty-printed ones, or of an array; empty lines hold none."""
    lines = iter(lines)
    first, number = next(lines, None), 1
    while first is not None and not first.strip():
        first, number = next(lines, None), number + 1
    if first is None:
        return
    rest = chain([first], lines)
    yield from line_rows(rest, number) if is_line(first) else piece_rows(rest)


def is_line(line: str) -> bool:
    """Whether a record stands on the line: it begins one that does not end in the midst, as a pretty-printed one does.

    >>> is_line('{"text": "Blora"}'), is_line("{"), is_line("[{"), is_line('{"text": "Blo')
    (True, False, False, True)
    """
    opens = line.strip()
    return not opens.startswith("[") and opens[-1:] not in ("{", ",")


def line_rows(lines: Iterable[str], number: int) -> Iterator[Row]:
    """Yield the records of lines, the first of which has the number."""
    for at, line in enumerate(lines, number):
        if line == TOO_LONG:
            yield at, TOO_LONG.strip("\0 \n")
        elif line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield at, f"is not valid JSON ({str(error).split(':')[0]})"
            else:
                yield at, record if isinstance(record, dict) else NO_RECORD


def piece_rows(pieces: Iterable[str]) -> Iterator[Row]:
    """Yield the records of text that comes in pieces, numbered: one after the other, in an array, or in an object."""
    held, number, wanted = "", 0, 1
    for piece in chain(pieces, [""]):
        held += piece
        if piece and len(held) < wanted:
            continue
        at = 0
        while (found := next_record(held, at, ended=not piece)) is not None:
            record, at = found
            for row in [record] if isinstance(record, str) else within(record):
                number += 1
                yield number, row
        held = held[at:]
        wanted = 2 * len(held)
        if len(held) > MOST_BYTES:
            yield number + 1, f"is no JSON record of at most {MOST_BYTES:,} characters: what follows is left out"
            return


def next_record(held: str, at: int, *, ended: bool) -> tuple[Any, int] | None:
    """Return the next record, or why it is none, and where it ends; None where more text is needed.

    A broken record reaches to where the next may begin.
    """
    at = match.end() if (match := BETWEEN.match(held, at)) else at
    if at == len(held):
        return None
    try:
        record, end = DECODER.raw_decode(held, at)
        return (record if isinstance(record, dict) else NO_RECORD), end
    except RecursionError:
        return "is not valid JSON (too deep)", len(held)
    except json.JSONDecodeError as error:
        follows = NEXT.search(held, max(at + 1, error.pos))
        if not ended and (follows is None or error.pos >= len(held.rstrip()) or "Unterminated" in error.msg):
            return None
        return f"is not valid JSON ({error.msg})", follows.end() if follows else len(held)


def within(record: Any) -> Sequence[Mapping[str, Any] | str]:
    """Return the records that an object holds in an array, also one object further in; else the object itself."""
    if not isinstance(record, dict):
        return [NO_RECORD]
    inner = [record, *(value for value in record.values() if isinstance(value, dict))]
    arrays = [value for one in inner for value in one.values() if isinstance(value, list) and value]
    records = [array for array in arrays if all(isinstance(one, dict) for one in array)]
    has_text = any(isinstance(record.get(name), str) for name in record if key_of(name) in NAMES["text"])
    return max(records, key=len) if records and not has_text else [record]
