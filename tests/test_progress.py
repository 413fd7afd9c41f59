"""The line that says how far a run is: for people at a terminal only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import regex

from extractor.read import Meter
from extractor.show.progress import Progress

FAKE = """import sys, extractor.pipeline, made
extractor.pipeline.load_pipeline = lambda *_: made.FakePipeline()
from extractor.cli import main
main()"""


def shown(tmp_path: Path, *arguments: str) -> str:
    """Run the command with a terminal as standard error, and return what came there."""
    records = [{"id": n, "text": "gagal" if n == 7 else f"{n} orang"} for n in range(2000)]
    (tmp_path / "n.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    ours, theirs = os.openpty()
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-c", FAKE, "run", "n.jsonl", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=tmp_path, env=paths):
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    return said.decode()


def test_a_terminal_sees_articles_rate_failures_and_time_left(tmp_path: Path) -> None:
    said = shown(tmp_path, "-q")
    assert regex.search(r"[\d,]+ articles · [\d,.]+/s · \d+ failed .*left", said)
    lines = [line.strip() for line in regex.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said).split("\n")]
    assert "extract: n.jsonl: 7: could not be read" in lines
    assert lines[-2] == "2,000 articles: 1,999 new, 1 failed; 1,999 facts: 1,999 count; stored in facts.db"


def test_articles_count_when_they_are_done_not_when_they_are_read() -> None:
    seen: list[tuple[int, int, int]] = []
    meter = Meter()
    progress = Progress(meter, print, lambda done, failed, _, size: seen.append((done, failed, size)))

    def items() -> object:
        for size in (10, 20, 30):
            meter.read = size
            yield size

    list(progress.follow(items()))  # type: ignore[arg-type]
    for fate in ("new", "failed", "unchanged"):
        progress.tick(fate)
    assert seen == [(1, 0, 10), (2, 1, 20), (3, 1, 30)]
