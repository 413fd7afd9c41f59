"""Official figures: what is shipped, and a user's own file with its columns and its faults."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.check.official import read_figures, shipped_figures
from extractor.errors import UserError

HEAD = "indicator,code,period,value\n"


def test_the_shipped_figures_have_tables_and_grades() -> None:
    figures = shipped_figures().of("poverty.rate", "33.16")
    assert {figure.period: figure.value for figure in figures}["2024-03"] == Decimal("11.42")
    assert all(figure.grade in "ABC" and figure.table for figure in figures)
    assert [figure.period for figure in figures] == sorted(figure.period for figure in figures)


def test_own_figures_take_the_place_of_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text('kode,apa,kapan,nilai,asal\n3316,poverty.rate,2024-03,"11,50",Meja data\n', encoding="utf8")
    names = {"code": "kode", "indicator": "apa", "period": "kapan", "value": "nilai", "source": "asal"}
    [figure] = [one for one in read_figures(own, names).of("poverty.rate", "33.16") if one.period == "2024-03"]
    assert (figure.value, figure.table) == (Decimal("11.50"), "Meja data")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("code,period,value\n", "own.csv:1: lacks the column indicator; it has code, period, value"),
        (HEAD + "poverty,33,2024,1\n", "own.csv:2: poverty is no indicator; did you mean poverty.rate?"),
        (HEAD + "hdi,33,2024,70\nhdi,Blora,2024,70\n", "own.csv:3: Blora is no code of a province"),
        (HEAD + "hdi,33,tahun lalu,70\n", "own.csv:2: tahun lalu is no time"),
        (HEAD + "hdi,33,2024,tujuh\n", "own.csv:2: tujuh is no number"),
        (HEAD + "hdi,33,2024,NaN\n", "own.csv:2: NaN is no number"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, written: str, told: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text(written, encoding="utf8")
    with pytest.raises(UserError) as error:
        read_figures(own)
    assert told in str(error.value)
