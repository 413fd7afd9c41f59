"""Facts -> Arrow tables and Parquet files, with typed columns; Parquet -> records. The only importer of pyarrow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from ..batch import batches
from ..model import Article
from .columns import columns, rows
from .encode import to_json

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

ROWS_AT_ONCE = 50_000  # rows in memory, and in a row group of a file


def schema() -> pa.Schema:
    """Return the types of the columns, each with its meaning; the whole data dictionary is in `columns`, as JSON."""
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    types["json"] = pa.string()
    fields = [
        pa.field(column.name, types[column.type], metadata={"description": column.meaning}) for column in columns()
    ]
    return pa.schema(fields, metadata={"columns": to_json([asdict(column) for column in columns()])})


def record_batches(articles: Iterable[Article], size: int = ROWS_AT_ONCE) -> Iterator[pa.RecordBatch]:
    """Yield the facts as record batches of at most `size` rows."""
    import pyarrow as pa

    form = schema()
    for some in batches(rows(articles), size):
        arrays = [
            pa.array([PLAIN.get(column.type, as_it_is)(value) for value in values], field.type)
            for column, field, values in zip(columns(), form, zip(*some, strict=True), strict=True)
        ]
        yield pa.record_batch(arrays, schema=form)


def table(articles: Iterable[Article]) -> pa.Table:
    """Return the facts as one table, a row for each."""
    import pyarrow as pa

    return pa.Table.from_batches(record_batches(articles), schema())


def write_parquet(articles: Iterable[Article], to: IO[bytes]) -> None:
    """Write the facts as a Parquet file, a row for each."""
    with parquet_writer(to, schema()) as writer:
        for batch in record_batches(articles):
            writer.write_batch(batch)


def parquet_writer(to: IO[bytes] | Path, form: pa.Schema) -> pq.ParquetWriter:
    """Open a Parquet file to write rows of that schema."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(to, form, compression="zstd")


def text_schema(names: Sequence[str]) -> pa.Schema:
    """Return the schema of columns that all hold text."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in names])


def text_table(records: Sequence[Mapping[str, Any]], names: Sequence[str]) -> pa.Table:
    """Return the named fields of the records as a table of text."""
    import pyarrow as pa

    return pa.Table.from_pylist([{name: record[name] for name in names} for record in records], text_schema(names))


class ParquetError(ValueError):
    """A file that is not Parquet, or damaged; the message is the reader's own."""


def read_parquet(file: BinaryIO, size: int) -> Iterator[dict[str, Any]]:
    """Yield the file's records, columns of nested values left out, `size` in memory at once. Raises ParquetError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        whole = pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
        names = [field.name for field in whole.schema_arrow if not pa.types.is_nested(field.type)]
        for batch in whole.iter_batches(batch_size=size, columns=names):
            yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise ParquetError(str(error).splitlines()[0]) from error


def unpack_zstd(file: Any) -> Any:
    """Return a stream of what a file packed with Zstandard holds; it raises OSError without `errno` for damage."""
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd")


def as_it_is(value: Any) -> Any:
    """Return the value."""
    return value


def floating(value: Decimal | None) -> float | None:
    """Return the amount as a float; None above 10³⁰⁸, as in the store."""
    number = math.nan if value is None else float(value)
    return number if math.isfinite(number) else None


def json_text(value: Any) -> str | None:
    """Return the value as JSON, None where there is nothing to say."""
    return to_json(value) if value else None


PLAIN: dict[str, Callable[[Any], Any]] = {"number": floating, "json": json_text}
