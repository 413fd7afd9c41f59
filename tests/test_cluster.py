"""A real scheduler of Dask and two worker processes on loopback: the same rows, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dumped import dump
from made import FakePipeline

from extractor.cluster.notes import Notes
from extractor.errors import UserError
from extractor.model import Document, Result
from extractor.pipeline import load_pipeline
from extractor.run.attempt import map_here
from extractor.store import Store

pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install '.[cluster]'")
CORPUS = Path(__file__).parent.parent / "corpus"


class Trouble(FakePipeline):
    """Slow on purpose; ends its process on the text that says so."""

    def run(self, documents: Iterable[Document]) -> Iterator[Result]:
        for document in documents:
            time.sleep(0.002)
            if document.text.startswith("poison"):
                os.kill(os.getpid(), signal.SIGKILL)
            yield from super().run([document])


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Start a scheduler and two workers as people do; yield its address and the workers' nannies."""
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "DASK_DISTRIBUTED__WORKER__DAEMON": "True"}
    file = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": paths}
    scheduler = subprocess.Popen([*command, *options], **quiet)
    command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file)]
    options = ["--nworkers", "2", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard"]
    workers = subprocess.Popen([*command, *options, "--local-directory", str(folder)], **quiet)
    try:
        while not file.exists() or not file.read_text().strip():
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], [workers.pid]
    finally:
        for process in (workers, scheduler):
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with cluster(tmp_path_factory.mktemp("dask")) as (found, _):
        yield found


def news(folder: Path, files: int, articles: int, *extra: str) -> Path:
    """Write files of records, with further texts in the first, and some single texts."""
    folder.mkdir()
    for n in range(files):
        texts = [f"{n} orang dan {m} warga" for m in range(articles)] + ([*extra] if n == 0 else [])
        records = [{"id": f"{n}-{m}", "text": text} for m, text in enumerate(texts)]
        (folder / f"{n}.jsonl").write_text("\n".join(map(json.dumps, records)))
    (folder / "a.txt").write_text("Ada 5 orang.")
    (folder / "kosong.txt").write_text(" ")
    return folder


def run(
    address: str, paths: list[str], dataset: str, load: Any = Trouble, db: str | None = None, *, again: bool = False
) -> Counter[str]:
    from extractor.cluster import Job, run_on_cluster
    from extractor.cluster.parts import find_parts

    job = Job(load, dataset, db, retry_failed=again)
    *_, counts = run_on_cluster(address, find_parts(paths), job, lambda _: None)
    return counts


def rows(dataset: Path, name: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    found = pq.read_table(dataset / name).to_pylist()
    return sorted(found, key=lambda row: json.dumps(row, default=str))


def one_machine(paths: list[str], load: Any = FakePipeline) -> list[dict[str, Any]]:
    """Return the facts as `extract run -o facts.parquet` writes them."""
    from extractor.read import Inputs, find_inputs, read
    from extractor.table.arrow import table

    items = read(Inputs(tuple(find_inputs(path) for path in paths)), None, lambda _: None)
    documents = [item for item in items if isinstance(item, Document)]
    found = [one for batch in map_here(load, [documents]) for one in batch if hasattr(one, "facts")]
    return sorted(table(found).to_pylist(), key=lambda row: json.dumps(row, default=str))  # type: ignore[arg-type]


def test_the_rows_are_those_of_one_machine(address: str, tmp_path: Path) -> None:
    folder = news(tmp_path / "news", 6, 40, "gagal 7")
    counts = run(address, [str(folder)], str(tmp_path / "out"))
    assert counts == {"new": 241, "failed": 2, "count": 481}
    assert rows(tmp_path / "out", "facts") == one_machine([str(folder)])
    assert len(rows(tmp_path / "out", "articles")) == 241
    assert [row["reason"] for row in rows(tmp_path / "out", "failures")] == ["could not be read", "has no text"]
    again = run(address, [str(folder)], str(tmp_path / "out"))
    assert again == {"unchanged": 241, "failed": 2, "count": 481}
    retried = run(address, [str(folder)], str(tmp_path / "out"), again=True)
    assert retried == {"unchanged": 200, "new": 41, "failed": 2, "count": 481}


def kill_at_work(worker: int, notes: Path) -> None:
    """Kill the worker as soon as both have begun to read."""
    while len(list(notes.glob("*"))) < 2:
        time.sleep(0.02)
    time.sleep(0.2)
    os.kill(worker, signal.SIGKILL)


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_costs_nothing_but_time(tmp_path: Path) -> None:
    import distributed

    folder = news(tmp_path / "news", 4, 400)
    with cluster(tmp_path) as (found, _):
        with distributed.Client(found) as client:
            client.wait_for_workers(2, timeout=60)
            victims = list(client.run(os.getpid).values())
        killer = threading.Thread(target=kill_at_work, args=(victims[0], tmp_path / "out" / "_notes"))
        killer.start()
        counts = run(found, [str(folder)], str(tmp_path / "out"))
        killer.join()
    assert counts == {"new": 1601, "failed": 1, "count": 3201}
    assert rows(tmp_path / "out", "facts") == one_machine([str(folder)])


@pytest.mark.slow
def test_a_poisoned_article_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    folder = news(tmp_path / "news", 3, 20, "poison 1", "8 orang", "poison 2", "9 orang")
    with cluster(tmp_path) as (found, _):
        counts = run(found, [str(folder)], str(tmp_path / "out"))
    assert counts == {"new": 63, "failed": 3, "count": 123}
    failed = {row["id"]: row["reason"] for row in rows(tmp_path / "out", "failures")}
    assert set(failed) == {"0-20", "0-22", "kosong"}
    assert failed["0-20"].startswith("two workers that read it ended")
    assert {"0-21", "0-23"} <= {row["id"] for row in rows(tmp_path / "out", "articles")}


def test_results_go_to_a_shared_store_too(address: str, tmp_path: Path, postgres: str) -> None:
    folder = news(tmp_path / "news", 4, 25)
    run(address, [str(folder)], str(tmp_path / "out"), db=postgres)
    with Store(tmp_path / "alone.db") as store:
        from extractor.read import find_inputs, read

        for item in read(find_inputs(str(folder)), None, lambda _: None):
            [result] = FakePipeline().run([item]) if isinstance(item, Document) else [item]
            store.put([result], FakePipeline.recipe)
    assert dump(postgres) == dump(tmp_path / "alone.db")


@pytest.mark.stanza
@pytest.mark.slow
def test_real_articles_on_a_cluster(address: str, tmp_path: Path) -> None:
    counts = run(address, [str(CORPUS / "*.txt")], str(tmp_path / "out"), partial(load_pipeline, (), None))
    assert rows(tmp_path / "out", "facts") == one_machine([str(CORPUS / "*.txt")], load_pipeline)
    assert counts["failed"] == 0


def test_object_storage_is_read_and_written(tmp_path: Path) -> None:
    """As far as fsspec goes: its memory stands for a bucket, in this process."""
    import fsspec
    import pyarrow.parquet as pq

    from extractor.cluster import Job, extract_part
    from extractor.cluster.parts import find_parts

    bucket = fsspec.filesystem("memory")
    bucket.pipe_file("/news/2024/a.jsonl", b'{"id": 1, "text": "5 orang"}\n{"id": 2, "text": "6 orang"}\n')
    bucket.pipe_file("/news/b.txt", b"7 orang")
    bucket.pipe_file("/news/.git/c.txt", b"8 orang")
    parts = find_parts(["memory://news"])
    assert [part.files for part in parts] == [
        (("memory:///news/2024/a.jsonl", "2024/a.jsonl"),),
        (("memory:///news/b.txt", "b.txt"),),
    ]
    counts = [extract_part(Job(FakePipeline, "memory://out"), part) for part in parts]
    assert counts == [{"new": 2, "count": 2}, {"new": 1, "count": 1}]
    with bucket.open(f"/out/articles/{parts[0].name}.parquet") as file:
        found = pq.read_table(file).to_pylist()
    assert [(row["source"], row["id"]) for row in found] == [("memory:///news/2024/a.jsonl", id_) for id_ in ("1", "2")]


def test_paths_and_addresses_that_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.cluster.CONNECT_WAIT", "1s")
    with pytest.raises(UserError, match="there are no articles there"):
        run("tcp://127.0.0.1:9", [str(tmp_path)], "out")
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(UserError, match=r"no scheduler of Dask answers at tcp://127\.0\.0\.1:9"):
        run("tcp://127.0.0.1:9", [str(tmp_path)], "out")


# The notes, without a cluster


class Disk:
    """A disk in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def cat_file(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def pipe_file(self, path: str, data: bytes) -> None:
        self.files[path] = data


class Mortal(FakePipeline):
    """Dies, as far as this process sees it, on poison."""

    def run(self, documents: Iterable[Document]) -> Iterator[Result]:
        for document in documents:
            if "poison" in document.text:
                raise KeyboardInterrupt
            yield from super().run([document])


def test_a_poisoned_article_costs_two_lives_at_most() -> None:
    disk, batches = Disk(), [["1", "poison", "2", "poison"], ["3"], ["poison"], ["4"]]
    lives = 0
    while lives < 20:
        lives += 1
        notes, read = Notes(disk, "n"), []
        try:
            for number, texts in enumerate(batches):
                read += notes.extract(Mortal(), number, [Document(text) for text in texts])
        except KeyboardInterrupt:
            continue
        break
    assert lives == 6  # the first batch costs three, the third two
    assert [type(one).__name__ for one in read] == [
        *("Article", "Failure", "Article", "Failure"),
        *("Article", "Failure", "Article"),
    ]
