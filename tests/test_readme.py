"""What README says is true: its rules work as shown, its Python runs, its commands and files exist."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from extractor.examples import check_examples
from extractor.marks import value_mark
from extractor.model import Article, Document
from extractor.pipeline import Pipeline
from extractor.rules import load_rules

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")
OWN_RULE = regex.compile(r"`my-rules/(\w+\.toml)`[^`]*?:\n\n```toml\n(.*?)```", regex.DOTALL)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline with the rules that README shows."""
    folder = tmp_path_factory.mktemp("my-rules")
    for name, content in OWN_RULE.findall(README):
        (folder / name).write_text(content, encoding="utf8")
    return Pipeline(load_rules(folder))


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("Pemkot mendata 120 penggali sumur dan 35 joki.", ["120", "35"], ["120 penggali sumur", "35 joki"]),
        ("Laba naik 3,5 pct.", ["3,5 pct"], ["3.5 %"]),
    ],
)
def test_own_rules_do_what_the_shipped_do_not(own: Pipeline, text: str, found: list[str], value: list[str]) -> None:
    mentions = own.mentions(text)
    assert [text[m.start : m.end] for m in mentions] == found
    assert [value_mark(m.value) for m in mentions if m.value] == value
    assert Pipeline(load_rules()).mentions(text) == []


@pytest.mark.stanza
def test_own_indicator_is_what_the_number_is_about(own: Pipeline) -> None:
    text = "Sewa lahan di Blora naik menjadi Rp 5 juta."
    about = [
        [fact.indicator for fact in article.facts if fact.kind == "money"]
        for pipeline in (own, Pipeline(load_rules()))
        for article in pipeline.run([Document(text)])
        if isinstance(article, Article)
    ]
    assert about == [["rent"], [None]]


def test_own_rules_pass_their_examples(own: Pipeline) -> None:
    rules = [rule for rule in own.rulebook.rules if rule.path.parent.name.startswith("my-rules")]
    assert rules
    assert [str(miss) for miss in check_examples(rules, own.mentions)] == []


@pytest.mark.parametrize("line", [line for name, block in OWN_RULE.findall(README) for line in [block]])
def test_own_rules_are_short(line: str) -> None:
    assert len(line.strip().splitlines()) <= 5


@pytest.mark.parametrize("path", regex.findall(r"\]\(((?!http)[\w./-]+)\)", README))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()
