"""Throw Indonesian-like nonsense at the rules: no exception, no wrong offset, no overlap, no super-linear time.

    scripts/fuzz.py [--minutes N] [FILE]

With atheris installed (`pip install '.[fuzz]'`, Linux) the search is guided by coverage; without, hypothesis draws. A
failing text is printed whole; atheris also leaves it in a file, which FILE runs again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline
    from extractor.rules import Rulebook

SIGNS = tuple("0123456789.,;:/-–—()[]%+&'\"“”_*#@?!\n\t\xa0\u200b\r") + (" ",) * 8
AMOUNTS = ("1.503.214", "79,68", "2.000.000,-", "00,6", "5-6", "1e9", "Rp", "Rp.", "US$", "s.d.", "²", "١٢", "9" * 40)
DATES = ("11/1/2022", "17-6-2019", "10.30", "2019/2020", "II", "Ⅷ", "COVID-19")
NAMES = ("Jl.", "No.", "Kab.", "Jakarta", "Semarang", "Budi")
LONGEST = 4_000  # characters of one text
BYTES = 400  # that spell it, at most
STEEP = 5  # times the cost of a character in a text ten times as long: super-linear
SLOW = 0.05  # seconds below which nothing is called slow


class UnsoundError(AssertionError):
    """A text that the rules read unsoundly: what is wrong, and the text."""


def fragments_of(rulebook: Rulebook) -> tuple[str, ...]:
    """Return what texts are made of: every word of the rules, figures, signs, and many spaces."""
    words = {word for table in rulebook.words.values() for word in table}
    return (*sorted(words), *(word.title() for word in sorted(words)), *AMOUNTS, *DATES, *NAMES, *SIGNS)


def compose(data: bytes, fragments: Sequence[str]) -> str:
    """Return the text that the bytes spell, two for a fragment; the highest bit of a pair puts a space behind it.

    >>> compose(bytes([0, 1, 128, 0]), ["satu", "dua"])
    'duasatu '
    """
    pairs = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data) - 1, 2))
    pieces = (fragments[pair % 0x8000 % len(fragments)] + " " * (pair >> 15) for pair in pairs)
    return "".join(pieces)[:LONGEST]


def check(pipeline: Pipeline, text: str) -> None:
    """Raise UnsoundError unless the mentions lie in the text, in order, apart, and come out the same twice."""
    mentions = pipeline.mentions(text, "2022-01-11")
    if not all(0 <= mention.start < mention.end <= len(text) for mention in mentions):
        raise UnsoundError(f"a mention lies outside the text {text!r}")
    if not all(one.end <= other.start for one, other in pairwise(mentions)):
        raise UnsoundError(f"mentions overlap or are out of order in {text!r}")
    if pipeline.mentions(text, "2022-01-11") != mentions:
        raise UnsoundError(f"the second reading differs from the first of {text!r}")


def check_time(pipeline: Pipeline, text: str) -> None:
    """Raise UnsoundError if the text ten times over costs far more than ten times its time, three times measured."""
    once, tenfold = text * max(1, LONGEST // 10 // max(1, len(text))), text * max(10, LONGEST // max(1, len(text)))
    for _ in range(3):
        short, long = seconds(pipeline, once), seconds(pipeline, tenfold)
        if long < SLOW or long / len(tenfold) < STEEP * short / len(once):
            return
    raise UnsoundError(f"{long:.3f} s for ten times what costs {short:.3f} s: {text!r}")


def seconds(pipeline: Pipeline, text: str) -> float:
    """Return how long the rules take for the text, in time of the processor: others may be busy here."""
    start = time.process_time()
    pipeline.mentions(text, "2022-01-11")
    return time.process_time() - start


def with_atheris(run: Callable[[bytes], None], minutes: float) -> None:
    """Let atheris search for bytes that make `run` fail, from random ones of full length; it ends the program."""
    import atheris

    folder = Path(tempfile.mkdtemp(prefix="extract-fuzz-"))
    for number in range(100):
        (folder / str(number)).write_bytes(random.Random(number).randbytes(BYTES))
    limits = [f"-max_total_time={minutes * 60:.0f}", f"-max_len={BYTES}", "-timeout=60", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], *limits, str(folder)], run)
    atheris.Fuzz()


def with_hypothesis(run: Callable[[bytes], None], minutes: float) -> None:
    """Let hypothesis draw bytes until the time is up."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    end = time.monotonic() + minutes * 60
    quiet = settings(deadline=None, max_examples=500, database=None, suppress_health_check=list(HealthCheck))
    once = quiet(given(st.binary(max_size=BYTES))(run))
    while time.monotonic() < end:
        once()


def runner() -> Callable[[bytes], None]:
    """Return what checks one text; every eighth is measured too."""
    import extractor

    pipeline = extractor.load_pipeline()
    fragments = fragments_of(pipeline.rulebook)

    def run(data: bytes) -> None:
        text = compose(data, fragments)
        check(pipeline, text)
        if text and sum(data) % 8 == 0:
            check_time(pipeline, text)

    return run


def instrumented() -> bool:
    """Import the package so that atheris sees which lines run; False without atheris."""
    try:
        import atheris
    except ImportError:
        return False
    with atheris.instrument_imports(include=["extractor"]):
        import extractor.pipeline  # noqa: F401
    return True


def main() -> None:
    """Fuzz for the minutes that the command line names, or run one saved text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", help="run this saved text only")
    parser.add_argument("--minutes", type=float, default=1)
    told = parser.parse_args()
    if told.file:
        runner()(told.file.read_bytes())
        return
    guided = instrumented()
    print(f"fuzzing for {told.minutes:g} minutes with {'atheris' if guided else 'hypothesis'}", file=sys.stderr)
    (with_atheris if guided else with_hypothesis)(runner(), told.minutes)


if __name__ == "__main__":
    main()
