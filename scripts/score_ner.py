"""Score a NER model on a part of the labelled sets, from running text, names counted right with exact bounds and label.

python scripts/score_ner.py NER_DIR [--part test] [--model DIR]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Sentence
from extractor.recognize import MODEL, Recognizer
from extractor.segment import Segmenter
from ner_data import SETS, Passage, read_bio, tokenize

LABELS = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Score:
    """Names that are right, that the model found, and that the set has."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Return the share of the found names that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the set's names that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def main() -> None:
    """Print a Markdown table of scores and the speed."""
    parser = argparse.ArgumentParser(description="Score a NER model.")
    parser.add_argument("sets", type=Path, help="folder with the labelled sets")
    parser.add_argument("--part", choices=("test", "dev", "train"), default="test")
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    recognizer, segmenter = Recognizer(args.model), Segmenter()
    print(f"| {args.part} set | label | precision | recall | F1 |\n|---|---|---|---|---|")
    for name, scheme in SETS.items():
        passages = list(tokenize(read_bio(args.sets / name / f"{args.part}.bio", scheme), segmenter))
        start = time.process_time()
        scores = score(recognizer, passages)
        tokens, spent = sum(len(passage.tokens) for passage in passages), time.process_time() - start
        for label, s in scores.items():
            print(f"| {name} | {label} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} |")
        print(f"{name}: {tokens} tokens, {tokens / spent:,.0f} a second of processor time")


def score(recognizer: Recognizer, passages: Sequence[Passage]) -> dict[str, Score]:
    """Return the score of each label, and of `all`; each passage is read by itself."""
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for passage in passages:
        whole = Sentence(0, len(passage.text), passage.tokens)
        names = {(n.start, n.end, n.label) for n in passage.names}
        entities = {(e.start, e.end, e.label) for e in recognizer.recognize(passage.text, [whole], passage.scheme)}
        for counter, some in ((right, names & entities), (found, entities), (gold, names)):
            counter.update(labels(some))
    return {label: Score(right[label], found[label], gold[label]) for label in ("all", *LABELS)}


def labels(names: Iterable[tuple[int, int, str]]) -> Iterable[str]:
    """Yield the label of each name, and `all` for each."""
    for _, _, label in names:
        yield label
        yield "all"


if __name__ == "__main__":
    main()
