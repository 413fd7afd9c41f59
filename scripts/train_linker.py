"""Train the shipped linker from numbers that people have read.

    python scripts/train_linker.py DATA [--folds-only] [--out DIR]

DATA is a folder that holds `links/` (articles.jsonl, labels.jsonl) and, if there, `eval/dev`, `eval/dev2` and
`eval/quantities` (articles.jsonl and gold/). Articles are read by the shipped pipeline up to linking; its own numbers
that are labelled are learned from.

1. Words: logistic regression from the words around numbers to each link's class, and from the words beside candidates
   to whether they are right.
2. Trees (LightGBM) rank the candidates of each link by features and by what the words say; the loss is that of choosing
   one acceptable candidate of each number.
3. Probabilities are calibrated on articles not trained on: all is done five times with a fifth of the outlets held out
   (an outlet's articles never on both sides), which also gives the figures printed. The shipped weights learn from all.

Needs LightGBM and scikit-learn: pip install -e '.[train]'.
"""

from __future__ import annotations

import argparse
import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from scipy import sparse
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from articles import REPOSITORY
from extractor.link.evidence import (
    CANDIDATES,
    CLASSED,
    NOTHING,
    TRAIT,
    Evidence,
    columns_for,
    gather,
    option_columns,
    option_pairs,
)
from extractor.link.pairs import Pairs
from extractor.link.scene import Scene
from extractor.link.scorer import LEAVES, MODEL, Model, Trees, Words, load_model, normalized
from extractor.model import NUMBERS, Document
from extractor.pipeline import load_pipeline
from extractor.rules import load_rules
from extractor.steps import STATING, scene_of
from gold import read_cases

CORPUS = REPOSITORY / "corpus"
SEED = 2026
FOLDS = 5
SIDES = ("before", "after")
SEEN = 6  # articles in which a word must be to be learned
BESIDE_SEEN = 12  # pairs
WEIGHED = {"d=": 0.35, "h=": 0.6, "s=": 0.6}  # words of the article, the headline, anywhere in the sentence
MADE = ("corpus", "examples")  # outlets of what the project made up itself
MADE_TIMES = 3.0  # how much a number of the corpus or of a rule's example counts: they are short and plain
RARE = 8  # numbers that a class must have
ROUNDS = 320  # trees of region and period
FEWER_ROUNDS = 60  # of what is chosen from classes
TREES = {
    "learning_rate": 0.12,
    "num_leaves": LEAVES - 4,
    "min_data_in_leaf": 20,
    "lambda_l2": 1.0,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "min_sum_hessian_in_leaf": 0.5,
    "max_bin": 63,
    "extra_trees": True,
    "seed": SEED,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}

Label = Mapping[str, Any]


# ---- what people have read


@dataclass(frozen=True)
class Read:
    """Articles with what people say of their numbers: by article, (start, end) -> label; and each article's outlet."""

    documents: Sequence[Document]
    labels: Mapping[str, Mapping[tuple[int, int], Label]]
    outlets: Mapping[str, str]


def read(data: Path) -> Read:
    """Read what is there."""
    documents: dict[str, Document] = {}
    labels: dict[str, dict[tuple[int, int], Label]] = defaultdict(dict)
    outlets: dict[str, str] = {}
    for folder in ("links", "eval/dev", "eval/dev2", "eval/quantities"):
        if not (data / folder / "articles.jsonl").is_file():
            continue
        for line in (data / folder / "articles.jsonl").read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            outlets.setdefault(row["id"], row.get("source") or folder.rpartition("/")[2])
            known = {"title": row.get("title"), "published": row.get("published")}
            documents.setdefault(row["id"], Document(row["text"], id=row["id"], **known))
        for label in (*listed(data / folder / "labels.jsonl"), *judged(data / folder / "gold")):
            labels[label["article"]].setdefault((label["start"], label["end"]), label)
    for document, label in (*of_corpus(), *of_examples()):
        documents[document.id] = document
        outlets[document.id] = MADE[document.id.startswith("example-")]
        labels[document.id][label["start"], label["end"]] = label
    return Read(list(documents.values()), labels, outlets)


def of_corpus() -> Iterator[tuple[Document, Label]]:
    """Yield the numbers of the project's own corpus, with their articles."""
    for case in read_cases(CORPUS):
        for row in case.gold:
            if "region" in row and row["kind"] in NUMBERS:
                yield case.document, label_of(row, case.document.id)


def of_examples() -> Iterator[tuple[Document, Label]]:
    """Yield the numbers of the rules' examples, as far as they tell of links, with the examples as articles."""
    for i, example in enumerate(load_rules().examples):
        name = f"example-{i}"
        document = Document(example.text, id=name, published=example.published)
        for mark, told in zip(example.marks, example.expected or (), strict=False):
            if mark.kind in NUMBERS and not example.findings:
                known = {key: [None if value == "-" else value] for key, value in told.items()}
                known = {key: value for key, value in known.items() if key in (*CANDIDATES, *CLASSED)}
                yield document, known | {"article": name, "start": mark.start, "end": mark.end, "kind": mark.kind}


def label_of(row: Mapping[str, Any], article: str) -> Label:
    """Return a gold number as a label."""
    names = ("region", "period", "status", "per")
    label: dict[str, Any] = {name: [row.get(name), *row.get(f"{name}_alt", [])] for name in names if name in row}
    label |= {"change": [row["change"]]} if "change" in row else {}
    label |= {"indicator": row["measure"]} if row.get("measure") else {}  # `indicator` knows two words only
    return label | {"article": article, **{name: row[name] for name in ("start", "end", "kind")}}


def listed(path: Path) -> Iterator[Label]:
    """Yield the labels of a file."""
    if path.is_file():
        yield from map(json.loads, path.read_text(encoding="utf8").splitlines())


def judged(folder: Path) -> Iterator[Label]:
    """Yield the numbers of gold files as labels."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf8"))
        for row in gold["mentions"]:
            if row["kind"] in (*NUMBERS, "quantity"):
                yield label_of(row, gold["id"])


def scenes(documents: Sequence[Document]) -> list[Scene]:
    """Return the articles as linking sees them."""
    pipeline = load_pipeline()
    steps = [step for step in STATING if step.together is None and step.run.__name__ != "finish"]
    found = []
    for begin in range(0, len(documents), 50):
        drafts = pipeline._split(pipeline.read_all(documents[begin : begin + 50]))
        found += [scene_of(draft, pipeline.rulebook) for draft in pipeline._take(steps, drafts)]
    return found


# ---- words


@dataclass(frozen=True)
class Bag:
    """Texts as rows over a vocabulary."""

    vocabulary: Sequence[str]
    rows: sparse.csr_matrix


def bag(texts: Sequence[Sequence[str]], owners: Sequence[Any], seen: int) -> Bag:
    """Return the texts over the words that stand in those of enough owners."""
    by: dict[str, set[Any]] = defaultdict(set)
    for words, owner in zip(texts, owners, strict=True):
        for word in words:
            by[word].add(owner)
    vocabulary = sorted(word for word, its in by.items() if len(its) >= seen)
    ids = {word: i for i, word in enumerate(vocabulary)}
    rows = [sorted({ids[word] for word in words if word in ids}) for words in texts]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([i for row in rows for i in row], dtype=np.int64)
    weight = np.array([WEIGHED.get(word[:2], 1.0) for word in vocabulary])
    return Bag(vocabulary, sparse.csr_matrix((weight[columns], columns, ends), shape=(len(rows), len(vocabulary))))


def whole(weights: Any, limit: int) -> tuple[Any, float]:
    """Return weights as whole numbers up to the limit, and the scale that undoes it."""
    scale = float(np.abs(weights).max()) / limit
    return np.round(weights / scale), scale


def learn_words(texts: Bag, classes: Sequence[str], told: Any, *, strength: float) -> Words:
    """Learn what the words say of a class; `told` is the class of each row."""
    model = LogisticRegression(C=strength, max_iter=80).fit(texts.rows, told)
    coefficients, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        coefficients, bias = np.vstack([-coefficients / 2, coefficients / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    weight = np.array([WEIGHED.get(word[:2], 1.0) for word in texts.vocabulary])
    rows = np.full((len(texts.vocabulary), len(classes)), 0.0)
    order = [classes.index(name) for name in model.classes_]
    rows[:, order] = coefficients.T * weight[:, None]
    rows[texts.vocabulary.index("always")][order] += bias
    rows[texts.vocabulary.index("always")][[i for i in range(len(classes)) if i not in order]] = -9.0
    weights, scale = whole(rows, 32_767)
    return Words({word: i for i, word in enumerate(texts.vocabulary)}, weights.astype(np.int16), scale, classes)


# ---- trees


def learn_trees(columns: Mapping[str, Any], numbers: Any, wanted: Any, weight: Any, rounds: int) -> Trees:
    """Learn to choose among the candidates of each number; `wanted` shares 1 among the acceptable ones.

    `weight` says how much each row counts.
    """
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
    sizes = np.diff(np.append(firsts, len(numbers)))

    def loss(scores: Any, _: Any) -> tuple[Any, Any]:
        risen = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
        chance = risen / np.repeat(np.add.reduceat(risen, firsts), sizes)
        return weight * (chance - wanted), weight * np.maximum(chance * (1 - chance), 0.01)

    table = np.column_stack(list(columns.values())).astype(np.float32)
    data = lightgbm.Dataset(table, wanted, params=TREES)
    return grown(lightgbm.train({**TREES, "objective": loss}, data, num_boost_round=rounds), list(columns))


def grown(booster: lightgbm.Booster, names: Sequence[str]) -> Trees:
    """Return LightGBM's trees as ours."""
    feature: list[int] = []
    bound: list[float] = []
    stays: list[int] = []
    ends: list[int] = []
    leaves = []
    for tree in booster.dump_model()["tree_info"]:
        values: list[float] = []

        def walk(node: Mapping[str, Any], values: list[float]) -> int:
            if "leaf_value" in node and "split_feature" not in node:
                values.append(node["leaf_value"])
                return 1 << (len(values) - 1)
            place = len(feature)
            feature.append(node["split_feature"])
            bound.append(node["threshold"])
            stays.append(0)
            under = walk(node["left_child"], values)
            stays[place] = 0xFFFF & ~under
            return under | walk(node["right_child"], values)

        walk(tree["tree_structure"], values)
        leaves.append(values + [0.0] * (LEAVES - len(values)))
        ends.append(len(feature))
    used = sorted(set(feature))
    whole_leaves, scale = whole(np.array(leaves), 1 << 20)
    return Trees(
        [names[i] for i in used],
        np.array([used.index(i) for i in feature], dtype=np.uint16),
        np.array(bound),
        np.array(stays, dtype=np.uint16),
        np.array(ends, dtype=np.uint32),
        whole_leaves.astype(np.int32),
        scale,
    )


# ---- the whole


@dataclass
class Lesson:
    """Everything that is learned from: the evidence of the numbers, their labels, and in which fold each is."""

    evidence: Evidence
    labels: Sequence[Label | None]
    articles: Sequence[str]
    outlets: Sequence[str]
    fold: Any
    texts: Bag = field(init=False)
    sides: dict[str, dict[str, Any]] = field(init=False)
    features: dict[str, dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        """Gather what does not depend on the fold."""
        article = self.evidence.text.article.tolist()
        texts = [[*words, *self.evidence.topics[i]] for words, i in zip(self.evidence.wordings, article, strict=True)]
        self.texts = bag(texts, self.articles, SEEN)
        self.features = {name: self.evidence.features(name) for name in CANDIDATES}
        self.sides = {name: self._sides(name) for name in CANDIDATES}

    def _sides(self, name: str) -> dict[str, Any]:
        """Return the words beside the candidates of a field, of both sides together, and which pair each belongs to."""
        trait = self.features[name][TRAIT[name]]
        parts = [self.evidence.beside(name, side, trait) for side in SIDES]
        words = [["always", *row] for rows, _ in parts for row in rows]
        pair = np.concatenate([near for _, near in parts])
        return {"bag": bag(words, range(len(words)), BESIDE_SEEN), "pair": pair, "first": len(parts[0][1])}

    def accepted(self, name: str, pairs: Pairs | None = None) -> Any:
        """Return how much each pair of a field is wanted: the first answer more than the others."""
        pairs = pairs or self.evidence.pairs[name]
        wanted = np.zeros(len(pairs.number))
        for i, (number, candidate) in enumerate(zip(pairs.number.tolist(), pairs.candidate.tolist(), strict=True)):
            answers = (self.labels[number] or {}).get(name) or ()
            wanted[i] = worth(name, pairs.values[candidate], answers)
        return wanted


def worth(name: str, value: str | None, answers: Sequence[str | None]) -> float:
    """Return how good a value is as an answer."""
    if name == "indicator":
        value = value or NOTHING[name]
        answers = [answer or NOTHING[name] for answer in answers]
        if value not in answers and value.partition(".")[0] in {str(answer).partition(".")[0] for answer in answers}:
            return 0.4
    return (1.0 if value == answers[0] else 0.4) if value in answers else 0.0


def class_of(label: Label | None, task: str) -> str | None:
    """Return the class of a number, None where it is not known."""
    if label is None or not label.get(task):
        return None
    value = label[task][0]
    if task in CLASSED:
        return str(value)
    if value is None:
        return "none"
    if task == "region":
        return "country" if value == "ID" else "regency" if "." in value else "province"
    if "/" in value:
        return "span"
    return {4: "year", 10: "day"}.get(len(value), "part" if value[5:] > "12" else "month")


@dataclass
class Learned:
    """What was learned without a fold, or from all."""

    tasks: dict[str, Words]
    sides: dict[str, Words]
    trees: dict[str, Trees] = field(default_factory=dict)


def classes_of(lesson: Lesson) -> dict[str, list[str]]:
    """Return the classes of each task that have enough numbers."""
    classes: dict[str, list[str]] = {}
    for task in (*CANDIDATES, *CLASSED):
        counts = Counter(filter(None, (class_of(label, task) for label in lesson.labels)))
        classes[task] = sorted(name for name, count in counts.items() if count >= RARE)
    return classes


def learn_all_words(lesson: Lesson, rows: Any, classes: Mapping[str, Sequence[str]]) -> Learned:
    """Learn what words say from the numbers in the rows."""
    tasks = {}
    for task in (*CANDIDATES, *CLASSED):
        told = np.array([class_of(label, task) or "" for label in lesson.labels])
        some = rows & np.isin(told, classes[task])
        part = Bag(lesson.texts.vocabulary, lesson.texts.rows[some])
        tasks[task] = learn_words(part, classes[task], told[some], strength=0.15)
    sides = {}
    for name in CANDIDATES:
        side = lesson.sides[name]
        right = (lesson.accepted(name) > 0)[side["pair"]]
        some = rows[lesson.evidence.pairs[name].number[side["pair"]]]
        part = Bag(side["bag"].vocabulary, side["bag"].rows[some])
        words = learn_words(part, ["wrong", "right"], np.where(right[some], "right", "wrong"), strength=0.1)
        sides[name] = words
    return Learned(tasks, sides)


def say(lesson: Lesson, learned: Learned) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return what words say of all numbers, and beside all candidates."""
    model = Model(learned.tasks, learned.sides, {}, {})
    evidence = lesson.evidence
    said = model.said(evidence.wordings, evidence.topics, evidence.text.article)
    beside: dict[str, dict[str, Any]] = {}
    for name in CANDIDATES:
        trait = lesson.features[name][TRAIT[name]]
        count = len(lesson.evidence.pairs[name].number)
        beside[name] = {side: model.beside(name, *lesson.evidence.beside(name, side, trait), count) for side in SIDES}
    return said, beside


def put(whole: Any, part: Any, where: Callable[[Any], Any]) -> Any:
    """Return nested dicts of columns, those of `part` taken where it says."""
    if isinstance(part, dict):
        return {name: put(whole.get(name) if whole else None, column, where) for name, column in part.items()}
    return np.where(where(part), part, part if whole is None else whole)


def cross(
    lesson: Lesson, classes: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return what words say of each number and beside its candidates, and their chances, learned without its fold."""
    said: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    known = np.array([label is not None for label in lesson.labels])
    for fold in range(FOLDS):
        learned = learn_all_words(lesson, known & (lesson.fold != fold), classes)
        some_said, some_beside = say(lesson, learned)
        mine = lesson.fold == fold
        said = put(said, some_said, lambda _, mine=mine: mine)
        for name in CANDIDATES:
            its = mine[lesson.evidence.pairs[name].number]
            beside[name] = put(beside.get(name), some_beside[name], lambda _, its=its: its)
    chances = {}
    for name, (pairs, columns) in asked(lesson, said, beside).items():
        scores = np.zeros(len(pairs.number))
        for fold in range(FOLDS):
            trees = learn_ranking(lesson, name, pairs, columns, known & (lesson.fold != fold))
            its = lesson.fold[pairs.number] == fold
            scores[its] = trees.score({key: column[its] for key, column in columns.items()})
        chances[name] = pairs, normalized(scores, pairs.firsts)
    return said, beside, chances


def asked(
    lesson: Lesson, said: Mapping[str, Any], beside: Mapping[str, Any]
) -> dict[str, tuple[Pairs, dict[str, Any]]]:
    """Return, by field, the numbers with their candidates and the columns that trees ask."""
    evidence = lesson.evidence
    found = {}
    for name in CANDIDATES:
        columns = columns_for(evidence, name, lesson.features[name], said, beside[name])
        found[name] = evidence.pairs[name], columns
    for name in CLASSED:
        pairs = option_pairs(evidence, name, said[name])
        found[name] = pairs, option_columns(evidence, name, pairs, said)
    return found


def learn_ranking(lesson: Lesson, name: str, pairs: Pairs, columns: Mapping[str, Any], rows: Any) -> Trees:
    """Learn the trees of a field from the numbers in the rows."""
    wanted = lesson.accepted(name, pairs)
    total = np.bincount(pairs.number, weights=wanted, minlength=len(lesson.labels))
    some = rows[pairs.number] & (total[pairs.number] > 0)
    part = {key: column[some] for key, column in columns.items()}
    shared = (wanted / np.maximum(total[pairs.number], 1e-9))[some]
    made = np.isin(lesson.outlets, MADE)[pairs.number[some]]
    rounds = ROUNDS if name in CANDIDATES else FEWER_ROUNDS
    return learn_trees(part, pairs.number[some], shared, np.where(made, MADE_TIMES, 1.0), rounds)


# ---- figures


def judge(lesson: Lesson, chances: Mapping[str, Any]) -> dict[str, Any]:
    """Return, by link, the chosen value of each number, its chance, and whether it is right."""
    found: dict[str, Any] = {}
    for name, (pairs, chance) in chances.items():
        ends = np.append(pairs.firsts[1:], len(chance))
        best = [a + int(chance[a:b].argmax()) for a, b in zip(pairs.firsts, ends, strict=True)]
        values = [pairs.values[pairs.candidate[i]] for i in best]
        found[name] = values, chance[best], right(lesson, name, values)
    return found


def right(lesson: Lesson, task: str, values: Sequence[str | None]) -> Any:
    """Return 1, 0, or nan where nobody knows, for each number."""
    marks = []
    for label, value in zip(lesson.labels, values, strict=True):
        answers = (label or {}).get(task)
        if not answers:
            marks.append(np.nan)
        elif task == "indicator":
            marks.append(
                float((value or "other").partition(".")[0] in {str(a or "other").partition(".")[0] for a in answers})
            )
        else:
            marks.append(float(value in answers))
    return np.array(marks)


def figures(lesson: Lesson, found: Mapping[str, Any], some: Any) -> dict[str, float]:
    """Return the share of links that are right among some numbers, as score.py counts them."""

    def share(marks: Any, which: Any) -> float:
        return round(float(np.nanmean(marks[which & some])), 4)

    answers = lambda name: [(label or {}).get(name) or [None] for label in lesson.labels]  # noqa: E731
    told = {name: share(marks, np.isfinite(marks)) for name, (_, _, marks) in found.items()}
    given = np.array([None not in each for each in answers("period")])
    told["period_set"] = share(found["period"][2], given)
    told["target"] = share(found["status"][2], np.array([set(each) == {"target"} for each in answers("status")]))
    rated = [bool(each[0] or value) for each, value in zip(answers("per"), found["per"][0], strict=True)]
    told["per"] = share(found["per"][2], np.array(rated))
    whole = found["region"][2] * found["period"][2] * found["status"][2]
    told["whole"] = share(whole, np.isfinite(whole))
    chance = found["region"][1] * found["period"][1] * found["status"][1]
    top = np.isfinite(whole) & some
    order = np.argsort(-chance[top])[: int(top.sum() * 0.8)]
    return told | {"whole@80": round(float(whole[top][order].mean()), 4)}


def report(lesson: Lesson, found: Mapping[str, Any]) -> None:
    """Print the figures of the folds, by what the labels are of."""
    known = np.array([label is not None for label in lesson.labels])
    quantity = np.array([bool(label) and label["kind"] == "quantity" for label in lesson.labels])
    own = np.isin(lesson.outlets, ("dev", "dev2", "corpus", "quantities", "examples"))
    later = np.array([owner[0] in "vw" for owner in lesson.articles])
    parts = {"held out": ~own & ~quantity, "of other outlets": ~own & ~quantity & later, "quantities": quantity}
    parts |= {
        name: np.array([outlet == name for outlet in lesson.outlets]) & ~quantity
        for name in ("dev", "dev2", "corpus", "examples")
    }
    for name, which in parts.items():
        if (known & which).any():
            print(
                f"{name} ({int((known & which).sum())})", json.dumps(figures(lesson, found, known & which)), flush=True
            )


def calibrate(chance: Any, marks: Any) -> tuple[Any, Any]:
    """Return knots of a rising line from chances to how often they are right."""
    known = np.isfinite(marks)
    rising = IsotonicRegression(out_of_bounds="clip").fit(chance[known], marks[known])
    at = np.unique(np.quantile(chance[known], np.linspace(0, 1, 25)).round(4))
    edges = np.concatenate([[0.0], (at[1:] + at[:-1]) / 2, [1.0]])
    smooth = [rising.predict(np.linspace(low, high, 9)).mean() for low, high in pairwise(edges)]
    return at.astype(np.float32), np.maximum.accumulate(np.array(smooth)).astype(np.float32)


# ---- files


def write(learned: Learned, calibrations: Mapping[str, tuple[Any, Any]], path: Path) -> None:
    """Write the weights."""
    words = {f"task.{name}": one for name, one in learned.tasks.items()}
    words |= {f"side.{name}": one for name, one in learned.sides.items()}
    trees = {f"trees.{name}": one for name, one in learned.trees.items()}
    names = {name: "number" if name.startswith("task.") else name for name in words}
    head = {
        "vocabularies": {names[name]: list(one.vocabulary) for name, one in words.items()},
        "words": {
            name: {"vocabulary": names[name], "scale": one.scale, "classes": list(one.classes)}
            for name, one in words.items()
        },
        "trees": {name: {"features": list(one.features), "scale": one.scale} for name, one in trees.items()},
        "calibrations": list(calibrations),
    }
    arrays: dict[str, Any] = {"head": np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8)}
    arrays |= {f"{name}.weights": one.weights for name, one in words.items()}
    for name, one in trees.items():
        arrays |= {f"{name}.{part}": getattr(one, part) for part in ("feature", "bound", "stays", "ends", "leaves")}
    for name, (chance, how_often) in calibrations.items():
        arrays |= {f"{name}.chance": chance, f"{name}.right": how_often}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def folds(outlets: Sequence[str]) -> Any:
    """Return the fold of each number: outlets are dealt out, the largest first, to the fold that has least."""
    counts, dealt, sizes = Counter(outlets), {}, [0] * FOLDS
    for outlet, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        dealt[outlet] = int(np.argmin(sizes))
        sizes[dealt[outlet]] += count
    return np.array([dealt[outlet] for outlet in outlets])


def lesson_of(data: Path) -> Lesson:
    """Return everything that is learned from."""
    given = read(data)
    some = [document for document in given.documents if document.id in given.labels]
    seen = scenes(some)
    owners = [document.id for document, scene in zip(some, seen, strict=True) for _ in scene.numbers]
    labels = [
        given.labels[document.id].get((number.start, number.end))
        for document, scene in zip(some, seen, strict=True)
        for number in scene.numbers
    ]
    outlets = [given.outlets[owner] for owner in owners]
    return Lesson(gather(seen), labels, owners, outlets, folds(outlets))


def main() -> None:
    warnings.filterwarnings("ignore", message="lbfgs failed")  # what is left to gain is less than the folds differ by
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds-only", action="store_true", help="print the figures of the folds, write nothing")
    parser.add_argument("--out", type=Path, default=MODEL.parent)
    args = parser.parse_args()
    lesson = lesson_of(args.data)
    known = np.array([label is not None for label in lesson.labels])
    classes = classes_of(lesson)
    said, beside, chances = cross(lesson, classes)
    found = judge(lesson, chances)
    report(lesson, found)
    if args.folds_only:
        return
    calibrations = {name: calibrate(chance, marks) for name, (_, chance, marks) in found.items()}
    whole_right = found["region"][2] * found["period"][2] * found["status"][2]
    together = np.prod(
        [np.interp(found[name][1], *calibrations[name]) for name in ("region", "period", "status")], axis=0
    )
    calibrations["all"] = calibrate(np.round(together, 3), whole_right)
    learned = learn_all_words(lesson, known, classes)
    for name, (pairs, columns) in asked(lesson, said, beside).items():
        # trees learn from what words say of numbers they were not learned from, as they will be asked
        learned.trees[name] = learn_ranking(lesson, name, pairs, columns, known)
    write(learned, calibrations, args.out / MODEL.name)
    load_model(args.out / MODEL.name)


if __name__ == "__main__":
    main()
