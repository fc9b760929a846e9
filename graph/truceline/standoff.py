"""Facts ↔ stand-off JSON, the format of `annotate`, of gold files and of the log in a graph folder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from truceline.model import (
    Article,
    Ceasefire,
    Claim,
    Event,
    Facts,
    Figure,
    Mention,
    Party,
    Place,
    Span,
    State,
    Time,
    When,
)


def iso(at: datetime | None) -> str | None:
    """An instant as `2016-05-03T22:00:00Z`.

    >>> iso(datetime(2016, 5, 3, 22, tzinfo=UTC))
    '2016-05-03T22:00:00Z'
    """
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def day(at: date | datetime | None) -> str | None:
    """A publication date as ISO text; a datetime keeps its clock time and its zone: the day there is the day of news.

    >>> day(datetime.fromisoformat("2016-05-03T01:30:00+03:00"))
    '2016-05-03T01:30:00+03:00'
    """
    if isinstance(at, datetime):
        return at.isoformat() if at.utcoffset() else iso(at)
    return at.isoformat() if at else None


def to_json(facts: Facts) -> dict[str, Any]:
    """Facts as the JSON object that `truceline annotate` prints; plain types only, keys in a fixed order."""
    a, n = facts.article, facts.notes
    return {
        "id": a.id,
        "text": a.text,
        "published": day(a.published),
        "title": a.title,
        "url": a.url,
        "byline": a.byline,
        "publisher": a.publisher,
        "agencies": list(a.agencies),
        "blocks": [[b.start, b.end, b.kind] for b in a.blocks],
        "sentences": [{"start": s.start, "end": s.end, "content": s.content} for s in facts.sentences],
        "times": [_time(t) for t in n.times],
        "mentions": [_mention(m) for m in n.mentions],
        "places": [_place(p) for p in n.places],
        "events": [_event(e, a) for e in n.events],
        "claims": [_claim(c, a) for c in n.claims],
        "figures": [_figure(f) for f in n.figures],
        "ceasefires": [_ceasefire(c, a) for c in n.ceasefires],
        "roles": [_plain(r) for r in n.roles],
        "actors": [_plain(x) for x in n.actors],
        "warnings": list(facts.warnings),
    }


def _span(s: Span | None, a: Article) -> dict[str, Any] | None:
    return None if s is None else {"start": s.start, "end": s.end, "text": s.of(a.text)}


def interval(w: When | None) -> dict[str, str | None] | None:
    """The outer bounds of four time stamps: earliest begin, latest end."""
    return None if w is None else {"begin": iso(w.earliest_begin), "end": iso(w.latest_end)}


def stamps(w: When | None) -> dict[str, str | None] | None:
    """All of a When as JSON."""
    if w is None:
        return None
    return {
        "earliestBegin": iso(w.earliest_begin),
        "latestBegin": iso(w.latest_begin),
        "earliestEnd": iso(w.earliest_end),
        "latestEnd": iso(w.latest_end),
        "edtf": w.edtf,
        "text": w.text,
    }


def _time(t: Time) -> dict[str, Any]:
    return {
        "start": t.start,
        "end": t.end,
        "text": t.text,
        "type": t.type,
        "value": t.value,
        "mod": t.mod,
        "interval": {"begin": iso(t.begin), "end": iso(t.end_)},
        "anchor": t.anchor,
        "edtf": t.edtf,
        "scope": {"begin": iso(t.scope_begin), "end": iso(t.scope_end)} if t.anchor else None,
        "zone": t.zone,
        "reference": t.reference,
        "rule": t.rule,
        "confidence": t.confidence,
    }


def _mention(m: Mention) -> dict[str, Any]:
    return {
        "start": m.start,
        "end": m.end,
        "text": m.text,
        "type": m.type,
        "actor": m.actor,
        "head": m.head,
        "members": list(m.members),
        "reason": m.reason,
        "score": m.score,
        "rule": m.rule,
    }


def _place(p: Place) -> dict[str, Any]:
    return {
        "start": p.start,
        "end": p.end,
        "text": p.text,
        "place": p.place,
        "label": p.label,
        "lat": p.lat,
        "long": p.long,
        "kind": p.kind,
        "within": list(p.within),
        "head": p.head,
        "rule": p.rule,
        "confidence": p.confidence,
    }


def _event(e: Event, a: Article) -> dict[str, Any]:
    parts = [
        {"role": p.role, "mention": p.mention, "actor": p.actor, "span": _span(p.span, a), "claim": p.claim}
        for p in e.participants
    ]
    return {
        "id": e.id,
        "kind": e.kind,
        "plover": e.plover,
        "trigger": _span(e.trigger, a),
        "sentence": e.sentence,
        "factuality": e.factuality,
        "participants": parts,
        "place": e.place,
        "time": e.time,
        "when": stamps(e.when),
        "ceasefire": e.ceasefire,
        "partOf": e.part_of,
        "mentions": [_span(s, a) for s in e.mentions],
        "rule": e.rule,
        "confidence": e.confidence,
    }


def _claim(c: Claim, a: Article) -> dict[str, Any]:
    speaker = {**(_span(c.speaker, a) or {}), "actor": c.actor} if c.speaker else None
    return {
        "id": c.id,
        "speaker": speaker,
        "actor": c.actor,
        "cue": _span(c.cue, a),
        "content": [_span(s, a) for s in c.content],
        "stance": c.stance,
        "plover": c.plover,
        "addressee": c.addressee,
        "addresseeSpan": _span(c.addressee_span, a),
        "quotation": c.quotation,
        "about": list(c.about),
        "sentence": c.sentence,
        "time": c.time,
        "place": c.place,
        "when": stamps(c.when),
        "rule": c.rule,
        "confidence": c.confidence,
    }


def _figure(f: Figure) -> dict[str, Any]:
    out: dict[str, Any] = {"id": f.id, "start": f.start, "end": f.end, "text": f.text}
    out |= {"lower": f.lower, "upper": f.upper, "approx": f.approx, "exact": f.exact, "vague": f.vague}
    out |= {"category": f.category, "population": f.population, "subsetOf": f.subset_of}
    out |= {
        "window": interval(f.window),
        "when": stamps(f.window),
        "place": f.place,
        "event": f.event,
        "claim": f.claim,
    }
    return out | {"sentence": f.sentence, "rule": f.rule, "confidence": f.confidence}


def _party(p: Party, a: Article) -> dict[str, Any]:
    return {
        "actor": p.actor,
        "status": p.status,
        "mention": p.mention,
        "sentence": p.sentence,
        "evidence": _span(p.evidence, a),
        "claim": p.claim,
    }


def _state(s: State, a: Article) -> dict[str, Any]:
    return {
        "state": s.state,
        "interval": interval(s.when),
        "edtf": s.when.edtf if s.when else None,
        "when": stamps(s.when),
        "covers": list(s.covers),
        "sentence": s.sentence,
        "evidence": _span(s.evidence, a),
        "claim": s.claim,
    }


def _ceasefire(c: Ceasefire, a: Article) -> dict[str, Any]:
    return {
        "id": c.id,
        "label": c.label,
        "iri": c.iri,
        "began": c.began,
        "country": c.country,
        "side": c.side,
        "purpose": c.purpose,
        "parties": [_party(p, a) for p in c.parties],
        "states": [_state(s, a) for s in c.states],
        "covers": list(c.covers),
        "mentions": [_span(s, a) for s in c.mentions],
        "related": [list(r) for r in c.related],
    }


def _plain(value: Any) -> dict[str, Any]:
    return {name: list(v) if isinstance(v := getattr(value, name), tuple) else v for name in value.__slots__}
