"""Measure speed against peers, all in one run on one machine: what counts are the ratios, never the seconds.

    scripts/bench.py [--quick] [--only rules growth cold whole ner checks storing workers]

It prints a Markdown table for the README. The peers: dateparser's `search_dates` for the rules; a bare script that
loads the same model with Stanza for a cold start; Stanza's own pipeline, its network of default size, for articles.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import bench_scale
from articles import NEWS, REPOSITORY, read_articles
from extractor.model import Article, Document

Row = tuple[str, str, str, str]  # what, ours, the peer's, the ratio
CORPUS = REPOSITORY / "corpus"
TOGETHER = 100  # articles that are read in bulk: `extract run` takes 200,000 characters at a time, about 130
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)  # characters
ONE_THREAD = {"OMP_NUM_THREADS": "1"}
BARE = """
import sys, stanza
nlp = stanza.Pipeline("id", processors="tokenize", tokenize_model_path=sys.argv[2], dir=sys.argv[3], verbose=False,
                      download_method=None, allow_unknown_language=True, use_gpu=False)
print(len(nlp(open(sys.argv[1], encoding="utf8").read()).sentences))
"""


def articles(count: int) -> list[Document]:
    """Return articles of the news, drawn by a fixed seed, or of the corpus over and over where there is no news."""
    if not NEWS.is_file():
        return [article for article, _ in zip(cycle(read_articles(CORPUS)), range(count), strict=False)]
    return random.Random(2026).sample(list(read_articles(NEWS)), count)


def seconds(work: Callable[[], Any]) -> float:
    """Return the processor's time that the work takes: others may be busy on the machine."""
    start = time.process_time()
    work()
    return time.process_time() - start


def memory() -> int:
    """Return this process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bench_rules(count: int) -> list[Row]:
    """Measure the rules without Stanza, by turns of many articles each with dateparser."""
    from dateparser.search import search_dates

    import extractor

    pipeline = extractor.load_pipeline()
    warm, measured = (drawn := articles(2 * count))[:count], drawn[count:]
    for article in warm:
        pipeline.mentions(article.text, article.published)
    search_dates(warm[0].text, languages=["id"])
    ours = peer = 0.0
    for batch in batches(measured, TOGETHER):
        ours += seconds(lambda: pipeline.read_all(batch))  # noqa: B023
        peer += seconds(lambda: [search_dates(article.text, languages=["id"]) for article in batch])  # noqa: B023
    length = sum(len(article.text) for article in measured)
    what = "rules without Stanza, characters a second and core; peer: dateparser `search_dates`, dates only"
    return [(what, f"{length / ours:,.0f}", f"{length / peer:,.0f}", f"{peer / ours:.1f} times as fast")]


def bench_growth(largest: int) -> list[Row]:
    """Measure what a character costs in texts of all sizes: articles one behind the other."""
    import extractor

    pipeline = extractor.load_pipeline()
    pieces = [article.text for article in articles(500)]
    pipeline.mentions("\n\n".join(pieces)[:200_000])
    rows: list[Row] = []
    first = 0.0
    for size in (size for size in SIZES if size <= largest):
        text = "\n\n".join(text for text, _ in zip(cycle(pieces), range(size // 500), strict=False))[:size]
        cost = min(seconds(lambda: pipeline.mentions(text)) for _ in range(3 if size < 10**6 else 1)) / size  # noqa: B023
        first = first or cost
        speed, peer = f"{1 / cost:,.0f} characters/s, {memory()} MB", f"{1 / first:,.0f} characters/s"
        what = f"rules on one text of {size:,} characters; peer: the shortest"
        rows.append((what, speed, peer, f"{cost / first:.2f} × a character's time"))
    return rows


def bench_cold(rounds: int) -> list[Row]:
    """Measure `extract FILE` in a fresh process, in turn with a bare script that loads and runs the same model."""
    from extractor.segment.load import STANZA_MODEL as MODEL

    file = str(CORPUS / "jkn-sragen.txt")
    with stanza_folder() as folder:
        ours = [sys.executable, "-c", "from extractor.cli import main; main()", "run", file, "--db"]
        bare = [sys.executable, "-c", BARE, file, str(MODEL), folder]
        runs = [  # each in a store of its own: what is stored already is not read again
            (fresh([*ours, f"{folder}/{n}a.db"], f"{folder}/{n}"), fresh([*ours, f"{folder}/{n}b.db"]), fresh(bare))
            for n in range(rounds)
        ]
    (first, first_mb), (own, own_mb), (peer, peer_mb) = (
        (statistics.median(run[i][0] for run in runs), statistics.median(run[i][1] for run in runs)) for i in range(3)
    )
    bare_cost = f"{peer:.2f} s, {peer_mb:.0f} MB"
    very_first = "the very first `extract FILE`, which compiles the rules and keeps them; peer: the same"
    what = "cold `extract FILE`; peer: a bare script that loads the same model with Stanza and tokenizes the file"
    return [
        (what, f"{own:.2f} s, {own_mb:.0f} MB", bare_cost, f"{own / peer:.2f} × its time"),
        (very_first, f"{first:.2f} s, {first_mb:.0f} MB", bare_cost, f"{first / peer:.2f} × its time"),
    ]


def fresh(command: Sequence[str], cache: str | None = None) -> tuple[float, float]:
    """Return processor seconds and peak MB of a command in a process of its own, with a cache of its own if named."""
    own = {"XDG_CACHE_HOME": cache} if cache else {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | ONE_THREAD | own) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)[:200]} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def bench_whole(count: int) -> list[Row]:
    """Measure whole articles, from text to stored facts, by turns of many each with Stanza's own pipeline."""
    import torch

    torch.set_num_threads(1)
    import extractor
    from extractor.store import Store

    pipeline = extractor.load_pipeline()
    warm, measured = (drawn := articles(2 * count))[:count], drawn[count:]
    ours = peer = 0.0
    with stanza_folder() as folder, Store(Path(folder) / "facts.db") as store:
        stanza_pipeline = stock(folder)

        def run(batch: Sequence[Document]) -> None:
            store.put([article for article in pipeline.run(batch) if isinstance(article, Article)])

        run(warm)
        tokenize(stanza_pipeline, warm[:TOGETHER])
        for batch in batches(measured, TOGETHER):
            ours += seconds(lambda: run(batch))  # noqa: B023
            peer += seconds(lambda: tokenize(stanza_pipeline, batch))  # noqa: B023
    what = "whole articles to stored facts, articles a second and core; peer: stock Stanza, tokens and sentences only"
    return [(what, f"{count / ours:.1f}", f"{count / peer:.1f}", f"{peer / ours:.1f} times as fast")]


def bench_ner(count: int) -> list[Row]:
    """Measure the NER that whole articles ask for, in turn with the tokenizer on the same articles."""
    import torch

    torch.set_num_threads(1)
    import extractor

    pipeline = extractor.load_pipeline()
    warm, *measured = batches(articles(count + 20), 20)
    list(pipeline.run(warm))
    recognize = pipeline._recognizer.recognize_all
    spent: list[float] = []
    peer = 0.0

    def timed(*given: Any) -> Any:
        start = time.process_time()
        found = recognize(*given)
        spent.append(time.process_time() - start)
        return found

    for batch in measured:
        with patch.object(pipeline._recognizer, "recognize_all", timed):
            list(pipeline.run(batch))
        peer += seconds(lambda: pipeline._segmenter.segment([article.text for article in batch]))  # noqa: B023
    own, peer = 1000 * sum(spent) / count, 1000 * peer / count
    what = "NER of the sentences in doubt, an article; peer: our tokenizer on the whole article"
    return [(what, f"{own:.1f} ms", f"{peer:.1f} ms", f"{own / peer:.2f} × its time")]


def bench_checks(count: int) -> list[Row]:
    """Measure the checks within the extraction of articles."""
    import torch

    torch.set_num_threads(1)
    import extractor
    from extractor import steps

    pipeline = extractor.load_pipeline()
    warm, *measured = batches(articles(count + 20), 20)
    list(pipeline.run(warm))
    spent, judge = [0.0], steps.judge

    def timed(*given: Any) -> Any:
        start = time.process_time()
        found = judge(*given)
        spent[0] += time.process_time() - start
        return found

    with patch.object(steps, "judge", timed):
        whole = sum(seconds(lambda: list(pipeline.run(batch))) for batch in measured)  # noqa: B023
    own, rest = 1000 * spent[0] / count, 1000 * (whole - spent[0]) / count
    what = "checks of an article; peer: its extraction"
    return [(what, f"{own:.2f} ms", f"{rest:.1f} ms", f"{own / rest:.1%} of its time")]


def batches(documents: Sequence[Document], size: int) -> Iterator[Sequence[Document]]:
    """Yield the documents in batches."""
    return (documents[at : at + size] for at in range(0, len(documents), size))


def tokenize(pipeline: Any, documents: Sequence[Document]) -> None:
    """Let Stanza's pipeline read the articles in bulk, the fastest way it has."""
    pipeline.bulk_process([document.text for document in documents])


@contextmanager
def stanza_folder() -> Iterator[str]:
    """Make a folder in which Stanza finds no models to fetch."""
    with tempfile.TemporaryDirectory(prefix="extract-bench-") as folder:
        (Path(folder) / "resources.json").write_text("{}", encoding="utf8")
        yield folder


def stock(folder: str) -> Any:
    """Return Stanza's own pipeline with a tokenizer of default size that finds the same tokens as the shipped one.

    No trained model of default size can be had here; so the shipped network stands in a corner of one: its weights, and
    nought for all others. It costs what a network of that size costs, and is asked for real tokens and sentences.
    """
    import stanza
    import torch
    from stanza.models.tokenization.trainer import Trainer
    from stanza.models.tokenizer import build_argparse

    from extractor.segment.load import STANZA_MODEL as MODEL

    shipped = Trainer(model_file=str(MODEL))
    defaults = vars(build_argparse().parse_args(["--lang", "id"]))
    same = {name: shipped.args[name] for name in ("feat_funcs", "feat_dim", "use_mwt", "hier_invtemp")}
    trainer = Trainer(args=shipped.args | defaults | same, vocab=shipped.vocab)
    small, large = shipped.model.state_dict(), trainer.model.state_dict()
    sizes = [(shipped.args[name], trainer.args[name]) for name in ("emb_dim", "hidden_dim")]
    with torch.no_grad():
        for name, weights in large.items():
            weights.zero_()
            weights[torch.meshgrid(*places(name, small[name].shape, *sizes), indexing="ij")] = small[name]
    path = str(Path(folder) / "default.pt")
    trainer.save(path)
    options = {"download_method": None, "allow_unknown_language": True, "use_gpu": False, "verbose": False}
    return stanza.Pipeline("id", processors="tokenize", tokenize_model_path=path, dir=folder, **options)


def places(name: str, shape: Sequence[int], emb: tuple[int, int], hidden: tuple[int, int]) -> list[Any]:
    """Return for each axis of a network's weights where those of a smaller one go in a larger one.

    `emb` and `hidden` are the small and the large size. The rows of an LSTM are its four gates; the columns of what
    reads letters are their embedding and then the features, of what reads an LSTM its two directions.
    """
    import torch

    def blocks(length: int, small: int, large: int) -> Any:
        at = torch.arange(length)
        return at // small * large + at % small

    if name == "embeddings.weight":
        return [torch.arange(shape[0]), torch.arange(shape[1])]
    rows = blocks(shape[0], *hidden) if name.startswith("rnn") else torch.arange(shape[0])
    if len(shape) == 1:
        return [rows]
    letters = name.startswith("rnn.weight_ih")
    columns = torch.arange(shape[1]) if letters else blocks(shape[1], *hidden)
    return [rows, torch.where(columns < emb[0], columns, columns - emb[0] + emb[1]) if letters else columns]


def apart(work: Callable[[int], list[Row]], size: int) -> list[Row]:
    """Run a measurement in a fresh process, so that none warms or fills the memory of another."""
    os.environ |= ONE_THREAD
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, size).result()


def storing(largest: int) -> list[Row]:
    """Measure stores up to so many articles."""
    return bench_scale.bench_storing(articles(200), largest)


def workers(count: int) -> list[Row]:
    """Measure runs over so many articles."""
    return bench_scale.bench_workers(articles(count))


MEASUREMENTS = {  # name: what to run, its size, its size with --quick
    "rules": (bench_rules, 600, 20),
    "growth": (bench_growth, SIZES[-1], SIZES[1]),
    "cold": (bench_cold, 7, 3),
    "whole": (bench_whole, 600, 20),
    "ner": (bench_ner, 200, 20),
    "checks": (bench_checks, 500, 20),
    "storing": (storing, bench_scale.MANY, 1_000),
    "workers": (workers, 1_000, 60),
}


def main() -> None:
    """Measure what the command line asks for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small samples: rough figures")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    told = parser.parse_args()
    chosen = [MEASUREMENTS[name] for name in told.only]
    rows = [row for work, full, quick in chosen for row in apart(work, quick if told.quick else full)]
    if told.json:
        print(json.dumps(rows))
        return
    command = " ".join(["scripts/bench.py", *sys.argv[1:]])
    print(f"Measured on {dt.datetime.now().astimezone():%Y-%m-%d} by `{command}`, in processor time.\n")
    print("| what | here | peer | ratio |\n|---|---|---|---|")
    print("\n".join(f"| {' | '.join(row)} |" for row in rows))


if __name__ == "__main__":
    main()
