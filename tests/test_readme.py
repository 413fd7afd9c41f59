"""What the pages say is true: their rules work as shown, their Python runs, their commands and files exist."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import regex

from extractor.cli import call, cli
from extractor.model import Article, Document
from extractor.pipeline import Pipeline
from extractor.rules import load_rules
from extractor.rules.examples import check_examples
from extractor.rules.marks import value_mark
from extractor.table.columns import columns

ROOT = Path(__file__).parent.parent
PAGES = {
    page: page.read_text(encoding="utf8") for page in (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")))
}
README = PAGES[ROOT / "README.md"]
RULES = PAGES[ROOT / "docs/rules.md"]
DATA = PAGES[ROOT / "docs/data.md"]
BLOCK = regex.compile(r"```(\w+)\n(.*?)```", regex.DOTALL)
COMMAND = regex.compile(r"(?<![\w/.'-])extract(?=\s).*")
ARTICLE = "Pemkab Blora menganggarkan Rp 28,6 miliar untuk 1.200 siswa pada 2022, karena gizi buruk 5 persen."
SAMPLES = {".txt": ARTICLE, ".jsonl": f'{{"text": "{ARTICLE}"}}\n', ".csv": f'text\n"{ARTICLE}"\n'}
ELSEWHERE = ("serve", "://")  # what runs on, or needs a server: its words are checked only
OWN_RULE = regex.compile(r"`my-rules/(\w+\.toml)`[^`]*?:\n\n```toml\n(.*?)```", regex.DOTALL)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline with the rules that docs/rules.md shows."""
    folder = tmp_path_factory.mktemp("my-rules")
    for name, content in OWN_RULE.findall(RULES):
        (folder / name).write_text(content, encoding="utf8")
    return Pipeline(load_rules(folder))


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("Pemkot mendata 120 penggali sumur dan 35 joki.", ["120", "35"], ["120 penggali sumur", "35 joki"]),
        ("Laba naik 3,5 pct.", ["3,5 pct"], ["3.5 %"]),
    ],
)
def test_own_rules_do_what_the_shipped_do_not(own: Pipeline, text: str, found: list[str], value: list[str]) -> None:
    mentions = own.mentions(text)
    assert [text[m.start : m.end] for m in mentions] == found
    assert [value_mark(m.value) for m in mentions if m.value] == value
    assert [m for m in Pipeline(load_rules()).mentions(text) if m.kind != "quantity"] == []  # things, to the shipped


@pytest.mark.stanza
def test_own_indicator_is_what_the_number_is_about(own: Pipeline) -> None:
    text = "Sewa lahan di Blora naik menjadi Rp 5 juta."
    about = [
        [fact.indicator for fact in article.facts if fact.kind == "money"]
        for pipeline in (own, Pipeline(load_rules()))
        for article in pipeline.run([Document(text)])
        if isinstance(article, Article)
    ]
    ours, shipped = about
    assert ours == ["rent"] != shipped


def test_own_rules_pass_their_examples(own: Pipeline) -> None:
    rules = [rule for rule in own.rulebook.rules if rule.path.parent.name.startswith("my-rules")]
    assert rules
    assert [str(miss) for miss in check_examples(rules, own.mentions)] == []


@pytest.mark.parametrize("line", [line for name, block in OWN_RULE.findall(RULES) for line in [block]])
def test_own_rules_are_short(line: str) -> None:
    assert len(line.strip().splitlines()) <= 5


CODE = regex.compile(r"```.*?```|`[^`\n]*`", regex.DOTALL)
LINKS = [
    (page, *link)
    for page, text in PAGES.items()
    for link in regex.findall(r"\]\((?!http)([\w./-]*)(?:#([\w-]+))?\)", CODE.sub("", text))
]


@pytest.mark.parametrize(("page", "path", "anchor"), LINKS)
def test_links_lead_somewhere(page: Path, path: str, anchor: str) -> None:
    target = (page.parent / path).resolve() if path else page
    assert target.exists()
    assert not anchor or anchor in anchors(PAGES[target])


def anchors(text: str) -> list[str]:
    """Return the names by which links reach the headings."""
    headings = regex.findall(r"^#+ (.+)$", text, regex.MULTILINE)
    return [regex.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_every_page_is_reached_from_readme() -> None:
    assert [page.name for page in PAGES if page.name != "README.md" and page.name not in README] == []


def test_readme_is_short() -> None:
    assert len(README.splitlines()) <= 250


def test_pictures_are_light() -> None:
    assert all(path.stat().st_size <= 200_000 for path in (ROOT / "corpus" / "pictures").iterdir())


# Their commands and programs run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the pages' commands find what they name."""
    made = tmp_path_factory.mktemp("readme")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        patch.delenv("EXTRACT_DB", raising=False)
        (made / "article.txt").write_text(ARTICLE, encoding="utf8")
        for store in ("facts.db", "news.db"):
            assert call(["run", "article.txt", "-q", "--db", store]) == 0
        for form in ("parquet", "csv", "jsonl"):
            assert call(["query", "-o", f"facts.{form}"]) == 0
        yield made


def prepare(folder: Path, words: list[str]) -> None:
    """Make the files and folders that a command reads, where they are missing."""
    for before, word in pairwise(words):
        path = folder / word
        if before.startswith("-") or path.exists():
            continue
        if word.rstrip("/") == "my-rules":
            path.mkdir()
            for name, content in OWN_RULE.findall(RULES):
                (path / name).write_text(content, encoding="utf8")
        elif word.endswith("/") or path.suffix in SAMPLES:
            file = path / "a.txt" if word.endswith("/") else path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(SAMPLES[file.suffix], encoding="utf8")


def commands() -> Iterator[list[str]]:
    """Yield the arguments of each call of the command in the pages' shell blocks."""
    for language, block in BLOCK.findall("\n".join(PAGES.values())):
        if language == "sh":
            for line in block.replace("\\\n", " ").splitlines():
                if match := COMMAND.search(line.partition(" # ")[0]):
                    yield shlex.split(match[0].partition("|")[0], comments=True)[1:]


PROGRAMS = [block for page in PAGES.values() for language, block in BLOCK.findall(page) if language == "python"]


@pytest.mark.stanza
@pytest.mark.parametrize("words", sorted(set(map(tuple, commands()))), ids=" ".join)
def test_each_command_runs(folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    if any(sign in word for sign in ELSEWHERE for word in words):
        cli.make_context("extract", list(words), resilient_parsing=True)
        return
    prepare(folder, ["extract", *words])
    assert call(list(words)) == 0, capsys.readouterr().err


@pytest.mark.stanza
@pytest.mark.parametrize("program", PROGRAMS)
def test_each_program_runs(folder: Path, program: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(program, "page.md", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.strip()


def test_the_columns_are_those_of_the_dictionary() -> None:
    described = [f"| `{one.name}` | {one.type} | {one.of} | {one.meaning} |" for one in columns()]
    shown = [line for line in DATA.splitlines() if line in described]
    assert shown == described
