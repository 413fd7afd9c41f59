"""Train the shipped NER model with spaCy, from two labelled sets and unlabelled news.

    python scripts/train_ner.py NER_DIR --news FILE --treebanks DIR [--work DIR] [--out DIR] [--steps N]

1. Word vectors and classes of words are learnt from the unlabelled text (ner_vectors.py, ner_words.py).
2. A teacher is trained on the labelled sets alone. The sets follow different customs (a news LOC is where
   something happens, an encyclopaedia's any place, level words included), so each token carries its set's scheme,
   and a model learns both without mixing them.
3. The teacher labels unlabelled text (ner_silver.py) and goes on learning from that and the labelled sets.

Needs gensim: pip install -e '.[train]'. Each stage leaves its result in the work folder and is not done again when it
is there. spaCy does the training, by scripts/ner.cfg; the best model by the sets' development files is kept, the test
files are read by score_ner.py only.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.vocab import Vocab

from articles import read_articles
from conllu import Surface, read_sentences
from extractor.model import Mention, Sentence, Token
from extractor.pipeline import load_pipeline
from extractor.recognize import MODEL
from extractor.recognize.by_spacy import look_at_words, read_sentence, write_symbols
from extractor.segment import Segmenter
from ner_data import SETS, Passage, fitting, read_bio, repaired, tokenize
from ner_silver import Teacher
from ner_vectors import learn_vectors
from ner_words import word_classes

CONFIG = Path(__file__).with_name("ner.cfg")
TREEBANKS = ("id_csui-ud-train", "id_gsd-ud-train.projected", "id_gsd-ud-dev", "id_pud-ud-test")
SEED = 2026
SILVER = {"news": 10_000, "encyclopaedia": 4_000}  # sentences labelled by the teacher in each scheme
GOLD_TIMES = 3  # how often the labelled sets are repeated beside them
FURTHER = 700  # steps of the model that goes on from the teacher
BATCH = 60  # articles segmented together


@spacy.registry.callbacks("extract.look_at_words.v1")
def make_look_at_words():
    """Return what spaCy calls when it has made the pipeline to train."""

    def look(nlp: Language) -> Language:
        look_at_words(nlp.vocab)
        return nlp

    return look


@spacy.registry.readers("extract.tagged.v1")
def make_reader(path: Path):
    """Return a reader of examples whose tokens carry their tags before anything is predicted."""

    def read(nlp: Language) -> Iterator[Example]:
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            words, spaces, tags = zip(
                *((token.text, bool(token.whitespace_), token.tag_) for token in doc), strict=True
            )
            yield Example(Doc(nlp.vocab, words=words, spaces=spaces, tags=tags), doc)

    return read


def main() -> None:
    """Read the arguments, run the stages."""
    parser = argparse.ArgumentParser(description="Train the NER model.")
    parser.add_argument("sets", type=Path, help="folder with the labelled sets")
    parser.add_argument("--news", type=Path, required=True, help="unlabelled articles, .jsonl or .jsonl.gz")
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the id_*.conllu files")
    parser.add_argument("--work", type=Path, default=Path("ner-work"), help="where the stages leave their results")
    parser.add_argument("--out", type=Path, default=MODEL, help="model folder to write")
    parser.add_argument("--steps", type=int, help="learn for so many steps only, to try the command")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    gold = {part: read_sets(args.sets, part) for part in ("train", "dev")}
    learn_words(args.work, args.news, args.treebanks, gold["train"])
    words = json.loads((args.work / "words.json").read_text(encoding="utf8"))
    for part, passages in gold.items():
        write_docs(args.work / f"{part}.spacy", passages, words)
    teacher = train(args.work, "teacher", "train", steps=args.steps)
    if not (args.work / "silver.spacy").exists():
        silver = silver_passages(teacher, args.news, args.treebanks)
        write_docs(args.work / "silver.spacy", [*GOLD_TIMES * gold["train"], *silver], words)
    ship(train(args.work, "student", "silver", start=teacher, steps=args.steps), args.out)


def read_sets(folder: Path, part: str) -> list[Passage]:
    """Return the passages of a part of both sets, on the pipeline's tokens; those to learn from are repaired."""
    passages = [p for name, scheme in SETS.items() for p in read_bio(folder / name / f"{part}.bio", scheme)]
    tokenized = list(tokenize(passages, Segmenter()))
    return repaired(tokenized) if part == "train" else tokenized


def learn_words(work: Path, news: Path, treebanks: Path, gold: Sequence[Passage]) -> None:
    """Write the vectors and the classes of words."""
    if (work / "vectors").exists() and (work / "words.json").exists():
        return
    articles = [forms(text, sentence) for text, sentences, _ in read_news(news) for sentence in sentences]
    classes = json.dumps(word_classes(articles), ensure_ascii=False, indent=0)
    (work / "words.json").write_text(classes, encoding="utf8")
    others = [surface_forms(sentence) for sentence in read_treebanks(treebanks)]
    others += [[p.text[t.start : t.end] for t in p.tokens] for p in gold]
    learn_vectors([*articles, *others], SEED).to_disk(work / "vectors")


def read_news(path: Path, *, rules: bool = False) -> Iterator[tuple[str, Sequence[Sentence], Sequence[Mention]]]:
    """Yield text, sentences and, if wanted, what the rules read, of each article."""
    pipeline = load_pipeline()
    segmenter, articles = Segmenter(), list(read_articles(path))
    for start in range(0, len(articles), BATCH):
        some = articles[start : start + BATCH]
        segmented = segmenter.segment([article.text for article in some])
        for article, sentences in zip(some, segmented, strict=True):
            mentions = pipeline.mentions(article.text, article.published) if rules else []
            yield article.text, sentences, mentions


def read_treebanks(folder: Path) -> list[Surface]:
    """Return the sentences of the treebanks."""
    return [sentence for name in TREEBANKS for sentence in read_sentences(folder / f"{name}.conllu")]


def forms(text: str, sentence: Sentence) -> list[str]:
    """Return the words of a sentence."""
    return [text[token.start : token.end] for token in sentence.tokens]


def surface_tokens(sentence: Surface) -> Iterator[Token]:
    """Yield the tokens of a treebank sentence."""
    start = 0
    for end in (at + 1 for at, label in enumerate(sentence.labels) if label == "1"):
        start += len(sentence.text[start:end]) - len(sentence.text[start:end].lstrip())
        if start < end:
            yield Token(start, end)
        start = end


def surface_forms(sentence: Surface) -> list[str]:
    """Return the words of a treebank sentence."""
    return [sentence.text[token.start : token.end] for token in surface_tokens(sentence)]


def write_docs(path: Path, passages: Iterable[Passage], words: dict[str, str]) -> None:
    """Write passages as spaCy's documents, tags and names on them."""
    vocab = Vocab()
    docs = DocBin(attrs=["ORTH", "SPACY", "TAG", "ENT_IOB", "ENT_TYPE"])
    for passage in passages:
        docs.add(doc_of(vocab, passage, words))
    docs.to_disk(path)


def doc_of(vocab: Vocab, passage: Passage, words: dict[str, str]) -> Doc:
    """Return a passage as spaCy's document."""
    sentence = Sentence(0, len(passage.text), passage.tokens)
    doc = read_sentence(vocab, passage.text, sentence, words, passage.scheme)
    starts = {token.start: i for i, token in enumerate(passage.tokens)}
    ends = {token.end: i + 1 for i, token in enumerate(passage.tokens)}
    doc.ents = [Span(doc, starts[name.start], ends[name.end], name.label) for name in fitting(passage)]
    return doc


def train(work: Path, name: str, corpus: str, *, start: Path | None = None, steps: int | None = None) -> Path:
    """Train a model by the configuration, unless it is there; return its folder, with the words beside it.

    One that goes on from `start` takes FURTHER steps at half the rate.
    """
    best = work / name / "model-best"
    if not best.exists():
        config = spacy.util.load_config(CONFIG)
        if start:
            config["components"]["ner"] = {"source": str(start)}
            config["training"] |= {"max_steps": FURTHER, "eval_frequency": FURTHER // 5}
            config["training"]["optimizer"]["learn_rate"] |= {
                "warmup_steps": FURTHER // 10,
                "initial_rate": 0.001,
                "total_steps": FURTHER + 50,
            }
        if steps:
            config["training"] |= {"max_steps": steps, "eval_frequency": steps}
        config.to_disk(work / f"{name}.cfg")
        overrides = {
            "paths.train": str(work / f"{corpus}.spacy"),
            "paths.dev": str(work / "dev.spacy"),
            "paths.vectors": str(work / "vectors"),
        }
        spacy_train(work / f"{name}.cfg", work / name, overrides=overrides)
        shutil.copy(work / "words.json", best / "words.json")
        write_symbols(best)
        without_callbacks(best)
    return best


def without_callbacks(model: Path) -> None:
    """Take out of a saved configuration what only training needs."""
    config = spacy.util.load_config(model / "config.cfg")
    config["nlp"]["after_creation"] = None
    for section in ("corpora", "training", "initialize", "pretraining", "paths"):
        config.pop(section, None)
    config.to_disk(model / "config.cfg")


def silver_passages(teacher: Path, news: Path, treebanks: Path) -> list[Passage]:
    """Return sentences of the news and the treebanks as the teacher labels them, drawn by a fixed seed."""
    teach, draw = Teacher(teacher), random.Random(SEED)
    found: dict[str, list[Passage]] = {scheme: [] for scheme in SILVER}
    for text, sentences, mentions in read_news(news, rules=True):
        found["news"] += teach.label(text, sentences, mentions, "news")
    for surface in read_treebanks(treebanks):
        sentence = Sentence(0, len(surface.text), tuple(surface_tokens(surface)))
        found["encyclopaedia"] += teach.label(surface.text, [sentence], [], "encyclopaedia")
    return [p for scheme, count in SILVER.items() for p in draw.sample(found[scheme], min(count, len(found[scheme])))]


def ship(model: Path, out: Path) -> None:
    """Copy what a model needs to run."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("vocab", "ner"):
        shutil.copytree(model / name, out / name, dirs_exist_ok=True)
    for name in ("config.cfg", "words.json", "symbols.json"):
        shutil.copy(model / name, out / name)


if __name__ == "__main__":
    main()
