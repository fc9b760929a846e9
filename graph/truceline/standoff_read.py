"""Stand-off JSON → Facts: the way back from `standoff`, for the log of a graph folder and for files of others.

What `interface.md` leaves optional may be missing; a document with only `id` and `text` is an article with no facts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from truceline.errors import FactsError
from truceline.model import (
    Actor,
    Article,
    Block,
    Ceasefire,
    Claim,
    Event,
    Facts,
    Figure,
    Mention,
    Notes,
    Participant,
    Party,
    Place,
    Role,
    Sentence,
    Span,
    State,
    Time,
    When,
)

Json = Mapping[str, Any]


def from_json(document: Json) -> Facts:
    """Facts of a stand-off document.

    Raises:
        FactsError: the document does not follow the interface; the message names the item.

    >>> from_json({"id": "a", "text": "The truce held.", "published": "2016-05-03"}).article.published
    datetime.date(2016, 5, 3)
    """
    name = str(document.get("id", "?"))
    try:
        notes = Notes(
            times=tuple(_each(document, "times", _time)),
            places=tuple(_each(document, "places", _place)),
            mentions=tuple(_each(document, "mentions", _mention)),
            roles=tuple(_each(document, "roles", _role)),
            actors=tuple(_each(document, "actors", _actor)),
            claims=tuple(_each(document, "claims", _claim)),
            events=tuple(_each(document, "events", _event)),
            figures=tuple(_each(document, "figures", _figure)),
            ceasefires=tuple(_each(document, "ceasefires", _ceasefire)),
        )
        sentences = tuple(_each(document, "sentences", _sentence))
        return Facts(article_of(document), sentences, notes, tuple(document.get("warnings") or ()))
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        if isinstance(e, FactsError):
            raise FactsError(f"{name}: {e}") from None
        raise FactsError(f"{name}: not a stand-off document ({type(e).__name__}: {e}).") from None


def article_of(document: Json) -> Article:
    """The article of a stand-off document, without its facts."""
    text = document["text"]
    return Article(
        id=str(document["id"]),
        text=text,
        hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=_published(document.get("published")),
        title=document.get("title"),
        url=document.get("url"),
        byline=document.get("byline"),
        publisher=document.get("publisher"),
        agencies=tuple(document.get("agencies") or ()),
        blocks=tuple(Block(*b) for b in document.get("blocks") or ()),
    )


def _each(document: Json, layer: str, make: Any) -> list[Any]:
    out = []
    for n, item in enumerate(document.get(layer) or ()):
        try:
            out.append(make(item))
        except (KeyError, TypeError, ValueError, AttributeError) as e:
            what = f"has no {e}" if isinstance(e, KeyError) else f"cannot be read ({e})"
            raise FactsError(f"item {n} of {layer} {what}.") from None
    return out


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _published(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    if len(text) <= 10:
        return date.fromisoformat(text)
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _span(item: Json | None) -> Span | None:
    return None if item is None or item.get("start") is None else Span(item["start"], item["end"])


def _spans(items: Any) -> tuple[Span, ...]:
    return tuple(Span(s["start"], s["end"]) for s in items or ())


def _when(item: Json, key: str = "when", outer: str = "interval") -> When | None:
    """Four time stamps under `key`, or the outer bounds under `outer` where only these are given."""
    if w := item.get(key):
        keys = ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")
        first, second, third, fourth = (_instant(w.get(k)) for k in keys)
        return When(first, second, third, fourth, w.get("edtf"), w.get("text"))
    bounds, edtf = item.get(outer), item.get("edtf")
    if not bounds and not edtf:
        return None
    bounds = bounds or {}
    return When(_instant(bounds.get("begin")), None, None, _instant(bounds.get("end")), edtf)


def _sentence(s: Json) -> Sentence:
    return Sentence(s["start"], s["end"], s.get("content", True))


def _time(t: Json) -> Time:
    bounds, scope = t.get("interval") or {}, t.get("scope") or {}
    return Time(
        start=t["start"],
        end=t["end"],
        text=t["text"],
        type=t["type"],
        value=t.get("value"),
        mod=t.get("mod"),
        begin=_instant(bounds.get("begin")),
        end_=_instant(bounds.get("end")),
        edtf=t.get("edtf"),
        anchor=t.get("anchor"),
        scope_begin=_instant(scope.get("begin")),
        scope_end=_instant(scope.get("end")),
        zone=t.get("zone"),
        reference=t.get("reference"),
        rule=t.get("rule"),
        confidence=t.get("confidence", 1.0),
    )


def _mention(m: Json) -> Mention:
    return Mention(
        start=m["start"],
        end=m["end"],
        text=m["text"],
        type=m["type"],
        head=m.get("head", "name"),
        actor=m.get("actor"),
        members=tuple(m.get("members") or ()),
        reason=m.get("reason"),
        score=m.get("score", 1.0),
        rule=m.get("rule"),
    )


def _place(p: Json) -> Place:
    return Place(
        start=p["start"],
        end=p["end"],
        text=p["text"],
        place=p["place"],
        label=p.get("label") or p["text"],
        lat=p.get("lat"),
        long=p.get("long"),
        kind=p.get("kind", "settlement"),
        within=tuple(p.get("within") or ()),
        head=p.get("head", "name"),
        rule=p.get("rule"),
        confidence=p.get("confidence", 1.0),
    )


def _role(r: Json) -> Role:
    return Role(
        r["actor"],
        r["role"],
        r.get("organization"),
        r["start"],
        r["end"],
        r["sentence"],
        r.get("since"),
        r.get("until"),
    )


def _actor(a: Json) -> Actor:
    return Actor(
        iri=a["iri"],
        type=a["type"],
        label=a["label"],
        aliases=tuple(a.get("aliases") or ()),
        wikidata=a.get("wikidata"),
        part_of=tuple(a.get("part_of") or ()),
        allied_with=tuple(a.get("allied_with") or ()),
        possibly_same_as=tuple(a.get("possibly_same_as") or ()),
        known=a.get("known", False),
    )


def _event(e: Json) -> Event:
    parts = tuple(
        Participant(p["role"], p.get("mention"), p.get("actor"), _span(p.get("span")), p.get("claim"))
        for p in e.get("participants") or ()
    )
    return Event(
        id=e["id"],
        kind=e["kind"],
        plover=e.get("plover"),
        trigger=Span(e["trigger"]["start"], e["trigger"]["end"]),
        sentence=e["sentence"],
        factuality=e.get("factuality", "happened"),
        participants=parts,
        place=e.get("place"),
        time=e.get("time"),
        when=_when(e),
        ceasefire=e.get("ceasefire"),
        part_of=e.get("partOf"),
        mentions=_spans(e.get("mentions")),
        rule=e.get("rule"),
        confidence=e.get("confidence", 1.0),
    )


def _claim(c: Json) -> Claim:
    return Claim(
        id=c["id"],
        speaker=_span(c.get("speaker")),
        actor=c.get("actor") or (c.get("speaker") or {}).get("actor"),
        cue=_span(c.get("cue")),
        content=_spans(c.get("content")),
        stance=c["stance"],
        sentence=c["sentence"],
        plover=c.get("plover"),
        addressee=c.get("addressee"),
        addressee_span=_span(c.get("addresseeSpan")),
        quotation=c.get("quotation", "indirect"),
        about=tuple(c.get("about") or ()),
        time=c.get("time"),
        place=c.get("place"),
        when=_when(c),
        rule=c.get("rule"),
        confidence=c.get("confidence", 1.0),
    )


def _figure(f: Json) -> Figure:
    return Figure(
        id=f["id"],
        start=f["start"],
        end=f["end"],
        text=f["text"],
        sentence=f["sentence"],
        category=f["category"],
        population=f["population"],
        lower=f.get("lower"),
        upper=f.get("upper"),
        approx=f.get("approx"),
        exact=f.get("exact"),
        vague=f.get("vague", False),
        subset_of=f.get("subsetOf"),
        window=_when(f, outer="window"),
        place=f.get("place"),
        event=f.get("event"),
        claim=f.get("claim"),
        rule=f.get("rule"),
        confidence=f.get("confidence", 1.0),
    )


def _ceasefire(c: Json) -> Ceasefire:
    return Ceasefire(
        id=c["id"],
        label=c["label"],
        iri=c.get("iri"),
        began=c.get("began"),
        country=c.get("country"),
        side=c.get("side"),
        purpose=c.get("purpose"),
        parties=tuple(_party(p) for p in c.get("parties") or ()),
        states=tuple(_state(s) for s in c.get("states") or ()),
        covers=tuple(c.get("covers") or ()),
        mentions=_spans(c.get("mentions")),
        related=tuple((r[0], r[1]) for r in c.get("related") or ()),
    )


def _party(p: Json) -> Party:
    return Party(
        p.get("actor"), p["status"], p.get("mention"), p.get("sentence", 0), _span(p.get("evidence")), p.get("claim")
    )


def _state(s: Json) -> State:
    return State(
        state=s["state"],
        sentence=s.get("sentence", 0),
        evidence=_span(s.get("evidence")),
        when=_when(s),
        covers=tuple(s.get("covers") or ()),
        claim=s.get("claim"),
    )
