"""What the corpus must give: floors for every link, and all its facts and findings, letter by letter.

    scripts/floors.py            say how the corpus stands against both; exit 1 if it falls below a floor or differs
    scripts/floors.py --keep     raise floors that are surpassed, keep today's facts as the golden ones: read the diff
    scripts/floors.py --lower    let floors fall to what is reached today; say why in the commit

tests/data/floors.json holds the floors beside a digest of the corpus that they were measured on: a changed corpus needs
new floors. tests/data/corpus.jsonl holds a line for each article, unknown fields and the sentences left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from articles import REPOSITORY
from extractor.model import Article
from extractor.pipeline import load_pipeline
from extractor.table.encode import to_json
from gold import Case, read_cases
from scoring import judge, report

CORPUS = REPOSITORY / "corpus"
FLOORS = REPOSITORY / "tests" / "data" / "floors.json"
GOLDEN = REPOSITORY / "tests" / "data" / "corpus.jsonl"
LEFT_OUT = ("id", "sentence")  # the id is a hash of the rest, the sentence long
Floors = Mapping[str, float]


def digest() -> str:
    """Return the SHA-256 of the corpus: its articles, gold and links."""
    made = hashlib.sha256()
    for path in sorted([*CORPUS.glob("*.txt"), *CORPUS.glob("gold/*.txt"), *CORPUS.glob("links/*.tsv")]):
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def extracted(cases: Sequence[Case]) -> list[Article]:
    """Return the articles of the corpus. Raises ValueError for one that cannot be read."""
    results = list(load_pipeline().run(case.document for case in cases))
    failed = [result for result in results if not isinstance(result, Article)]
    if failed:
        raise ValueError(f"{failed[0].document.id}: {failed[0].reason}")
    return [result for result in results if isinstance(result, Article)]


def shares(cases: Sequence[Case], articles: Sequence[Article]) -> Floors:
    """Return the share of right values (F1 by kind) and of right links."""
    pairs = zip(cases, articles, strict=True)
    verdicts = [
        verdict
        for case, article in pairs
        for verdict in judge(case.document.id, case.gold, [fact.to_dict() for fact in article.facts])
    ]
    figures = report(verdicts)
    kinds = {f"f1.{kind}": row["f1"] for kind, row in figures.items() if kind != "links" and row["gold"]}
    links = {f"link.{name}": row["share"] for name, row in figures["links"].items()}
    return {name: round(share, 4) for name, share in (kinds | links).items()}


def golden_lines(articles: Iterable[Article]) -> Iterator[str]:
    """Yield a line for each article: what it states and what its checks say, as far as known."""
    for article in articles:
        facts = [known(fact.to_dict()) for fact in article.facts]
        yield to_json(
            {
                "id": article.document.id,
                "published": article.published,
                "facts": facts,
                "findings": [known(finding.to_dict() | {"facts": None}) for finding in article.findings],
            }
        )


def known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that tell something."""
    return {name: value for name, value in fields.items() if value not in (None, (), {}) and name not in LEFT_OUT}


def faults(reached: Floors, told: Mapping[str, Any]) -> list[str]:
    """Return what speaks against the reached shares, a sentence each."""
    found = [] if told["corpus"] == digest() else ["the corpus is not the one that the floors were measured on"]
    floors: Floors = told["floors"]
    return found + [
        f"{name} is {reached.get(name, 0):.4f}, below its floor {floor:.4f}"
        for name, floor in floors.items()
        if reached.get(name, 0) < floor
    ]


def keep(reached: Floors, lines: Sequence[str], *, lower: bool) -> None:
    """Write the floors, none lower than before unless asked for, and the golden lines."""
    before: Floors = {} if lower or not FLOORS.is_file() else json.loads(FLOORS.read_text(encoding="utf8"))["floors"]
    floors = {name: max(share, before.get(name, 0.0)) for name, share in reached.items()}
    FLOORS.write_text(json.dumps({"corpus": digest(), "floors": floors}, indent=1) + "\n", encoding="utf8")
    GOLDEN.write_text("".join(f"{line}\n" for line in lines), encoding="utf8")


def main() -> None:
    """Check or keep, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="raise floors that are surpassed, keep today's facts")
    parser.add_argument("--lower", action="store_true", help="let floors fall to what is reached today")
    told = parser.parse_args()
    cases = read_cases(CORPUS)
    articles = extracted(cases)
    reached, lines = shares(cases, articles), list(golden_lines(articles))
    if told.keep or told.lower:
        keep(reached, lines, lower=told.lower)
    against = faults(reached, json.loads(FLOORS.read_text(encoding="utf8")))
    if GOLDEN.read_text(encoding="utf8").splitlines() != lines:
        against.append("facts or findings differ from tests/data/corpus.jsonl")
    print(*(f"{name:16} {share:.4f}" for name, share in reached.items()), *against, sep="\n")
    sys.exit(bool(against))


if __name__ == "__main__":
    main()
