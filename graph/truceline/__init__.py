"""truceline: news into a knowledge graph of a ceasefire.

Who did what, when, where, who says so, in which sentence. The names below are all there is at top level; each is
loaded when it is first used, so that `import truceline` costs next to nothing.

>>> import truceline as tl
>>> [t.value for t in tl.find_times("The truce began on 27 February 2016.")]
['2016-02-27']
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from truceline.errors import TrucelineError
    from truceline.extract import extract, extract_all
    from truceline.graph import Graph
    from truceline.model import Article, Facts
    from truceline.read import make_article, read, read_all
    from truceline.times import find_times

__version__ = "0.1.0"

_HOME = {
    "Article": "model",
    "Facts": "model",
    "Graph": "graph",
    "TrucelineError": "errors",
    "extract": "extract",
    "extract_all": "extract",
    "find_times": "times",
    "make_article": "read",
    "read": "read",
    "read_all": "read",
}

__all__ = [
    "Article",
    "Facts",
    "Graph",
    "TrucelineError",
    "extract",
    "extract_all",
    "find_times",
    "make_article",
    "read",
    "read_all",
]


class _Front(ModuleType):
    """This package: a room that is imported does not take the place of the function named like it (`read`, `extract`)."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOME or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'truceline' has no attribute {name!r}")
    value = getattr(import_module(f"truceline.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
