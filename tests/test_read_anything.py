"""Whatever the bytes, reading gives an article or a refusal, never a fault; offsets of blocks always hold."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.errors import DateError, ReadError
from truceline.model import Article
from truceline.read import Refused, make_article, read_all, read_date
from truceline.read.article import Known
from truceline.read.decode import decode
from truceline.read.html import from_html
from truceline.read.links import unwrap
from truceline.read.markdown import from_markdown

PIECES = st.sampled_from(
    [
        "The truce held on Monday, the army said.", "By Jane Doe", "May 3, 2016", "3/5/2016 10:15 PM EDT", "(AFP, dpa)",
        "KYIV, Ukraine (AP) — ", "Related", "Image: ", "Published: ", "Share", "https://x.example/https/y.example/a", "\n", "\n\n",
        " ", "# ", "> ", "*", "_", "](", "---\n", "title: x\n", "<p>", "</div>", "<article>", "<script type='application/ld+json'>",
        '{"datePublished": "2016-05-03T01:00:00+03:00", "author": [{}]}', "</script>", "<!--", "-->", "<![", "]]>", "&amp;", "\x00",
        "\u2028", "é", "“", "’", "Subject: Calm in the valley", "2150 GMT (0550 HKT) ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=25).map("".join)
ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(
    raw=st.binary(max_size=400) | TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass")),
    name=st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl"]),
)
def test_any_bytes(tmp_path: Path, raw: bytes, name: str) -> None:
    """A file of any bytes is read or refused in one line that names it."""
    file = tmp_path / name
    file.write_bytes(raw)
    for found in read_all([file]):
        if isinstance(found, Refused):
            assert name in found.reason and "\n" not in found.reason
        else:
            assert isinstance(found, Article) and found.text.strip()


@ANY
@given(TEXTS)
def test_any_text_has_sound_blocks(text: str) -> None:
    """Blocks are in order, inside the text, not empty; what the lines say is text or nothing."""
    article = make_article(text)
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(text)
        last = block.end
    assert article.published is None or isinstance(article.published, date)


@ANY
@given(TEXTS)
def test_any_page(page: str) -> None:
    """Any markup gives a text and what is known."""
    text, known = from_html(page)
    assert isinstance(text, str) and (known.title is None or known.title.strip())
    assert isinstance(from_markdown(page, Known())[0], str)


@ANY
@given(TEXTS | st.text(max_size=40))
def test_any_date(text: str) -> None:
    """A date is read, or refused as no date."""
    try:
        assert isinstance(read_date(text), date)
    except DateError as e:
        assert str(e)


@ANY
@given(st.text(max_size=80) | TEXTS)
def test_any_address(text: str) -> None:
    """Unwrapping ends and gives a text."""
    assert isinstance(unwrap(f"https://{text}"), str)


@ANY
@given(st.binary(max_size=200))
def test_any_encoding(raw: bytes) -> None:
    """Bytes are decoded or refused."""
    try:
        assert isinstance(decode(raw, "a.txt"), str)
    except ReadError as e:
        assert "a.txt" in str(e)
