"""`extract check` as a user meets it: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from articles import REPOSITORY
from extractor.cli import call

pytestmark = pytest.mark.stanza
WRONG, SOUND = REPOSITORY / "corpus" / "penumpang-kumai.txt", REPOSITORY / "corpus" / "jkn-sragen.txt"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EXTRACT_DB", raising=False)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> object:
    def run(*arguments: object) -> Outcome:
        code = call(["check", *map(str, arguments)])
        return Outcome(code, *capsys.readouterr())

    return run


def test_the_table_says_the_verdict_in_words(check) -> None:  # type: ignore[no-untyped-def]
    code, out, err = check(WRONG)
    assert code == 0
    assert "✗ contradicts" in out
    assert "✓ agrees" in out
    assert "65 + 45 + 35 = 145 ≠ 140" in out
    assert out.index("✗ contradicts") < out.index("✓ agrees")
    assert re.fullmatch(r"1 article: \d findings: 1 contradicts, \d agrees\n", err)


@pytest.mark.parametrize(("page", "words"), [("README.md", []), ("README.id.md", ["--lang", "id"])])
def test_what_readme_shows_is_what_comes_out(check, page: str, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    readme = (REPOSITORY / page).read_text(encoding="utf8")
    called = " ".join(["$ extract check corpus/penumpang-kumai.txt", *words])
    shown = readme.partition(f"{called}\n")[2].partition("\n…\n```")[0]
    assert len(shown.splitlines()) > 5
    printed = [line.rstrip() for line in check(WRONG, *words).out.splitlines()]
    assert [line for line in shown.splitlines() if line.rstrip() not in printed] == []


def test_fail_on_contradicts(check) -> None:  # type: ignore[no-untyped-def]
    assert check(WRONG, "--fail-on", "contradicts").code == 1
    assert check(SOUND, "--fail-on", "contradicts").code == 0


def test_jsonl_is_the_contract(check) -> None:  # type: ignore[no-untyped-def]
    lines = check(WRONG, SOUND, "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == ["penumpang-kumai", "jkn-sragen"]
    [found] = [one for one in json.loads(lines[0])["findings"] if one["verdict"] == "contradicts"]
    assert found["type"] == "total.parts"
    text = WRONG.read_text(encoding="utf8")
    assert [text[start:end] for start, end in found["spans"]] == ["140", "65", "45", "35"]
    assert len(found["facts"]) == 4


def test_json_is_one_list_and_the_same_bytes_each_time(check) -> None:  # type: ignore[no-untyped-def]
    first = check(WRONG, "--format", "json").out
    assert len(json.loads(first)) == 1
    assert check(WRONG, "--format", "json").out == first


def test_nothing_is_stored_and_no_store_is_asked_for(check, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert check(SOUND).code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_named_must_be_there(check) -> None:  # type: ignore[no-untyped-def]
    code, out, err = check(SOUND, "--db", "none.db")
    assert (code, out) == (2, "")
    assert err == "extract: there is no store at none.db; `extract FILE` makes one\n"


def test_a_run_stores_findings_beside_the_facts(check) -> None:  # type: ignore[no-untyped-def]
    from extractor.store import Store

    assert call(["run", str(WRONG), "-q"]) == 0
    with Store("facts.db", readonly=True) as store:
        [article] = store.query()
    assert [found.verdict for found in article.findings].count("contradicts") == 1
    assert "held against facts.db" in check(SOUND).err


def test_findings_follow_an_article_that_is_extracted_anew(tmp_path: Path) -> None:
    from extractor.store import Store

    for guards, verdict in (("140", "contradicts"), ("145", "agrees")):
        text = WRONG.read_text(encoding="utf8").replace("140 personel", f"{guards} personel")
        (tmp_path / "kumai.txt").write_text(text, encoding="utf8")
        assert call(["run", "kumai.txt", "-q"]) == 0
        with Store("facts.db", readonly=True) as store:
            [article] = store.query()
        assert [found.verdict for found in article.findings if found.formula.startswith("65 + 45 + 35")] == [verdict]


def test_an_article_without_numbers(check, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text("Warga berkumpul di balai desa.", encoding="utf8")
    code, out, err = check("a.txt")
    assert code == 0
    assert "nothing found that can be checked" in out
    assert err == "1 article: 0 findings\n"
