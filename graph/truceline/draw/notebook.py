"""The page small, for notebooks: heading, verdict, and the bands of the ceasefires.

Plain SVG without script, style sheet or network; text and lines take the colour of the notebook, light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from truceline.ask.graph_view import GraphView
from truceline.draw.bands import Bands, Lane, bands
from truceline.draw.compose import compose
from truceline.draw.page import Page
from truceline.draw.scene import standfirst
from truceline.draw.style import STATES
from truceline.model import Facts

WIDE = 760.0
_TEXT = 'font-family="sans-serif" font-size="12" fill="currentColor"'


def small(book: GraphView, facts: Sequence[Facts]) -> str:
    """A graph as a piece of HTML that a notebook shows."""
    if not facts:
        return "<p>A truceline graph without articles.</p>"
    page = compose(book, facts, {}, None, False)
    picture = bands(page, WIDE, False)
    return (
        f"<div><small>{escape(page.kicker)}</small><br><b><big>{escape(page.title)}</big></b><br>{_verdict(page)}<br>"
        f"<small>{escape(standfirst(page))}</small>{_bands(page, picture) if picture and picture.lanes else ''}"
        "<small>Hatched: no day is told. The whole page: <code>draw('page.html')</code>.</small></div>"
    )


def _verdict(page: Page) -> str:
    """The verdict on the ceasefire that most is told of, its chief parts in bold."""
    if not page.stories:
        return "No truce is told."
    return "".join(
        f"<b>{escape(p.text)}</b>" if p.sort not in {"", "name"} else escape(p.text) for p in page.stories[0].parts
    )


def _bands(page: Page, picture: Bands) -> str:
    ticks = "".join(
        f'<text x="{x:g}" y="38" text-anchor="middle" {_TEXT}>{escape(word)}</text>' for x, word in picture.ticks
    )
    hatch = (
        '<defs><pattern id="tl-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line y2="7" stroke="currentColor"/></pattern></defs>'
    )
    body = "".join("".join(_lane(lane)) for lane in picture.lanes)
    label = escape(f"{page.title}: bands of the ceasefires")
    return (
        f'<svg viewBox="0 20 {WIDE:g} {picture.foot - 16:g}" width="{WIDE:g}" role="img" aria-label="{label}" '
        f'style="max-width:100%;height:auto;display:block">{hatch}{ticks}{body}</svg>'
    )


_FILLS = STATES | {"untold": "url(#tl-hatch)", "over": "currentColor"}


def _lane(lane: Lane) -> Iterator[str]:
    middle = lane.y + lane.height / 2 + 4.5
    yield f'<text x="0" y="{middle:g}" font-weight="600" {_TEXT}>{escape(lane.name)}</text>'
    for b in lane.bars:
        yield (
            f'<rect x="{b.x:g}" y="{lane.y:g}" width="{b.width:g}" height="{lane.height:g}" fill="{_FILLS[b.sort]}" '
            f'stroke="currentColor" stroke-width=".6"><title>{escape(b.label)}</title></rect>'
        )
        if b.word and b.sort != "untold":
            yield f'<text x="{b.at:g}" y="{middle:g}" font-family="sans-serif" font-size="12" fill="#1b1b19">{b.word}</text>'
    for m in (m for m in lane.marks if m.sort == "breach"):
        fill = "none" if m.claimed else "#b8430a"
        yield (
            f'<path d="M{m.x - 6:g} {lane.y - 1:g}h12l-6 10z" fill="{fill}" stroke="#b8430a">'
            f"<title>{escape(m.label)}</title></path>"
        )
    if lane.beside:
        yield (
            f'<text x="{lane.beside_x:g}" y="{middle:g}" text-anchor="{lane.anchor}" {_TEXT}>{escape(lane.beside)}</text>'
        )
