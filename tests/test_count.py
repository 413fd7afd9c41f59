"""Counts of people in sentences: every one found with its span and value, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.choose import choose
from extractor.find import Finder
from extractor.normalize import count
from extractor.qualify import qualify
from extractor.rules import load_rules
from extractor.rules.examples import marks_of, write_marks
from extractor.rules.marks import read_marks

RULES = load_rules()
FINDER = Finder(RULES)
FORMS = tomllib.loads((Path(__file__).parent / "data" / "count_forms.toml").read_text(encoding="utf8"))


def marked(text):
    mentions = qualify(text, choose(FINDER.find(text)), RULES)
    return write_marks(text, marks_of(mention for mention in mentions if mention.kind == "count"))


@pytest.mark.parametrize("sentence", [sentence for group in FORMS.values() for sentence in group])
def test_sentence(sentence):
    text, _ = read_marks(sentence)
    assert marked(text) == sentence


@pytest.mark.parametrize("word", sorted(RULES.words["people"]))
def test_every_people_word_counts(word):
    many = "17.000" if word in RULES.words["firm"] else "17"  # investors by the dozen are firms
    assert marked(f"Ada {many} {word}, katanya.") == f"Ada [{many}]({many.replace('.', '')} {word}) {word}, katanya."


@pytest.mark.parametrize("word", sorted(RULES.words["people_not"]))
def test_no_word_that_only_begins_like_one(word):
    assert marked(f"Ada 17 {word}, katanya.") == f"Ada 17 {word}, katanya."


@pytest.mark.parametrize("between", [" ", "\u00a0", "\n"])
def test_white_space_between_number_scale_and_people(between):
    text = between.join(["Ada 1,8", "juta", "jiwa."])
    assert marked(text) == f"Ada [1,8{between}juta](1800000 jiwa){between}jiwa."


def test_a_misprinted_scale_keeps_the_written_reading():
    value = count.plain(RULES.words, "1.478 juta", "jiwa")
    assert value.low == 1_478_000
    assert [(other["low"], other["high"]) for other in value.alternatives] == [(1_478_000_000, 1_478_000_000)]


@pytest.mark.parametrize("amount", ["2,5", "10.30", "9 miliar", "sepertiga", "dua tiga"])
def test_no_number_of_people(amount):
    assert count.counted(RULES.words, amount, "orang") is None


@pytest.mark.parametrize(("unit", "counts"), [("orang", True), ("KK", True), ("mahasiswa", False)])
def test_a_year_counts_only_with_a_classifier(unit, counts):
    assert (count.plain(RULES.words, "2023", unit) is not None) == counts
