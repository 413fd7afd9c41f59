"""What CONTRIBUTING.md tells works: its recipes do what they say, in a few lines, and the files it names exist."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from extractor.check.run import judge
from extractor.cli import call
from extractor.model import Article, Document
from extractor.pipeline import Pipeline
from extractor.rules import load_rules
from extractor.rules.marks import value_mark

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8")
SECTIONS = dict(regex.findall(r"^## (Add .+)\n((?:(?!## ).*\n?)*)", PAGE, regex.MULTILINE))
RECIPE = regex.compile(r"`rules/(\w+\.toml)`(?:(?!```).)*?```toml\n(.*?)```", regex.DOTALL)
DATA = [(name, file, recipe) for name, section in SECTIONS.items() for file, recipe in RECIPE.findall(section)]
STEPS = [name for name in SECTIONS if not RECIPE.search(SECTIONS[name])]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of rules with the recipes that are data."""
    for file in {file for _, file, _ in DATA}:
        text = "\n".join(recipe for _, other, recipe in DATA if other == file)
        (tmp_path / file).write_text(text, encoding="utf8")
    return tmp_path


def read(text: str, folder: Path | None) -> Article:
    """Return the article that the shipped rules make of a text, with those of the folder, if any."""
    [article] = Pipeline(load_rules(*([folder] if folder else []))).run([Document(text)])
    assert isinstance(article, Article)
    return article


def test_each_thing_has_its_recipe() -> None:
    things = {"word", "rule", "check", "link", "kind of fact", "language of the interface"}
    assert {regex.sub("Add an? ", "", name) for name in SECTIONS} == things
    assert {name for name, _, _ in DATA} == {"Add a word", "Add a rule", "Add a check"}


@pytest.mark.parametrize(("name", "file", "recipe"), DATA)
def test_a_recipe_takes_five_lines(name: str, file: str, recipe: str) -> None:
    assert len(recipe.strip().splitlines()) <= 5
    assert (ROOT / "rules" / file).is_file()


@pytest.mark.parametrize("name", STEPS)
def test_a_recipe_takes_five_steps(name: str) -> None:
    assert len(regex.findall(r"^\d\. ", SECTIONS[name], regex.MULTILINE)) == 5


def test_the_files_it_names_exist() -> None:
    named = regex.findall(r"(?<![\w./])(?:\.ci|[a-z]+)/[\w./-]*", "\n".join(regex.findall(r"`([^`\n]+)`", PAGE)))
    named = [path for path in named if not path.startswith((".venv", "tests/test_KIND"))]
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_rules_test_is_content_with_the_recipes(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["rules", "test", str(own)]) == 0
    assert "all examples hold" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Pemkot mendata 120 pengojek.", ("count", "120 pengojek")),
        ("Ongkosnya 7.500 perak.", ("money", "7500 IDR")),
    ],
)
def test_a_word_and_a_rule_find_what_was_not_found(own: Path, text: str, fact: tuple[str, str]) -> None:
    ours, shipped = (
        [(mention.kind, value_mark(mention.value)) for mention in Pipeline(rules).mentions(text) if mention.value]
        for rules in (load_rules(own), load_rules())
    )
    assert ours == [fact] != shipped


@pytest.mark.stanza
def test_an_indicator_is_what_a_number_is_about(own: Path) -> None:
    text = "Sewa lapak di pasar itu naik menjadi Rp 5 juta."
    ours, shipped = ([fact.indicator for fact in read(text, folder).facts] for folder in (own, None))
    assert ours == ["rent"] != shipped


@pytest.mark.stanza
def test_a_check_finds_what_was_not_found(own: Path) -> None:
    article = read("Yang hadir 400 anak banding 500 anak, 75 persen.", None)
    assert judge(article, load_rules()) == ()
    [found] = judge(article, load_rules(own))
    assert (found.type, found.verdict) == ("share.percent", "contradicts")
