"""Runs under hardship: a full disk, a disk that may only be read, two writers, hostile files, a hundred thousand."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dumped import dump

from extractor.store import Store

FAKE = """import extractor.pipeline, functools, made
extractor.pipeline.load_pipeline = made.load_fake
from extractor.cli import main
main()"""


def command(*arguments: str, fake: bool = True) -> list[str]:
    return [sys.executable, "-c", FAKE if fake else "from extractor.cli import main; main()", "run", *arguments]


def extract(*arguments: str, cwd: Path, fake: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, by default with a pipeline that knows whole numbers only."""
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        command(*arguments, fake=fake), capture_output=True, text=True, cwd=cwd, env=paths, timeout=3000, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def records(file: Path, count: int, words: int = 10) -> Path:
    """Write a file of records."""
    with file.open("w") as lines:
        for n in range(count):
            lines.write(json.dumps({"id": n, "text": f"{n} orang hadir. " + "kata " * words}) + "\n")
    return file


@contextmanager
def small_disk(folder: Path, size: str = "1500k") -> Iterator[Path]:
    """Mount a disk in memory, where we may."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here: that takes root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_ends_the_run_in_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    records(tmp_path / "n.jsonl", 3000, words=200)
    with small_disk(tmp_path / "disk") as disk:
        store = str(disk / "facts.db")
        full = extract("n.jsonl", "-q", "--db", store, cwd=tmp_path)
        assert full.returncode == 2
        kept, complaint = full.stderr.splitlines()
        assert complaint == f"extract: {store} cannot grow: the disk is full; what was stored before is kept"
        stored = int(kept.split()[0].replace(",", ""))
        assert 0 < stored < 3000
        subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)
        assert (
            f"{3000 - stored:,} new, {stored:,} unchanged"
            in extract("n.jsonl", "-q", "--db", store, cwd=tmp_path).stderr
        )
        extract("n.jsonl", "-q", "--db", "undisturbed.db", cwd=tmp_path)
        assert dump(store) == dump(tmp_path / "undisturbed.db")


def test_an_output_on_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    records(tmp_path / "n.jsonl", 2000)
    done = extract("n.jsonl", "--format", "jsonl", "-o", "/dev/full", cwd=tmp_path)
    assert done.returncode == 1
    assert "no space left on device" in done.stderr.splitlines()[-1]
    assert "unchanged" in extract("n.jsonl", "-q", cwd=tmp_path).stderr


def test_a_store_on_a_disk_that_may_only_be_read(tmp_path: Path) -> None:
    records(tmp_path / "n.jsonl", 5)
    with small_disk(tmp_path / "disk") as disk:
        store = str(disk / "facts.db")
        extract("n.jsonl", "-q", "--db", store, cwd=tmp_path)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        records(tmp_path / "n.jsonl", 6)
        refused = extract("n.jsonl", "-q", "--db", store, cwd=tmp_path)
        assert refused.returncode == 2
        assert refused.stderr == f"extract: {store} cannot be written: it is read-only\n"
        with Store(store, readonly=True) as opened:
            assert len(list(opened.query())) == 5


def test_two_processes_write_one_store_at_once(tmp_path: Path) -> None:
    """They share half of their articles, and start together on a store that is not there yet."""
    (tmp_path / "n").mkdir()
    for name in "abc":
        records(tmp_path / "n" / f"{name}.jsonl", 1500)
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    given = (["n/a.jsonl", "n/b.jsonl"], ["n/c.jsonl", "n/b.jsonl"])
    running = [
        subprocess.Popen(command(*files, "-q"), cwd=tmp_path, env=paths, stderr=subprocess.PIPE, text=True)
        for files in given
    ]
    told = [process.communicate(timeout=300)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    for files in given:
        extract(*files, "-q", "--db", "alone.db", cwd=tmp_path)
    assert dump(tmp_path / "facts.db") == dump(tmp_path / "alone.db")
    assert len(dump(tmp_path / "facts.db")["articles"]) == 4500


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("seconds", [0, 3])
def test_ctrl_c_stops_all_processes_cleanly(tmp_path: Path, seconds: float) -> None:
    """As a terminal sends it: to the whole group, as soon as workers start, and while they read."""
    records(tmp_path / "n.jsonl", 200_000)
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    run = command("n.jsonl", "-q", "--workers", "2")
    running = subprocess.Popen(run, cwd=tmp_path, env=paths, stderr=subprocess.PIPE, text=True, start_new_session=True)
    listed = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while not listed.read_text():
        time.sleep(0.05)
    time.sleep(seconds)
    children = listed.read_text().split()
    os.killpg(running.pid, signal.SIGINT)
    told = running.communicate(timeout=60)[1].split("\n")
    assert running.returncode == 130
    assert [line for line in told if line][-1] == "extract: stopped; the same command goes on from here"
    assert len([line for line in told if line]) <= 2  # what became of the articles so far, and that
    for _ in range(100):
        if not any(map(alive, children)):
            break
        time.sleep(0.1)
    assert not any(map(alive, children))


def alive(pid: str) -> bool:
    """Return whether the process runs: one that ended and that nobody asked for does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def hostile(folder: Path, count: int) -> None:
    """Write files that are broken, cut off, of another kind, or meant to harm."""
    dice = random.Random(13)
    folder.mkdir()
    texts = [
        "Rp5 miliar untuk 12 orang, Senin (1/2/2021). ",
        "<b>&amp;",
        "'; DROP TABLE facts; --",
        "\u202e\u0000",
        "𝟙𝟚",
    ]
    kinds = [".txt", ".html", ".jsonl", ".csv", ".tsv", ".parquet", ".txt.gz", ".jsonl.zst", ".html.gz", ".csv.zst"]
    for n in range(count):
        data = "".join(dice.choices(texts, k=dice.randint(0, 20))).encode(dice.choice(["utf-8", "utf-16", "utf-32"]))
        match n % 5:
            case 0:
                data = dice.randbytes(dice.randint(0, 3000))
            case 1:
                data = data[: dice.randint(0, len(data))] + bytes([dice.randint(128, 255)])
            case 2:
                data = b'{"text": "' + data
            case 3:
                data = b"<html><body><p>" * dice.randint(1, 300) + data
        (folder / f"{n}{kinds[dice.randrange(len(kinds))]}").write_bytes(data)


@pytest.mark.stanza
@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_hostile_files_at_once(tmp_path: Path, count: int) -> None:
    hostile(tmp_path / "h", count)
    (tmp_path / "h" / "baik.txt").write_text("Anggaran naik Rp5 miliar.")
    done = extract("h", "--format", "jsonl", "--workers", "2", cwd=tmp_path, fake=False)
    assert done.returncode == 1
    *_, summary = done.stderr.splitlines()
    assert "stored in facts.db" in summary
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    good = [one for one in printed if one["article"]["id"] == "baik"]
    assert [fact["low"] for fact in good[0]["facts"]] == [5_000_000_000]
    stored = dump(tmp_path / "facts.db")
    assert len(stored["articles"]) == len(printed)
    assert len(stored["failures"]) > 0.3 * count
    assert all(row["reason"] and "\n" not in row["reason"] for row in stored["failures"])
    again = extract("h", "--format", "jsonl", cwd=tmp_path, fake=False)
    assert again.stdout == done.stdout


def megabytes(pid: int) -> float:
    """Return how much memory a process has in use."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_hundred_thousand_records_in_flat_memory(tmp_path: Path) -> None:
    records(tmp_path / "n.jsonl", 100_000)
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    running = subprocess.Popen(
        command("n.jsonl", "-q", "--workers", "2"), cwd=tmp_path, env=paths, stderr=subprocess.PIPE, text=True
    )
    used: list[tuple[float, float]] = []
    start = time.monotonic()

    def watch() -> None:
        while running.poll() is None:
            children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
            pids = [running.pid, *map(int, children.read_text().split())] if children.exists() else [running.pid]
            used.append((time.monotonic() - start, sum(map(megabytes, pids))))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, told = running.communicate(timeout=3000)
    watcher.join()
    assert running.returncode == 0
    assert "100,000 articles: 100,000 new" in told
    begun = [size for at, size in used if at < used[-1][0] * 0.4]
    assert max(size for _, size in used) < max(begun) * 1.15 + 20
