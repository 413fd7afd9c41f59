"""The rules' own examples and counterexamples, run as tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model import KINDS, Mention
from . import Rule
from .marks import Mark, read_marks, value_mark

Reader = Callable[[str, str | None], Sequence[Mention]]  # text, published -> chosen and resolved mentions


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that does not come out as its rule's file says; `found` is what came out instead, marked."""

    rule: Rule
    example: str
    reason: str
    found: str

    def __str__(self) -> str:
        head = f"{self.rule.path.name}: {self.rule.id}: {self.reason}"
        return f"{head}\n  written: {self.example}\n  found:   {self.found}"


def check_examples(rules: Iterable[Rule], read: Reader) -> Iterator[Miss]:
    """Yield every example that fails: each must come out as marked and by its own rule, no counterexample may."""
    for rule in rules:
        yield from (miss for example in rule.examples if (miss := check(rule, example, read, wanted=True)))
        yield from (miss for example in rule.counterexamples if (miss := check(rule, example, read, wanted=False)))


def check(rule: Rule, example: str, read: Reader, *, wanted: bool) -> Miss | None:
    """Return what is wrong with the example, or None."""
    text, marks = read_marks(example)
    mentions = read(text, rule.published)
    found = [mention for mention in mentions if mention.kind == rule.kind]
    if rule.kind in KINDS and marks_of(found) != marks:
        return Miss(rule, example, "the marks differ", write_marks(text, marks_of(found)))
    if any(mention.rule == rule.id for mention in found) != wanted:
        reason = "another rule, or none, made it" if wanted else "the rule takes it all the same"
        return Miss(rule, example, reason, ", ".join(f"{m.rule} “{text[m.start : m.end]}”" for m in mentions))
    return None


def marks_of(mentions: Iterable[Mention]) -> list[Mark]:
    """Return the mentions as marks."""
    return [Mark(m.start, m.end, value_mark(m.value)) for m in mentions if m.value is not None]


def write_marks(text: str, marks: Iterable[Mark]) -> str:
    """Return the text with its marks written in.

    >>> write_marks("Naik 5 persen.", [Mark(5, 13, "5 %")])
    'Naik [5 persen](5 %).'
    """
    pieces, at = [], 0
    for mark in marks:
        pieces += [text[at : mark.start], f"[{text[mark.start : mark.end]}]({mark.value})"]
        at = mark.end
    return "".join([*pieces, text[at:]])
