"""`extract rules`: see the rules, and run their examples."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..language import _, said
from .group import FAILED, cli
from .options import complete_rule, examples, rules_option


@cli.group(epilog=examples("extract rules list", "extract rules show money.sign", "extract rules test my-rules/"))
def rules() -> None:
    """See the rules, and run their examples as tests."""


@rules.command("list", epilog=examples("extract rules list --rules my-rules/"))
@rules_option
def list_rules(folders: tuple[Path, ...]) -> None:
    """List the rules: id, kind, and one example; then what the reasons of links and the checks mean."""
    from ..rules import load_rules
    from ..show.rules import rule_rows
    from ..show.terminal import Terminal

    Terminal(sys.stdout).rows(("id", "kind", "example"), rule_rows(load_rules(*folders)))


@rules.command("show", epilog=examples("extract rules show money.sign", "extract rules show relate.sentence"))
@click.argument("id_", metavar="ID", shell_complete=complete_rule)
@rules_option
def show_rule(id_: str, folders: tuple[Path, ...]) -> None:
    """Show a rule, the reason of a link, a check, or a list or pattern that rules share, with its examples.

    ID is what facts say in `rule` and `linked_by`, findings in `type`, or a name in the rule files.
    """
    from ..rules import load_rules
    from ..show.rules import rule_text

    click.echo(rule_text(load_rules(*folders), id_))


@rules.command("test", epilog=examples("extract rules test my-rules/"))
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def test_rules(folder: Path | None) -> int:
    """Run the rules' examples and counterexamples, and the examples of links and checks.

    All of the shipped rules, or those of the rules in DIR, read together with the shipped ones. The tokenizer is loaded
    only for examples of links, checks and sentences.
    """
    from ..pipeline import load_pipeline
    from ..rules.examples import check_all
    from ..wording import plural

    pipeline = load_pipeline((folder,) if folder else ())
    tested = [rule for rule in pipeline.rulebook.rules if folder is None or rule.path.parent == folder]
    others = [example for example in pipeline.rulebook.examples if folder is None or example.path.parent == folder]
    misses = list(check_all(tested, others, pipeline))
    for miss in misses:
        click.echo(miss)
    if not tested and not others:
        files = [file for file in pipeline.rulebook.files if file.path.parent == folder]
        lists, patterns = sum(len(file.words) for file in files), sum(len(file.patterns) for file in files)
        held = f"{plural(lists, 'list')} of words and {plural(patterns, 'pattern')}"
        click.echo(said(f"{held} can be read; there are no examples to run"), err=True)
        return 0
    failing = f"{plural(len(misses), 'example')} {_('fails') if len(misses) == 1 else _('fail')}"
    what = plural(len(tested), "rule") + (
        f" {_('and')} {plural(len(others), 'example')} {_('of links and checks')}" if others else ""
    )
    click.echo(f"{what}: {failing if misses else _('all examples hold')}", err=True)
    return FAILED if misses else 0
