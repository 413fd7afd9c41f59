"""A rule -> text to read in a terminal."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ..errors import UserError
from ..rules import Rule, Rulebook


def rule_text(rulebook: Rulebook, id_: str) -> str:
    """Return the rule as its file has it, by heading. Raises UserError for an id that no rule has."""
    known = {rule.id: rule for rule in rulebook.rules}
    if id_ not in known:
        near = difflib.get_close_matches(id_, known, n=3)
        raise UserError(f"no rule has the id {id_}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
    return "\n".join(lines(known[id_]))


def lines(rule: Rule) -> Iterator[str]:
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
