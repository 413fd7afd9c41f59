"""A tree of words matches what the plain list of them would, longest first."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.patterns.alternation import alternation
from extractor.patterns.compile import FLAGS
from extractor.rules import load_rules

LISTS = load_rules().words


def plain(words):
    parts = (r"\s+".join(map(regex.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return f"(?:{'|'.join(parts)})"


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_every_list(name):
    tree, flat = (regex.compile(write(LISTS[name]), FLAGS) for write in (alternation, plain))
    for word in LISTS[name]:
        for text in (word, word.upper(), word + "nya", word[:-1], f"{word}. ", "  ".join(word.split())):
            assert (found := tree.match(text)) == flat.match(text) or found.span() == flat.match(text).span(), text


@settings(derandomize=True, deadline=None)
@given(
    words=st.lists(st.text("aAbB. -", min_size=1).filter(str.strip), min_size=1),
    text=st.text("aAbB. -"),
    ignoring=st.booleans(),
)
def test_any_words(words, text, *, ignoring):
    flags = regex.VERSION1 | (regex.IGNORECASE if ignoring else 0)
    tree, flat = (regex.compile(write(words), flags).match(text) for write in (alternation, plain))
    assert (tree and tree.span()) == (flat and flat.span())


def test_backtracking_finds_the_shorter_word():
    assert regex.fullmatch(alternation(["ab", "abc", "a"]) + "bcd", "abcd")
