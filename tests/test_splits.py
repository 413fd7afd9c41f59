"""Provinces that were larger when an article appeared."""

from __future__ import annotations

import pytest

from extractor.model import Place
from extractor.pipeline import load_pipeline


@pytest.mark.parametrize(
    ("text", "published", "larger"),
    [
        (
            "Banjir melanda Papua.",
            "2019-03-20",
            "Papua, with today's Papua Selatan, Papua Tengah, Papua Pegunungan",
        ),
        ("Banjir melanda Papua.", "2019", "Papua, with today's Papua Selatan, Papua Tengah, Papua Pegunungan"),
        ("Banjir melanda Papua.", "2023-03-20", None),
        ("Banjir melanda Papua.", "2022", None),  # perhaps after the split
        ("Banjir melanda Papua.", None, None),
        ("Banjir melanda Provinsi Papua Barat.", "2022-08-01", "Papua Barat, with today's Papua Barat Daya"),
        ("Gubernur Kalimantan Timur hadir.", "2012-05", "Kalimantan Timur, with today's Kalimantan Utara"),
        ("Gubernur Jawa Tengah hadir.", "1999-05", None),
    ],
)
def test_larger_then(text: str, published: str | None, larger: str | None) -> None:
    [place] = [m.value for m in load_pipeline().mentions(text, published) if isinstance(m.value, Place)]
    told = [alternative["region_name"] for alternative in place.alternatives if "split" in alternative["reason"]]
    assert told == ([larger] if larger else [])
    assert place.code in ("91", "92", "64", "33")
