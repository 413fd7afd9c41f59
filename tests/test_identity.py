"""Who is who among the speakers of a store: short and long names, acronyms, and what speaks against it."""

from __future__ import annotations

from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.store import Store
from extractor.store.identity import identities, meant

PEOPLE = ["Prabowo", "Prabowo Subianto", "Budi Adi", "Budi Karya Sumadi", "Budi Karya", "Budi", "Sri", "Sri Mulyani"]
BODIES = [
    *("BPS", "Badan Pusat Statistik", "Badan Pusat Statistik (BPS)", "BPS Lampung", "BPSDM", "Bank Indonesia", "BI"),
    *("Yayasan Tunas Hijau (YTH)", "YTH", "Dinas Tenaga Hutan (DTH)", "Dewan Tani Hilir (DTH)", "DTH"),
]
SPEAKERS: dict[str, str | None] = dict.fromkeys(PEOPLE, "person") | dict.fromkeys(BODIES, "body")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("BPS", ["BPS", "BPS Lampung", "Badan Pusat Statistik", "Badan Pusat Statistik (BPS)"]),
        ("badan pusat statistik", ["BPS", "Badan Pusat Statistik", "Badan Pusat Statistik (BPS)"]),
        ("Bank Indonesia", ["BI", "Bank Indonesia"]),
        ("YTH", ["YTH", "Yayasan Tunas Hijau (YTH)"]),  # no list knows it: an article told
        ("Prabowo", ["Prabowo", "Prabowo Subianto"]),
        ("Prabowo Subianto", ["Prabowo", "Prabowo Subianto"]),
        ("Subianto", ["Prabowo", "Prabowo Subianto"]),
        ("Budi Karya Sumadi", ["Budi Karya", "Budi Karya Sumadi"]),  # `Budi` may be Adi
        ("Sri Mulyani", ["Sri Mulyani"]),  # `Sri` is too short to be somebody
        ("Dewan Tani Hilir", ["Dewan Tani Hilir (DTH)"]),  # two bodies are called DTH
        ("rabowo", []),
        ("%", []),
        ("", []),
    ],
)
def test_who_is_meant(asked: str, names: list[str]) -> None:
    assert meant(asked, SPEAKERS) == names


@given(st.permutations(list(SPEAKERS)))
def test_the_order_of_articles_does_not_matter(names: list[str]) -> None:
    assert identities({name: SPEAKERS[name] for name in names}) == identities(SPEAKERS)


@given(st.dictionaries(st.text(max_size=20), st.sampled_from(["person", "body", None]), max_size=20), st.text())
def test_any_names_have_an_identity(speakers: dict[str, str | None], asked: str) -> None:
    assert set(identities(speakers)) == set(speakers)
    assert set(meant(asked, speakers)) <= set(speakers)


def test_a_store_answers_for_all_names_of_a_speaker(tmp_path: Path) -> None:
    with Store(tmp_path / "facts.db") as store:
        for number, name in enumerate(("BPS", "Badan Pusat Statistik (BPS)", "BPSDM")):
            text = f"Ada {number + 5} orang."
            fact = made.number("count", str(number + 5), str(number + 5), "orang", text, speaker=name)
            store.save(made.article(text, [fact], id=name))
        found = [fact.speaker for article in store.query(speaker="BPS") for fact in article.facts]
        assert found == ["BPS", "Badan Pusat Statistik (BPS)"]
        assert list(store.query(speaker="nobody")) == []
