"""What commands have in common: their options, and what a shell completes behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ..language import in_data
from ..limits import MOST_BYTES

FORMATS = ("table", "json", "jsonl", "csv", "parquet", "xlsx")
RUN_FORMATS = (*FORMATS, "html")
AUDIT_FORMATS = ("table", "json", "jsonl")
CHECK_FORMATS = ("table", "json", "jsonl", "html")
STORE = "facts.db"
Decorator = Callable[[Any], Any]


def examples(*commands: str) -> str:
    """Return the end of a help text that shows the commands, each on its line."""
    return "\n".join(["\b", "Example:" if len(commands) == 1 else "Examples:", *(f"  {line}" for line in commands)])


def complete_rule(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return what can be shown of the rules, those of `--rules` too, and begins so."""
    from ..rules import load_rules

    rulebook = load_rules(*(ctx.params.get("folders") or ()))
    known = [rule.id for rule in rulebook.rules] + list(rulebook.meanings)
    return [id_ for id_ in known if id_.startswith(incomplete)]


def complete_indicator(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the indicators of the store and of the shipped rules that begin so."""
    from ..store.asked import indicators
    from .arguments import stored_indicators

    known = {*indicators(), *stored_indicators(ctx.params.get("db"))}
    return sorted(name for name in known if name.startswith(incomplete))


class NameOf(click.Choice[str]):
    """One of the names in data, or what it is called in any language: `money`, `uang`."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name in data."""
        return super().convert(in_data(value, self.choices), param, ctx)


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
size_option: Decorator = click.option(
    "--max-size",
    "most",
    type=click.IntRange(1),
    default=MOST_BYTES // 1_000_000,
    callback=lambda _context, _parameter, megabytes: megabytes * 1_000_000,
    metavar="MB",
    help=f"Take no article that has more megabytes, unpacked.  [default: {MOST_BYTES // 1_000_000}]",
)
rules_option: Decorator = click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Rules that add to the shipped ones, or replace them by id; may be given several times.",
)
