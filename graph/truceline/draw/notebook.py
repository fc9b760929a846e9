"""The page small, for notebooks: heading, tally, the best evidenced part of the graph, the lives of ceasefires.

Plain SVG without script, style sheet or network; text and lines take the colour of the notebook, light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from truceline.ask.graph_view import GraphView
from truceline.draw.compose import compose
from truceline.draw.layout import place, size
from truceline.draw.page import Edge, Node, Page
from truceline.draw.scene import outline, standfirst, tally
from truceline.draw.selection import picked
from truceline.draw.style import STATES, look
from truceline.draw.timeline import GUTTER, Lane, timeline
from truceline.draw.words import broken, free
from truceline.model import Facts

NODES = 36
WIDE = 760.0
_TEXT = 'font-family="sans-serif" fill="currentColor"'


def small(book: GraphView, facts: Sequence[Facts]) -> str:
    """A graph as a piece of HTML that a notebook shows."""
    if not facts:
        return "<p>A truceline graph without articles.</p>"
    page = compose(book, facts, {}, None, True)
    told = " · ".join(f"<b>{t['count']}</b> {escape(t['words'])}" for t in tally(page.rows))
    return (
        f"<div><small>{escape(page.kicker)}</small><br><b><big>{escape(page.title)}</big></b><br>"
        f"{escape(standfirst(page))}<br><small>{told}</small>{_graph(page)}{_lives(page)}"
        "<small>Solid: an outlet’s own words; dashed: claimed. The whole page: <code>draw('page.html')</code>.</small></div>"
    )


def _svg(height: float, body: str, label: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDE:g} {height:g}" width="{WIDE:g}" role="img" aria-label="{escape(label)}" '
        f'style="max-width:100%;height:auto;display:block">{body}</svg>'
    )


# ---------------------------------------------------------------- the graph


def _graph(page: Page) -> str:
    nodes = [replace(n, x=None, y=None) for n in picked(page.nodes, page.edges, NODES)]
    known = {n.id for n in nodes}
    edges = [e for e in page.edges if e.source in known and e.target in known]
    spots, height = _fitted(place(nodes, edges))
    if not spots:
        return ""
    body = "".join((*_lines(edges, spots), *_signs(nodes, spots), *_names(nodes, spots, height)))
    more = f"{len(nodes)} of {len(page.nodes)} nodes" if len(nodes) < len(page.nodes) else f"{len(nodes)} nodes"
    return _svg(height, body, f"{page.title}: {more}")


def _fitted(nodes: Sequence[Node]) -> tuple[dict[str, tuple[float, float]], float]:
    """Positions in the frame of the picture, and its height."""
    at = {n.id: (n.x, n.y) for n in nodes if n.x is not None and n.y is not None}
    if not at:
        return {}, 0.0
    left, right = min(x for x, _ in at.values()), max(x for x, _ in at.values())
    top, bottom = min(y for _, y in at.values()), max(y for _, y in at.values())
    scale = min(1.0, (WIDE - 140) / max(1.0, right - left))
    pad = (WIDE - (right - left) * scale) / 2
    spots = {k: (round(pad + (x - left) * scale, 1), round(18 + (y - top) * scale, 1)) for k, (x, y) in at.items()}
    return spots, (bottom - top) * scale + 62


def _lines(edges: Sequence[Edge], at: dict[str, tuple[float, float]]) -> Iterator[str]:
    for e in edges:
        (x1, y1), (x2, y2) = at[e.source], at[e.target]
        dash = "" if e.own else ' stroke-dasharray="5 4"'
        yield f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="currentColor" stroke-opacity=".45"{dash}/>'


def _signs(nodes: Sequence[Node], at: dict[str, tuple[float, float]]) -> Iterator[str]:
    for n in nodes:
        a, (x, y) = look(n.type), at[n.id]
        scale = round(size(n) / 10, 2)
        yield (
            f'<path d="{a.path}" fill="{a.colour}" stroke="currentColor" transform="translate({x:g} {y:g}) '
            f'scale({scale:g})"><title>{escape(n.label)}</title></path>'
        )


def _names(nodes: Sequence[Node], at: dict[str, tuple[float, float]], height: float) -> Iterator[str]:
    """Names below, above or beside their node, the weightier first, wherever they cover nothing."""
    taken = [(x - size(n), y - size(n), x + size(n), y + size(n)) for n in nodes for x, y in [at[n.id]]]
    for n in sorted(nodes, key=lambda n: (n.type == "Event", int(n.id[1:]))):
        (x, y), r, words = at[n.id], size(n), broken(n.label)
        wide, high = 5.9 * max(map(len, words)), 12.0 * len(words)
        for left, top in ((x - wide / 2, y + r + 2), (x + r + 4, y - high / 2), (x - r - 4 - wide, y - high / 2), (x - wide / 2, y - r - 2 - high)):  # fmt: skip
            frame = (left, top, left + wide, top + high)
            inside = left > 0 and left + wide < WIDE and top > 0 and top + high < height
            own = (x - r, y - r, x + r, y + r)
            if inside and free(frame, taken, own):
                taken.append(frame)
                weight = "" if n.type == "Event" else ' font-weight="600"'
                yield from (
                    f'<text x="{left + wide / 2:.1f}" y="{top + 10 + 12 * k:.1f}" text-anchor="middle" '
                    f'font-size="11"{weight} {_TEXT}>{escape(w)}</text>'
                    for k, w in enumerate(words)
                )
                break


# ---------------------------------------------------------------- the lives of ceasefires


def _lives(page: Page) -> str:
    line = timeline(replace(page, rows=tuple(r for r in page.rows if r.layer == "state")))
    if line is None:
        return ""
    bands = [lane for lane in line.lanes if lane.pieces]
    body = "".join(
        f'<text x="{x:g}" y="14" text-anchor="middle" font-size="17" {_TEXT}>{escape(word)}</text>'
        for x, word in line.ticks[:: max(1, len(line.ticks) // 6)]
    ) + "".join(_band(lane) for lane in bands)
    foot = max((lane.y + lane.height for lane in bands), default=0.0)
    return _svg((foot + 6) * WIDE / 1200, f'<g transform="scale({WIDE / 1200:.4f})">{body}</g>', "Lives of ceasefires")


def _band(lane: Lane) -> str:
    name = "".join(
        f'<text x="0" y="{lane.y + 14 + 17 * k:g}" font-size="16" {_TEXT}>{escape(w)}</text>'
        for k, w in enumerate(broken(lane.name, GUTTER)[:2])
    )
    pieces = "".join(
        f'<path d="{outline(p.x, p.y, p.width, p.height, (False, False))}" fill="{STATES.get(p.sort, "none")}" '
        f'stroke="currentColor"><title>{escape(p.word)}</title></path>'
        for p in lane.pieces
    )
    return name + pieces
