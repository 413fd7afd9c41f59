"""Links that are learned: what is weighed, how it is scored, and that it depends on the article alone."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.layout import Layout
from extractor.link.candidates import MOST, period_candidates, region_candidates
from extractor.link.evidence import gather
from extractor.link.pairs import lay_end_to_end
from extractor.link.scene import Scene, set_scene
from extractor.link.scorer import LEAVES, Trees, Words, load_model, normalized
from extractor.model import Article, Document
from extractor.pipeline import load_pipeline

FLOOD = (
    "Banjir di Kabupaten Demak merendam 12 desa, Senin (18/3/2024). "
    "Sebanyak 400 warga mengungsi. Bantuan datang dari Kota Semarang."
)


def scene_of(text: str, published: str | None = "2024-03-19") -> Scene:
    draft = load_pipeline().read(text, published)
    return set_scene(Layout(text), draft.mentions, load_pipeline().rulebook, {}, None, draft.published)


def test_regions_named_their_provinces_the_country_and_none_are_candidates() -> None:
    assert set(region_candidates(scene_of(FLOOD))) == {None, "ID", "33.21", "33", "33.74"}


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Pada Mei 2023 ada 5 orang.", {None, "2023-05", "2023", "2024", "2024-03", "2024-03-19"}),
        ("Dari 2019 hingga 2021 ada 5 orang.", {None, "2019/2021", "2024", "2024-03", "2024-03-19"}),
        ("Triwulan I 2023 dan 2022.", {"2023-33", "2022-33", "2023", "2022", None, "2024", "2024-03", "2024-03-19"}),
    ],
)
def test_dates_named_and_what_follows_from_them_are_candidates(text: str, periods: set[str | None]) -> None:
    assert periods <= set(period_candidates(scene_of(text)))


def test_a_number_has_few_candidates_however_many_the_article_names() -> None:
    years = ", ".join(f"{year} ada {year - 1000} orang" for year in range(1950, 2024))
    pairs = gather([scene_of(f"Pada {years}.")]).pairs["period"]
    assert np.bincount(pairs.number).max() <= MOST < len(pairs.values)


def test_nearest_sources_stand_on_their_sides() -> None:
    scene = scene_of(FLOOD)
    pairs = gather([scene]).pairs["region"]
    last = pairs.number == len(scene.numbers) - 1
    named = {
        pairs.values[c]: (b >= 0, a >= 0)
        for c, b, a in zip(pairs.candidate[last], pairs.before[last], pairs.after[last], strict=True)
    }
    assert named["33.21"] == (True, False)
    assert named["33.74"] == (False, True)
    assert named[None] == (False, False)


def test_articles_of_a_batch_do_not_reach_into_each_other() -> None:
    one, two = scene_of(FLOOD), scene_of("Di Kabupaten Blora ada 7 orang pada 2020.")
    alone, together = gather([one]), gather([two, one, two])
    mine = np.flatnonzero(together.text.article == 1)
    for field in ("region", "period"):
        of_mine = np.isin(together.pairs[field].number, mine)
        for name, column in together.features(field).items():
            assert column[of_mine].tolist() == alone.features(field)[name].tolist(), name
    assert lay_end_to_end([]).numbers.tolist() == []


def test_a_tree_gives_the_leaf_whose_questions_a_row_answers() -> None:
    # x <= 1 ? (y <= 5 ? 10 : 20) : 30
    tree = Trees(
        ["x", "y"],
        np.array([0, 1]),
        np.array([1.0, 5.0]),
        np.array([0xFFFC, 0xFFFE], dtype=np.uint16),
        np.array([2]),
        np.array([[10, 20, 30] + [0] * (LEAVES - 3)]),
        0.1,
    )
    rows = {"x": np.array([1.0, 0.0, 2.0, 2.0]), "y": np.array([5.0, 6.0, 0.0, 9.0])}
    assert tree.score(rows).tolist() == [1.0, 2.0, 3.0, 3.0]


def test_words_count_once_and_unknown_ones_not_at_all() -> None:
    words = Words({"naik": 0, "turun": 1}, np.array([[3, -3], [-2, 2]], dtype=np.int16), 0.5, ["up", "down"])
    rows = words.known([["naik", "naik", "lagi"], [], ["turun", "naik"]])
    assert words.score(rows).tolist() == [[1.5, -1.5], [0.0, 0.0], [0.5, -0.5]]


def test_chances_of_the_candidates_of_a_number_sum_to_one() -> None:
    chances = normalized(np.array([0.0, 0.0, 700.0, -700.0]), np.array([0, 2]))
    assert chances.tolist() == [0.5, 0.5, 1.0, 0.0]


@pytest.mark.stanza
def test_links_are_the_same_alone_and_in_any_company() -> None:
    other = Document("Harga emas naik Rp 5.000 per gram pada Rabu (20/3/2024).", id="b", published="2024-03-20")
    one = Document(FLOOD, id="a", published="2024-03-19")
    pipeline = load_pipeline()
    [alone] = pipeline.run([one])
    [_, together, _] = pipeline.run([other, one, other])
    assert isinstance(alone, Article)
    assert alone == together
    people = [fact for fact in alone.facts if fact.kind == "count"]
    assert [fact.region for fact in people] == ["33.21"]
    for fact in people:
        assert fact.confidence is not None
        assert 0 <= fact.confidence <= min(1, *fact.confidence_by.values()) + 0.2
        assert set(fact.confidence_by) >= {"region", "period", "status", "indicator"}


def test_the_shipped_weights_know_every_column_they_ask() -> None:
    model = load_model()
    assert set(model.trees) == {"region", "period", "status", "change", "per", "indicator"}
    assert all(len(trees.leaves[0]) == LEAVES for trees in model.trees.values())
    assert all((np.diff(chance) > 0).all() for chance, _ in model.calibrations.values())
    assert all((np.diff(right) >= 0).all() for _, right in model.calibrations.values())
