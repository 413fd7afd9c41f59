"""Draw findings from the news for people to judge by eye; keep their verdicts.

    scripts/draw_findings.py KIND… [--news FILE]    draw, print in context, keep as still open
    scripts/draw_findings.py KIND --wrong 3 17      judge: these of the draw are wrong, all others right
    scripts/draw_findings.py                        count the verdicts

Articles come in the random order of a seed until enough findings have come up: 60 that contradict, 50 that agree. Most
are weekdays, so two kinds are the others alone: 50 `sums` that agree, and 60 `wrong_sums`, or all that there are. A
contradiction is right if the article does contradict itself, or the figure it is held against, just there; an agreement
if the article means just that relation. tests/data/judged_KIND.json hold ids, offsets and verdicts, no text.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

import extractor
from articles import CONTEXT, NEWS, read_articles
from draw import judge, judged_path, load, write
from extractor.model import Article, Document, Finding

Item = dict[str, Any]  # id, type, spans, verdict
Drawn = tuple[Article, Finding]
SIZES = {"contradicts": 60, "agrees": 50, "sums": 50, "wrong_sums": 60}
VERDICTS = {"sums": "agrees", "wrong_sums": "contradicts"}


def is_of(kind: str, finding: Finding) -> bool:
    """Whether the finding is of the kind that is drawn."""
    is_sum = not finding.type.startswith("calendar")
    return finding.verdict == VERDICTS.get(kind, kind) and (kind not in VERDICTS or is_sum)


def draw(articles: Iterable[Article], kinds: Sequence[str]) -> dict[str, list[Drawn]]:
    """Return the first findings of each kind, in order."""
    drawn: dict[str, list[Drawn]] = {kind: [] for kind in kinds}
    for article in articles:
        for kind, found in drawn.items():
            found += [(article, finding) for finding in article.findings if is_of(kind, finding)]
        if all(len(found) >= SIZES[kind] for kind, found in drawn.items()):
            break
    return {kind: found[: SIZES[kind]] for kind, found in drawn.items()}


def shuffled(documents: Iterable[Document], seed: int) -> list[Document]:
    """Return the articles in the random order of the seed."""
    ordered = list(documents)
    random.Random(seed).shuffle(ordered)
    return ordered


def item(article: Article, finding: Finding) -> Item:
    """Return what is kept of a drawn finding."""
    spans = [list(span) for span in finding.spans]
    return {"id": article.document.id, "type": finding.type, "spans": spans, "verdict": None}


def show(console: Console, number: int, article: Article, finding: Finding) -> None:
    """Print a finding with its numbers marked in the text around them."""
    first, last = finding.spans[0][0], finding.spans[-1][1]
    text, at = Text(f"{number:3} "), max(0, first - CONTEXT)
    head = (
        f"[{article.document.id}, {finding.type}, published {article.published}] {finding.formula}; {finding.reason}\n"
    )
    text.append(head, "dim")
    for start, end in finding.spans:
        text.append(article.text[at:start].replace("\n", " ⏎ "))
        text.append(f"⟦{article.text[start:end]}⟧", "bold")
        at = end
    console.print(text.append(article.text[at : last + CONTEXT].replace("\n", " ⏎ ")))


def count() -> Table:
    """Return the verdicts of all kept draws, by type of finding, as a table."""
    table = Table("draw", "type", "drawn", "right", "wrong", "open")
    for kind in SIZES:
        if judged_path(kind).is_file():
            by_type = Counter((one["type"], one["verdict"]) for one in load(kind))
            for type_ in sorted({type_ for type_, _ in by_type}):
                verdicts: Sequence[int] = [by_type[type_, verdict] for verdict in ("right", "wrong", None)]
                table.add_row(kind, type_, str(sum(verdicts)), *map(str, verdicts))
    return table


def main() -> None:
    """Draw, judge or count, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", choices=[*SIZES, []], metavar="KIND", help=", ".join(SIZES))
    parser.add_argument("--news", type=Path, default=NEWS, help="folder or file of articles")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--wrong", type=int, nargs="*", metavar="NUMBER", help="judge the kept draw of one kind")
    told = parser.parse_args()
    console = Console(soft_wrap=True, highlight=False)
    if told.wrong is not None:
        judge(told.kinds[0], told.wrong)
    if told.wrong is not None or not told.kinds:
        console.print(count())
        return
    results = extractor.load_pipeline().run(shuffled(read_articles(told.news), told.seed))
    for kind, drawn in draw((one for one in results if isinstance(one, Article)), told.kinds).items():
        write(kind, [item(article, finding) for article, finding in drawn])
        console.print(Text(f"\n{kind}", style="bold"))
        for number, (article, finding) in enumerate(drawn, 1):
            show(console, number, article, finding)


if __name__ == "__main__":
    main()
