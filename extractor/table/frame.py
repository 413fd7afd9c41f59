"""Facts -> a data frame of pandas or polars. The only importer of both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from ..errors import UserError
from ..model import Article
from .arrow import table

Library = Literal["pandas", "polars"]


def facts_frame(articles: Iterable[Article], library: Library = "pandas") -> Any:
    """Return a `pandas.DataFrame` or `polars.DataFrame` with a row for each fact.

    The columns are those of `extract query --columns`: texts as strings, `low` and `high` as 64-bit floats, days as
    dates (in pandas datetime64), `start` and the like as integers that can be null. Raises UserError where the library
    is not installed.
    """
    make = {"pandas": to_pandas, "polars": to_polars}.get(library)
    if make is None:
        raise UserError(f"“{library}” makes no frames here: ask for pandas or polars")
    try:
        return make(articles)
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        raise UserError(f"{library} is not installed: pip install {library}") from error


def to_pandas(articles: Iterable[Article]) -> Any:
    """Return the facts as a pandas frame."""
    import pandas as pd

    rows = table(articles)
    integers = {field.type: pd.Int64Dtype() for field in rows.schema if str(field.type) == "int64"}  # they can be null
    return rows.to_pandas(date_as_object=False, types_mapper=integers.get)


def to_polars(articles: Iterable[Article]) -> Any:
    """Return the facts as a polars frame."""
    import polars as pl

    return pl.from_arrow(table(articles))
