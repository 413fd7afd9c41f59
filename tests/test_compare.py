"""What scripts/compare.py calls gained, lost and changed, and that each version runs its own code and rules."""

import shutil
import subprocess
from pathlib import Path

import pytest

from compare import Found, differences, extract_with, worktree
from extractor.model import Document

REPOSITORY = Path(__file__).parents[1]
ARTICLE = Document("Cakupan naik menjadi 79,68 persen.")
PERCENT = Found("percent.plain", "percent", 21, 33, "79.68 %")
CUT = Found("percent.plain", "percent", 24, 33, "68 %")
DATE = Found("date.year", "date", 0, 4, "2022")


def in_git():
    asked = subprocess.run(["git", "-C", REPOSITORY, "rev-parse", "HEAD"], capture_output=True, check=False)
    return asked.returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [PERCENT], [("gained", PERCENT, None)]),
        ([PERCENT], [], [("lost", PERCENT, None)]),
        ([CUT], [PERCENT], [("changed", PERCENT, CUT)]),
        ([PERCENT, DATE], [PERCENT, DATE], []),
        ([PERCENT], [Found("percent.new", *("percent", 21, 33, "79.68 %"))], []),  # the same by another rule
        ([Found("count.bare", "count", 21, 26, "79.68 ?")], [PERCENT], [("gained",), ("lost",)]),  # of two kinds
        ([CUT], [PERCENT, Found("percent.plain", "percent", 21, 23, "79 %")], [("changed",), ("gained",)]),
    ],
)
def test_differences(old, new, expected):
    found = [(d.side, d.found, d.before) for d in differences(ARTICLE, old, new)]
    assert [row[: len(wanted)] for row, wanted in zip(found, expected, strict=True)] == expected


def test_each_version_runs_its_own_rules(tmp_path):
    shutil.copytree(REPOSITORY / "rules", tmp_path / "rules")
    shutil.copytree(
        REPOSITORY / "extractor", tmp_path / "extractor", ignore=shutil.ignore_patterns("_rules", "__pycache__")
    )
    (tmp_path / "rules" / "percent.toml").write_text("[words]\npercent = ['persen']\n", encoding="utf8")
    [old] = extract_with(tmp_path, [ARTICLE], stanza=False)
    [new] = extract_with(REPOSITORY, [ARTICLE], stanza=False)
    assert [(d.side, d.found.value) for d in differences(ARTICLE, old, new)] == [("gained", "79.68 %")]


@pytest.mark.skipif(not in_git(), reason="needs the repository's history")
def test_a_revision_is_checked_out_and_removed_again():
    with worktree("HEAD") as tree:
        assert (tree / "pyproject.toml").is_file()
    assert not tree.exists()


@pytest.mark.skipif(not in_git(), reason="needs git")
def test_an_unknown_revision_is_said_in_one_sentence():
    with pytest.raises(SystemExit, match="no-such-revision"), worktree("no-such-revision"):
        pass
