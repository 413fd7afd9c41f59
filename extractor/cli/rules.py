"""`extract rules`: see the rules, and run their examples."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .group import FAILED, cli
from .options import complete_rule, examples, rules_option


@cli.group(epilog=examples("extract rules list", "extract rules show money.sign", "extract rules test my-rules/"))
def rules() -> None:
    """See the rules, and run their examples as tests."""


@rules.command("list", epilog=examples("extract rules list --rules my-rules/"))
@rules_option
def list_rules(folders: tuple[Path, ...]) -> None:
    """List the rules: id, kind, and one example."""
    from ..rules import load_rules
    from ..show.terminal import Terminal

    rows = ((rule.id, rule.kind, rule.examples[0]) for rule in load_rules(*folders).rules)
    Terminal(sys.stdout).rows(("id", "kind", "example"), rows)


@rules.command("show", epilog=examples("extract rules show money.sign"))
@click.argument("id_", metavar="ID", shell_complete=complete_rule)
@rules_option
def show_rule(id_: str, folders: tuple[Path, ...]) -> None:
    """Show a rule: its pattern, normalizer and all its examples."""
    from ..rules import load_rules
    from ..show.rules import rule_text

    click.echo(rule_text(load_rules(*folders), id_))


@rules.command("test", epilog=examples("extract rules test my-rules/"))
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def test_rules(folder: Path | None) -> int:
    """Run the rules' examples and counterexamples.

    All of the shipped rules, or those of the rules in DIR, read together with the shipped ones.
    """
    from ..pipeline import load_pipeline
    from ..rules.examples import check_examples
    from ..wording import plural

    pipeline = load_pipeline((folder,) if folder else ())
    tested = [rule for rule in pipeline.rulebook.rules if folder is None or rule.path.parent == folder]
    misses = list(check_examples(tested, pipeline.mentions))
    for miss in misses:
        click.echo(miss)
    failing = f"{plural(len(misses), 'example')} {'fails' if len(misses) == 1 else 'fail'}"
    click.echo(f"{plural(len(tested), 'rule')}: {failing if misses else 'all examples hold'}", err=True)
    return FAILED if misses else 0
