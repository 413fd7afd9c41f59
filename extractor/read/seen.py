"""Which articles a run has read, kept on disk: memory does not grow with their number."""

from __future__ import annotations

import hashlib
import sqlite3

from ..model import Document


class Seen:
    """Remembers keys with what they stood for, as hashes of 64 bits, in a temporary file of its own."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # a nameless file that goes with the connection
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE seen (key INTEGER PRIMARY KEY, content INTEGER)")

    def clashes(self, key: str, content: str) -> bool:
        """Remember the key, and return whether it stood for something else before."""
        row = (hashed(key), hashed(content))
        self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", row)
        [first] = self._database.execute("SELECT content FROM seen WHERE key = ?", row[:1]).fetchone()
        return bool(first != row[1])

    def repeats(self, key: str) -> bool:
        """Remember the key, and return whether it was there before."""
        return not self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, 0)", (hashed(key),)).rowcount


def hashed(text: str) -> int:
    """Return 64 bits that stand for the text."""
    digest = hashlib.blake2b(text.encode("utf8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def content_of(document: Document) -> str:
    """Return all that makes an article another than one with the same id."""
    return "\0".join(str(part) for part in (document.text, document.title, document.url, document.published))
