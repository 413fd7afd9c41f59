"""Rule files: TOML as a person wrote it -> its tables, checked. Each fault is one sentence naming file, place, reason.

A rule file holds `[words]`, lists of words, or tables of words with what they stand for; `[patterns]`, named pieces of
regular expression; `[[rule]]`; `[[example]]`; and `[meanings]`, a sentence for each reason that a fact can give.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UserError

Words = Mapping[str, Mapping[str, Any]]
Entry = Mapping[str, Any]

TABLES = {"words": dict, "patterns": dict, "rule": list, "example": list, "meanings": dict}
WRITTEN = {dict: "[{}]", list: "[[{}]]"}  # how TOML writes a table, and several
MOST_WORDS = 2_000  # in one list of one file: the patterns of thousands more take minutes to compile
LONGEST_WORD = 100  # characters


class RuleError(UserError):
    """A rule file that a person wrote wrongly: the message names file, rule and reason in one sentence."""


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The tables of a rule file, empty where it has none; a list of words stands for a table of each to itself."""

    path: Path
    words: Words
    patterns: Mapping[str, str]
    rules: tuple[Entry, ...]
    examples: tuple[Entry, ...]
    meanings: Mapping[str, str]

    @property
    def is_shipped(self) -> bool:
        """Whether the file is one of the package's own."""
        return self.path.parent == rules_folder()


def rules_folder() -> Path:
    """Return the folder of the shipped rules: inside an installed wheel, or beside the package in a clone."""
    inside = Path(__file__).parents[1] / "_rules"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "rules"


def read_files(folders: Iterable[Path]) -> list[tuple[Path, bytes]]:
    """Return (path, content) of the rule files, in order of name within each folder. Raises RuleError without any."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
        paths = sorted(folder.glob("*.toml"))
        if not paths:
            raise RuleError(f"{folder}: holds no rule file, whose name ends in .toml")
        found += [(path, content_of(path)) for path in paths]
    return found


def content_of(path: Path) -> bytes:
    """Return what the file holds. Raises RuleError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror or error})") from error


def read_file(path: Path, content: bytes) -> RuleFile:
    """Return the tables of a file. Raises RuleError for what no rule file holds."""
    table = parse(path, content)
    for name, given in table.items():
        check_table(path, name, given)
    return RuleFile(
        path,
        read_words(path, table.get("words", {})),
        read_strings(path, "patterns", table.get("patterns", {})),
        entries(path, "rule", table.get("rule", [])),
        entries(path, "example", table.get("example", [])),
        read_strings(path, "meanings", table.get("meanings", {})),
    )


def parse(path: Path, content: bytes) -> dict[str, Any]:
    """Read one TOML file."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: not a valid TOML file ({error})") from error
    except RecursionError as error:
        raise RuleError(f"{path}: not a valid rule file (its brackets are nested too deeply)") from error


def check_table(path: Path, name: str, given: Any) -> None:
    """Raise RuleError unless a rule file may hold it, in this form."""
    if name not in TABLES:
        is_list = isinstance(given, list) and given and all(isinstance(one, dict) for one in given)
        form = "[[{}]]" if is_list else "[{}]" if isinstance(given, dict) else "{} ="
        near = [WRITTEN[TABLES[known]].format(known) for known in difflib.get_close_matches(name, TABLES, n=1)]
        raise RuleError(f"{path}: {form.format(shown(name))} is unknown{meant(near)}")
    if not isinstance(given, TABLES[name]):
        raise RuleError(f"{path}: {name} must be written {WRITTEN[TABLES[name]].format(name)}")


def meant(near: Collection[str]) -> str:
    """Return the question whether one of these names was meant, nothing if there is none."""
    return f"; did you mean {' or '.join(near)}?" if near else ""


def shown(written: Any) -> str:
    """Return what a person wrote, cut where it is long, fit for one line."""
    text = " ".join(str(written).split())
    return text if len(text) <= LONGEST_WORD else text[:LONGEST_WORD] + "…"


def entries(path: Path, name: str, given: list[Any]) -> tuple[Entry, ...]:
    """Return the tables of an array of tables."""
    if not all(isinstance(entry, dict) for entry in given):
        raise RuleError(f"{path}: {name} must be written [[{name}]], a table each time")
    return tuple(given)


def read_strings(path: Path, table: str, given: Mapping[str, Any]) -> dict[str, str]:
    """Return a table of strings."""
    for name, content in given.items():
        if not isinstance(content, str) or not content:
            raise RuleError(f"{path}: {table}.{name} must be a string, and not an empty one")
    return dict(given)


def read_words(path: Path, given: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the file's lists of words, a list standing for a table of each word to itself."""
    lists: dict[str, Mapping[str, Any]] = {}
    for name, content in given.items():
        where = f"{path}: words.{name}"
        if not isinstance(content, (list, dict)) or not content:
            raise RuleError(f"{where} must be a list or a table of words, with at least one")
        if len(content) > MOST_WORDS:
            raise RuleError(f"{where} holds {len(content):,} words; a list may hold {MOST_WORDS:,}")
        if not all(isinstance(word, str) and word.strip() and len(word) <= LONGEST_WORD for word in content):
            word = next(word for word in content if no_word(word))
            raise RuleError(f"{where}: “{shown(word)}” {no_word(word)}")
        lists[name] = content if isinstance(content, dict) else {word: word for word in content}
    return lists


def no_word(word: Any) -> str | None:
    """Return why this cannot be a word of a list, None if it can."""
    if not isinstance(word, str):
        return "is no word: words stand in quotation marks"
    if not word.strip():
        return "is no word: it is empty"
    return f"is no word: it has more than {LONGEST_WORD} characters" if len(word) > LONGEST_WORD else None
