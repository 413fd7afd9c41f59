"""One `[[example]]`: a made-up text with marks `[text](value)`, and what an article of just this text must state.

    [[example]]
    for = "status.target"                            # what it shows: a rule, a reason, a check, a list or a pattern
    text = "Cakupannya ditargetkan [98 persen](98 %)."
    expect = {status = "target", region = "-"}       # of each mark, or a list of tables, one for each; "-" is nothing
    findings = []                                    # what checks find, as "verdict type"; the marks are its numbers
    published = "2024-05-01"

Instead of `text`, `sentences` lists a text's sentences. An example that only marks values needs no tokenizer.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ..model import VERDICTS, Fact
from .files import Entry, RuleError, RuleFile, meant, shown
from .marks import Mark, read_marks
from .typed import NAMES, STRING, STRINGS, TABLES, check_keys

KEYS = {
    "for": NAMES,
    "text": STRING,
    "published": STRING,
    "expect": TABLES,
    "findings": STRINGS,
    "sentences": STRINGS,
}
FIELDS = tuple(name for name in Fact.__slots__ if name not in ("id", "start", "end", "sentence", "alternatives"))
BEGINNING = 40  # characters of an example that tell which one is meant


@dataclass(frozen=True, slots=True)
class Example:
    """An example: `expected` holds the fields told of each mark, in order, or nothing; None where it tells none.

    `marked` is the text as its file writes it; `shows` names what it is for.
    """

    path: Path
    shows: tuple[str, ...]
    marked: str
    text: str
    marks: tuple[Mark, ...]
    published: str | None
    expected: tuple[Mapping[str, Any], ...] | None
    findings: tuple[str, ...] | None
    sentences: tuple[str, ...] | None

    @property
    def needs_tokenizer(self) -> bool:
        """Whether it tells more than values."""
        return not (self.expected is None and self.findings is None and self.sentences is None)


def read_example(file: RuleFile, entry: Entry, known: Collection[str]) -> Example:
    """Check one example; `known` are the names that it may be for. Raises RuleError, naming file and example."""
    marked = str(entry.get("text") or " ".join(map(str, entry.get("sentences") or ["(without text)"])))
    try:
        check_keys(entry, KEYS)
        shows = (entry["for"],) if isinstance(entry.get("for"), str) else tuple(entry.get("for", ()))
        check_shows(shows, known)
        text, marks = read_marks(marked)
        expected = expected_of(entry, marks)
        check_findings(entry.get("findings", ()))
        check_told(entry, marks)
    except RuleError as error:
        raise RuleError(f"{file.path}: example “{shown(marked)[:BEGINNING]}…”: {error}") from error
    findings, sentences = (tuple(entry[key]) if key in entry else None for key in ("findings", "sentences"))
    return Example(file.path, shows, marked, text, tuple(marks), entry.get("published"), expected, findings, sentences)


def check_shows(shows: Collection[str], known: Collection[str]) -> None:
    """Raise RuleError if it is for something that is not known."""
    for name in shows:
        if name not in known and not any("*" in one and fnmatchcase(name, one) for one in known):
            near = difflib.get_close_matches(name, known, n=1)
            raise RuleError(f"it is for {shown(name)}, which is no rule, reason, check, list or pattern{meant(near)}")


def expected_of(entry: Entry, marks: Collection[Mark]) -> tuple[Mapping[str, Any], ...] | None:
    """Return the fields that each mark must have."""
    if "expect" not in entry:
        return None
    given = entry["expect"]
    expected = tuple(given) if isinstance(given, list) else (given,) * len(marks)
    if len(expected) != len(marks) or not marks:
        raise RuleError(f"expect tells of {len(expected)} numbers, but {len(marks)} are marked")
    for table in expected:
        for field, value in table.items():
            if field not in FIELDS:
                raise RuleError(
                    f"no fact has a field {shown(field)}{meant(difflib.get_close_matches(field, FIELDS, n=1))}"
                )
            if isinstance(value, dict) != (field == "linked_by") or isinstance(value, list):
                raise RuleError(f"{field} cannot be {shown(value)}")
    return expected


def check_findings(findings: Collection[str]) -> None:
    """Raise RuleError for a finding that is not told as its verdict and its type."""
    for finding in findings:
        verdict, _, type_ = finding.partition(" ")
        if verdict not in VERDICTS or not type_:
            raise RuleError(f"a finding is told as in “contradicts share.percent”, not “{shown(finding)}”")


def check_told(entry: Entry, marks: Collection[Mark]) -> None:
    """Raise RuleError unless it has one text, and tells something of it."""
    if ("text" in entry) == ("sentences" in entry):
        raise RuleError("needs either text or sentences")
    if not (marks or entry.keys() & {"sentences", "findings"}):
        raise RuleError("tells nothing: no number is marked as in “[12 orang](12 orang)”")
