"""Shows the doctests of docstrings as code on the documentation site."""

from __future__ import annotations

import re
from typing import Any

import griffe

_DOCTEST = re.compile(r"(?:^[ \t]*>>> .*\n?(?:^[ \t]*\S.*\n?)*)", re.M)


class Doctests(griffe.Extension):
    """Fences every doctest."""

    def on_instance(self, *, obj: Any, **_: Any) -> None:
        """Called for each object that has been read."""
        if obj.docstring:
            obj.docstring.value = _DOCTEST.sub(lambda m: f"```python\n{m.group().rstrip()}\n```\n", obj.docstring.value)
