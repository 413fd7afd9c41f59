"""What charts draw: numbers of one unit with their doubts, as SVG that runs nothing and asks for nothing."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from made import BLORA, SENTENCE, article, blora, number, year

from extractor.model import Fact
from extractor.show.points import Point, certainty, latest, points_of, series, sources

pytest.importorskip("altair", reason="charts need the extra: pip install 'extractor[charts]'")
pytest.importorskip("vl_convert", reason="charts need the extra: pip install 'extractor[charts]'")

from extractor.show import charts

HOSTILE = "<script>alert(1)</script>\u202e\x00 \"' onload=x"
SEMARANG = {"region": "33.74", "region_name": "Kota Semarang", "region_level": "kota"}


def budget(amount: str, of: int, **fields: Any) -> Fact:
    given = BLORA | year(of) | {"indicator": "budget"} | fields
    return number("money", "Rp28,6 miliar", amount, "IDR", **given)


def point(amount: str, of: int, published: str = "2024-05-01", **fields: Any) -> Point:
    return Point(budget(amount, of, **fields), "Anggaran Blora", published, "#fact-1")


POINTS = [
    point("28600000000", 2021),
    point("31250000000", 2022, approx="about"),
    point("40000000000", 2023, status="target"),
    point("33000000000", 2022, "2023-02-01", **SEMARANG),
]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - made here


def texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in parsed(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_changes_and_numbers_without_bounds_are_not_drawn() -> None:
    made = dataclasses.replace(
        blora(),
        facts=(
            *blora().facts,
            budget("5", 2022, change="increase"),
            dataclasses.replace(budget("5", 2022), low=None, high=None),
        ),
    )
    found = list(points_of([made], lambda _, fact: f"#fact-{fact.id}"))
    assert [(one.fact.text, one.source, one.published, one.link) for one in found] == [
        ("Rp28,6 miliar", SENTENCE, "2022-03-01", "#fact-money-30"),
        ("1.200", SENTENCE, "2022-03-01", "#fact-count-50"),
    ]


def test_families_are_no_people() -> None:
    families = [Point(number("count", "1.200", "120", unit, **year(2022)), "a") for unit in ("kk", "kpm", "keluarga")]
    people = [Point(number("count", "1.200", "500", unit, **year(2022)), "a") for unit in ("jiwa", "penduduk")]
    drawn = series([*families, *people])
    assert drawn is not None
    assert (drawn.unit, len(drawn.points), drawn.others) == ("households", 3, 2)


def test_a_series_has_one_unit_and_a_short_scale() -> None:
    people = number("count", "1.200", "1200", "siswa", **year(2022))
    dollars = number("money", "Rp28,6 miliar", "5", "USD", **year(2022))
    drawn = series([*POINTS, Point(people, "a"), Point(dollars, "b")])
    assert drawn is not None
    assert (drawn.unit, drawn.divisor, drawn.others, len(drawn.points)) == ("miliar rupiah", Decimal(10) ** 9, 2, 4)
    assert drawn.row(POINTS[1])["value"] == 31.25
    assert series([]) is None


@pytest.mark.parametrize(
    ("fields", "sure"),
    [
        ({}, "as stated"),
        ({"approx": "about"}, "about, or a range"),
        ({"high": Decimal(9)}, "about, or a range"),
        ({"approx": "over"}, "more than"),
        ({"high": None}, "more than"),
        ({"approx": "under"}, "less than"),
        ({"low": None}, "less than"),
        ({"status": "target", "approx": "about"}, "target or plan"),
        ({"alternatives": ({"low": Decimal(1)},), "status": "target"}, "more than one reading"),
    ],
)
def test_doubts(fields: dict[str, Any], sure: str) -> None:
    assert certainty(dataclasses.replace(budget("5", 2022), **fields)) == sure


def test_the_latest_number_of_a_region_is_what_is_not_what_is_planned() -> None:
    assert {code: one.fact.period for code, one in latest(POINTS).items()} == {"33.16": "2022", "33.74": "2022"}


def test_sources_are_named_newest_first() -> None:
    points = [dataclasses.replace(POINTS[0], source=f"Berita {n}", published=f"2024-0{n}-09") for n in (1, 3, 2, 4)]
    assert sources(points) == "Berita 4 (9 April 2024); Berita 3 (9 Maret 2024); 2 more articles"
    assert sources([dataclasses.replace(points[0], published=None)]) == "Berita 1"


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (
            charts.over_time,
            ["time the number holds for", "miliar rupiah", "2022", "target or plan", "about, or a range"],
        ),
        (charts.ranking, ["Kab. Blora, 2022", "Kota Semarang, 2022", "miliar rupiah", "0"]),
        (charts.places, ["Kota Semarang", "miliar rupiah"]),
    ],
)
def test_axes_units_and_sources_are_named(draw: Any, said: list[str]) -> None:
    svg = charts.svg(draw(POINTS, "budget"))
    written = texts(svg)
    for text in ["budget", *said]:
        assert text in written, (text, written)
    assert any("Sources: Anggaran Blora (1 Mei 2024)" in text for text in written)
    root = parsed(svg)
    assert (root.get("role"), root.get("aria-label")) == ("group", "budget")
    assert "31,25 miliar" in svg


@pytest.mark.parametrize("link", ["#fact-1", "blora.html#fact-1", "/facts/blora?a=1&b=2#fact-1"])
def test_links_are_as_given(link: str) -> None:
    points = [dataclasses.replace(one, link=link) for one in POINTS]
    drawn = parsed(charts.svg(charts.ranking(points, "x")))
    links = {element.get("{http://www.w3.org/1999/xlink}href") for element in drawn.iter()} - {None}
    assert links == {link}


def test_axes_write_numbers_the_indonesian_way() -> None:
    spread = [point("1500000000000", 2020), point("2500000000000", 2021)]
    assert "1,6" in texts(charts.svg(charts.over_time(spread, "x")))
    people = [Point(number("count", "1.200", str(n), "siswa", **year(2000 + n // 10000)), "a") for n in (10000, 90000)]
    assert "20.000" in texts(charts.svg(charts.over_time(people, "x")))


def test_where_one_number_dwarfs_the_others_lines_are_ten_times_apart() -> None:
    written = texts(charts.svg(charts.over_time([*POINTS, point("52000000000000", 2020)], "budget")))
    assert "miliar rupiah (each line ten times the last)" in written
    assert {"100", "1.000", "10.000"} <= set(written)


@pytest.mark.parametrize("draw", [charts.over_time, charts.ranking, charts.places])
def test_too_little_to_draw_is_no_chart(draw: Any) -> None:
    assert draw([], "x") is None
    assert draw([POINTS[0], POINTS[0]], "x") is None


@pytest.mark.parametrize("draw", [charts.over_time, charts.ranking, charts.places])
def test_hostile_names_are_text(draw: Any) -> None:
    points = [
        dataclasses.replace(one, source=HOSTILE, fact=dataclasses.replace(one.fact, region_name=HOSTILE, unit=HOSTILE))
        for one in POINTS
    ]
    svg = charts.svg(draw(points, HOSTILE * 1000))
    tags = {element.tag.partition("}")[2] for element in parsed(svg).iter()}
    assert tags <= {"svg", "g", "path", "line", "text", "tspan", "rect", "a", "defs", "clipPath", "title"}
    names = {name for element in parsed(svg).iter() for name in element.attrib}
    assert not any(name.startswith("on") or name == "style" for name in names)
    assert len(svg) < 300_000


def test_the_same_points_give_the_same_bytes() -> None:
    assert charts.svg(charts.ranking(POINTS, "x")) == charts.svg(charts.ranking(POINTS[::-1], "x"))


def test_many_points_are_cut_and_it_says_so() -> None:
    many = [point(str(n * 10**9), 1900 + n % 100) for n in range(1200)]
    assert any(text.startswith("Shown: 1000 of 1200") for text in texts(charts.svg(charts.over_time(many, "x"))))


def test_an_article_without_title_is_named_by_its_first_line() -> None:
    [one] = points_of([dataclasses.replace(article(title=None), facts=(budget("5", 2022),))])
    assert one.source == SENTENCE
