"""The limits: how much is processed in one batch, and how long an article may take. Nothing else defines them."""

from __future__ import annotations

BATCH_CHARACTERS = 200_000  # of the articles that are read together and stored in one transaction
BATCH_ARTICLES = 500
MOST_BYTES = 100_000_000  # of one article as it lies in its file, unpacked; of a record, its line or cells
SECONDS = 60  # an article may take a minute
SLOWEST = 2_000  # and a second more for so many characters, far slower than any real article


def seconds_for(characters: int) -> float:
    """Return the time, in seconds, that articles of so many characters may take together.

    >>> seconds_for(0), seconds_for(20_000)
    (60.0, 70.0)
    """
    return SECONDS + characters / SLOWEST
