"""Articles, facts and failures -> a Parquet dataset in three folders, one file of each for every part of the input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..model import Article, Failure
from ..table.arrow import parquet_writer, record_batches, schema, text_schema, text_table

FOLDERS = ("articles", "facts", "failures")
ARTICLE = ("source", "id", "path", "title", "url", "site", "published", "published_from", "sha256", "text", "recipe")
FAILURE = ("source", "id", "path", "reason")


class Writer:
    """Writes results into three files of a local folder."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        schemas = {"articles": text_schema(ARTICLE), "facts": schema(), "failures": text_schema(FAILURE)}
        self._writers = {
            name: opened.enter_context(parquet_writer(folder / f"{name}.parquet", form))
            for name, form in schemas.items()
        }

    def write(self, results: Sequence[Article | Failure]) -> None:
        """Write the results of one batch."""
        found = [result for result in results if isinstance(result, Article)]
        failed = [result for result in results if isinstance(result, Failure)]
        for batch in record_batches(found):
            self._writers["facts"].write_batch(batch)
        self._rows("articles", ARTICLE, [article_row(article) for article in found])
        self._rows("failures", FAILURE, [asdict(one.document) | {"reason": one.reason} for one in failed])

    def _rows(self, name: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._writers[name].write_table(text_table(rows, columns))


@contextmanager
def written(folder: Path) -> Iterator[Writer]:
    """Open the three files; they are whole once the block ends."""
    with ExitStack() as opened:
        yield Writer(folder, opened)


def article_row(article: Article) -> dict[str, Any]:
    """Return the article's columns; its recipe in one line."""
    recipe = " ".join(f"{name}={value}" for name, value in asdict(article.recipe).items() if value)
    found = {name: getattr(article, name) for name in ("published", "published_from", "sha256")}
    return asdict(article.document) | found | {"recipe": recipe}
