"""Who is party to a truce, who is not, who brokered, guarantees or monitors it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from truceline.analysis.tree import VERBAL, Tree
from truceline.find.predications.truces.glued import Sender, glued
from truceline.find.predications.truces.governor import DONE, Governor, no_subject, placed, reading
from truceline.find.predications.truces.nearby import Here
from truceline.find.predications.truces.outsiders import antecedents, helpers, ruled_out, together
from truceline.find.predications.truces.predicates import carried, said_of
from truceline.find.predications.truces.signers import signers
from truceline.find.predications.truces.ways import SUBJECTS, gives_standing, longer, tells
from truceline.find.predications.truces.words import Word
from truceline.know import actors
from truceline.know.nouns import heads
from truceline.know.truces import FOSTERING, PartyWord, around, party_words, state_words
from truceline.model import BASE, Mention, Notes, Party, Span

_SENDERS = frozenset(["State", "InternationalOrganization", "Coalition"])
_OWNERS = frozenset(["ArmedGroup", "ArmedForces", "Government", "Person", "InternationalOrganization"])
_OWNED = {"Person": "announcer", "InternationalOrganization": "broker"}
"""What those are whose truce it is called, where no party."""

_GROUPS = frozenset(["ArmedGroup", "Coalition", "NonGovernmentalOrganization"])
_NO_SENDERS = frozenset(["Person", "MediaOrganization", "PopulationGroup", "UnnamedGroup"])
_WITH = frozenset(["between", "with", "among", "involving"])
_OWN = frozenset(["its", "their", "his", "her", "own", "unilateral", "one-sided"])


def parties(word: Word, here: Here, end: int) -> Iterator[Party]:
    """The party links that one mention of a truce tells; `end` is the token after its sentence."""
    tree = here[0]
    if word.none:
        return
    for g in said_of(tree, word, end):
        for several, status in _standings(tree, word, g):
            yield from _links(several, status, word, g.token, here)
    yield from _links(_stopping(word, tree), "party", word, word.first, here)
    yield from _links(signers(word, here), "party", word, word.first, here)
    yield from _between(word, here)
    yield from _owner(word, here)
    yield from glued(word, tree, here[1])


def _standings(tree: Tree, word: Word, g: Governor) -> Iterator[tuple[list[int], str]]:
    """Who stands how to a truce by a word that is said of it: by its rows, by "except", by "with the help of", by "its truce"."""
    for entry in party_words().get(tree.lemma[g.token], ()):
        status = _told(_status(entry, g, word), g, word, tree) if _stands(tree, entry, g) else None
        if status and not ruled_out(tree, g.token):
            yield _meant(tree, g, entry, status), status
    yield _excepted(tree, g.token), "excluded"
    yield _helping(tree, word, g), "broker"
    if tree.pos[g.token] in VERBAL and g.place == "object" and _own(tree, word):
        yield tree.agents(g.token), "party"


def _helping(tree: Tree, word: Word, g: Governor) -> list[int]:
    """ "A and B agreed to a truce with the help of C": who helped the sides to make it."""
    makes = g.mood == "real" and gives_standing(tree, g.token, {"party"})
    return [*helpers(tree, g.token), *helpers(tree, word.token)] if makes else []


def _made_with(tree: Tree, g: Governor) -> list[int]:
    """ "Signed a truce six months ago *with A and B*": those with whom a side makes one."""
    behind = (k for k in tree.children(g.token, "prep", after=g.token) if tree.lower[k] == "with")
    named = (c for k in behind for t in tree.children(k, "pobj") for c in tree.conjuncts(t))
    several = [c for c in named if tree.pos[c] == "PROPN" or tree.lemma[c] in heads()]
    makes = tells(tree, g.token, {"declared"}, g.place) and not any(_set_apart(tree, c) for c in several)
    return several if makes else []


def _set_apart(tree: Tree, token: int) -> bool:
    """ "With A *as* guarantor", "with B *watching*": who is told of in another part."""
    return token + 1 < len(tree) and (tree.lower[token + 1] == "as" or tree.tag[token + 1] == "VBG")


def _stopping(word: Word, tree: Tree) -> list[int]:
    """ "A and B stopped fighting on Friday": several who do so together, or are to."""
    told = word.weak and tree.pos[word.first] in VERBAL and reading(tree, word.first) in DONE
    several = tree.agents(word.first) if told else []
    return several if len(several) > 1 else []


def _stands(tree: Tree, entry: PartyWord, g: Governor) -> bool:
    verbal = tree.pos[g.token] in VERBAL
    place = placed(entry.truce, entry.extra, g) or (g.place == "compound" and entry.truce == "prep")
    told = place and set(entry.extra) <= g.extra
    return told and (entry.pos == "verb") == verbal and not (verbal and g.place == "head")


def _status(entry: PartyWord, g: Governor, word: Word) -> str | None:
    """The standing as it is told: negated, and not where a truce is only wished, asked for or possible."""
    if g.negated:
        return None if word.indefinite and entry.word == "agree" else entry.negated
    if g.mood == "asked" and entry.status in {"party", "announcer", "violator"}:
        return None
    if g.mood in {"unreal", "asked", "supposed"} and _only_where_real(entry):
        return None
    guessed = word.like is not None and g.mood != "real" and entry.actor == "object"
    return None if guessed and entry.status == "party" else entry.status


def _only_where_real(entry: PartyWord) -> bool:
    """Whether nobody stands so to a truce that is only wished or possible: not bound, or side or broker of its making."""
    makes = any(e.state in {"declared", "extended"} for e in state_words().get(entry.word, ()))
    return entry.status == "notParty" or (makes and entry.status in {"party", "broker"})


def _told(status: str | None, g: Governor, word: Word, tree: Tree) -> str | None:
    """The standing by the truce's own words: who announces its own is party, who announces "the truce" tells of it."""
    mutual = status == "violator" and _mutual(tree, g.token)
    if mutual or (status == "broker" and _to_talk(tree, g.token)):
        return "party"
    if status != "announcer":
        return status
    if _with(word, tree):
        return "party"
    relative = tree.dep[g.token] == "relcl" and tree.head[g.token] in {word.token, longer(tree, word.token)}
    if relative or tree.worded(word.token, {"the"}) is None:
        return status
    return None if tells(tree, g.token, phases={"accept"}) else "teller"


def _to_talk(tree: Tree, verb: int) -> bool:
    """ "A and B agreed to negotiate a truce": what the sides agree to do is no mediation."""
    return tree.dep[verb] == "xcomp" and gives_standing(tree, tree.head[verb], {"party"}, "object")


def _actors(tree: Tree, token: int, entry: PartyWord) -> list[int]:
    """Who stands where a row has the actor: under the word, or as the subject of what it is said of."""
    if entry.actor == "object":
        return tree.patients(token)
    if entry.actor == "prep":
        return [a for t in tree.under(token, "to", "for", "with") for a in _antecedent(tree, t, token)]
    if entry.actor == "by":
        return tree.by_agents(token)
    if entry.pos == "verb":
        bound = tree.surface_subject(token) if entry.truce == "prep" else []
        return _each_other(tree, _accused(tree, token) or tree.agents(token) or bound, token)
    said_of = tree.dep[token] in {"attr", "acomp", "xcomp"}
    return tree.surface_subject(tree.head[token]) if said_of else []


def _meant(tree: Tree, g: Governor, entry: PartyWord, status: str) -> list[int]:
    """Who stands where a row has the actor, and who fosters a truce together with them or makes it with them."""
    several = _actors(tree, g.token, entry)
    if status in FOSTERING:
        return [*(x for a in several for x in antecedents(tree, a, g.token)), *together(tree, g.token)]
    return [*several, *_made_with(tree, g)] if status == "party" and entry.actor == "subject" else several


def _antecedent(tree: Tree, t: int, verb: int) -> list[int]:
    """ "The group, to which the truce does not apply": the noun that the relative pronoun stands for."""
    relative = tree.lower[t] in {"which", "whom"} and tree.dep[verb] == "relcl"
    return tree.conjuncts(tree.head[verb]) if relative else [t]


def _accused(tree: Tree, token: int) -> list[int]:
    """ "Accused A of breaking it", where the parser made "of breaking it" a part of A."""
    of = tree.head[token]
    noun = tree.head[of]
    if tree.dep[token] != "pcomp" or tree.lower[of] != "of" or tree.dep[noun] not in {"dobj", "nsubjpass"}:
        return []
    return tree.conjuncts(noun)


def _mutual(tree: Tree, token: int) -> bool:
    """ "Accused each other of breaking it", "traded accusations of breaching it": a charge of both sides at both."""
    if any(tree.lemma[v] in around("trading") for v in list(tree.above(token))[:4]):
        return True
    over = set(_up_to_subject(tree, token))
    pairs = (k for k in tree.near(token, 6, 0)[1:] if tree.lower[k - 1 : k + 1] in _EACH_OTHER)
    return any({tree.head[k], tree.head[tree.head[k]]} & over for k in pairs)


def _up_to_subject(tree: Tree, token: int) -> Iterator[int]:
    """The words above one, up to the first that has a subject: to it and to no other clause what stands below belongs."""
    for h in (token, *tree.above(token)):
        yield h
        if not no_subject(tree, h):
            return


_EACH_OTHER = (["each", "other"], ["one", "another"])


def _excepted(tree: Tree, token: int) -> list[int]:
    """ "Applies to all groups except A and B", "agreed by all other than A", "with the exception of A": who is kept out."""
    words = [k for k in tree.subtree(token) if tree.lower[k] in around("except")]
    named = (x for k in words for x in (*tree.children(k, "pobj", "dobj"), *tree.under(k, "than", "from", "of", "for")))
    return [c for x in named if tree.pos[x] == "PROPN" for c in tree.conjuncts(x)]


def _each_other(tree: Tree, agents: list[int], token: int) -> list[int]:
    """ "A and B accused each other of breaking it": each of them is said to have."""
    if not _mutual(tree, token):
        return agents
    above = tree.verb_over(token)
    return tree.surface_subject(above) if above is not None else agents


def _links(tokens: list[int], status: str, word: Word, governor: int, here: Here) -> Iterator[Party]:
    tree, notes, by_token = here
    start = min(tree.start[governor], word.span.start)
    evidence = Span(start, max(tree.end[governor], word.span.end))
    for token in tokens:
        whose = _whose(tree, token, notes, by_token) or _each_named(tree, token, notes, by_token)
        if not whose or not (status in FOSTERING or len(whose) > 1 or tree.lemma[token] in around("agents")):
            whose = [(None, n) for n in _itself(tree, token, status, notes, by_token)]
        yield from (Party(iri, status, n, word.sentence, evidence) for iri, n in whose)


def _itself(tree: Tree, token: int, status: str, notes: Notes, by_token: dict[int, int]) -> list[int]:
    """The mention at a token, of one who fosters a truce also before it; no outlet is party, and who else can be, `link` knows."""
    n = _named(tree, token, notes, by_token)
    if n is None and status in FOSTERING:
        n = next(iter(_mentions(tree.children(token, "compound"), by_token)), None)
    return [n] if n is not None and (status != "party" or notes.mentions[n].type != "MediaOrganization") else []


def _mentions(tokens: Iterable[int], by_token: dict[int, int]) -> list[int]:
    """The mentions that tokens head."""
    return [by_token[t] for t in tokens if t in by_token]


def _named(tree: Tree, token: int, notes: Notes, by_token: dict[int, int]) -> int | None:
    """The mention that a token heads; of "the paramilitary Rapid Forces", where the name is only added, the name."""
    n = by_token.get(token)
    if n is not None and notes.mentions[n].head != "nominal":
        return n
    joined = tree.child(token, "conj") or len(tree)
    beside = _mentions([k for k in tree.children(token, "appos") if k < joined], by_token)
    of = _mentions(tree.under(token, "of", "from"), by_token)
    groups = (m for m in of if notes.mentions[m].type in _GROUPS)
    return next((b for b in (*beside, *groups) if notes.mentions[b].head == "name"), n)


def _whose(tree: Tree, token: int, notes: Notes, by_token: dict[int, int]) -> list[Sender]:
    """ "The leaders of A and B", "mediators from A", "A-ish and B-ish officials": the states that they act for."""
    n = by_token.get(token)
    if tree.tag[token] != "NNS" or (n is not None and notes.mentions[n].head == "name"):
        return []
    named = (_named(tree, t, notes, by_token) for t in tree.under(token, "of", "from", "for"))
    sent = tree.lemma[token] in around("agents")
    senders: list[Sender] = [(None, m) for m in named if m is not None and _sends(notes.mentions[m], sent)]
    return senders or _states_before(tree, token)


def _sends(m: Mention, sent: bool) -> bool:
    """Whether somebody can have sent people, one that only may where these are called those that somebody `sent`."""
    return m.type in _SENDERS or (sent and m.type not in _NO_SENDERS)


def _states_before(tree: Tree, token: int) -> list[Sender]:
    """The states whose adjectives or names stand before a noun."""
    marks = [c for k in tree.children(token, "amod", "compound", "nmod") for c in tree.conjuncts(k)]
    slugs = (slug for k in marks if (slug := actors.state_at(tree.lower, k)) is not None)
    return [(f"{BASE}{slug}", None) for slug in dict.fromkeys(slugs)]


def _each_named(tree: Tree, token: int, notes: Notes, by_token: dict[int, int]) -> list[Sender]:
    """ "Three rebel movements, A, B and C": each of the names beside a plural."""
    beside = [c for k in tree.children(token, "appos") for c in tree.conjuncts(k)] if tree.tag[token] == "NNS" else []
    return [(None, n) for n in _mentions(beside, by_token) if notes.mentions[n].head == "name"]


def between(word: Word, tree: Tree) -> Iterator[tuple[int, int]]:
    """(preposition, token) of those that the truce's own phrase names: "a truce between A and B", "the ceasefire with C"."""
    for k in _setting_against(word, tree):
        yield from ((k, c) for first in tree.children(k, "pobj")[:1] for c in tree.conjuncts(first))


def _setting_against(word: Word, tree: Tree) -> Iterator[int]:
    """The prepositions that set sides against each other, in a truce's own phrase or right behind it."""
    own = range(word.first, max(word.last, *carried(tree, word)) + 1)
    inside = (k for t in own for k in tree.children(t, "prep", after=word.first) if tree.lower[k] in _WITH)
    yield from (k for k in inside if tree.lemma[k - 1] not in around("bordering"))
    yield from _between_under_verb(word, tree)
    after = own.stop
    if after < len(tree) and tree.lower[after] in _WITH and tree.head[after] not in own:
        yield after


def _between_under_verb(word: Word, tree: Tree) -> Iterator[int]:
    """ "A truce was agreed *between* A and B", "a truce signed *between* them"."""
    verbs = [tree.head[word.token]] if tree.dep[word.token] in SUBJECTS else []
    said = (k for v in (*verbs, *tree.children(word.token, "acl")) for k in tree.children(v, "prep"))
    return (k for k in said if tree.lower[k] == "between")


def _between(word: Word, here: Here) -> Iterator[Party]:
    for prep, token in between(word, here[0]):
        yield from _links([token], "party", word, prep, here)


def _with(word: Word, tree: Tree) -> bool:
    """ "A truce with the rebels" is one of whoever announces it."""
    return any(tree.lower[k] == "with" for k, _ in between(word, tree))


def _own(tree: Tree, word: Word) -> bool:
    """ "Its ceasefire", "a unilateral ceasefire": the truce of the one who acts."""
    return any(tree.lower[k] in _OWN and tree.dep[k] in {"poss", "amod"} for k in tree.kids[word.token])


def _owner(word: Word, here: Here) -> Iterator[Party]:
    """ "The rebels' truce", "the cleric's ceasefire", "the truce of A and B"; a country before a truce is where it holds, unless it
    is its alone; an organisation of states brings about its."""
    tree, notes, by_token = here
    of = [k for k in tree.under(word.token, "of", "by") if k in by_token]
    sided = len(of) > 1 or any(True for _ in between(word, tree)) or _own(tree, word)
    for k in (*(k for k in tree.children(word.token, "poss") if k in by_token), *of):
        m = notes.mentions[by_token[k]]
        if m.head != "pronoun" and (sided or m.type in _OWNERS):
            yield from _links([k], _OWNED.get(m.type, "party"), word, k, here)
