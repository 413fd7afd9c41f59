"""Every example of every rule."""

from __future__ import annotations

import pytest

from extractor.pipeline import Pipeline
from extractor.rules import Rule, load_rules
from extractor.rules.examples import check_examples

RULES = load_rules()
PIPELINE = Pipeline(RULES)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert [str(miss) for miss in check_examples([rule], PIPELINE.mentions)] == []
