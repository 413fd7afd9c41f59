"""HTML in a record's text -> the text that a reader sees."""

from __future__ import annotations

import html

import regex

TAGS = "|".join(  # of HTML; what else stands between `<` and `>` is text
    " ".join(
        (
            "a abbr article aside b big blockquote br cite center code dd del div dl dt",
            "em embed figcaption figure font footer h[1-6] header hr i iframe img ins li main mark",
            "ol p picture pre q s section small source span strike strong sub sup svg table",
            "tbody td tfoot th thead time tr tt u ul video wbr",
        )
    ).split()
)
TAG = regex.compile(rf"</?(?:{TAGS})(?:\s[^<>]{{0,5000}}+)?/?>", regex.IGNORECASE)
HIDDEN = regex.compile(
    r"<(script|style|noscript)\b[^<>]*+>(?:(?!</\1).){0,50000}+</\1\s*>|<!--(?:(?!-->).){0,50000}+-->",
    regex.I | regex.S,
)
BLOCK = regex.compile(
    r"(?:(?<!\s)\s*+<(?:/(?:p|div|h[1-6]|ul|ol|table|section|article|blockquote|figure)|hr)\b[^<>]*+>)++\s*+", regex.I
)
LINE = regex.compile(r"(?:(?<![^\S\n])[^\S\n]*+<(?:/?(?:ul|ol|li|tr|tbody)\b|br\b|/dd|/dt)[^<>]*+>)++", regex.I)
CELL = regex.compile(r"(?<!\s)\s*+</t[dh]\s*>\s*+(?=<t[dh]\b)", regex.I)
ENTITY = regex.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", regex.I)
BLANKS = regex.compile(r"\n{3,}")


def is_marked(text: str) -> bool:
    """Whether the text holds tags or entities of HTML.

    >>> is_marked("Rp&nbsp;6 miliar"), is_marked("<b>12</b> orang"), is_marked("5 < 6 & 7 > 3")
    (True, True, False)
    """
    return ("<" in text and TAG.search(text) is not None) or ("&" in text and ENTITY.search(text) is not None)


def visible_text(text: str) -> str:
    r"""Return the text without tags, entities as what they stand for; paragraphs, items and rows as lines.

    >>> visible_text("<p>Rp&nbsp;6 miliar</p><p><b>12</b> orang")
    'Rp\xa06 miliar\n\n12 orang'
    """
    for pattern, instead in ((HIDDEN, ""), (CELL, "\t"), (BLOCK, "\n\n"), (LINE, "\n"), (TAG, "")):
        text = pattern.sub(instead, text)
    return BLANKS.sub("\n\n", html.unescape(text)).strip()
