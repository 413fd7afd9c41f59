"""`extract query` and `extract serve`: what a store answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UserError
from ..language import _, catalogue, said
from ..model import KINDS, VERDICTS, Article
from .group import cli
from .options import (
    FORMATS,
    NameOf,
    complete_indicator,
    db_option,
    decimal_option,
    exact_option,
    examples,
    format_option,
    output_option,
)

if TYPE_CHECKING:
    from ..show.tables import DecimalSign


@cli.command(
    epilog=examples(
        "extract query --region Blora --kind money --since 2022",
        'extract query --indicator poverty --search "bantuan tunai" -o poverty.xlsx',
        "extract query --min-confidence 0.9 -o sure.xlsx",
        "extract query --region 33 --format csv --decimal comma -o jateng.csv",
        "extract query --columns",
    )
)
@click.option(
    "--region", metavar="NAME|CODE", help="In this region, or one that lies in it: Blora, 33.16, “Kota Banjar”."
)
@click.option("--kind", type=NameOf(KINDS), multiple=True, help="Of this kind; may be given several times.")
@click.option(
    "--indicator",
    metavar="WORD",
    shell_complete=complete_indicator,
    help="About this: population, budget (with budget.spending …), kemiskinan … `extract indicators` lists all.",
)
@click.option("--speaker", metavar="NAME", help="Said by someone whose name holds this.")
@click.option(
    "--since", metavar="DATE", help="Of a time that reaches to this date or later: 2022, 2022-05-17, “Mei 2022”."
)
@click.option("--until", metavar="DATE", help="Of a time that begins on this date or earlier.")
@click.option("--min", "least", metavar="NUMBER", help="Of this amount or more: 1500000, 7.5, 2e9, “1,5 miliar”.")
@click.option("--max", "most", metavar="NUMBER", help="Of this amount or less.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="CHANCE",
    help="Only numbers whose region, period and status are right with this chance: 0.9. Tables mark those below 0.5"
    " with “?”.",
)
@click.option("--search", metavar="WORDS", help="In articles that hold all these words, and “phrases in quotes”.")
@db_option
@format_option(FORMATS)
@output_option
@decimal_option
@exact_option
@click.option("--columns", is_flag=True, help="Say what the columns of CSV, Excel, Parquet and frames mean, and exit.")
def query(
    *,
    db: str,
    form: str | None,
    output: Path | None,
    decimal: DecimalSign,
    exact: bool,
    columns: bool,
    **asked: Any,
) -> None:
    """Find stored facts that fit all that is asked."""
    if columns:
        show_columns(form, output)
        return
    from ..show.write import check_output, output_of, write_query
    from ..wording import plural
    from .arguments import filters_of, meant_by

    filters = filters_of(asked)
    to = output_of(form, output, decimal, exact=exact)
    check_output(output, [Path(db)])
    from ..store import Store  # takes longest: wrong use is told before

    with closing(Store(db, readonly=True)) as store:
        count = write_query(store.found(filters), to)
        asked_for = filters.indicator if not count else None
        hint = meant_by(asked_for, store.indicators()) if asked_for else ""
    place = f" {_('in')} {asked['region']} ({filters.region})" if filters.region else ""
    click.echo(f"{plural(count, 'fact')}{place}{hint}", err=True)


@cli.command(epilog=examples("extract indicators", "extract indicators --db news.db"))
@db_option
def indicators(*, db: str) -> None:
    """List the indicators of the store and of the rules."""
    from ..show.terminal import Terminal
    from ..store.asked import indicators as of_rules
    from .arguments import stored_indicators

    stored, known = set(stored_indicators(db)), set(of_rules())
    rows = (
        (name, catalogue("id").get(name, name), *("✓" if name in one else "" for one in (stored, known)))
        for name in sorted(stored | known)
    )
    Terminal(sys.stdout).rows(("indicator", "in Indonesian", "in the store", "in the rules"), rows)


@cli.command(
    short_help="List what the store's articles contradict.",
    epilog=examples(
        "extract findings",
        "extract findings --verdict contradicts --region Blora",
        "extract findings --format jsonl",
    ),
)
@click.option("--verdict", type=NameOf(VERDICTS), default="contradicts", show_default=True, help="Of this verdict.")
@click.option("--region", metavar="NAME|CODE", help="About numbers of this region, or one that lies in it.")
@db_option
@format_option(("table", "jsonl"))
def findings(*, verdict: str, region: str | None, db: str, form: str | None) -> None:
    """List the findings on stored articles, and where a number differs from that of an earlier article.

    What one article says against another is worked out from what the store holds now: it goes when an article goes.
    """
    from ..check.store import held_against
    from ..show.write import output_of, write_check
    from ..store import Store
    from ..wording import plural

    asked = {"region": region} if region else {}
    to = output_of(form, None)
    with closing(Store(db, readonly=True)) as store:
        checked = held_against(store.query(**asked), store, earlier=True)
        found = list(of_verdict(checked, verdict))
    write_check(found, to, everything=True)
    count = sum(len(article.findings) for article in found)
    click.echo(f"{plural(count, 'finding')} {_('in')} {plural(len(found), 'article')}", err=True)


def of_verdict(articles: Iterable[Article], verdict: str) -> Iterator[Article]:
    """Yield the articles that have findings of the verdict, with just these."""
    for article in articles:
        if kept := tuple(finding for finding in article.findings if finding.verdict == verdict):
            yield replace(article, findings=kept)


def show_columns(form: str | None, output: Path | None) -> None:
    """Print the data dictionary, as a table or JSON."""
    from ..show.terminal import Terminal
    from ..table.columns import columns
    from ..table.encode import to_json

    if output or form not in (None, "table", "json"):
        raise UserError("--columns prints a table, or JSON with --format json, and writes no file")
    if form == "json":
        click.echo(to_json([asdict(column) for column in columns()], indent=True))
        return
    described = ((column.name, column.type, column.of, column.meaning) for column in columns())
    Terminal(sys.stdout).rows(("column", "type", "of", "meaning"), described)


@cli.command(
    short_help="Look at a store in a browser.",
    epilog=examples("extract serve", "extract serve --db news.db --port 8002"),
)
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
def serve(*, db: str, host: str, port: int) -> None:
    """Look at a store in a browser: articles, regions, indicators, speakers, findings, search; read-only.

    Needs the extra `web`: pip install '.[web]' where extract was installed from.
    """
    try:
        from ..web.serve import serve as serve_store
    except ModuleNotFoundError as error:
        raise UserError(f"serve needs the extra web ({error.name} is not installed): pip install '.[web]'") from error
    serve_store(db, host, port, lambda line: click.echo(said(line), err=True))
