"""Compiled patterns come back from the cache folder as they were; a bad or missing folder only costs time."""

import pytest
import regex

from extractor.find import Finder
from extractor.patterns import cache
from extractor.patterns import compile as compiling
from extractor.rules import load_rules

WRITTEN = r"(?P<amount>\d++) (?:persen|%)"


def another_process() -> None:
    """Forget what this process knows of patterns."""
    for function in (cache.kept, compiling.compiled, compiling.gate_of):
        function.cache_clear()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    another_process()
    yield
    another_process()


def test_kept_patterns_match_as_before(monkeypatch):
    compiling.compiled(WRITTEN)
    gate = compiling.gate_of(WRITTEN)
    cache.keep_new()
    another_process()
    monkeypatch.setattr(regex, "compile", None)  # nothing is compiled again
    monkeypatch.setattr(compiling, "loosened", None)
    assert compiling.compiled(WRITTEN).match("15 PERSEN").groupdict() == {"amount": "15"}
    assert compiling.gate_of(WRITTEN) == gate


def test_nothing_new_is_not_written_again():
    compiling.compiled(WRITTEN)
    cache.keep_new()
    cache.file().unlink()
    cache.keep_new()
    assert not cache.file().exists()


@pytest.mark.parametrize("damage", [b"", b"not a pickle", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_file_is_as_none(damage):
    compiling.compiled(WRITTEN)
    cache.keep_new()
    cache.file().write_bytes(damage)
    another_process()
    assert cache.kept() == cache.Kept()
    assert compiling.compiled(WRITTEN).match("15 persen")


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    compiling.compiled(WRITTEN)
    cache.keep_new()
    another_process()
    assert cache.kept() == cache.Kept()


def test_the_second_run_reads_the_same_with_kept_rules():
    text = "Cakupan naik menjadi 79,68 persen pada akhir 2021, kata Bupati di Jalan 5."
    first = Finder(load_rules()).find(text)
    cache.keep_new()
    another_process()
    assert first
    assert Finder(load_rules()).find(text) == first
