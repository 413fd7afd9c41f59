"""ARCHITECTURE.md is the map of the package: which rooms there are, and who may import whom."""

from __future__ import annotations

import sys
from collections import defaultdict

import pytest
import regex

from house import ROOT, circles, imports, modules

MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf8")
LAYERS = {
    name: int(number)
    for number, names in regex.findall(r"^\| (\d+) \| (`[^|]*`) \|", MAP, regex.MULTILINE)
    for name in regex.findall(r"`([\w.]+)`", names)
}
HOMES = {
    library: set(regex.findall(r"`([\w./]+)`", homes))
    for library, homes in regex.findall(r"^\| `(\w+)` \| (`[^|]*`) \|$", MAP, regex.MULTILINE)
}
EVERYWHERE = {"regex"}  # the language of patterns
IMPORTS = imports()
NOTEBOOK = ("extractor.model", "extractor.show.notebook")  # an article shows itself: Article._repr_html_
OURS = [one for one in IMPORTS if one.what in modules() and (one.of, one.what) != NOTEBOOK]


def room(module: str) -> str:
    """Return the room of a module: the folder, or the module itself where it lies in none; none of the package."""
    return module.split(".")[1] if "." in module else ""


def test_the_map_names_every_room() -> None:
    there = {
        path.stem for path in (ROOT / "extractor").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert set(LAYERS) == there - {"__init__"}


def test_a_module_imports_from_its_own_room_and_from_lower_layers() -> None:
    above = [
        f"{one.of}, line {one.line}: {one.what}"
        for one in OURS
        if one.of != "extractor"
        and room(one.what) != room(one.of)
        and not LAYERS.get(room(one.what), 99) < LAYERS[room(one.of)]
    ]
    assert above == []


def test_no_circle_lazy_imports_counted() -> None:
    assert circles(OURS) == []


def test_an_article_shows_itself_in_a_notebook_by_one_lazy_import() -> None:
    assert [one.lazy for one in IMPORTS if (one.of, one.what) == NOTEBOOK] in ([], [True])


@pytest.mark.parametrize("module", ["errors", "batch", "decimals", "frozen"])
def test_the_ground_imports_nothing_of_ours(module: str) -> None:
    assert [one.what for one in OURS if one.of == f"extractor.{module}"] == []


def test_values_rest_on_their_mapping_only() -> None:
    assert {one.what for one in OURS if one.of == "extractor.model"} <= {"extractor.frozen"}


def test_checks_import_nothing_of_what_shows_them() -> None:
    assert [one for one in OURS if room(one.of) == "check" and room(one.what) == "show"] == []


def test_each_foreign_library_has_its_home() -> None:
    users = defaultdict(set)
    for one in IMPORTS:
        library = one.what.partition(".")[0]
        if library not in {*sys.stdlib_module_names, *EVERYWHERE, "extractor"}:
            users[library].add(one.of.partition(".")[2].replace(".", "/"))
    assert {
        library: {home_of(user, HOMES.get(library, set())) for user in found} for library, found in users.items()
    } == HOMES


def home_of(user: str, homes: set[str]) -> str:
    """Return which of the homes a module lies in, or the module itself."""
    return next((home for home in homes if user == home or user.startswith(f"{home}/")), user)


def test_the_map_names_files_that_exist() -> None:
    named = regex.findall(r"`((?:extractor|rules|tests|scripts|corpus|docs)/[\w./-]*)`", MAP)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_glossary_is_complete() -> None:
    words = regex.findall(r"^\| \*\*(.+?)\*\* \|", MAP, regex.MULTILINE)
    assert len(words) >= 25
    assert len(set(words)) == len(words)
    assert words == sorted(words, key=str.lower)
