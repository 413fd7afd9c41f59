"""What the words around a number add: forms of approx and per."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from test_money import FINDER
from test_number import RULES, cases

from extractor.choose import choose
from extractor.model import NUMBERS
from extractor.qualify import qualify
from extractor.rules.examples import marks_of, write_marks


def marked(text):
    mentions = qualify(text, choose(FINDER.find(text)), RULES)
    return write_marks(text, marks_of(mention for mention in mentions if mention.kind in NUMBERS))


FORMS = tomllib.loads((Path(__file__).parent / "data" / "qualifier_forms.toml").read_text("utf8"))


@pytest.mark.parametrize(("approx", "frame"), cases(FORMS["approx"]))
@pytest.mark.parametrize(("form", "value"), [("Rp 5 juta", "5000000 IDR"), ("80 persen", "80 %")])
def test_approx(approx, frame, form, value):
    expected = frame.format(f"[{form}]({' '.join([value] if approx == 'none' else [value, approx])})")
    assert marked(f"Kata dia {frame.format(form)}.") == f"Kata dia {expected}."


@pytest.mark.parametrize(("per", "frame"), cases(FORMS["per"]))
def test_per(per, frame):
    expected = frame.format(f"[Rp 5 juta](5000000 IDR{'' if per == 'none' else f' /{per}'})")
    assert marked(f"Katanya {frame.format('Rp 5 juta')}.") == f"Katanya {expected}."


def test_a_range_that_is_only_opened_stays_exact():
    assert marked("Berkisar 5-6 persen, mulai Rp 2 juta hingga Rp 3 juta.") == (
        "Berkisar [5-6 persen](5..6 %), mulai [Rp 2 juta hingga Rp 3 juta](2000000..3000000 IDR)."
    )
