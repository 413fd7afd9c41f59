"""Every numeral of an article is part of a fact, or claimed by a rule that says what it is, or listed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.audit import audit
from extractor.layout import Layout
from extractor.model import Numeral
from extractor.pipeline import load_pipeline

TEXT = "Harga naik di posisi 217 tidak jelas. Pasal 5 berlaku, 3 rumah rusak selama dua hari."


def numerals(text: str) -> tuple[Numeral, ...]:
    pipeline = load_pipeline()
    return audit(Layout(text), pipeline.mentions(text), pipeline.rulebook)


def test_what_states_no_fact_is_listed_with_what_claims_it() -> None:
    assert [(one.text, one.rule) for one in numerals(TEXT)] == [
        ("217", None),
        ("5", "ignore.article-of-law"),
        ("dua", "ignore.duration"),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Perkara Nomor 12/Pid.B/2024 kini.", "ignore.document-number"),
        ("Gempa terasa di 4,13 Lintang Selatan.", "ignore.coordinate"),
        ("Mobil B 1234 XYZ terguling.", "ignore.plate"),
        ("Hubungi 0812-5550-1934 segera.", "ignore.phone"),
        ("Ia finis kedua.", "ignore.rank"),
        ("Wabah COVID-19 reda.", "ignore.name"),
        ("Laga berakhir 2-1 untuk tuan rumah.", "ignore.score"),
        ("Gempa susulan terjadi 88 kali.", "ignore.times"),
        ("Pudin (50) menjual getah.", "ignore.age-in-brackets"),
        ("Toko buka hingga pukul 22.00.", "ignore.time"),
    ],
)
def test_claims_say_what_a_number_is(text: str, rule: str) -> None:
    assert {one.rule for one in numerals(text)} == {rule}


def test_offsets_are_those_of_the_text() -> None:
    for one in numerals(TEXT):
        assert TEXT[one.start : one.end] == one.text
        assert one.text in one.sentence


@pytest.mark.stanza
@pytest.mark.parametrize(("form", "told"), [("table", ["217"]), ("jsonl", ["217", "5", "dua"])])
def test_the_command_lists_what_no_rule_claims(tmp_path: Path, form: str, told: list[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "run", "a.txt", "--audit"]
    done = subprocess.run([*command, "--format", form], cwd=tmp_path, capture_output=True, text=True, check=True)
    if form == "table":
        assert [line.split()[0] for line in done.stdout.splitlines() if line[:1].isdigit()] == told
    else:
        assert [one["text"] for one in json.loads(done.stdout)["numerals"]] == told
    assert "1 number that no rule claims" in done.stderr
    assert not (tmp_path / "facts.db").exists()
