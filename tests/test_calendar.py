"""Weekdays against dates, by the wording of whole sentences."""

from __future__ import annotations

import pytest

from extractor.check.run import judge
from extractor.model import Article, Document, Finding
from extractor.pipeline import load_pipeline

PIPELINE = load_pipeline()


def findings(text: str, published: str | None = None) -> list[Finding]:
    """Return what the checks say of a text, read without the tokenizer."""
    return list(judge(facts_of(text, published), PIPELINE.rulebook))


def facts_of(text: str, published: str | None) -> Article:
    from articles import facts_by_rules

    document = Document(text, published=published)
    return Article(document, "", published, "given" if published else None, facts_by_rules(PIPELINE, document))


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Rapat digelar Selasa (11/1/2022).", None, ["agrees 11 Januari 2022 = Selasa"]),
        ("Rapat digelar Sabtu (26/6/2020).", None, ["contradicts 26 Juni 2020 = Jumat ≠ Sabtu"]),
        ("Rapat digelar Jum'at, 26 Juni 2020.", None, ["agrees 26 Juni 2020 = Jumat"]),
        ("Ia tiba Ahad (28-6-2020).", None, ["agrees 28 Juni 2020 = Minggu"]),
        ("Ia tiba Senin malam, 28/6/20.", None, ["contradicts 28 Juni 2020 = Minggu ≠ Senin"]),
        (
            "Pameran buka Jumat, 10 Januari 2020 hingga Senin, 12 Januari 2020.",
            None,
            ["agrees 10 Januari 2020 = Jumat", "contradicts 12 Januari 2020 = Minggu ≠ Senin"],
        ),
        ("Rapat digelar Jumat (16/3).", "2018-03-17", ["agrees 16 Maret 2018 = Jumat"]),
        ("Rapat digelar Jumat (16/3).", None, []),  # its year was chosen so that it fits
        ("Rapat digelar Jumat (17/3).", "2018-03-17", ["contradicts 17 Maret 2018 = Sabtu ≠ Jumat"]),  # not 2017
        ("Rapat digelar Selasa (11/12).", "2019-12-11", ["contradicts 11 Desember 2019 = Rabu ≠ Selasa"]),
        ("Rapat digelar Selasa.", "2018-03-17", []),
        ("Rapat digelar Senin (20/20/2025).", None, ["contradicts Senin (20/20/2025): no such day"]),
        ("Rapat digelar 31 Juni 2024.", None, ["contradicts 31 Juni 2024: no such day"]),
        ("Ia ditangkap 15 hari kemudian.", "2018-03-17", []),
        (
            "“Sudah cair,” kata Rudi, Senin, 22 Januari 2024.",
            "2024-01-20",
            ["contradicts 22 Januari 2024 > 20 Januari 2024", "agrees 22 Januari 2024 = Senin"],
        ),
        ("Rapat akan digelar, kata Rudi, Senin, 22 Januari 2024.", "2024-01-20", ["agrees 22 Januari 2024 = Senin"]),
        ("“Cair,” kata Rudi, Selasa, 3 Oktober 2023.", "2023-03-10", ["agrees 3 Oktober 2023 = Selasa"]),  # 10/3, 3/10
        ("Rapat digelar 26 Juni 2020.", None, []),
        ("“Sudah,” kata Rudi, Kamis (7/9/2020).", "2020-07-09", ["unclear 7 September 2020 = Senin ≠ Kamis"]),
        ("Panen minggu kedua Juni 2020.", None, []),
    ],
)
def test_weekday(text: str, published: str | None, expected: list[str]) -> None:
    assert [f"{found.verdict} {found.formula}" for found in findings(text, published)] == expected


def test_what_would_fit_is_told_nearest_to_the_article_first() -> None:
    [found] = findings("Petugas menyita barang itu, Kamis (25/8/2026).", "2026-05-28")
    assert "what would fit: Kamis, 27 Agustus 2026" in found.reason or "Kamis, 25 Juni 2026" in found.reason
    assert found.spans == ((28, 45),)
