"""Spoil files at random and run over them: bytes flipped, cut, doubled, wrong endings, archives in archives.

    scripts/fuzz_files.py --minutes 60      exit 1 at the first traceback, hang or lost neighbour; memory is printed

Each round makes a folder of one good article and a dozen spoilt files and reads it as `extract run --no-store` does.
The good article must come out, every spoilt one as an article or as a failure with a reason.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extractor.model import Document
from extractor.read import find_inputs, read

GOOD = "Kabupaten Blora menerima Rp 5 miliar pada 2024."
RECORDS = [{"id": number, "text": f"{GOOD} Nomor {number}.", "date": "2024-05-01"} for number in range(50)]
LONGEST = 60.0  # seconds of one round
FILES = {
    ".txt": GOOD.encode(),
    ".jsonl": "".join(json.dumps(one) + "\n" for one in RECORDS).encode(),
    ".json": json.dumps(RECORDS, indent=1).encode(),
    ".csv": ("id,text,date\n" + "".join(f'{one["id"]},"{one["text"]}",2024\n' for one in RECORDS)).encode(),
    ".html": f"<!doctype html><html><body><article><p>{GOOD}</p></article></body></html>".encode(),
}


def flipped(data: bytes, dice: random.Random) -> bytes:
    """Return the bytes, some of them others."""
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 30)):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def cut(data: bytes, dice: random.Random) -> bytes:
    """Return the beginning."""
    return data[: dice.randrange(len(data))]


def doubled(data: bytes, dice: random.Random) -> bytes:
    """Return the bytes with a stretch of them told again."""
    at = dice.randrange(len(data))
    return data[:at] + data[at // 2 :]


def packed(data: bytes, dice: random.Random) -> bytes:
    """Return the bytes packed, perhaps more than once."""
    for _ in range(dice.randint(1, 3)):
        data = gzip.compress(data)
    return data


SPOILS: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, cut, doubled, packed)


def must(holds: bool, what: str) -> None:  # noqa: FBT001  reads as a sentence
    """Raise AssertionError, saying what went wrong, unless it holds."""
    if not holds:
        raise AssertionError(what)


def play(folder: Path, dice: random.Random) -> None:
    """Read one folder. Raises AssertionError where the good article is lost or a failure has no reason."""
    (folder / "good.txt").write_text(GOOD, encoding="utf8")
    for number in range(12):
        data = FILES[dice.choice(list(FILES))]
        for spoil in dice.sample(SPOILS, dice.randint(1, 3)):
            data = spoil(data, dice) or b"\n"
        ending = dice.choice([*FILES, ".parquet", ".gz", ".zst"]) + dice.choice(["", "", ".gz", ".zst"])
        (folder / f"{number}{ending}").write_bytes(data)
    start = time.monotonic()
    found = list(read(find_inputs(str(folder)), None, lambda _: None))
    must(time.monotonic() - start < LONGEST, "a round took too long")
    must(
        any(isinstance(one, Document) and one.text == GOOD and one.id == "good" for one in found),
        "the good one is lost",
    )
    must(all(isinstance(one, Document) or one.reason for one in found), "a failure without a reason")


def main() -> None:
    """Play until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    end, rounds = time.monotonic() + 60 * told.minutes, 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            try:
                play(Path(folder), random.Random(told.seed + rounds))
            except BaseException:
                print(f"round {told.seed + rounds}")
                raise
        rounds += 1
    print(f"{rounds} rounds; at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
