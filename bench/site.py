"""Builds the documentation site into build/site, strictly: a page that is wrong, missing or linked to nowhere fails.

    python bench/site.py            build
    python bench/site.py --prepare  only write what the site is made of, into build/docs

Pages of docs/ are taken as they are. The commands, the library and the vocabulary are written from the commands, the
docstrings and the ontology themselves, so that nothing public is missing and nothing is told twice.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
TL = Namespace("https://w3id.org/truceline/ontology#")

NAV = {
    "Start": ("index.md", "tutorial.md", "howto.md", "knowledge.md", "review.md", "serve.md"),
    "Reference": ("commands.md", "library.md", "vocabulary.md", "queries.md", "exports.md"),
    "Explanation": ("design.md", "truth.md", "security.md", "durability.md", "dependencies.md"),
}
"""The order of the site; pages that are not named here come under "How it reads"."""

ANSWERS = ("Answer", "Table")
ROOMS = {
    "truceline.ask.timeline": ("Timeline", "Happening"),
    "truceline.ask.claims": ("Claims", "Statement"),
    "truceline.ask.figures": ("Figures", "Count"),
    "truceline.ask.status": ("Status", "Truce", "Standing"),
    "truceline.ask.said": ("Said",),
    "truceline.ask.table": ("Result",),
    "truceline.ask.answers": ANSWERS,
    "truceline.read.document": ("Options", "Refused"),
    "truceline.plan": ("Plan", "Taken", "plan"),
    "truceline.ask.cells": ("cell", "uncell"),
}
"""What is public beside the names at top level: what they take and give."""


def main() -> int:
    """Builds; returns the exit status."""
    prepare()
    if "--prepare" in sys.argv:
        return 0
    config = BUILD / "mkdocs.yml"
    config.write_text(json.dumps(settings(), indent=1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config)],
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    if done.returncode == 0:
        print(f"The site is in {BUILD / 'site'}.")
    return done.returncode


def prepare() -> None:
    """Writes the pages of the site into build/docs."""
    pages = BUILD / "docs"
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(ROOT / "docs", pages)
    for name, target in (
        ("README.md", "readme.md"),
        ("CONTRIBUTING.md", "contributing.md"),
        ("CHANGELOG.md", "changelog.md"),
        ("examples/README.md", "examples.md"),
    ):
        (pages / target).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    for page in pages.glob("*.md"):
        page.write_text(linked(page.read_text(encoding="utf-8")), encoding="utf-8")
    for name, body in (("commands.md", commands()), ("library.md", library()), ("vocabulary.md", vocabulary())):
        (pages / name).write_text(body, encoding="utf-8")
    (pages / "context.jsonld").write_text(context(), encoding="utf-8")


def linked(text: str) -> str:
    """A page whose links lead to pages of the site; what is no page of it is named, not linked."""
    known = {
        "README.md": "readme.md",
        "CONTRIBUTING.md": "contributing.md",
        "CHANGELOG.md": "changelog.md",
        "examples/README.md": "examples.md",
    }

    def target(match: re.Match[str]) -> str:
        words, link, anchor = match[1], match[2].removeprefix("../"), match[3] or ""
        if "://" in link or not link:
            return match[0]
        link = known.get(link, link.removeprefix("docs/"))
        there = link in known.values() or (ROOT / "docs" / link).exists()
        return f"[{words}]({link}{anchor})" if there else f"{words} (`{link}`)"

    return re.sub(r"(?<!!)\[([^\]]*)\]\(([^)#\s]*)(#[^)]*)?\)", target, text).replace("](docs/", "](")


def settings() -> dict[str, object]:
    """The configuration of mkdocs."""
    named = [p for pages in NAV.values() for p in pages]
    rest = sorted(
        p.name
        for p in (BUILD / "docs").glob("*.md")
        if p.name not in {*named, "readme.md", "contributing.md", "changelog.md", "examples.md"}
    )
    nav = [{group: list(pages)} for group, pages in NAV.items()]
    nav.insert(2, {"How it reads": rest})
    nav.append({"The project": ["readme.md", "examples.md", "contributing.md", "changelog.md"]})
    return {
        "site_name": "truceline",
        "site_description": "News into a knowledge graph of a ceasefire",
        "docs_dir": str(BUILD / "docs"),
        "site_dir": str(BUILD / "site"),
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "features": ["navigation.sections", "content.code.copy", "toc.follow"]},
        "markdown_extensions": ["admonition", "attr_list", "tables", {"toc": {"permalink": True}}, "pymdownx.superfences", "pymdownx.highlight"],
        "plugins": [
            "search",
            {"mkdocstrings": {"handlers": {"python": {"paths": [str(ROOT / "graph")], "options": {
                "show_source": False, "heading_level": 3, "show_root_heading": True, "members_order": "source",
                "docstring_style": "google", "show_signature_annotations": True, "separate_signature": True,
                "filters": ["!^_"], "show_if_no_docstring": True, "show_labels": False,
                "extensions": [f"{ROOT / 'bench' / 'doctests.py'}:Doctests"],
            }}}}},
        ],
        "nav": nav,
        "validation": {"omitted_files": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
    }  # fmt: skip


# ---------------------------------------------------------------- written pages


def commands() -> str:
    """Every command with its arguments, options and example, as `--help` shows it."""
    from truceline.cli import COMMANDS
    from truceline.cli import main as group

    out = [
        "# Commands",
        "",
        "Every command says this with `--help`. Exit status 0: done; 1: done, with refused inputs, each named; 2: wrong usage; 130: interrupted.",
        "",
    ]
    assert isinstance(group, click.Group)
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command
        with click.Context(command, info_name=f"truceline {name}", terminal_width=88, max_content_width=88) as context:
            out += [f"## truceline {name}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(out)


def library() -> str:
    """Every public name, from its docstring."""
    import truceline

    out = [
        "# Library",
        "",
        "`import truceline as tl`; everything is typed, values are frozen.",
        "",
        "## At top level",
        "",
    ]
    for name in truceline.__all__:
        value = getattr(truceline, name)
        out += [f"::: {value.__module__}.{value.__name__}", ""]
    out += ["## What they take and give", ""]
    for room, names in ROOMS.items():
        out += [line for name in names for line in (f"::: {room}.{name}", "")]
    return "\n".join(out)


def vocabulary() -> str:
    """Every term of the vocabulary with its definition, by kind of term."""
    graph = terms()
    out = [
        "# Vocabulary",
        "",
        f"The prefix `tl:` is `{TL}`. A JSON-LD context with all terms: [context.jsonld](context.jsonld).",
        "",
    ]
    for title, kind in (
        ("Classes", OWL.Class),
        ("Relations", OWL.ObjectProperty),
        ("Values", OWL.DatatypeProperty),
        ("Notes on terms", OWL.AnnotationProperty),
    ):
        rows = [(t, graph.value(t, RDFS.comment), _range(graph, t)) for t in _of(graph, kind)]
        out += [
            f"## {title}",
            "",
            "| term | means | from, to |",
            "|---|---|---|",
            *(_row(t, d, r) for t, d, r in rows),
            "",
        ]
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        concepts = sorted(graph.subjects(SKOS.inScheme, scheme))
        rows = [(t, graph.value(t, SKOS.definition), _broader(graph, t)) for t in concepts]
        out += [
            f"## {str(graph.value(scheme, SKOS.prefLabel)).capitalize()}",
            "",
            str(graph.value(scheme, SKOS.definition) or ""),
            "",
            "| concept | means | under; PLOVER |",
            "|---|---|---|",
        ]
        out += [*(_row(t, d, r) for t, d, r in rows), ""]
    return "\n".join(out)


def terms() -> Graph:
    """The vocabulary and the kinds."""
    graph = Graph()
    for name in ("truceline.ttl", "kinds.ttl"):
        graph.parse(ROOT / "ontology" / name)
    return graph


def _of(graph: Graph, kind: URIRef) -> list[URIRef]:
    return sorted(t for t in graph.subjects(RDF.type, kind) if str(t).startswith(TL))  # type: ignore[misc]


def _short(graph: Graph, term: object) -> str:
    return f"`{graph.namespace_manager.normalizeUri(str(term))}`"


def _range(graph: Graph, term: URIRef) -> str:
    ends = (graph.value(term, RDFS.domain), graph.value(term, RDFS.range))
    return " → ".join(_short(graph, e) if e else "" for e in ends).strip(" →") or ", ".join(
        _short(graph, c) for c in sorted(graph.objects(term, RDFS.subClassOf))
    )


def _broader(graph: Graph, term: URIRef) -> str:
    found = [_short(graph, b) for b in sorted(graph.objects(term, SKOS.broader))]
    return "; ".join([", ".join(found), *map(str, graph.objects(term, TL.plover))]).strip("; ")


def _row(term: URIRef, means: object, more: str) -> str:
    return f"| `tl:{str(term).removeprefix(TL)}` | {str(means or '').replace('|', '/')} | {more} |"


# ---------------------------------------------------------------- the context


def context() -> str:
    """A JSON-LD context: every term of the vocabulary by its short name, relations as links, values with their types."""
    from truceline.vocabulary import PREFIXES

    graph = terms()
    made: dict[str, object] = {p: str(n) for p, n in sorted(PREFIXES.items()) if p and p != "edtf"}
    made |= {str(t).removeprefix(TL): str(t) for t in _of(graph, OWL.Class)}
    made |= dict(_properties(graph))
    return json.dumps({"@context": {"@version": 1.1, **made}}, indent=1) + "\n"


def _properties(graph: Graph) -> Iterator[tuple[str, object]]:
    for term in _of(graph, OWL.ObjectProperty):
        yield str(term).removeprefix(TL), {"@id": str(term), "@type": "@id"}
    for term in _of(graph, OWL.DatatypeProperty):
        kind = graph.value(term, RDFS.range)
        plain = kind is None or str(kind).endswith(("#string", "#langString", "#Literal"))
        yield str(term).removeprefix(TL), str(term) if plain else {"@id": str(term), "@type": str(kind)}


if __name__ == "__main__":
    sys.exit(main())
