"""`extract run` and `extract check`: articles -> facts and findings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UserError
from .group import FAILED, cli, say
from .options import (
    AUDIT_FORMATS,
    CHECK_FORMATS,
    RUN_FORMATS,
    STORE,
    NameOf,
    db_option,
    decimal_option,
    exact_option,
    examples,
    format_option,
    published_option,
    report_option,
    rules_option,
    size_option,
)

if TYPE_CHECKING:
    from ..check.official import Figures
    from ..read import Inputs
    from ..run.perform import Asked
    from ..show.tables import DecimalSign


@cli.command(
    epilog=examples(
        "extract run article.txt --published 2024-05-12",
        "extract run news/ dump.jsonl --db news.db -o facts.csv",
        "extract run news/ --format html -o report/",
        "curl -s https://… | extract run - --no-store --format jsonl",
    )
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH…")
@db_option
@click.option("--no-store", is_flag=True, help="Print only; store nothing.")
@format_option(RUN_FORMATS)
@report_option
@decimal_option
@exact_option
@click.option("--audit", is_flag=True, help="Print the numbers that no rule claims instead of facts; store nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print no facts: store them only.")
@published_option
@click.option("--text", metavar="FIELD", help="The field of records that holds an article's text.")
@click.option("--title", metavar="FIELD", help="The field that holds its title.")
@click.option("--id", metavar="FIELD", help="The field that holds its id.")
@click.option("--url", metavar="FIELD", help="The field that holds its address.")
@click.option("--source", metavar="FIELD", help="The field that holds the outlet.")
@size_option
@rules_option
@click.option("--workers", type=click.IntRange(1), default=1, metavar="N", help="Read with N processes.  [default: 1]")
@click.option("--retry-failed", is_flag=True, help="Read also those articles again that failed in an earlier run.")
@click.option("--cluster", metavar="ADDRESS", help="Read with the workers of this Dask scheduler: tcp://host:8786.")
@click.option("--dataset", metavar="DIR|URL", help="With --cluster: where the Parquet files go; they may be on s3://….")
def run(
    paths: tuple[str, ...],
    db: str,
    *,
    no_store: bool,
    form: str | None,
    output: Path | None,
    decimal: DecimalSign,
    exact: bool,
    audit: bool,
    published: str | None,
    text: str | None,
    title: str | None,
    id: str | None,  # noqa: A002  the option's name
    url: str | None,
    source: str | None,
    most: int,
    folders: tuple[Path, ...],
    cluster: str | None,
    dataset: str | None,
    **options: Any,
) -> int:
    """Extract the facts of articles, print them and store them.

    PATH is a file, a folder (with all below it), a glob, or - for standard input (a text, or JSON Lines). A file is
    read as text, one ending in .html as a web page; of one ending in .jsonl, .json, .csv, .tsv or .parquet each record
    is an article (with the fields text, and if known id, title, published, url, source). Each may be packed: .gz or
    .zst.

    What is stored already is not read again: the same command goes on where an interrupted one stopped.

    With --audit, each article is read anew. Its numbers that are part of no fact and of nothing that a rule names (a
    law, a duration, a rank …) are printed; as JSON those with a name too, each with its rule.

    With --cluster, PATH may also be on object storage (s3://…), and --db a PostgreSQL server that all workers reach.
    """
    from ..read import Named
    from ..run.perform import Asked, perform
    from ..show.write import check_output, consume, output_of, write_audit, write_run
    from .arguments import date_or_field

    if cluster or dataset:
        if not (cluster and dataset) or output or form or no_store or audit:
            raise UserError("--cluster and --dataset go together, and with none of --audit, --format, -o, --no-store")
        date, field = date_or_field(published)
        named, again = Named(text, title, field, id, url, source), options["retry_failed"]
        asked = Asked(None if db == STORE else db, date, folders, retry_failed=again, named=named, most=most)
        return on_cluster(paths, cluster, dataset, asked)
    no_store = no_store or audit
    inputs, wrong = inputs_of(paths)
    check_output(output, chain((given.file for given in inputs), [] if no_store else [Path(db)]))
    date, field = date_or_field(published, inputs)
    named, prints = Named(text, title, field, id, url, source), not (options["quiet"] or output)
    asked = Asked(None if no_store else db, date, folders, named=named, prints=prints, most=most, **options)
    if asked.quiet and (no_store or output or form):
        raise UserError("--quiet prints no facts: it goes with none of --no-store, --format and -o")
    to = output_of(form, output, decimal, exact=exact)
    if audit and to.form not in AUDIT_FORMATS:
        raise UserError(f"--audit is written as one of {', '.join(AUDIT_FORMATS)}, not as {to.form}")
    write = consume if asked.quiet else partial(write_audit if audit else write_run, to=to)
    for told in inputs.skipped():
        say(told)
    done = perform(inputs, asked, write, say)
    return FAILED if done.articles["failed"] or wrong else 0


def on_cluster(paths: tuple[str, ...], address: str, dataset: str, asked: Asked) -> int:
    """Run on a cluster, and return the exit code."""
    from ..cluster.perform import perform_on_cluster

    return FAILED if perform_on_cluster(paths, address, dataset, asked, say) else 0


@cli.command(
    short_help="Say what holds in an article and what does not.",
    epilog=examples(
        "extract check article.txt",
        "extract check draft.txt --published 2024-05-12 --fail-on contradicts",
        "extract check draft.txt -o draft.html       beside the text",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@click.option(
    "--db",
    envvar="EXTRACT_DB",
    metavar="PATH|URL",
    help=f"Hold it against what this store says, too.  [default: $EXTRACT_DB, else {STORE} if there is one]",
)
@format_option(CHECK_FORMATS)
@report_option
@published_option
@click.option("--fail-on", type=NameOf(["contradicts"]), help="Exit with 1 if there is such a finding.")
@click.option(
    "--reference",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE.csv",
    help="Figures of one's own beside the shipped ones: indicator, code, period, value, unit, source.",
)
@click.option(
    "--columns",
    metavar="NAME=COLUMN,…",
    help="What the columns of --reference are called there: code=kode,value=nilai.",
)
@click.option("--all", "everything", is_flag=True, help="List the weekdays that are right, too.")
@rules_option
def check(
    paths: tuple[str, ...],
    *,
    db: str | None,
    form: str | None,
    output: Path | None,
    published: str | None,
    fail_on: str | None,
    reference: Path | None,
    columns: str | None,
    everything: bool,
    folders: tuple[Path, ...],
) -> int:
    """Say what in an article holds together and what contradicts itself.

    Held against each other are dates and weekdays, parts, wholes and percentages, totals, levels and changes, products
    and rates; against published figures poverty, unemployment, wages, growth, inflation, HDI and populations; and
    against a store all that it says of the same. Each finding agrees, contradicts or is unclear, with the sum written
    out; what contradicts comes first. Nothing is stored.
    """
    from ..read import Named
    from ..run.perform import Asked, review
    from ..show.write import check_output, output_of, write_check
    from .arguments import date_or_field

    to = output_of(form, output)
    if to.form not in CHECK_FORMATS:
        raise UserError(f"-o: findings are not written as {to.form}, but as one of {', '.join(CHECK_FORMATS)}")
    inputs, wrong = inputs_of(paths)
    date, field = date_or_field(published, inputs)
    check_output(output, [given.file for given in inputs])
    against = db or (STORE if Path(STORE).is_file() else None)
    figures = figures_of(reference, columns)
    asked = Asked(against, date, folders, named=Named(published=field))
    found = review(inputs, asked, partial(write_check, to=to, everything=everything), say, figures)
    return FAILED if found["failed"] or wrong or (fail_on and found[fail_on]) else 0


def figures_of(reference: Path | None, columns: str | None) -> Figures | None:
    """Return the shipped figures with a user's own. Raises UserError for a file or names of columns written wrongly."""
    if reference is None:
        if columns:
            raise UserError("--columns says what the columns of --reference are called: name that file too")
        return None
    from ..check.official import read_figures

    pairs = [pair.partition("=") for pair in (columns or "").split(",") if pair]
    if wrong := [name for name, equals, column in pairs if not (equals and column)]:
        raise UserError(f"--columns: write {wrong[0]}=COLUMN")
    return read_figures(reference, {name.strip(): column.strip() for name, _, column in pairs})


def inputs_of(paths: Iterable[str]) -> tuple[Inputs, list[str]]:
    """Return what the paths name, and why some name nothing, which the user is told. Raises UserError if all do."""
    from ..read import Inputs, find_inputs

    found, wrong = [], []
    for path in paths:
        try:
            found.append(find_inputs(path))
        except UserError as error:
            near = difflib.get_close_matches(path, cli.commands, n=1)
            wrong.append(str(error) + (f"; did you mean `extract {near[0]}`?" if near else ""))
    if not found:
        raise UserError("; ".join(wrong))
    for complaint in wrong:
        say(complaint)
    return Inputs(tuple(found)), wrong
