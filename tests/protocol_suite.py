"""The W3C's SPARQL 1.1 protocol tests by their names, each request retold: what the suite expects, and what we do instead, with why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import httpx

TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}
"""Media types in which each form of answer may come."""


@dataclass(frozen=True)
class Case:
    """A request; `expect` is 2xx or 4xx, `ours` the status with which we refuse what the suite wants answered, `why` the reason."""

    name: str
    method: str
    params: list[list[str]]
    headers: dict[str, str]
    body: str | None
    expect: str
    encoding: str = "utf-8"
    boolean: bool | None = None
    format: str = ""
    ours: int = 0
    why: str = ""


def cases() -> list[Case]:
    """All thirty-four."""
    file = Path(__file__).parent / "cases" / "protocol.jsonl"
    return [Case(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def request(case: Case, url: str) -> httpx.Request:
    """The request of a case; without a Content-Type where the case has none."""
    body = case.body.encode(case.encoding) if case.body is not None else None
    params = [(name, value) for name, value in case.params]
    return httpx.Request(case.method, url, params=params, headers=case.headers, content=body)


def wrong(case: Case, found: httpx.Response) -> str:
    """What is not as the suite expects; empty where all is."""
    if not str(found.status_code).startswith(case.expect[0]):
        return f"status {found.status_code}, {case.expect} is expected"
    kind = found.headers["content-type"].split(";")[0]
    if case.format and kind not in TYPES[case.format]:
        return f"{kind} is no format for a {case.format} answer"
    if case.boolean is not None and found.json()["boolean"] is not case.boolean:
        return f"the answer is not {case.boolean}"
    return ""
