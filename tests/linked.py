"""Examples of links: `[text](value)` marks on the numbers of a few sentences, and the sentences without a tokenizer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import regex

from extractor.layout import Layout
from extractor.link.speaker import attribute
from extractor.link.speech import find_cues, read_cues
from extractor.model import NUMBERS, Links, Mention, Sentence
from extractor.pipeline import load_pipeline
from extractor.rules import Rulebook

MARK = regex.compile(r"\[(?P<text>[^\]]+)\]\((?P<value>(?:[^()]|\([^()]*\))*)\)")
END = regex.compile(r"(?<!\b(?:dr|H|Drs|S|M))[.!?][”\"]?(?=\s)|\n")
Step = Callable[[Layout, Sequence[Mention], Rulebook], dict[int, Links]]


def sentences_of(text: str) -> list[Sentence]:
    """Return the sentences as their points end them."""
    ends = [match.end() for match in END.finditer(text)]
    spans = zip([0, *ends], [*ends, len(text)], strict=True)
    return [Sentence(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in spans if text[a:b].strip()]


def speakers(layout: Layout, mentions: Sequence[Mention], rulebook: Rulebook) -> dict[int, Links]:
    """Return the links of the step `attribute`, with nothing that NER reads."""
    return attribute(layout, mentions, rulebook, find_cues(layout, mentions, read_cues(rulebook)))


def plain(example: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the example without marks, and each mark's text and value in order."""
    marks = [(match["text"], match["value"]) for match in MARK.finditer(example)]
    return MARK.sub(r"\g<text>", example), marks


def links_of(text: str, step: Step) -> Iterator[tuple[str, Links]]:
    """Yield each number's text and the links that a step gives it."""
    pipeline = load_pipeline()
    mentions = pipeline.mentions(text, "2024-05-01")
    links = step(Layout(text, sentences_of(text)), mentions, pipeline.rulebook)
    for mention in mentions:
        if mention.kind in NUMBERS:
            yield text[mention.start : mention.end], links[mention.start]
