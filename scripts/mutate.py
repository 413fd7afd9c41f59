"""Change one number of each relation that agrees, and count what the checks say then.

    scripts/mutate.py [PATH…]       articles in folders or files; the corpus without any

As misprints do, a digit becomes another, and the text keeps its length: the second of a number, or the first where that
would be within the rounding of the relation; of a date the day. A mutant is caught if a finding that rests on the
changed number contradicts; missed, if the relation is said to agree still; else nothing sure is said of it.

Claims of order, of rounding, and that percentages are all of a whole are left out: another digit need not make them
false.

The rules read the changed text anew; what its numbers are about is left as it was.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import regex
from rich.console import Console
from rich.table import Table

import extractor
from articles import REPOSITORY, read_articles
from extractor.check.run import judge
from extractor.facts import fields_of
from extractor.model import Article, Document, Finding

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

Fate = Literal["caught", "open", "missed"]
FATES: tuple[Fate, ...] = ("caught", "open", "missed")
DAY = regex.compile(r"(?<!\d)\d\d?(?!\d)")
LAST = (9, 28, 29, 30, 31)  # days behind which the next one is longer, or not in each month
OPEN = ("order", "repeat.rounded", "total.hundred")  # claims that another digit need not make false
STEP = 4  # a digit d becomes d + 4, from 10 on d − 5


@dataclass(frozen=True, slots=True)
class Mutant:
    """An article in which one number of an agreeing relation is another; `span` is where."""

    relation: Finding
    span: tuple[int, int]
    text: str


def mutants(article: Article, pipeline: Pipeline) -> Iterator[Mutant]:
    """Yield a mutant for each number of each relation that agrees; numbers in words stay as they are."""
    for relation in article.findings:
        for span in relation.spans if relation.verdict == "agrees" and not relation.type.startswith(OPEN) else ():
            tried = [
                Mutant(relation, span, article.text[: span[0]] + other + article.text[span[1] :])
                for other in others(article.text[slice(*span)], relation.type)
            ]
            yield from next(([one] for one in tried if not is_rounding(one, article, pipeline)), tried[-1:])


def others(written: str, type_: str) -> list[str]:
    """Return what to write instead: with another second digit, with another first; a date with another day.

    >>> others("757.285", "share"), others("5 persen", "share"), others("lima", "share")
    (['797.285', '257.285'], ['9 persen'], [])
    >>> others("Selasa (11/1/2022)", "calendar"), others("Jumat, 29 Mei 2026", "calendar")
    (['Selasa (12/1/2022)'], ['Jumat, 28 Mei 2026'])
    """
    if type_.startswith("calendar"):
        return [DAY.sub(lambda day: str(int(day[0]) + (1 if int(day[0]) not in LAST else -1)), written, count=1)]
    places = [at for at, char in enumerate(written) if char.isdecimal()][:2]
    return [written[:at] + digit(written[at], first=at == places[0]) + written[at + 1 :] for at in reversed(places)]


def digit(old: str, *, first: bool) -> str:
    """Return another digit; no number begins with a zero."""
    new = (int(old) + STEP) % 10
    return str(new or 1) if first else str(new)


def is_rounding(mutant: Mutant, article: Article, pipeline: Pipeline) -> bool:
    """Whether the changed number still is within the rounding of its relation."""
    found = judge(reread(article, mutant.text, pipeline), pipeline.rulebook)
    same = [one for one in found if (one.type, one.spans) == (mutant.relation.type, mutant.relation.spans)]
    return any(one.verdict != "contradicts" for one in same)


def fate(mutant: Mutant, article: Article, pipeline: Pipeline) -> Fate:
    """Return what the checks say of a mutant of the article."""
    found = judge(reread(article, mutant.text, pipeline), pipeline.rulebook)
    if any(one.verdict == "contradicts" and mutant.span in one.spans for one in found):
        return "caught"
    still = (one for one in found if (one.type, one.spans) == (mutant.relation.type, mutant.relation.spans))
    return "missed" if any(one.verdict == "agrees" for one in still) else "open"


def reread(article: Article, text: str, pipeline: Pipeline) -> Article:
    """Return the article with another text of the same length, the values of its facts read anew."""
    mentions = {mention.start: mention for mention in pipeline.mentions(text, article.published)}
    facts = []
    for fact in article.facts:
        mention = mentions.get(fact.start)
        if mention is None or mention.kind != fact.kind or mention.end != fact.end:
            continue
        values = fields_of(mention) if fact.kind != "region" else {}
        facts.append(replace(fact, text=text[fact.start : fact.end], **values))
    return replace(article, document=replace(article.document, text=text), facts=tuple(facts))


def count(documents: Iterable[Document], pipeline: Pipeline) -> dict[str, Counter[Fate]]:
    """Return how many mutants had which fate, by the type of their relation."""
    fates: dict[str, Counter[Fate]] = {}
    for article in pipeline.run(documents):
        for mutant in mutants(article, pipeline) if isinstance(article, Article) else ():
            fates.setdefault(mutant.relation.type, Counter())[fate(mutant, article, pipeline)] += 1
    return fates


def table(fates: dict[str, Counter[Fate]]) -> Table:
    """Return the figures as a table."""
    shown = Table("relation", "mutants", *FATES)
    for type_, counted in [*sorted(fates.items()), ("all", sum(fates.values(), Counter[Fate]()))]:
        shown.add_row(type_, str(counted.total()), *(str(counted[fate]) for fate in FATES))
    return shown


def main() -> None:
    """Mutate the articles that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", default=[REPOSITORY / "corpus"])
    documents = [document for path in parser.parse_args().paths for document in read_articles(path)]
    Console().print(table(count(documents, extractor.load_pipeline())))


if __name__ == "__main__":
    main()
