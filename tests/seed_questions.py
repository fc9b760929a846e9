"""The questions about the seed article, each as a function over a graph, with the answer that a careful reader gives.

Everything is asked through shipped queries. An answer is a dict; what the graph does not say is missing from it or
None, so an answer can be right, incomplete or wrong. Words of the article are compared by their beginnings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from truceline.errors import QueryError
from truceline.graph import Graph

Answer = dict[str, Any]
Row = dict[str, str]

OUTLET = "Deutsche Welle"
ARMY, OBSERVATORY = "Syrian army", "Syrian Observatory for Human Rights"
NAMES = {
    ARMY: {"syrian army", "syrian armed forces", "syrian military", "syrian arab army", "syria's armed forces", "assad's troops"},
    OBSERVATORY: {"syrian observatory for human rights", "sohr"},
    "al-Nusra Front": {"al-nusra front", "al-nusra", "nusra front", "jabhat al-nusra", "hayat tahrir al-sham"},
    "Syrian state television": {"syrian state television", "syrian state tv", "syrian television", "syrian arab television"},
    "Doctors Without Borders": {"doctors without borders", "médecins sans frontières", "msf"},
    "allies of the United States": {"allies of the united states", "its allies", "us allies", "allies of united states"},
    "allies of the Syrian government": {"allies of the syrian government", "allies", "syrian allies", "allies of syria"},
    "United Nations": {"united nations", "un"},
    "Saudi Arabia": {"saudi arabia", "saudi foreign ministry", "ministry of foreign affairs of saudi arabia"},
    "United States": {"united states", "us state department", "united states department of state"},
    "Syria": {"syria", "syrian presidency", "syrian government"},
    OUTLET: {"deutsche welle", "dw"},
}  # fmt: skip
"""What the same actor may be called; any other label stands for itself."""
OFFICES = ("Secretary of State", "Foreign Minister", "special envoy", "Secretary-General", "President")


def name(label: str | None) -> str | None:
    """The name under which an actor is compared."""
    folded = (label or "").casefold()
    return next((known for known, several in NAMES.items() if folded in several), label)


def names(labels: str | None) -> frozenset[str | None]:
    """The names in a list of labels."""
    return frozenset(name(x) for x in (labels or "").split(", ") if x)


def ask(kg: Graph, query: str, **params: str) -> list[Row]:
    """The rows of a shipped query; none where the graph does not know a name."""
    try:
        return [{str(k): str(v) for k, v in row.items()} for row in kg.query(query, **params).bindings]
    except QueryError as e:
        if "goes by" not in str(e):
            raise
        return []


def about(kg: Graph, query: str, parameter: str, *labels: str, **params: str) -> list[Row]:
    """Rows of a query about an actor that may bear one of several names."""
    return next((rows for x in labels if (rows := ask(kg, query, **{parameter: x}, **params))), [])


def only(values: Any) -> Any:
    """The one value there is; None for none, all of them sorted where they differ."""
    several = sorted({v for v in values if v is not None}, key=str)
    return several[0] if len(several) == 1 else (several or None)


def truce(kg: Graph) -> str:
    """The IRI of the ceasefire that began on 27 February 2016."""
    return next((r["ceasefire"] for r in ask(kg, "ceasefires") if r.get("began") == "2016-02-27"), "urn:none")


def zones(kg: Graph) -> str:
    """The IRI of the exclusion zones."""
    return next((r["ceasefire"] for r in ask(kg, "ceasefires") if "exclusion zone" in r["label"]), "urn:none")


def start(text: str | None, words: int = 3) -> str | None:
    """The first words of a text."""
    return " ".join(text.split()[:words]) if text else None


@dataclass(frozen=True)
class Question:
    """A question with its function and its right answers."""

    number: int
    text: str
    answer: Callable[[Graph], Answer]
    right: tuple[Answer, ...]

    def judge(self, kg: Graph) -> tuple[str, Answer]:
        """`right`, `incomplete` or `wrong`, and what was answered."""
        found = self.answer(kg)
        if found in self.right:
            return "right", found
        return ("incomplete" if any(_part(found, r) for r in self.right) else "wrong"), found


def _part(found: Any, right: Any) -> bool:
    """Whether an answer says nothing that the right one does not."""
    if found is None or found == right:
        return True
    if isinstance(found, dict) and isinstance(right, dict):
        return all(_part(v, right.get(k)) for k, v in found.items())
    return isinstance(found, frozenset) and isinstance(right, frozenset) and found <= right


QUESTIONS: list[Question] = []


def question(text: str, *right: Answer) -> Callable[[Callable[[Graph], Answer]], Callable[[Graph], Answer]]:
    """Enters a question; several right answers where a coder may see it either way."""

    def enter(function: Callable[[Graph], Answer]) -> Callable[[Graph], Answer]:
        QUESTIONS.append(Question(len(QUESTIONS) + 1, text, function, right))
        return function

    return enter


# ---------------------------------------------------------------- the truce


@question(
    "Who was not party to the ceasefire of 27 February, and who says so?",
    {"outside": frozenset({"al-Nusra Front"}), "says": OUTLET, "evidence": "Russia and Assad's"},
)
def outsiders(kg: Graph) -> Answer:
    rows = ask(kg, "not-parties", ceasefire=truce(kg))
    outside = frozenset(name(r["actor_label"]) for r in rows)
    return {
        "outside": outside,
        "says": only(name(r["speaker"]) for r in rows),
        "evidence": only(start(r["sentence"]) for r in rows),
    }


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
        "says": only(name(r["speaker"]) for r in rows),
        "how": only(r["stance"] for r in rows),
        "said": only(r.get("said") for r in chains),
        "via": only(name(r["reported_by"]) for r in chains),
        "where": only(r["place_label"] for r in ask(kg, "coverage", ceasefire=zones(kg))),
    }


@question("Who brokered the truce?", {"brokers": frozenset({"United States", "Russia"}), "says": OUTLET})
def brokers(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "brokers", ceasefire=truce(kg)) if r["status_word"] == "broker"]
    return {"brokers": frozenset(name(r["actor_label"]) for r in rows), "says": only(name(r["speaker"]) for r in rows)}


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
        "says": only(name(r["speaker"]) for r in rows),
    }


@question(
    "What span does “two-month old” stand for?",
    {"begin": "2016-02-27T00:00:00Z", "end": "2016-05-04T00:00:00Z"},
)
def age(kg: Graph) -> Answer:
    rows = [r for r in ask(kg, "dates") if r["words"].replace("-", " ") == "two month old"]
    return {"begin": only(r.get("begin") for r in rows), "end": only(r.get("end") for r in rows)}


# ---------------------------------------------------------------- what Kerry did and said


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
        "says": only(name(r["speaker"]) for r in rows),
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
    return {
        "supporters": supporters,
        "how": only(r["factuality"] for r in rows),
        "says": only(name(r["speaker"]) for r in rows),
    }


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
    return {"count": _counts(rows, "number", "window"), "says": only(name(r["speaker"]) for r in rows)}


@question(
    "How many of them were children?",
    {"count": frozenset({("about 50",)}), "part of": "at least 253 civilians killed", "says": OBSERVATORY},
)
def children(kg: Graph) -> Answer:
    rows = ask(kg, "figures", place="Aleppo", what="killed", whom="children")
    return {
        "count": _counts(rows, "number"),
        "part of": only(r.get("part_of") for r in rows),
        "says": only(name(r["speaker"]) for r in rows),
    }


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
        "says": only(name(r["speaker"]) for r in rows),
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
        "says": only(name(r["speaker"]) for r in rows),
        "excuse": only(excuses),
    }


# ---------------------------------------------------------------- the war, the talks, the offices


@question("When did the conflict begin, and how?", {"when": "2011", "how": "crackdown", "says": OUTLET})
def outbreak(kg: Graph) -> Answer:
    rows = ask(kg, "timeline", kind="ConflictBegan", place="Syria")
    return {
        "when": only(r["when"] for r in rows if r["when"] != "undated"),
        "how": only("crackdown" for r in rows if "as a violent crackdown" in r["sentence"]),
        "says": only(name(r["speaker"]) for r in rows),
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
        "says": only(name(r["speaker"]) for r in failed),
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
    return {"offices": frozenset((r["person"], _office(r["office"]), name(r.get("organization"))) for r in rows)}


def _office(label: str) -> str:
    folded = label.casefold().replace("secretary general", "secretary-general")
    return next((office for office in OFFICES if folded.endswith(office.casefold())), label)
