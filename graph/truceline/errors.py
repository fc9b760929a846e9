"""Everything that can go wrong, as one tree.

TrucelineError (ValueError)
├── ReadError            an article cannot be read: path, bytes, encoding, size, language
├── DateError            a date was given that nobody can read
├── StoreError           a graph folder is missing, locked, damaged or cannot be written
├── QueryError           a query is broken, refused or ran out of its limits
│   ├── StoppedError     it took too much time, memory or room, or brought the engine down
│   └── FormatError      its answer cannot be had in the format wanted
├── FactsError           stand-off JSON does not follow the interface
└── KnowledgeError       a row of `data/` or `ontology/` is broken
"""

from __future__ import annotations


class TrucelineError(ValueError):
    """The base of all errors that are meant for a reader: one sentence saying what, where and what to do."""


class ReadError(TrucelineError):
    """An article cannot be read."""


class DateError(TrucelineError):
    """A date was given that nobody can read."""


class StoreError(TrucelineError):
    """A graph folder is missing, locked, damaged or cannot be written."""


class QueryError(TrucelineError):
    """A query is broken, refused or ran out of its limits."""


class StoppedError(QueryError):
    """A query took too much time, memory or room, or brought the engine down."""


class FormatError(QueryError):
    """The answer to a query cannot be had in the format wanted."""


class FactsError(TrucelineError):
    """Stand-off JSON does not follow the interface."""


class KnowledgeError(TrucelineError):
    """A row of the shipped knowledge is broken."""
