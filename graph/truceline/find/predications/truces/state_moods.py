"""What a word says of the state of a truce, by its mood: told, negated, asked for, ahead, only possible, not quite."""

from __future__ import annotations

from truceline.analysis.factuality import factuality
from truceline.analysis.tree import NOMINAL, VERBAL, Tree
from truceline.find.predications.truces.clause_times import clause_times
from truceline.find.predications.truces.governor import Governor, narrated
from truceline.find.predications.truces.intervals import after_now
from truceline.find.predications.truces.lengths import lasted
from truceline.find.predications.truces.words import Word
from truceline.know.truces import MADE, StateWord, around, state_words
from truceline.model import Claim, Notes, Time

ASKED = frozenset(["demanded", "appealed", "hoped"])
"""Stances of who only wants something."""

PROMISED = frozenset(["promised", "announced"])
"""Stances of who makes something so by saying it."""

_UNTIL = frozenset(["until", "till", "through"])
_BEGIN_AHEAD = {"planned": "declared"}
_END_AHEAD = {"unreal": "fraying"}
"""What a beginning and an end that lie ahead come to without a day, by their mood."""

_BAD = frozenset(["ended", "violated", "suspended", "fraying"])


def granted(tree: Tree, g: Governor) -> bool:
    """Whether a relative clause takes for granted what it tells: "urged them to respect the truce that began in May"."""
    return g.below and g.mood == "real" and tree.dep[g.token] == "relcl"


def claim_at(offset: int, notes: Notes) -> Claim | None:
    """The innermost claim around a place: the one whose words are the fewest, all parts of a split quotation together."""
    inside = [c for c in notes.claims if any(s.start <= offset < s.end for s in c.content)]
    return min(inside, key=lambda c: sum(s.end - s.start for s in c.content), default=None)


def stands_as(entry: StateWord, g: Governor, claim: Claim | None, here: tuple[Word, Tree, Notes]) -> str | None:
    """The state as it stands: negated, asked for, ahead, only possible, not quite; None: it brings about none."""
    word, tree, notes = here
    state = entry.negated if g.negated else entry.state
    if state is None or _void(entry, g, word, (tree, notes)):
        return "proposed" if state in MADE and _if(entry, g, word, tree) else None
    ordered = _ordered(tree, g.token)
    if ordered and entry.phase == "last" and word.indefinite and not g.negated:
        return "declared"
    if not ordered and _wished(tree, g, claim):
        return _asked_for(state, entry)
    return _by_mood(state, entry, g, claim, here)


def _wished(tree: Tree, g: Governor, claim: Claim | None) -> bool:
    """Whether somebody only wants what a word tells."""
    return g.mood == "asked" or (claim is not None and claim.stance in ASKED and not granted(tree, g))


def _by_mood(
    state: str, entry: StateWord, g: Governor, claim: Claim | None, here: tuple[Word, Tree, Notes]
) -> str | None:
    """The state of what nobody only asks for, by whether it lies ahead, is possible or done; who agrees to sign has yet to do so."""
    word, tree, notes = here
    ahead = g.mood == "planned" or tree.tag[g.token] in {"VBZ", "VBP", "VB"}
    if ahead and entry.phase in {"begin", "over"} and not g.negated:
        if _unset(tree, g.token):
            return None
        times = clause_times(tree, notes, word, g.token)
        return state if not times and narrated(tree, g) else _ahead(entry.phase, g, times)
    if _to_be_signed(tree, g):
        return _asked_for(state, entry)
    if _done(state, g, claim):
        return _come_true(state, entry, g, (tree, notes))
    return _possible(state, entry, g, clause_times(tree, notes, word, g.token), tree)


def _to_be_signed(tree: Tree, g: Governor) -> bool:
    """ "Agreed to sign a truce": what is made only by signing lies ahead."""
    ahead = g.mood == "planned" or factuality(tree, g.token).mood == "undertaken"
    return ahead and not g.negated and tree.lemma[g.token] in around("to_sign")


def _done(state: str, g: Governor, claim: Claim | None) -> bool:
    """Whether a state comes about by what is told as a fact, ordered or promised."""
    done = g.mood == "real" or (g.mood == "asked" and state in MADE)
    return done or (claim is not None and claim.stance in PROMISED)


def _unset(tree: Tree, verb: int) -> bool:
    """ "No date has been set for it to take effect": a beginning of which only is told that its day is open."""
    over = tree.head[verb]
    nothing = [k for s in tree.children(over, "nsubj", "nsubjpass") for k in tree.children(s, "det")]
    return tree.dep[verb] in {"advcl", "xcomp", "ccomp"} and any(tree.lower[k] == "no" for k in nothing)


def conditional(tree: Tree, verb: int) -> bool:
    """ "The firing would stop if the army left"."""
    return any(
        tree.dep[k] == "advcl" and any(tree.lower[m] in {"if", "unless"} for m in tree.kids[k]) for k in tree.kids[verb]
    )


def _ordered(tree: Tree, verb: int) -> bool:
    """ "He instructed his troops to prolong it": what is done by who has only to say so."""
    over = state_words().get(tree.lemma[tree.head[verb]], ()) if tree.dep[verb] in {"xcomp", "ccomp", "advcl"} else ()
    return any(e.state == "declared" and e.truce == "object" and not e.phase for e in over)


def _void(entry: StateWord, g: Governor, word: Word, here: tuple[Tree, Notes]) -> bool:
    """Whether a word brings about no state: it is only supposed, or accepts or negotiates a truce that there is already."""
    tree, notes = here
    if entry.state == "proposed" and word.like is not None and g.mood == "real":
        return True
    if entry.phase == "accept" and not (word.indefinite or word.other or (g.below and tree.dep[g.token] == "relcl")):
        return True
    supposed = g.mood == "supposed" and entry.phase != "over"
    return supposed and not _due(entry, g, clause_times(tree, notes, word, g.token), tree)


def _if(entry: StateWord, g: Governor, word: Word, tree: Tree) -> bool:
    """ "Talks will begin if the army signs a truce": one that is only to be made."""
    plain = word.indefinite and not g.negated and entry.phase not in {"last", "again"}
    return plain and tree.tag[g.token] not in {"VBD", "VBN"} and tree.worded(g.token, {"if"}, "mark") is not None


def _due(entry: StateWord, g: Governor, times: list[Time], tree: Tree) -> bool:
    """ "When the truce begins on Thursday": a beginning that has its day, and hangs on no condition."""
    sure = tree.worded(g.token, around("due")) is not None
    return sure and entry.phase == "begin" and not g.negated and any(t.begin for t in times)


def _come_true(state: str, entry: StateWord, g: Governor, here: tuple[Tree, Notes]) -> str:
    """The state that is told as a fact: fraying for an end that is not quite one, ended for what lasted some time."""
    tree, notes = here
    if state == "ended" and _not_quite(tree, g.token):
        return "fraying"
    if entry.word == "last" and tree.tag[g.token] == "VBD" and not g.negated and lasted(tree, notes, g.token):
        return "ended"
    return state


def _ahead(phase: str, g: Governor, times: list[Time]) -> str | None:
    """A beginning or an end that lies ahead: with its day the truce is told to hold from then, or until then."""
    dated = any(t.begin or t.end_ for t in times)
    if phase == "begin":
        return "inForce" if dated else _BEGIN_AHEAD.get(g.mood)
    if g.place in {"object", "prep"} and g.mood == "real" and not dated:
        return "ended"
    return "inForce" if dated and after_now(times) else _END_AHEAD.get(g.mood)


def _possible(state: str, entry: StateWord, g: Governor, times: list[Time], tree: Tree) -> str | None:
    """What only may be, or is to be: a truce that may begin is proposed, one that may end is under strain."""
    if state not in MADE | {"proposed"}:
        return "fraying" if state in _BAD and g.mood == "unreal" else None
    if tree.dep[g.token] in {"acl", "xcomp"} and tree.lemma[tree.head[g.token]] in around("proposal"):
        return None if state == "extended" else "proposed"
    if _due_until(state, entry, g, times):
        return None if conditional(tree, g.token) else state
    return _asked_for(state, entry)


def _asked_for(state: str, entry: StateWord) -> str | None:
    """What a state comes to that somebody only wants or that only may be; a truce that is to go on is none that is proposed."""
    return "proposed" if state in MADE | {"proposed"} and entry.phase not in {"last", "again"} else None


def _due_until(state: str, entry: StateWord, g: Governor, times: list[Time]) -> bool:
    """Whether what is planned is an extension, or to hold for a told time: "will be extended", "is to last until Friday"."""
    planned = g.mood == "planned" and (state == "extended" or (state == "inForce" and any(t.end_ for t in times)))
    until = entry.phase == "last" and any(t.anchor in _UNTIL and t.end_ for t in times)
    return planned or (until and g.mood != "asked")


def _not_quite(tree: Tree, token: int) -> bool:
    """ "All but collapsed", "on the verge of collapse", "close to collapse", "fears of an end"."""
    if any(tree.lower[k] in around("almost") for k in tree.kids[token]) or _all_but(tree, token):
        return True
    if tree.pos[token] in VERBAL:
        return False
    return any(tree.lemma[up] in around("near") for up in list(tree.above(token))[:3])


def _all_but(tree: Tree, token: int) -> bool:
    """ "Has *all but* collapsed", "is over in *all but* name"; not "all but two of the hostages", of whom the others are told apart."""
    near = tree.near(token, 3, 4)
    behind = (k + 1 for k in near[1:-1] if tree.lower[k - 1 : k + 1] == ["all", "but"])
    return any(tree.pos[k] not in _EXCEPTED or tree.lower[k] in around("all but") for k in behind)


_EXCEPTED = NOMINAL | {"DET"}
"""What "all but" stands before where it takes somebody out of several."""
