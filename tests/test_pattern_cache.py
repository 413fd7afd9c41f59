"""Compiled patterns come back from the cache folder as they were; a bad or missing folder only costs time."""

import pytest
import regex

from extractor.find import Finder
from extractor.patterns.cache import Ready, file_of, folder, keep, recall
from extractor.rules import load_rules

WRITTEN = (r"(?P<amount>\d++) (?:persen|%)", r"(?i)mei\b")
READY = Ready({written: regex.compile(written) for written in WRITTEN}, {"mei": "mei"})


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_kept_patterns_match_as_before():
    assert recall([*WRITTEN, "mei"]) is None
    keep(READY)
    patterns, gates = recall([*WRITTEN, "mei"])
    assert gates == {"mei": "mei"}
    assert patterns[WRITTEN[0]].match("15 persen").groupdict() == {"amount": "15"}
    assert patterns[WRITTEN[1]].match("MEI 2024")


def test_other_patterns_are_not_taken_for_them():
    keep(READY)
    assert recall(WRITTEN) is None


@pytest.mark.parametrize("damage", [b"", b"not a pickle", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_file_is_as_none(damage):
    keep(READY)
    file_of([*WRITTEN, "mei"]).write_bytes(damage)
    assert recall([*WRITTEN, "mei"]) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep(READY)
    assert recall([*WRITTEN, "mei"]) is None


def test_the_second_run_reads_the_same_with_kept_rules():
    text = "Cakupan naik menjadi 79,68 persen pada akhir 2021, kata Bupati di Jalan 5."
    first = Finder(load_rules()).find(text)
    assert [file.name[:6] for file in folder().iterdir()] == ["rules-"]
    assert first
    assert Finder(load_rules()).find(text) == first
