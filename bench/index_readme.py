"""The README as a package index shows it: its links lead below the address of the project, since an index has no files beside it.

Called by the build (`[tool.hatch.metadata.hooks.custom]`); the address is `Homepage` of `[project.urls]` and stands nowhere else.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)\s]+)\)")


def absolute(text: str, address: str) -> str:
    """A text in Markdown whose relative links lead below an address.

    >>> absolute("[a](docs/a.md#b) ![p](p.png) [c](#c) [d](https://d.example)", "https://x.example/y")
    '[a](https://x.example/y/docs/a.md#b) ![p](https://x.example/y/p.png) [c](#c) [d](https://d.example)'
    """
    return _LINK.sub(lambda m: f"]({address.rstrip('/')}/{m[1]})", text)


class IndexReadme(MetadataHookInterface):
    """Gives the build its description."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Writes the README into the metadata, its links made absolute."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        found = absolute(text, metadata["urls"]["Homepage"])
        metadata["readme"] = {"content-type": "text/markdown", "text": found}
