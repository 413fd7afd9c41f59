"""Every pattern of `rules/check.toml` has an example, and what the five real articles hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from articles import SHARED, facts_by_rules, read_articles
from draw import load
from extractor.check.relations import Scene, patterns_of
from extractor.check.run import judge
from extractor.model import Article, Document
from extractor.pipeline import load_pipeline
from extractor.rules import RuleError, load_rules

PIPELINE = load_pipeline()
EXAMPLES = [example for example in PIPELINE.rulebook.examples if example.findings is not None]
CHECKS = (
    *("share", "goal", "rest", "total", "change", "levels", "times", "product"),
    *("order", "rank", "series", "half", "scale", "whole"),
)
SEEDS = SHARED / "seeds"


def read(text: str, published: str | None = None) -> Article:
    """Return the text as an article, read without the tokenizer."""
    document = Document(text, published=published)
    return Article(document, "", published, "given" if published else None, facts_by_rules(PIPELINE, document))


def test_every_pattern_has_an_example() -> None:
    scenes = [Scene(read(example.text), PIPELINE.rulebook) for example in EXAMPLES]
    used = {relation.name for scene in scenes for check in CHECKS for relation in scene.relations(check, numbers=1)}
    checks = {
        name for name in PIPELINE.rulebook.patterns if any(name.startswith(f"check_{check}_") for check in CHECKS)
    }
    assert checks - used == set()


def test_gates_hold_no_match_back() -> None:
    for example in EXAMPLES:
        scene = Scene(read(example.text), PIPELINE.rulebook)
        for gated in (patterns_of(PIPELINE.rulebook, check) for check in CHECKS):
            for start, end, _ in scene._paragraphs:
                found = [(name, match.span()) for name, match in gated.find(scene._signs, start, end)]
                by_itself = [
                    (name, match.span())
                    for name, pattern in gated.patterns
                    for match in pattern.finditer(scene._signs, start, end)
                ]
                assert found == by_itself


# Worked out by hand, before the checks were written: what the five articles hold, by (verdict, type, formula).
BY_HAND = {
    "000": [
        ("agrees", "reference.population", "Kabupaten Batanghari: 305 ribu"),
        ("contradicts", "scale.amount", "Rp1.478 triliun = 1.000 × Rp1,478 triliun"),
    ],
    "001": [
        ("agrees", "total.parts", "27.512 + 24.488 + 4.074 + 7.325 + 4.912 = 68.311"),
        ("agrees", "total.parts", "68.311 + 1.503.214 = 1.571.525"),
        ("agrees", "calendar.weekday", "11 Januari 2022 = Selasa"),
        ("agrees", "change.amount", "191.840 − 186.928 = 4.912"),
        ("agrees", "order.most", "27.512 > "),
    ],
    "002": [
        ("unclear", "product.rate", "12 × Rp 2,3 miliar = Rp27–28,2 miliar ≈ Rp 28,6 miliar"),
        ("agrees", "reference.population", "Kabupaten Rembang: 646.477"),
        ("agrees", "reference.population", "Kabupaten Blora: 912.162"),
    ],
    "003": [
        ("agrees", "share.percent", "757.285 ÷ 950.452 = 79,68 %"),
        ("agrees", "total.parts", "757.285 + 145.644 = 902.929"),
        ("agrees", "reference.population", "Kabupaten Purbalingga: 950.452"),
        ("agrees", "share.percent", "902.929 ÷ 950.452 = 95 %"),
        ("agrees", "calendar.weekday", "16 Maret 2018 = Jumat"),
        ("agrees", "share.percent", "605.083 ÷ 1.001.856 = 60,4 %"),
        ("agrees", "reference.population", "Kabupaten Banjarnegara: 1.001.856"),
        ("agrees", "share.percent", "1,2 juta ÷ 1,8 juta = 62,16–71,43 %"),
        ("agrees", "reference.population", "Kabupaten Cilacap: 1,8 juta"),
    ],
    "004": [
        ("contradicts", "calendar.weekday", "26 Juni 2020 = Jumat ≠ Sabtu"),
        ("agrees", "share.rest", "(100 − 78,64%) × 1.034.331 = 220.900–221.000"),
        ("agrees", "reference.population", "Kabupaten Semarang: 1.034.331"),
    ],
}


@pytest.mark.stanza
@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the real articles of {SEEDS} are not here")
def test_what_the_real_articles_hold_is_found_and_nothing_else() -> None:
    for result in PIPELINE.run(read_articles(Path(SEEDS))):
        assert isinstance(result, Article)
        found = [(one.verdict, one.type, one.formula) for one in result.findings]
        wanted = BY_HAND[result.document.id[:3]]
        assert len(found) == len(wanted)
        for (verdict, type_, formula), (*told, begin) in zip(sorted(found), sorted(wanted), strict=True):
            assert [verdict, type_] == told
            assert formula.startswith(begin)


HOSTILE = {
    "a list without end": ("Peserta 900.000 orang terdiri dari ", "{0} siswa, "),
    "shares": ("", "Sebanyak {0} dari {1} siswa atau 45,5 persen. "),
    "chains": ("", "naik turun dari Rp {0} ribu menjadi "),
    "classes": ("", "Segmen bertambah {0} orang. "),
    "words without numbers between": ("target jumlah total dari " * 2000, "target {0} siswa dari total sudah "),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_five_thousand_numbers_are_checked_in_time(name: str) -> None:
    opening, each = HOSTILE[name]
    count = 5000 // each.count("{")
    article = read(opening + "".join(each.format(number + 1000, 2 * number + 3000) for number in range(count)))
    start = time.process_time()
    judge(article, PIPELINE.rulebook)
    assert time.process_time() - start < 30  # the limit of an article is a minute and more


@pytest.mark.parametrize(
    ("kind", "least"), [("contradicts", 0.85), ("wrong_sums", 0.85), ("agrees", 0.95), ("sums", 0.95)]
)
def test_what_was_judged_by_eye(kind: str, least: float) -> None:
    verdicts = [item["verdict"] for item in load(kind)]
    assert set(verdicts) <= {"right", "wrong"}
    assert len(verdicts) >= (30 if kind == "wrong_sums" else 50)
    assert verdicts.count("right") >= least * len(verdicts)


def test_a_pattern_of_ones_own_relates_numbers_too(tmp_path: Path) -> None:
    (tmp_path / "check.toml").write_text(
        "[patterns]\n"
        "check_share_per = '(?P<part>{check_number}) siswa banding (?P<whole>{check_number}) siswa, "
        "(?P<share>{check_percent})'\n",
        encoding="utf8",
    )
    article = read("Yang hadir 400 siswa banding 500 siswa, 75 persen.")
    assert judge(article, load_rules()) == ()
    [found] = judge(article, load_rules(tmp_path))
    assert (found.type, found.verdict) == ("share.percent", "contradicts")


def test_a_pattern_without_a_role_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "check.toml").write_text(
        "[patterns]\ncheck_share_half = '(?P<part>{check_number}) separuh'\n", encoding="utf8"
    )
    with pytest.raises(RuleError, match=r"patterns\.check_share_half: lacks the named group share, whole"):
        judge(read("Ada 400 siswa dan 500 siswa."), load_rules(tmp_path))
