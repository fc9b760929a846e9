"""networkx views: who takes part in events with whom, whom the most accusations meet; written for Gephi."""

import sys
import tempfile
from pathlib import Path

import networkx as nx

import truceline as tl

DISPATCHES = Path(__file__).parent.parent / "data" / "dispatches"
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())

with tl.Graph() as graph:
    for article in tl.read_all(sorted(DISPATCHES.glob("2016-0[2-4]-*.txt"))):
        if isinstance(article, tl.Article):
            graph.add(article)
    together = graph.to_networkx("co-participation")
    names = nx.get_node_attributes(together, "label")
    print("Who takes part in most with others:")
    for node, degree in sorted(together.degree(), key=lambda x: (-x[1], names.get(x[0], "")))[:5]:
        print(f"  {names.get(node, node)}: {degree}")
    accusations = graph.to_networkx("accuses")
    names = nx.get_node_attributes(accusations, "label")
    print("Who is accused most:")
    for node, times in sorted(accusations.in_degree(), key=lambda x: (-x[1], names.get(x[0], "")))[:3]:
        print(f"  {names.get(node, node)}: {times}")
    print(f"{graph.export(OUT / 'actors.gexf', view='actors').name} is written; Gephi opens it.")
