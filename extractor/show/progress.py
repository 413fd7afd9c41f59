"""Progress of a run in one line of a terminal, and in none elsewhere: articles done, rate, failures, time left."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from ..model import Say

Item = TypeVar("Item")
LAST = 500  # articles over which the rate is taken


class Meter(Protocol):
    """What counts how much of the input has been read."""

    read: int  # bytes


@dataclass
class Progress:
    """Where a run is. `show` is told of every change: articles done, those that failed, articles a second, bytes done.

    An article's bytes count once it is done, not when it is read: several are read ahead.
    """

    meter: Meter
    say: Say
    show: Callable[[int, int, float, int], None] = lambda *_: None
    done: int = 0
    failed: int = 0
    _read: deque[int] = field(default_factory=deque)
    _times: deque[float] = field(default_factory=lambda: deque([time.monotonic()], LAST))

    def follow(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items, and note how much had been read with each."""
        for item in items:
            self._read.append(self.meter.read)
            yield item

    def tick(self, fate: str) -> None:
        """Count an article that is done."""
        self.done += 1
        self.failed += fate == "failed"
        now = time.monotonic()
        rate = len(self._times) / max(now - self._times[0], 1e-3)
        self._times.append(now)
        self.show(self.done, self.failed, rate, self._read.popleft())


@contextmanager
def progress(meter: Meter, size: Callable[[], int | None], say: Say, *, shown: bool) -> Iterator[Progress]:
    """Open the display, if it is to be shown; `size` tells the bytes of all input, if anybody knows."""
    if not shown:
        yield Progress(meter, say)
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Display

    text = "{task.fields[done]:,} articles · {task.fields[rate]:,.1f}/s · {task.fields[failed]:,} failed"
    columns = (TextColumn(text), BarColumn(), TimeRemainingColumn(), TextColumn("left"))
    with Display(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as display:
        task = display.add_task("", total=size(), done=0, rate=0.0, failed=0)

        def show(done: int, failed: int, rate: float, completed: int) -> None:
            display.update(task, completed=completed, done=done, rate=rate, failed=failed)

        yield Progress(meter, lambda message: aside(display, say, message), show)


def has_screen(*, facts_on_it: bool) -> bool:
    """Return whether there is a screen for the display: facts that come down it are display enough."""
    return sys.stderr.isatty() and not (facts_on_it and sys.stdout.isatty())


def aside(display: object, say: Say, message: str) -> None:
    """Say something above the display."""
    display.stop()  # type: ignore[attr-defined]
    say(message)
    display.start()  # type: ignore[attr-defined]
