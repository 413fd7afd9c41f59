"""Read the surface of UD treebanks: the text as printed, its tokens and its sentences. Multi-word tokens stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONTROL = str.maketrans({"\xa0": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Surface:
    """One sentence: its text, and a label for each character (0 inside a token or blank, 1 last of a token)."""

    text: str
    labels: str


def read_sentences(path: Path) -> list[Surface]:
    """Return the sentences of a CoNLL-U file in order."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [surface(list(_tokens(block))) for block in blocks]


def surface(tokens: list[tuple[str, bool]]) -> Surface:
    """Return text and labels of tokens, each with whether a space follows."""
    text, labels = "", ""
    for form, space in tokens:
        text += form.translate(CONTROL) + " " * space
        labels += "0" * (len(form) - 1) + "1" + "0" * space
    return Surface(text.rstrip(), labels[: len(text.rstrip())])


def _tokens(block: str) -> Iterator[tuple[str, bool]]:
    """Yield form and whether a space follows, of each surface token of one sentence."""
    covered = 0
    for line in block.split("\n"):
        columns = line.split("\t")
        if line.startswith("#") or "." in columns[0]:
            continue
        first, _, last = columns[0].partition("-")
        if int(first) <= covered:
            continue
        covered = int(last or first)
        yield columns[1], "SpaceAfter=No" not in columns[9]
