"""What makes a user's rule file valid: each fault is one sentence that names file, place and reason."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.cli import main
from extractor.find import Finder
from extractor.patterns import compile_once
from extractor.rules import RuleError, build, load_rules, read_files, rules_folder
from extractor.rules.expand import check_pattern, groups_of
from extractor.rules.files import MOST_WORDS, read_file
from extractor.rules.vocabulary import Vocabulary, wrong_value

VALID = r"""
[words]
herd = ["ekor"]
[[rule]]
id = "count.cattle"
pattern = '(?P<amount>{amount})\s(?P<unit>{herd})'
normalize = "count.plain"
examples = ["Ada [5](5 ekor) ekor."]
"""
RULE = VALID[VALID.index("[[rule]]") :]
EXAMPLES = '["Ada [5](5 ekor) ekor."]'
SHARE = "(?P<part>{check_number})(?P<whole>{check_number})(?P<share>{check_percent})"


def herd(pattern: str) -> str:
    """Return the valid file with another pattern for the unit."""
    return VALID.replace("{herd}", pattern)


def patterns(name: str, pattern: str) -> str:
    return f"[patterns]\n{name} = '{pattern}'"


FAULTS = {
    "no TOML": ("count.toml", "[[rule", "not a valid TOML file"),
    "no UTF-8": ("count.toml", b"\xff\xfe", "not a valid TOML file"),
    "deep brackets": ("count.toml", f"a = {'[' * 3000}", "nested too deeply"),
    "deep brackets, closed": ("count.toml", f"[words]\npeople = {'[' * 3000}{']' * 3000}", "nested too deeply"),
    # tables
    "rules": (
        "count.toml",
        VALID.replace("[[rule]]", "[[rules]]"),
        r"\[\[rules\]\] is unknown; did you mean \[\[rule\]\]",
    ),
    "word": ("count.toml", VALID.replace("[words]", "[word]"), r"\[word\] is unknown; did you mean \[words\]"),
    "pattern": ("count.toml", "[pattern]\na = 'b'", r"\[pattern\] is unknown; did you mean \[patterns\]"),
    "a key of its own": ("count.toml", "x = 1", "x = is unknown"),
    "one rule": ("count.toml", VALID.replace("[[rule]]", "[rule]"), r"rule must be written \[\[rule\]\]"),
    "rules that are none": ("count.toml", "rule = [1]", r"rule must be written \[\[rule\]\]"),
    "several tables of words": ("count.toml", "[[words]]\na = ['b']", r"words must be written \[words\]"),
    "the file's name": ("cattle.toml", VALID, "rules stand in"),
    # words
    "words that are none": ("count.toml", "[words]\npeople = [1, {a = 1}]", "words.people: “1” is no word"),
    "an empty word": ("count.toml", "[words]\npeople = ['']", "words.people: “” is no word: it is empty"),
    "an endless word": ("count.toml", f"[words]\npeople = ['{'a' * 3000}']", "more than 100 characters"),
    "no words": ("count.toml", "[words]\npeople = []", "words.people must be a list or a table"),
    "too many words": (
        "count.toml",
        f"[words]\npeople = {[f'kata{n}' for n in range(200_000)]}",
        "words.people holds 200,000 words",
    ),
    "a number for a string": (
        "indicator.toml",
        '[words.indicator_money]\n"sewa lahan" = 7',
        "words.indicator_money: “sewa lahan” = 7: it must be a string",
    ),
    "no name": ("indicator.toml", '[words.indicator_money]\n"sewa" = "Rent!"', "must be written like "),
    "no month": ("date.toml", "[words.month_name]\njan = 13", "“jan” = 13: it can be 1, 2,"),
    "no approx": ("qualify.toml", "[words.approx_before]\nplus = 'ovr'", "it can be about, over, under"),
    "a list for a table": (
        "count.toml",
        "[words]\nmonth_name = ['januari']",
        "words.month_name gives each word a value",
    ),
    "a table for a list": ("count.toml", "[words.people]\norang = 1", "words.people is a list"),
    "an unread list": ("count.toml", "[words]\npeopel = ['orang']", "nothing reads this list.* did you mean people"),
    "an unread table": ("indicator.toml", "[words.indicator_mony]\nsewa = 'rent'", "did you mean indicator_money"),
    "a pattern as list": ("number.toml", "[words]\namount = ['satu']", "amount is a pattern"),
    # patterns
    "missing bracket": ("check.toml", patterns("check_share_mine", SHARE + "("), r"check_share_mine: .*missing \)"),
    "unclosed": ("count.toml", herd("(unclosed"), r"rule count.cattle: the pattern is wrong: missing \) at"),
    "two halves": ("count.toml", VALID.replace("'(?P<a", "'a)(b(?P<a"), "rule count.cattle: .*unbalanced"),
    "deep pattern": ("count.toml", herd("(" * 3000 + ")" * 3000), "rule count.cattle: .*nested too deeply"),
    "a role that lacks": (
        "check.toml",
        patterns("check_share_mine", "(?P<part>{check_number})"),
        "lacks .*share, whole",
    ),
    "a group that lacks": ("status.toml", patterns("change_verb_before", "x"), "lacks the named group down, up"),
    "an unread check": ("check.toml", patterns("check_shares_mine", SHARE), "check_shares_mine: nothing reads this"),
    "an unread pattern": ("status.toml", patterns("status_form", "x"), "status_form: nothing reads .*mean status_from"),
    "a list as pattern": ("count.toml", patterns("people", "orang"), "people is a list of words"),
    "a pattern that is none": ("count.toml", "[patterns]\na = 3", "patterns.a must be a string"),
    "in itself": ("count.toml", patterns("loop", "{loop}"), "patterns.loop: .*stands inside itself"),
    "unknown name": ("count.toml", herd("{units}"), "neither a list of words nor a pattern"),
    "no name for a list": ("count.toml", herd("{Herd}"), "{Herd} in .* names nothing"),
    "growth": (
        "count.toml",
        "[patterns]\npp = 'x'\n"
        + "\n".join(f"{'p' * n} = '{{{'p' * (n - 1)}}}{{{'p' * (n - 1)}}}'" for n in range(3, 40)),
        "grows to",
    ),
    # rules
    "id": ("count.toml", VALID.replace('"count.cattle"', "5"), "rule 5: id must be a string, not 5"),
    "id of another kind": ("count.toml", VALID.replace('id = "', 'id = "money.'), "must start with “count.”"),
    "id of two words": ("count.toml", VALID.replace("count.cattle", "count.two words"), "must be words joined by full"),
    "id twice": ("count.toml", VALID + RULE, "another rule of count.toml has this id"),
    "no examples": ("count.toml", VALID.replace(f"examples = {EXAMPLES}", ""), "lacks examples"),
    "empty examples": ("count.toml", VALID.replace(EXAMPLES, "[]"), "at least one example"),
    "one example": ("count.toml", VALID.replace(EXAMPLES, '"Ada"'), "examples must be a list of strings, not Ada"),
    "groups": ("count.toml", VALID.replace("(?P<unit>", "(?P<cow>"), "groups are not what count.plain takes"),
    "groups without P": ("count.toml", herd("(?<cow>{herd})"), "groups are not what count.plain takes"),
    "normalizer": ("count.toml", VALID.replace("count.plain", "count.plane"), "there is no normalizer count.plane"),
    "helper as normalizer": (
        "count.toml",
        VALID.replace("count.plain", "number.joined"),
        "number.joined is no normalizer",
    ),
    "class as normalizer": ("count.toml", VALID.replace("count.plain", "count.Words"), "count.Words is no normalizer"),
    "unknown key": ("count.toml", VALID + "prioritty = 3", "unknown key prioritty; did you mean priority"),
    "priority": ("count.toml", VALID + "priority = true", "priority must be a whole number, not True"),
    "published": ("count.toml", VALID + "published = 'kemarin'", "published must be a date"),
    "looks behind": (
        "count.toml",
        VALID.replace("'(?P<amount>", "'(?<=a)(?P<amount>"),
        "must not start by looking behind",
    ),
    "a region's pattern": (
        "region.toml",
        "[[rule]]\nid='region.mine'\npattern='x'\nexamples=['a']",
        "may have no pattern",
    ),
    # examples of links and checks
    "nothing told": ("status.toml", '[[example]]\ntext = "Ada 5 orang."', "example “Ada 5 orang.…”: tells nothing"),
    "no text": ("status.toml", "[[example]]\nfindings = []", "needs either text or sentences"),
    "for nothing": (
        "status.toml",
        '[[example]]\nfor = "status.tarjet"\ntext = "Ada [5](5 orang) orang."',
        "for status.tarjet, which is no rule, .* did you mean status.target",
    ),
    "other numbers": (
        "status.toml",
        '[[example]]\ntext = "Ada [5](5 orang) orang."\nexpect = [{status = "actual"}, {}]',
        "expect tells of 2 numbers, but 1 are marked",
    ),
    "no field": (
        "status.toml",
        '[[example]]\ntext = "Ada [5](5 orang) orang."\nexpect = {statuss = "actual"}',
        "no fact has a field statuss; did you mean status",
    ),
    "no finding": (
        "check.toml",
        '[[example]]\ntext = "Ada 5 orang."\nfindings = ["share.percent"]',
        "a finding is told as in “contradicts share.percent”",
    ),
    "a key that examples lack": (
        "check.toml",
        '[[example]]\ntxt = "Ada 5 orang."',
        "key txt; did you mean text",
    ),
    "a region of its own": (
        "region.toml",
        "[[rule]]\nid='region.mine'\nexamples=['a']",
        "region.mine: nothing finds it",
    ),
}
HOUSE = (
    "rules",
    "word",
    "pattern",
    "missing bracket",
    "a number for a string",
    "id",
    "words that are none",
    "deep brackets",
)
HOUSE += ("unclosed", "too many words")  # the ten files in which nobody was told what is wrong


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_a_sentence(tmp_path, fault):
    name, content, reason = FAULTS[fault]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    begun = time.perf_counter()
    with pytest.raises(RuleError, match=reason) as caught:
        build(read_files([rules_folder(), tmp_path]))
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500 + len(str(tmp_path))
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("fault", HOUSE)
@pytest.mark.parametrize("command", [["rules", "test"], ["run", "--no-store", "a.txt", "--rules"]], ids=" ".join)
def test_commands_tell_it(tmp_path, monkeypatch, capsys, fault, command):
    name, content, _ = FAULTS[fault]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Ada 400 dari 500 siswa atau 80 persen.")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setattr(sys, "argv", ["extract", *command, "own"])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    [line] = err.strip().splitlines()
    assert line.startswith(f"extract: own/{name}: ")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("count.toml", VALID),
        ("count.toml", b"\xef\xbb\xbf" + VALID.encode()),  # as some editors of Windows write it
        ("check.toml", patterns("check_share_mine", SHARE)),
        ("check.toml", patterns("check_gap", "x{0,3}")),
        ("count.toml", "[words]\npeople = ['juru bebas']"),
        ("indicator.toml", "[words.indicator_money]\n'sewa lahan' = 'rent'\n'sewa sawah' = 'rent.field & farm'"),
        ("date.toml", "[words.season]\n'musim tanam satu' = {first = 40, last = 41}"),
    ],
)
def test_valid_files(tmp_path, name, content):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert Finder(load_rules(tmp_path)).find("Ada 5 orang.")


def test_a_group_that_its_normalizer_cannot_read_names_the_rule(tmp_path):
    content = VALID.replace("count.plain", "percent.plain").replace("count.", "percent.").replace("herd", "cattle")
    pattern = r"ekor(?:\s(?P<amount>{amount}))?\s{cattle}"
    lines = [f"pattern = '{pattern}'" if line.startswith("pattern") else line for line in content.splitlines()]
    (tmp_path / "percent.toml").write_text("\n".join(lines))
    with pytest.raises(
        RuleError, match=r"percent\.toml: rule percent\.cattle: percent\.plain cannot read amount “None”"
    ):
        Finder(load_rules(tmp_path)).find("Ada ekor ekor.")


def test_as_many_words_as_a_list_may_hold_are_read_within_seconds(tmp_path):
    listed = ",".join(f'"kata{n} lain{n * 7}"' for n in range(MOST_WORDS))
    (tmp_path / "count.toml").write_text(f"[words]\npeople = [{listed}]")
    begun = time.process_time()
    mentions = Finder(load_rules(tmp_path)).find("Ada 12 kata77 lain539.")
    assert "kata77 lain539" in {getattr(mention.value, "unit", None) for mention in mentions}
    assert time.process_time() - begun < 20


def test_a_folder_without_rule_files(tmp_path):
    with pytest.raises(RuleError, match="holds no rule file"):
        load_rules(tmp_path)
    (tmp_path / "count.toml").mkdir()
    with pytest.raises(RuleError, match=r"count.toml: cannot be read"):
        load_rules(tmp_path)


# ---- the shipped files keep what a user's must

SHIPPED = [read_file(path, content) for path, content in read_files([rules_folder()])]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.path.stem)
def test_shipped_patterns_compile(file):
    complete = load_rules().patterns
    for name, pattern in file.patterns.items():
        check_pattern(pattern, complete[name])
    for rule in file.rules:
        check_pattern(rule.get("pattern", "x"))
    assert all(compile_once(rule.expression) for rule in load_rules().rules if rule.kind == file.path.stem)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.path.stem)
def test_shipped_words_have_values_that_a_user_may_give_too(file):
    for name, table in file.words.items():
        wrong = {word: wrong_value(name, word, value, table) for word, value in table.items()}
        assert {word: reason for word, reason in wrong.items() if reason} == {}


def test_relations_of_checks_are_known_with_their_roles():
    vocabulary = Vocabulary(SHIPPED)
    needed = {
        check: set.intersection(*(groups_of(vocabulary.patterns[name]) for name in names))
        for check, names in vocabulary.checks.items()
    }
    assert needed["share"] == {"part", "whole", "share"}
    assert needed["times"] == {"times", "before", "after"}
    assert {"total", "change", "order"} <= needed.keys()


# ---- whatever a person writes, it is read or a fault is told


def toml(value) -> str:
    """Return a value as TOML writes it in one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {toml(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


NAMES = [
    "id",
    "pattern",
    "normalize",
    "examples",
    "priority",
    "published",
    "text",
    "expect",
    "findings",
    "for",
    "people",
]
NAMES += ["month_name", "season", "check_share_x", "amount", "own", "sentences", "status", "linked_by"]
STRINGS = [
    "",
    " ",
    "orang",
    "count.x",
    "count.plain",
    "{people}",
    "(",
    "[",
    "{own}",
    "(?P<amount>{amount}) x",
    "2022-01",
]
STRINGS += [
    "Ada [5](5 orang) orang.",
    "[5](",
    "agrees share.percent",
    "relate.sentence",
    "\\",
    "(?<a>b)",
    "x{3}",
    "1/2",
]
plain_values = st.one_of(st.sampled_from(STRINGS), st.integers(-9, 99), st.booleans())
values = st.recursive(
    plain_values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
a_rule = {"id": "count.x", "pattern": "(?P<amount>{amount}) x", "normalize": "count.plain", "examples": ["Ada"]}
an_example = {"text": "Ada [5](5 orang) orang."}
some = st.dictionaries(st.sampled_from(NAMES), values, max_size=3)
files = st.fixed_dictionaries(
    {},
    optional={
        "words": some | values,
        "patterns": st.dictionaries(st.sampled_from(NAMES), st.sampled_from(STRINGS), max_size=3) | values,
        "rule": st.lists(some.map(a_rule.__or__), max_size=2) | values,
        "example": st.lists(some.map(an_example.__or__), max_size=2) | values,
        "meanings": some | values,
        "rules": values,
    },
)
CONTENTS = read_files([rules_folder()])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["count", "check", "status", "region", "own"]), files)
def test_any_file_is_read_or_a_fault_is_told(name, tables):
    content = "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in tables.items())
    told = fault(Path("own") / f"{name}.toml", content.encode())
    assert told is None or (told.startswith(f"own/{name}.toml: ") and "\n" not in told)


def fault(path: Path, content: bytes) -> str | None:
    """Return what is wrong with a file, None if it is read."""
    try:
        build([*CONTENTS, (path, content)])
    except RuleError as error:
        return str(error)
    return None
