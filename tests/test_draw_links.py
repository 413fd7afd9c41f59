"""Verdicts on drawn links: what is judged, what is refused, what is kept, and the tables of links."""

from __future__ import annotations

import json

import pytest

from draw_links import KEPT, LINKS, count, judge
from link_table import link_table
from scoring import judge as judge_facts

ITEMS = [{"id": "a", "start": 0, "end": 3, "wrong": None}, {"id": "b", "start": 5, "end": 9, "wrong": None}]


def test_what_is_not_named_wrong_is_right() -> None:
    assert [item["wrong"] for item in judge(ITEMS, ["2:region,subject"])] == [[], ["region", "subject"]]


@pytest.mark.parametrize("verdict", ["3:region", "0:region", "1:colour", "1", "x:region", "1:"])
def test_verdicts_on_nothing_are_refused(verdict: str) -> None:
    with pytest.raises(SystemExit, match="NUMBER:LINK"):
        judge(ITEMS, [verdict])


def test_counts() -> None:
    table = count(judge(ITEMS, ["2:region,subject"]))
    rows = dict(
        zip(table.columns[0].cells, zip(*(column.cells for column in table.columns[1:]), strict=True), strict=True)
    )
    assert rows["region"] == ("2", "1", "1")
    assert rows["period"] == ("2", "2", "0")


def test_the_kept_draw_is_judged_and_holds_no_text() -> None:
    items = json.loads(KEPT.read_text(encoding="utf8"))
    assert len(items) == 50
    assert all(item.keys() == {"id", "start", "end", "wrong"} and set(item["wrong"]) <= set(LINKS) for item in items)


def test_table_strikes_out_what_is_wrong() -> None:
    gold = {
        "kind": "count",
        "start": 0,
        "end": 3,
        "low": 500,
        "high": 500,
        "status": "actual",
        "region": "33.16",
        "period": None,
        "speaker": None,
        "subject": "siswa baru",
        "indicator": "people",
    }
    fact = gold | {
        "text": "500",
        "region": "33.18",
        "region_name": "Pati",
        "change": "increase",
        "subject": "a | b c d e f g",
    }
    head, _, row = link_table(judge_facts("x1", [gold], [fact]), "x")
    assert head.split(" | ")[2] == "region"
    assert row.split(" | ")[:5] == ["| x1", "500", "~~33.18~~ → 33.16", "", "actual increase"]
    assert "~~a / b c d e …~~ → siswa baru" in row
