"""Questions a reader asks of a store of real articles, answered as the articles do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from articles import SHARED
from extractor.cli import cli

ARTICLES = SHARED / "eval" / "dev" / "articles.jsonl"
pytestmark = [
    pytest.mark.stanza,
    pytest.mark.skipif(not ARTICLES.is_file(), reason="the articles with gold are not beside this clone"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the articles with gold, the five seeds among them."""
    path = tmp_path_factory.mktemp("store") / "facts.db"
    result = CliRunner().invoke(cli, ["run", str(ARTICLES), "--db", str(path), "--format", "jsonl"])
    assert result.exit_code == 0, result.output
    return path


def ask(store: Path, *question: str) -> list[dict]:
    """Return the facts that answer the question."""
    result = CliRunner().invoke(cli, ["query", *question, "--db", str(store), "--format", "jsonl"])
    assert result.exit_code == 0, result.output
    return [fact for line in result.stdout.splitlines() for fact in json.loads(line)["facts"]]


def test_population_of_blora(store: Path) -> None:
    told = [
        (fact["low"], fact["unit"], fact["region"])
        for fact in ask(store, "--indicator", "population", "--region", "Blora")
    ]
    assert told == [(912162, "jiwa", "33.16")]


def test_what_imron_fatoni_says(store: Path) -> None:
    said = {fact["low"]: (fact["region"], fact["status"]) for fact in ask(store, "--speaker", "Imron Fatoni")}
    assert said[757285] == ("33.03", "actual")  # participants in Purbalingga
    assert said[950452] == ("33.03", "actual")
    assert said[1800000] == ("33.01", "actual")  # inhabitants of Cilacap
    assert said[902929] == ("33.03", "target")  # participants wanted later that year
    assert len(said) == 13  # three of Kebumen's may as well be the paper's own


def test_what_was_promised_to_blora(store: Path) -> None:
    promised = [fact for fact in ask(store, "--region", "Blora", "--kind", "percent") if fact["status"] == "target"]
    assert [fact["low"] for fact in promised] == [95, 75]
