"""The hand-marked facts of the development data as Facts: what a perfect reader would hand to the graph.

Gold names actors and places by name, truces by label, and lists who gives a thing its standing in `saidBy`; all that is
brought into the stand-off format that `standoff_read` reads, so that the query side can be tested without the finders.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from truceline.codec import from_json
from truceline.know import places as known_places
from truceline.know.spelling import fold
from truceline.model import BASE, Facts
from truceline.triples.terms import slug

Item = dict[str, Any]


def read_gold(path: Path) -> Facts:
    """The facts of a gold file."""
    return from_json(_Gold(json.loads(path.read_text(encoding="utf-8"))).document())


class _Gold:
    """A gold document while it is being turned."""

    def __init__(self, gold: Item) -> None:
        self.gold = gold
        self.text: str = gold["text"]
        self.ids = {t["label"]: f"t{n}" for n, t in enumerate(gold.get("ceasefires") or (), 1)}
        self.about: dict[str, list[str]] = {c["id"]: list(c["about"]) for c in gold["claims"]}
        self.own: dict[int, str] = {}
        self.places = [_place(p) for p in gold["places"]]

    def document(self) -> Item:
        g = self.gold
        truces = [self._truce(t) for t in g.get("ceasefires") or ()]
        events = [self._event(e) for e in g["events"]]
        figures = [self._figure(f) for f in g["figures"]]
        return {
            **{k: g.get(k) for k in ("id", "text", "published", "title", "url", "sentences", "times")},
            "publisher": (g.get("publisher") or {}).get("actor"),
            "byline": (g.get("author") or {}).get("name"),
            "agencies": [a["actor"] for a in g.get("agencies") or ()],
            "mentions": [{**m, "actor": _actor(m["actor"]), "members": []} for m in g["mentions"]],
            "places": self.places,
            "roles": [self._role(r) for r in g.get("roles") or ()],
            "actors": [{"iri": _actor(a["actor"]), "type": a["type"], "label": a["actor"]} for a in g["actors"]],
            "events": events,
            "figures": figures,
            "ceasefires": truces,
            "claims": [*(self._claim(c) for c in g["claims"]), *self._outlet()],
        }

    def _claim(self, c: Item) -> Item:
        time = self.gold["times"][c["time"]] if c.get("time") is not None else None
        speaker = {**c["speaker"], "actor": _actor(c["speaker"]["actor"])} if c.get("speaker") else None
        return {
            **{k: c.get(k) for k in ("id", "cue", "content", "stance", "plover", "quotation", "sentence", "time")},
            "speaker": speaker,
            "addressee": _actor(c.get("addressee")),
            "place": self._where(c.get("place"), c["sentence"]),
            "about": self.about[c["id"]],
            **({"interval": time["interval"], "edtf": time["edtf"]} if time else {}),
        }

    def _outlet(self) -> list[Item]:
        """The claims in the outlet's own voice, one a sentence."""
        out = []
        for sentence, name in sorted(self.own.items()):
            s = self.gold["sentences"][sentence]
            content = [{"start": s["start"], "end": s["end"]}]
            said = {"id": name, "speaker": {"actor": "outlet"}, "content": content, "stance": "asserted"}
            out.append({**said, "sentence": sentence, "about": self.about[name]})
        return out

    def _say(self, thing: str, sayers: list[str], sentence: int) -> list[str]:
        """Hangs a thing on those who say it; the ids of the claims."""
        names = []
        for sayer in sayers:
            if sayer == "outlet":
                sayer = self.own.setdefault(sentence, f"o{sentence}")
            about = self.about.setdefault(sayer, [])
            if thing not in about:
                about.append(thing)
            names.append(sayer)
        return names

    def _event(self, e: Item) -> Item:
        said = e.get("saidBy") or ["outlet"]
        self._say(e["id"], said, self._own_sentence(e))
        parts = [{**p, "actor": _actor(p["actor"])} for p in e["participants"]]
        return {
            **{k: e.get(k) for k in ("id", "kind", "plover", "trigger", "sentence", "factuality", "mentions", "time")},
            "participants": parts,
            "place": self._where(e.get("place"), e["sentence"]),
            "interval": e.get("interval"),
            "edtf": e.get("edtf"),
            "ceasefire": self.ids.get(e.get("ceasefire") or ""),
        }

    def _own_sentence(self, e: Item) -> int:
        """Where the outlet tells the event itself: the first telling that stands in no claim."""
        claimed = [c for claim in self.gold["claims"] for c in claim["content"]]
        tellings = [e["trigger"], *(e.get("mentions") or ())]
        free = [t for t in tellings if not any(c["start"] <= t["start"] < c["end"] for c in claimed)]
        return self._sentence((free or tellings)[0]["start"])

    def _figure(self, f: Item) -> Item:
        self._say(f["id"], [f["claim"] or "outlet"], f["sentence"])
        window = f.get("window") or {}
        return {**f, "place": self._where(f.get("place"), f["sentence"]), "edtf": window.get("edtf")}

    def _truce(self, t: Item) -> Item:
        me = self.ids[t["label"]]
        began = next((s["begin"] for s in t["states"] if s["state"] == "inForce" and s["begin"]), None)
        parties = [
            {**p, "actor": _actor(p["actor"]), "sentence": self._sentence(p["evidence"]["start"])} for p in t["parties"]
        ]
        states = [self._state(s) for s in t["states"]]
        for part in (*parties, *states):
            part["claim"] = self._say(me, part["saidBy"], part["sentence"])[0]
        covers = [n for name in t["covers"] if (n := self._where(name, 0)) is not None]
        home = _site(t["covers"][0]) if t["covers"] else None
        return {
            "id": me,
            "label": t["label"],
            "began": began,
            "iri": f"{BASE}ceasefire/{home.rsplit('/', 1)[-1]}-{began}" if began and home else None,
            "side": t.get("side"),
            "parties": parties,
            "states": states,
            "covers": covers,
            "mentions": t["mentions"],
            "related": [["relatedTo", self.ids[t["relatedTo"]]]] if t.get("relatedTo") in self.ids else [],
        }

    def _state(self, s: Item) -> Item:
        sentence = self._sentence(s["evidence"]["start"])
        begin = f"{s['begin']}T00:00:00Z" if s.get("begin") else None
        covers = [n for name in s.get("covers") or () if (n := self._where(name, sentence)) is not None]
        bounds = {"begin": begin, "end": s.get("end")} if begin or s.get("end") else None
        return {**s, "sentence": sentence, "interval": bounds, "covers": covers}

    def _role(self, r: Item) -> Item:
        span = r["span"]
        offices = {"start": span["start"], "end": span["end"], "sentence": r["sentence"], "role": r["role"]}
        return {**offices, "actor": _actor(r["actor"]), "organization": _actor(r["organization"])}

    def _where(self, name: str | None, sentence: int) -> int | None:
        """The position of a place by its name, one named in the sentence first."""
        found = [n for n, p in enumerate(self.gold["places"]) if p["place"] == name]
        near = [n for n in found if self.gold["places"][n]["sentence"] == sentence]
        return (near or found or [None])[0]

    def _sentence(self, offset: int) -> int:
        return max(n for n, s in enumerate(self.gold["sentences"]) if s["start"] <= offset)


def _actor(name: str | None) -> str | None:
    return None if name is None else BASE + slug(name)


def _place(p: Item) -> Item:
    name = p["place"]
    found = _known(name)
    within = [s.iri for s in known_places.within(found)] if found else []
    where = {"lat": found.lat, "long": found.long} if found else {}
    return {**p, "place": _site(name), "label": name, "within": within, **where}


def _site(name: str) -> str:
    found = _known(name)
    return found.iri if found else f"{BASE}place/{slug(name)}"


@cache
def _known(name: str) -> known_places.Site | None:
    """The biggest place of this very name."""
    sites = [known_places.site(str(n)) for lines in known_places.by_country().values() for n in lines]
    same = [s for s in sites if fold(s.name) == fold(name)]
    return min(same, key=lambda s: (s.kind != "country", -s.population, s.id), default=None)
