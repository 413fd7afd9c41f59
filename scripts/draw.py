"""Draw random facts of a kind, or numbers that no fact claims, for people to judge by eye; keep their verdicts.

    scripts/draw.py KIND… [--news FILE]     draw and print in context; write tests/data/judged_KIND.json, still open
    scripts/draw.py KIND --wrong 3 17       judge: these of the draw are wrong, all others right
    scripts/draw.py                         count the verdicts of all kinds

A kind is one of the facts', or `unclaimed`, where `wrong` says that a fact should have claimed the number. The files
hold ids, offsets and verdicts, no text.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex
from rich.console import Console
from rich.table import Table
from rich.text import Text

import extractor
from articles import NEWS, REPOSITORY, around, read_articles
from extractor.model import KINDS, Document, Mention
from extractor.rules.marks import value_mark

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline
    from extractor.rules import Rulebook

Item = dict[str, Any]  # id, start, end, verdict
JUDGED = REPOSITORY / "tests" / "data"
UNCLAIMED = "unclaimed"
DRAWN = (*KINDS, UNCLAIMED)


def judged_path(kind: str) -> Path:
    """Return the file that keeps a kind's draw."""
    return JUDGED / f"judged_{kind}.json"


def draw(
    pipeline: Pipeline, documents: Iterable[Document], kinds: Sequence[str], size: int, seed: int
) -> dict[str, list[Item]]:
    """Return `size` places of each kind, every place of the articles as likely as any other, in order."""
    places: dict[str, list[Item]] = {kind: [] for kind in kinds}
    numbers = number_pattern(pipeline.rulebook)
    for document in documents:
        facts = [m for m in pipeline.mentions(document.text, document.published) if m.kind in KINDS]
        for kind, start, end in [*((m.kind, m.start, m.end) for m in facts), *unclaimed(document.text, facts, numbers)]:
            if kind in places:
                places[kind].append({"id": document.id, "start": start, "end": end, "verdict": None})
    return {kind: sample(found, size, seed) for kind, found in places.items()}


def sample(places: Sequence[Item], size: int, seed: int) -> list[Item]:
    """Return `size` of the places in order, drawn by the seed."""
    drawn = random.Random(seed).sample(range(len(places)), min(size, len(places)))
    return [places[at] for at in sorted(drawn)]


def number_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """Return what a number looks like: a run of digits with its points, or number words."""
    return regex.compile(rf"\d[\d.,]*+|{rulebook.patterns['in_words']}", regex.IGNORECASE | regex.VERSION1)


def unclaimed(text: str, facts: Iterable[Mention], numbers: regex.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers that no fact overlaps."""
    claimed = {at for fact in facts for at in range(fact.start, fact.end)}
    for match in numbers.finditer(text):
        if claimed.isdisjoint(range(*match.span())):
            yield UNCLAIMED, *match.span()


def show(
    console: Console, kind: str, items: Sequence[Item], documents: dict[str, Document], pipeline: Pipeline
) -> None:
    """Print the drawn places, numbered, with what the rules read there now."""
    console.print(Text(f"\n{kind}", style="bold"))
    for number, item in enumerate(items, 1):
        document = documents[item["id"]]
        before, inside, after = around(document.text, item["start"], item["end"])
        verdict = f" {item['verdict']}" if item["verdict"] else ""
        head = f"{number:3}{verdict} [{item['id']}, {item['start']}, {item['end']}] {reading(pipeline, document, item)}"
        console.print(Text.assemble((head + "\n", "dim"), f"    {before}", (f"⟦{inside}⟧", "bold"), after))


def reading(pipeline: Pipeline, document: Document, item: Item) -> str:
    """Return the value and rule of the fact at the place, `-` where there is none."""
    mentions = pipeline.mentions(document.text, document.published)
    here = (m for m in mentions if m.start == item["start"] and m.kind in KINDS and m.value is not None)
    return next((f"{value_mark(m.value)} by {m.rule}" for m in here if m.value is not None), "-")


def write(kind: str, items: Sequence[Item]) -> None:
    """Keep the draw, a line for each place."""
    lines = ",\n".join(json.dumps(item) for item in items)
    judged_path(kind).write_text(f"[\n{lines}\n]\n", encoding="utf8")


def load(kind: str) -> list[Item]:
    """Return the kept draw. Raises SystemExit if there is none."""
    if not judged_path(kind).is_file():
        raise SystemExit(f"{judged_path(kind)}: no such draw; scripts/draw.py {kind} makes one")
    items: list[Item] = json.loads(judged_path(kind).read_text(encoding="utf8"))
    return items


def judge(kind: str, wrong: Sequence[int]) -> None:
    """Keep the verdicts: the places of these numbers, counted from 1, are wrong, the others right."""
    items = load(kind)
    if beyond := [number for number in wrong if not 1 <= number <= len(items)]:
        raise SystemExit(f"{kind}: the draw has {len(items)} places, none of number {beyond[0]}")
    write(kind, [item | {"verdict": "wrong" if number in wrong else "right"} for number, item in enumerate(items, 1)])


def count() -> Table:
    """Return the verdicts of all kept draws as a table."""
    table = Table("kind", "drawn", "right", "wrong", "open")
    for kind in DRAWN:
        if judged_path(kind).is_file():
            items = load(kind)
            verdicts = Counter(item["verdict"] for item in items)
            table.add_row(kind, *map(str, (len(items), verdicts["right"], verdicts["wrong"], verdicts[None])))
    return table


def parse() -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(DRAWN))
    parser.add_argument("--news", type=Path, default=NEWS, help="folder or file of articles")
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--again", action="store_true", help="print the kept draw instead of a new one")
    parser.add_argument("--wrong", type=int, nargs="*", metavar="NUMBER", help="judge the kept draw of one kind")
    told = parser.parse_args()
    if unknown := set(told.kinds) - set(DRAWN):
        parser.error(f"{unknown.pop()} is no kind; the kinds are {', '.join(DRAWN)}")
    if told.wrong is not None and len(told.kinds) != 1:
        parser.error("--wrong judges one kind: name it")
    return told


def main() -> None:
    """Draw, judge or count, as the command line says."""
    told = parse()
    console = Console(soft_wrap=True, highlight=False)
    if told.wrong is not None:
        judge(told.kinds[0], told.wrong)
    if told.wrong is not None or not told.kinds:
        console.print(count())
        return
    pipeline, documents = extractor.load_pipeline(), {document.id: document for document in read_articles(told.news)}
    if not told.again:
        for kind, items in draw(pipeline, documents.values(), told.kinds, told.size, told.seed).items():
            write(kind, items)
    for kind in told.kinds:
        show(console, kind, load(kind), documents, pipeline)


if __name__ == "__main__":
    main()
