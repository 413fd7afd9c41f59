#!/usr/bin/env python3
"""Draw numbers of real articles with their links, and keep the verdict of a reader on each link.

    scripts/draw_links.py                        # draw 50 anew and print them
    scripts/draw_links.py --again                # print the kept draw
    scripts/draw_links.py --wrong 3:region 7:subject,speaker   # judge it: these links are wrong, all others right
    scripts/draw_links.py --count                # how many are right, per link

The draw is kept in tests/data/judged_links.json as ids of articles, offsets and verdicts, never as text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

import extractor
from articles import NEWS, REPOSITORY, read_articles
from draw import sample
from extractor.model import NUMBERS, Article, Document, Fact

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

Item = dict[str, Any]  # id, start, end, and `wrong`: the links judged wrong, None before they are judged
LINKS = ("region", "period", "status", "change", "speaker", "speaker_role", "per", "subject", "indicator")
KEPT = REPOSITORY / "tests" / "data" / "judged_links.json"
CONTEXT = 700  # characters shown on each side: links reach further than values


def draw(pipeline: Pipeline, documents: Iterable[Document], size: int, seed: int) -> list[Item]:
    """Return `size` numbers, every number of the articles as likely as any other, in order."""
    places = [
        {"id": document.id, "start": mention.start, "end": mention.end, "wrong": None}
        for document in documents
        for mention in pipeline.mentions(document.text, document.published)
        if mention.kind in NUMBERS
    ]
    return sample(places, size, seed)


def show(console: Console, items: Sequence[Item], documents: Mapping[str, Document], pipeline: Pipeline) -> None:
    """Print each drawn number, numbered, in its text and with the links that it gets now."""
    chosen = list(dict.fromkeys(item["id"] for item in items))
    articles = {done.document.id: done for done in pipeline.run(documents[name] for name in chosen)}
    for number, item in enumerate(items, 1):
        article = articles[item["id"]]
        if isinstance(article, Article):
            show_one(console, number, item, article)


def show_one(console: Console, number: int, item: Item, article: Article) -> None:
    """Print one number."""
    text, start, end = article.text, item["start"], item["end"]
    fact = next((fact for fact in article.facts if fact.start == start and fact.kind in NUMBERS), None)
    wrong = f" wrong: {', '.join(item['wrong']) or 'nothing'}" if item["wrong"] is not None else ""
    console.print(
        Text(f"\n{number}{wrong} [{item['id']}, {start}, {end}] {article.published} {article.document.title}")
    )
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    console.print(Text.assemble((before, "dim"), (f"⟦{text[start:end]}⟧", "bold"), (after, "dim")))
    console.print(Text(told(fact) if fact else "no number there any more", style="bold"))


def told(fact: Fact) -> str:
    """Return a number's links in one line."""
    fields = fact.to_dict() | {"region": fact.region_name and f"{fact.region} {fact.region_name}"}
    return " | ".join(f"{name}={fields[name] if fields[name] is not None else '–'}" for name in LINKS)


def write(items: Sequence[Item]) -> None:
    """Keep the draw, a line for each number."""
    KEPT.write_text("[\n" + ",\n".join(json.dumps(item) for item in items) + "\n]\n", encoding="utf8")


def load() -> list[Item]:
    """Return the kept draw. Raises SystemExit if there is none."""
    if not KEPT.is_file():
        raise SystemExit(f"{KEPT}: no such draw; scripts/draw_links.py makes one")
    items: list[Item] = json.loads(KEPT.read_text(encoding="utf8"))
    return items


def judge(items: Sequence[Item], wrong: Iterable[str]) -> list[Item]:
    """Return the draw judged: `3:region,subject` says which links of the third number are wrong, all others are right.

    Raises SystemExit for a number that the draw has not, or a word that is no link.
    """
    verdicts: dict[int, list[str]] = {}
    for verdict in wrong:
        number, _, names = verdict.partition(":")
        if not number.isdigit() or not 1 <= int(number) <= len(items) or set(names.split(",")) - set(LINKS):
            raise SystemExit(
                f"“{verdict}” is no NUMBER:LINK,LINK with a number up to {len(items)}, of {', '.join(LINKS)}"
            )
        verdicts[int(number)] = names.split(",")
    return [item | {"wrong": verdicts.get(number, [])} for number, item in enumerate(items, 1)]


def count(items: Sequence[Item]) -> Table:
    """Return how many of each link are right, as a table."""
    wrong = Counter(name for item in items for name in item["wrong"] or ())
    judged = sum(item["wrong"] is not None for item in items)
    table = Table("link", "drawn", "right", "wrong")
    for name in LINKS:
        table.add_row(name, str(len(items)), str(judged - wrong[name]), str(wrong[name]))
    return table


def parse() -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, default=NEWS, help="folder or file of articles")
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--again", action="store_true", help="print the kept draw instead of a new one")
    parser.add_argument("--wrong", nargs="*", metavar="NUMBER:LINKS", help="judge the kept draw")
    parser.add_argument("--count", action="store_true", help="count the verdicts of the kept draw")
    return parser.parse_args()


def main() -> None:
    """Draw, judge or count, as the command line says."""
    told = parse()
    console = Console(soft_wrap=True, highlight=False)
    if told.wrong is not None:
        write(judge(load(), told.wrong))
    if told.wrong is not None or told.count:
        console.print(count(load()))
        return
    pipeline, documents = extractor.load_pipeline(), {document.id: document for document in read_articles(told.news)}
    if not told.again:
        write(draw(pipeline, documents.values(), told.size, told.seed))
    show(console, load(), documents, pipeline)


if __name__ == "__main__":
    main()
