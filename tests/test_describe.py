"""What a number counts, and its indicator: the examples of rules/indicator.toml, and tables of real forms."""

from __future__ import annotations

import tomllib

import pytest
from linked import links_of, plain

from extractor.describe import describe
from extractor.rules import rules_folder

EXAMPLES = tomllib.loads((rules_folder() / "indicator.toml").read_text(encoding="utf8"))["examples"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(example: str) -> None:
    text, marks = plain(example)
    assert [(number, links.indicator or "-") for number, links in links_of(text, describe)] == marks
