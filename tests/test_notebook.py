"""What a notebook shows: an article with its facts marked; the example notebook runs from folder to chart."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made import article, blora, fact

from extractor.model import Article
from extractor.show.notebook import notebook_html


def test_an_article_shows_itself_with_its_facts() -> None:
    page = blora()._repr_html_()
    assert page == notebook_html(blora())
    assert page.count('class="fact ') == 4
    assert "Rp28,6 miliar" in page
    assert "2022-03-01 (given)" in page


def test_its_style_keeps_to_itself() -> None:
    style, _, rest = blora()._repr_html_().partition("</style>")
    assert style.startswith("<style>.extract-article {")
    assert ":root" not in style
    assert style.count("{") == style.count("}")
    assert rest.startswith('<div class="extract-article">')
    assert "<script" not in rest


def test_what_an_article_says_is_never_markup() -> None:
    text = "<script>alert(1)</script> Blora </style><img src=x onerror=alert(1)>"
    made = article(text, [fact("region", "Blora", text, region_name="<b>Blora</b>")], title="<i>x</i>", id='"><b>')
    page = made._repr_html_()
    for tag in ("<script", "<img", "<i>", "<b>"):
        assert tag not in page
    assert page.count("</style>") == 1


def shown(source: str, names: dict[str, Any]) -> Any:
    """Run a cell and return what a notebook would show: the value of a last line that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None  # type: ignore[attr-defined]  # noqa: S307


@pytest.mark.stanza
def test_the_example_goes_from_a_folder_to_a_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    monkeypatch.chdir(corpus)
    cells = json.loads((corpus / "notebook.ipynb").read_text(encoding="utf8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells)
    names: dict[str, Any] = {}
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    count, one, frame, table, chart = [shown(source, names) for source in sources]
    assert count == len(list(corpus.glob("*.txt")))
    assert isinstance(one, Article)
    assert isinstance(frame, pd.DataFrame)
    assert table["max"].is_monotonic_decreasing
    assert "Kab. Cilacap" in str(chart._repr_mimebundle_())
