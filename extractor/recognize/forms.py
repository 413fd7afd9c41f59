"""A word -> the numbers by which spaCy's networks know it: hashes of its form, of its beginning, its end, its shape.

Strings are hashed as spaCy's StringStore does (MurmurHash64A, seed 1), rows of its tables of weights as thinc's
HashEmbed does (a variant of MurmurHash3 for one 64-bit key). Both hashes are Austin Appleby's, in the public domain.
"""

from __future__ import annotations

from collections.abc import Mapping

MASK = (1 << 64) - 1
EDGE = 3  # letters of a word's beginning and of its end that the model looks at
SHAPE_RUN = 4  # signs of one class in a row that a shape tells at most
LONG = 100  # letters; a longer word has no shape of its own


def first_letters(word: str) -> str:
    """Return the first letters.

    >>> first_letters("Kabupaten")
    'Kab'
    """
    return word[:EDGE]


def last_letters(word: str) -> str:
    """Return the last letters.

    >>> last_letters("Kabupaten")
    'ten'
    """
    return word[-EDGE:]


def without_case_and_figures(word: str) -> str:
    """Return a word in small letters, its figures as nought.

    >>> without_case_and_figures("Rp28,6")
    'rp00,0'
    """
    return "".join("0" if letter.isdigit() else letter for letter in word.lower())


def shape(word: str) -> str:
    """Return the shape of a word as spaCy tells it: capitals X, small letters x, figures d, no more than four in a row.

    >>> shape("Rp28.600,5"), shape("Kabupaten")
    ('Xxdd.ddd,d', 'Xxxxx')
    """
    if len(word) >= LONG:
        return "LONG"
    signs: list[str] = []
    last, run = "", 0
    for letter in word:
        sign = ("X" if letter.isupper() else "x") if letter.isalpha() else "d" if letter.isdigit() else letter
        run = run + 1 if last == sign else 1
        last = sign
        if run <= SHAPE_RUN:
            signs.append(sign)
    return "".join(signs)


def string_hash(text: str, symbols: Mapping[str, int]) -> int:
    """Return the number that spaCy knows a string by; the names in `symbols` have numbers of their own."""
    if (known := symbols.get(text)) is not None:
        return known
    return murmur64a(text.encode("utf8"))


def murmur64a(key: bytes, seed: int = 1) -> int:
    """Return MurmurHash64A.

    >>> hex(murmur64a(b"coffee"))
    '0x2c6152fc1342ce91'
    """
    multiplier, shift = 0xC6A4A7935BD1E995, 47
    whole = len(key) // 8 * 8
    result = (seed ^ (len(key) * multiplier)) & MASK
    for at in range(0, whole, 8):
        block = int.from_bytes(key[at : at + 8], "little") * multiplier & MASK
        block = (block ^ (block >> shift)) * multiplier & MASK
        result = (result ^ block) * multiplier & MASK
    if rest := key[whole:]:
        result = (result ^ int.from_bytes(rest, "little")) * multiplier & MASK
    result = (result ^ (result >> shift)) * multiplier & MASK
    return result ^ (result >> shift)


def hashed_rows(key: int, seed: int, rows: int) -> tuple[int, ...]:
    """Return the four rows of a table with so many rows that make up the vector of a key."""
    first = key * 0x87C37B91114253D5 & MASK
    first = ((first << 31) | (first >> 33)) & MASK
    first = (first * 0x4CF5AD432745937F & MASK) ^ seed ^ 8
    second = seed ^ 8
    first = (first + second) & MASK
    second = (second + first) & MASK
    first, second = mixed(first), mixed(second)
    first = (first + second) & MASK
    second = (second + first) & MASK
    low = 0xFFFFFFFF
    return tuple(part % rows for part in (first & low, first >> 32, second & low, second >> 32))


def mixed(key: int) -> int:
    """Return the bits of a 64-bit key mixed, as MurmurHash3 ends."""
    key = (key ^ (key >> 33)) * 0xFF51AFD7ED558CCD & MASK
    key = (key ^ (key >> 33)) * 0xC4CEB9FE1A85EC53 & MASK
    return key ^ (key >> 33)
