"""`python -m truceline`, and the command `truceline`: Ctrl-C is one sentence from the first moment on."""

import sys


def start() -> None:
    """Runs the command line."""
    try:
        from truceline.cli import main

        main()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted: nothing was begun.\n")
        sys.exit(130)


if __name__ == "__main__":
    start()
