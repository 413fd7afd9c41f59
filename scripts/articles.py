"""What the measuring scripts share: articles of a folder or file, their facts without Stanza, text around a place."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.facts import to_facts
from extractor.layout import Layout
from extractor.model import KINDS, Document, Fact, Sentence
from extractor.read.dumpdate import read_date

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"
NEWS = SHARED / "news" / "articles.jsonl.gz"
CONTEXT = 80  # characters shown on each side


def read_articles(path: Path) -> Iterator[Document]:
    """Yield the articles of a folder (its .txt and .jsonl files, packed by gzip or not) or of one such file."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.suffix == ".txt":
            yield Document(file.read_text(encoding="utf8"), id=file.stem)
        elif ".jsonl" in file.suffixes:
            yield from (document_of(json.loads(line)) for line in read_lines(file))


def read_lines(file: Path) -> Iterator[str]:
    """Yield the lines that hold something."""
    with gzip.open(file, "rt", encoding="utf8") if file.suffix == ".gz" else file.open(encoding="utf8") as lines:
        yield from (line for line in lines if line.strip())


def document_of(record: dict[str, Any]) -> Document:
    """Return the article of a record; a date that cannot be read is left for the text to tell."""
    published = read_date(str(record.get("published") or ""))
    return Document(record["text"], id=str(record["id"]), title=record.get("title"), published=published)


def facts_by_rules(pipeline: Pipeline, document: Document) -> tuple[Fact, ...]:
    """Return the facts that need no tokenizer: what rules and gazetteer read, each line taken for a sentence."""
    mentions = [m for m in pipeline.mentions(document.text, document.published) if m.kind in KINDS]
    return to_facts(document, "", mentions, Layout(document.text, lines_of(document.text)))


def lines_of(text: str) -> list[Sentence]:
    """Return the text's lines as if they were sentences."""
    ends = [at for at, character in enumerate(text) if character == "\n"]
    return [
        Sentence(start, end) for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True)
    ]


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before, at and after the place, on one line."""
    pieces = text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT]
    before, inside, after = (piece.replace("\n", " ⏎ ") for piece in pieces)
    return before, inside, after
