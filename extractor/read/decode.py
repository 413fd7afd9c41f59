"""Bytes of a file -> its text, in whatever encoding it was saved; what had to be guessed is said in words."""

from __future__ import annotations

import codecs
import os

import regex

MARKS = (  # what a file of an encoding starts with; UTF-32's holds UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 65_536
CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x1f]")  # no text holds them; tab, line and page ends it may
MANY_CONTROLS = 0.01
SURROGATES = regex.compile(r"[\ud800-\udfff]")


class NotTextError(ValueError):
    """Bytes that are no text: the message says why."""


def decode(data: bytes) -> tuple[str, str | None]:
    r"""Return the text, unchanged but for a byte order mark, and what a reader should know about how it was read.

    Raises NotTextError for what is no text.

    >>> decode(b"Rp1 juta \x96 naik")
    ('Rp1 juta – naik', 'is not UTF-8; read as Windows-1252')
    """
    if marked := marked_encoding(data):
        return whole(data, marked)
    if guessed := unmarked_utf16(data[:SAMPLE]):
        text, note = whole(data, guessed)
        return text, note or f"says not how it is encoded; read as {guessed.upper()}"
    if b"\0" in data:
        raise NotTextError("holds NUL bytes: it is no text")
    text, note = utf8_or_windows(data)
    if data.startswith(b"%PDF-") or len(CONTROLS.findall(text[:SAMPLE])) > MANY_CONTROLS * len(text[:SAMPLE]):
        raise NotTextError("holds no text, but a program's data")
    return text, note


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that the byte order mark names."""
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def unmarked_utf16(sample: bytes) -> str | None:
    """Return the kind of UTF-16 whose clear pattern the bytes show: every other one NUL, as in Latin letters."""
    half = len(sample) // 2
    if half == 0:
        return None
    even, odd = sample[0 : 2 * half : 2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.05 else None


def whole(data: bytes, encoding: str) -> tuple[str, str | None]:
    """Decode bytes whose encoding is known; what is broken becomes �."""
    try:
        text, note = data.decode(encoding), None
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        note = f"is broken {encoding.upper()}; what could not be read stands as �"
    if "\0" in text:
        raise NotTextError("holds NUL characters: it is no text")
    return text, note


def utf8_or_windows(data: bytes) -> tuple[str, str | None]:
    """Decode as UTF-8, broken in places or cut off perhaps, else as Windows-1252."""
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        broken = data.decode("utf-8", errors="replace")
    errors = broken.count("�")
    if sum(char > "\x7f" for char in broken) >= 2 * errors or data_cut_off(data):
        return broken, f"is UTF-8 broken in {errors} place{'s' * (errors > 1)}, which stand{'s' * (errors == 1)} as �"
    try:
        return data.decode("cp1252"), "is not UTF-8; read as Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "is not UTF-8; read as Latin-1"


def data_cut_off(data: bytes) -> bool:
    """Return whether only the last character, begun and not ended, keeps the bytes from being UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end == len(data) and error.reason == "unexpected end of data"
    return False


def storable_text(text: str) -> str:
    r"""Return the text with every half of a surrogate pair, which no encoding can write, as �; offsets stay.

    >>> storable_text("Rp\ud83d5")
    'Rp�5'
    """
    return SURROGATES.sub("�", text)


def storable_name(name: str) -> str:
    r"""Return a file's name with each byte that is not UTF-8 written out: two such names stay two.

    >>> storable_name("a\udcff.txt"), storable_name("b.txt")
    ('a\\xff.txt', 'b.txt')
    """
    return os.fsencode(name).decode("utf-8", errors="backslashreplace") if SURROGATES.search(name) else name
