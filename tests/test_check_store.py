"""Numbers held against a store: who agrees, who differs and by how much, newest first, copies counted once."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from made import BLORA, article, number, year

from extractor.check.store import held_against
from extractor.model import Article, Fact
from extractor.store import Store

SENTENCE = "Kabupaten Blora mencatat jumlah penduduk miskin 95.000 jiwa pada 2022 menurut Badan Pusat Statistik."
ABOUT = {"indicator": "poverty", "subject": "penduduk miskin", "status": "actual"} | BLORA | year(2022)


def told(amount: str, name: str, published: str, sentence: str = SENTENCE, **fields: Any) -> Article:
    """Return an article of one sentence that tells an amount."""
    text = sentence.replace("95.000", amount)
    unit = fields.pop("unit", "jiwa")
    fact = number("count", amount, amount.replace(".", ""), unit, text, **ABOUT | fields)
    return dataclasses.replace(article(text, [fact], id=name, source=f"/news/{name}"), published=published)


OTHER_WORDS = "Warga miskin di Blora berjumlah 95.000 jiwa, ujar kepala dinas sosial setempat kepada wartawan kemarin."
THIRD_WORDS = "Data terbaru: 95.000 jiwa hidup di bawah garis kemiskinan sepanjang tahun lalu, tulis laporan itu."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "facts.db")


def against(store: Store, one: Article) -> list[tuple[str, str, str | None]]:
    [checked] = held_against([one], store)
    return [(found.verdict, found.formula, found.source) for found in checked.findings]


def test_who_agrees_and_who_differs_newest_first(store: Store) -> None:
    store.save(told("95.000", "lama", "2022-03-01", OTHER_WORDS))
    store.save(told("99.000", "baru", "2022-09-01", THIRD_WORDS))
    assert against(store, told("95.000", "ini", "2022-10-01")) == [
        ("unclear", "95.000 ≈ 99.000", "baru · 2022-09-01 · blora.txt"),
        ("agrees", "95.000 = 95.000", "lama · 2022-03-01 · blora.txt"),
    ]


def test_by_how_much_is_told(store: Store) -> None:
    store.save(told("100.000", "lain", "2022-03-01", OTHER_WORDS))
    [checked] = held_against([told("95.000", "ini", "2022-10-01")], store)
    assert checked.findings[0].reason == "another article differs by 5 %"


def test_of_a_month_two_numbers_contradict_each_other(store: Store) -> None:
    month = {"period": "2022-03"}
    store.save(told("99.000", "lain", "2022-04-01", OTHER_WORDS, **month))
    [(verdict, _, _)] = against(store, told("95.000", "ini", "2022-05-01", **month))
    assert verdict == "contradicts"


def test_copies_count_once_and_the_article_itself_not_at_all(store: Store) -> None:
    ours = told("95.000", "ini", "2022-10-01")
    store.save(ours)
    store.save(told("95.000", "salinan kita", "2022-10-02", f"Kemarin {SENTENCE}"))
    for name in ("satu", "dua", "tiga"):
        store.save(told("98.000", name, "2022-04-01", f"{OTHER_WORDS} {name}"))
    assert [formula for _, formula, _ in against(store, ours)] == ["95.000 ≈ 98.000"]


@pytest.mark.parametrize(
    "other",
    [
        {"region": "33.18"},
        {"period": "2021"},
        {"indicator": "population"},
        {"status": "target"},
        {"change": "increase"},
        {"per": "year"},
        {"subject": "lansia terlantar"},
    ],
)
def test_what_is_not_the_same_is_not_compared(store: Store, other: dict[str, Any]) -> None:
    store.save(told("99.000", "lain", "2022-03-01", OTHER_WORDS, **other))
    assert against(store, told("95.000", "ini", "2022-10-01")) == []


def test_a_number_of_which_the_article_does_not_say_what_it_is_about_is_not_compared(store: Store) -> None:
    store.save(told("99.000", "lain", "2022-03-01", OTHER_WORDS))
    assert against(store, told("95.000", "ini", "2022-10-01", period=None)) == []


def test_without_a_store_findings_stay_as_they_are() -> None:
    ours = told("95.000", "ini", "2022-10-01")
    assert list(held_against([ours], None)) == [ours]
    assert isinstance(ours.facts[0], Fact)


def test_a_copied_sentence_with_another_number_is_told(store: Store) -> None:
    store.save(told("95.000", "asli", "2022-03-01"))
    ours = told("59.000", "salinan", "2022-10-01")
    [(verdict, formula, _)] = against(store, ours)
    assert (verdict, formula) == ("contradicts", "59.000 ≠ 95.000")
    [checked] = held_against([ours], store)
    assert checked.findings[0].reason == "a copied sentence differs by 38 %"


def test_people_are_people_whatever_the_word(store: Store) -> None:
    store.save(told("99.000", "lain", "2022-03-01", OTHER_WORDS, unit="orang"))
    assert [formula for _, formula, _ in against(store, told("95.000", "ini", "2022-10-01"))] == ["95.000 ≈ 99.000"]


def test_only_the_later_of_two_articles_is_held_against_the_earlier(store: Store) -> None:
    first, second = told("99.000", "awal", "2022-03-01", OTHER_WORDS), told("95.000", "akhir", "2022-10-01")
    store.save(first)
    store.save(second)
    found = {one.document.id: one.findings for one in held_against(store.query(), store, earlier=True)}
    assert [len(found[name]) for name in ("awal", "akhir")] == [0, 1]
