"""Rules as data: words, patterns and rules, each rule with examples, read from the files of a folder.

The file's name is the kind of fact its rules make (`money.toml`); `{name}` in a pattern stands for a list of words or a
named piece. The rules of `ignore.toml` and `furniture.toml` claim text that is no fact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import regex

from ..patterns import COMPLETE, compile_once
from .example import Example, read_example
from .expand import expand_all
from .files import RuleError, RuleFile, Words, read_file, read_files, rules_folder
from .rule import BY_NAME, Rule, read_rule
from .vocabulary import Vocabulary

__all__ = ["Rule", "RuleError", "Rulebook", "Words", "build", "load_rules", "read_files", "rules_folder"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in order, the words they share, the named patterns (expanded), and a hash of what was read.

    `files` are what they were read from, and `meanings` a sentence for each reason of a link and each check.
    """

    rules: tuple[Rule, ...] = field(hash=False)
    words: Words = field(hash=False)
    patterns: Mapping[str, str] = field(hash=False)
    meanings: Mapping[str, str] = field(hash=False)
    files: tuple[RuleFile, ...] = field(hash=False)
    sha256: str

    @property
    def examples(self) -> list[Example]:
        """The examples of links and checks, those of shipped files read when they are asked for. Raises RuleError."""
        return self.examples_of(self.files)

    def examples_of(self, files: Iterable[RuleFile]) -> list[Example]:
        """Return the examples of links and checks in the files. Raises RuleError."""
        known = {rule.id for rule in self.rules} | self.words.keys() | self.patterns.keys() | self.meanings.keys()
        return [read_example(file, entry, known) for file in files for entry in file.examples]

    def compile(self, name: str, form: str = COMPLETE) -> regex.Pattern[str]:
        """Compile the named list of words or piece of pattern, in a form that says what stands around it."""
        return compile_once(self.patterns[name], form)


@cache
def load_rules(*extra: Path) -> Rulebook:
    """Read the shipped rules, then each folder of `extra`.

    Its words join the lists of the same name; its rules and patterns add to the shipped ones or replace them by name.
    Raises RuleError with one sentence naming file, rule and reason.
    """
    return build(read_files([rules_folder(), *extra]))


def build(contents: Sequence[tuple[Path, bytes]]) -> Rulebook:
    """Make a rulebook of the files' contents. A user's files are checked wholly, their patterns compiled.

    The patterns of the shipped files are compiled when they are first asked for; tests do it for all.
    """
    files = [read_file(path, content) for path, content in contents]
    words = all_words(files)
    pieces = {name: pattern for file in files for name, pattern in file.patterns.items()}
    origin = {name: file.path for file in files for name in file.patterns}
    patterns = expand_all(words, pieces, origin)
    rules = all_rules(files, words, patterns)
    own = [file for file in files if not file.is_shipped]
    if own:
        Vocabulary([file for file in files if file.is_shipped]).check(own, patterns)
    meanings = {id_: sentence for file in files for id_, sentence in file.meanings.items()}
    digest = hashlib.sha256(b"\0".join(path.name.encode() + b"\0" + content for path, content in contents))
    rulebook = Rulebook(rules, words, patterns, meanings, tuple(files), digest.hexdigest())
    rulebook.examples_of(own)
    return rulebook


def all_words(files: Sequence[RuleFile]) -> Words:
    """Return the lists of words of all files, those of the same name joined."""
    words: dict[str, Mapping[str, Any]] = {}
    for file in files:
        for name, listed in file.words.items():
            words[name] = joined(file.path, name, words.get(name), listed)
    return words


def joined(path: Path, name: str, known: Mapping[str, Any] | None, more: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the words of two lists of the same name; words that stand for values cannot join words that do not."""
    if known is None:
        return more
    if is_plain(known) != is_plain(more):
        form = "is a list" if is_plain(known) else "gives each word a value"
        raise RuleError(f"{path}: words.{name} {form} in the rules before it, so it must here too")
    return {**known, **more}


def is_plain(words: Mapping[str, Any]) -> bool:
    """Return whether the words stand for themselves."""
    return all(word == value for word, value in words.items())


def all_rules(files: Sequence[RuleFile], words: Words, patterns: Mapping[str, str]) -> tuple[Rule, ...]:
    """Return the rules of all files; one replaces a rule of the same id of another folder."""
    rules: dict[str, Rule] = {}
    pieces = {name: pattern for name, pattern in patterns.items() if name not in words}
    for file in files:
        for entry in file.rules:
            rule = read_rule(file, entry, words, patterns, pieces)
            check_id(rule, rules.get(rule.id), is_shipped=file.is_shipped)
            rules[rule.id] = rule
    return tuple(rules.values())


def check_id(rule: Rule, before: Rule | None, *, is_shipped: bool) -> None:
    """Raise RuleError if a rule of the folder has this id before, or the rule only describes what nothing does."""
    if before and before.path.parent == rule.path.parent:
        raise RuleError(f"{rule.path}: rule {rule.id}: another rule of {before.path.name} has this id")
    if rule.kind in BY_NAME and not before and not is_shipped:
        raise RuleError(f"{rule.path}: rule {rule.id}: nothing finds it: a {rule.kind} is found by lists of words")
