"""Workers: the same results at any number, in order; what becomes of articles that end or delay one."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from made import FakePipeline

from extractor import limits
from extractor.errors import UserError
from extractor.model import Article, Document, Failure, Result
from extractor.run import workers
from extractor.run.attempt import extract_batch, map_here
from extractor.run.limit import OutOfTimeError, time_limit
from extractor.run.workers import WorkerError, Workers


class Trouble(FakePipeline):
    """Ends its process, hangs or complains on texts that ask for it."""

    def run(self, documents: Iterable[Document]) -> Iterator[Result]:
        for document in documents:
            match document.text.split()[0]:
                case "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                case "kill-once" if not Path(document.text.split()[1]).exists():
                    Path(document.text.split()[1]).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
                case "exit":
                    os._exit(3)
                case "hang":
                    time.sleep(60)
                case "stuck":  # as in a library that heeds no signal
                    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                    time.sleep(60)
                case "wrong":
                    raise UserError("the model is none")
        yield from super().run(documents)


def quick_limits() -> Trouble:
    """Load the pipeline in a process that gives an article half a second."""
    limits.SECONDS = 0.5  # type: ignore[assignment]
    return Trouble()


def dies() -> Trouble:
    os._exit(1)


def batches(*batches: str) -> list[list[Document]]:
    """Return batches of articles, written `one|two`, their texts as ids."""
    return [[Document(text, id=text) for text in batch.split("|") if text] for batch in batches]


def said(results: Iterable[list[Result]]) -> list[list[str]]:
    return [
        [one.text if isinstance(one, Article) else f"!{one.document.id}: {one.reason}" for one in batch]
        for batch in results
    ]


MANY = batches(*("|".join(f"{n} {m} orang" for m in range(n % 4)) for n in range(40)))


def test_results_are_those_of_one_process_in_order() -> None:
    with Workers(Trouble, 2) as pool:
        assert list(pool.map(MANY)) == list(map_here(Trouble, MANY))
        assert list(pool.map(MANY[:3])) == list(map_here(Trouble, MANY[:3]))
        assert list(pool.map([])) == []


def test_a_slow_batch_holds_up_nobody_for_ever_and_memory_is_bounded() -> None:
    taken = 0

    def endless() -> Iterator[list[Document]]:
        nonlocal taken
        while True:
            taken += 1
            yield [Document(f"{taken} orang")]

    with Workers(FakePipeline, 1) as pool:
        results = pool.map(endless())
        for n in range(1, 50):
            assert said([next(results)]) == [[f"{n} orang"]]
            assert taken <= n + workers.AHEAD + 1


SIGKILL = "was ended by SIGKILL, perhaps for lack of memory"


def test_who_ends_a_worker_twice_is_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    once = f"kill-once {tmp_path / 'killed'}"
    given = batches("satu|kill a|dua", "tiga", "exit b", f"empat|{once}", "lima", "enam")
    with Workers(Trouble, 2) as pool:
        assert said(pool.map(given)) == [
            ["satu", f"!kill a: the process that read it {SIGKILL}", "dua"],
            ["tiga"],
            ["!exit b: the process that read it ended with exit code 3"],
            ["empat", once],
            ["lima"],
            ["enam"],
        ]


def test_who_takes_too_long_is_a_failure_and_the_others_are_read() -> None:
    given = batches("satu|hang|dua", "tiga")
    reason = "took longer than 1 seconds"
    with Workers(quick_limits, 2) as pool:
        assert said(pool.map(given)) == [["satu", f"!hang: {reason}", "dua"], ["tiga"]]


def test_who_heeds_no_signal_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    with Workers(quick_limits, 2) as pool:
        assert said(pool.map(batches("satu|stuck|dua", "tiga"))) == [
            ["satu", f"!stuck: the process that read it {SIGKILL}", "dua"],
            ["tiga"],
        ]


def test_what_the_user_has_to_mend_ends_the_run() -> None:
    with Workers(Trouble, 2) as pool, pytest.raises(UserError, match="the model is none"):
        list(pool.map(batches("satu", "wrong", "dua")))


def test_workers_that_cannot_start_end_the_run() -> None:
    with Workers(dies, 2) as pool, pytest.raises(WorkerError, match="ended with exit code 1 while it was starting"):
        list(pool.map(batches("satu")))


def test_no_worker_is_left_behind() -> None:
    with Workers(Trouble, 2) as pool:
        processes = [worker.process for worker in pool._workers]
        next(pool.map(MANY))
    assert not any(process.is_alive() for process in processes)


# The limit in this process


def test_time_is_limited_and_the_signal_given_back() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(OutOfTimeError), time_limit(0.05):
        time.sleep(5)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_where_no_signal_comes_there_is_no_limit() -> None:
    outcome = []

    def wait() -> None:
        with time_limit(0.01):
            time.sleep(0.05)
        outcome.append("done")

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()
    assert outcome == ["done"]


def test_in_one_process_too_who_takes_too_long_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    [batch] = batches("satu|hang|dua")
    results = extract_batch(Trouble(), batch)
    assert [type(result) for result in results] == [Article, Failure, Article]
