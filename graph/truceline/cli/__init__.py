"""The command line: parse, call, print; no logic.

Exit status: 0 done, 1 finished but some inputs were refused (each is named), 2 wrong usage or nothing could be done.
One module a group of commands; a new command is one `click.Command` made with `options.command` and named in `app.COMMANDS`.
A module is imported when one of its commands is asked for, and heavy imports stand inside the commands, so that an answer comes at once.
"""

from __future__ import annotations

from truceline.cli.app import COMMANDS, main

__all__ = ["COMMANDS", "main"]
