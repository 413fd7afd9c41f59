"""Values as Indonesian writes them; tables, JSON and CSV of hostile texts."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from decimal import Decimal

import pytest
import regex
from made import BLORA, SENTENCE, article, blora, fact, number

from extractor.model import Fact, Finding
from extractor.show.details import details
from extractor.show.tables import WRITERS, cell
from extractor.show.terminal import Terminal
from extractor.show.visible import visible
from extractor.table.columns import columns
from extractor.table.encode import from_json, to_json
from extractor.wording import exact_text, period_text, value_text

HOSTILE = "=1+1 [bold]x[/] \x1b[31m\x1b]0;judul\x07 \u202e<script> \r\n\t :smile: '; DROP"


@pytest.mark.parametrize(
    ("low", "high", "fields", "value", "exact"),
    [
        ("28600000000", "28600000000", {"unit": "IDR"}, "Rp28,6 miliar", "28600000000 IDR"),
        ("1.478E+12", "1478000000000", {"unit": "IDR"}, "Rp1,478 triliun", "1478000000000 IDR"),
        ("50000", "50000", {"unit": "IDR", "per": "month"}, "Rp50.000/month", "50000 IDR"),
        ("5000000", "7000000", {"unit": "IDR"}, "Rp5–7 juta", "5000000..7000000 IDR"),
        ("950000", "1500000", {"unit": "USD"}, "US$950.000–1,5 juta", "950000..1500000 USD"),
        ("2500000", "2500000", {"unit": "SGD"}, "SGD 2,5 juta", "2500000 SGD"),
        ("79.680", "79.68", {"unit": "%", "approx": "over"}, "> 79,68%", "79.68 %"),
        ("0.5", "0.5", {"unit": "pp"}, "0,5 persen poin", "0.5 pp"),
        ("-0.5", "-0.5", {"unit": "%"}, "-0,5%", "-0.5 %"),
        ("757285", "757285", {"unit": "jiwa", "approx": "about"}, "± 757.285 jiwa", "757285 jiwa"),
        ("13456789", "13456789", {"unit": "jiwa"}, "13.456.789 jiwa", "13456789 jiwa"),
        ("1200000", None, {"unit": "warga"}, "1,2 juta–? warga", "1200000..? warga"),
        (None, None, {"unit": "orang"}, "? orang", "? orang"),
        ("9" * 400, "9" * 400, {}, ".".join(["9", *["999"] * 133]), "9" * 400 + " ?"),
    ],
)
def test_amounts(low: str | None, high: str | None, fields: dict[str, str], value: str, exact: str) -> None:
    bounds = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
    made = Fact("1", "money", "", 0, 0, "", **bounds, **fields)  # type: ignore[arg-type]
    assert (value_text(made), exact_text(made)) == (value, exact)


@pytest.mark.parametrize(
    ("period", "mod", "words"),
    [
        ("2022-01-11", None, "11 Januari 2022"),
        ("2024-05", None, "Mei 2024"),
        ("2021", "end", "akhir 2021"),
        ("2019/2020", None, "2019–2020"),
        ("2020-05-10/2020-05-11", None, "10–11 Mei 2020"),
        ("2023-12-30/2024-01-02", None, "30 Desember 2023–2 Januari 2024"),
        ("2020-05-28/2020-06-02", None, "28 Mei–2 Juni 2020"),
        ("2023-34", None, "triwulan II 2023"),
        ("2023-38", None, "caturwulan II 2023"),
        ("2022-40", None, "semester I 2022"),
        ("199X", None, "1990-an"),
        ("18XX", None, "1800-an"),
        ("XXXX-03-16", None, "16 Maret"),
        ("XXXX-XX-16", None, "16"),
        ("XXXX-03", "start", "awal Maret"),
    ],
)
def test_periods(period: str, mod: str | None, words: str) -> None:
    assert period_text(period, mod) == words


def test_json_keeps_every_digit() -> None:
    digits = "12345678901234567890.123456789"
    assert to_json({"low": Decimal(digits)}) == f'{{"low":{digits}}}'
    assert from_json(to_json([Decimal("0.1"), Decimal("1E+3")])) == [Decimal("0.1"), Decimal(1000)]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_as_the_contract_says(form: str) -> None:
    out = io.StringIO()
    WRITERS[form]([blora()], out)
    [line] = json.loads(out.getvalue()) if form == "json" else [json.loads(out.getvalue())]
    assert list(line) == ["article", "facts"]
    assert list(line["article"]) == ["id", "path", "title", "published", "published_from", "sha256"]
    assert list(line["facts"][0]) == [field.name for field in dataclasses.fields(Fact)]
    assert line["facts"][1]["period_end"] == "2022-12-31"
    assert line["facts"][1]["low"] == 28600000000


def test_nothing_found_is_valid_json() -> None:
    out = io.StringIO()
    WRITERS["json"]([], out)
    assert json.loads(out.getvalue()) == []


def test_csv_reads_back() -> None:
    out = io.StringIO(newline="")
    hostile = dataclasses.replace(blora().facts[1], subject=HOSTILE, alternatives=({"low": Decimal("1.5")},))
    WRITERS["csv"]([dataclasses.replace(blora(), facts=(hostile,))], out)
    assert out.getvalue().startswith("\ufeffsource,article,")
    [row] = csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""))
    assert list(row) == [column.name for column in columns()]
    assert (row["low"], row["period_start"], row["subject"]) == ("28600000000", "2022-01-01", f"'{HOSTILE}")
    assert row["alternatives"] == '[{"low":1.5}]'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+62 811", "'+62 811"),
        ("-", "'-"),
        ("＝1+1", "'＝1+1"),
        ("\0=1", "'\0=1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("-5", "-5"),
        ("+7,5%", "+7,5%"),
        ("Rp5 = lima", "Rp5 = lima"),
        (Decimal("-5.50"), "-5.5"),
        (Decimal("1E+12"), "1000000000000"),
        (0, "0"),
        (None, ""),
        ((), ""),
    ],
)
def test_cells_are_harmless_and_numbers_stay(value: object, written: str) -> None:
    assert cell(value) == written


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\r\nb\tc", "a b c"),
        ("a\x7f\x00\x9bb", "a␡␀�b"),
        ("a\u202eb\u200bc", "a�b�c"),
        ("naïve — “ok” 😀", "naïve — “ok” 😀"),
        (None, ""),
    ],
)
def test_texts_only_show(text: str | None, seen: str) -> None:
    assert visible(text) == seen


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, exact: bool = False, **environment: str) -> str:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    hostile = dataclasses.replace(blora().facts[1], text=HOSTILE, speaker=HOSTILE, subject=HOSTILE)
    long = number("money", "Rp28,6 miliar", "28600000000", "IDR", region_name="Kabupaten " + "Panjang" * 20)
    made = dataclasses.replace(article(title=HOSTILE), facts=(*blora().facts, hostile, long))
    terminal = Terminal(stream, exact=exact)
    terminal.article(made)
    terminal.facts([made])
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("exact", [False, True])
def test_tables_fit_the_screen(monkeypatch: pytest.MonkeyPatch, width: int, exact: bool) -> None:
    text = shown(monkeypatch, Screen(), exact=exact, COLUMNS=str(width), NO_COLOR="1")
    lines = regex.sub(r"\x1b\[[\d;]*m", "", text).splitlines()
    tables = [line for line in lines if not line.startswith(("=1+1", "blora.txt ·"))]
    assert width - 5 < max(map(len, tables)) <= width
    words = ["30", "Rp28,6", "miliar"] if width <= 80 else ["30", "Rp28,6", "miliar", "Rp28,6", "miliar"]
    assert any(line.split()[: len(words)] == words for line in lines)
    assert ("28600000000" in text) == exact


def test_numbers_stand_under_each_other_at_their_last_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, io.StringIO(), COLUMNS="80").splitlines()
    money, pupils = (next(line for line in lines if words in line) for words in ("Rp28,6 miliar", "1.200 siswa"))
    assert money.index("28,6") + len("28,6") == pupils.index("1.200") + len("1.200")


def test_regions_and_dates_are_told_once_with_their_places() -> None:
    text = f"{SENTENCE} {SENTENCE}"
    second = [dataclasses.replace(one, start=one.start + len(SENTENCE) + 1) for one in blora().facts]
    out = io.StringIO()
    Terminal(out).article(article(text, [*blora().facts, *second]))
    rows = [line.split() for line in out.getvalue().splitlines()]
    assert ["Kab.", "Blora", "33.16", "0,", "73"] in rows
    assert ["2022", "2022", "67,", "140", "2022"] in rows


def test_other_readings_stand_below_or_behind() -> None:
    other = {"region": "33.74", "region_name": "Kota Semarang", "reason": "a namesake"}
    made = dataclasses.replace(blora().facts[1], alternatives=(other,))
    out = io.StringIO()
    Terminal(out).article(article(facts=[made]))
    assert "budget.spending or Kota Semarang (33.74): a namesake" in out.getvalue()


@pytest.mark.parametrize(("chance", "sign"), [(0.49, " ?"), (0.5, ""), (None, "")])
def test_doubtful_values_are_marked(monkeypatch: pytest.MonkeyPatch, chance: float | None, sign: str) -> None:
    value = f"Rp28,6 miliar{sign}  "
    long = number("count", "1.200", "1200", "peserta didik baru sekolah", confidence=chance)
    made = article(facts=[dataclasses.replace(blora().facts[1], confidence=chance), long])
    for width in ("40", "200"):
        monkeypatch.setenv("COLUMNS", width)
        out = io.StringIO()
        Terminal(out).article(made)
        assert value in out.getvalue()
        assert (f"…{sign}" if width == "40" else f"sekolah{sign}") in out.getvalue()


def test_a_card_tells_how_sure_each_link_is() -> None:
    made = dataclasses.replace(blora().facts[1], confidence=0.426, confidence_by={"region": 0.5, "period": 0.97})
    told = dict(details(made))
    assert told["value"] == "Rp28,6 miliar ?"
    assert told["sure by"] == "43 % (region 50 %, period 97 %)"
    assert "sure by" not in dict(details(blora().facts[1]))


def test_what_contradicts_itself_comes_first() -> None:
    wrong = Finding("total", "contradicts", "1 + 1 ≠ 3", "No reading agrees.", ((30, 43),))
    right = Finding("total", "agrees", "1 + 1 = 2", "They add up.", ((50, 55),))
    out = io.StringIO()
    Terminal(out).article(dataclasses.replace(blora(), findings=(right, wrong)))
    assert out.getvalue().index("1 + 1 ≠ 3") < out.getvalue().index("budget.spending")
    assert "1 + 1 = 2" not in out.getvalue()


def test_colour_only_on_screens_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" in shown(monkeypatch, Screen(), COLUMNS="80")
    for plain in (
        shown(monkeypatch, io.StringIO()),
        shown(monkeypatch, io.StringIO(), COLUMNS="80"),
    ):
        assert "\x1b" not in plain
    assert not regex.search(r"\x1b\[(?:\d+;)*[34]\dm", shown(monkeypatch, Screen(), COLUMNS="80", NO_COLOR="1"))


def test_a_pipe_gets_one_line_for_each_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, io.StringIO()).splitlines()
    assert len([line for line in lines if "Rp28,6 miliar" in line]) == 6
    assert not any("─" in line for line in lines)


def test_markup_and_emoji_codes_of_users_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, io.StringIO())
    assert "[bold]x[/] ␛[31m␛]0;judul␇ �<script> :smile: '; DROP" in text


def test_an_article_without_facts_says_so() -> None:
    out = io.StringIO()
    Terminal(out).article(article("Tidak ada.", [], title=None))
    assert out.getvalue() == "Tidak ada.\nblora.txt · published 1 Maret 2022 (from: given)\nno facts found\n\n"


def test_region_is_named_with_its_level() -> None:
    out = io.StringIO()
    Terminal(out).facts([article(facts=[fact("region", "Blora", **BLORA)])])
    assert "33.16" in out.getvalue()
    assert "Kab. Blora" in out.getvalue()
