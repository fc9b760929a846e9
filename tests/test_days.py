"""The days that matter: what many texts name and come back to, whether or not it was read what happened; copies do not count."""

from __future__ import annotations

from test_identity import WIRE, facts_of, graph_of
from truceline.graph import Graph

LOOKING_BACK = (
    ("Rebels shelled Taiz on Tuesday and killed 90 people.", "2021-05-05", "One"),
    ("Protesters marched in Aden on Wednesday. The rebels took Sayhut on 2 March.", "2021-06-03", "One"),
    (
        "The governor flew to Aden on Monday. Sayhut has been in rebel hands since they took the town on 2 March.",
        "2021-07-06",
        "Two",
    ),
    ("Doctors in Sayhut, which fell on 2 March 2021, asked for medicine.", "2021-08-09", "Three"),
    ("The port of Sayhut, lost on 2 March 2021, stayed shut.", "2021-09-01", "Four"),
)


def pile(*rows: tuple[str, str, str]) -> Graph:
    """A graph of some articles: text, day, outlet."""
    return graph_of(facts_of(*row) for row in rows)


def test_a_day_that_many_look_back_at_beats_a_loud_one() -> None:
    """Four articles that come back to a day outweigh one that tells of ninety killed; the row says why."""
    graph = pile(*LOOKING_BACK)
    [first] = graph.timeline(top=1)
    assert first.begin[:10] == "2021-03-02"
    assert first.why == "told by 4 texts, all a week later or more"
    assert "told by 4 texts" in str(graph.timeline(top=1))
    loud = next(h for h in graph.timeline(top=9) if h.begin[:10] == "2021-05-04")
    assert loud.why == "told by 1 text, up to 90 killed"
    [early] = pile(*LOOKING_BACK[:1], LOOKING_BACK[1]).timeline(top=9, until="2021-03-31")
    assert early.why == "told by 1 text, a week later or more"
    assert not any(h.why for h in graph.timeline())


def test_copies_of_a_text_name_a_day_once() -> None:
    """Reprints add nothing: two who tell of a day by themselves outweigh one text in four papers."""
    own = f"The bridge of Marib was reopened on 4 June 2021. {WIRE}"
    reprints = [(f"{own} Turn to page {n}.", f"2021-07-{n:02}", f"Daily {n}") for n in (2, 3, 5)]
    graph = pile(
        (own, "2021-07-01", "Agency"),
        *reprints,
        ("The market of Taiz, which was reopened on 9 August 2021, was full.", "2021-09-10", "One"),
        ("Merchants came back to Taiz, where the market was reopened on 9 August 2021.", "2021-09-12", "Two"),
    )
    why = {h.begin[:10]: h.why for h in graph.timeline(top=50)}
    assert why["2021-06-04"].startswith("told by 1 text,") and why["2021-08-09"].startswith("told by 2 texts,")
    assert [h.begin[:10] for h in graph.timeline(top=1)] == ["2021-08-09"]


def test_a_day_of_which_nothing_else_is_known() -> None:
    """A day that texts name is a row even where no event was read: with the sentence, and with all who name it."""
    graph = pile(
        ("The ferry to Sayhut has had a new captain since 6 June 2021.", "2021-07-01", "One"),
        ("A new captain has been on the ferry since 6 June 2021.", "2021-07-20", "Two"),
    )
    [row] = graph.timeline(top=5)
    assert (row.layer, row.edtf, row.begin[:10], row.end[:10]) == ("day", "2021-06-06", "2021-06-06", "2021-06-07")
    assert row.label == "“The ferry to Sayhut has had a new captain since 6 June 2021.”"
    assert [(s.outlet, s.stance) for s in row.says] == [("One", "named"), ("Two", "named")] and row.independent == 2
    assert not graph.timeline() and not graph.timeline(top=5, kind="Attack")
    assert len(graph.timeline(top=5, since="2021-06-06", until="2021-06-06")) == 1
    assert not graph.timeline(top=5, since="2021-06-07", until="2021-06-30")


def test_a_day_to_come_is_not_told_yet() -> None:
    """An article that names a day before it has come tells nothing of it."""
    graph = pile(("The museum of Aden is to open its doors on 9 July 2021.", "2021-06-01", "One"))
    assert not graph.timeline(top=5)


def test_of_days_side_by_side_one_is_taken_first() -> None:
    """Of three days told alike the one that stands alone comes before the neighbour of the first."""
    graph = pile(
        ("Rebels shelled Taiz on 3 May 2021.", "2021-05-10", "One"),
        ("Rebels shelled Aden on 4 May 2021.", "2021-05-11", "Two"),
        ("Rebels shelled Marib on 20 May 2021.", "2021-05-27", "Three"),
    )
    assert [h.begin[:10] for h in graph.timeline(top=2)] == ["2021-05-03", "2021-05-20"]
    assert len(graph.timeline(top=3)) == 3
