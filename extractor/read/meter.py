"""How much of the input has been read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Meter:
    """Bytes read so far; for the time that is left, set against the size of all inputs."""

    read: int = 0
