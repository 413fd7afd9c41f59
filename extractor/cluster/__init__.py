"""The same steps on many machines: parts of the input on Dask's workers, results to a Parquet dataset, and a store.

The only importer of distributed. When a worker ends, only the part that it was working on is repeated.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..batch import batches
from ..errors import UserError
from ..limits import BATCH_CHARACTERS
from ..model import Article, Say
from ..read import Named, read
from ..run import weight
from ..run.attempt import Extracts, Load, time_for
from ..run.worker import ENDED_AFTER
from .dataset import FOLDERS, written
from .notes import Notes
from .parts import Part, fetched, state_of

Counts = dict[str, int]

CONNECT_WAIT = "20s"  # with a scheduler that does not answer
PARTS_IN_HAND = 4  # for each thread of the cluster
BEGINNINGS = 20  # times that a part may begin again after Dask has given it up
one_at_a_time = threading.Lock()  # a pipeline is for one thread; run workers with one each


@dataclass(frozen=True, slots=True)
class Job:
    """What every part is done with: how to load the pipeline, where results go, and how records are read."""

    load: Load
    dataset: str
    db: str | None = None
    published: str | None = None
    named: Named = field(default_factory=Named)
    retry_failed: bool = False


def run_on_cluster(address: str, parts: Sequence[Part], job: Job, say: Say) -> Iterator[Counter[str]]:
    """Do the parts on the cluster at the address; yield, after each, what became of all articles, and facts by kind."""
    from distributed import Client as Connect

    connect: Any = Connect
    try:
        client = connect(address, timeout=CONNECT_WAIT)
    except (OSError, ValueError) as error:
        raise UserError(f"--cluster: no scheduler of Dask answers at {address}") from error
    counts: Counter[str] = Counter()
    with client:
        for part, done in outcomes(client, parts, job):
            if isinstance(done, str):
                counts["failed parts"] += 1
                say(f"{part.files[0][0]}: {done}")
            else:
                counts.update(done)
            yield counts


def outcomes(client: Any, parts: Iterable[Part], job: Job) -> Iterator[tuple[Part, Counts | str]]:
    """Yield each part with what became of it, as they are done; only so many are with the cluster at once."""
    import distributed

    waiting = iter([(part, 1) for part in parts])
    threads = sum(client.nthreads().values()) or 1
    asked: dict[Any, tuple[Part, int]] = {}

    def ask(some: Iterable[tuple[Part, int]]) -> list[Any]:
        given = {client.submit(extract_part, job, part, pure=False): (part, times) for part, times in some}
        asked.update(given)
        return list(given)

    as_completed: Any = distributed.as_completed
    coming = as_completed(ask(islice(waiting, PARTS_IN_HAND * threads)))
    for future in coming:
        part, times = asked.pop(future)
        again = [(part, times + 1)] if gave_up(future) and times < BEGINNINGS else []
        if not again:
            yield part, reason(future.exception()) if future.status == "error" else future.result()
        for fresh in ask(again or islice(waiting, 1)):
            coming.add(fresh)


def gave_up(future: Any) -> bool:
    """Return whether Dask gave the part up because its workers ended; its notes tell the next one where to continue."""
    from distributed import KilledWorker

    return future.status == "error" and isinstance(future.exception(), KilledWorker)


def reason(error: BaseException) -> str:
    """Return why a part failed, in one sentence. Raises what the user has to correct."""
    if isinstance(error, UserError):
        raise error
    return " ".join(str(error).split())[:300] or type(error).__name__


def extract_part(job: Job, part: Part) -> Counts:
    """Do a part of the work, on a worker; one that is done already, of the same files by the same recipe, is not."""
    from fsspec.core import url_to_fs

    pipeline: Any = job.load()
    disk, root = url_to_fs(job.dataset)
    for folder in (*FOLDERS, "_notes"):
        disk.makedirs(f"{root}/{folder}", exist_ok=True)
    notes = Notes(disk, f"{root}/_notes/{part.name}.json")
    state = f"{state_of(part)} {asdict(pipeline.recipe)} {job.published} {job.named} {job.db}"
    counts = notes.done(state)
    if counts is not None and not (job.retry_failed and counts.get("failed")):
        return {name.replace("new", "unchanged"): count for name, count in counts.items()}
    with TemporaryDirectory(prefix="extract-part-") as folder, one_at_a_time:
        counts = write_part(job, part, notes, pipeline, Path(folder))
        for name in FOLDERS:
            disk.put_file(f"{folder}/{name}.parquet", f"{root}/{name}/{part.name}.parquet")
    notes.finish(state, counts)
    return counts


def write_part(job: Job, part: Part, notes: Notes, pipeline: Any, folder: Path) -> Counts:
    """Write the part's results into the folder, and into the store if there is one; return what became of them."""
    from ..store import Store

    counts: Counter[str] = Counter()
    with (
        fetched(part) as inputs,
        written(folder) as writer,
        closing(Store(job.db, patience=60)) if job.db else nullcontext() as store,
    ):
        items = read(inputs, job.published, lambda _: None, job.named)
        for number, batch in enumerate(batches(items, BATCH_CHARACTERS, weight)):
            results = in_order(batch, number, notes, pipeline)
            writer.write(results)
            fates = store.put(results, pipeline.recipe) if store else map(fate_of, results)
            counts.update(fates)
            counts.update(fact.kind for found in results if isinstance(found, Article) for fact in found.facts)
    return dict(counts)


def in_order(batch: list[Any], number: int, notes: Notes, pipeline: Extracts) -> list[Any]:
    """Return a result for each item of the batch: what could not be read is one already."""
    from ..model import Document

    documents = [item for item in batch if isinstance(item, Document)]
    with end_after(ENDED_AFTER * time_for(documents)):
        results = iter(notes.extract(pipeline, number, documents))
    return [next(results) if isinstance(item, Document) else item for item in batch]


@contextmanager
def end_after(seconds: float) -> Iterator[None]:
    """End this process if the block takes longer: signals do not reach the thread that a Dask worker runs tasks in."""
    timer = threading.Timer(seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def fate_of(result: object) -> str:
    """Return what becomes of a result that is written only."""
    return "new" if isinstance(result, Article) else "failed"
