"""Page → one HTML file: pyvis holds nodes, edges and options, our template draws, nothing is fetched.

The template is autoescaped; data for the script are JSON that cannot end its element; scripts and the style sheet are
allowed by their hashes alone.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import bidirectional

from markupsafe import Markup

from truceline import __version__
from truceline.draw.data import Packed, to_json
from truceline.draw.layout import size
from truceline.draw.page import Page
from truceline.draw.scene import Scene
from truceline.draw.style import look, rules
from truceline.errors import TrucelineError

LIBRARY_HASH = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
"""sha256 of vis-network 9.1.2 as pyvis 0.3.2 ships it (Apache-2.0 or MIT)."""

SMALL = 150_000
"""Characters of data below which compressing them saves less than unpacking costs."""


def render(page: Page, views: frozenset[str]) -> str:
    """The page as HTML text."""
    from jinja2 import DictLoader, Environment

    net = _network(page)
    types = {n.iri: n.type for n in page.names}
    library, script, css = (_library() if "graph" in views else ""), _script(), _asset("page.css") + "\n" + rules()
    env = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=DictLoader({_PAGE: _asset(_PAGE)}))
    env.globals["page"] = Scene(page).words(views) | {
        "with_graph": "graph" in views,
        "overview": any(n.main for n in page.nodes),
        "css": Markup(css),
        "library": _packed_library() if library else "",
        "script": Markup(script),
        "data": _given(to_json(Packed(page).data({n["id"]: n for n in net.nodes}))),
        "auto": _auto,
        "look": lambda iri: look(types.get(iri, "Actor")).css,
        "shape": lambda iri: Markup(look(types.get(iri, "Actor")).path),
        "numerals": ("no", "one", "two", "three", "four", "five", "six", "seven"),
        "style_hash": Markup(_hash(css)),
        "script_hashes": Markup(" ".join(_hash(s) for s in (library, script) if s)),
        "version": __version__,
    }
    net.templateEnv, net.path = env, _PAGE
    return str(net.generate_html())


_PAGE = "page.html"


def _network(page: Page) -> Any:
    """The drawn nodes and their edges as pyvis holds them: opaque ids, no titles, no groups, no physics."""
    from pyvis.network import Network

    net = Network(directed=True)
    net.toggle_physics(False)
    for n in page.nodes:
        x, y = n.main or (n.x, n.y)
        if x is not None and y is not None:
            net.add_node(n.id, label=" ", size=round(size(n), 1), x=round(x), y=round(y), color=look(n.type).colour)
    drawn = {n["id"] for n in net.nodes}
    for e in page.edges:
        if e.source in drawn and e.target in drawn:
            net.add_edge(e.source, e.target, dashes=not e.own)
    return net


@cache
def _asset(name: str) -> str:
    return files("truceline.draw").joinpath("assets", name).read_text(encoding="utf-8").strip()


@cache
def _script() -> str:
    """The script: all its files in the order of their names, without indents and comments, in one function of its own."""
    names = sorted(f.name for f in files("truceline.draw").joinpath("assets").iterdir() if f.name.endswith(".js"))
    lines = (line.strip() for n in names for line in _asset(n).splitlines())
    kept = "\n".join(line for line in lines if line and not line.startswith("//"))
    return f'"use strict";\n(async () => {{\n{kept}\n}})();'


def _given(text: str) -> Markup:
    """JSON for the script: a little as it is, which is read sooner, more of it compressed, in quotes."""
    return Markup(text if len(text) < SMALL else f'"{packed(text)}"')


def packed(text: str) -> str:
    """A text compressed (zlib) and in base64, which has no character that HTML knows.

    >>> zlib.decompress(base64.b64decode(packed("truce"))).decode()
    'truce'
    """
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode()


def _auto(text: str) -> str:
    """An attribute for a text that is not written from left to right, or that tries to turn others around."""
    return "" if text.isascii() or not _TURNS & {bidirectional(c) for c in text} else Markup(' dir="auto"')


_TURNS = frozenset({"R", "AL", "RLE", "LRE", "RLO", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI"})


@cache
def _library() -> str:
    """vis-network as it ships in the pyvis wheel, checked by its hash.

    Raises:
        TrucelineError: pyvis carries another one than the page was tested with.
    """
    raw = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js").read_bytes()
    if hashlib.sha256(raw).hexdigest() != LIBRARY_HASH:
        raise TrucelineError(
            "The installed pyvis carries another vis-network than the page was tested with; install pyvis 0.3.2."
        )
    text = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    start = text.find("//# sourceMappingURL")
    return (text[:start] if start > 0 else text).replace("</script", "<\\/script").strip()


@cache
def _packed_library() -> str:
    return packed(_library())


def _hash(text: str) -> str:
    """A source of the policy: the hash of what stands between the tags."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
