"""Page → one HTML file: pyvis holds nodes, edges and options, our template draws, nothing is fetched.

The template is autoescaped; data for the script are JSON with every character that could end a script element written
as an escape; scripts and the style sheet are allowed by their hashes alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from truceline import __version__
from truceline.draw.gather import words
from truceline.draw.layout import labelled, lines, size
from truceline.draw.looks import LOOKS, look, path
from truceline.draw.page import Edge, Node, Page, Row, Telling
from truceline.draw.scene import Scene, lead
from truceline.errors import TrucelineError

LIBRARY_HASH = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
STATES = ("proposed", "declared", "inForce", "extended", "fraying", "violated", "suspended", "ended")


def render(page: Page, views: frozenset[str]) -> str:
    """The page as HTML text."""
    from jinja2 import Environment
    from markupsafe import Markup
    from pyvis.network import Network

    scene = Scene(page)
    net = Network(directed=True)
    shown = labelled(page.nodes)
    for n in page.nodes:
        net.add_node(n.id, **_node(n, n.id in shown))
    for e in page.edges:
        net.add_edge(e.source, e.target, id=e.id, **_edge(e, len(page.edges)))
    net.toggle_physics(False)
    with_graph = "graph" in views
    library, script, css = (
        (_library(), _asset("page.js"), _asset("page.css")) if with_graph else ("", "", _asset("page.css"))
    )
    data = _json(_data(page, scene, net))
    env = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.globals["page"] = {
        **scene.words(views),
        "title": page.title,
        "lead": lead(page),
        "with_graph": with_graph,
        "graph_note": _note(page, shown),
        "legend": _legend(page),
        "states": [(s, words(s)) for s in STATES],
        "css": Markup(css),
        "library": Markup(library),
        "script": Markup(script),
        "data": Markup(data),
        "style_hash": Markup(_source(css)),
        "script_hashes": Markup(" ".join(_source(s) for s in (library, script) if s) or "'none'"),
        "version": __version__,
    }
    net.templateEnv = env
    net.template = env.from_string(_asset("page.html"))
    return str(net.template.render(nodes=net.nodes, edges=net.edges))


def _node(n: Node, label: bool) -> dict[str, Any]:
    a = look(n.type)
    return {
        "label": "\n".join(lines(n.label)) if label else " ",
        "shape": a.shape,
        "size": round(size(n), 1),
        "x": round(n.x),
        "y": round(n.y),
        "color": a.colour,
    }


def _edge(e: Edge, total: int) -> dict[str, Any]:
    out: dict[str, Any] = {"dashes": not e.own}
    if total <= 60:
        out["label"] = e.word
    return out


def _data(page: Page, scene: Scene, net: Any) -> dict[str, Any]:
    """What the script needs beyond the table: sentences, speakers and dates are read from the table's own cells.

    Lists instead of objects, and article IRIs once: a page of two thousand nodes stays small enough to mail.
    """
    names = sorted({scene.names.get(a, a) for r in page.rows for a in (*r.actors, r.place) if a})
    at = {name: n for n, name in enumerate(names)}
    drawn, arrows = {n["id"]: n for n in net.nodes}, {e["id"]: e for e in net.edges}
    rank = {r.id: n for n, r in enumerate(page.rows)}
    number = {n.id: k for k, n in enumerate(page.nodes)}
    return {
        "names": names,
        "looks": {n.type: [look(n.type).css, look(n.type).shape, look(n.type).colour] for n in page.nodes},
        "sources": [[s.title, s.outlet, s.published, s.byline, s.agencies, s.url, s.iri] for s in page.sources],
        "rows": [_row(r, scene, at, rank) for r in page.rows],
        "nodes": [_compact(n, drawn[n.id], rank, page) for n in page.nodes],
        "edges": [_link(e, arrows[e.id], rank, number) for e in page.edges],
    }


def _link(e: Edge, drawn: dict[str, Any], rank: dict[str, int], number: dict[str, int]) -> list[Any]:
    word = [e.word] if "label" in drawn else []
    return [rank[e.row], number[e.source], number[e.target], int(e.own), *word]


def _compact(n: Node, drawn: dict[str, Any], rank: dict[str, int], page: Page) -> list[Any]:
    label = 0 if drawn["label"] == " " else 1
    event = n.type == "Event"
    iri = "" if event else n.iri
    rows = [rank[r] for r in n.rows if r in rank]
    return [iri, n.label, n.type, rows, drawn["size"], drawn["x"], drawn["y"], label]


def _row(r: Row, scene: Scene, at: dict[str, int], rank: dict[str, int]) -> list[Any]:
    who = [at[scene.names.get(a, a)] for a in r.actors if a]
    place = at[scene.names.get(r.place, r.place)] if r.place else -1
    facts = [r.id, r.layer, r.kind, who, place, r.begin, r.end, int(r.exact), r.edtf, r.factuality]
    source = next((t.source for t in r.told), r.source)
    return [
        *facts,
        [rank[c] for c in r.conflicts if c in rank],
        r.source,
        r.iri.rsplit("/", 1)[-1],
        [_telling(t) for t in r.told],
        source,
    ]


def _telling(t: Telling) -> list[Any]:
    return [
        t.stance,
        int(t.own),
        t.cue,
        t.said,
        int(t.against),
        t.claim.rsplit("/", 1)[-1],
        t.rule,
        t.confidence,
        t.source,
    ]


def _legend(page: Page) -> list[dict[str, Any]]:
    """One line a look, in the order of the table, with how many nodes wear it."""
    counts: dict[str, int] = {}
    for n in page.nodes:
        counts[look(n.type).css] = counts.get(look(n.type).css, 0) + 1
    looks = {a.css: a for a in LOOKS.values()}
    return [
        {"name": css, "css": css, "words": a.words, "count": counts[css], "path": path(a)}
        for css, a in looks.items()
        if css in counts
    ]


def _note(page: Page, shown: frozenset[str]) -> str:
    told = (
        f"Showing {len(page.nodes):,} of {page.total_nodes:,} nodes, the best evidenced ones. "
        if page.total_nodes > len(page.nodes)
        else ""
    )
    hubs = (
        f"{len(shown)} of them carry their names; select one to read the others. "
        if len(shown) < len(page.nodes)
        else ""
    )
    return f"{told}{hubs}Everything is in the table below. Scroll to zoom, drag to move, click for the evidence."


@cache
def _asset(name: str) -> str:
    return files("truceline.draw").joinpath("assets", name).read_text(encoding="utf-8").strip()


@cache
def _library() -> str:
    """vis-network as it ships in the pyvis wheel, checked by its hash."""
    raw = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js").read_bytes()
    if hashlib.sha256(raw).hexdigest() != LIBRARY_HASH:
        raise TrucelineError(
            "The installed pyvis carries another vis-network than the page was tested with; install pyvis 0.3.2."
        )
    text = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    start = text.find("//# sourceMappingURL")
    return (text[:start] if start > 0 else text).replace("</script", "<\\/script").strip()


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


_ESCAPES = {"&": "\\u0026", "<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def _json(value: Any) -> str:
    """JSON that cannot leave its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for c, escape in _ESCAPES.items():
        text = text.replace(c, escape)
    return text
