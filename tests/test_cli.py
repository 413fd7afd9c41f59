"""The command line: what it prints where, its exit codes, and that errors are one sentence, at once."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from made import FakePipeline, blora

from extractor.cli import call
from extractor.store import Store

HEAVY = ("torch", "stanza", "spacy", "trafilatura")


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Extract = Callable[..., Outcome]


@pytest.fixture
def extract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Extract:
    """Run the command in an empty folder, with a pipeline that knows whole numbers only."""
    monkeypatch.chdir(tmp_path)
    for name in ("EXTRACT_DB", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("extractor.pipeline.load_pipeline", lambda *_: FakePipeline())

    def run(*arguments: str) -> Outcome:
        code = call(list(arguments))
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Outcome(code, printed.out, printed.err)

    return run


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text("Ada 12 orang dan 30 orang.")
    (tmp_path / "news/b.txt").write_text("Tidak ada.")
    return tmp_path / "news"


def stored(path: str = "facts.db") -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT count(*) FROM facts").fetchone()[0])


def test_a_file_is_run_without_saying_so(extract: Extract, news: Path) -> None:
    code, out, err = extract("news/a.txt")
    assert code == 0
    assert out.splitlines()[:2] == ["Ada 12 orang dan 30 orang.", "news/a.txt · publication date unknown"]
    assert [line.split()[:3] for line in out.splitlines()[4:6]] == [["4", "12", "12"], ["17", "30", "30"]]
    assert err == "1 article: 1 new; 2 facts: 2 count; stored in facts.db\n"
    assert stored() == 2


def test_run_says_what_became_of_each(extract: Extract, news: Path) -> None:
    extract("run", "news/a.txt")
    (news / "c.txt").write_text("7 gagal")
    code, _, err = extract("run", "news")
    assert code == 1
    assert err.splitlines() == [
        "extract: news/c.txt: could not be read",
        "3 articles: 1 new, 1 unchanged, 1 failed; 2 facts: 2 count; stored in facts.db",
    ]
    (news / "a.txt").write_text("Ada 13 orang.")
    assert "1 replaced, 1 unchanged, 1 failed" in extract("news").err
    assert stored() == 1


def test_nothing_is_stored_if_so_asked(extract: Extract, news: Path, tmp_path: Path) -> None:
    code, _, err = extract("--no-store", "news")
    assert (code, err) == (0, "2 articles: 2 read; 2 facts: 2 count; not stored\n")
    assert not list(tmp_path.glob("*.db*"))


@pytest.mark.parametrize("place", ["--db", "env", "url"])
def test_the_store_is_where_the_user_says(
    extract: Extract, news: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "env":
        monkeypatch.setenv("EXTRACT_DB", "other.db")
    given = {"--db": ["--db", "other.db"], "url": ["--db", "sqlite:///other.db"]}.get(place, [])
    assert extract("news", *given).code == 0
    assert stored("other.db") == 2
    assert not Path("facts.db").exists()


def test_formats(extract: Extract, news: Path) -> None:
    lines = extract("news", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == ["a", "b"]
    assert json.loads(lines[0])["facts"][0]["low"] == 12
    assert len(json.loads(extract("news", "--format", "json").out)) == 2
    assert extract("news", "--format", "csv").out.startswith("\ufeffsource,article,title")


@pytest.mark.parametrize(
    ("name", "start"), [("o.jsonl", b"{"), ("o.json", b"["), ("o.csv", b"\xef\xbb\xbfs"), ("o.txt", b"Ada 12 orang")]
)
def test_the_ending_of_the_output_tells_the_format(extract: Extract, news: Path, name: str, start: bytes) -> None:
    assert extract("news/a.txt", "-o", name).out == ""
    assert Path(name).read_bytes().startswith(start)


def test_published_by_the_user(extract: Extract, news: Path) -> None:
    out = extract("news/a.txt", "--published", "2024-05-12", "--format", "jsonl").out
    assert json.loads(out)["article"]["published"] == "2024-05-12"


def test_standard_input(extract: Extract, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("Ada 5 orang")
    with (tmp_path / "in").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        code, out, _ = extract("-", "--format", "jsonl", "--no-store")
    assert (code, json.loads(out)["article"]["id"]) == (0, "-")


def test_a_wrong_argument_costs_nothing_of_the_others(extract: Extract, news: Path) -> None:
    code, out, err = extract("news/a.txt", "nowhere.txt", "--format", "jsonl")
    assert code == 1
    assert json.loads(out)["article"]["id"] == "a"
    assert err.splitlines()[0] == "extract: nowhere.txt: no such file or folder"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["querry"], "querry: no such file or folder; did you mean `extract query`?"),
        (["run"], "Missing argument 'PATH…'."),
        (["news", "--format", "xml"], "Invalid value for '--format': 'xml' is not one of"),
        (["news", "--publishd", "2024"], "No such option '--publishd'"),
        (["news", "--published", "kemarin"], "--published: “kemarin” is no date such as 2024-05-12, 2024-05 or 2024"),
        (["news", "--published", "2024-02-31"], "--published: “2024-02-31” is no date"),
        (["news", "--db", "no/such/facts.db"], "no/such/facts.db cannot be made: there is no folder no/such"),
        (["news", "--db", "news"], "news is a folder, not a store"),
        (["news", "--db", "news/a.txt"], "news/a.txt is not an SQLite database"),
        (["news", "-o", "news/a.txt"], "-o: news/a.txt is read or stored to in this command, and would be lost"),
        (["news", "-o", "no/such.csv"], "no/such.csv: no such file or directory"),
        (["news", "--cluster", "tcp://127.0.0.1:9"], "--cluster and --dataset go together"),
        (["news", "--cluster", "c", "--dataset", "d", "--db", "x.db"], "--db: a cluster stores in PostgreSQL"),
        (["news", "-q", "--format", "csv"], "--quiet prints no facts"),
        (["query"], "there is no store at facts.db; `extract FILE` makes one"),
        (["query", "--db", "made.db", "--region", "Semarang"], "“Semarang” may be Kota Semarang (33.74) or"),
        (["query", "--db", "made.db", "--region", "Atlantis"], "no region is called “Atlantis”"),
        (["query", "--db", "made.db", "--kind", "banjir"], "Invalid value for '--kind': 'banjir' is not one of"),
        (["query", "--db", "made.db", "--since", "lalu"], "--since: “lalu” is no date"),
        (["query", "--db", "made.db", "--min", "banyak"], "--min: “banyak” is no number such as"),
        (["query", "--db", "made.db", "--max", "nan"], "--max: “nan” is no number such as"),
        (
            ["query", "--db", "made.db", "--min-confidence", "90"],
            "Invalid value for '--min-confidence': 90.0 is not in the range 0<=x<=1",
        ),
        (["query", "--db", "made.db", "--search", "***"], "“***” holds no word to search for"),
        (
            ["query", "--db", "made.db", "-o", "made.db", "--format", "csv"],
            "-o: made.db is read or stored to in this command",
        ),
        (["query", "--db", "x://y"], "no database of the kind “x” is known"),
        (["rules", "show", "money.nope"], "no rule, reason, check, list or pattern has the name money.nope"),
        (["rules", "list", "--rules", "nowhere"], "nowhere: no such folder of rules"),
        (["rules", "play"], "No such command 'play'"),
    ],
)
def test_wrong_use_is_one_sentence(extract: Extract, news: Path, arguments: list[str], sentence: str) -> None:
    with Store("made.db") as store:
        store.save(blora())
    code, out, err = extract(*arguments)
    assert out == ""
    assert err.startswith(f"extract: {sentence}")
    assert err.count("\n") == 1
    assert code == (1 if "no/such.csv" in sentence else 2)


def test_control_characters_in_arguments_are_shown_harmlessly(extract: Extract) -> None:
    assert extract("a\x1b]0;b\n.txt").err == "extract: a␛]0;b .txt: no such file or folder\n"


def test_query_finds_what_was_stored(extract: Extract) -> None:
    with Store("facts.db") as store:
        store.save(blora())
    code, out, err = extract("query", "--region", "Jawa Tengah", "--kind", "money", "--min", "2e9")
    assert (code, err) == (0, "1 fact in Jawa Tengah (33)\n")
    assert "Rp28,6 miliar" in out
    assert (
        json.loads(extract("query", "--search", "siswa", "--kind", "count", "--format", "jsonl").out)["facts"][0]["low"]
        == 1200
    )
    assert extract("query", "--speaker", "nobody") == (0, "", "0 facts\n")
    assert extract("query", "--indicator", "poverty").err == "0 facts; the store holds no indicator “poverty”\n"
    asked_back = "0 facts; the store holds no indicator “budgte”: did you mean budget?\n"
    assert extract("query", "--indicator", "budgte").err == asked_back
    assert extract("query", "--indicator", "budget", "--speaker", "nobody").err == "0 facts\n"
    assert extract("query", "--min-confidence", "1", "--kind", "region").err == "0 facts\n"
    assert extract("query", "--min-confidence", "0", "--kind", "region").err == "0 facts\n"
    assert extract("query", "--since", "2023", "--format", "json").out == "[]\n"
    assert extract("query", "--kind", "date", "-o", "dates.csv").out == ""
    assert Path("dates.csv").read_text(encoding="utf-8-sig").count("2022-12-31") == 1


def test_rules_are_listed_and_shown(extract: Extract) -> None:
    code, out, _ = extract("rules", "list")
    assert code == 0
    first = out.splitlines()[1].split()[0]
    assert "kind" in out.splitlines()[0]
    code, out, _ = extract("rules", "show", first)
    assert code == 0
    assert out.startswith(f"{first}\n  file ")
    assert "\n  examples\n" in out


def test_own_rules_are_tested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    rule = """
        [[rule]]
        id = "percent.mine"
        pattern = '(?P<amount>{number}) perseratus'
        normalize = "percent.plain"
        examples = ["Warga setuju [90 perseratus](90 %).", "Warga setuju [80 perseratus](8 %)."]
    """
    (tmp_path / "mine/percent.toml").write_text(rule)
    assert call(["rules", "test", "mine"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("percent.toml: percent.mine: the marks differ")
    assert "[80 perseratus](80 %)" in printed.out
    assert printed.err == "1 rule: 1 example fails\n"


def test_without_arguments_it_shows_help(extract: Extract) -> None:
    code, out, err = extract()
    assert (code, out) == (2, "")
    assert err.startswith("Usage: extract")


# In a process of its own


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from extractor.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["query", "--region", "Blora"],
        ["rules", "list"],
        ["nowhere.txt"],
        ["query", "--region", "Semarang"],
    ],
)
def test_nothing_heavy_is_imported_for_quick_answers(tmp_path: Path, arguments: list[str]) -> None:
    with Store(tmp_path / "facts.db") as store:
        store.save(blora())
    look = f"print([name for name in {HEAVY!r} if name in sys.modules])"
    check = f"import sys; from extractor.cli import call; call({arguments!r}); {look}"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_pipe_that_closes_is_no_error(tmp_path: Path) -> None:
    with Store(tmp_path / "facts.db") as store:
        many = (dataclasses.replace(blora().facts[1], id=str(n)) for n in range(2000))
        store.save(dataclasses.replace(blora(), facts=tuple(many)))
    for form in ("jsonl", "csv", "table"):
        command = f"{sys.executable} -c 'from extractor.cli import main; main()' query --format {form} | head -c 10"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=tmp_path, check=False)  # noqa: S602
        assert len(done.stdout) > 5
        assert done.stderr in ("", "2,000 facts\n")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_stops_cleanly(tmp_path: Path, name: str) -> None:
    fake = "import extractor.pipeline, made; extractor.pipeline.load_pipeline = lambda *_: made.FakePipeline()"
    command = [sys.executable, "-c", f"{fake}\nfrom extractor.cli import main; main()", "-"]
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    running = subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, text=True, cwd=tmp_path, env=paths)
    while not (tmp_path / "facts.db-wal").exists() and running.poll() is None:
        time.sleep(0.05)
    time.sleep(0.3)  # until it waits for its input, which nobody writes
    running.send_signal(signal.Signals[name])
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert err.strip() == "extract: stopped; the same command goes on from here"


@pytest.mark.stanza
def test_a_real_article_from_file_to_answer(tmp_path: Path) -> None:
    (tmp_path / "blora.txt").write_text(
        "BLORA - Pemkab Blora menganggarkan Rp28,6 miliar untuk 1.200 siswa, Selasa (11/1/2022)."
    )
    assert "stored in facts.db" in process("blora.txt", cwd=tmp_path).stderr
    assert "unchanged" in process("blora.txt", cwd=tmp_path).stderr
    asked = process("query", "--kind", "money", "--format", "jsonl", cwd=tmp_path)
    [fact] = json.loads(asked.stdout)["facts"]
    assert (fact["text"], fact["low"], fact["unit"]) == ("Rp28,6 miliar", 28600000000, "IDR")
    assert json.loads(asked.stdout)["article"]["published"] == "2022-01-11"


def test_exact_is_for_tables(news: Path, extract: Extract) -> None:
    assert extract("news/a.txt", "--exact").code == 0
    assert extract("news/a.txt", "--exact", "--format", "json").err == (
        "extract: --exact is for tables alone: json holds exact values as it is\n"
    )
