"""What `extract run` is asked for -> a run over articles: reading, workers, store and progress put together."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import _, number
from ..limits import MOST_BYTES
from ..model import VERDICTS, Article, Say
from ..read import Input, Meter, Named, read, size_of
from ..wording import plural
from . import Map, Run

if TYPE_CHECKING:
    from ..check.official import Figures
    from .attempt import Load

Write = Callable[[Iterable[Article]], None]
LOCK_WAIT = 60  # seconds that a run waits for a store that another program locks


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a run: `db` is None if nothing is to be stored; `published` holds for all articles.

    `quiet`: nobody reads the facts; `prints`: they go to standard output. No
    article may have more bytes than `most`.
    """

    db: str | None
    published: str | None = None
    rules: tuple[Path, ...] = ()
    workers: int = 1
    retry_failed: bool = False
    quiet: bool = False
    prints: bool = False
    named: Named = field(default_factory=Named)
    most: int = MOST_BYTES


def perform(inputs: Iterable[Input], asked: Asked, write: Write, say: Say) -> Run:
    """Read, extract, store and write the articles; say what became of them, also if the run is stopped."""
    from .. import pipeline
    from ..show.progress import has_screen, progress
    from ..store import Store

    load = partial(pipeline.load_pipeline, asked.rules, tokenizer())
    recipe = load().recipe  # rules written wrongly are told before anything is read
    meter = Meter()
    with (
        closing(Store(asked.db, patience=LOCK_WAIT)) if asked.db else nullcontext() as store,
        mapping(load, asked.workers) as map_,
    ):
        run = Run(map_, recipe, store, say, asked.retry_failed, asked.quiet)
        with (
            printing_summary(run, f"{_('stored in')} {store.name}" if store else _("not stored")),
            progress(meter, lambda: size_of(inputs), say, shown=has_screen(facts_on_it=asked.prints)) as display,
        ):
            run.say, run.tick = display.say, display.tick
            items = read(inputs, asked.published, display.say, asked.named, meter, asked.most)
            write(run.articles_of(display.follow(items)))
    return run


def review(
    inputs: Iterable[Input], asked: Asked, write: Write, say: Say, figures: Figures | None = None
) -> Counter[str]:
    """Read, extract and check the articles, hold them against figures and the store, and write them.

    Nothing is stored.

    Return how many findings there are of each verdict; articles that failed are counted as `failed`.
    """
    from .. import pipeline
    from ..check.indicators import held_against_figures
    from ..check.store import held_against
    from ..store import Store

    load = partial(pipeline.load_pipeline, asked.rules, tokenizer())
    verdicts: Counter[str] = Counter()
    with (
        closing(Store(asked.db, readonly=True)) if asked.db else nullcontext() as store,
        mapping(load, 1) as map_,
    ):
        run = Run(map_, load().recipe, None, say)
        items = read(inputs, asked.published, say, asked.named, most=asked.most)
        articles = held_against_figures(run.articles_of(items), figures, load().rulebook)
        write(counted(held_against(articles, store), verdicts))
    told = ", ".join(f"{number(verdicts[verdict])} {_(verdict)}" for verdict in VERDICTS if verdicts[verdict])
    total = plural(verdicts.total(), "finding")
    against = f"; {_('held against')} {store.name}" if store else ""
    print(f"{plural(run.articles.total(), 'article')}: {total}{f': {told}' if told else ''}{against}", file=sys.stderr)
    return verdicts + Counter(failed=run.articles["failed"])


def counted(articles: Iterable[Article], verdicts: Counter[str]) -> Iterator[Article]:
    """Yield the articles, and count their findings by verdict."""
    for article in articles:
        verdicts.update(finding.verdict for finding in article.findings)
        yield article


def tokenizer() -> Path | None:
    """Return the Stanza model that the environment names, if any; `stanza` lets Stanza itself run the shipped one."""
    named = os.environ.get("EXTRACT_TOKENIZER")
    return Path(named) if named else None


@contextmanager
def printing_summary(run: Run, where: str) -> Iterator[None]:
    """Print the summary when the block ends, also if the run is stopped before that."""
    try:
        yield
    except BaseException:
        if run.articles:
            print(f"{run.summary()}; {where}", file=sys.stderr)
        raise
    print(f"{run.summary()}; {where}", file=sys.stderr)


@contextmanager
def mapping(load: Load, count: int) -> Iterator[Map]:
    """Open what reads batches of articles: this process, or `count` worker processes."""
    from .attempt import map_here
    from .workers import Workers

    if count == 1:
        yield partial(map_here, load)
        return
    with Workers(load, count) as workers:
        yield workers.map
