"""The group of commands: what holds for all of them, and how an error becomes one sentence."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Any

import click

from truceline import __version__
from truceline.cli.options import Context
from truceline.cli.show import say
from truceline.errors import TrucelineError

COMMANDS = {
    "build": "reading",
    "annotate": "reading",
    "ask": "asking",
    "timeline": "asking",
    "status": "asking",
    "claims": "asking",
    "figures": "asking",
    "diff": "changing",
    "draw": "writing",
    "export": "writing",
    "second": "second",
    "compare": "second",
    "review": "reviewing",
    "serve": "serving",
    "mcp": "serving",
    "remove": "changing",
    "check": "checking",
    "check-knowledge": "checking",
    "evaluate": "checking",
}
"""The commands, in the order in which a newcomer needs them, each with its module."""


class _Commands(click.Group):
    """A group that keeps the order in which a newcomer needs its commands, and turns our errors into one sentence."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        module = COMMANDS.get(name)
        made = getattr(import_module(f"truceline.cli.{module}"), name.replace("-", "_")) if module else None
        return made if isinstance(made, click.Command) else None

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except click.exceptions.NoArgsIsHelpError as e:
            click.echo(e.format_message())
            sys.exit(0)
        except click.UsageError as e:
            say(_usage(e), err=True)
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as e:
            say(_usage(e), err=True)
            ctx.exit(2)
        except KeyboardInterrupt as e:
            say(f"interrupted: {str(e) or 'nothing was left half-written; what was finished is kept.'}", err=True)
            ctx.exit(130)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except TrucelineError as e:
            _fail(ctx, str(e))
        except OSError as e:
            if e.errno == errno.EPIPE:
                raise
            _fail(ctx, _of_system(e))
        except Exception as e:
            if os.environ.get("TRUCELINE_TRACEBACK"):
                raise
            from truceline.batch import broke

            _fail(ctx, f"a fault in truceline itself ({broke(e)}); please report it with what you typed.")


def _of_system(error: OSError) -> str:
    """What the system does not allow, in one sentence."""
    what = f"{error.filename}: " if error.filename else ""
    return f"{what}{(error.strerror or str(error)).lower()}; choose another path or free it."


def _usage(error: click.UsageError) -> str:
    """Wrong usage in one sentence, and where help is."""
    name = error.ctx.command_path if error.ctx else "truceline"
    said = error.format_message().rstrip(".")
    return f"{name}: {said[:1].lower()}{said[1:]}; `{name} --help` shows how it is used."


def _fail(ctx: click.Context, message: str) -> None:
    """One sentence on standard error, exit status 2."""
    say(f"truceline: {' '.join(message.split())}", err=True)
    ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="truceline")
def main() -> None:
    """News into a knowledge graph of a ceasefire: who did what, when, where, who says so, in which sentence."""
