"""The command `extract` itself: the group of its commands, its messages and exit codes."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, get_completion_class

from ..language import LANGUAGES, said
from .options import examples

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class RunByDefault(click.Group):
    """A group that runs `run` if the first argument is no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` before arguments that begin with no command."""
        if args and args[0] not in (*self.commands, "-h", "--help", "--version"):
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and files too: they stand first because bash takes them where no command fits."""
        files = [] if incomplete.startswith("-") else [CompletionItem(incomplete, type="file")]
        return files + super().shell_complete(ctx, incomplete)


@click.group(
    cls=RunByDefault,
    context_settings=SETTINGS,
    epilog=examples(
        "extract article.txt              print its facts, and store them in ./facts.db",
        "extract check article.txt        say what contradicts itself in it",
        "extract query --region Blora     ask the store for facts",
    ),
)
@click.version_option(package_name="extractor", message="extract %(version)s")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Speak this language.  [default: $EXTRACT_LANG, else the locale]"
)
def cli(lang: str | None) -> None:
    """Turn Indonesian news into checkable facts: regions, people counts, percentages, money and dates.

    `extract FILE…` is short for `extract run FILE…`.
    """


@cli.command(
    short_help="Let your shell complete commands.",
    epilog=examples(
        'eval "$(extract completion bash)"                                     in ~/.bashrc',
        'eval "$(extract completion zsh)"                                      in ~/.zshrc, behind compinit',
        "extract completion fish > ~/.config/fish/completions/extract.fish     once",
    ),
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the script by which a shell completes commands, options, files, indicators and rules."""
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101  click knows all three
    click.echo(made(cli, {}, "extract", "_EXTRACT_COMPLETE").source())


def say(message: str) -> None:
    """Tell the user something in one line on standard error."""
    from ..show.visible import visible

    click.echo(f"extract: {visible(said(message))}", err=True)
