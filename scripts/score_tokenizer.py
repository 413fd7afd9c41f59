"""Score the tokenizer on the UD test files: F1 of tokens and of sentences, as the UD shared tasks count them.

    python scripts/score_tokenizer.py TREEBANK_DIR [--model FILE] [--plain]

The `# text` lines of a file, joined by one space, are one text without paragraphs. A token or a sentence counts
where both its ends are right; multi-word tokens count as printed. `--plain` scores stanza.Pipeline alone,
without the corrections of rules/sentence.toml.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import stanza

from conllu import Surface, read_sentences
from extractor.segment import Segmenter
from extractor.segment.load import STANZA_MODEL

FILES = ("id_csui-ud-test.conllu", "id_gsd-ud-test.conllu")
Spans = set[tuple[int, int]]
Split = Callable[[str], tuple[Spans, Spans]]


def main() -> None:
    """Print one line of scores for each file."""
    parser = argparse.ArgumentParser(description="Score the tokenizer on the UD test files.")
    parser.add_argument("treebanks", type=Path, help="folder with the id_*-ud-test.conllu files")
    parser.add_argument("--model", type=Path, default=STANZA_MODEL)
    parser.add_argument("--plain", action="store_true", help="stanza.Pipeline alone, without corrections")
    parser.add_argument("--file", action="append", help="another file of the folder", default=[])
    args = parser.parse_args()
    split = with_stanza(args.model) if args.plain else with_segmenter(args.model)
    for name in args.file or FILES:
        tokens, sentences = score(read_sentences(args.treebanks / name), split)
        print(f"{name}: tokens {tokens:.2f}, sentences {sentences:.2f}")


def score(gold: list[Surface], split: Split) -> tuple[float, float]:
    """Return the F1 of tokens and of sentences, in percent."""
    text = " ".join(sentence.text for sentence in gold)
    found_tokens, found_sentences = split(text)
    tokens, sentences, start = set(), set(), 0
    for sentence in gold:
        tokens |= {(start + a, start + b) for a, b in token_spans(sentence)}
        sentences.add((start, start + len(sentence.text)))
        start += len(sentence.text) + 1
    return f1(tokens, found_tokens), f1(sentences, found_sentences)


def token_spans(sentence: Surface) -> Iterable[tuple[int, int]]:
    """Yield the span of each token of one sentence."""
    start = 0
    for end in (place + 1 for place, label in enumerate(sentence.labels) if label == "1"):
        start = end - len(sentence.text[start:end].lstrip())
        yield start, end
        start = end


def f1(gold: Spans, found: Spans) -> float:
    """Return the F1 of two sets, in percent."""
    return 200 * len(gold & found) / (len(gold) + len(found))


def with_segmenter(model: Path) -> Split:
    """Split as the extractor does."""
    segmenter = Segmenter(model)

    def split(text: str) -> tuple[Spans, Spans]:
        (sentences,) = segmenter.segment([text])
        tokens = {(token.start, token.end) for sentence in sentences for token in sentence.tokens}
        return tokens, {(sentence.start, sentence.end) for sentence in sentences}

    return split


def with_stanza(model: Path) -> Split:
    """Split as Stanza's own pipeline does with the model."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "resources.json").write_text("{}", encoding="utf-8")
        pipeline = stanza.Pipeline(
            "id",
            processors="tokenize",
            tokenize_model_path=str(model),
            download_method=None,
            allow_unknown_language=True,
            dir=folder,
            verbose=False,
        )

    def split(text: str) -> tuple[Spans, Spans]:
        sentences = pipeline(text).sentences
        tokens = {(token.start_char, token.end_char) for sentence in sentences for token in sentence.tokens}
        return tokens, {(sentence.tokens[0].start_char, sentence.tokens[-1].end_char) for sentence in sentences}

    return split


if __name__ == "__main__":
    main()
