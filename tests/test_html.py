"""HTML of articles: every text is text, facts and findings are marked where they stand."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import SENTENCE, article, blora, fact

from extractor.model import VERDICTS, Article, Finding, Verdict
from extractor.show.html import highlight
from extractor.show.pieces import Paragraph, paragraphs

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='x' &lt;b&gt; {{ 7*7 }} '; DROP TABLE facts --"
)


def found(*spans: tuple[int, int], verdict: Verdict = "contradicts", formula: str = "1 + 1 = 2") -> Finding:
    """Return a finding as a check would make it."""
    return Finding("share", verdict, formula, "One and one is two.", spans)


def with_findings(of: Article, *findings: Finding) -> Article:
    return dataclasses.replace(of, findings=findings)


class Elements(HTMLParser):
    """The tags of some HTML with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of(paragraph: Paragraph) -> str:
    return "".join(piece.text for run in paragraph.runs for piece in run.pieces)


def test_facts_are_runs_of_their_own() -> None:
    [paragraph] = paragraphs(blora())
    assert [(text_of(Paragraph((run,), ())), run.fact and run.fact.kind) for run in paragraph.runs] == [
        ("Kabupaten Blora", "region"),
        (" menganggarkan ", None),
        ("Rp28,6 miliar", "money"),
        (" untuk ", None),
        ("1.200", "count"),
        (" siswa pada ", None),
        ("2022", "date"),
        (".", None),
    ]


def test_a_line_is_a_paragraph_but_no_fact_is_cut() -> None:
    text = "Rapat di\nBlora 17\nAgustus.\n\n  Selesai. \n"
    made = article(text, [fact("date", "17\nAgustus", text)])
    assert [text_of(paragraph) for paragraph in paragraphs(made)] == ["Rapat di", "Blora 17\nAgustus.", "Selesai."]


def test_findings_cross_facts_and_each_other() -> None:
    [paragraph] = paragraphs(with_findings(blora(), found((10, 35), (50, 53)), found((30, 40), verdict="agrees")))
    pieces = [
        (piece.text, piece.verdict, [ref.label for ref in piece.refs]) for run in paragraph.runs for piece in run.pieces
    ]
    assert pieces[:7] == [
        ("Kabupaten ", None, []),
        ("Blora", "contradicts", []),
        (" menganggarkan ", "contradicts", []),
        ("Rp28,", "contradicts", ["1a"]),
        ("6 mil", "agrees", ["2"]),
        ("iar", None, []),
        (" untuk ", None, []),
    ]
    assert paragraph.findings == (1, 2)


spans = st.tuples(st.integers(0, 80), st.integers(1, 30)).map(lambda pair: (pair[0], pair[0] + pair[1]))
findings = st.lists(st.tuples(st.lists(spans, max_size=3), st.sampled_from(VERDICTS)))


@given(findings)
def test_text_and_places_survive_any_findings(given: list[tuple[list[tuple[int, int]], Verdict]]) -> None:
    text = f"Judul\n\n{SENTENCE}\nAkhir."
    made = article(text, [dataclasses.replace(one, start=one.start + 7, end=one.end + 7) for one in blora().facts])
    inside = [found(*(span for span in spans if span[1] <= len(text)), verdict=verdict) for spans, verdict in given]
    laid = paragraphs(with_findings(made, *inside))
    assert [text_of(paragraph) for paragraph in laid] == ["Judul", SENTENCE, "Akhir."]
    facts = [text_of(Paragraph((run,), ())) for paragraph in laid for run in paragraph.runs if run.fact]
    assert facts == [one.text for one in made.facts]
    shown = [ref for paragraph in laid for run in paragraph.runs for piece in run.pieces for ref in piece.refs]
    assert len(shown) == sum(bool(text[start:end].strip()) for one in inside for start, end in one.spans)


def test_each_fact_links_to_its_card() -> None:
    tags = Elements(highlight(blora())).tags
    links = [attrs["href"] for tag, attrs in tags if "fact" in (attrs.get("class") or "").split()]
    cards = [f"#{attrs['id']}" for _, attrs in tags if "popover" in attrs]
    assert links == cards == ["#card-region-0", "#card-money-30", "#card-count-50", "#card-date-67"]


def test_cards_say_what_is_known() -> None:
    made = dataclasses.replace(blora().facts[1], alternatives=({"region": "33.74", "reason": "namesake"},))
    text = Elements(highlight(dataclasses.replace(blora(), facts=(made,)))).text
    for said in (
        "Rp28,6 miliar",
        "28600000000 IDR",
        "budget.spending",
        "Kabupaten Blora (33.16, kabupaten)",
        "Kota Semarang (33.74): namesake",
    ):
        assert said in text


@pytest.mark.parametrize(
    "where", ["text", "subject", "speaker", "region_name", "rule", "unit", "period", "id", "sentence"]
)
def test_hostile_fields_are_text(where: str) -> None:
    plain = Elements(highlight(blora())).tags
    hostile = dataclasses.replace(blora().facts[1], **{where: HOSTILE})
    made = dataclasses.replace(blora(), facts=(blora().facts[0], hostile, *blora().facts[2:]))
    elements = Elements(highlight(made))
    assert {tag for tag, _ in elements.tags} <= {tag for tag, _ in plain}
    assert not any(name.startswith("on") for _, attrs in elements.tags for name in attrs)


def test_hostile_text_and_findings_are_text() -> None:
    text = f"{HOSTILE} {SENTENCE}"
    elements = Elements(highlight(with_findings(article(text), found((0, 8), (20, 90), formula=HOSTILE))))
    assert {tag for tag, _ in elements.tags} <= {"div", "p", "span", "strong", "sup", "a"}
    assert HOSTILE in elements.text


def test_marks_of_direction_and_control_are_signs() -> None:
    html = highlight(article("Rp5\u202e juta\x00\x1b[31m di\u00adkirim 👨‍👩‍👧"))
    assert "Rp5� juta␀␛[31m di\u00adkirim 👨‍👩‍👧" in html
