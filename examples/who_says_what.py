"""Claims as a table: who says what, with which stance, in which words."""

from collections import Counter
from pathlib import Path

import truceline as tl

DISPATCH = Path(__file__).parent.parent / "data" / "dispatches" / "2016-04-28-hospital.txt"

facts = tl.extract(tl.read(DISPATCH))
labels = {actor.iri: actor.label for actor in facts.notes.actors}
for claim in facts.notes.claims:
    if claim.cue:
        words = " … ".join(span.of(facts.article.text) for span in claim.content)
        print(f"{labels.get(claim.actor or '', 'somebody'):34.34} {claim.stance:10} {words:.80}")
print()
print(Counter(claim.stance for claim in facts.notes.claims).most_common())
for figure in facts.notes.figures:
    speaker = next(
        (labels.get(c.actor or "", "the outlet") for c in facts.notes.claims if c.id == figure.claim), "the outlet"
    )
    print(f"{figure.text} {figure.population} {figure.category}, says {speaker}")
