"""One worker process: what it runs, and the connection to it. However the process ends, its owner notices."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

from ..errors import UserError
from ..model import Result
from .attempt import Batch, Extracts, Load, extract_batch, time_for

ENDED_AFTER = 3  # times the limit, after which a process that does not heed it is ended


def work(connection: Connection, load: Load) -> None:
    """Read batches until the other end of the connection closes. A worker process runs this and nothing else."""
    pipeline = load()
    inbox: SimpleQueue[Batch | None] = SimpleQueue()
    threading.Thread(target=receive, args=(connection, inbox), daemon=True).start()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.send(None)  # ready
        while (batch := inbox.get()) is not None:
            connection.send(attempt(pipeline, batch))


def attempt(pipeline: Extracts, batch: Batch) -> list[Result] | UserError:
    """Return the results, or what the user has to correct."""
    try:
        return extract_batch(pipeline, batch)
    except UserError as error:
        return error


def receive(connection: Connection, inbox: SimpleQueue[Batch | None]) -> None:
    """Take batches as they arrive, so that the sender never waits until one is read."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            inbox.put(connection.recv())
    inbox.put(None)


@dataclass
class Worker:
    """A process, the connection to it, and the batches given to it by number, the one it is reading first."""

    process: BaseProcess
    line: Connection
    batches: deque[tuple[int, Batch]] = field(default_factory=deque)
    ready: bool = False
    since: float = 0.0

    def give(self, number: int, batch: Batch) -> None:
        """Send the worker a batch. If it has ended, `take` reports that."""
        if not self.batches:
            self.since = time.monotonic()
        self.batches.append((number, batch))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.line.send(batch)

    def take(self) -> Any:
        """Return what the worker sent. Raises EOFError if it has ended, UserError for what the user has to correct."""
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
            self.end_if_late()
        return self.take()

    def end_if_late(self) -> None:
        """End the worker if it has been reading its batch for ENDED_AFTER times the limit."""
        if self.batches and self.ready and time.monotonic() - self.since > ENDED_AFTER * time_for(self.batches[0][1]):
            self.process.kill()

    def end(self) -> int | None:
        """Make sure that the process has ended, and return its exit code."""
        self.line.close()
        self.process.kill()
        self.process.join()
        return self.process.exitcode


@contextlib.contextmanager
def ignoring_ctrl_c() -> Iterator[None]:
    """Let processes that start in the block ignore Ctrl-C, which is meant for the process that started them."""
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
