"""The command line: parse, call, print; no logic.

Exit status: 0 done, 1 finished but some inputs were refused (each is named), 2 wrong usage or nothing could be done.
One module a group of commands; a new command is one `click.Command` made with `options.command` and named in `COMMANDS`.
Heavy imports stand inside the commands, so that `truceline --help` answers at once.
"""

from __future__ import annotations

from truceline.cli.app import main
from truceline.cli.asking import ask, claims, figures, status, timeline
from truceline.cli.changing import diff, remove
from truceline.cli.checking import check, check_knowledge, evaluate
from truceline.cli.reading import annotate, build
from truceline.cli.reviewing import review
from truceline.cli.second import compare, second
from truceline.cli.serving import mcp, serve
from truceline.cli.writing import draw, export

__all__ = ["main"]

COMMANDS = (
    build,
    annotate,
    ask,
    timeline,
    status,
    claims,
    figures,
    diff,
    draw,
    export,
    second,
    compare,
    review,
    serve,
    mcp,
    remove,
    check,
    check_knowledge,
    evaluate,
)
"""In the order in which a newcomer needs them."""

for each in COMMANDS:
    main.add_command(each)
