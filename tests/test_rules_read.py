"""The shipped lists and patterns are the vocabulary of users' files: something reads each of them."""

from __future__ import annotations

from collections import UserDict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.rules import all_rules, load_rules
from extractor.rules.expand import names_in
from extractor.rules.vocabulary import written

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))


class Watched(UserDict[str, Any]):
    """A mapping that notes what is asked of it."""

    def __init__(self, content: Any, asked: set[str]) -> None:
        super().__init__(content)
        self.asked = asked

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return self.data[name]


@pytest.mark.stanza
def test_everything_in_the_rules_is_read() -> None:
    book = load_rules()
    asked = {name for file in book.files for pattern in written(file) for name in names_in(pattern)}
    words = Watched(book.words, asked)
    rules = all_rules(book.files, words, book.patterns)
    pipeline = Pipeline(replace(book, words=words, patterns=Watched(book.patterns, asked), rules=rules))
    for rule in rules:
        for example in rule.examples:
            pipeline.mentions(example, rule.published)
    texts = [path.read_text("utf8") for path in CORPUS] + [example.text for example in book.examples]
    assert list(pipeline.run(map(Document, texts)))
    asked |= {"range", "vague"}  # for rules of users: a range, a vague size (rules/number.toml)
    held = {name for file in book.files for name in (*file.words, *file.patterns)}
    assert held - asked == set()
