"""The figures of scripts/evaluate.py: by hand on small cases, and the same as the judge's on gold with errors."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from evaluate import evaluate
from extractor.model import KINDS, Document
from extractor.rules.marks import Mark
from gold import Case, mention_of, read_cases
from scoring import judge, report

EVAL = Path(__file__).parents[2] / "shared" / "eval"
judge_there = pytest.mark.skipif(not EVAL.is_dir(), reason="needs ../shared/eval: the judge and its gold")
SAME = ("kind", "start", "end", "low", "high", "per", "status", "speaker", "subject")
NUMBER = {"region": None, "period": None, "status": "actual", "speaker": None}


def percent(start, end, value, **fields):
    return {"kind": "percent", "start": start, "end": end, "low": value, "high": value, **fields}


def words(gold, *facts):
    return [verdict.word for verdict in judge("a", gold, list(facts))]


def test_a_fact_is_right_wrong_missed_or_spurious():
    gold = [percent(0, 8, 5), percent(20, 28, 7), percent(40, 48, 9)]
    facts = [percent(0, 8, 5), percent(20, 28, 70), percent(60, 68, 9)]
    assert words(gold, *facts) == ["right", "wrong", "missed", "spurious"]
    figures = report(judge("a", gold, facts))["percent"]
    assert (figures["precision"], figures["recall"], figures["found_precision"]) == (1 / 3, 1 / 3, 2 / 3)


@pytest.mark.parametrize(
    ("fact", "word"),
    [
        (percent(7, 9, 5), "right"),  # one character shared
        (percent(8, 9, 5), "missed"),
        (percent(0, 24, 5), "right"),  # three times as long
        (percent(0, 25, 5), "missed"),
        (percent(0, 8, 5) | {"kind": "count"}, "missed"),
    ],
)
def test_found_needs_the_kind_an_overlap_and_a_span_of_its_size(fact, word):
    assert words([percent(0, 8, 5)], fact)[0] == word


def test_of_two_facts_the_right_one_stands_for_the_gold():
    assert words([percent(0, 8, 5)], percent(0, 8, 6), percent(5, 8, 5)) == ["right", "spurious"]


def test_optional_gold_is_neither_required_nor_punished():
    optional = percent(0, 8, 5, optional=True)
    assert words([optional]) == words([optional], percent(0, 8, 99)) == []


REGION = {"kind": "region", "start": 0, "end": 5}
DATE = {"kind": "date", "start": 0, "end": 5}
MONEY = {"kind": "money", "start": 0, "end": 5, "low": 10, "high": 10, "currency": "IDR"}


@pytest.mark.parametrize(
    ("gold", "fact", "right"),
    [
        (REGION | {"code": "33.16"}, {"region": "33.16"}, True),
        (REGION | {"code": "33.16"}, {"region": "33"}, False),
        (REGION | {"code": "33.16", "alt": ["33"]}, {"region": "33"}, True),
        (REGION | {"code": None, "in": "33.02"}, {"region": "33.02.11"}, True),
        (REGION | {"code": None, "in": "33.02"}, {"region": None}, False),
        (REGION | {"code": None, "in": "33.02", "in_alt": [None]}, {"region": None}, True),
        (DATE | {"value": "2021"}, {"period": "2021", "period_mod": "end"}, True),
        (DATE | {"value": "2021", "value_alt": ["2021-12"]}, {"period": "2021-12"}, True),
        (DATE | {"value": None}, {"period": "2021"}, False),
        (MONEY, {"low": 10, "high": 10, "unit": "IDR"}, True),
        (MONEY, {"low": 10.000001, "high": 10, "unit": "IDR"}, True),
        (MONEY, {"low": 10, "high": 10, "unit": "USD"}, False),
        (MONEY, {"low": 10, "high": None, "unit": "IDR"}, False),
        (MONEY | {"alt_low": 10000}, {"low": 10000, "high": 10000, "unit": "IDR"}, True),
        (MONEY | {"low": None, "high": None}, {"low": 3, "high": None, "unit": "IDR"}, True),
    ],
)
def test_a_value_is_right_when_the_gold_accepts_it(gold, fact, right):
    assert words([gold], REGION | {"kind": gold["kind"]} | fact) == ["right" if right else "wrong"]


@pytest.mark.parametrize(
    ("gold", "fact", "link", "right"),
    [
        ({"region": "33.16"}, {"region": "33.16.02"}, "region", True),
        ({"region": "33.16"}, {"region": "33"}, "region", False),
        ({"region": "33.16", "region_alt": [None]}, {}, "region", True),
        ({"period": "2021"}, {"period": "2021"}, "period_set", True),
        ({"period": "2021"}, {}, "period_set", False),
        ({"period": "2021", "period_alt": [None]}, {}, "period_set", None),
        ({"status": "target"}, {"status": "actual"}, "target", False),
        ({"speaker": "Sri Widyastuti"}, {"speaker": "Widyastuti"}, "speaker", True),
        ({"speaker": "Sri Widyastuti"}, {"speaker": "Sri Mulyani"}, "speaker", False),
        ({"speaker": None}, {"speaker": "Sri Mulyani"}, "speaker", False),
        ({"per": "month"}, {}, "per", False),
        ({}, {}, "per", None),
        ({"subject": "peserta aktif JKN"}, {"subject": "peserta JKN"}, "subject", True),
        ({"subject": "peserta aktif JKN"}, {"subject": "JKN"}, "subject", False),
        ({"indicator": "budget"}, {"indicator": "budget.aid"}, "indicator", True),
        ({"indicator": "money"}, {"indicator": "investment"}, "indicator", None),
        ({"indicator": "money"}, {"indicator": "budget"}, "indicator", False),
    ],
)
def test_a_link_is_judged_where_the_gold_lets_one(gold, fact, link, right):
    [verdict] = judge("a", [MONEY | NUMBER | gold], [MONEY | {"unit": "IDR", "status": "actual"} | fact])
    assert verdict.links.get(link) is right


def test_a_number_is_whole_when_value_region_period_and_status_are_right():
    gold = [percent(0, 8, 5, **NUMBER), percent(20, 28, 7, **NUMBER)]
    facts = [percent(0, 8, 5, status="actual"), percent(20, 28, 7, status="target")]
    assert report(judge("a", gold, facts))["links"]["whole"] == {"right": 1, "of": 2, "share": 0.5}


@pytest.mark.parametrize(
    ("mark", "gold"),
    [
        ("@33.16", {"kind": "region", "code": "33.16"}),
        ("@?", {"kind": "region", "code": None}),
        ("2021 end", {"kind": "date", "value": "2021"}),
        ("?", {"kind": "date", "value": None}),
        ("5..6 %", {"kind": "percent", "low": 5, "high": 6, "per": None}),
        ("37800 IDR about /month", {"kind": "money", "low": 37800, "high": 37800, "currency": "IDR", "per": "month"}),
        ("?..? orang", {"kind": "count", "low": None, "high": None, "per": None}),
    ],
)
def test_a_mark_is_gold(mark, gold):
    assert mention_of(Mark(3, 9, mark), 1) == {"start": 4, "end": 10} | gold


@pytest.fixture
def folder(tmp_path):
    """A folder with one article and its gold."""
    for name, text in {
        "naik.txt": "\n\nNaik 5 persen lagi.\n",
        "gold/naik.txt": "published: 2024-05-02 given\n\nNaik [5 persen](5 %) lagi.\n",
        "links/naik.tsv": "text\tregion\tperiod\tstatus\tspeaker\tindicator\tsubject\n"
        "5 persen\t33.16 or -\t2024\ttarget\t-\t-\tharga\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf8")
    return tmp_path


def test_marked_gold_has_its_offsets_in_the_article(folder):
    [case] = read_cases(folder)
    [mention] = case.gold
    assert case.document.text[mention["start"] : mention["end"]] == "5 persen"
    assert case.document.published == "2024-05-02"


def test_marked_gold_has_its_links(folder):
    [[mention]] = [case.gold for case in read_cases(folder)]
    assert (mention["region"], mention["region_alt"], mention["speaker"]) == ("33.16", [None], None)
    assert (mention["status"], mention["indicator"]) == ("target", "money")


def test_a_date_that_the_text_tells_is_not_handed_over(folder):
    (folder / "gold" / "naik.txt").write_text("published: 2024-05-02\n\nNaik [5 persen](5 %) lagi.", encoding="utf8")
    assert read_cases(folder)[0].document.published is None


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("gold/naik.txt", "published: ?\n\nTurun [5 persen](5 %).", r"naik\.txt: without its marks, it differs"),
        ("links/naik.tsv", "text\tregion\n5 persen\t-\n5 persen\t-\n", "1 numbers, but 2 lines of links"),
    ],
)
def test_gold_that_does_not_fit_is_said(folder, name, text, message):
    (folder / name).write_text(text, encoding="utf8")
    with pytest.raises(SystemExit, match=message):
        read_cases(folder)


def damaged(gold, rng, rate):
    """Return facts that say what the gold says, but for errors of every sort at the given rate."""
    facts = []
    for mention in gold:
        fact = {
            k: mention.get(k) for k in ("kind", "start", "end", "low", "high", "per", "status", "speaker", "subject")
        }
        fact |= {"period": mention.get("value", mention.get("period")), "unit": mention.get("currency")}
        region = mention.get("code") or mention.get("in") if fact["kind"] == "region" else mention.get("region")
        fact |= {"region": region, "indicator": mention.get("indicator")}
        facts += [spoil(fact, rng) if rng.random() < rate else fact for _ in range(1 + (rng.random() < rate / 4))]
    return [fact for fact in facts if rng.random() > rate / 4]


def spoil(fact, rng):
    changes = [
        {"start": max(0, fact["start"] - rng.randrange(60)), "end": fact["end"] + rng.randrange(30)},
        {"start": fact["end"], "end": fact["end"] + 5},
        {"kind": rng.choice(KINDS)},
        {"low": rng.choice([None, 0, 5, 1e9]), "high": 7},
        {"unit": "USD"},
        {"region": rng.choice([None, "ID", "33", "33.16", "18.04.01"])},
        {"period": rng.choice([None, "2021", "2022-05"]), "per": rng.choice([None, "month"])},
        {
            "status": rng.choice(["actual", "target"]),
            "indicator": rng.choice([None, "population", "budget.aid", "poverty"]),
        },
        {"speaker": rng.choice([None, "Budi", (fact["speaker"] or "Budi Santoso").split()[0]])},
        {"subject": (fact["subject"] or "warga miskin").split()[0]},
    ]
    return fact | rng.choice(changes)


@pytest.mark.skipif(
    not EVAL.is_dir(), reason="needs ../shared/eval: the judge and its gold are no part of the repository"
)
@pytest.mark.parametrize("rate", [0.0, 0.1, 0.3, 0.6, 1.0])
def test_the_figures_are_the_judges(rate, tmp_path):
    rng = random.Random(rate)
    cases = [
        Case(Document("", id=told["id"]), told["mentions"])
        for path in sorted((EVAL / "dev" / "gold").glob("*.json"))
        for told in [json.loads(path.read_text(encoding="utf8"))]
    ]
    outputs = [damaged(case.gold, rng, rate) for case in cases]
    lines = [
        json.dumps({"article": {"id": case.document.id}, "facts": facts})
        for case, facts in zip(cases, outputs, strict=True)
    ]
    (tmp_path / "out.jsonl").write_text("\n".join(lines), encoding="utf8")
    command = [sys.executable, EVAL / "score.py", EVAL / "dev" / "gold", tmp_path / "out.jsonl", "--json"]
    judged = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    ours = report(evaluate(cases, outputs))
    assert {kind: {name: ours[kind][name] for name in judged[kind]} for kind in judged} == judged


@judge_there
def test_every_article_of_the_gold_is_read():
    cases = read_cases(EVAL / "dev")
    assert len(cases) == len(list((EVAL / "dev" / "gold").glob("*.json")))
    for case in cases:
        assert all(case.document.text[m["start"] : m["end"]] == m["text"] for m in case.gold)
