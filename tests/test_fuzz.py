"""Nonsense made of the rules' own words: no exception, offsets right, no overlap, the same twice, linear time."""

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor
from fuzz import check, check_time, compose, fragments_of

repeatable = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@cache
def fragments():
    return fragments_of(extractor.load_pipeline().rulebook)


@settings(repeatable, max_examples=300)
@given(st.data())
def test_any_words_of_the_rules_in_any_order(data):
    pieces = data.draw(st.lists(st.tuples(st.sampled_from(fragments()), st.sampled_from(["", " ", "\n"])), max_size=40))
    check(extractor.load_pipeline(), "".join(piece + space for piece, space in pieces))


@settings(repeatable, max_examples=200)
@given(st.text(max_size=200))
def test_any_characters(text):
    check(extractor.load_pipeline(), text)


@settings(repeatable, max_examples=30)
@given(st.binary(min_size=20, max_size=200))
def test_time_grows_with_length(data):
    check_time(extractor.load_pipeline(), compose(data, fragments()))
