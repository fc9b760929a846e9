"""Pages: what belongs to the article and what does not, who wrote it, on which day."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from truceline.model import Article
from truceline.read import make_article, read
from truceline.read.article import describe
from truceline.read.html import from_html

NEWS = [
    "The truce between the army and the Free Corps held on Monday, the observers in the valley said, and the road was open.",
    "Their leader, Colonel Rupert, said that the buses had run until dusk for the first time in eleven weeks.",
    "The mayor asked both sides to take their guns back from the bridge, and neither of them said that it would.",
]


def page(inside: str = "", top: str = "", head: str = "") -> Article:
    """The article of a page with something of its own."""
    body = "".join(f"<p>{x}</p>" for x in NEWS[1:])
    html = (
        f"<!doctype html><html><head><title>Calm in Zenda</title>{head}</head><body><nav><a href='/'>Home</a></nav><main><article>"
        f"<h1>Calm in Zenda</h1>{top}<p>{NEWS[0]}</p>{inside}{body}</article></main><footer>Imprint</footer></body></html>"
    )
    text, known = from_html(html)
    return describe(text, "page", known)


@pytest.mark.parametrize(
    ("inside", "there"),
    [
        ("<p>Shells fell on<br>Zenda<br/>and Strelsau, the army said.</p>", "Shells fell on Zenda and Strelsau, the army said."),
        ("<p>Shells fell on Zenda.<br>Nobody was hurt.</p>", "Nobody was hurt."),
        ("<p>The guns fell silent<b>.</b><span>Ten people</span><i> were hurt</i>.</p>", "fell silent. Ten people were hurt."),
        ("<div class='box'><p><a href='/x'><strong>On Friday the colonel denied that his men had fired on the market.</strong></a></p></div>", "On Friday the colonel denied that his men had fired on the market."),
        ("<p>The colonel spoke of the <a href='/deal'>deal of 3 March</a> and left.</p>", "spoke of the deal of 3 March and left."),
    ],
    ids=["br", "br after a stop", "glued", "linked paragraph", "link in a sentence"],
)  # fmt: skip
def test_what_belongs_to_the_news(inside: str, there: str) -> None:
    """Sentences are whole, in one block, and none is lost for being a link."""
    article = page(inside)
    assert any(there in article.text[b.start : b.end] for b in article.blocks if b.kind == "body"), article.text
    assert all(x in article.text for x in NEWS)


@pytest.mark.parametrize(
    ("inside", "gone"),
    [
        ("<blockquote class='twitter-tweet'><p>The army bombed us again, 40 dead</p>&mdash; Sapt (@sapt) <a href='#'>May 3</a></blockquote>", "40 dead"),
        ("<blockquote class='instagram-media other'><p>They killed 55 people. We will not forgive.</p></blockquote>", "55 people"),
        ("<div class='fb-post'><p>Two hundred are missing, friends say.</p></div>", "Two hundred"),
        ("<p><a href='/y'>Army kills 90 in a raid on Strelsau</a></p>", "kills 90"),
        ("<aside><p>In other news, three hundred people were killed in Graustark on Sunday.</p></aside>", "three hundred"),
    ],
    ids=["tweet", "instagram", "facebook", "headline of another article", "aside"],
)  # fmt: skip
def test_what_others_say_in_a_page_is_not_the_outlets(inside: str, gone: str) -> None:
    """Posts that are put into a page, and headlines of other articles, stay outside."""
    article = page(inside)
    assert gone not in article.text and all(x in article.text for x in NEWS)


@pytest.mark.parametrize(
    ("top", "who"),
    [
        ("<div class='byline'><span>By</span> <span class='name'>Anna Hope</span></div>", "Anna Hope"),
        ("<p class='byline'>By Anna Hope, Antony Hope and Flavia Elphberg</p>", "Anna Hope, Antony Hope and Flavia Elphberg"),
        ("<div class='byline'>By <span class='author'>Anna Hope</span> <a href='mailto:a@x.example'>Email the author</a> <span class='author'>a@x.example</span></div>", "Anna Hope"),
        ("<div class='byline'><b>By <a rel='author' href='/a'>Anna Hope</a></b> | May 3, 2016 | <a href='/p'>Print This Post</a></div>", "Anna Hope"),
        ("<span itemprop='author'>Anna Hope</span>", "Anna Hope"),
        ("<div class='author-bio-long'>Anna Hope has written about the valley for the Gazette since she was a student there.</div>", None),
        ("<div class='authors'></div>", None),
    ],
)  # fmt: skip
def test_who_wrote_by_the_elements_that_say_so(top: str, who: str | None) -> None:
    """Names only: no label, no address, no button, no date."""
    assert page(top=top).byline == who


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("<p class='meta'>Updated: May 7, 2016</p><p class='meta'>Published: May 4, 2016</p>", "2016-05-04"),
        ("<div class='meta'><span>Published: May 4, 2016</span></div>", "2016-05-04"),
        ("<div class='byline'>By Anna Hope | May 4, 2016 | Print</div>", "2016-05-04"),
        ("<span class='timestamp'>Wednesday 4 May 2016 09.30 GMT</span>", "2016-05-04"),
        ("<p>Last updated: May 7, 2016</p>", "2016-05-07"),
        ("<time datetime='0001-01-01T00:00:00'></time>", "None"),
        ("", "None"),
    ],
)
def test_the_day_by_the_lines_above_the_news(top: str, day: str) -> None:
    """The first day that is not one of change; none is made up."""
    assert str(page(top=top).published)[:10] == day


def test_a_day_in_the_news_is_not_that_of_publication() -> None:
    """A date inside a sentence of the news dates what happened, not the page."""
    article = page("<p>The last truce was signed in Zenda on 3 March 2014, and it held for nine days and a night.</p>")
    assert article.published is None


@pytest.mark.parametrize(
    "markup",
    ["<p>" * 3000 + "x", "<a>" * 500 + "The truce held.", "<br>" * 2000, "\0<p>x</p>", "<p class=>", "&#xd800;<p>a"],
)
def test_broken_markup_is_no_fault(markup: str) -> None:
    """Whatever the tree, a text comes out of it or none."""
    text, _ = from_html(markup)
    assert isinstance(text, str) and make_article(text).text == text


def test_a_page_is_the_same_article_with_every_extra(tmp_path: Path) -> None:
    """Here, with all extras, the page of the wheel test has the IRI that it has on an installation without any."""
    tree = ast.parse((Path(__file__).parent.parent / ".ci" / "wheel_test.py").read_text(encoding="utf-8"))
    assigned = (n for n in tree.body if isinstance(n, ast.Assign) and isinstance(n.value, ast.Constant))
    plain = {n.targets[0].id: n.value.value for n in assigned if isinstance(n.targets[0], ast.Name)}
    (tmp_path / "page.html").write_text(plain["PAGE"], encoding="utf-8")
    assert read(tmp_path / "page.html").iri == plain["IRI"]
