"""Train the trees that tell who says a number, from numbers that people have read.

    python scripts/train_speaker.py DATA [--out DIR]

DATA is a folder that holds `links/` and, if there, `eval/dev` and `eval/dev2`. Prints how often the speaker is right
over outlets held out (five folds by outlet), then learns from all. Needs LightGBM: pip install -e '.[train]'.
"""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from extractor.draft import Draft
from extractor.link import speaker
from extractor.link.trees import FOLDER, LEAVES, Table, Trees
from extractor.link.voices import FEATURES
from extractor.model import NUMBERS, Document, Mention
from extractor.pipeline import load_pipeline
from extractor.steps import STATING, link_speaker, speakers_in_doubt

SEED, FOLDS, ROUNDS, BATCH = 2026, 5, 300, 60
TREES = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": LEAVES - 1, "min_data_in_leaf": 40,
    "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "verbose": -1,
    "seed": SEED, "deterministic": True, "force_row_wise": True, "num_threads": 1,
}  # fmt: skip
Label = Mapping[str, Any]


@dataclass(frozen=True)
class Learned:
    """Rows of features, whether each is right and of which number it is, and the outlet of each number."""

    rows: Table
    right: Table
    numbers: Table
    outlets: Sequence[str]


def articles(data: Path) -> Iterator[tuple[str, Document, list[Label]]]:
    """Yield each labelled article with its outlet and labels."""
    labels: dict[str, list[Label]] = {}
    for line in (data / "links/labels.jsonl").read_text(encoding="utf8").splitlines():
        label = json.loads(line)
        labels.setdefault(label["article"], []).append(label)
    for line in (data / "links/articles.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        yield str(row.get("source")), document(row), labels.get(row["id"], [])
    for name in ("dev", "dev2"):
        folder = data / "eval" / name
        if folder.is_dir():
            for line in (folder / "articles.jsonl").read_text(encoding="utf8").splitlines():
                row = json.loads(line)
                yield name, document(row), gold(folder / "gold" / f"{row['id']}.json")


def document(row: Mapping[str, Any]) -> Document:
    """Return a record's document."""
    return Document(row["text"], id=row["id"], title=row.get("title"), published=row.get("published"))


def gold(path: Path) -> list[Label]:
    """Return the numbers of a gold file as labels."""
    mentions = json.loads(path.read_text(encoding="utf8"))["mentions"] if path.is_file() else []
    return [m | {"speaker": [m.get("speaker"), *m.get("speaker_alt", [])]} for m in mentions if m["kind"] in NUMBERS]


def same_name(gold: str | None, name: str | None) -> bool:
    """Whether two names mean the same: equal, or one holds the other's words and not many more."""
    if not gold or not name:
        return not gold and not name
    a, b = set(gold.lower().split()), set(name.lower().split())
    return (a <= b or b <= a) and len(b) <= len(a) + 2


def labelled(numbers: Sequence[Mention], labels: Sequence[Label]) -> Iterator[tuple[int, Label]]:
    """Yield the place of each labelled number with its label."""
    for i, number in enumerate(numbers):
        for label in labels:
            if label["kind"] == number.kind and number.start < label["end"] and label["start"] < number.end:
                yield i, label
                break


def drafts(documents: Sequence[Document]) -> Iterator[Draft]:
    """Yield the articles as they come to linking."""
    pipeline = load_pipeline()
    steps = STATING[: next(i for i, step in enumerate(STATING) if step.run is link_speaker)]
    named = STATING[len(steps)]
    for i in range(0, len(documents), BATCH):
        batch = pipeline._take(steps, pipeline._split(pipeline.read_all(documents[i : i + BATCH])))
        yield from pipeline._named(named, batch)


def learn(data: Path) -> Learned:
    """Read the articles and return what can be learned from them."""
    known = list(articles(data))
    rows, right, numbers, outlets = [], [], [], []
    rulebook = load_pipeline().rulebook
    for (outlet, _, labels), draft in zip(known, drafts([each for _, each, _ in known]), strict=True):
        mentions = [mention for mention in draft.mentions if mention.kind in NUMBERS]
        entities = draft.entities(speakers_in_doubt(draft, load_pipeline()._known))
        choices = speaker.weigh(draft.layout, draft.mentions, mentions, rulebook, draft.cues, entities)
        for i, label in labelled(mentions, labels):
            choice = choices[i] if choices else speaker.Choice([None], [""], [(0.0,) * len(FEATURES)])
            rows += choice.rows
            names = [who.name if who else None for who in choice.speakers]
            right += [any(same_name(told, name) for told in label["speaker"]) for name in names]
            numbers += [len(outlets)] * len(names)
            outlets.append(outlet)
    return Learned(np.array(rows, dtype=float), np.array(right), np.array(numbers), outlets)


def folds(outlets: Sequence[str]) -> Table:
    """Return the fold of each number: outlets, the largest first, each to the smallest fold."""
    sizes, load, of = Counter(outlets), [0] * FOLDS, {}
    for outlet in sorted(sizes, key=lambda name: (-sizes[name], name)):
        of[outlet] = load.index(min(load))
        load[of[outlet]] += sizes[outlet]
    return np.array([of[outlet] for outlet in outlets])


def fit(rows: Table, right: Table) -> lightgbm.Booster:
    """Return trees that tell right candidates."""
    return lightgbm.train(TREES, lightgbm.Dataset(rows, right), ROUNDS)


def chosen(learned: Learned, chances: Table) -> dict[int, int]:
    """Return, by number, the row of the likeliest candidate."""
    best: dict[int, int] = {}
    for row, number in enumerate(learned.numbers.tolist()):
        if number not in best or chances[row] > chances[best[number]]:
            best[number] = row
    return best


def exported(model: lightgbm.Booster, features: Sequence[str]) -> Trees:
    """Return the trees in the shipped form."""
    feature, bound, stays, ends, leaves = [], [], [], [], []
    for tree in model.dump_model()["tree_info"]:
        values: list[float] = []

        def walk(node: dict[str, Any], values: list[float] = values) -> int:
            """Note a node's questions and return its leaves as bits."""
            if "leaf_value" in node:
                values.append(node["leaf_value"])
                return 1 << (len(values) - 1)
            here = len(feature)
            feature.append(node["split_feature"]), bound.append(node["threshold"]), stays.append(0)
            low = walk(node["left_child"])
            high = walk(node["right_child"])
            stays[here] = 0xFFFF & ~low
            return low | high

        walk(tree["tree_structure"])
        ends.append(len(feature))
        leaves.append(values + [0.0] * (LEAVES - len(values)))
    table = np.array(leaves)
    scale = float(np.abs(table).max() / 2**30)
    return Trees(
        list(features), np.array(feature, np.int16), np.array(bound, np.float32), np.array(stays, np.uint16),
        np.array(ends, np.int32), np.round(table / scale).astype(np.int32), scale,
    )  # fmt: skip


def write(trees: Trees, path: Path) -> None:
    """Write the trees, the same bytes for the same trees."""
    head = json.dumps({"features": list(trees.features), "scale": trees.scale}).encode()
    parts = {name: getattr(trees, name) for name in ("feature", "bound", "stays", "ends", "leaves")}
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in (parts | {"head": np.frombuffer(head, np.uint8)}).items():
            buffer = io.BytesIO()
            np.save(buffer, part)
            place = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            file.writestr(place, buffer.getvalue(), zipfile.ZIP_DEFLATED)


def held_out(learned: Learned, told: Callable[[str], None] = print) -> None:
    """Tell how often the speaker is right over outlets not trained on."""
    fold, chances = folds(learned.outlets), np.zeros(len(learned.right))
    of_row = fold[learned.numbers]
    for i in range(FOLDS):
        chances[of_row == i] = fit(learned.rows[of_row != i], learned.right[of_row != i]).predict(
            learned.rows[of_row == i]
        )
    best = chosen(learned, chances)
    by: dict[str, list[bool]] = {}
    for number, row in best.items():
        outlet = learned.outlets[number]
        for name in ("all", outlet if outlet.startswith("dev") else "links", f"fold {fold[number]}"):
            by.setdefault(name, []).append(bool(learned.right[row]))
    for name in sorted(by):
        told(f"{name}: {np.mean(by[name]):.4f} of {len(by[name])}")
    sure = np.array([chances[row] for row in best.values()])
    right = np.array([learned.right[row] for row in best.values()])
    bins = np.minimum(9, (sure * 10).astype(int))
    gap = sum(abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).sum() for b in set(bins.tolist()))
    told(f"expected calibration error: {gap / len(sure):.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    args = parser.parse_args()
    learned = learn(args.data)
    held_out(learned)
    write(exported(fit(learned.rows, learned.right), FEATURES), args.out / "speaker.npz")


if __name__ == "__main__":
    main()
