"""`extract explain`: why a number's links are what they are, for a stored fact and for a place in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from extractor.cli import call
from extractor.language import LANGUAGES, speak
from extractor.link.explain import NONE_FAR, Reasons, group_of, groups, in_words
from extractor.link.scorer import load_model
from extractor.show.explain import line_of

TEXT = "Pemkab Blora menganggarkan Rp 28,6 miliar untuk 1.200 siswa pada 2022. Kemiskinan di Rembang 11,5 persen."
FIELDS = ["region", "period", "status", "change", "per", "indicator"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with an article, in which the command is called."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "berita.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "dump.jsonl").write_text('{"text": "Naik 5 persen."}\n{"text": "Turun 5 persen."}\n', encoding="utf8")
    yield tmp_path
    speak("en")


@pytest.mark.stanza
def test_a_place_and_a_stored_fact_are_explained_alike(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["run", "berita.txt", "-q"]) == 0
    assert call(["query", "--kind", "money", "--format", "jsonl"]) == 0
    [fact] = json.loads(capsys.readouterr().out.splitlines()[-1])["facts"]
    told = []
    for words in ([fact["id"]], ["berita.txt", str(fact["start"])], ["berita.txt", str(fact["end"] - 1)]):
        assert call(["explain", *words]) == 0
        told.append(capsys.readouterr().out.splitlines())
    assert told[0] == told[1] == told[2]
    head, *lines = told[0]
    assert head == fact["text"]
    assert [line.partition(":")[0] for line in lines] == FIELDS
    assert regex.match(r"region: Kabupaten Blora \(33\.16\), \d\d %.*: \w", lines[0])


@pytest.mark.stanza
def test_it_is_told_in_indonesian(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["explain", "berita.txt", str(TEXT.index("11,5")), "--lang", "id"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "11,5 persen"
    assert regex.match(r"wilayah: Kabupaten Rembang \(33\.17\), \d\d %", lines[1])
    assert "none" not in "".join(lines)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["berita.txt", "0"], "berita: no number stands at 0"),
        (["berita.txt", "9999"], "berita: no number stands at 9999"),
        (["dump.jsonl", "5"], "dump.jsonl: holds several articles; give the id of a stored fact"),
        (["nothing.txt", "5"], "nothing.txt: no such file or folder"),
        (["berita.txt"], "the store holds no fact berita.txt; for a file, give the place of the number, too"),
        (["berita.txt", "x"], "Invalid value for '[PLACE]': 'x' is not a valid integer range."),
    ],
)
@pytest.mark.stanza
def test_wrong_use_is_one_sentence(
    folder: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["run", "berita.txt", "-q"]) == 0
    capsys.readouterr()
    assert call(["explain", *words]) == 2
    assert capsys.readouterr().err == f"extract: {sentence}\n"


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (Reasons("2024-05", 0.7, "2023", 0.26, ("a", "b")), "period: Mei 2024, 70 %, rather than 2023, 26 %: a; b"),
        (Reasons("2024", 0.97, None, 0.03, ()), "period: 2024, 97 %"),
        (Reasons(None, 0.5, "2024", 0.5, ()), "period: none, 50 %, rather than 2024, 50 %"),
    ],
)
def test_lines(told: Reasons, line: str) -> None:
    assert line_of("period", told) == line


def test_every_feature_has_a_reason_of_its_own_in_each_language() -> None:
    features = {name for trees in load_model().trees.values() for name in trees.features}
    used = [group_of(name) for name in features]
    assert [group for group in groups() if group not in used] == []
    assert all(group[lang] for group in groups() for lang in LANGUAGES)


def test_what_is_named_nowhere_is_no_reason() -> None:
    before = group_of("before distance")
    assert in_words(before, {"before sentences": 1}, "en") == "it is named one sentence before"
    assert in_words(before, {"before sentences": NONE_FAR}, "en") == ""
    assert in_words(group_of("count"), {"count": 0}, "en") == ""
