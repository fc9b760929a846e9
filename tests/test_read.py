"""Reading: every kind of source, every kind of bad input."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import DateError, ReadError
from truceline.model import Article
from truceline.read import Refused, make_article, read, read_all, read_date
from truceline.read.blocks import blocks
from truceline.read.decode import kept
from truceline.read.links import unwrap

PAGE = """1. Skip to content

Shelling breaks the calm in Hodeidah

Amal HaddadOctober 14, 2021

The truce on the Red Sea coast was broken on Wednesday, the United Nations said.

https://go.example:443/https/p.dw.com/p/abc
Hodeidah harbour cranes
Image: Example Pictures/A. Hassan

A port worker looks at the damaged cranesImage: Reuters/B. Saleh

Monitors have asked both sides to pull back.

What comes next

Talks go on in Muscat.

ah/rc (AFP, dpa)"""

HTML = """<!doctype html><html><head><title>Calm holds | Example</title>
<meta property="og:site_name" content="Example News">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Calm holds along the line",
 "datePublished": "2020-11-11T01:30:00+04:00", "author": [{"name": "Ani Petrosyan"}]}]}</script></head>
<body><nav><li>Home</li></nav><article><h1>Calm holds along the line</h1>
<p>The ceasefire in the mountains held on Tuesday, and the peacekeepers have taken up their posts on the road.</p>
<p>Both governments said that the exchange of prisoners will begin this week, and that the talks go on.</p>
<script>alert(1)</script></article><footer><p>All rights reserved</p></footer></body></html>"""


def kinds(article: Article) -> list[tuple[str, str]]:
    """Kind and first word of each block."""
    return [(b.kind, article.text[b.start : b.end].split()[0]) for b in article.blocks]


def test_furniture_is_told_from_news() -> None:
    """Navigation, byline, date, credit, caption, heading and agency line each get their kind."""
    article = make_article(PAGE)
    assert kinds(article) == [
        ("furniture", "1."),
        ("title", "Shelling"),
        ("byline", "Amal"),
        ("dateline", "October"),
        ("body", "The"),
        ("link", "https://go.example:443/https/p.dw.com/p/abc"),
        ("furniture", "Hodeidah"),
        ("credit", "Image:"),
        ("caption", "A"),
        ("credit", "Image:"),
        ("body", "Monitors"),
        ("heading", "What"),
        ("body", "Talks"),
        ("agency", "ah/rc"),
    ]


def test_what_the_lines_say_about_the_article() -> None:
    """Publication day, byline, address behind a redirect, outlet and agencies come from the text itself."""
    article = make_article(PAGE)
    assert article.published == date(2021, 10, 14)
    assert article.byline == "Amal Haddad"
    assert article.url == "https://p.dw.com/p/abc"
    assert article.publisher == "Deutsche Welle"
    assert article.agencies == ("AFP", "dpa")
    assert article.title == "Shelling breaks the calm in Hodeidah"


def test_wrapped_text_is_joined_to_paragraphs() -> None:
    """Lines of a fixed width are one paragraph, so a sentence may run over them."""
    text = (
        "The commission that watches over the ceasefire in the\neast of the country said on Friday that it had counted\n"
        "more than forty shots fired across the contact line in\na single night, twice the number of the week before and\n"
        "more than in any night since the autumn, and that it\nhad asked both sides for an account of what happened.\n"
    )
    assert len(blocks(text)) == 1


def test_html_takes_the_date_with_its_zone(tmp_path: Path) -> None:
    """The JSON-LD date is an instant; half past one in the morning at +04:00 is the evening before in UTC."""
    file = tmp_path / "page.html"
    file.write_text(HTML, encoding="utf-8")
    article = read(file)
    assert article.published == datetime(2020, 11, 10, 21, 30, tzinfo=UTC)
    assert article.title == "Calm holds along the line"
    assert article.byline == "Ani Petrosyan"
    assert article.publisher == "Example News"
    assert "alert" not in article.text and "Home" not in article.text
    assert "exchange of prisoners" in article.text


def test_json_lines_keep_the_text_as_given(tmp_path: Path) -> None:
    """With JSONL nothing is cleaned: decomposed letters and odd spaces stay, so offsets refer to the given text."""
    text = "The envoy said in Zu\u0308rich  that the truce holds.\r\nIt does."
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps({"id": "a", "text": text, "published": "2022-04-02"}) + "\n{broken\n", encoding="utf-8")
    first, second = read_all([file])
    assert isinstance(first, Article) and first.text == text and first.id == "a"
    assert isinstance(second, Refused) and "news.jsonl:2" in second.reason


def test_folder_is_read_in_order(tmp_path: Path) -> None:
    """A folder gives its articles by name; other files in it are left alone."""
    for name in ("b.txt", "a.txt", "c.png"):
        (tmp_path / name).write_text(f"The truce held in {name}, the army said on Monday.", encoding="utf-8")
    assert [a.id for a in read_all([tmp_path]) if isinstance(a, Article)] == ["a", "b"]
    assert [a.id for a in read_all([f"{tmp_path}/*.txt"]) if isinstance(a, Article)] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b"  \n \n", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" * 40, "binary"),
        ("big.txt", b"The truce held. " * 3_300_000, "too large"),
        (
            "german.txt",
            b"Die Waffenruhe in der Stadt wurde am Montag von beiden Seiten verletzt, sagte die Armee.",
            "English",
        ),
        (
            "russian.txt",
            "Перемирие в городе было нарушено в понедельник обеими сторонами, сообщила армия.".encode(),
            "English",
        ),
    ],
)
def test_bad_input_gets_one_sentence(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """Each refusal names the file, says what is wrong and what to do, in one line."""
    file = tmp_path / name
    file.write_bytes(content)
    (refused,) = read_all([file])
    assert isinstance(refused, Refused)
    assert name in refused.reason and says in refused.reason and "\n" not in refused.reason


def test_missing_path_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    """A path that does not exist is refused; what stands beside it is read."""
    good = tmp_path / "good.txt"
    good.write_text("The truce held on Monday, and the guns were silent.", encoding="utf-8")
    refused, article = read_all([tmp_path / "gone.txt", good])
    assert isinstance(refused, Refused) and "gone.txt" in refused.reason
    assert isinstance(article, Article)


def test_other_encodings_are_read(tmp_path: Path) -> None:
    """Windows-1252 and UTF-16 with its mark are read as what they are."""
    text = "The envoy met the generals in Bogotá, and the truce – so he said – held for the night."
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(text.encode(encoding))
        assert read(file).text == text


def test_read_wants_one_article(tmp_path: Path) -> None:
    """`read` refuses a source with several articles instead of choosing one."""
    file = tmp_path / "two.jsonl"
    file.write_text('{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n', encoding="utf-8")
    with pytest.raises(ReadError, match="holds 2 articles"):
        read(file)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 May 2016", date(2016, 5, 3)),
        ("2016-05-03", date(2016, 5, 3)),
        ("03.05.2016", date(2016, 5, 3)),
        ("Tuesday, May 3, 2016", date(2016, 5, 3)),
        ("2016-05-03T22:00:00Z", datetime(2016, 5, 3, 22, tzinfo=UTC)),
    ],
)
def test_dates_people_type(text: str, day: date) -> None:
    """Publication dates are read in the styles people use."""
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["yesterday-ish", "May 2016", "2016", "32 May 2016", ""])
def test_no_date_is_invented(text: str) -> None:
    """What lacks a day, a month or a year is refused, never filled in."""
    with pytest.raises(DateError):
        read_date(text)


def test_redirects_are_unwrapped() -> None:
    """An address that carries another one gives the inner one; a plain one stays."""
    assert unwrap("https://s.example/https/news.example/x") == "https://news.example/x"
    assert unwrap("https://news.example/x") == "https://news.example/x"


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=400))
def test_blocks_never_overlap(text: str) -> None:
    """Whatever the text, blocks are in order, inside the text and hold no blank edges."""
    clean = kept(text)
    last = 0
    for block in blocks(clean):
        assert last <= block.start < block.end <= len(clean)
        assert not clean[block.start].isspace()
        last = block.end


def test_a_date_line_may_name_the_town_behind_a_mark() -> None:
    """ "30 May 2015 · Springfield" dates the article; a sentence that opens with a date does not."""
    lined = make_article("Guns fall silent\n\n30 May 2015 · Springfield\n\nThe truce held on Monday.")
    assert lined.published == date(2015, 5, 30) and lined.blocks[1].kind == "dateline"
    told = make_article(
        "Guns fall silent\n\n30 May 2015 was the day when the guns fell silent.\n\nThe truce held on Monday."
    )
    assert told.published is None


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Rebels shelled Varna on 9 April 2022.", ["body"]),
        ("The truce in Varna began on 9 April 2022.", ["body"]),
        ("Jane Doe, 9 April 2022", ["byline", "dateline"]),
        ("By Jane Doe on 9 April 2022", ["byline", "dateline"]),
        ("Published on 9 April 2022", ["dateline"]),
    ],
)
def test_a_sentence_that_ends_in_a_date_is_no_byline(line: str, kinds: list[str]) -> None:
    """Names do not end in a small word; the news of one line is news."""
    assert [b.kind for b in make_article(line).blocks] == kinds


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("BOGOTA (Reuters) - The army said it had agreed.", "The army"),
        ("NAIROBI (March 25) - Rebels in Tigray said on Friday that they would hold their fire.", "Rebels"),
        ("LUANDA, April 4 (our correspondent) - The army of the land said on Friday that it had won.", "The army"),
        ("Aden, Yemen, 2 June 2022 (News Desk) - The army said on Friday that it would keep the peace.", "The army"),
    ],
)
def test_the_place_line_is_cut_off_and_the_news_kept(text: str, news: str) -> None:
    """A place line with a bracket or a day is one, also in a text of a single line, whose news are never lost."""
    article = make_article(text)
    assert [b.kind for b in article.blocks] == ["dateline", "body"]
    assert article.text[article.blocks[1].start :].startswith(news)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On 12 June 2018 Chad attacked Tamra.", "body"),
        ("On 12 June 2018 the army left Goma.", "body"),
        ("On 12 June 2018 at 16.05 GMT.", "dateline"),
        ("On 12 June 2018 by our reporter.", "dateline"),
    ],
)
def test_a_short_sentence_that_opens_with_its_day_is_news(text: str, kind: str) -> None:
    """What somebody did on a day is no date line, however short it is."""
    assert [b.kind for b in make_article(text).blocks] == [kind]


@pytest.mark.parametrize("text", ["Aid workers (MSF) - who had waited for a week - left the town.", "ah/rc (AFP, dpa)"])
def test_brackets_that_make_no_place_line(text: str) -> None:
    """A bracket in a sentence, or a line that credits agencies, makes no place line."""
    assert "dateline" not in [b.kind for b in make_article(f"Shells fell on the town on Friday.\n\n{text}").blocks]
