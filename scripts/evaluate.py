"""Precision, recall and F1 of every kind, and the share of right links, over a folder of articles with gold.

scoring.py says what counts as found, right and linked, gold.py how the folder is laid out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

import extractor
from articles import REPOSITORY, around, facts_by_rules
from extractor.model import KINDS, Article
from extractor.pipeline import Pipeline
from gold import Case, Fields, read_cases
from link_table import link_table
from scoring import Report, Verdict, judge, report

HIDDEN = {"kind", "text", "start", "end", "sentence", "id", "rule", "nth"}  # told elsewhere on a line of --misses


def run(cases: Sequence[Case], pipeline: Pipeline, *, stanza: bool) -> Iterator[list[Fields]]:
    """Yield the facts of each case; an article that failed has none, and its reason is printed."""
    if not stanza:
        yield from ([fact.to_dict() for fact in facts_by_rules(pipeline, case.document)] for case in cases)
        return
    for article in pipeline.run([case.document for case in cases]):
        if isinstance(article, Article):
            yield [fact.to_dict() for fact in article.facts]
        else:
            print(f"{article.document.id}: {article.reason}", file=sys.stderr)
            yield []


def evaluate(cases: Sequence[Case], outputs: Iterable[Sequence[Fields]]) -> list[Verdict]:
    """Return the verdicts on all cases."""
    return [
        verdict
        for case, facts in zip(cases, outputs, strict=True)
        for verdict in judge(case.document.id, case.gold, facts, case.kinds)
    ]


def kinds_table(figures: Report, kinds: Sequence[str]) -> Table:
    """Return the figures per kind as a table."""
    table = Table("kind", *map(right, ("gold", "facts", "P", "R", "F1", "found P", "found R", "found F1")))
    for kind in kinds:
        row = figures[kind]
        rates = [row[name] for name in ("precision", "recall", "f1", "found_precision", "found_recall", "found_f1")]
        table.add_row(kind, str(row["gold"]), str(row["facts"]), *(f"{rate:.3f}" for rate in rates))
    return table


def links_table(figures: Report) -> Table:
    """Return the shares of right links as a table."""
    table = Table("link", *map(right, ("right", "of", "share")))
    for name, row in figures["links"].items():
        table.add_row(name, str(row["right"]), str(row["of"]), f"{row['share']:.3f}")
    return table


def right(header: str) -> Column:
    """Return a column of numbers."""
    return Column(header, justify="right")


def show_misses(console: Console, verdicts: Iterable[Verdict], cases: Sequence[Case], *, links: bool) -> None:
    """Print each wrong, missed or spurious fact, and with `links` each wrong link, in its sentence."""
    texts = {case.document.id: case.document.text for case in cases}
    for verdict in verdicts:
        wrong = [name for name, linked in verdict.links.items() if not linked]
        if verdict.word != "right":
            show_miss(console, verdict, verdict.word, texts[verdict.article])
        elif links and wrong:
            show_miss(console, verdict, f"link {', '.join(wrong)}", texts[verdict.article])


def show_miss(console: Console, verdict: Verdict, why: str, text: str) -> None:
    """Print one verdict on three lines: where and why, the text, the fields."""
    place = verdict.gold or verdict.fact or {}
    rule = (verdict.fact or {}).get("rule") or ""
    console.print(Text.assemble((f"{verdict.kind} {why}", "bold red"), f"  {verdict.article}:{place['start']}  {rule}"))
    before, inside, after = around(text, place["start"], place["end"])
    console.print(Text.assemble("  ", (before, "dim"), (f"⟦{inside}⟧", "bold"), (after, "dim")))
    console.print(Text(f"  gold {fields(verdict.gold)}\n  got  {fields(verdict.fact)}"))


def fields(mention: Fields | None) -> str:
    """Return a mention's fields in one line."""
    if mention is None:
        return "nothing"
    told = {name: value for name, value in mention.items() if name not in HIDDEN and value not in (None, (), [], "")}
    return " ".join(f"{name}={value}" for name, value in told.items())


def parse() -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=REPOSITORY / "corpus")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="only these kinds")
    parser.add_argument("--misses", action="store_true", help="list each wrong, missed or spurious fact")
    parser.add_argument("--links", action="store_true", help="with --misses: list wrong links of right numbers too")
    parser.add_argument("--no-stanza", action="store_true", help="values only, by rules and gazetteer: quick")
    parser.add_argument(
        "--half", type=int, choices=(1, 2), help="only the articles on odd (1) or even (2) places in the order of ids"
    )
    parser.add_argument("--table", metavar="PREFIX", help="Markdown: every number of these articles with its links")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


def main() -> None:
    """Evaluate the folder that the command line names."""
    told = parse()
    console = Console(soft_wrap=True, highlight=False)
    cases = read_cases(told.folder)
    if told.half:
        cases = sorted(cases, key=lambda case: case.document.id)[told.half - 1 :: 2]
    verdicts = evaluate(cases, run(cases, extractor.load_pipeline(), stanza=not told.no_stanza))
    verdicts = [verdict for verdict in verdicts if verdict.kind in told.kinds]
    if told.table:
        print(*link_table(verdicts, told.table), sep="\n")
        return
    figures = report(verdicts)
    if told.misses:
        show_misses(console, verdicts, cases, links=told.links)
    if told.json:
        print(json.dumps(figures))
        return
    console.print(kinds_table(figures, told.kinds))
    if figures["links"] and not told.no_stanza:
        console.print(links_table(figures))


if __name__ == "__main__":
    main()
