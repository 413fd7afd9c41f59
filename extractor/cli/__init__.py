"""The command line: the only importer of click; everything heavy is imported where it is needed."""

from __future__ import annotations

import os
import signal
import sys

import click

from ..errors import UserError
from ..language import chosen, of_locale, speak
from . import articles, explain, rules, store  # noqa: F401  importing them hangs their commands on the group
from .group import FAILED, INTERRUPTED, WRONG_USE, cli, say
from .translated import translated

__all__ = ["call", "cli", "main"]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 some article failed, 2 wrong use. SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(call(arguments))


def call(arguments: list[str] | None) -> int:
    """Run the command line and return the exit code; every error becomes one sentence."""
    try:
        speak(of_locale(os.environ))  # in which a wrong --lang is told
        spoken, arguments = chosen(sys.argv[1:] if arguments is None else arguments, os.environ)
        speak(spoken)
        code = translated(cli).main(arguments, prog_name="extract", standalone_mode=False)
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
