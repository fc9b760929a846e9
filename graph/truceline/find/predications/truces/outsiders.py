"""Brokers, guarantors, monitors and those who stay out, that a sentence names without naming the truce.

"The talks were mediated by A", "thanks to B's mediation", "mediators from C and D", "with E as mediator", "F acts as
guarantor", "G will monitor compliance", "H persuaded both to stop": after ETH/PRIO these stand outside the truce that the
text is about. So does who "refused to sign".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.analysis.tree import RELATIVE, VERBAL, Tree
from truceline.find.predications.truces.governor import DONE, negated, reading
from truceline.find.predications.truces.nearby import Here
from truceline.find.predications.truces.signers import signed_for
from truceline.find.predications.truces.ways import SUBJECTS
from truceline.find.predications.truces.words import Word
from truceline.know import actors
from truceline.know.truces import FOSTERING, PartyWord, around, party_words
from truceline.model import BASE, Mention, Notes, Party, Span

_MARKS = frozenset(["amod", "compound", "nmod", "poss"])
_SENDERS = frozenset(
    [
        "State",
        "Government",
        "InternationalOrganization",
        "NonGovernmentalOrganization",
        "Coalition",
        "Person",
        "ArmedGroup",
    ]
)
_FORCES = frozenset(["ArmedGroup", "ArmedForces", "PopulationGroup"])


def outsiders(sentence: int, limits: tuple[int, int], here: Here) -> Iterator[Party]:
    """The party links of those who stand outside, told in a sentence; `limits` are its tokens."""
    tree = here[0]
    for t in range(*limits):
        if tree.pos[t] in VERBAL:
            yield from _linked(t, _by_verb(tree, t), sentence, here)
        elif tree.pos[t] in {"NOUN", "PROPN"}:
            yield from _linked(t, _by_noun(tree, t), sentence, here)


def nearest(sentence: int, mentions: list[list[Word]]) -> int | None:
    """Which truce (by its mentions) a sentence without one is about: the one named last in the three before it, else after it."""
    near = [
        (w.sentence > sentence, abs(w.sentence - sentence), -len(words), n)
        for n, words in enumerate(mentions)
        for w in words
        if -1 <= sentence - w.sentence <= 3
    ]
    return min(near)[3] if near else None


Found = tuple[str, list[int]]
"""A status and the tokens of those who have it."""


def _by_verb(tree: Tree, verb: int) -> Iterator[Found]:
    """ "A mediated the talks", "A persuaded both to stop", "B did not sign", "C was not invited"."""
    if tree.passive(verb) and (kept_out := _kept_out(tree, verb)):
        yield kept_out, tree.surface_subject(verb)
        return
    among = _examples(tree, verb)
    if _refuses(tree, verb, among):
        yield "notParty", [*tree.agents(verb), *among]
        return
    if tree.lemma[verb] == "sign" and not tree.patients(verb):
        yield "party", signed_for(tree, verb)
    status = _done(tree, verb) or _persuades(tree, verb)
    if status and _told(tree, verb, status):
        yield status, [x for a in (*_doers(tree, verb), *together(tree, verb)) for x in antecedents(tree, a, verb)]


def _told(tree: Tree, verb: int, status: str) -> bool:
    """Whether it is told that somebody stands so, not denied or ruled out, nor that he only offers to."""
    return not negated(tree, verb) and not ruled_out(tree, verb) and (status != "broker" or _sure(tree, verb))


def _doers(tree: Tree, verb: int) -> list[int]:
    """Who does it, also where the parser took him for an auxiliary."""
    agents = tree.by_agents(verb) if tree.dep[verb] == "acl" else tree.agents(verb)
    return agents or _subjects(tree, verb, "aux")


def _kept_out(tree: Tree, verb: int) -> str | None:
    """ "A was not invited", "B is left out", "C was never consulted": how a group stands to which that is done."""
    lemma = tree.lemma[verb]
    phrase = " ".join([lemma, *(tree.lower[k] for k in tree.children(verb, "prt", "advmod", "prep"))][:2])
    if {lemma, phrase} & around("leaving_out"):
        return "excluded" if reading(tree, verb) in DONE else None
    if lemma in around("inviting"):
        return "excluded" if reading(tree, verb)[0] else None
    return "notParty" if lemma in around("binding") and reading(tree, verb)[0] else None


def _sure(tree: Tree, verb: int) -> bool:
    """Whether somebody has mediated, does or will, and not only offers or tries to."""
    above = tree.head[verb] if tree.dep[verb] == "xcomp" else verb
    return reading(tree, verb)[1] in {"real", "planned"} and tree.lemma[above] not in around("offering")


def _done(tree: Tree, verb: int) -> str | None:
    """ "A mediated the talks", "talks mediated by A", "A monitors compliance", "A drew it up": the status of who does it."""
    several = [e for e in party_words().get(tree.lemma[verb], ()) if _does(tree, verb, e)]
    if not several:
        return None
    row = max(several, key=lambda e: len(e.extra))
    done_to = _done_to(tree, verb)
    taken_up = "it" in done_to and _takes_up(tree, verb, row)
    if not taken_up and not done_to & around("process") and not _by_itself(tree, verb, done_to):
        return None
    return "broker" if row.status in {"guarantor", "monitor"} and done_to & around("talks") else row.status


def _takes_up(tree: Tree, verb: int, row: PartyWord) -> bool:
    """ "A drew *it* up", "B monitors *it*": under a few verbs "it" is the truce, though the sentence names none."""
    return row.status == "monitor" or tree.lemma[verb] in around("bringing_about") or bool(row.extra)


def _by_itself(tree: Tree, verb: int, done_to: set[str]) -> bool:
    """ "A mediated": a verb that needs no object to tell of a broker; in the main clause it may have one."""
    alone = tree.lemma[verb] in around("mediate") and tree.child(verb, "dobj", "agent", "auxpass") is None
    return alone and (not done_to or tree.dep[verb] == "ROOT") and tree.dep[verb] != "amod"


def _done_to(tree: Tree, verb: int) -> set[str]:
    """The lemmas of what a verb is done to, also by a preposition of its own and where it stands behind its noun."""
    over = [o for e in party_words().get(tree.lemma[verb], ()) for x in e.extra for o in tree.under(verb, x)]
    patients = tree.patients(verb) or over or ([tree.head[verb]] if tree.dep[verb] == "acl" else [])
    return {tree.lemma[o] for p in patients for o in (p, *_over_place(tree, p), *tree.under(p, "of"))}


def _over_place(tree: Tree, token: int) -> list[int]:
    """ "Talks in Geneva on Monday that A facilitated": what happened at the place or day on which a clause was hung."""
    prep = tree.head[token]
    at = tree.dep[token] == "pobj" and tree.lower[prep] in {"in", "at", "on"}
    return [tree.head[prep]] if at else []


def _persuades(tree: Tree, verb: int) -> str | None:
    """ "A persuaded both to stop", "talked B and C into a truce": who brings several to it is its broker."""
    if tree.lemma[verb] not in around("persuade") or reading(tree, verb) != (False, "real"):
        return None
    aims = tree.children(verb, "xcomp", "ccomp", "prep", after=verb)
    if not _several(tree, tree.patients(verb) or [c for k in aims for c in _subjects(tree, k)]):
        return None
    to = {tree.lemma[x] for k in aims for x in tree.subtree(k)} & (around("process") | around("stopping"))
    return "broker" if to or tree.worded(verb, {"together"}) is not None else None


def _several(tree: Tree, tokens: Sequence[int]) -> bool:
    """Whether words stand for more than one."""
    return len(tokens) > 1 or any(tree.tag[t] in {"NNS", "NNPS"} or tree.lower[t] in {"both", "them"} for t in tokens)


def _subjects(tree: Tree, verb: int, *beside: str) -> list[int]:
    """The subjects right under a verb, also by labels `beside` that of a subject."""
    return [c for k in tree.children(verb, "nsubj", *beside) for c in tree.conjuncts(k)]


def _refuses(tree: Tree, verb: int, among: Sequence[int]) -> bool:
    """ "A did not sign", "B refused to sign the accord", "C was not among the signatories"; `among` are examples of who did."""
    if tree.lemma[verb] not in around("joining") | {"be"} or not reading(tree, verb)[0]:
        return False
    if tree.lemma[verb] == "be":
        return any(tree.lemma[t] == "signatory" for t in tree.under(verb, "among"))
    signed = {tree.lemma[o] for o in tree.patients(verb) if o not in among}
    return not signed or bool(signed & around("process"))


def _examples(tree: Tree, verb: int) -> list[int]:
    """ "Seven groups did not sign, among them A and B": those whom the parser took for what was signed."""
    preps = [k for k in tree.children(verb, "prep") if tree.lower[k] == "among"]
    them = [k for k in preps if any(tree.lower[x] == "them" for x in tree.children(k, "pobj"))]
    return [c for k in them for o in tree.children(verb, "dobj") if o > k for c in tree.conjuncts(o)]


def _does(tree: Tree, verb: int, e: PartyWord) -> bool:
    """Whether a row says of whoever is the subject of a verb that he stands outside."""
    under = {tree.lower[k] for k in tree.kids[verb]}
    done = e.pos == "verb" and e.truce in {"object", "prep"} and set(e.extra) <= under
    return done and e.actor == "subject" and e.status in FOSTERING


def antecedents(tree: Tree, agent: int, verb: int) -> list[int]:
    """ "Egypt, which hosts and mediates the talks", "A and B, which verified it, said": the nouns for which a pronoun stands."""
    noun = tree.head[verb]
    whose = tree.worded(agent, {"whose"}, "poss") is not None
    relative = tree.dep[verb] == "relcl" and (whose or agent == noun or tree.lower[agent] in RELATIVE)
    if not relative:
        return [noun if relative else agent]
    first = tree.head[noun] if tree.dep[noun] == "conj" else noun
    return tree.conjuncts(first) if tree.dep[first] in SUBJECTS else [noun]


def together(tree: Tree, verb: int) -> list[int]:
    """ "A mediated it together with B", "alongside B", "with the help of B"."""
    preps = [k for k in tree.subtree(verb) if tree.dep[k] == "prep" and tree.lower[k] in {"with", "alongside"}]
    joined = [p for p in preps if tree.lower[p] == "alongside" or tree.lower[p - 1] in {"together", "along", "jointly"}]
    with_ = [c for p in joined if (first := tree.child(p, "pobj")) is not None for c in tree.conjuncts(first)]
    return [*with_, *helpers(tree, verb)]


def helpers(tree: Tree, verb: int) -> list[int]:
    """ "Both agreed to it with the help of A", "with A's assistance": who helped."""
    nouns = [h for h in tree.under(verb, "with") if tree.lemma[h] in around("helping")]
    return [b for h in nouns for b in (*tree.under(h, "of", "from"), *tree.children(h, "poss"))]


def _by_noun(tree: Tree, noun: int) -> Iterator[Found]:
    """ "A's mediation", "the mediation of A", "mediators A and B", "with A as mediator", "A and B act as guarantors"."""
    lemma = tree.lemma[noun]
    if {lemma, f"{tree.lower[noun - 1]} {lemma}"} & around("mediation"):
        own = [c for k in tree.children(noun, *_MARKS) for c in tree.conjuncts(k)]
        yield "broker", [*own, *tree.under(noun, "by", "of", "from")]
        return
    status = next((e.status for e in party_words().get(lemma, ()) if e.pos == "noun" and e.status in FOSTERING), None)
    if status is not None and (status != "monitor" or _watches(tree, noun)):
        named = [c for k in tree.children(noun, "appos", *_MARKS) for c in tree.conjuncts(k)]
        yield status, [*named, *tree.under(noun, "from", "of"), *_called(tree, noun)]


def _serves(tree: Tree, noun: int) -> bool:
    """ "Serves *as guarantor*"."""
    return tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] == "as"


def _called(tree: Tree, noun: int) -> list[int]:
    """Who is called by a noun from above it: "A is mediator", "mediator A", "the mediators were A and B", "A serves as one"."""
    over, dep = tree.head[noun], tree.dep[noun]
    if _serves(tree, noun):
        return _as(tree, over)
    if dep == "attr":
        return list(tree.surface_subject(over))
    if dep == "nsubj" and tree.lemma[over] == "be":
        return [c for k in tree.children(over, "attr") for c in tree.conjuncts(k)]
    return list(tree.conjuncts(over)) if dep in {"compound", "nmod", "appos"} else []


def _watches(tree: Tree, noun: int) -> bool:
    """ "Monitors of the ceasefire", "U.N. observers arrived", "as monitor": of it, or those of whom no noun says that they watch something else."""
    if _serves(tree, noun) and not tree.under(noun, "of", "for", "to"):
        return True
    near = [*tree.under(noun, "of", "for", "to"), *tree.children(noun, *_MARKS)]
    if any(tree.lemma[k] in around("process") for k in near):
        return True
    return tree.tag[noun] == "NNS" and all(tree.tag[k] not in {"NN", "NNS"} for k in near)


def _as(tree: Tree, prep: int) -> list[int]:
    """Who stands before "as": "with A as mediator", "A and B acting as guarantors"."""
    over = tree.head[prep]
    if tree.pos[over] not in VERBAL and (subject := tree.child(over, "nsubj")) is not None:
        return tree.conjuncts(subject)
    if tree.pos[over] in VERBAL:
        with_ = tree.under(over, "with")
        return with_ or tree.agents(over)
    return (
        tree.agents(tree.head[over]) if tree.dep[over] == "dobj" and tree.pos[over] == "NOUN" else tree.conjuncts(over)
    )


def _linked(token: int, found: Iterator[Found], sentence: int, here: Here) -> Iterator[Party]:
    tree, notes = here[:2]
    for status, tokens in found:
        for t in dict.fromkeys(x for token in tokens for x in _sent(tree, token)):
            span = Span(min(tree.start[t], tree.start[token]), max(tree.end[t], tree.end[token]))
            n = _name(tree, t, here)
            if n is not None and _can_stand(notes.mentions[n], status):
                yield Party(None, status, n, sentence, span)
            elif (slug := actors.state_at(tree.lower, t) or _seat(tree, t, status, notes)) is not None:
                yield Party(f"{BASE}{slug}", status, None, sentence, span)


def _seat(tree: Tree, token: int, status: str, notes: Notes) -> str | None:
    """ "Talks arranged by Cairo", "A and B witnessed it as guarantors": the state that a place in such a part is."""
    if status not in FOSTERING or tree.tag[token] not in {"NNP", "NNPS"}:
        return None
    start = tree.start[token]
    named = next((p.text for p in notes.places if p.start <= start < p.end), tree.lower[token].title())
    states = (s for s in actors.lookup(named) if s in actors.states())
    return dict(actors.metonyms()).get(named) or next(states, None)


def _sent(tree: Tree, token: int) -> list[int]:
    """Several who are sent stand for those who sent them: "monitors from A and B"."""
    return (tree.under(token, "from") if tree.tag[token] == "NNS" else []) or [token]


def _name(tree: Tree, token: int, here: Here) -> int | None:
    """The mention at a token, or the name beside it: "the regional bloc X", "mediators of X", "an X mission"."""
    notes, by_token = here[1], here[2]
    beside = [*tree.children(token, "appos"), *tree.under(token, "of", "from"), *tree.children(token, "compound")]
    near = [n for k in (token, *beside) if (n := by_token.get(k)) is not None]
    return next((n for n in near if notes.mentions[n].head == "name"), near[0] if near else None)


def _can_stand(m: Mention, status: str) -> bool:
    """States, organisations and persons do, troops that watch, and whoever may stay out; who is not named is nobody in particular."""
    if status == "monitor" and m.type == "ArmedForces":
        return True
    named = m.head == "name" or (m.head == "pronoun" and m.type == "Person")
    if status == "excluded":
        return named and m.type in _FORCES
    return named and (m.type in _SENDERS or (status in {"party", "notParty"} and m.type in _FORCES))


def ruled_out(tree: Tree, verb: int) -> bool:
    """ "Rejects any role of A in monitoring it": what somebody is to have no part in."""
    gerund = tree.dep[verb] == "pcomp" and tree.lower[tree.head[verb]] == "in"
    part = tree.part(tree.head[tree.head[verb]]) if gerund else None
    return part is not None and reading(tree, part) not in DONE
