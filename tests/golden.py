"""Two articles in our own words about a war that never was, with their facts marked by hand: every layer occurs.

python tests/golden.py      writes tests/cases/golden.ttl anew; look at the difference before you commit it
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from truceline.codec import from_json
from truceline.model import BASE, Facts

CASES = Path(__file__).parent / "cases"
Item = dict[str, Any]

FIRST = """Guns fall silent in Ruritania

A truce brokered by Syldavia began across Ruritania on 1 March. The Free Corps is not party to it.

General Hentzau accused the Free Corps on Tuesday of shelling Strelsau. "We will answer every shell," he said.

State radio reported an army statement that the truce would run until 15 March.

The Red Lantern says at least 40 people, among them about 12 children, have been killed in Strelsau since 20 February.

Hentzau met the Syldavian envoy Rudolf Rassendyll in Zenda. Talks may resume in April."""

SECOND = """Truce in Ruritania is over, says the army

The truce of 1 March ended on Sunday, the Ruritanian army said. The Free Corps denied that it had shelled Strelsau.

The ministry of health put the dead in Strelsau at 25 since 20 February."""


def truce_told() -> Facts:
    """The first article: a truce, an accusation, a quotation, a chain of sources, figures, a meeting, a hope."""
    return from_json(_First(FIRST, "first", "2021-03-04").document())


def truce_ended() -> Facts:
    """The second article: the truce ends, the accusation is denied, the dead are counted otherwise."""
    return from_json(_Second(SECOND, "second", "2021-03-15").document())


class _Marked:
    """An article whose spans are found by their words."""

    def __init__(self, text: str, name: str, published: str) -> None:
        self.text, self.name, self.published = text, name, published
        lines = [x for part in text.split("\n\n") for x in part.replace(". ", ".\n").split("\n")]
        self.sentences = [self.span(x) for x in lines]

    def span(self, words: str, after: int = 0) -> Item:
        start = self.text.index(words, after)
        return {"start": start, "end": start + len(words), "text": words}

    def within(self, words: str) -> int:
        """The sentence in which words stand."""
        at = self.text.index(words)
        return next(n for n, s in enumerate(self.sentences) if s["start"] <= at < s["end"])

    def place(self, name: str, kind: str = "settlement") -> Item:
        home = [f"{BASE}place/ruritania"] if kind == "settlement" else []
        at = {"lat": 50.1, "long": 14.5} if kind == "settlement" else {}
        return {
            **self.span(name),
            "place": f"{BASE}place/{name.lower()}",
            "label": name,
            "kind": kind,
            "within": home,
            **at,
        }

    def claim(self, number: int, speaker: str | None, cue: str, content: str, stance: str, **more: Item | Any) -> Item:
        who = {**self.span(speaker), "actor": ACTORS[speaker]} if speaker else {"actor": "outlet"}
        return {
            "id": f"c{number}", "speaker": who, "cue": self.span(cue) if cue else None, "content": [self.span(content)],
            "stance": stance, "sentence": self.within(cue or content), "rule": "marked by hand", **more,
        }  # fmt: skip

    def document(self) -> Item:
        return {
            "id": self.name, "text": self.text, "published": self.published, "title": self.text.split("\n")[0],
            "publisher": "Zenda Gazette", "agencies": ["Ruritanian Wire"], "byline": "Antonia Mauban",
            "url": f"https://news.example/{self.name}", "sentences": self.sentences,
            "actors": [_described(iri) for iri in sorted(set(ACTORS.values()))], **self.layers(),
        }  # fmt: skip

    def layers(self) -> Item:
        raise AssertionError


ACTORS = {
    "Syldavia": f"{BASE}syldavia", "Free Corps": f"{BASE}free-corps", "Hentzau": f"{BASE}hentzau",
    "General Hentzau": f"{BASE}hentzau", "he": f"{BASE}hentzau", "army": f"{BASE}ruritanian-army",
    "Ruritanian army": f"{BASE}ruritanian-army", "State radio": f"{BASE}radio-ruritania",
    "Red Lantern": f"{BASE}red-lantern", "Rudolf Rassendyll": f"{BASE}rassendyll",
    "ministry of health": f"{BASE}ruritanian-health",
}  # fmt: skip
CLASSES = {
    "syldavia": "State", "free-corps": "ArmedGroup", "hentzau": "Person", "ruritanian-army": "ArmedForces",
    "radio-ruritania": "MediaOrganization", "red-lantern": "NonGovernmentalOrganization", "rassendyll": "Person",
    "ruritanian-health": "Government",
}  # fmt: skip
LABELS = {
    "hentzau": "Rupert Hentzau",
    "radio-ruritania": "Radio Ruritania",
    "ruritanian-health": "Ruritanian ministry of health",
}


def _described(iri: str) -> Item:
    name = iri.removeprefix(BASE)
    more: Item = {"wikidata": "Q42", "aliases": ["Rudolf R."]} if name == "rassendyll" else {}
    more |= {"part_of": [f"{BASE}ruritanian-army"]} if name == "hentzau" else {}
    label = LABELS.get(name) or next(k for k, v in ACTORS.items() if v == iri)
    return {"iri": iri, "type": CLASSES[name], "label": label, **more}


def _day(begin: str | None, end: str | None) -> Item:
    return {"begin": begin and f"{begin}T00:00:00Z", "end": end and f"{end}T00:00:00Z"}


def _time(span: Item, value: str, begin: str, end: str, **more: str) -> Item:
    return {**span, "type": "DATE", "value": value, "edtf": value, "interval": _day(begin, end), **more}


class _First(_Marked):
    def layers(self) -> Item:
        return {
            "times": [
                _time(self.span("1 March"), "2021-03-01", "2021-03-01", "2021-03-02", reference="publication"),
                _time(self.span("Tuesday"), "2021-03-02", "2021-03-02", "2021-03-03", reference="publication"),
                _time(self.span("15 March"), "2021-03-15", "2021-03-15", "2021-03-16", anchor="until"),
                _time(self.span("20 February"), "2021-02-20", "2021-02-20", "2021-02-21", anchor="since"),
                _time(self.span("April"), "2021-04", "2021-04-01", "2021-05-01"),
            ],
            "mentions": [
                {**self.span(x), "type": CLASSES[ACTORS[x].removeprefix(BASE)], "actor": ACTORS[x]}
                for x in ("Syldavia", "Free Corps", "General Hentzau", "State radio", "Red Lantern", "Rudolf Rassendyll")
            ],
            "places": [self.place("Ruritania", "country"), self.place("Strelsau"), self.place("Zenda")],
            "roles": [
                {**self.span("Syldavian envoy"), "actor": ACTORS["Rudolf Rassendyll"], "role": "envoy",
                 "organization": ACTORS["Syldavia"], "sentence": self.within("Syldavian envoy")},
            ],
            "events": self._events(),
            "claims": self._claims(),
            "figures": self._figures(),
            "ceasefires": [self._truce()],
        }  # fmt: skip

    def _events(self) -> list[Item]:
        def part(role: str, name: str, **more: str) -> Item:
            return {"role": role, "actor": ACTORS[name], **more}

        return [
            {"id": "e1", "kind": "Shelling", "plover": "ASSAULT", "trigger": self.span("shelling"), "sentence": 3,
             "place": 1, "participants": [part("agent", "Free Corps", claim="c2")], "ceasefire": "t1",
             "interval": _day(None, "2021-03-03"), "edtf": "../2021-03-02", "rule": "marked by hand"},
            {"id": "e2", "kind": "Meeting", "plover": "CONSULT", "trigger": self.span("met"), "sentence": 7, "place": 2,
             "participants": [part("attendee", "Hentzau"), part("attendee", "Rudolf Rassendyll")]},
            {"id": "e3", "kind": "TalksResumed", "plover": "CONSULT", "trigger": self.span("resume"), "sentence": 8,
             "factuality": "hypothetical", "time": 4, "interval": _day("2021-04-01", "2021-05-01"), "edtf": "2021-04"},
        ]  # fmt: skip

    def _claims(self) -> list[Item]:
        own = {"rule": "outlet"}
        return [
            self.claim(1, None, "", "A truce brokered by Syldavia began across Ruritania on 1 March.", "asserted", about=["t1"], **own),
            self.claim(2, "General Hentzau", "accused", "the Free Corps on Tuesday of shelling Strelsau", "accused",
                       plover="ACCUSE", addressee=ACTORS["Free Corps"], about=["e1"], time=1, place=1,
                       interval=_day("2021-03-02", "2021-03-03"), edtf="2021-03-02"),
            self.claim(3, "he", "said", "We will answer every shell", "threatened", plover="THREATEN", quotation="direct"),
            self.claim(4, "army", "statement", "the truce would run until 15 March", "announced", about=["t1"]),
            self.claim(5, "State radio", "reported", "an army statement that the truce would run until 15 March", "asserted", about=["c4"]),
            self.claim(6, "Red Lantern", "says", "at least 40 people, among them about 12 children, have been killed in Strelsau since 20 February",
                       "asserted", about=["f1", "f2"]),
            self.claim(7, None, "", "Hentzau met the Syldavian envoy Rudolf Rassendyll in Zenda.", "asserted", about=["e2"], **own),
            self.claim(8, None, "", "Talks may resume in April.", "asserted", about=["e3"], **own),
            self.claim(9, None, "", "The Free Corps is not party to it.", "asserted", about=["t1"], **own),
        ]  # fmt: skip

    def _figures(self) -> list[Item]:
        common = {
            "category": "killed",
            "sentence": 6,
            "claim": "c6",
            "place": 1,
            "window": _day("2021-02-20", None),
            "edtf": "2021-02-20/..",
        }
        return [
            {**common, **self.span("at least 40"), "id": "f1", "lower": 40, "population": "people"},
            {**common, **self.span("about 12"), "id": "f2", "approx": 12, "population": "children", "subsetOf": "f1"},
        ]

    def _truce(self) -> Item:
        return {
            "id": "t1", "label": "ceasefire of 1 March 2021", "iri": f"{BASE}ceasefire/ruritania-2021-03-01",
            "began": "2021-03-01", "country": f"{BASE}place/ruritania", "side": "multilateral", "covers": [0],
            "parties": [
                {"actor": ACTORS["Syldavia"], "status": "broker", "sentence": 1, "claim": "c1", "evidence": self.span("brokered")},
                {"actor": ACTORS["Free Corps"], "status": "notParty", "sentence": 2, "claim": "c9", "evidence": self.span("not party")},
            ],
            "states": [
                {"state": "inForce", "sentence": 1, "claim": "c1", "interval": _day("2021-03-01", None), "edtf": "2021-03-01/.."},
                {"state": "extended", "sentence": 5, "claim": "c4", "interval": _day(None, "2021-03-16"), "edtf": "../2021-03-15"},
            ],
        }  # fmt: skip


class _Second(_Marked):
    def layers(self) -> Item:
        corps = {"role": "agent", "actor": ACTORS["Free Corps"]}
        return {
            "places": [self.place("Ruritania", "country"), self.place("Strelsau")],
            "events": [
                {"id": "e1", "kind": "Shelling", "plover": "ASSAULT", "trigger": self.span("shelled"), "sentence": 2,
                 "place": 1, "participants": [corps], "factuality": "didNotHappen"},
            ],
            "claims": [
                self.claim(1, "Ruritanian army", "said", "The truce of 1 March ended on Sunday", "asserted", about=["t1"]),
                self.claim(2, "Free Corps", "denied", "it had shelled Strelsau", "denied", about=["e1"]),
                self.claim(3, "ministry of health", "put", "the dead in Strelsau at 25 since 20 February", "asserted", about=["f1"]),
            ],
            "figures": [
                {**self.span("25"), "id": "f1", "exact": 25, "category": "killed", "population": "people", "sentence": 3,
                 "claim": "c3", "place": 1, "window": _day("2021-02-20", None), "edtf": "2021-02-20/.."},
            ],
            "ceasefires": [
                {"id": "t1", "label": "ceasefire of 1 March 2021", "iri": f"{BASE}ceasefire/ruritania-2021-03-01",
                 "began": "2021-03-01", "country": f"{BASE}place/ruritania",
                 "states": [{"state": "ended", "sentence": 1, "claim": "c1", "interval": _day("2021-03-14", "2021-03-15"), "edtf": "2021-03-14"}]},
            ],
        }  # fmt: skip


def main() -> None:
    """Writes the golden file anew."""
    from truceline.triples import triples
    from truceline.triples.turtle import turtle

    (CASES / "golden.ttl").write_text(turtle(triples(truce_told())), encoding="utf-8")


if __name__ == "__main__":
    main()
