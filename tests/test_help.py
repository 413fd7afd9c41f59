"""What `--help` shows is true: every command has examples, and each of them runs; shells complete what there is."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import regex

from extractor.cli import call, cli
from extractor.rules import load_rules

ARTICLE = "Pemkab Blora menganggarkan Rp 28,6 miliar untuk 1.200 siswa pada 2022. Kemiskinan turun menjadi 11,5 persen."
RULE = """
[[rule]]
id = "percent.pct"
pattern = '(?P<amount>{amount}) pct'
normalize = "percent.plain"
examples = ["Kredit tumbuh [12,5 pct](12.5 %)."]
"""
COMMAND = regex.compile(r"(?<![\w/.])extract(?:\s[^\s|)>]\S*)*")  # what a shell would run of an example
ELSEWHERE = ("serve", "://")  # what does not end by itself, or needs a server: its words are checked only


def commands(group: click.Group = cli, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command below the group, with the words that call it."""
    yield above, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name), command


def examples_of(command: click.Command) -> list[str]:
    """Return the examples in a command's help; what stands three spaces behind one explains it."""
    return [
        regex.split(r"\s{3,}", line.strip())[0] for line in (command.epilog or "").splitlines() if "extract " in line
    ]


COMMANDS = list(commands())
EXAMPLES = [example for _, command in COMMANDS for example in examples_of(command)]


def arguments_of(example: str) -> list[str]:
    """Return the arguments with which an example calls the command."""
    match = COMMAND.search(example)
    assert match
    return shlex.split(match[0].replace("$(", "").rstrip('")') if "$(" in example else match[0])[1:]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with all that the examples name, and a store."""
    made = tmp_path_factory.mktemp("examples")
    (made / "news").mkdir()
    for name in ("article.txt", "draft.txt", "news/a.txt"):
        (made / name).write_text(ARTICLE, encoding="utf8")
    (made / "dump.jsonl").write_text('{"text": "Naik 5 persen."}\n', encoding="utf8")
    (made / "my-rules").mkdir()
    (made / "my-rules/percent.toml").write_text(RULE, encoding="utf8")
    before = Path.cwd()
    os.chdir(made)
    for store in ("facts.db", "news.db"):
        assert call(["run", "article.txt", "--db", store, "-q"]) == 0
    yield made
    os.chdir(before)


@pytest.mark.parametrize("words", [words for words, _ in COMMANDS], ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert call([*words, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Usage: extract {' '.join(words)}".rstrip())
    assert regex.search(r"Examples?:\n(.*\n)* +.*extract ", out)


def test_the_list_of_commands_is_told_in_whole_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["--help"]) == 0
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]


@pytest.mark.stanza
@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_runs(
    folder: Path, example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    monkeypatch.delenv("EXTRACT_DB", raising=False)
    arguments = arguments_of(example)
    if any(sign in word for sign in ELSEWHERE for word in arguments):
        cli.make_context("extract", arguments, resilient_parsing=True)
        return
    assert call(arguments) == 0
    printed = capsys.readouterr()
    assert "extract: " not in printed.err
    if "-o" in arguments:
        assert Path(arguments[arguments.index("-o") + 1]).exists()
    else:
        assert (printed.out + printed.err).strip()


# Completion


def completed(*words: str, shell: str = "bash") -> list[str]:
    """Return what the shell's script would be told of the last word."""
    line = {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1), "_EXTRACT_COMPLETE": f"{shell}_complete"}
    command = [sys.executable, "-c", "from extractor.cli import main; main()"]
    done = subprocess.run(command, env={**os.environ, **line}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["extract", "ru"], ["file,ru", "plain,rules", "plain,run"]),
        (["extract", "article.txt", "--deci"], ["plain,--decimal"]),
        (["extract", "query", "--kind", "m"], ["plain,money"]),
        (["extract", "query", "--indicator", "budget.s"], ["plain,budget.spending"]),
        (["extract", "completion", ""], ["plain,bash", "plain,zsh", "plain,fish"]),
        (["extract", "run", "art"], ["file,art"]),
    ],
)
def test_what_is_completed(words: list[str], offered: list[str]) -> None:
    assert completed(*words) == offered


def test_rules_are_completed_by_id() -> None:
    ids = [rule.id for rule in load_rules().rules if rule.id.startswith("money.")]
    assert completed("extract", "rules", "show", "money.") == [f"plain,{id_}" for id_ in ids]


@pytest.mark.parametrize(
    ("shell", "program"),
    [
        (
            "bash",
            'source s; COMP_WORDS=(extract rules sh); COMP_CWORD=2; _extract_completion extract; echo "$COMPREPLY"',
        ),
        ("zsh", "autoload -U compinit; compinit -D; source s; echo ${_comps[extract]}"),
        ("fish", "source s; complete -C 'extract rules sh'"),
    ],
)
def test_the_script_works_in_its_shell(shell: str, program: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    command = tmp_path / "extract"
    command.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from extractor.cli import main; main()' \"$@\"\n")
    command.chmod(0o755)
    (tmp_path / "s").write_bytes(subprocess.run([command, "completion", shell], capture_output=True, check=True).stdout)
    path = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run([shell, "-c", program], env=path, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split()[:1] == ["_extract_completion" if shell == "zsh" else "show"], done.stderr
