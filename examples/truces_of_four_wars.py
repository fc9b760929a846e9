"""Articles of four conflicts, one graph: was a truce in force on a day, and who says so?"""

from pathlib import Path

import truceline as tl

ARTICLES = Path(__file__).parent / "articles"

with tl.Graph() as graph:
    for article in tl.read_all([ARTICLES]):
        if isinstance(article, tl.Article):
            facts = graph.add(article)
            print(f"{article.published}  {article.title}: {len(facts.notes.claims)} claims")
    for day, place in (("2022-04-10", "Yemen"), ("2020-11-11", "Nagorno-Karabakh")):
        print()
        print(graph.status(on=day, place=place))
