"""Every example of every rule, and what makes a rule file valid."""

from __future__ import annotations

import pytest

from extractor.find import Finder
from extractor.pipeline import Pipeline
from extractor.rules import Rule, RuleError, build, load_rules, rules_folder
from extractor.rules.examples import check_examples

RULES = load_rules()
PIPELINE = Pipeline(RULES)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert [str(miss) for miss in check_examples([rule], PIPELINE.mentions)] == []


VALID = """
[words]
unit = ["ekor"]
[[rule]]
id = "count.cattle"
pattern = '(?P<amount>{amount})\\s(?P<unit>{unit})'
normalize = "count.plain"
examples = ["Ada [5](5 ekor) ekor."]
"""


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("count.toml", "[[rule", "not a valid TOML file"),
        ("count.toml", b"\xff\xfe", "not a valid TOML file"),
        ("count.toml", VALID.replace('examples = ["Ada [5](5 ekor) ekor."]', ""), "lacks examples"),
        ("count.toml", VALID.replace('["Ada [5](5 ekor) ekor."]', "[]"), "at least one example"),
        ("count.toml", VALID.replace("{unit}", "{units}"), "neither a list of words nor a pattern"),
        ("count.toml", VALID.replace("(?P<unit>", "(?P<unit>("), "count.cattle"),
        ("count.toml", VALID.replace("(?P<unit>", "(?P<herd>"), "groups are not what count.plain takes"),
        ("count.toml", VALID.replace("count.plain", "count.plane"), "there is no normalizer count.plane"),
        ("count.toml", VALID.replace('id = "', 'id = "money.'), "must start with “count.”"),
        ("count.toml", VALID + "weight = 3", "unknown key weight"),
        ("count.toml", VALID.replace('["ekor"]', "[]"), "words.unit must be a list or a table"),
        ("cattle.toml", VALID, "rules stand in"),
        ("count.toml", "[words]\nmonth_name = ['januari']", "words.month_name gives each word a value"),
        ("count.toml", "[words.people]\norang = 1", "words.people is a list"),
        ("count.toml", VALID.replace("'(?P<amount>", "'(?<=a)(?P<amount>"), "must not start by looking behind"),
        ("count.toml", '[patterns]\nloop = "{loop}"', "stands inside itself"),
    ],
)
def test_broken_rule_files_say_what_is_wrong(tmp_path, name, content, reason):
    shipped = [(path, path.read_bytes()) for path in sorted(rules_folder().glob("*.toml"))]
    path = tmp_path / name
    with pytest.raises(RuleError, match=reason) as caught:
        Finder(build([*shipped, (path, content if isinstance(content, bytes) else content.encode())]))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
