"""A finder of your own: how many trucks of aid got through. It reads the notes of the others and adds to them.

A package of yours makes it part of every run by its entry point; here it is put into the chain by hand:

    [project.entry-points."truceline.finders"]
    trucks = "my_package:FINDER"
"""

import re
from dataclasses import replace
from pathlib import Path

import truceline as tl
from truceline.analysis.article import Analysis
from truceline.analysis.parse import parse
from truceline.chain import finders, order
from truceline.find import Finder
from truceline.model import Figure, Notes

TRUCKS = re.compile(r"(?:about |at least )?(\d+) (?:aid )?(?:trucks|lorries)")


def find(parsed: Analysis, notes: Notes) -> Notes:
    """Adds a figure for each number of trucks."""
    mine = tuple(
        Figure(
            id=f"trucks{n}",
            start=m.start(1),
            end=m.end(1),
            text=m[1],
            sentence=parsed.sentence_at(m.start()),
            category="trucks",
            population="aid",
            exact=int(m[1]),
            rule="trucks 1.0",
        )
        for n, m in enumerate(TRUCKS.finditer(parsed.article.text), 1)
    )
    return replace(notes, figures=(*notes.figures, *mine))


FINDER = Finder("trucks", find, gives=frozenset({"figures"}), needs=frozenset({"figures"}))

dispatches = Path(__file__).parent.parent / "data" / "dispatches"
parsed = parse(tl.read(dispatches / "2016-09-20-convoy.txt"))
notes = Notes()
for finder in order([*finders(), FINDER]):
    notes = finder.find(parsed, notes)
for figure in notes.figures:
    sentence = parsed.sentences[figure.sentence]
    print(f"{figure.text} {figure.category}: {parsed.article.text[sentence.start : sentence.end]}")
