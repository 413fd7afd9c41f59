"""`extract explain`: why a number is linked as it is."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UserError
from .group import cli, say
from .options import db_option, examples, published_option, rules_option

if TYPE_CHECKING:
    from ..model import Document


@cli.command(
    short_help="Tell why a number is linked as it is.",
    epilog=examples("extract explain article.txt 30"),
)
@click.argument("what", metavar="FACT|FILE")
@click.argument("place", required=False, type=click.IntRange(0), metavar="[PLACE]")
@db_option
@published_option
@rules_option
def explain(what: str, place: int | None, db: str, published: str | None, folders: tuple[Path, ...]) -> None:
    """Tell why a number's links are what they are: how sure each is, the next likely one, and what speaks for it.

    FACT is a fact's id in the store; or FILE an article, and PLACE where in it the number stands, as tables say.
    """
    from ..pipeline import load_pipeline
    from ..show.explain import explained

    document, start = article_at(what, place, published) if place is not None else article_of(what, db)
    for line in explained(load_pipeline(folders), document, start):
        click.echo(line)


def article_at(file: str, place: int, published: str | None) -> tuple[Document, int]:
    """Return the one article of a file, and the place. Raises UserError where there is not one."""
    from ..model import Failure
    from ..read import Named, find_inputs, read
    from .arguments import date_or_field

    inputs = list(find_inputs(file))
    date, field = date_or_field(published, inputs)
    found = list(islice(read(inputs, date, say, Named(published=field)), 2))
    if len(found) != 1:
        raise UserError(f"{file}: holds {'several articles' if found else 'no article'}; give the id of a stored fact")
    if isinstance(found[0], Failure):
        raise UserError(f"{file}: {found[0].reason}")
    return found[0], place


def article_of(fact: str, db: str) -> tuple[Document, int]:
    """Return the stored article that states a fact, and where it does. Raises UserError where none does."""
    from ..store import Store

    with Store(db, readonly=True) as store:
        for article in store.query(id=fact):
            return article.document, article.facts[0].start
    raise UserError(f"the store holds no fact {fact}; for a file, give the place of the number, too")
