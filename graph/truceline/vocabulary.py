"""The namespaces that the graph is written in, and their terms as plain text: asking needs no RDF library."""

from __future__ import annotations

from truceline.model import BASE

PREFIXES = {
    "": BASE,
    "tl": "https://w3id.org/truceline/ontology#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
}
"""Prefixes that every query and every export may use."""


class Space:
    """A namespace: its terms are attributes, or items where the word is none of Python's; each is made once.

    >>> TL.kind, TL["lower"]
    ('https://w3id.org/truceline/ontology#kind', 'https://w3id.org/truceline/ontology#lower')
    """

    def __init__(self, prefix: str) -> None:
        self._base = PREFIXES[prefix]

    def __getattr__(self, name: str) -> str:
        made = self.__dict__[name] = self[name]
        return made

    def __getitem__(self, name: str) -> str:
        return self._base + name


TL, SEM, NIF, PROV, DCT, SKOS, RDFS, RDF = map(Space, ("tl", "sem", "nif", "prov", "dct", "skos", "rdfs", "rdf"))
