"""The documentation site: every public name, every command with its options, every term; what is written is up to date."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import click
import pytest
import yaml
from rdflib import Graph

import truceline
from truceline.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site() -> ModuleType:
    """The script that builds it."""
    spec = importlib.util.spec_from_file_location("site_builder", ROOT / "bench" / "site.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_and_option_is_on_it(site: ModuleType) -> None:
    """With its example."""
    page = site.commands()
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command and command.name == name
        section = page.split(f"## truceline {name}\n")[1].split("\n## ")[0]
        for option in command.params:
            if isinstance(option, click.Option):
                assert all(name in section for name in option.opts), (name, option.opts)
        assert "Example:  truceline" in section


def test_every_public_name_is_on_it(site: ModuleType) -> None:
    """Those at top level, and those that they take and give, which exist."""
    page = site.library()
    for name in truceline.__all__:
        assert f".{name}\n" in page
    for room, names in site.ROOMS.items():
        module = importlib.import_module(room)
        assert all(hasattr(module, name) and f"::: {room}.{name}\n" in page for name in names)


def test_every_term_is_on_it(site: ModuleType) -> None:
    """Classes, relations, values and concepts, each with what it means."""
    page = site.vocabulary()
    graph = site.terms()
    subjects = {s for s in graph.subjects() if str(s).startswith(str(site.TL))}
    terms = subjects - set(graph.subjects(site.RDF.type, site.SKOS.ConceptScheme))
    assert len(terms) > 150
    assert not [t for t in terms if f"`tl:{str(t).removeprefix(str(site.TL))}`" not in page]
    assert "|  |" not in page.replace("|  |\n", "|\n")


def test_a_claim_written_with_the_context_is_rdf(site: ModuleType) -> None:
    """The JSON-LD context of the site has every class and property; a claim written with it is read as RDF."""
    context = json.loads(site.context())["@context"]
    assert {"Claim", "Event", "stance", "partyLink", "lower", "edtf"} <= set(context)
    claim = {"@context": context, "@id": "urn:c", "@type": "Claim", "stance": "tl:denied", "confidence": 1}
    triples = Graph().parse(data=json.dumps(claim), format="json-ld")
    assert (site.URIRef("urn:c"), site.TL.stance, site.TL.denied) in triples


def test_links_of_a_page_lead_to_pages(site: ModuleType) -> None:
    """Links out of docs/ become pages of the site, or are named where they are none."""
    assert site.linked("[a](../README.md) [b](tutorial.md#x) [c](../data/x.tsv) [d](https://x.example)") == (
        "[a](readme.md) [b](tutorial.md#x) c (`data/x.tsv`) [d](https://x.example)"
    )


def test_the_citation_file_is_of_this_version() -> None:
    """CITATION.cff can be read, and names the version of the package."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (
        cited["version"] == truceline.__version__
        and cited["license"] == "MIT"
        and cited["title"].startswith("truceline")
    )
