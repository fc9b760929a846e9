"""The questions about the seed article, each as a function over a graph, with the answer that a careful reader gives.

Everything is asked through shipped queries.
"""

from __future__ import annotations

from asking import (
    ARMY,
    OBSERVATORY,
    OUTLET,
    QUESTIONS,
    Answer,
    Row,
    about,
    ask,
    name,
    names,
    office,
    only,
    question,
    said_by,
    start,
    truce,
    zones,
)
from truceline.errors import QueryError
from truceline.graph import Graph

# ---------------------------------------------------------------- the truce


@question(
    "Who was not party to the ceasefire of 27 February, and who says so?",
    {"outside": frozenset({"al-Nusra Front"}), "says": OUTLET, "evidence": "Russia and Assad's"},
)
def outsiders(kg: Graph) -> Answer:
    rows = ask(kg, "not-parties", ceasefire=truce(kg))
    outside = frozenset(name(r["actor_label"]) for r in rows)
    return {"outside": outside, "says": said_by(rows), "evidence": only(start(r["sentence"]) for r in rows)}


@question(
    "Until when were the exclusion zones extended, and who says so?",
    {
        "until": "2016-05-03T22:00:00Z",
        "says": ARMY,
        "how": "announced",
        "said": "2016-05-02",
        "via": "Syrian state television",
        "where": None,
    },
)
def extension(kg: Graph) -> Answer:
    rows = ask(kg, "ceasefire-life", ceasefire=zones(kg), state="extended")
    chains = [r for r in ask(kg, "source-chains") if name(r["first_speaker"]) == ARMY]
    return {
        "until": only(r["when"].removeprefix("until ") for r in rows if r["when"].startswith("until ")),
        "says": said_by(rows),
        "how": only(r["stance"] for r in rows),
        "said": only(r.get("said") for r in chains),
        "via": only(name(r["reported_by"]) for r in chains),
        "where": only(r["place_label"] for r in ask(kg, "coverage", ceasefire=zones(kg))),
    }


@question("Who brokered the truce?", {"brokers": frozenset({"United States", "Russia"}), "says": OUTLET})
def brokers(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "brokers", ceasefire=truce(kg)) if r["status_word"] == "broker"]
    return {"brokers": frozenset(name(r["actor_label"]) for r in rows), "says": said_by(rows)}


@question(
    "Was the truce in force on 24 April 2016?",
    {"states": frozenset({"inForce"}), "since": "2016-02-27", "until": None, "attested": "2016-05-03", "says": OUTLET},
)
def in_april(kg: Graph) -> Answer:
    return _in_force(kg, "2016-04-24")


@question(
    "In what state is the truce on 3 May 2016?",
    {
        "states": frozenset({"inForce", "fraying"}),
        "since": "2016-02-27",
        "until": None,
        "attested": "2016-05-03",
        "says": OUTLET,
    },
)
def in_may(kg: Graph) -> Answer:
    return _in_force(kg, "2016-05-03")


def _in_force(kg: Graph, day: str) -> Answer:
    rows = ask(kg, "truce-in-force", on=day, ceasefire=truce(kg))
    ended = ask(kg, "ceasefire-life", ceasefire=truce(kg), state="ended")
    return {
        "states": frozenset(r["state"] for r in rows) | frozenset("ended" for _ in ended),
        "since": only(r.get("since") for r in rows),
        "until": only(r.get("until") for r in rows),
        "attested": only(r.get("attested_until") for r in rows),
        "says": said_by(rows),
    }


@question("What span does “two-month old” stand for?", {"begin": "2016-02-27T00:00:00Z", "end": "2016-05-04T00:00:00Z"})
def age(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "dates") if r["words"].replace("-", " ") == "two month old"]
    return {"begin": only(r.get("begin") for r in rows), "end": only(r.get("end") for r in rows)}


@question(
    "Whom did Kerry meet, where and when?",
    {
        "met": frozenset({"Adel al-Jubeir", "Staffan de Mistura"}),
        "where": "Geneva",
        "when": "2016-05-02",
        "says": OUTLET,
    },
)
def meeting(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "meetings", actor="Kerry") if r["kind_label"] == "meeting"]
    return {
        "met": frozenset(x for r in rows for x in names(r["who"])) - {"John Kerry"},
        "where": only(r.get("place_label") for r in rows),
        "when": only(r["when"] for r in rows if r["when"] != "undated"),
        "says": said_by(rows),
    }


@question(
    "What did Kerry say word for word?",
    {"said": frozenset({("We are hopeful,", 44, "hoped"), ("We're trying to", 49, "asserted")})},
)
def quotes(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "quotes", by="Kerry") if r["quotation"] == "direct"]
    return {"said": frozenset((start(r["words"]), len(r["words"]), r["stance"]) for r in rows)}


@question("When and where did Kerry speak?", {"when": "2016-05-02", "words": "late Monday", "where": "Geneva"})
def speech(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "sayings", by="Kerry") if start(r["sentence"]) == "Speaking in Geneva,"]
    keys = {"when": "said", "words": "words_for_time", "where": "place_label"}
    return {k: only(r.get(v) for r in rows) for k, v in keys.items()}


@question(
    "What does Kerry say of the plan to restore the ceasefire?",
    {"says": frozenset({("asserted", "there has been"), ("warned", "it was premature")})},
)
def plan(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "claims", by="Kerry") if r["stance"] in {"asserted", "warned"} and "words" in r]
    of_it = [r for r in rows if "truce" in r["sentence"] or "ceasefire" in r["sentence"]]
    return {"says": frozenset((r["stance"], start(r["words"])) for r in of_it)}


# ---------------------------------------------------------------- the hospital


def _hospital(kg: Graph) -> list[Row]:
    rows = ask(kg, "attacks", place="Aleppo", kind="Attack")
    return [r for r in rows if "Doctors Without Borders" in names(r.get("targets"))]


@question(
    "Who accuses whom of the attack on the hospital?",
    {
        "accuses": frozenset({("John Kerry", ARMY)}),
        "did it, says": "John Kerry",
        "happened, says": OUTLET,
        "where": "Aleppo",
    },
)
def accusation(kg: Graph) -> Answer:
    rows, pairs = _hospital(kg), ask(kg, "who-accuses-whom")
    told = frozenset(name(r["speaker"]) for r in rows if r["says"] == "it happened")
    did = frozenset(name(r["speaker"]) for r in rows if r["says"].endswith("did it"))
    only_claimed = told == {"John Kerry"}
    return {
        "accuses": frozenset((name(r["speaker"]), name(r.get("accused"))) for r in pairs),
        "did it, says": only(did or ({"John Kerry"} if only_claimed else ())),
        "happened, says": only(told - {"John Kerry"}),
        "where": only(r.get("place_label") for r in rows),
    }


@question("On what day was the hospital attacked?", {"begin": "not stated", "end": "2016-05-02"})
def attack_day(kg: Graph) -> Answer:
    days = only(r["when"] for r in _hospital(kg))
    if days is None or days == "undated":
        return {"begin": None if days is None else "not stated", "end": None}
    begin, _, end = str(days).partition("/")
    return {"begin": "not stated" if begin in {"", ".."} else begin, "end": end or begin}


# ---------------------------------------------------------------- who backs whom, who wants what


@question(
    "Who supports Syria's armed forces?",
    {"supporters": frozenset({"Russia", "Iran"}), "how": "ongoing", "says": OUTLET},
    {"supporters": frozenset({"Russia", "Iran"}), "how": "ongoing", "says": "John Kerry"},
)
def backers_of_army(kg: Graph) -> Answer:
    return _backers(about(kg, "supporters", "actor", "Syrian army", "Syrian armed forces"))


def _backers(rows: list[Row]) -> Answer:
    supporters = frozenset(name(r["supporter"]) for r in rows)
    return {"supporters": supporters, "how": only(r["factuality"] for r in rows), "says": said_by(rows)}


@question(
    "What does Kerry demand, and of whom?",
    {"demands": frozenset({("demanded", "Russia and Iran"), ("demanded", "The US and its allies")})},
)
def demands(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "demands", by="Kerry") if "restraint" not in r["words"]]
    return {"demands": frozenset((r["stance"], _whom(r["words"])) for r in rows)}


def _whom(words: str) -> str | None:
    """The subject of a demand: its first words."""
    return next((x for x in ("Russia and Iran", "The US and its allies") if words.startswith(x)), start(words))


@question(
    "Who backs the “moderate rebels”?",
    {"supporters": frozenset({"United States", "allies of the United States"}), "how": "ongoing", "says": "John Kerry"},
    {"supporters": frozenset({"United States", "allies of the United States"}), "how": "ongoing", "says": OUTLET},
)
def backers_of_rebels(kg: Graph) -> Answer:
    return _backers(about(kg, "supporters", "actor", "moderate rebels"))


# ---------------------------------------------------------------- figures


def _counts(rows: list[Row], *keys: str) -> frozenset[tuple[str | None, ...]]:
    return frozenset(tuple(r.get(k) for k in keys) for r in rows)


@question(
    "How many civilians have been killed in Aleppo, since when, says who?",
    {"count": frozenset({("at least 253", "2016-04-22/told 2016-05-03")}), "says": OBSERVATORY},
)
def civilians(kg: Graph) -> Answer:
    rows = ask(kg, "figures", place="Aleppo", what="killed", whom="civilians")
    return {"count": _counts(rows, "number", "window"), "says": said_by(rows)}


@question(
    "How many of them were children?",
    {"count": frozenset({("about 50",)}), "part of": "at least 253 civilians killed", "says": OBSERVATORY},
)
def children(kg: Graph) -> Answer:
    rows = ask(kg, "figures", place="Aleppo", what="killed", whom="children")
    return {"count": _counts(rows, "number"), "part of": only(r.get("part_of") for r in rows), "says": said_by(rows)}


@question(
    "What has the whole war cost, says who?",
    {
        "count": frozenset({("at least 270000", "people", "killed"), ("at least 2000000", "people", "displaced")}),
        "since": "2011",
        "says": OUTLET,
    },
)
def whole_war(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "figures", place="Syria") if r["place_label"] == "Syria"]
    return {
        "count": _counts(rows, "number", "population", "category"),
        "since": only(r["window"][:4] for r in rows if not r["window"].startswith("..")),
        "says": said_by(rows),
    }


@question("May 253 and 270,000 be added?", {"no, because": "place lies in the other, overlapping time"})
def sum_of_both(kg: Graph) -> Answer:
    rows = ask(kg, "not-to-be-added")
    return {"no, because": only(r["why"] for r in rows if "253" in r["figure"] and "270,000" in r["other"])}


# ---------------------------------------------------------------- Aleppo


@question(
    "What did Ban Ki-moon ask for?",
    {"how": "appealed", "for": "the ceasefire to", "where": "Aleppo", "of whom": None, "said": None},
)
def appeal(kg: Graph) -> Answer:
    rows = ask(kg, "demands", by="Ban")
    asked = [
        r
        for r in ask(kg, "coverage", place="Aleppo")
        if r["how_told"] == "asked for" and r["speaker"].startswith("Ban Ki")
    ]
    return {
        "how": only(r["stance"] for r in rows),
        "for": only(start(r.get("words")) for r in rows),
        "where": only(r["place_label"] for r in asked),
        "of whom": only(r.get("addressee") for r in rows),
        "said": only(r.get("said") for r in rows),
    }


@question(
    "Did the ceasefire of 27 February cover Aleppo?",
    {"stated": frozenset(), "asked for by": frozenset({"Ban Ki-moon"}), "in force there": "unknown"},
)
def coverage(kg: Graph) -> Answer:
    rows = ask(kg, "coverage", ceasefire=truce(kg), place="Aleppo")
    try:
        status = kg.status("2016-05-03", "Aleppo").answer.split(":")[0]
    except QueryError:
        status = None
    return {
        "stated": frozenset(r["speaker"] for r in rows if r["how_told"] == "covers"),
        "asked for by": frozenset(r["speaker"] for r in rows if r["how_told"] == "asked for"),
        "in force there": status,
    }


@question(
    "Who is attacking Aleppo, and with what excuse?",
    {
        "attackers": frozenset({"Russia", ARMY, "allies of the Syrian government"}),
        "how": "ongoing",
        "when": "undated",
        "says": OUTLET,
        "excuse": "al-Nusra",
    },
)
def offensive(kg: Graph) -> Answer:
    rows = ask(kg, "attacks", place="Aleppo", kind="Offensive")
    excuses = (
        r["sentence"].partition("the presence of ")[2].partition(",")[0] for r in rows if "excuse" in r["sentence"]
    )
    return {
        "attackers": frozenset(x for r in rows for x in names(r.get("agents"))),
        "how": only(r["factuality"] for r in rows),
        "when": only(r["when"] for r in rows),
        "says": said_by(rows),
        "excuse": only(excuses),
    }


# ---------------------------------------------------------------- the war, the talks, the offices


@question("When did the conflict begin, and how?", {"when": "2011", "how": "crackdown", "says": OUTLET})
def outbreak(kg: Graph) -> Answer:
    rows = ask(kg, "timeline", kind="ConflictBegan", place="Syria")
    return {
        "when": only(r["when"] for r in rows if r["when"] != "undated"),
        "how": only("crackdown" for r in rows if "as a violent crackdown" in r["sentence"]),
        "says": said_by(rows),
    }


@question(
    "When did the Geneva talks fail, and when may they resume?",
    {"failed": "2016-04", "says": OUTLET, "may resume": "2016-06", "how": "hypothetical", "hope": "UN diplomats"},
)
def talks(kg: Graph) -> Answer:
    rows = ask(kg, "talks", place="Geneva")
    failed = [r for r in rows if r["kind_label"] == "talks failed"]
    again = [r for r in rows if r["kind_label"] == "talks resumed"]
    return {
        "failed": only(r["when"] for r in failed if r["when"] != "undated"),
        "says": said_by(failed),
        "may resume": only(r["when"] for r in again if r["when"] != "undated"),
        "how": only(r["factuality"] for r in again),
        "hope": only(r["speaker"] for r in again if r["stance"] == "hoped"),
    }


@question(
    "Which office does each named person hold on 3 May 2016?",
    {
        "offices": frozenset(
            {
                ("John Kerry", "Secretary of State", "United States"),
                ("Adel al-Jubeir", "Foreign Minister", "Saudi Arabia"),
                ("Staffan de Mistura", "special envoy", "United Nations"),
                ("Ban Ki-moon", "Secretary-General", "United Nations"),
                ("Bashar al-Assad", "President", "Syria"),
            }
        )
    },
)
def offices(kg: Graph) -> Answer:
    rows = ask(kg, "offices", on="2016-05-03")
    return {"offices": frozenset((r["person"], office(r["office"]), name(r.get("organization"))) for r in rows)}


EVERY = tuple(QUESTIONS.values())
