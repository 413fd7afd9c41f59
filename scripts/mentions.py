"""Print what the version of `extractor` on the path finds in articles: the part of compare.py that each version runs.

Reads lines {"id", "text", "published"} and prints lines [[rule, kind, start, end, value], …], value in the notation of
the marks. With --stanza it prints whole facts, whose value holds the links too. It asks of a version only for
`load_pipeline`, `Pipeline.mentions`, `Pipeline.run` and `value_mark`, so that old ones can be compared with new ones.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from extractor.model import KINDS, Article, Document, Mention
from extractor.pipeline import load_pipeline
from extractor.rules.marks import value_mark

Row = list[Any]
LINKS = ("indicator", "region", "period", "status", "change", "speaker")


def of_rules(documents: list[Document]) -> Iterator[list[Row]]:
    """Yield what the rules find in each article."""
    pipeline = load_pipeline()
    for document in documents:
        mentions = pipeline.mentions(document.text, document.published)
        yield [row_of(mention) for mention in mentions if mention.kind in KINDS]


def row_of(mention: Mention) -> Row:
    """Return a mention as a row."""
    value = value_mark(mention.value) if mention.value is not None else "?"
    return [mention.rule, mention.kind, mention.start, mention.end, value]


def of_facts(documents: list[Document]) -> Iterator[list[Row]]:
    """Yield the facts of each article, none where it failed."""
    for article in load_pipeline().run(documents):
        facts = article.facts if isinstance(article, Article) else ()
        yield [fact_row(fact.to_dict()) for fact in facts]


def fact_row(fact: dict[str, Any]) -> Row:
    """Return a fact as a row."""
    names = ("low", "high", "approx", "unit", "per", *LINKS)
    value = " ".join(f"{name}={fact[name]}" for name in names if fact.get(name) is not None)
    return [fact["rule"], fact["kind"], fact["start"], fact["end"], value]


def main() -> None:
    """Read articles from stdin, print their rows."""
    records = [json.loads(line) for line in sys.stdin]
    documents = [Document(record["text"], id=record["id"], published=record["published"]) for record in records]
    for rows in (of_facts if "--stanza" in sys.argv else of_rules)(documents):
        print(json.dumps(rows, ensure_ascii=False))


if __name__ == "__main__":
    main()
