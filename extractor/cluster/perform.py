"""What `extract run --cluster` is asked for -> a run on many machines, and what to say of it."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable
from functools import partial

from ..errors import UserError
from ..model import Say
from ..read import Meter
from ..run import FATES, summary_of
from ..run.perform import Asked, tokenizer
from . import Job, run_on_cluster
from .parts import find_parts, whole_url


def perform_on_cluster(paths: Iterable[str], address: str, dataset: str, asked: Asked, say: Say) -> int:
    """Extract the articles on a cluster; say what became of them, and return how many failed."""
    from .. import pipeline
    from ..show.progress import has_screen, progress
    from ..store.database import name_of, store_url

    if asked.db and not asked.db.startswith("postgresql"):
        raise UserError(f"--db: a cluster stores in PostgreSQL, which many may write; {asked.db} is for one machine")
    load = partial(pipeline.load_pipeline, tuple(folder.absolute() for folder in asked.rules), tokenizer())
    load()  # rules written wrongly are told before anything is sent
    job = Job(load, whole_url(dataset), asked.db, asked.published, asked.named, asked.retry_failed)
    parts = find_parts(paths)
    counts: Counter[str] = Counter()
    start = time.monotonic()
    with progress(Meter(), lambda: len(parts), say, shown=has_screen(facts_on_it=False)) as display:
        for done, counts in enumerate(run_on_cluster(address, parts, job, display.say), 1):
            articles = sum(counts[fate] for fate in FATES)
            display.show(articles, counts["failed"], articles / (time.monotonic() - start), done)
    where = f"written to {dataset}" + (f", stored in {name_of(store_url(asked.db))}" if asked.db else "")
    print(f"{summary_of(counts)}; {where}", file=sys.stderr)
    return counts["failed"] + counts["failed parts"]
