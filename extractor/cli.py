"""The command `extract`. The only importer of click; everything heavy is imported where it is needed."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem, get_completion_class

from .errors import UserError
from .model import KINDS

if TYPE_CHECKING:
    from .read import Inputs
    from .show.tables import DecimalSign

FORMATS = ("table", "json", "jsonl", "csv", "parquet", "xlsx")
RUN_FORMATS = (*FORMATS, "html")
CHECK_FORMATS = ("table", "json", "jsonl", "html")
STORE = "facts.db"
FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130
Decorator = Callable[[Any], Any]


SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def examples(*commands: str) -> str:
    """Return the end of a help text that shows the commands, each on its line."""
    return "\n".join(["\b", "Example:" if len(commands) == 1 else "Examples:", *(f"  {line}" for line in commands)])


class RunByDefault(click.Group):
    """A group whose command is `run` where the first argument names none."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` before arguments that begin with no command."""
        if args and args[0] not in (*self.commands, "-h", "--help", "--version"):
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and files too: they stand first because bash takes them where no command fits."""
        files = [] if incomplete.startswith("-") else [CompletionItem(incomplete, type="file")]
        return files + super().shell_complete(ctx, incomplete)


def complete_rule(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of rules that begin so."""
    from .rules import load_rules

    return [rule.id for rule in load_rules().rules if rule.id.startswith(incomplete)]


def complete_indicator(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the indicators of the rules that begin so."""
    from .asked import indicators

    return [name for name in indicators() if name.startswith(incomplete)]


db_option: Decorator = click.option(
    "--db",
    envvar="EXTRACT_DB",
    default=STORE,
    metavar="PATH|URL",
    help=f"The store: a file, or an SQLAlchemy URL.  [default: $EXTRACT_DB, else {STORE}]",
)


def format_option(formats: Sequence[str]) -> Decorator:
    """Return the option that chooses one of the formats."""
    told = "How to write them.  [default: as FILE ends, else table]"
    return click.option("--format", "form", type=click.Choice(formats), help=told)


output_option: Decorator = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to this file."
)
report_option: Decorator = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Write to this file; as html also to a folder: a page for each article, and an index.",
)
decimal_option: Decorator = click.option(
    "--decimal",
    type=click.Choice(("point", "comma")),
    default="point",
    help="Of CSV: 79.68 and commas between cells, or 79,68 and semicolons, as spreadsheets set to Indonesian read it."
    "  [default: point]",
)
exact_option: Decorator = click.option(
    "--exact", is_flag=True, help="Of a table: show plain digits and codes beside values."
)
published_option: Decorator = click.option(
    "--published",
    metavar="DATE|FIELD",
    help="When the articles were published: 2024-05-12, 2024-05 or 2024; or the field of records that says so.",
)
rules_option: Decorator = click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Rules that add to the shipped ones, or replace them by id; may be given several times.",
)


@click.group(
    cls=RunByDefault,
    context_settings=SETTINGS,
    epilog=examples(
        "extract article.txt              print its facts, and store them in ./facts.db",
        "extract query --region Blora     ask the store for facts",
    ),
)
@click.version_option(package_name="extractor", message="extract %(version)s")
def cli() -> None:
    """Turn Indonesian news into checkable facts: regions, people counts, percentages, money and dates.

    `extract FILE…` is short for `extract run FILE…`.
    """


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
@click.option("-q", "--quiet", is_flag=True, help="Print no facts: store them only.")
@published_option
@click.option("--text", metavar="FIELD", help="The field of records that holds an article's text.")
@click.option("--title", metavar="FIELD", help="The field that holds its title.")
@click.option("--id", metavar="FIELD", help="The field that holds its id.")
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
    published: str | None,
    text: str | None,
    title: str | None,
    id: str | None,  # noqa: A002  the option's name
    folders: tuple[Path, ...],
    cluster: str | None,
    dataset: str | None,
    **options: Any,
) -> int:
    """Extract the facts of articles, print them and store them.

    PATH is a file, a folder (with all below it), a glob, or - for standard input (a text, or JSON Lines). A file is
    read as text, one ending in .html as a web page; of one ending in .jsonl, .csv, .tsv or .parquet each record is an
    article (with the fields text, and if known id, title, published, url, source). Each may be packed: .gz or .zst.

    What is stored already is not read again: the same command goes on where an interrupted one stopped.

    With --cluster, PATH may also be on object storage (s3://…), and --db a PostgreSQL server that all workers reach.
    """
    from .asked import date_or_field
    from .perform import Asked, perform, perform_on_cluster
    from .read import Named
    from .show.write import check_output, consume, output_of, write_run

    if cluster or dataset:
        if not (cluster and dataset) or output or form or no_store:
            raise UserError("--cluster and --dataset go together, and with none of --format, -o and --no-store")
        date, field = date_or_field(published)
        asked = Asked(None if db == STORE else db, date, folders, named=Named(text, title, field, id))
        return FAILED if perform_on_cluster(paths, cluster, dataset, asked, say) else 0
    inputs, wrong = inputs_of(paths)
    check_output(output, chain((given.file for given in inputs), [] if no_store else [Path(db)]))
    date, field = date_or_field(published, inputs)
    named, prints = Named(text, title, field, id), not (options["quiet"] or output)
    asked = Asked(None if no_store else db, date, folders, named=named, prints=prints, **options)
    if asked.quiet and (no_store or output or form):
        raise UserError("--quiet prints no facts: it goes with none of --no-store, --format and -o")
    to = output_of(form, output, decimal, exact=exact)
    write = consume if asked.quiet else partial(write_run, to=to)
    done = perform(inputs, asked, write, say)
    return FAILED if done.articles["failed"] or wrong else 0


def inputs_of(paths: Iterable[str]) -> tuple[Inputs, list[str]]:
    """Return what the paths name, and why some name nothing, which the user is told. Raises UserError if all do."""
    from .read import Inputs, find_inputs

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


@cli.command(
    epilog=examples(
        "extract check article.txt",
        "extract check draft.txt --published 2024-05-12 --fail-on contradicts",
        "extract check draft.txt -o draft.html       beside the text",
    )
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
@click.option("--fail-on", type=click.Choice(["contradicts"]), help="Exit with 1 if there is such a finding.")
@rules_option
def check(
    paths: tuple[str, ...],
    *,
    db: str | None,
    form: str | None,
    output: Path | None,
    published: str | None,
    fail_on: str | None,
    folders: tuple[Path, ...],
) -> int:
    """Say what in an article holds together and what contradicts itself.

    Held against each other are dates and weekdays, parts, wholes and percentages, totals, levels and changes; against
    figures of the Interior Ministry (Dukcapil) populations; and against a store all that it says of the same. Each
    finding agrees, contradicts or is unclear, with the sum written out. Nothing is stored.
    """
    from .asked import date_or_field
    from .perform import Asked, review
    from .read import Named
    from .show.write import check_output, output_of, write_check

    to = output_of(form, output)
    if to.form not in CHECK_FORMATS:
        raise UserError(f"-o: findings are not written as {to.form}, but as one of {', '.join(CHECK_FORMATS)}")
    inputs, wrong = inputs_of(paths)
    date, field = date_or_field(published, inputs)
    check_output(output, [given.file for given in inputs])
    against = db or (STORE if Path(STORE).is_file() else None)
    asked = Asked(against, date, folders, named=Named(published=field))
    found = review(inputs, asked, partial(write_check, to=to), say)
    return FAILED if found["failed"] or wrong or (fail_on and found[fail_on]) else 0


@cli.command(
    epilog=examples(
        "extract query --region Blora --kind money --since 2022",
        'extract query --indicator poverty --search "bantuan tunai" -o poverty.xlsx',
        "extract query --region 33 --format csv --decimal comma -o jateng.csv",
        "extract query --columns",
    )
)
@click.option(
    "--region", metavar="NAME|CODE", help="In this region, or one that lies in it: Blora, 33.16, “Kota Banjar”."
)
@click.option("--kind", type=click.Choice(KINDS), multiple=True, help="Of this kind; may be given several times.")
@click.option(
    "--indicator",
    metavar="WORD",
    shell_complete=complete_indicator,
    help="About this: population, budget (with budget.spending …), poverty …",
)
@click.option("--speaker", metavar="NAME", help="Said by someone whose name holds this.")
@click.option(
    "--since", metavar="DATE", help="Of a time that reaches to this date or later: 2022, 2022-05, 2022-05-17."
)
@click.option("--until", metavar="DATE", help="Of a time that begins on this date or earlier.")
@click.option("--min", "least", metavar="NUMBER", help="Of this amount or more, in plain digits: 1500000, 7.5, 2e9.")
@click.option("--max", "most", metavar="NUMBER", help="Of this amount or less.")
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
    region: str | None,
    **asked: Any,
) -> None:
    """Find stored facts that fit all that is asked."""
    if columns:
        show_columns()
        return
    from .asked import filters_of, meant_by
    from .run import plural
    from .show.write import check_output, output_of, write_query

    filters = filters_of(region, asked)
    to = output_of(form, output, decimal, exact=exact)
    check_output(output, [Path(db)])
    from .store import Store  # takes longest: wrong use is told before

    with closing(Store(db, readonly=True)) as store:
        count = write_query(store.query(**filters), to)
    place = f" in {region} ({filters['region']})" if region else ""
    hint = meant_by(filters["indicator"]) if not count and filters["indicator"] else ""
    click.echo(f"{plural(count, 'fact')}{place}{hint}", err=True)


def show_columns() -> None:
    """Print the data dictionary."""
    from .columns import columns
    from .show.terminal import Terminal

    described = ((column.name, column.type, column.of, column.meaning) for column in columns())
    Terminal(sys.stdout).rows(("column", "type", "of", "meaning"), described)


@cli.command(epilog=examples("extract serve", "extract serve --db news.db --port 8002"))
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
def serve(*, db: str, host: str, port: int) -> None:
    """Look at a store in a browser: articles, regions, indicators, speakers, findings, search; read-only.

    Needs the extra `web`: pip install '.[web]' where extract was installed from.
    """
    try:
        from .web.serve import serve as serve_store
    except ModuleNotFoundError as error:
        raise UserError(f"serve needs the extra web ({error.name} is not installed): pip install '.[web]'") from error
    serve_store(db, host, port, lambda line: click.echo(line, err=True))


@cli.group(epilog=examples("extract rules list", "extract rules show money.sign", "extract rules test my-rules/"))
def rules() -> None:
    """See the rules, and run their examples as tests."""


@rules.command("list", epilog=examples("extract rules list --rules my-rules/"))
@rules_option
def list_rules(folders: tuple[Path, ...]) -> None:
    """List the rules: id, kind, and one example."""
    from .rules import load_rules
    from .show.terminal import Terminal

    rows = ((rule.id, rule.kind, rule.examples[0]) for rule in load_rules(*folders).rules)
    Terminal(sys.stdout).rows(("id", "kind", "example"), rows)


@rules.command("show", epilog=examples("extract rules show money.sign"))
@click.argument("id_", metavar="ID", shell_complete=complete_rule)
@rules_option
def show_rule(id_: str, folders: tuple[Path, ...]) -> None:
    """Show a rule: its pattern, normalizer and all its examples."""
    from .rules import load_rules
    from .show.rules import rule_text

    click.echo(rule_text(load_rules(*folders), id_))


@rules.command("test", epilog=examples("extract rules test my-rules/"))
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def test_rules(folder: Path | None) -> int:
    """Run the rules' examples and counterexamples.

    All of the shipped rules, or those of the rules in DIR, read together with the shipped ones.
    """
    from .examples import check_examples
    from .pipeline import load_pipeline
    from .run import plural

    pipeline = load_pipeline((folder,) if folder else ())
    tested = [rule for rule in pipeline.rulebook.rules if folder is None or rule.path.parent == folder]
    misses = list(check_examples(tested, pipeline.mentions))
    for miss in misses:
        click.echo(miss)
    failing = f"{plural(len(misses), 'example')} {'fails' if len(misses) == 1 else 'fail'}"
    click.echo(f"{plural(len(tested), 'rule')}: {failing if misses else 'all examples hold'}", err=True)
    return FAILED if misses else 0


@cli.command(
    epilog=examples(
        'eval "$(extract completion bash)"                                     in ~/.bashrc',
        'eval "$(extract completion zsh)"                                      in ~/.zshrc, behind compinit',
        "extract completion fish > ~/.config/fish/completions/extract.fish     once",
    )
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the script by which a shell completes commands, options, files, indicators and rules."""
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101  click knows all three
    click.echo(made(cli, {}, "extract", "_EXTRACT_COMPLETE").source())


def say(message: str) -> None:
    """Tell the user something in one line on standard error."""
    from .show.visible import visible

    click.echo(f"extract: {visible(message)}", err=True)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 some article failed, 2 wrong use."""
    sys.exit(call(arguments))


def call(arguments: list[str] | None) -> int:
    """Run the command line and return the exit code; every error becomes one sentence."""
    try:
        code = cli.main(arguments, prog_name="extract", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return WRONG_USE
    except click.ClickException as error:
        say(error.format_message())
        return WRONG_USE
    except UserError as error:
        say(str(error))
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        say("stopped; the same command goes on from here")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        say(f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}")
        return FAILED
    return code if isinstance(code, int) else 0
