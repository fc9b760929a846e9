"""The finders: one question each, `(parsed, notes) → notes`. Finders never import each other."""

from truceline.analysis.finder import Finder

__all__ = ["Finder"]
