"""Help in the language that is spoken."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from copy import copy
from typing import Any

import click
import regex

from ..language import _, language

NOTE = regex.compile(r"(?<=\S[ ]{3,})\S.*|^Examples?:$", regex.MULTILINE)  # of examples: what is no command


def translated(command: click.Command) -> click.Command:
    """Return the command with its help, and that of its options and commands, in the language that is spoken."""
    return command if language() == "en" else in_our_words(command)


def in_our_words(command: click.Command) -> click.Command:
    """Return a copy of the command whose texts are those of the catalogue."""
    made: Any = copy(command)
    made._help_option = None  # click keeps it, in the words of when it was first asked for
    made.help, made.short_help = of_catalogue(command.help), of_catalogue(command.short_help)
    made.epilog = NOTE.sub(lambda note: _(note[0]), command.epilog or "")
    made.params = [option_in_our_words(parameter) for parameter in command.params]
    if isinstance(command, click.Group):
        made.subcommand_metavar = of_catalogue(command.subcommand_metavar)
        made.commands = {name: in_our_words(one) for name, one in command.commands.items()}
    made.options_metavar = of_catalogue(command.options_metavar)
    return made  # type: ignore[no-any-return]


def option_in_our_words(parameter: click.Parameter) -> click.Parameter:
    """Return a copy of an option or argument with its help, and the name of its value, in the catalogue's words."""
    made = copy(parameter)
    made.metavar = of_catalogue(made.metavar)
    if isinstance(made, click.Option):
        made.help = of_catalogue(made.help)
    return made


def of_catalogue(text: str | None) -> str | None:
    """Return a text of a command in the catalogue's words."""
    return "\n\n".join(map(_, paragraphs(text))) if text else text


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each in one line: in which lines it is written does not matter."""
    return [" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text).split("\n\n")]


def texts_of(command: click.Command) -> Iterator[str]:
    """Yield what a catalogue has to translate of a command, but not of its commands."""
    texts = [command.help, command.short_help, *NOTE.findall(command.epilog or "")]
    for parameter in command.params:
        texts += [parameter.metavar, getattr(parameter, "help", None)]
    yield from (paragraph for text in texts if text for paragraph in paragraphs(text))
