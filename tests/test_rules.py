"""Every example of every rule, link and check, and what `extract rules` shows of them."""

from __future__ import annotations

import gzip
import itertools
import json
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from extractor.cli import call
from extractor.errors import UserError
from extractor.model import Article, Document
from extractor.pipeline import Pipeline, load_pipeline
from extractor.rules import Rule, load_rules
from extractor.rules.examples import check_all, check_examples, check_values, reasons_of
from extractor.show.rules import rule_rows, rule_text

RULES = load_rules()
PIPELINE = Pipeline(RULES)
CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
NEWS = Path(__file__).parents[2] / "shared" / "news" / "articles.jsonl.gz"
MANY_TEXTS = ("store.*", "link.*", "*.ner", "relate.whole")  # they need a store, or a text that the models find hard


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert [str(miss) for miss in check_examples([rule], PIPELINE.mentions)] == []


def test_examples_of_values() -> None:
    examples = [example for example in RULES.examples if not example.needs_tokenizer]
    assert examples
    assert [str(miss) for miss in check_values(examples, PIPELINE.mentions)] == []


@pytest.mark.stanza
def test_examples_of_links_and_checks() -> None:
    assert [str(miss) for miss in check_all([], RULES.examples, load_pipeline())] == []


@pytest.mark.parametrize("meaning", RULES.meanings)
def test_a_reason_has_a_sentence_and_an_example(meaning: str) -> None:
    assert RULES.meanings[meaning].endswith((".", "”."))
    shown = {name for example in RULES.examples for name in example.shows}
    assert meaning in shown or any(fnmatchcase(meaning, known) for known in MANY_TEXTS)


def test_listing_names_rules_and_reasons_once() -> None:
    ids = [id_ for id_, _, _ in rule_rows(RULES)]
    assert {"money.sign", "relate.sentence", "share.percent"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_showing_a_reason_a_list_and_a_pattern() -> None:
    shown = rule_text(RULES, "relate.topic")
    assert "means      The nearest sentence before" in shown
    assert "Angka itu tercatat dari [4.500](4500 petani) petani.\n      → region 33.21, period -" in shown
    assert "the NER model read" in rule_text(RULES, "attribute.speech.ner")
    assert "words      kk, kepala keluarga" in rule_text(RULES, "household")
    assert "hari = day" in rule_text(RULES, "per_time")
    assert "pattern    (?:{per_time}|" in rule_text(RULES, "per_unit")


def test_a_name_that_nothing_has() -> None:
    with pytest.raises(UserError, match=r"relate.sentense; did you mean relate.sentence"):
        rule_text(RULES, "relate.sentense")


@pytest.mark.stanza
def test_every_reason_in_the_corpus_is_answered() -> None:
    assert unanswered(Document(path.read_text("utf8"), id=path.stem) for path in CORPUS) == set()


@pytest.mark.stanza
@pytest.mark.skipif(not NEWS.is_file(), reason="the news in ../shared is not there")
def test_every_reason_in_news_is_answered() -> None:
    with gzip.open(NEWS, "rt", encoding="utf8") as lines:
        records = [json.loads(line) for line in itertools.islice(lines, 0, 1000, 25)]
    assert unanswered(Document(record["text"], id=record["id"]) for record in records) == set()


def unanswered(documents) -> set[str]:
    """Return the ids in the output that `rules show` does not answer."""
    articles = [article for article in load_pipeline().run(documents) if isinstance(article, Article)]
    assert articles
    return {reason for article in articles for reason in reasons_of(article) if not is_answered(reason)}


def is_answered(reason: str) -> bool:
    try:
        return reason in rule_text(RULES, reason)
    except UserError:
        return False


def test_a_folder_without_examples_is_only_read(tmp_path, capsys):
    (tmp_path / "count.toml").write_text('[words]\npeople = ["pengojek"]\n')
    assert call(["rules", "test", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "1 list of words and 0 patterns can be read; there are no examples to run\n"


# ---- examples that do not hold


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('text = "Ada [6](7 orang) orang."', "the marks differ"),
        ('text = "Ada [6](7 orang) orang."\nexpect = {}', "no [6](7 orang)"),
        ('text = "Ada [6](6 orang) orang."\nexpect = {status = "target", region = "33.16"}', "“6” is otherwise"),
        ('for = "status.target"\ntext = "Ada [6](6 orang) orang."\nexpect = {}', "nothing is told by status.target"),
        ('text = "Ada 6 orang."\nfindings = ["agrees share.percent"]', "the findings differ"),
        ('sentences = ["Ada 6", "orang."]', "the sentences differ"),
    ],
)
def test_a_wrong_example_is_told(tmp_path, capsys, content, reason):
    (tmp_path / "status.toml").write_text(f"[[example]]\n{content}\n")
    assert call(["rules", "test", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert reason in out
    assert "0 rules and 1 example of links and checks: 1 example fails" in err
