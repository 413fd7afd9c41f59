"""Read rule files: words, patterns and rules, each rule with examples. Says what makes a rule valid.

A rule file is TOML. `[words]` holds lists or tables of words, `[patterns]` named pieces of regular expression,
`[[rule]]` the rules; `{name}` in a pattern stands for a list of words or a piece. The file's name is the kind of
fact its rules make (`money.toml`). The rules of `ignore.toml` and `furniture.toml` claim text that is no fact.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import regex

from ..errors import UserError
from ..model import KINDS, Amount, Value, When
from ..patterns import COMPLETE, GROUP, NEVER, alternation, compile_once, split_opening

Words = Mapping[str, Mapping[str, Any]]
Normalizer = Callable[..., Value | None]

SILENT = ("ignore", "furniture")
BY_NAME = ("region",)  # found by the gazetteer and lists of words: a rule has no pattern, it names what makes a region
REMEMBERED = 1_000  # expressions of each rule whose values are remembered: months, weekdays and prices come again
RULE_KEYS = {"id", "pattern", "normalize", "examples", "counterexamples", "priority", "published"}
MACRO = regex.compile(r"\{([a-z][a-z_]*)\}")


class RuleError(UserError):
    """A rule file that a person wrote wrongly: the message names file, rule and reason in one sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where `opening` and, behind it, `pattern` match, `normalize` gives the value, or None to decline.

    `source` is the pattern as its file writes it, with `opening` the piece that it begins with, if any, which fills
    the groups `around` it, and `expression` the rest, both with all names in them replaced. `published` is the
    publication date that its examples resolve against, if any.
    """

    id: str
    kind: str
    opening: str | None
    around: tuple[str, ...]
    expression: str
    normalize: Normalizer
    priority: int
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    published: str | None
    path: Path = field(compare=False)
    source: str = field(compare=False)

    @property
    def pattern(self) -> regex.Pattern[str]:
        """What follows the opening, compiled when it is first asked for: listing rules needs none. Raises RuleError."""
        try:
            return compile_once(self.expression)
        except regex.error as error:
            raise RuleError(f"{self.path}: rule {self.id}: {error}") from error


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in order, the words they share, the named patterns (expanded), and a hash of what was read."""

    rules: tuple[Rule, ...] = field(hash=False)
    words: Words = field(hash=False)
    patterns: Mapping[str, str] = field(hash=False)
    sha256: str

    def compile(self, name: str, form: str = COMPLETE) -> regex.Pattern[str]:
        """Compile the named list of words or piece of pattern, in a form that says what stands around it."""
        return compile_once(self.patterns[name], form)


def rules_folder() -> Path:
    """Return the folder of the shipped rules: inside an installed wheel, or beside the package in a clone."""
    inside = Path(__file__).parents[1] / "_rules"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "rules"


@cache
def load_rules(*extra: Path) -> Rulebook:
    """Read the shipped rules, then each folder of `extra`.

    Its words join the lists of the same name; its rules and patterns add to the shipped ones or replace them by name.
    Raises RuleError with one sentence naming file, rule and reason.
    """
    return build(read_files([rules_folder(), *extra]))


def read_files(folders: Iterable[Path]) -> list[tuple[Path, bytes]]:
    """Return (path, content) of the rule files, in order of name within each folder."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
        found += [(path, path.read_bytes()) for path in sorted(folder.glob("*.toml"))]
    return found


def build(files: list[tuple[Path, bytes]]) -> Rulebook:
    """Make a rulebook of the files' contents."""
    tables = [(path, parse(path, content)) for path, content in files]
    words: dict[str, Mapping[str, Any]] = {}
    pieces: dict[str, str] = {}
    origin: dict[str, Path] = {}
    for path, table in tables:
        for name, listed in read_words(path, table.get("words", {})).items():
            words[name] = joined(path, name, words.get(name), listed)
        pieces |= read_pieces(path, table.get("patterns", {}))
        origin |= dict.fromkeys(table.get("patterns", {}), path)
    patterns = expand_all(words, pieces, origin)
    rules: dict[str, Rule] = {}
    for path, table in tables:
        for entry in table.get("rule", []):
            rule = read_rule(path, entry, words, patterns)
            rules[rule.id] = rule
    digest = hashlib.sha256(b"\0".join(path.name.encode() + b"\0" + content for path, content in files))
    return Rulebook(tuple(rules.values()), words, patterns, digest.hexdigest())


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


def parse(path: Path, content: bytes) -> dict[str, Any]:
    """Read one TOML file."""
    try:
        return tomllib.loads(content.decode("utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: not a valid TOML file ({error})") from error


def read_words(path: Path, table: Any) -> dict[str, Mapping[str, Any]]:
    """Return the file's word lists, a list of words standing for a table of each word to itself."""
    lists: dict[str, Mapping[str, Any]] = {}
    if not isinstance(table, dict):
        raise RuleError(f"{path}: [words] must be a table of lists")
    for name, content in table.items():
        if not isinstance(content, (list, dict)) or not content:
            raise RuleError(f"{path}: words.{name} must be a list or a table of words, with at least one")
        lists[name] = content if isinstance(content, dict) else {word: word for word in content}
    return lists


def read_pieces(path: Path, table: Any) -> dict[str, str]:
    """Return the file's named pieces of pattern."""
    if not isinstance(table, dict) or not all(isinstance(piece, str) for piece in table.values()):
        raise RuleError(f"{path}: [patterns] must be a table of strings")
    return dict(table)


def expand_all(words: Words, pieces: Mapping[str, str], origin: Mapping[str, Path]) -> dict[str, str]:
    """Return every list of words and named piece as a complete pattern."""
    patterns = {name: alternation(table) for name, table in words.items()}
    complete = {}
    for name, piece in pieces.items():
        try:
            complete[name] = f"(?:{expand(piece, patterns, pieces, (name,))})"
        except RuleError as error:
            raise RuleError(f"{origin[name]}: patterns.{name}: {error}") from error
    return patterns | complete


def expand(pattern: str, patterns: Mapping[str, str], pieces: Mapping[str, str], inside: tuple[str, ...]) -> str:
    """Replace each `{name}` in the pattern by what it stands for."""

    def replace(match: regex.Match[str]) -> str:
        name = match[1]
        if name in inside:
            raise RuleError(f"the pattern {{{name}}} stands inside itself")
        if name in pieces:
            return f"(?:{expand(pieces[name], patterns, pieces, (*inside, name))})"
        if name in patterns:
            return patterns[name]
        raise RuleError(f"{{{name}}} in “{pattern}” is neither a list of words nor a pattern")

    expanded: str = MACRO.sub(replace, pattern)
    return expanded


def read_rule(path: Path, entry: Any, words: Words, patterns: Mapping[str, str]) -> Rule:
    """Check one rule and put its pattern together."""
    name = entry.get("id", "") if isinstance(entry, dict) else ""
    where = f"{path}: rule {name or '(without id)'}"
    try:
        check_entry(entry, path.stem)
        pieces = {piece: pattern for piece, pattern in patterns.items() if piece not in words}
        opening, around, rest = split_opening(entry.get("pattern", NEVER), pieces)
        expression = expand(rest, patterns, {}, ())
        named = {*around, *GROUP.findall(expression)} - {"span"}
        normalize = normalizer(entry["normalize"], words, named) if "normalize" in entry else claim
    except RuleError as error:
        raise RuleError(f"{where}: {error}") from error
    return Rule(
        id=name,
        kind=path.stem,
        opening=opening,
        around=around,
        expression=expression,
        normalize=normalize,
        priority=entry.get("priority", 0),
        examples=tuple(entry["examples"]),
        counterexamples=tuple(entry.get("counterexamples", ())),
        published=entry.get("published"),
        path=path,
        source=entry.get("pattern", ""),
    )


def check_entry(entry: Any, kind: str) -> None:
    """Raise RuleError if the entry lacks something or holds something unknown."""
    if kind not in (*KINDS, *SILENT):
        raise RuleError(f"{kind}.toml may hold words and patterns; rules stand in {', '.join((*KINDS, *SILENT))}.toml")
    needed = {"id", "examples"} if kind in BY_NAME else {"id", "pattern", "examples"}
    needed |= {"normalize"} if kind not in (*SILENT, *BY_NAME) else set()
    if missing := needed - entry.keys():
        raise RuleError(f"lacks {', '.join(sorted(missing))}")
    if unknown := entry.keys() - RULE_KEYS:
        raise RuleError(f"has an unknown key {', '.join(sorted(unknown))}")
    if not entry["id"].startswith(f"{kind}."):
        raise RuleError(f"the id must start with “{kind}.”")
    if not entry["examples"]:
        raise RuleError("needs at least one example")
    if entry.get("pattern", "").startswith("(?<="):
        raise RuleError("must not start by looking behind: match the words before and name the value (?P<span>…)")


def claim(**_groups: str | None) -> When:
    """Give the value of a rule that claims text without stating a fact: nothing known."""
    return When(None)


def normalizer(name: str, words: Words, groups: Iterable[str]) -> Normalizer:
    """Return the function `module.function` of extractor/normalize, bound to the words; it must take the groups."""
    module, _, function = name.partition(".")
    try:
        found = getattr(importlib.import_module(f"extractor.normalize.{module}"), function)
    except (ImportError, AttributeError) as error:
        raise RuleError(f"there is no normalizer {name} (extractor/normalize/{module}.py: {function})") from error
    try:
        inspect.signature(found).bind(words, **dict.fromkeys(groups))
    except TypeError as error:
        raise RuleError(f"the pattern's groups are not what {name} takes: {error}") from error

    @lru_cache(maxsize=REMEMBERED)
    def bound(**groups: str | None) -> Value | None:
        value = found(words, **groups)
        assert value is None or isinstance(value, (Amount, When))  # noqa: S101
        return value

    return bound
