"""The vocabulary: every term that anybody uses is declared, defined, and sits where its standard puts it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from truceline.know.truces import UNDECIDED, party_words
from truceline.shelf import data, ontology, rows
from truceline.triples.background import kinds, with_broader
from truceline.triples.terms import concept
from truceline.vocabulary import PREFIXES

ROOT = Path(__file__).resolve().parent.parent
TL = Namespace(PREFIXES["tl"])
SH = Namespace("http://www.w3.org/ns/shacl#")
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    """The vocabulary with the kinds."""
    graph = Graph().parse(ontology("truceline.ttl"))
    return graph.parse(ontology("kinds.ttl"))


def declared(vocabulary: Graph) -> set[str]:
    """The local names of all declared terms."""
    return {str(s).removeprefix(TL) for s in vocabulary.subjects(RDF.type) if str(s).startswith(TL)}


def in_code() -> Iterator[tuple[str, str]]:
    """(file, term) of each TL.term in the package."""
    for path in sorted((ROOT / "graph").rglob("*.py")):
        for found in re.finditer(r"\bTL(?:\.(\w+)|\[\"(\w+)\"\])", path.read_text(encoding="utf-8")):
            yield path.name, found[1] or found[2]


def in_queries() -> Iterator[tuple[str, str]]:
    """(file, term) of each tl:term in queries, views and shapes, comments left out."""
    files = [*ontology("queries").glob("*.rq"), *ontology("views").glob("*.rq"), ontology("shapes.ttl")]
    for path in sorted(files):
        lines = (x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#"))
        body = re.sub(r'"[^"\n]*"', "", "\n".join(lines))
        yield from ((path.name, m) for m in re.findall(r"\btl:(\w+)", body) if not m.endswith("Shape"))


def test_every_term_that_code_uses_is_declared(vocabulary: Graph) -> None:
    """No triple is written with a term that nobody defined."""
    known = declared(vocabulary)
    assert [(file, term) for file, term in in_code() if term not in known] == []
    assert len({term for _, term in in_code()}) > 50


def test_every_term_that_queries_use_is_declared(vocabulary: Graph) -> None:
    """A query with a misspelt term would answer nothing and never say why."""
    known = declared(vocabulary)
    assert [(file, term) for file, term in in_queries() if term not in known] == []


def test_no_term_of_the_design_is_missing(vocabulary: Graph, shared: Path) -> None:
    """The terms that other people's queries depend on are all there."""
    text = (shared / "design" / "vocabulary.md").read_text(encoding="utf-8")
    wanted = set(re.findall(r"`tl:(\w+)", text)) | set(re.findall(r"\btl:(\w+)", text))
    assert sorted(wanted - declared(vocabulary)) == []
    assert len(wanted) > 120


def test_every_term_of_the_worked_example_is_declared(vocabulary: Graph, shared: Path) -> None:
    """So are those of the worked example."""
    example = Graph().parse(shared / "design" / "example.ttl")
    used = {str(t).removeprefix(TL) for triple in example for t in triple if str(t).startswith(TL)}
    assert sorted(used - declared(vocabulary)) == []


def test_words_of_the_lexicons_are_concepts(vocabulary: Graph) -> None:
    """What finders write as stance, state, status, category, population or role is a concept of its scheme."""
    told = [
        ("stances", (r["stance"] for r in rows(data("lexicon", "reporting_stances.tsv")))),
        ("categories", (r["category"] for r in rows(data("figures", "casualty.tsv")))),
        ("populations", (r["population"] for r in rows(data("figures", "populations.tsv")))),
        ("ceasefireStates", (r["state"] for r in rows(ontology("ceasefires.tsv")) if r["state"] != "-")),
        ("partyStatuses", (e.status for words in party_words().values() for e in words if e.status not in UNDECIDED)),
    ]
    for scheme, words in told:
        members = set(vocabulary.subjects(SKOS.inScheme, TL[scheme]))
        missing = {w for w in words if w not in {"-", ""} and concept(w) not in members}
        assert not missing, f"{sorted(missing)} are no {scheme}"


def test_roles_of_the_triggers_are_concepts(vocabulary: Graph) -> None:
    """The parts that trigger frames hand out are roles of the vocabulary."""
    path = ontology("triggers", "frames.tsv")
    if not path.is_file():
        pytest.skip("there are no trigger frames in this checkout")
    given = {role for r in rows(path) for role in re.findall(r"(\w+)=", r["roles"])}
    assert given and {TL[r] for r in given} <= set(vocabulary.subjects(SKOS.inScheme, TL.roles))


def test_classes_and_properties_are_labelled_and_defined(vocabulary: Graph) -> None:
    """Each has an English label and a sentence that says what it means."""
    several = [s for t in (OWL.Class, *PROPERTIES) for s in vocabulary.subjects(RDF.type, t)]
    assert len(several) > 80
    for term in several:
        label, comment = vocabulary.value(term, RDFS.label), vocabulary.value(term, RDFS.comment)
        assert isinstance(label, Literal) and label.language == "en", term
        assert isinstance(comment, Literal) and comment.language == "en" and str(comment).endswith("."), term


def test_concepts_are_labelled_defined_and_in_a_scheme(vocabulary: Graph) -> None:
    """Each concept has one label, one definition and at least one scheme that is declared."""
    concepts = list(vocabulary.subjects(RDF.type, SKOS.Concept))
    schemes = set(vocabulary.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(concepts) > 100 and len(schemes) == 12
    for term in concepts:
        assert len(list(vocabulary.objects(term, SKOS.prefLabel))) == 1, term
        assert len(list(vocabulary.objects(term, SKOS.definition))) == 1, term
        assert set(vocabulary.objects(term, SKOS.inScheme)) & schemes, term


def test_nothing_is_declared_as_two_kinds_of_thing(vocabulary: Graph) -> None:
    """A term is a class, a property, a concept or a scheme, never two of them."""
    for term in set(vocabulary.subjects()):
        types = set(vocabulary.objects(term, RDF.type))
        sorts = [OWL.Class in types, bool(types & PROPERTIES), SKOS.Concept in types, SKOS.ConceptScheme in types]
        assert sum(sorts) <= 1, term


def test_domains_and_ranges_are_known(vocabulary: Graph) -> None:
    """A domain or range of ours is a declared class; object properties do not point to literals."""
    classes = set(vocabulary.subjects(RDF.type, OWL.Class))
    for term in (t for kind in PROPERTIES for t in vocabulary.subjects(RDF.type, kind)):
        ends = [*vocabulary.objects(term, RDFS.domain), *vocabulary.objects(term, RDFS.range)]
        assert all(e in classes for e in ends if str(e).startswith(TL)), term
        literal = any(str(e).startswith((str(XSD), PREFIXES["edtf"])) for e in vocabulary.objects(term, RDFS.range))
        assert not (literal and (term, RDF.type, OWL.ObjectProperty) in vocabulary), term


@pytest.mark.parametrize(
    ("term", "relation", "standard"),
    [
        ("Event", RDFS.subClassOf, "sem:Event"),
        ("Actor", RDFS.subClassOf, "sem:Actor"),
        ("Actor", RDFS.subClassOf, "prov:Agent"),
        ("Place", RDFS.subClassOf, "sem:Place"),
        ("Article", RDFS.subClassOf, "nif:Context"),
        ("Article", RDFS.subClassOf, "prov:Entity"),
        ("Article", RDFS.subClassOf, "schema:NewsArticle"),
        ("Claim", RDFS.subClassOf, "prov:Entity"),
        ("speaker", RDFS.subPropertyOf, "prov:wasAttributedTo"),
        ("evidence", RDFS.subPropertyOf, "prov:wasDerivedFrom"),
        ("kind", RDFS.subPropertyOf, "sem:eventType"),
        ("role", RDFS.subPropertyOf, "sem:roleType"),
        ("ArmedGroup", RDFS.subClassOf, "org:Organization"),
        ("attestedOn", RDFS.domain, "org:Membership"),
    ],
)
def test_terms_meet_their_standards(vocabulary: Graph, term: str, relation: URIRef, standard: str) -> None:
    """Where SEM, PROV, NIF, ORG or schema.org have the idea, ours is tied to it."""
    prefix, name = standard.split(":")
    assert (TL[term], relation, URIRef(PREFIXES[prefix] + name)) in vocabulary


def test_ceasefire_terms_say_what_they_are_in_the_eth_prio_data(vocabulary: Graph) -> None:
    """The users of that data set find their variables."""
    for term in ("Ceasefire", "partyLink", "covers", "side", "purpose", "unilateral", "ended"):
        assert vocabulary.value(TL[term], TL.ethPrio), term


def test_stances_have_the_speech_act_of_the_lexicon(vocabulary: Graph) -> None:
    """PLOVER's speech act of a stance is the same in the vocabulary and in the lexicon."""
    for row in rows(data("lexicon", "reporting_stances.tsv")):
        told = vocabulary.value(TL[row["stance"]], TL.plover)
        assert str(told or "-") == row["plover"], row["stance"]


# ---------------------------------------------------------------- kinds


def test_the_scheme_of_kinds_is_up_to_date() -> None:
    """kinds.ttl is what kinds.tsv makes it; `python bench/make_kinds.py` writes it."""
    command = [sys.executable, str(ROOT / "bench" / "make_kinds.py"), "--check"]
    assert subprocess.run(command, check=False, env={"PYTHONPATH": str(ROOT / "graph")}).returncode == 0


def test_every_kind_leads_up_to_a_top_concept(vocabulary: Graph) -> None:
    """There are no rings and no loose ends."""
    tops = set(vocabulary.subjects(SKOS.topConceptOf, TL.kinds))
    for name, kind in kinds().items():
        if kind.broader:
            chain = with_broader(name)
            assert len({k.name for k in chain}) == len(chain) and TL[chain[-1].name] in tops, name


@pytest.mark.parametrize(
    ("kind", "plover"),
    [
        ("Meeting", "CONSULT"),
        ("Agreement", "AGREE"),
        ("CeasefireDeclared", "CONCEDE"),
        ("CeasefireBegan", "RETREAT"),
        ("Attack", "ASSAULT"),
        ("Airstrike", "ASSAULT"),
        ("HumanitarianAid", "AID"),
        ("Protest", "PROTEST"),
        ("Sanction", "SANCTION"),
        ("Mobilization", "MOBILIZE"),
        ("Arrest", "COERCE"),
    ],
)
def test_kinds_have_their_plover_event(vocabulary: Graph, kind: str, plover: str) -> None:
    """The root event of PLOVER 0.8 that a kind corresponds to."""
    assert str(vocabulary.value(TL[kind], TL.plover)) == plover


# ---------------------------------------------------------------- shapes


def test_shapes_list_exactly_the_concepts_of_a_scheme(vocabulary: Graph) -> None:
    """What a shape lets through is what the vocabulary has, no more and no less."""
    shapes = Graph().parse(ontology("shapes.ttl"))
    schemes = {
        "stance": "stances", "factuality": "factualities", "role": "roles", "partyStatus": "partyStatuses",
        "state": "ceasefireStates", "side": "sides", "category": "categories", "quotation": "quotations",
    }  # fmt: skip
    for path, scheme in schemes.items():
        (shape,) = [s for s in shapes.subjects(SH.path, TL[path]) if shapes.value(s, SH["in"])]
        listed = set(Collection(shapes, shapes.value(shape, SH["in"])))
        assert listed == set(vocabulary.subjects(SKOS.inScheme, TL[scheme])), path


def test_every_class_that_is_written_has_a_shape_and_every_constraint_a_message(vocabulary: Graph) -> None:
    """`truceline check` looks at all of them and says what is wrong in a sentence."""
    shapes = Graph().parse(ontology("shapes.ttl"))
    covered = set(shapes.objects(None, SH.targetClass))
    abstract = {TL.Link, *vocabulary.subjects(RDFS.subClassOf, TL.Actor)}
    ours = {c for c in vocabulary.subjects(RDF.type, OWL.Class) if str(c).startswith(TL)}
    assert ours - abstract - covered == set()
    assert URIRef(PREFIXES["org"] + "Membership") in covered and URIRef(PREFIXES["nif"] + "Sentence") in covered
    for constraint in shapes.objects(None, SH.property):
        assert str(shapes.value(constraint, SH.message) or "").endswith("."), list(shapes.objects(constraint, SH.path))
