"""Who: every mention of an actor (name, nominal, pronoun) with its class, and the offices that the text gives people.

Who is meant is not decided here; `link` does.
"""

from __future__ import annotations

import bisect
from dataclasses import replace

from truceline.analysis.article import Analysis
from truceline.analysis.covered import Cover
from truceline.analysis.tree import Tree
from truceline.find import Finder
from truceline.find.mentions.actors.names import names
from truceline.find.mentions.actors.naming_types import Name, edges
from truceline.find.mentions.actors.nominals import nominals
from truceline.find.mentions.actors.offices import roles
from truceline.find.mentions.actors.told_alone import counts, natives
from truceline.know import actors
from truceline.know.gazetteer import Look, look
from truceline.know.matching import scan
from truceline.know.nouns import heads, pronouns
from truceline.know.spelling import fold
from truceline.model import Mention, Notes


def find(parsed: Analysis, notes: Notes) -> Notes:
    """Adds all mentions of actors."""
    text, t = parsed.article.text, parsed.tree
    seen = look(text)
    alone = [*natives(text, t), *counts(text, t)]
    told = Cover(len(text), ((m.start, m.end) for m in alone))
    named = [n for n in names(parsed, t, seen, notes) if n.rule != "recogniser" or _is_name(t, n, told)]
    found = [Mention(n.start, n.end, text[n.start : n.end], n.type, "name", rule=n.rule) for n in named]
    peoples = _peoples(text, seen, named)
    apart = [m for m in alone if not _within(m, named)]
    found += [*peoples, *nominals(text, t, named, _adjectives(seen.states), notes.places), *apart, *_pronouns(text, t)]
    taken = Cover(len(text), edges(m for m in (*peoples, *apart) if (m.rule or "").startswith("people:")))
    found = [m for m in found if m.head != "name" or taken.free(m.start, m.start + 1)]
    kept = [m for m in found if parsed.sentences[parsed.sentence_at(m.start)].content or _credited(parsed, m)]
    mentions = tuple(_unique(kept))
    return replace(notes, mentions=mentions, roles=roles(parsed, seen, mentions))


def _is_name(t: Tree, n: Name, told: Cover) -> bool:
    """Whether what the recogniser took for a name is one: no native, and no plural for people with a capital ("the *Islamists*")."""
    i = t.at(n.start)
    plain = t.end[i] == n.end and t.tag[i] == "NNS" and t.lemma[i] in heads()
    return told.free(n.start, n.end) and not plain


def _within(m: Mention, named: list[Name]) -> bool:
    """Whether a mention shares a character with a name."""
    return any(n.start < m.end and m.start < n.end for n in named)


def _credited(parsed: Analysis, m: Mention) -> bool:
    """Whether a name stands in the credit of a picture: it is marked, and means nobody of the news."""
    if m.head != "name":
        return False
    blocks = parsed.article.blocks
    n = bisect.bisect_right(blocks, m.start, key=lambda b: b.start) - 1
    return n >= 0 and blocks[n].kind == "credit" and m.start < blocks[n].end


def _peoples(text: str, seen: Look, named: list[Name]) -> list[Mention]:
    """The people of a state: "the Ruritanians" are the state that acts, "Ruritanians" some of its people."""
    out = []
    known = Cover(len(text), edges(n for n in named if n.rule != "recogniser"))
    for hit in scan(text, seen.words, (actors.nations()["people"],)):
        start, end = seen.words[hit.first].start, seen.words[hit.last].end
        if not known.free(start, end):
            continue
        the = text[max(0, start - 4) : start].lower() == "the "
        kind = "State" if the else "PopulationGroup"
        start = start - 4 if the else start
        out.append(Mention(start, end, text[start:end], kind, "nominal", rule=f"people:{hit.entry.ids[0]}"))
    return out


def _unique(found: list[Mention]) -> list[Mention]:
    """Mentions in the order of the text, the outer one first; of two with one span the name stays."""
    out: dict[tuple[int, int], Mention] = {}
    for m in sorted(found, key=lambda m: (m.start, -m.end, ("name", "nominal", "pronoun").index(m.head))):
        out.setdefault((m.start, m.end), m)
    return list(out.values())


def _adjectives(states: tuple[str, ...]) -> frozenset[str]:
    """The adjectives of states."""
    return frozenset(fold(a) for s in states for a in actors.states()[s].adjectives)


def _pronouns(text: str, t: Tree) -> list[Mention]:
    """Pronouns that can stand for an actor; what each stands for, if anything, is asked later."""
    out = []
    for i, low in enumerate(t.lower):
        p = pronouns().get(low)
        if p is None or t.pos[i] not in ("PRON", "DET") or (low == "us" and text[t.start[i]].isupper()):
            continue
        kind = "Person" if p.number == "one" else "UnnamedGroup"
        out.append(Mention(t.start[i], t.end[i], text[t.start[i] : t.end[i]], kind, "pronoun", rule=f"pronoun:{low}"))
    return out


FINDER = Finder("mentions", find, frozenset({"mentions", "roles"}), frozenset({"places"}))
