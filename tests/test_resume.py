"""A run goes on where another stopped, however that ended, and prints and stores what one undisturbed run does."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import pytest
from dumped import dump
from made import FakePipeline, article, blora, number

from extractor import run as run_module
from extractor.model import Article, Document, Failure, Recipe
from extractor.run import Run
from extractor.run.attempt import map_here
from extractor.show.write import Output, write_run
from extractor.store import Store

CORPUS = Path(__file__).parent.parent / "corpus"


class Watched(FakePipeline):
    """Says which texts it was given; as slow as is asked."""

    def __init__(self, recipe: Recipe = FakePipeline.recipe, seconds: float = 0) -> None:
        self.recipe = recipe
        self.seconds = seconds
        self.seen: list[str] = []

    def run(self, documents: Iterable[Document]) -> Iterator[Article | Failure]:
        for document in documents:
            self.seen.append(document.id)
            time.sleep(self.seconds)
            [result] = super().run([document])
            yield dataclasses.replace(result, recipe=self.recipe) if isinstance(result, Article) else result


def documents(count: int = 6) -> list[Document | Failure]:
    """Return articles, of which every seventh fails, and every tenth could not even be read."""
    made: list[Document | Failure] = []
    for n in range(count):
        text = f"{n} orang {'gagal' if n % 7 == 3 else 'datang'} pada {2000 + n}"
        document = Document(text, id=str(n), source="/news/n.jsonl", path="n.jsonl", title=f"Judul {n}")
        empty = dataclasses.replace(document, text="")
        made.append(Failure(empty, "has no text") if n % 10 == 5 else document)
    return made


def run(
    store: Path,
    items: Iterable[Document | Failure],
    pipeline: Watched,
    *,
    retry_failed: bool = False,
    form: str = "jsonl",
) -> tuple[Run, str, list[str]]:
    """Run over the articles, and return the run, what it printed and what it said."""
    told: list[str] = []
    with Store(store) as opened, redirect_stdout(io.StringIO()) as printed:
        one = Run(
            lambda batches: map_here(lambda: pipeline, batches), pipeline.recipe, opened, told.append, retry_failed
        )
        write_run(one.articles_of(items), Output(form))
    return one, printed.getvalue(), told


def test_what_is_stored_is_skipped_and_printed_as_if_it_were_read(tmp_path: Path) -> None:
    first, second = Watched(), Watched()
    ran, printed, _ = run(tmp_path / "facts.db", documents(), first)
    before = dump(tmp_path / "facts.db")
    again, reprinted, told = run(tmp_path / "facts.db", documents(), second)
    assert first.seen == ["0", "1", "2", "3", "4"]
    assert second.seen == []
    assert printed == reprinted
    assert len(printed.splitlines()) == 4
    assert dump(tmp_path / "facts.db") == before
    assert ran.articles == {"new": 4, "failed": 2}
    assert again.articles == {"unchanged": 4, "failed": 2}
    assert ran.facts == again.facts == {"count": 8}
    assert told == [
        "n.jsonl: 3: could not be read (as before; --retry-failed reads it again)",
        "n.jsonl: 5: has no text",
    ]


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"text": "9 orang"}, ["1"]),
        ({"title": "Judul baru"}, ["1"]),
        ({"url": "https://x"}, ["1"]),
        ({"published": "2024"}, ["1"]),
        ({"path": "elsewhere/n.jsonl"}, []),
    ],
)
def test_only_what_changed_is_read_again(tmp_path: Path, change: dict[str, str], read: list[str]) -> None:
    run(tmp_path / "facts.db", documents(3), Watched())
    items = documents(3)
    assert isinstance(items[1], Document)
    items[1] = dataclasses.replace(items[1], **change)  # type: ignore[arg-type]
    pipeline = Watched()
    ran, printed, _ = run(tmp_path / "facts.db", items, pipeline)
    assert pipeline.seen == read
    assert ran.articles == ({"unchanged": 2, "replaced": 1} if read else {"unchanged": 3})
    path = [json.loads(line)["article"]["path"] for line in printed.splitlines()][1]
    assert path == change.get("path", "n.jsonl")


@pytest.mark.parametrize("part", [field.name for field in dataclasses.fields(Recipe)])
def test_another_recipe_reads_everything_again(tmp_path: Path, part: str) -> None:
    run(tmp_path / "facts.db", documents(5), Watched())
    other = Watched(dataclasses.replace(Watched.recipe, **{part: "other"}))
    ran, _, _ = run(tmp_path / "facts.db", documents(5), other)
    assert other.seen == ["0", "1", "2", "3", "4"]
    assert ran.articles == {"replaced": 4, "failed": 1}


def test_failures_are_read_again_if_so_asked(tmp_path: Path) -> None:
    run(tmp_path / "facts.db", documents(), Watched())
    pipeline = Watched()
    ran, _, told = run(tmp_path / "facts.db", documents(), pipeline, retry_failed=True)
    assert pipeline.seen == ["3"]
    assert ran.articles == {"unchanged": 4, "failed": 2}
    assert told == ["n.jsonl: 3: could not be read", "n.jsonl: 5: has no text"]


def test_an_article_that_failed_since_it_was_stored_is_forgiven_when_it_is_found_unchanged(tmp_path: Path) -> None:
    store = tmp_path / "facts.db"
    [document] = documents(1)
    run(store, [document], Watched())
    run(store, [Failure(dataclasses.replace(document, text=""), "cannot be read")], Watched())  # type: ignore[type-var]
    assert len(dump(store)["failures"]) == len(dump(store)["articles"]) == 1
    ran, _, _ = run(store, [document], Watched())
    assert ran.articles == {"unchanged": 1}
    assert dump(store)["failures"] == []


def test_a_number_longer_than_the_store_keeps_is_read_again_to_be_printed_whole(tmp_path: Path) -> None:
    text = "1,23456789012345678901 persen"

    class Long(Watched):
        def run(self, documents: Iterable[Document]) -> Iterator[Article | Failure]:
            for document in documents:
                self.seen.append(document.id)
                found = number("percent", text[:22], "1.23456789012345678901", "%", text)
                yield dataclasses.replace(article(text, [found]), document=document, recipe=self.recipe)

    first, second = Long(), Long()
    _, printed, _ = run(tmp_path / "facts.db", [Document(text, "a", "b")], first)
    ran, reprinted, _ = run(tmp_path / "facts.db", [Document(text, "a", "b")], second)
    assert printed == reprinted
    assert "1.23456789012345678901" in printed
    assert second.seen == ["a"]
    assert ran.articles == {"unchanged": 1}


def test_every_kind_of_fact_is_printed_from_the_store_as_it_was(tmp_path: Path) -> None:
    one = blora()
    alternatives = ({"low": Decimal("1.478"), "high": Decimal(2), "reason": "the size of a budget"},)
    facts = [
        dataclasses.replace(fact, alternatives=alternatives, linked_by={"region": "b", "a": "c"}) for fact in one.facts
    ]
    one = dataclasses.replace(one, facts=tuple(facts))
    with Store(tmp_path / "facts.db") as store:
        store.save(one)
        [known] = store.known([one.document], one.recipe)
        assert known is not None
        assert known.key is not None
        facts, findings = store.read_back([known.key])[known.key]
        back = dataclasses.replace(one, facts=facts, findings=findings)
    for form in ("jsonl", "json", "csv", "table"):
        with redirect_stdout(io.StringIO()) as direct:
            write_run([one], Output(form))
        with redirect_stdout(io.StringIO()) as stored:
            write_run([back], Output(form))
        assert direct.getvalue() == stored.getvalue()


def test_twice_in_one_transaction_the_later_stands(tmp_path: Path) -> None:
    one, other = Document("1 orang", "a", "s"), Document("2 orang", "a", "s")
    ran, _, _ = run(tmp_path / "facts.db", [one, other], Watched())
    assert ran.articles == {"new": 1, "replaced": 1}
    assert [row["text"] for row in dump(tmp_path / "facts.db")["articles"]] == ["2 orang"]


# Killed


def killed_run(store: Path, count: int) -> None:
    """Run as a process of its own does, in small steps."""
    run_module.BATCH_ARTICLES = 7
    run(store, documents(count), Watched(seconds=0.001))


def test_killed_at_twenty_random_moments_the_store_is_that_of_an_undisturbed_run(tmp_path: Path) -> None:
    context = get_context("fork")
    run(tmp_path / "undisturbed.db", documents(300), Watched())
    dice = random.Random(20)
    stored = [0]
    for _ in range(20):
        process = context.Process(target=killed_run, args=(tmp_path / "facts.db", 300))
        process.start()
        time.sleep(dice.uniform(0.01, 0.25))
        process.kill()
        process.join()
        if (tmp_path / "facts.db").exists():
            with Store(tmp_path / "facts.db") as store:  # whole, however the process ended
                stored.append(len(list(store.query())))
    assert stored == sorted(stored)
    assert len(set(stored)) > 1  # it was caught at work
    run(tmp_path / "facts.db", documents(300), Watched())
    assert dump(tmp_path / "facts.db") == dump(tmp_path / "undisturbed.db")


@pytest.mark.slow
@pytest.mark.stanza
def test_the_command_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    texts = [path.read_text() for path in sorted(CORPUS.glob("*.txt"))]
    records = [{"id": n, "text": f"{texts[n % len(texts)]}\n\nTerbit ke-{n}."} for n in range(400)]
    (tmp_path / "n.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "run", "n.jsonl", "--format", "jsonl"]

    def start(db: str, *options: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*command, "--db", db, *options], stdout=-1, stderr=subprocess.DEVNULL, text=True, cwd=tmp_path
        )

    undisturbed, _ = start("undisturbed.db").communicate(timeout=600)
    dice = random.Random(2026)
    for turn in range(20):
        process = start("facts.db", *(["--workers", "2"] if turn % 2 else []))
        with subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL):
            time.sleep(dice.uniform(1, 8))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    resumed, _ = start("facts.db", "--workers", "2").communicate(timeout=600)
    assert resumed == undisturbed
    assert dump(tmp_path / "facts.db") == dump(tmp_path / "undisturbed.db")
