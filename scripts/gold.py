"""Read articles with gold: what they state, as a careful reader marked it.

A folder holds either `articles.jsonl` and `gold/ID.json` (mentions with offsets, values and links), or `ID.txt`,
`gold/ID.txt` (the same text with `[text](value)` marks, after a header) and `links/ID.tsv`, as corpus/README.md tells.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from articles import read_articles
from extractor.model import KINDS, NUMBERS, Document
from extractor.rules.marks import Mark, read_marks

Fields = Mapping[str, Any]


FIRST = tuple(kind for kind in KINDS if kind != "quantity")  # of gold that does not say of which kinds it tells


@dataclass(frozen=True, slots=True)
class Case:
    """An article and its gold."""

    document: Document
    gold: Sequence[Fields]
    kinds: Sequence[str] = KINDS  # of which the gold tells every fact


def read_cases(folder: Path) -> list[Case]:
    """Return the folder's articles that have gold. Raises SystemExit with a sentence if there are none."""
    documents = {document.id: document for document in read_articles(folder)}
    cases = [case for path in sorted((folder / "gold").glob("*")) if (case := read_case(path, documents))]
    if not cases:
        raise SystemExit(f"{folder}: no gold/*.json or gold/*.txt with an article of the same name")
    return cases


def read_case(gold: Path, documents: Mapping[str, Document]) -> Case | None:
    """Return the case of a gold file, None where the file is no gold or its article is missing."""
    if gold.suffix == ".json":
        told = json.loads(gold.read_text(encoding="utf8"))
        document = documents.get(told["id"])
        return Case(document, told["mentions"], told.get("kinds", FIRST)) if document else None
    document = documents.get(gold.stem)
    return read_marked(gold, document) if gold.suffix == ".txt" and document else None


def read_marked(gold: Path, document: Document) -> Case:
    """Return the case of a marked text. Raises SystemExit if its words are not those of the article."""
    head, _, marked = gold.read_text(encoding="utf8").partition("\n\n")
    text, marks = read_marks(marked)
    if text.strip() != document.text.strip():
        raise SystemExit(f"{gold}: without its marks, it differs from the article")
    shift = document.text.index(text.strip()) - text.index(text.strip())
    links = read_links(gold.parent.parent / "links" / f"{gold.stem}.tsv")
    mentions = with_links(gold, [mention_of(mark, shift) for mark in marks], links)
    return Case(replace(document, published=handed_over(head)), mentions)


def handed_over(head: str) -> str | None:
    """Return the publication date that goes with the article; where the text tells it, none does.

    >>> handed_over("published: 2022-03-26 given"), handed_over("published: 2024-07-09")
    ('2022-03-26', None)
    """
    date, _, given = head.removeprefix("published:").strip().partition(" ")
    return date if given == "given" else None


def mention_of(mark: Mark, shift: int) -> Fields:
    """Return the gold mention that a mark writes."""
    first, *rest = mark.value.split()
    place = {"kind": mark.kind, "start": mark.start + shift, "end": mark.end + shift}
    if mark.kind == "region":
        return place | {"code": None if first == "@?" else first[1:]}
    if mark.kind == "date":
        return place | {"value": None if first == "?" else first}
    low, _, high = first.lstrip("#").partition("..")
    per = next((word[1:] for word in rest if word.startswith("/")), None)
    currency = {"currency": rest[0]} if mark.kind == "money" else {}
    return place | {"low": bound(low), "high": bound(high or low), "per": per} | currency


def bound(written: str) -> Decimal | None:
    """Return the number that a mark writes, None for `?`."""
    return None if written == "?" else Decimal(written)


def read_links(path: Path) -> list[dict[str, str]]:
    """Return what the file tells of each number in order, nothing where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def with_links(gold: Path, mentions: Sequence[Fields], links: Sequence[dict[str, str]]) -> list[Fields]:
    """Return the mentions, the numbers among them with their links. Raises SystemExit if there are more or fewer."""
    numbers = sum(mention["kind"] in NUMBERS for mention in mentions)
    if links and len(links) != numbers:
        raise SystemExit(f"{gold}: {numbers} numbers, but {len(links)} lines of links")
    rows = iter(links)
    return [{**m, **link_fields(next(rows), m["kind"])} if links and m["kind"] in NUMBERS else m for m in mentions]


def link_fields(row: Mapping[str, str], kind: str) -> Fields:
    """Return a line of links as gold fields: `A or B` is A, and B among `…_alt`."""
    fields: dict[str, Any] = {}
    for name in ("region", "period", "status", "speaker", "indicator", "subject"):
        none = ("people" if kind == "count" else "money") if name == "indicator" else None
        first, *others = (none if answer == "-" else answer for answer in row[name].split(" or "))
        fields |= {name: first, f"{name}_alt": others}
    return fields
