"""The desk: one thing at a time with its sentence in the article around it, and a key for each decision.

Reading is open to whoever reaches the server; deciding needs the token that was printed at its start. Pages are made here; a
little script turns keys into presses of the buttons that are there anyway.
"""

from __future__ import annotations

import asyncio
import hmac
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from truceline.errors import TrucelineError
from truceline.graph import Graph
from truceline.model import BASE
from truceline.serve.in_article import in_article
from truceline.serve.laid import Desk
from truceline.serve.pages import page
from truceline.serve.protocol import problem
from truceline.serve.served import Served
from truceline.store.deciding import decide, standing, withdraw
from truceline.store.decisions import Decision, as_lines

COOKIE, NAME = "truceline_desk", "truceline_name"
KEYS = {"accepted": "a", "rejected": "r", "same": "s", "different": "d", "edited": "e"}
_EDITS = {
    "events": ("kind", "factuality"),
    "claims": ("stance",),
    "figures": ("exact", "lower", "upper", "approx", "category"),
}


async def desk_page(request: Request) -> Response:
    """One thing to decide on; `at` says which of those that wait."""
    desk: Desk = request.app.state.desk
    served: Served = request.app.state.served
    if token := request.query_params.get("token"):
        return _opened(desk, token)
    at = request.query_params.get("at", "0")
    number = int(at) if at.isdigit() and len(at) < 9 else 0
    through = await asyncio.to_thread(desk.lay, served)
    values = await asyncio.to_thread(served.ask, lambda graph: _shown(desk, graph, number))
    return page(
        "desk.html",
        title="Review",
        may_write=_trusted(request, desk),
        name=request.cookies.get(NAME, ""),
        said=request.query_params.get("said", "")[:300],
        keys=KEYS,
        through=through,
        **values,
    )


async def desk_decide(request: Request) -> Response:
    """Takes a decision from the form of the page."""
    desk: Desk = request.app.state.desk
    served: Served = request.app.state.served
    if not _trusted(request, desk):
        return problem(
            403, "Deciding needs the token that was printed when this server started; open the address printed there."
        )
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
    by = form.get("by", "").strip()[:100] or "somebody"
    at = form.get("at", "0")
    try:
        said = await asyncio.to_thread(served.write, lambda graph: _decided(desk, graph, form, by))
    except TrucelineError as e:
        said = str(e)
    response = RedirectResponse("/desk?" + urlencode({"at": at if at.isdigit() else "0", "said": said}), 303)
    response.set_cookie(
        NAME, by.encode("ascii", "ignore").decode(), max_age=31_536_000, samesite="strict", httponly=True
    )
    return response


async def desk_file(request: Request) -> Response:
    """All decisions as JSONL, or the ceasefires of what was accepted as a table."""
    served: Served = request.app.state.served
    name = request.path_params["name"]
    if name == "decisions.jsonl":
        text = await asyncio.to_thread(served.ask, lambda graph: as_lines(graph.store.decisions()))
        return _sent(text.encode(), "application/jsonl", name)
    if name == "accepted.csv":
        from truceline.export.accepted import accepted

        return _sent(
            await asyncio.to_thread(served.ask, lambda graph: accepted(graph.store)), "text/csv; charset=utf-8", name
        )
    return problem(404, "There is decisions.jsonl and accepted.csv.")


def _sent(body: bytes, kind: str, name: str) -> Response:
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _opened(desk: Desk, token: str) -> Response:
    """Gives a browser that brings the token the right to decide, and takes the token off its address line."""
    if not hmac.compare_digest(token.encode(), desk.token.encode()):
        return problem(403, "This token is not the one that was printed when this server started.")
    response = RedirectResponse("/desk", 303)
    response.set_cookie(COOKIE, desk.token, httponly=True, samesite="strict")
    return response


def _trusted(request: Request, desk: Desk) -> bool:
    """Whether a request brings the token, in a cookie or a header."""
    given = request.cookies.get(COOKIE) or request.headers.get("authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), desk.token.encode())


def _decided(desk: Desk, graph: Graph, form: dict[str, str], by: str) -> str:
    """Carries out what a form asks for, and says so."""
    what, about = form.get("decided", ""), tuple(x for x in (form.get("one"), form.get("two")) if x)
    if what == "undo":
        return _undone(desk, graph, by)
    if what not in KEYS:
        raise TrucelineError(f"{what[:40]!r} is no decision.")
    value = _in_words(f"{form.get('name', '')}={form.get('value', '').strip()}") if what == "edited" else ""
    if what not in {"same", "different"}:
        about = about[:1]
    decide(graph.store, what, about, by, value, form.get("why", "").strip()[:1000])
    desk.done(about)
    if what == "same":
        desk.spare(d.about for d in standing(graph.store) if d.decided == "same")
    return f"{what} by {by}; u takes it back"


def _in_words(value: str) -> str:
    """An edit whose value is a term of the vocabulary where it has to be."""
    from truceline.ask.resolve import concept

    name, _, text = value.partition("=")
    return (
        f"{name}={concept(text)[0].rsplit('#', 1)[-1]}"
        if name in {"kind", "factuality", "stance", "category"}
        else value
    )


def _undone(desk: Desk, graph: Graph, by: str) -> str:
    """Takes back the last decision of somebody."""
    own = [d for d in standing(graph.store) if d.by == by]
    if not own:
        return f"{by} has decided nothing that stands"
    together = [
        d for d in own if d.created == own[-1].created and (d.decided, d.value) == (own[-1].decided, own[-1].value)
    ]
    for d in together:
        withdraw(graph.store, d, by)
    desk.back({x for d in together for x in d.about}, graph, own[-1].decided == "same")
    return f"{own[-1].decided} of {', '.join(own[-1].about)} is taken back"


def _shown(desk: Desk, graph: Graph, number: int) -> dict[str, Any]:
    """The values of the page."""
    waiting = desk.waiting
    at = min(number, max(0, len(waiting) - 1))
    doubt = waiting[at] if waiting else None
    latest = [_line(d) for d in standing(graph.store)[-8:][::-1]]
    shown = [in_article(graph, s, (*doubt.iris, *doubt.against)) for s in doubt.says[:4]] if doubt else []
    edits = next(
        (v for k, v in _EDITS.items() if doubt and len(doubt.iris) == 1 and doubt.iris[0] in getattr(graph.book, k)), ()
    )
    return {"doubt": doubt, "at": at, "left": len(waiting), "latest": latest, "sentences": shown, "edits": edits}


def _line(d: Decision) -> dict[str, str]:
    """A decision for people."""
    return {
        "what": f"{d.decided} {d.value}".strip(),
        "about": ", ".join(iri.replace(BASE, ":", 1) for iri in d.about),
        "by": d.by,
        "when": d.created[:16].replace("T", " "),
        "why": d.why,
    }
