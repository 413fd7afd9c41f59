"""Words -> articles that hold them all. The only place with SQL of one database: SQLite's FTS5, PostgreSQL's words."""

from __future__ import annotations

import regex
from sqlalchemy import DDL, ColumnElement, and_, event, func, literal_column, or_, text

from .schema import articles

# An index without a copy of the text; triggers keep it in step, whoever writes the table.
FTS5 = (
    """CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, text, content='articles', content_rowid='key', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts(rowid, title, text) VALUES (new.key, new.title, new.text); END""",
    """CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.key, old.title, old.text); END""",
    """CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
    INSERT INTO articles_fts(rowid, title, text) VALUES (new.key, new.title, new.text); END""",
)
# PostgreSQL's index of words takes no more than a megabyte of them: those far back in a very long text are not found.
WORDS = "to_tsvector('simple', left(coalesce(articles.title, '') || ' ' || articles.text, 250000))"
GIN = f"CREATE INDEX articles_fts ON articles USING gin ({WORDS})"
PHRASE = regex.compile(r'"([^"]*+)"|([^\s"]++)')
WORD = regex.compile(r"[\p{L}\p{N}\p{M}]++")

for _statement in FTS5:
    event.listen(articles, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
event.listen(articles, "after_create", DDL(GIN).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]


def phrases(words: str) -> list[str]:
    """Return the words, and the phrases in double quotes, that a person searches for.

    >>> phrases('beras "dana desa" non-tunai *')
    ['beras', 'dana desa', 'non tunai']
    """
    found = (" ".join(WORD.findall(quoted or plain)) for quoted, plain in PHRASE.findall(words))
    return [phrase for phrase in found if phrase]


def holding(words: str, dialect: str) -> ColumnElement[bool]:
    """Return the condition that an article holds all the words; whatever they contain, they are only words."""
    wanted = phrases(words)
    if dialect == "sqlite":
        matching = text("SELECT rowid FROM articles_fts WHERE articles_fts MATCH :words")
        quoted = " ".join(f'"{phrase}"' for phrase in wanted)
        return articles.c.key.in_(matching.bindparams(words=quoted))
    if dialect == "postgresql":
        asked = (func.phraseto_tsquery(literal_column("'simple'"), phrase) for phrase in wanted)
        return and_(*(literal_column(WORDS).op("@@", is_comparison=True)(query) for query in asked))
    columns = (articles.c.title, articles.c.text)
    return and_(*(or_(*(column.icontains(phrase, autoescape=True) for column in columns)) for phrase in wanted))
