"""The corpus gives what it gave: no link falls below its floor, and no fact changes unseen."""

from __future__ import annotations

import json

import pytest

import floors

pytestmark = pytest.mark.stanza


@pytest.fixture(scope="module")
def corpus() -> tuple[floors.Floors, list[str]]:
    cases = floors.read_cases(floors.CORPUS)
    articles = floors.extracted(cases)
    return floors.shares(cases, articles), list(floors.golden_lines(articles))


def test_no_share_is_below_its_floor(corpus: tuple[floors.Floors, list[str]]) -> None:
    assert floors.faults(corpus[0], json.loads(floors.FLOORS.read_text(encoding="utf8"))) == []


def test_facts_and_findings_are_the_golden_ones(corpus: tuple[floors.Floors, list[str]]) -> None:
    kept = [json.loads(line) for line in floors.GOLDEN.read_text(encoding="utf8").splitlines()]
    now = [json.loads(line) for line in corpus[1]]
    assert [article["id"] for article in now] == [article["id"] for article in kept]
    for was, article in zip(kept, now, strict=True):
        assert article == was, f"{article['id']}: scripts/floors.py --keep, if this is meant; read the diff"
    assert floors.GOLDEN.read_text(encoding="utf8").splitlines() == corpus[1]


def test_a_floor_is_lowered_only_on_request(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(floors, "GOLDEN", tmp_path / "corpus.jsonl")
    floors.keep({"link.region": 0.9}, [], lower=False)
    floors.keep({"link.region": 0.8}, [], lower=False)
    told = json.loads(floors.FLOORS.read_text(encoding="utf8"))
    assert told["floors"] == {"link.region": 0.9}
    assert floors.faults({"link.region": 0.8}, told) == ["link.region is 0.8000, below its floor 0.9000"]
    floors.keep({"link.region": 0.8}, [], lower=True)
    assert json.loads(floors.FLOORS.read_text(encoding="utf8"))["floors"] == {"link.region": 0.8}
    assert floors.faults({"link.region": 0.8}, told | {"corpus": "another"})[0].startswith("the corpus is not")
