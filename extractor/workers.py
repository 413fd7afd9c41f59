"""Batches of articles -> their results, in the order given, by this process or by several others.

A process that ends while it reads (a system short of memory kills it) costs nothing but time: its articles are read
again one by one, and the one that it ends with a second time is a failure.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Protocol, cast

from .errors import UserError
from .limit import OutOfTimeError, time_limit
from .model import Article, Document, Failure

Result = Article | Failure
Batch = Sequence[Document]

SECONDS, SLOWEST = 60, 2_000  # an article may take a minute, and more at characters a second that none comes near
MERCY = 3  # times the limit, after which a process that does not heed it is ended
IN_HAND = 2  # batches that each process has: one it reads, one waiting
AHEAD = 8  # batches for each process that may be done before their turn


class Extracts(Protocol):
    """What reads articles."""

    def run(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Yield each document's article, or why there is none."""


Load = Callable[[], Extracts]


class WorkerError(UserError):
    """Processes that end before they read anything: the message says how."""


def seconds_for(documents: Iterable[Document]) -> float:
    """Return the time that the articles may take together."""
    return SECONDS + sum(len(document.text) for document in documents) / SLOWEST


def extract_batch(pipeline: Extracts, documents: Batch) -> list[Result]:
    """Return a result for each document; one that takes too long is a failure."""
    limit = seconds_for(documents)
    try:
        with time_limit(limit):
            return list(pipeline.run(documents))
    except OutOfTimeError:
        if len(documents) == 1:
            return [Failure(documents[0], f"took longer than {limit:.0f} seconds")]
    return [result for document in documents for result in extract_batch(pipeline, [document])]


def map_here(load: Load, batches: Iterable[Batch]) -> Iterator[list[Result]]:
    """Yield the results of each batch, read by this process."""
    pipeline = load()
    return (extract_batch(pipeline, batch) if batch else [] for batch in batches)


def work(connection: Connection, load: Load) -> None:
    """Read batches until the other end of the connection closes: the life of a worker process."""
    pipeline = load()
    inbox: SimpleQueue[Batch | None] = SimpleQueue()
    threading.Thread(target=receive, args=(connection, inbox), daemon=True).start()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.send(None)  # ready
        while (batch := inbox.get()) is not None:
            connection.send(attempt(pipeline, batch))


def attempt(pipeline: Extracts, batch: Batch) -> list[Result] | UserError:
    """Return the results, or what the user has to mend."""
    try:
        return extract_batch(pipeline, batch)
    except UserError as error:
        return error


def receive(connection: Connection, inbox: SimpleQueue[Batch | None]) -> None:
    """Take batches as they come, so that who sends them never waits for who reads them."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            inbox.put(connection.recv())
    inbox.put(None)


@dataclass
class Worker:
    """A process, the line to it, and the batches in its hands, by number, the one it reads first."""

    process: BaseProcess
    line: Connection
    batches: deque[tuple[int, Batch]] = field(default_factory=deque)
    ready: bool = False
    since: float = 0.0

    def give(self, number: int, batch: Batch) -> None:
        """Hand the worker a batch. One that has ended is found out when its results are taken."""
        if not self.batches:
            self.since = time.monotonic()
        self.batches.append((number, batch))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.line.send(batch)

    def take(self) -> Any:
        """Return what the worker sent. Raises EOFError if it has ended, UserError for what the user has to mend."""
        try:
            sent = self.line.recv()
        except OSError as error:
            raise EOFError from error
        self.since = time.monotonic()
        if isinstance(sent, UserError):
            raise sent
        return sent

    def answer(self) -> Any:
        """Wait for what the worker sends next. Raises as `take` does."""
        while not self.line.poll(1):
            self.hurry()
        return self.take()

    def hurry(self) -> None:
        """End the worker if it reads its batch for longer than it can need."""
        if self.batches and self.ready and time.monotonic() - self.since > MERCY * seconds_for(self.batches[0][1]):
            self.process.kill()

    def end(self) -> int | None:
        """Make sure that the process has ended, and return its exit code."""
        self.line.close()
        self.process.kill()
        self.process.join()
        return self.process.exitcode


class Workers:
    """Several processes that read batches. `load` must be picklable: each calls it for a pipeline of its own."""

    def __init__(self, load: Load, count: int) -> None:
        self._load = load
        self._context = get_context("spawn")  # a fork would take over threads and locks
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # each worker has a core; more threads would only be in the way
        self._workers = [self._start() for _ in range(count)]

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def map(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Yield the results of each batch, in order. Only so many batches are taken ahead."""
        numbered = enumerate(batches)
        done: dict[int, list[Result]] = {}
        given, taken = self._feed(numbered, done, 0), 0
        while taken < given:
            if taken in done:
                yield done.pop(taken)
                taken += 1
            else:
                self._collect(done)
            given += self._feed(numbered, done, given - taken)

    def _feed(self, numbered: Iterator[tuple[int, Batch]], done: dict[int, list[Result]], ahead: int) -> int:
        """Hand out batches to who has less than enough; return how many."""
        given = 0
        while ahead + given < AHEAD * len(self._workers):
            least = min(self._workers, key=lambda worker: len(worker.batches))
            if len(least.batches) >= IN_HAND or (item := next(numbered, None)) is None:
                break
            number, batch = item
            given += 1
            if batch:
                least.give(number, batch)
            else:
                done[number] = []
        return given

    def _collect(self, done: dict[int, list[Result]]) -> None:
        """Wait for some worker and put down what it read."""
        lines = {worker.line: worker for worker in self._workers}
        for line in wait(list(lines), timeout=1):
            worker = lines[cast(Connection, line)]
            try:
                sent = worker.take()
            except EOFError:
                self._replace(worker, done)
            else:
                if worker.ready:
                    done[worker.batches.popleft()[0]] = sent
                worker.ready = True
        for worker in self._workers:
            worker.hurry()

    def _replace(self, worker: Worker, done: dict[int, list[Result]]) -> None:
        """Start another worker for one that ended; what that one was reading is read one by one."""
        fate = ending(worker.end())
        if not worker.ready:
            raise WorkerError(f"a worker process {fate} while it was starting: try fewer --workers")
        fresh = self._workers[self._workers.index(worker)] = self._start()
        if worker.batches:
            number, batch = worker.batches.popleft()
            done[number] = list(self._one_by_one(batch))
        for number, batch in worker.batches:
            fresh.give(number, batch)

    def _one_by_one(self, batch: Batch) -> Iterator[Result]:
        """Yield the results of articles that a worker ended with, each read by one that reads nothing else."""
        reader = self._start()
        for document in batch:
            reader.give(0, [document])
            try:
                while not reader.ready:
                    reader.ready = reader.answer() is None
                [result] = reader.answer()
                reader.batches.clear()
            except EOFError:
                result = Failure(document, f"the process that read it {ending(reader.end())}")
                reader = self._start()
            yield result
        reader.end()

    def _start(self) -> Worker:
        """Start a worker, which takes seconds to get ready."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._load), daemon=True)
        with deaf_to_ctrl_c():
            process.start()
        theirs.close()  # so that the line breaks when the worker ends
        return Worker(process, ours)


@contextlib.contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Let processes that start in the block never hear Ctrl-C, which is for the process that started them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def ending(code: int | None) -> str:
    """Return how a process ended.

    >>> ending(-9), ending(3)
    ('was ended by SIGKILL, perhaps for lack of memory', 'ended with exit code 3')
    """
    if code is None or code >= 0:
        return f"ended with exit code {code}"
    name = signal.Signals(-code).name
    return f"was ended by {name}" + (", perhaps for lack of memory" if name == "SIGKILL" else "")
