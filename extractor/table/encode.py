"""Values -> JSON and back, amounts digit by digit: no number passes through a float."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from ..decimals import number

DECODER = json.JSONDecoder(parse_int=Decimal, parse_float=Decimal)


def to_json(value: Any, *, indent: bool = False) -> str:
    """Return the value as JSON: a Decimal as a number in plain digits, a date as ISO text.

    >>> to_json({"low": Decimal("2.30E+3"), "high": Decimal("79.68")})
    '{"low":2300,"high":79.68}'
    """
    return orjson.dumps(value, default=_plain, option=orjson.OPT_INDENT_2 if indent else None).decode()


def from_json(text: str | bytes) -> Any:
    """Return what the JSON says, every number as a Decimal."""
    return DECODER.decode(text if isinstance(text, str) else text.decode())


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(number(value))
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
