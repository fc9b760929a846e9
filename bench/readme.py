"""Keeps the sessions in README.md and in the pages of docs that have some true: runs each command, compares what it prints, or writes it in.

    python bench/readme.py            check; exit status 1 and a diff when a session is out of date
    python bench/readme.py --update   write what the commands print now
    python bench/readme.py --floors   only the figures, without running a command; with --update writes them

A session is a block fenced with ```console. Each line that begins with `$ ` is a command; what follows it is its output,
of which `…` on a line of its own stands for any lines left out. Commands run one after the other in an empty folder that
holds a copy of `data/`. A block fenced with ```sparql is put there as `query.rq`; one fenced with ```python is run as it
stands. A figure "at least .84 <!-- set: measure -->" is the floor that the eval gate holds, from `floors.json`.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = (README, ROOT / "docs" / "tutorial.md", ROOT / "docs" / "howto.md")
"""Pages whose sessions run, one after the other in the same folder."""

_FENCE = re.compile(r"^```(console|python|sparql)\n(.*?)^```$", re.M | re.S)
CUT = "…"
_FLOOR = re.compile(r"at least [\d.]+ <!-- (.+?): (.+?) -->")


def main() -> int:
    """Checks or updates; returns the exit status."""
    wrong = False
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "data", Path(folder) / "data")
        for page in PAGES:
            wrong |= not _true(page, Path(folder))
    return int(wrong)


def _true(page: Path, folder: Path) -> bool:
    """Whether a page is true, or has been made so."""
    old = page.read_text(encoding="utf-8")
    new = floored(old)
    if "--floors" not in sys.argv:
        new = refreshed(new, folder)
    if "--update" in sys.argv:
        page.write_text(new, encoding="utf-8")
    elif new != old:
        name = str(page.relative_to(ROOT))
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "what it prints now")
        )
        return False
    return True


def floored(text: str) -> str:
    """The text with the floors that are pinned now, rounded down to two places."""
    floors = json.loads((ROOT / "bench" / "floors.json").read_text(encoding="utf-8"))

    def now(match: re.Match[str]) -> str:
        floor = floors[match[1]]["floors"][match[2]]
        return f"at least {f'{int(100 * floor + 1e-6) / 100:.2f}'.removeprefix('0')} <!-- {match[1]}: {match[2]} -->"

    return _FLOOR.sub(now, text)


def refreshed(text: str, folder: Path) -> str:
    """The text with the sessions as they run now."""

    def again(match: re.Match[str]) -> str:
        language, body = match[1], match[2]
        if language == "sparql":
            (folder / "query.rq").write_text(body, encoding="utf-8")
            return match[0]
        if language == "python":
            subprocess.run([sys.executable, "-c", body], cwd=folder, check=True, capture_output=True, env=_env())
            return match[0]
        return f"```console\n{session(body, folder)}```"

    return _FENCE.sub(again, text)


def session(body: str, folder: Path) -> str:
    """One session, run again."""
    parts = re.split(r"^\$ (.+)\n", body, flags=re.M)
    out = [parts[0]]
    for command, printed in zip(parts[1::2], parts[2::2], strict=True):
        out += [f"$ {command}\n", shortened(printed, run(command, folder))]
    return "".join(out)


def shortened(before: str, now: str) -> str:
    """What a command prints now, cut where it was cut before: `…` after the first n lines."""
    kept = before.splitlines()
    if CUT not in kept:
        return now
    at = kept.index(CUT)
    lines = now.splitlines(True)
    return (
        "".join(lines[:at])
        + f"{CUT}\n"
        + "".join(lines[len(lines) - (len(kept) - at - 1) :] if len(kept) > at + 1 else [])
    )


def run(command: str, folder: Path) -> str:
    """What a command prints, standard error after standard output."""
    shell = (
        command.replace("truceline ", f'"{sys.executable}" -m truceline ', 1)
        if command.startswith("truceline ")
        else command
    )
    done = subprocess.run(shell, shell=True, cwd=folder, capture_output=True, text=True, env=_env(), check=False)
    if done.returncode == 2 or "Traceback" in done.stderr:
        raise SystemExit(f"{command}: {done.stderr.strip()}")
    return done.stdout + done.stderr


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "graph"), "COLUMNS": "100"}


if __name__ == "__main__":
    sys.exit(main())
