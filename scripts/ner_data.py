"""Read named-entity data in two-column BIO as running text with marked names, on the tokens that the pipeline makes.

The files hold tokens without their spacing (`( 29/10/2013 )`, `S . M .`): the text is put together again as it is
printed, and cut anew by the shipped tokenizer, so that a model learns on the tokens it will meet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.model import Token
from extractor.segment import Segmenter

SETS = {"idner-news-2k": "news", "nergrit-indonlu": "encyclopaedia"}  # a set's folder: the scheme of its labels
NO_SPACE_BEFORE = re.compile(r"[,.;:?!)\]}%”’]|\.{2,}")
NO_SPACE_BEHIND = re.compile(r"[(\[{“‘]")
SURE, TIMES = 3, 3  # a name has the label that it has at least three times, and three times as often as any other
SHORTEST = 4  # letters of a name that is surely forgotten where it has no label


@dataclass(frozen=True, slots=True)
class Name:
    """A name's place in a text, in characters, and its label: PER, ORG or LOC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text with its names in order, its tokens, and the scheme that its labels follow."""

    text: str
    names: tuple[Name, ...]
    scheme: str
    tokens: tuple[Token, ...] = ()


def read_bio(path: Path, scheme: str) -> list[Passage]:
    """Return the passages of a file: a token and its BIO label a line, a blank line between passages."""
    blocks = path.read_text(encoding="utf8").strip().split("\n\n")
    return [join([tuple(line.split("\t")) for line in block.split("\n") if line], scheme) for block in blocks]


def join(rows: Sequence[tuple[str, ...]], scheme: str) -> Passage:
    """Return the text that tokens make up, with the names that their labels tell."""
    text = ""
    names: list[Name] = []
    quoted = False
    glue = True
    for word, tag in rows:
        closing = word == '"' and quoted
        text += "" if glue or closing or NO_SPACE_BEFORE.fullmatch(word) else " "
        start = len(text)
        text += word
        glue = bool(NO_SPACE_BEHIND.fullmatch(word)) or (word == '"' and not quoted)
        quoted ^= word == '"'
        if tag.startswith("I-") and names and names[-1].label == tag[2:] and not text[names[-1].end : start].strip():
            names[-1] = replace(names[-1], end=len(text))
        elif tag != "O":
            names.append(Name(start, len(text), tag[2:]))
    return Passage(text, tuple(names), scheme)


def tokenize(passages: Sequence[Passage], segmenter: Segmenter) -> Iterator[Passage]:
    """Yield the passages with the tokens that the pipeline cuts their texts into."""
    for passage, sentences in zip(passages, segmenter.segment([p.text for p in passages]), strict=True):
        yield replace(passage, tokens=tuple(token for sentence in sentences for token in sentence.tokens))


def fitting(passage: Passage) -> tuple[Name, ...]:
    """Return the names that begin and end where tokens do."""
    starts, ends = {token.start for token in passage.tokens}, {token.end for token in passage.tokens}
    return tuple(name for name in passage.names if name.start in starts and name.end in ends)


def repaired(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages with labels mended that the same set shows to be wrong, each scheme by itself.

    A person's or a body's name has the label that it nearly always has. Somebody or a body named elsewhere is named
    here too, if the words beside are no part of a longer name; a place is not, as news labels it only where something
    happens.
    """
    usual = {
        scheme: usual_labels([p for p in passages if p.scheme == scheme]) for scheme in {p.scheme for p in passages}
    }
    return [repair(passage, usual[passage.scheme]) for passage in passages]


def usual_labels(passages: Sequence[Passage]) -> dict[str, str]:
    """Return the label of each person's and body's name that nearly always has that one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        for name in passage.names:
            counts[passage.text[name.start : name.end]][name.label] += 1
    best = {form: count.most_common(1)[0] for form, count in counts.items()}
    return {
        form: label
        for form, (label, n) in best.items()
        if label != "LOC" and n >= SURE and n >= TIMES * (counts[form].total() - n)
    }


def repair(passage: Passage, usual: Mapping[str, str]) -> Passage:
    """Return the passage with its names' usual labels, and with the names that were forgotten."""
    text = passage.text
    named = [
        name if name.label == "LOC" else replace(name, label=usual.get(text[name.start : name.end], name.label))
        for name in passage.names
    ]
    covered = {at for name in named for at in range(name.start, name.end)}
    forms = [text[token.start : token.end] for token in passage.tokens]
    for i, token in enumerate(passage.tokens):
        label = usual.get(forms[i])
        beside = (*forms[max(0, i - 1) : i], *forms[i + 1 : i + 2])
        alone = not any(form[0].isupper() or form == "-" for form in beside)
        if label and len(forms[i]) >= SHORTEST and token.start not in covered and alone:
            named.append(Name(token.start, token.end, label))
    return replace(passage, names=tuple(sorted(named, key=lambda name: name.start)))
