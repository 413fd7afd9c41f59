"""What a notebook shows: an article with its facts marked; the example notebook runs from folder to chart."""

from __future__ import annotations

from made import article, blora, fact

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
