"""Pages and text copies in the manner of many outlets, in words of our own: what is news, what is page, who says when."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from truceline.model import Article
from truceline.read import Options, Refused, make_article, read, read_all
from truceline.read.dateline import credited, prefix
from truceline.read.links import publisher, unwrap

CASES = Path(__file__).parent / "cases"
PAGES = [json.loads(line) for line in (CASES / "pages.jsonl").read_text(encoding="utf-8").splitlines()]


def content(article: Article) -> str:
    """What facts are looked for in."""
    return "\n".join(article.text[b.start : b.end] for b in article.blocks if b.content)


def holds(page: dict[str, Any]) -> None:
    """Checks one page against what is expected of it."""
    article = read(CASES / "pages" / page["file"])
    found = {k: getattr(article, k) for k in ("title", "byline", "publisher", "url")}
    assert found == {k: page[k] for k in found}
    assert article.published is not None and article.published.isoformat() == page["published"]
    assert list(article.agencies) == page["agencies"]
    assert page["with"] in content(article)
    assert not [w for w in page["without"] if w in content(article)]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p["file"]))
def test_pages_of_many_outlets(page: dict[str, Any]) -> None:
    """Headline, byline, outlet, agencies, address and the day with its zone; furniture stays out of the news."""
    holds(page)


@pytest.mark.parametrize(
    ("line", "cut", "agencies"),
    [
        ("KYIV, Ukraine (AP) — Both armies kept quiet.", 21, ("AP",)),
        ("GENEVA (Reuters) - The talks went on.", 19, ("Reuters",)),
        ("UNITED NATIONS, Feb. 26 (Xinhua) -- The council met.", 36, ("Xinhua",)),
        ("Khartoum, April 15 (SUNA)- The airport is closed.", 27, ("SUNA",)),
        ("(CNN)Both sides agreed.", 5, ()),
        ("BEIRUT, Lebanon — The fighting in the north has gone on for more than a week.", 18, ()),
        ("Goma, DR Congo — Rebels entered the city on Monday, residents and aid workers said.", 17, ()),
        ("Doctors Without Borders (MSF) - which runs the clinic - left.", 0, ()),
        ("The rebels - Ahmed and Omar - were freed on Monday after more than a year in prison.", 0, ()),
        ("UN - AU talks on peacekeepers for the region go on, diplomats in New York said.", 0, ()),
    ],
)
def test_place_lines(line: str, cut: int, agencies: tuple[str, ...]) -> None:
    """The place line is cut from the first sentence, with the agency in it; a dash in a sentence is none."""
    assert prefix(line) == (cut, agencies)


def test_credits_name_agencies_whatever_their_case() -> None:
    """Agencies are written as we write them, once each."""
    assert credited("REUTERS, afp and AFP") == ("Reuters", "AFP")


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://go.example:443/https/news.example/a",
        "https://go.example/l.php?u=https%3A%2F%2Fnews.example%2Fa",
        "https://archive.example/web/20160503120000/https://news.example/a",
        "https://one.example/?url=https://two.example/redirect?target=https%3A%2F%2Fnews.example%2Fa",
    ],
)
def test_wrapped_addresses(wrapped: str) -> None:
    """Redirects and archives give the address they carry."""
    assert unwrap(wrapped) == "https://news.example/a"


def test_outlets_by_address_and_by_name() -> None:
    """A known domain wins over what the page calls itself; a name of an outlet is written one way."""
    assert publisher("https://www.bbc.co.uk/news/x", "Some Section") == "BBC"
    assert publisher(None, "BBC News") == "BBC"
    assert publisher("https://gazette.example/x", "The Gazette") == "The Gazette"


def test_a_date_of_publication_wins_over_one_of_change() -> None:
    """ "Last updated" is asked only where nothing else is said."""
    text = "Calm in Taiz\n\nUpdated 4 April 2022\n\nPublished: 3 April 2022\n\nThe truce held on Sunday, the UN said."
    assert str(make_article(text).published) == "2022-04-03"
    assert str(make_article(text.replace("Published: 3 April 2022\n\n", "")).published) == "2022-04-04"


def test_the_day_may_stand_in_the_name(tmp_path: Path) -> None:
    """A file's name or an address gives the day where the text does not; a day in the text wins."""
    for name, text in (("2022-04-03-taiz.txt", ""), ("2021-01-01-taiz.txt", "3 April 2022\n\n")):
        file = tmp_path / name
        file.write_text(f"Calm in Taiz\n\n{text}The truce held on Sunday, the United Nations said.", encoding="utf-8")
        assert str(read(file).published) == "2022-04-03"
    article = make_article("The truce held.", url="https://news.example/world/2022/apr/03/taiz")
    assert str(article.published) == "2022-04-03"


def test_names_of_boxes_do_not_hide_the_news() -> None:
    """A page whose body is called "with-sidebar" or whose markup is broken still gives its paragraphs."""
    from truceline.read.page import Page

    page = (
        '<html><![if !IE]><body class="with-sidebar"></span><div><p>The truce in the valley held on Monday, and the'
        " roads were open.</div></section><p>Nobody was hurt, and the buses ran again after eleven weeks.<table><tr>"
    )
    assert Page.of(page).text().split("\n\n") == [
        "The truce in the valley held on Monday, and the roads were open.",
        "Nobody was hurt, and the buses ran again after eleven weeks.",
    ]


class _Site(BaseHTTPRequestHandler):
    """One page in an old encoding, named only in the head of the answer."""

    def do_GET(self) -> None:
        found = self.path == "/calm"
        page = "<html><body><article><h1>Calm in Dvůr</h1><p>The truce held on Monday, and the roads were open, they said.</p></article>"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=iso-8859-2")
        self.end_headers()
        self.wfile.write(page.encode("iso-8859-2") if found else b"")

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet."""


def test_an_address_is_fetched() -> None:
    """An address gives the article with its address, in the encoding that the server names; a missing page is refused."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    article, refused = read_all([f"{host}/calm", f"{host}/gone"], "2021-05-04", Options(private=True))
    server.shutdown()
    assert isinstance(article, Article) and isinstance(refused, Refused)
    assert article.title == "Calm in Dvůr" and article.url == f"{host}/calm" and str(article.published) == "2021-05-04"
    assert "not found" in refused.reason and f"{host}/gone" in refused.reason
