"""Python asks as the command does: the same filters, refused in the same words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from extractor import extract
from extractor.errors import UserError
from extractor.store.asked import read_filters
from extractor.store.query import Filters


def test_filters_as_people_write_them() -> None:
    asked = {"region": "Kabupaten Blora", "since": dt.date(2024, 5, 1), "until": "2024", "min": 1.5, "max": 10**9}
    assert read_filters(asked) == Filters(
        region="33.16", since=dt.date(2024, 5, 1), until=dt.date(2024, 12, 31), min=Decimal("1.5"), max=Decimal(10**9)
    )
    assert read_filters({"region": None, "kind": ["money", "percent"]}) == Filters(kind=("money", "percent"))


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        ({"kind": "uang"}, Filters(kind=("money",))),
        ({"kind": ["persen", "date"]}, Filters(kind=("percent", "date"))),
        ({"indicator": "Kemiskinan"}, Filters(indicator="poverty")),
        ({"indicator": "anggaran.belanja"}, Filters(indicator="budget.spending")),
        ({"indicator": "own"}, Filters(indicator="own")),
        ({"since": "Januari 2024"}, Filters(since=dt.date(2024, 1, 1))),
        ({"until": "17 Agustus 2023"}, Filters(until=dt.date(2023, 8, 17))),
        ({"until": "2024-2025"}, Filters(until=dt.date(2025, 12, 31))),
        ({"min": "1 miliar"}, Filters(min=Decimal(10**9))),
        ({"min": "1,5", "max": "Rp 2,5 juta"}, Filters(min=Decimal("1.5"), max=Decimal(2500000))),
        ({"min": "1.500.000", "max": "12,5 persen"}, Filters(min=Decimal(1500000), max=Decimal("12.5"))),
    ],
)
def test_filters_in_either_language(asked: dict[str, object], filters: Filters) -> None:
    assert read_filters(asked) == filters


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"since": "kemarin"}, "since: “kemarin” is no date such as 2024-05-12, 2024-05 or 2024"),
        ({"min": "banyak"}, "min: “banyak” is no number such as 1500000, 7.5, 2e9 or 1,5 miliar"),
        ({"max": float("nan")}, "max: “nan” is no number such as 1500000, 7.5, 2e9 or 1,5 miliar"),
        ({"min": "1.500"}, "min: “1.500” may be thousands or a fraction"),
        ({"since": "Mei"}, "since: “Mei” is no date such as 2024-05-12"),
        ({"kind": "banjir"}, "kind: “banjir” is no kind of fact; there are "),
        ({"region": 33}, "region: 33 is no text"),
        ({"wilayah": "Blora"}, "wilayah: there is no such filter; there are region, kind"),
    ],
)
def test_what_is_refused(asked: dict[str, object], reason: str) -> None:
    with pytest.raises(UserError) as caught:
        read_filters(asked)
    assert str(caught.value).startswith(reason)
    with pytest.raises(UserError) as as_option:
        read_filters(asked, "--")
    assert str(as_option.value).startswith(f"--{next(iter(asked))}: ")


@pytest.mark.parametrize(("text", "published", "name"), [(None, None, "text"), ("Isi.", "kemarin", "published")])
def test_extract_refuses_in_a_sentence(text: str, published: str | None, name: str) -> None:
    with pytest.raises(UserError, match=f"^{name}: .* is no "):
        extract(text, published)


@pytest.mark.stanza
def test_published_may_be_a_date() -> None:
    assert extract("Panen 5 persen.", dt.date(2024, 5, 1)).published == "2024-05-01"
    assert extract("Panen 5 persen.", dt.datetime(2024, 5, 1, 10, 22)).published == "2024-05-01"
