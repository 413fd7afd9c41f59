"""Batches of articles -> their results, in the order given, by several processes.

A process that ends while it reads (a system short of memory kills it) costs nothing but time: its articles are read
again one by one, and the one that it ends with a second time is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import cast

from ..errors import UserError
from ..model import Failure, Result
from .attempt import Batch, Load
from .worker import Worker, ending, ignoring_ctrl_c, work

IN_HAND = 2  # batches that each process has: one it reads, one waiting
AHEAD = 8  # batches for each process that may be done before their turn


class WorkerError(UserError):
    """Processes that end before they read anything: the message says how."""


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
        """Send batches to workers that have too few; return how many were sent."""
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
        """Wait for results of any worker, and keep them."""
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
            worker.end_if_late()

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
        with ignoring_ctrl_c():
            process.start()
        theirs.close()  # so that the line breaks when the worker ends
        return Worker(process, ours)
