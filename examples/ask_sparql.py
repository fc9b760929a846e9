"""SPARQL over the dispatches: who accuses whom, of what, in which sentence."""

from pathlib import Path

import truceline as tl

DISPATCHES = Path(__file__).parent.parent / "data" / "dispatches"

QUERY = """
SELECT ?day ?who ?whom ?sentence WHERE {
  ?claim a tl:Claim ; tl:stance tl:accused ; tl:speaker/rdfs:label ?who ; tl:addressee/rdfs:label ?whom ;
         tl:evidence/nif:anchorOf ?sentence ; prov:wasQuotedFrom/dct:issued ?day .
} ORDER BY ?day ?who ?whom LIMIT 8
"""

with tl.Graph() as graph:
    for article in tl.read_all(sorted(DISPATCHES.glob("2016-04-*.txt"))):
        if isinstance(article, tl.Article):
            graph.add(article)
    for row in graph.query(QUERY):
        print(f"{str(row.day)[:10]}  {row.who} accuses {row.whom}:\n    {row.sentence}")
    print()
    print(f"The same as a shipped query: {len(list(graph.query('who-accuses-whom')))} accusations in April 2016.")
