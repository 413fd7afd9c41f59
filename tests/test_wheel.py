"""The wheel carries all it needs: installed elsewhere, it extracts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it, without its dependencies, in a folder of its own."""
    built, target = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built], cwd=ROOT, check=True)
    [wheel] = built.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, wheel]
    subprocess.run(pip, check=True)
    return target


def test_rules_gazetteer_models_and_licences_are_inside(installed: Path) -> None:
    assert (installed / "extractor/_rules/money.toml").is_file()
    assert (installed / "extractor/_rules/gazetteer/desa.csv").is_file()
    assert (installed / "extractor/models/tokenizer/CARD.md").is_file()
    assert (installed / "extractor/models/ner/ner/model").is_file()
    assert (installed / "extractor/models/ner/CARD.md").is_file()
    assert (installed / "extractor/show/templates/style.css").is_file()
    assert (installed / "extractor/web/templates/home.html").is_file()
    assert (installed / "extractor/locale/id/LC_MESSAGES/messages.mo").is_file()
    [licences] = installed.glob("extractor-*.dist-info/licenses")
    assert {path.name for path in licences.iterdir()} == {"LICENSE", "NOTICE"}


@pytest.mark.stanza
def test_it_extracts_away_from_the_clone(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "berita.txt").write_text("Pemkab Blora menyiapkan Rp 28,6 miliar.", encoding="utf8")
    program = "import extractor, extractor.cli as c, sys; print(extractor.__file__, file=sys.stderr); c.main()"
    run = subprocess.run(
        [sys.executable, "-c", program, "berita.txt", "--format", "jsonl"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr.startswith(str(installed))
    facts = json.loads(run.stdout)["facts"]
    assert [(fact["text"], fact["region"] if fact["kind"] == "region" else fact["low"]) for fact in facts] == [
        ("Blora", "33.16"),
        ("Rp 28,6 miliar", 28600000000),
    ]


@pytest.mark.stanza
def test_spacy_finds_its_components_by_name(installed: Path, tmp_path: Path) -> None:
    program = """if True:
        import spacy, sys
        assert "extractor" not in sys.modules
        nlp = spacy.blank("id_news")
        nlp.add_pipe("extract_facts")
        nlp.to_disk("saved")
        doc = spacy.load("saved")("Pemkab Blora menyiapkan Rp 28,6 miliar.")
        print(sys.modules["extractor"].__file__)
        print([(span.text, span.label_) for span in doc.spans["facts"]])
        html = spacy.displacy.render(doc, style="span", options={"spans_key": "facts"}, jupyter=False)
        print("#ffe082" in html)
    """
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    place, facts, coloured = run.stdout.splitlines()
    assert place.startswith(str(installed))
    assert facts == "[('Blora', 'region'), ('Rp 28,6 miliar', 'money')]"
    assert coloured == "True"
