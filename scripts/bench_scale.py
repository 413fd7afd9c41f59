"""Measurements of scripts/bench.py for many articles: storing them, asking a million facts, several workers."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from extractor.model import Article, Document

Row = tuple[str, str, str, str]  # as in bench.py

MANY, MANY_FACTS = 100_000, 1_000_000
AT_ONCE = 120  # articles of one transaction, as a run has them
MEASURED = 4_000  # articles over which a cost is taken, less in a smaller store: the journal is emptied in them
QUESTIONS: dict[str, dict[str, Any]] = {  # those of the README
    '--region "Jawa Tengah" --kind money --min 1000000000': {"region": "33", "kind": "money", "min": Decimal(10**9)},
    '--search "gizi buruk" --since 2023': {"search": "gizi buruk", "since": date(2023, 1, 1)},
    "--region Blora --kind money --since 2022": {"region": "33.16", "kind": "money", "since": date(2022, 1, 1)},
    "--indicator poverty": {"indicator": "poverty"},
    "--speaker Ganjar": {"speaker": "Ganjar"},
}


def bench_storing(drawn: Sequence[Document], largest: int) -> list[Row]:
    """Measure what storing an article costs in a store of every size, and questions to the largest."""
    import extractor
    from extractor.store import Store

    pipeline = extractor.load_pipeline()
    list(pipeline.run(drawn[:50]))
    start = time.process_time()
    found = [result for result in pipeline.run(drawn) if isinstance(result, Article)]
    reading = (time.process_time() - start) / len(drawn)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="extract-bench-") as folder, Store(Path(folder, "facts.db")) as store:
        copies = copied(found)
        stored = 0
        for size in (size for size in (1_000, 10_000, MANY) if size <= largest):
            measured = min(MEASURED, size * 4 // 5)
            stored += fill(store, copies, size - measured - stored)
            cost, own = timed(store, copies, measured)
            stored += own
            what = f"storing an article in a store of {size:,}, ms of processor; peer: extracting it"
            rows.append((what, f"{cost * 1000:.2f}", f"{reading * 1000:.1f}", f"{cost / reading:.1%} of it"))
        each = sum(len(article.facts) for article in found) / len(found)
        if largest == MANY:
            stored += fill(store, copies, int(MANY_FACTS / each) + 1 - stored)
        rows += ask(store, round(stored * each))
    return rows


def copied(found: Sequence[Article]) -> Iterator[list[Article]]:
    """Yield batches of articles without end: those given, under ids of their own."""
    for turn in count():
        fresh = [copy(article, turn) for article in found]
        yield from (fresh[at : at + AT_ONCE] for at in range(0, len(fresh), AT_ONCE))


def copy(article: Article, turn: int) -> Article:
    """Return the article under another id, its facts too."""
    facts = tuple(replace(fact, id=digest(f"{turn} {fact.id}")) for fact in article.facts)
    text = f"{article.text}\n\nTerbitan {turn}."
    document = replace(article.document, id=f"{turn}-{article.document.id}", source="/bench.jsonl", text=text)
    return replace(article, document=document, facts=facts, findings=())


def digest(text: str) -> str:
    """Return 16 hex digits, as a fact's id has."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def fill(store: Any, copies: Iterator[list[Article]], wanted: int) -> int:
    """Store at least so many articles, and return how many."""
    stored = 0
    while stored < wanted:
        batch = next(copies)
        store.put(batch)
        stored += len(batch)
    return stored


def timed(store: Any, copies: Iterator[list[Article]], wanted: int) -> tuple[float, int]:
    """Store at least so many articles; return the processor's time for each, and how many."""
    spent, stored = 0.0, 0
    while stored < wanted:
        batch = next(copies)
        start = time.process_time()
        store.put(batch)
        spent += time.process_time() - start
        stored += len(batch)
    return spent / stored, stored


def ask(store: Any, facts: int) -> list[Row]:
    """Measure the README's questions: from the question to the last fact of the answer."""
    rows = []
    for words, filters in QUESTIONS.items():
        seconds, answer = min(asked(store, filters) for _ in range(3))
        what = f"`extract query {words}` among {facts:,} facts: {answer:,} found; peer: the mark"
        rows.append((what, f"{seconds:.3f} s", "0.2 s", f"{seconds / 0.2:.2f} × the mark"))
    return rows


def asked(store: Any, filters: dict[str, Any]) -> tuple[float, int]:
    """Return the processor's time that a question takes, and how many facts answer it."""
    start = time.process_time()
    answer = sum(len(article.facts) for article in store.query(**filters))
    return time.process_time() - start, answer


def bench_workers(drawn: Sequence[Document]) -> list[Row]:
    """Measure runs with one worker and with two, and two separate runs at once: what the machine allows."""
    with tempfile.TemporaryDirectory(prefix="extract-bench-") as folder:
        files = [Path(folder, f"{name}.jsonl") for name in ("few", "all", "half", "rest")]
        parts = (drawn[:20], drawn, drawn[::2], drawn[1::2])
        for file, part in zip(files, parts, strict=True):
            lines = (json.dumps({"id": one.id, "text": one.text, "published": one.published}) for one in part)
            file.write_text("\n".join(lines), encoding="utf8")
        few, whole, half, rest = files
        starts = {count: running([few], count) for count in "12"}
        runs = {count: running([whole], count) for count in "12"}
        apart = running([half, rest], "1").wall - starts["1"].wall
    wall = {count: runs[count].wall - starts[count].wall for count in "12"}
    busiest = {count: runs[count].busiest - starts[count].busiest for count in "12"}
    rate = len(drawn) - 20
    memory = {count: f"{run.peak / 1024:.0f} MB" for count, run in runs.items()}
    ratio = f"{wall['1'] / wall['2']:.2f} times; the machine allowed two separate runs {wall['1'] / apart:.2f}"
    what = "articles a second with two workers, starting left out; peer: with one"
    cost = "processor seconds of the busiest process for these, with two workers; peer: with one"
    return [
        (what, f"{rate / wall['2']:.1f}", f"{rate / wall['1']:.1f}", ratio),
        (cost, f"{busiest['2']:.1f}", f"{busiest['1']:.1f}", f"{busiest['1'] / busiest['2']:.2f} times on free cores"),
        (
            "peak memory of the largest process with two workers; peer: with one",
            memory["2"],
            memory["1"],
            "mark: 1.2 GB",
        ),
    ]


class Cost(NamedTuple):
    """Seconds until the last process ends, processor seconds of the busiest, KB of the largest."""

    wall: float
    busiest: float
    peak: int


def running(files: Sequence[Path], workers: str) -> Cost:
    """Run over each file, all at once, and return what that costs."""
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    start = time.perf_counter()
    processes = []
    for file in files:
        store = str(file.with_name(f"{file.stem}-{workers}-{time.monotonic_ns()}.db"))
        run = ["run", str(file), "-q", "--workers", workers, "--db", store]
        command = [sys.executable, "-c", "from extractor.cli import main; main()", *run]
        processes.append(subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment))
    peak, busy = 0, 0.0
    while any(process.poll() is None for process in processes):
        pids = [pid for process in processes for pid in family(process.pid)]
        peak = max([peak, *map(peak_of, pids)])
        busy = max([busy, *map(processor_time, pids)])
        time.sleep(0.05)
    if any(process.returncode for process in processes):
        raise SystemExit("extract run failed")
    return Cost(time.perf_counter() - start, busy, peak)


def family(pid: int) -> list[int]:
    """Return the process and its children, where the system tells."""
    try:
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    except (FileNotFoundError, ProcessLookupError):
        return []


def peak_of(pid: int) -> int:
    """Return a process's peak memory in KB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def processor_time(pid: int) -> float:
    """Return a process's processor seconds so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
