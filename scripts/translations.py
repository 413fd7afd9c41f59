"""The catalogues of translations: list what people are told, and compile what has been translated.

    scripts/translations.py            say what is not translated, or no longer said; exit 1 if anything is
    scripts/translations.py --update   add what is new to the catalogues, drop what is no longer said
    scripts/translations.py --compile  write the catalogues as gettext reads them

Told are: labels, `_("value")`; nouns that are counted, `plural(count, "fact")`; the help of commands and options; and
the sentences of errors and findings, as templates: `f"{path}: no such file"` is `{0}: no such file`. Of checks, all
strings with two words are listed. Words of data that people read (kinds, verdicts, indicators) are listed from the code
and the rules, and those of click and of the system here. A catalogue lies in
extractor/locale/LANGUAGE/LC_MESSAGES/messages.po, to be edited with any gettext editor.
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import click
import regex
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from articles import REPOSITORY
from extractor.cli import cli
from extractor.cli.translated import texts_of
from extractor.language import DOMAIN, HOLE, LANGUAGES, LOCALE
from extractor.model import KINDS, VERDICTS
from extractor.rules import load_rules
from extractor.run import FATES
from extractor.show import cells
from extractor.show.charts import MISSING
from extractor.show.details import APPROX
from extractor.show.terminal import OF_DATES, OF_FINDINGS, OF_NUMERALS, OF_REGIONS
from extractor.web.cells import KIND_NAMES

PACKAGE = REPOSITORY / "extractor"
UNDATED = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
MARKED = {"_": 0, "plural": 1}  # functions whose argument of this number is a label
SENTENCES = {"Failure": 1, "say": 0, "said": 0, "preferred": 1, "alternative": 1}  # those where it is a sentence
SENTENCE = regex.compile(r"\p{Ll}{2,} (?:\p{Ll}|\{)|^ by ")  # words beside each other, in modules where all are told
LABEL = regex.compile(r'\b_\("([^"]+)"\)')  # in templates
CLICK = (  # what click says: first what it looks up itself, then what it says of wrong use, as templates
    "Usage:", "Options", "Commands", "[OPTIONS]", "COMMAND [ARGS]...", "Show this message and exit.",
    "Show the version and exit.", "default: {default}",
    "No such option {0}.", "No such option {0}. Did you mean {1}?", "No such option {0}. (Did you mean one of: {1}?)",
    "No such command {0}.", "No such command {0}. Did you mean {1}?",
    "No such command {0}. (Did you mean one of: {1}?)",
    "Missing argument {0}.", "Missing option {0}.", "Missing command.", "Got unexpected extra argument ({0})",
    "Got unexpected extra arguments ({0})", "Option {0} requires an argument.", "Option {0} does not take a value.",
    "Invalid value for {0}: {1}", "{0} is not one of {1}.", "{0} is not {1}.", "{0} is not a valid integer.",
    "{0} is not a valid integer range.", "{0} is not a valid float range.", "{0} is not in the range {1}.",
    "File {0} does not exist.",
    "File {0} is a directory.", "File {0} is not readable.", "File {0} is not writable.",
)  # fmt: skip
SYSTEM = (  # why a file cannot be read or written
    "no such file or directory", "permission denied", "is a directory", "not a directory", "file exists",
    "no space left on device", "read-only file system", "file name too long", "database is locked",
)  # fmt: skip
WORDS = (
    *KINDS, *VERDICTS, *FATES, *OF_REGIONS, *OF_NUMERALS, *OF_DATES, *OF_FINDINGS, *APPROX.values(),
    *(column.heading for column in vars(cells).values() if isinstance(column, cells.Column)),
    "actual", "target", "increase", "decrease", *KIND_NAMES.values(), "column", "type", "of", "meaning",
    "in Indonesian", "in the store", "in the rules",
    " or ", "given", "byline", "weekday date", "copyright",
)  # fmt: skip


def strings(node: ast.AST) -> Iterator[str]:
    """Yield the strings that an expression makes, as templates; of one that chooses, each choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        holes = iter(range(len(node.values)))
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"{{{next(holes)}}}" for part in node.values
        )
    elif isinstance(node, ast.IfExp | ast.BinOp | ast.BoolOp):
        for part in ast.iter_child_nodes(node):
            yield from strings(part)


def said_in(tree: ast.AST) -> Iterator[str]:
    """Yield the labels and sentences of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = MARKED.get(name, SENTENCES.get(name, 0 if name.endswith("Error") else None))
            if place is not None and len(node.args) > place:
                yield from strings(node.args[place])
        if isinstance(node, ast.keyword) and node.arg == "reason":
            yield from strings(node.value)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "reason":
            yield from strings(node.value)
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (text for key, value in pairs if "reason" in strings(key or node) for text in strings(value))


def sentences_in(tree: ast.AST) -> Iterator[str]:
    """Yield all sentences of a module in which each string of words is told, but the docstrings."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and not isinstance(tree, ast.JoinedStr):
            yield from (text for text in strings(node) if SENTENCE.search(text))
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not (isinstance(node, ast.Constant) and isinstance(tree, ast.JoinedStr)):
            yield from sentences_in(node)


def helps(command: click.Command) -> Iterator[str]:
    """Yield the help of a command, its options and its commands."""
    yield from texts_of(command)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from helps(inner)


def indicators() -> Iterator[str]:
    """Yield the indicators of the rules."""
    words = load_rules().words
    for name in sorted(words):
        if name.startswith("indicator"):
            yield from (str(value) for value in words[name].values())


def bases() -> Iterator[str]:
    """Yield the bases of rates that the rules name: `month`, `person`."""
    words = load_rules().words
    yield from (str(base) for name in ("per_time", "per_person") for base in words[name].values())


def all_said() -> list[str]:
    """Return all that people are told, in order, each once."""
    trees = {path: ast.parse(path.read_text(encoding="utf8")) for path in sorted(PACKAGE.rglob("*.py"))}
    pages = (path.read_text(encoding="utf8") for path in sorted(PACKAGE.rglob("templates/*.html")))
    in_pages = (text for page in pages for text in LABEL.findall(page))
    in_code = (text for tree in trees.values() for text in said_in(tree))
    of_checks = (text for path, tree in trees.items() if path.parent.name == "check" for text in sentences_in(tree))
    listed = [*CLICK, *SYSTEM, *WORDS, *indicators(), *bases(), *helps(cli), MISSING, *in_code, *of_checks, *in_pages]
    clauses = (text.removeprefix("; ").removeprefix(": ") for text in listed)
    return list(dict.fromkeys(text for text in clauses if any(letter.isalpha() for letter in HOLE.sub("", text))))


def path_of(language: str) -> Path:
    """Return the file of a catalogue."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def empty(language: str) -> Catalog:
    """Return a catalogue without entries. It is not dated: the same entries make the same bytes."""
    return Catalog(
        locale=language, project="extract", version="", copyright_holder="the extract authors",
        msgid_bugs_address="", last_translator="the extract authors", language_team=language, fuzzy=False,
        header_comment="# What extract says: made by scripts/translations.py, translated by people.",
        creation_date=UNDATED, revision_date=UNDATED,
    )  # fmt: skip


def read(language: str) -> Catalog:
    """Return a catalogue, an empty one where there is none."""
    made, path = empty(language), path_of(language)
    if path.is_file():
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    made.add(message.id, string=message.string)
    return made


def update(language: str, said: Iterable[str]) -> Catalog:
    """Return the catalogue with all that is said now, and nothing else."""
    old, new = read(language), empty(language)
    for text in said:
        known = old.get(text)
        new.add(text, string=known.string if known else "")
    return new


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    to = BytesIO()
    write_mo(to, catalog)
    return to.getvalue()


def faults(catalog: Catalog, said: Iterable[str]) -> Iterator[str]:
    """Yield what a catalogue lacks, or has too much, a line each."""
    wanted = dict.fromkeys(said)
    known = {str(message.id): str(message.string) for message in catalog if message.id}
    yield from (f"not translated: {text!r}" for text in wanted if not known.get(text))
    yield from (f"no longer said: {text!r}" for text in known.keys() - wanted.keys())


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="add what is new, drop what is no longer said")
    parser.add_argument("--compile", action="store_true", help="write the catalogues as gettext reads them")
    asked = parser.parse_args()
    said, found = all_said(), []
    for language in LANGUAGES[1:]:
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        if asked.update:
            updated = update(language, said)  # read before the file is opened to be written
            with path.open("wb") as file:
                write_po(file, updated, width=120)
        if asked.compile:
            path.with_suffix(".mo").write_bytes(compiled(read(language)))
        found += faults(read(language), said)
    print(*found, sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
