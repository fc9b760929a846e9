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
    finally:
        _forget_interruption()


def _forget_interruption() -> None:
    """Lets Python exit with the status that it is given after a Ctrl-C that was heard.

    CPython remembers a Ctrl-C that lands in code made from a string, such as a data class has while it is imported, and then, run
    with `-m`, dies by the signal in the end; it forgets it when such code is run again.
    """
    exec("")


if __name__ == "__main__":
    start()
