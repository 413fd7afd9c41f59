"""Extract articles with two versions and print the facts gained, lost and changed, grouped by rule, each in its place.

    scripts/compare.py REV [FOLDER|FILE] [--sample N] [--kinds …] [--limit N]

REV is any git revision; the other version is the working tree. Each runs by itself with its own code, rules and models.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.text import Text

from articles import NEWS, REPOSITORY, around, read_articles
from extractor.model import KINDS, Document

WORKER = Path(__file__).with_name("mentions.py")
Side = Literal["gained", "lost", "changed"]
COLOUR = {"gained": "green", "lost": "red", "changed": "yellow"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a version found at a place: the rule, and the value in the notation of the marks."""

    rule: str
    kind: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the versions differ: what is found there now, or was if nothing is, and what it changed from."""

    document: Document
    side: Side
    found: Found
    before: Found | None = None


@contextmanager
def worktree(revision: str) -> Iterator[Path]:
    """Check the revision out in a folder of its own, and remove it behind."""
    with tempfile.TemporaryDirectory(prefix="extract-compare-") as folder:
        path = Path(folder) / "tree"
        git("worktree", "add", "--quiet", "--detach", str(path), revision)
        try:
            yield path
        finally:
            git("worktree", "remove", "--force", str(path))


def git(*arguments: str) -> None:
    """Run git in the repository. Raises SystemExit with git's own words."""
    done = subprocess.run(["git", "-C", REPOSITORY, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments[:2])}: {done.stderr.strip()}")


def extract_with(tree: Path, documents: Sequence[Document], *, stanza: bool) -> list[list[Found]]:
    """Return what the version in the tree finds in each article. Raises SystemExit with what it complained of."""
    records = [{"id": document.id, "text": document.text, "published": document.published} for document in documents]
    done = subprocess.run(
        [sys.executable, WORKER, *(["--stanza"] if stanza else [])],
        input="".join(json.dumps(record) + "\n" for record in records),
        env=os.environ | {"PYTHONPATH": str(tree), "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf8"},
        cwd=tree,
        capture_output=True,
        encoding="utf8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"the version in {tree} failed:\n{done.stderr.strip()}")
    return [[Found(*row) for row in json.loads(line)] for line in done.stdout.splitlines()]


def differences(document: Document, old: Iterable[Found], new: Iterable[Found]) -> Iterator[Difference]:
    """Yield what differs, in order: a new fact that overlaps an old one of its kind is the old one changed.

    Where only the rule differs, nothing does that a reader of the facts would see.
    """
    was = {(f.kind, f.start, f.end, f.value): f for f in old}
    now = {(f.kind, f.start, f.end, f.value): f for f in new}
    left = [found for key, found in was.items() if key not in now]
    for found in (found for key, found in now.items() if key not in was):
        before = next((other for other in left if overlap(found, other)), None)
        if before:
            left.remove(before)
        yield Difference(document, "changed" if before else "gained", found, before)
    yield from (Difference(document, "lost", found) for found in left)


def overlap(one: Found, other: Found) -> bool:
    """Return whether two of one kind share text."""
    return one.kind == other.kind and one.start < other.end and other.start < one.end


def show(console: Console, found: Iterable[Difference], limit: int, rng: random.Random) -> None:
    """Print the counts per rule, then up to `limit` drawn examples of each rule and side."""
    groups: dict[tuple[Side, str], list[Difference]] = defaultdict(list)
    for difference in found:
        groups[difference.side, difference.found.rule].append(difference)
    for (side, rule), group in sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]))):
        console.print(Text(f"{len(group):6} {side:8} {rule}", style=COLOUR[side]))
    for (side, rule), group in sorted(groups.items()):
        console.print(Text(f"\n{side} {rule}: {len(group)}", style=f"bold {COLOUR[side]}"))
        for difference in rng.sample(group, min(limit, len(group))):
            console.print(line_of(difference))


def line_of(difference: Difference) -> Text:
    """Return a difference as one line: its value, old and new if changed, the text around, and where it stands."""
    document, found, was = difference.document, difference.found, difference.before
    value = f"{was.value} “{document.text[was.start : was.end]}” → {found.value}" if was else found.value
    before, inside, after = around(document.text, found.start, found.end)
    place = (f"  {document.id}:{found.start}", "dim")
    return Text.assemble((f"  {value}  ", COLOUR[difference.side]), before, (f"⟦{inside}⟧", "bold"), after, place)


def parse() -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", help="the version to compare the working tree with, such as HEAD~1")
    parser.add_argument("path", type=Path, nargs="?", default=NEWS, help="folder, .txt or .jsonl of articles")
    parser.add_argument("--sample", type=int, metavar="N", help="only N articles, drawn by the seed")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="only these kinds")
    parser.add_argument("--limit", type=int, default=10, help="examples per rule and side (10)")
    parser.add_argument("--stanza", action="store_true", help="whole facts with their links: slower")
    return parser.parse_args()


def main() -> None:
    """Compare the two versions."""
    told = parse()
    rng = random.Random(told.seed)
    documents = list(read_articles(told.path))
    if told.sample and told.sample < len(documents):
        documents = rng.sample(documents, told.sample)
    with worktree(told.revision) as tree:
        old = extract_with(tree, documents, stanza=told.stanza)
    new = extract_with(REPOSITORY, documents, stanza=told.stanza)
    found = [
        difference
        for document, before, after in zip(documents, old, new, strict=True)
        for difference in differences(document, before, after)
        if difference.found.kind in told.kinds
    ]
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"{len(documents)} articles, {sum(map(len, old))} facts in {told.revision}, {sum(map(len, new))} now")
    show(console, found, told.limit, rng)


if __name__ == "__main__":
    main()
