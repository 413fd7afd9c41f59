"""What `extract rules` shows: a rule, the reason of a link, a check, or a list or pattern, as text for a terminal."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ..errors import UserError
from ..rules import Rule, Rulebook
from ..rules.example import Example

WORDS = 400  # of a list that are shown


def rule_rows(rulebook: Rulebook) -> Iterator[tuple[str, str, str]]:
    """Yield (id, kind, example) of each rule, then (id, file, meaning) of each reason and check."""
    yield from ((rule.id, rule.kind, rule.examples[0]) for rule in rulebook.rules)
    homes = {id_: file.path.stem for file in rulebook.files for id_ in file.meanings}
    rules = {rule.id for rule in rulebook.rules}
    yield from ((id_, homes[id_], meaning) for id_, meaning in rulebook.meanings.items() if id_ not in rules)


def rule_text(rulebook: Rulebook, name: str) -> str:
    """Return what is known of a rule, reason, check, list or pattern. Raises UserError for a name that none has."""
    rules = {rule.id: rule for rule in rulebook.rules}
    shown = [*rule_lines(rules[name])] if name in rules else [*named_lines(rulebook, name)]
    if not shown:
        known = [*rules, *rulebook.meanings, *rulebook.patterns]
        near = difflib.get_close_matches(name, known, n=3)
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        raise UserError(f"no rule, reason, check, list or pattern has the name {name}{meant}")
    examples = (example for example in rulebook.examples if any(fnmatchcase(name, one) for one in example.shows))
    return "\n".join([*shown, *example_lines(examples)])


def rule_lines(rule: Rule) -> Iterator[str]:
    """Yield the lines of a rule's description."""
    yield rule.id
    yield f"  file       {rule.path}"
    yield f"  kind       {rule.kind}"
    if rule.source:
        yield f"  pattern    {rule.source}"
    if rule.priority:
        yield f"  priority   {rule.priority}"
    if rule.published:
        yield f"  published  {rule.published}"
    yield "  examples"
    yield from (f"    {example}" for example in rule.examples)
    if rule.counterexamples:
        yield "  counterexamples"
        yield from (f"    {example}" for example in rule.counterexamples)


def named_lines(rulebook: Rulebook, name: str) -> Iterator[str]:
    """Yield the lines of what a reason or check means, or of what a list or pattern holds in each file."""
    told = False
    for file in rulebook.files:
        meanings = [sentence for id_, sentence in file.meanings.items() if name == id_ or fnmatchcase(name, id_)]
        held = {"pattern": file.patterns.get(name), "words": words_text(file.words.get(name)), "means": None}
        held["means"] = meanings[0] if meanings else None
        if any(held.values()):
            yield from [] if told else [name]
            yield f"  file       {file.path}"
            yield from (f"  {what:<10} {content}" for what, content in held.items() if content)
            told = True


def words_text(words: Mapping[str, Any] | None) -> str | None:
    """Return the words of a list in one line, with what they stand for."""
    if words is None:
        return None
    told = [word if word == value else f"{word} = {value}" for word, value in words.items()]
    return ", ".join([*told[:WORDS], *(["…"] if len(told) > WORDS else [])])


def example_lines(examples: Iterable[Example]) -> Iterator[str]:
    """Yield the lines of examples: the text, then what is expected of it."""
    for i, example in enumerate(examples):
        if not i:
            yield "  examples"
        yield f"    {example.marked}"
        if example.expected:
            told = [", ".join(f"{field} {value}" for field, value in fields.items()) for fields in example.expected]
            yield f"      → {'; '.join(dict.fromkeys(told))}"
        if example.findings is not None:
            yield f"      → {'; '.join(example.findings) or 'nothing is found'}"
