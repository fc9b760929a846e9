"""What people have: every kind of source is recognised by what is in it, and read right or refused by name."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from truceline.model import Article
from truceline.plan import plan
from truceline.read import Options, Refused, read, read_all
from truceline.read.source import items

CASES = Path(__file__).parent / "cases"
INPUTS = CASES / "inputs"
KINDS: list[dict[str, Any]] = [
    json.loads(line) for line in (CASES / "inputs.jsonl").read_text(encoding="utf-8").splitlines()
]
CALM = [
    "The truce between the army of Ruritania and the Free Corps held on Monday, the observers said.",
    "Two bridges over the river were opened again, and the buses ran until dusk.",
]
BREACH = "The army denied it and said that its guns had been silent since the weekend."


@pytest.mark.parametrize("case", KINDS, ids=lambda c: str(c["file"]))
def test_each_kind_is_read_right_or_refused_by_name(case: dict[str, Any]) -> None:
    """The kind it is taken for; each article with its day, outlet, headline, author and address; each refusal."""
    found = list(items([INPUTS / case["file"]], Options()))
    assert next((i.kind for i in found if i.kind), "") == case.get("kind", "")
    articles = [i.found for i in found if isinstance(i.found, Article)]
    assert [_said(a) for a in articles] == case.get("articles", [])
    reasons = [i.found.reason.replace(f"{INPUTS}/", "") for i in found if isinstance(i.found, Refused)]
    assert reasons == case.get("refused", [])


def _said(article: Article) -> dict[str, str]:
    day = article.published.isoformat() if article.published else None
    values = {"id": article.id.replace(f"{INPUTS}/", ""), "published": day, "title": article.title}
    values |= {"publisher": article.publisher, "byline": article.byline, "url": article.url}
    return {k: v for k, v in values.items() if v}


@pytest.mark.parametrize("case", [c for c in KINDS if "articles" in c], ids=lambda c: str(c["file"]))
def test_the_text_is_that_of_the_article(case: dict[str, Any]) -> None:
    """Every paragraph is there once; nothing of the format, its labels or its boilerplate is."""
    for article in read_all([INPUTS / case["file"]]):
        if not isinstance(article, Article) or article.id == "k3":
            continue
        text = article.text.replace("observers at Dvrý", "observers").replace("observers’", "observers")
        if "accused" not in text:
            assert all(text.count(paragraph) == 1 for paragraph in CALM), text
        else:
            assert text.count(BREACH) == 1
        for mark in (
            "<",
            "{",
            "Document ZGAZ",
            "words",
            "LENGTH",
            "Load-Date",
            "Classification",
            "Copyright",
            "Content-",
            "=20",
        ):
            assert mark not in text


# ---------------------------------------------------------------- kinds that are no text


@dataclass(frozen=True, slots=True)
class Made:
    """A file made on the spot: its name, its bytes, what it is taken for, its days; or what the refusal says."""

    name: str
    body: bytes
    kind: str
    days: tuple[str, ...] = ()
    says: str = ""


def _docx() -> bytes:
    document = Docx()
    document.core_properties.author = "Jane Doe"
    for text in ("Calm along the Zenda road", "2 May 2016", *CALM):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(lines: list[str]) -> bytes:
    """The plainest PDF that shows some lines."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 40 780 Td {shown}ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def _warc(packed: bool) -> bytes:
    """A crawl of a page, a picture, a page that was not found, and another page."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    page = (INPUTS / "page.html").read_bytes()
    later = page.replace(b"2016-05-02", b"2016-05-03").replace(b"Calm along", b"Still calm along")
    for url, status, kind, body in (
        ("https://gazette.example/calm", "200 OK", "text/html; charset=utf-8", page),
        ("https://gazette.example/map.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://gazette.example/gone", "404 Not Found", "text/html", b"<html><p>Not found</p></html>"),
        ("https://gazette.example/later", "200 OK", "text/html", later),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return out.getvalue()


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


MADE = [
    Made("report.docx", _docx(), "Word document (DOCX)", ("2016-05-02",)),
    Made("report.pdf", _pdf(["Calm along the Zenda road", "2 May 2016", *CALM]), "PDF", ("2016-05-02",)),
    Made("empty.pdf", _pdf([]), "PDF", says="no text; have it recognised"),
    Made("broken.pdf", b"%PDF-1.4\nnothing of it is here", "PDF", says="damaged"),
    Made("broken.docx", _zip("word/document.xml"), "Word document (DOCX)", says="damaged"),
    Made("crawl.warc", _warc(False), "WARC archive", ("2016-05-02", "2016-05-03")),
    Made("crawl.warc.gz", _warc(True), "WARC archive", ("2016-05-02", "2016-05-03")),
    Made("torn.warc.gz", _warc(True)[:700], "WARC archive", ("2016-05-02",), says="breaks off or is damaged"),
    Made("page.html.gz", gzip.compress((INPUTS / "page.html").read_bytes()), "HTML page", ("2016-05-02",)),
    Made("torn.gz", gzip.compress(b"x" * 5000)[:20], "", says="packed by gzip and damaged"),
    Made(
        "sheet.xlsx",
        _zip("xl/workbook.xml"),
        "",
        says="taken for a spreadsheet (XLSX), which is not read; save the sheet as CSV",
    ),
    Made("text.odt", _zip("META-INF/manifest.xml", "content.xml"), "", says="taken for an OpenDocument file"),
    Made("book.epub", _zip("META-INF/container.xml"), "", says="taken for an e-book"),
    Made("articles.zip", _zip("a.txt"), "", says="taken for a zip archive, which is not read; unpack it"),
    Made(
        "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "", says="taken for an old Office or Outlook file"
    ),
    Made("map.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 600, "", says="taken for a binary file (picture"),
    Made("odd.xml", b'<?xml version="1.0"?><inventory><item/></inventory>', "", says="taken for an XML document"),
    Made("film.vtt", b"WEBVTT\n\n00:01.000 --> 00:04.000\nThe truce held on Monday.\n", "", says="taken for subtitles"),
]


@pytest.mark.parametrize("made", MADE, ids=lambda m: m.name)
@pytest.mark.parametrize("suffix", ["", ".txt"])
def test_files_that_are_no_text(tmp_path: Path, made: Made, suffix: str) -> None:
    """Read right or refused by name, whatever the file is called."""
    file = tmp_path / f"{made.name}{suffix}"
    file.write_bytes(made.body)
    found = list(items([file], Options()))
    assert next((i.kind for i in found if i.kind), "") == made.kind
    articles = [i.found for i in found if isinstance(i.found, Article)]
    assert tuple(str(a.published)[:10] for a in articles) == made.days
    for article in articles:
        flat = " ".join(article.text.split())
        assert all(paragraph in flat for paragraph in CALM)
    if made.says:
        (refused,) = [i.found for i in found if isinstance(i.found, Refused)]
        assert made.says in refused.reason and made.name in refused.reason and refused.reason.endswith(".")


def _line(name: str, kind: str, days: list[str], outlets: list[str], refused: list[str]) -> str:
    """A line of the table of samples: what came of one."""
    no = "refused: " + refused[0].split(": ", 1)[-1].split("; ")[0].rstrip(".") if refused and not days else ""
    some = f", {len(refused)} record refused" if refused and days else ""
    told = [str(len(days)) if days else "", ", ".join(dict.fromkeys(days)), ", ".join(dict.fromkeys(outlets))]
    return f"| `{name}` | {kind or no}{some} | {' | '.join(told)} |"


def test_the_table_of_samples_is_what_comes_of_them(tmp_path: Path) -> None:
    """docs/reading.md lists every sample with what it is taken for, its articles, their days and outlets, as they are read."""
    for made in MADE:
        (tmp_path / made.name).write_bytes(made.body)
    table = []
    for file in (*(INPUTS / str(c["file"]) for c in KINDS), *(tmp_path / m.name for m in MADE)):
        found = list(items([file], Options()))
        articles = [i.found for i in found if isinstance(i.found, Article)]
        days = [str(a.published)[:10] if a.published else "none" for a in articles]
        refused = [i.found.reason for i in found if isinstance(i.found, Refused)]
        kind = next((i.kind for i in found if i.kind), "") if articles else ""
        table.append(_line(file.name, kind, days, [a.publisher for a in articles if a.publisher], refused))
    docs = (Path(__file__).parent.parent / "docs" / "reading.md").read_text(encoding="utf-8")
    listed = docs.split("## Samples\n")[1].split("\n## ")[0]
    assert len(table) >= 24 and [line for line in table if line not in listed] == [], "\n".join(table)
    assert listed.count("\n| `") == len(table)


def test_a_pdf_keeps_words_whole(tmp_path: Path) -> None:
    """A word that is cut at the end of a line is one word; lines of a paragraph are one paragraph."""
    file = tmp_path / "a.pdf"
    file.write_bytes(
        _pdf(
            [
                "Calm",
                "",
                "The truce between the army and the Free Corps of the valley has neg-",
                "atively surprised nobody, the observers said.",
            ]
        )
    )
    assert "negatively surprised" in " ".join(read(file).text.split())


@pytest.mark.parametrize("name", ["docx", "pypdf"])
def test_without_the_extra_its_name_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Word file or PDF on a plain installation is refused, and the sentence says what to install."""
    import sys

    made = MADE[0 if name == "docx" else 1]
    file = tmp_path / made.name
    file.write_bytes(made.body)
    monkeypatch.setitem(sys.modules, name, None)
    (refused,) = read_all([file])
    assert isinstance(refused, Refused) and "install truceline[office]" in refused.reason


# ---------------------------------------------------------------- columns, plans, what is not mistaken


def test_a_person_may_say_which_column_is_which(tmp_path: Path) -> None:
    """--column names the text and the day of a table that nobody could guess; a wrong name is told with those there are."""
    file = tmp_path / "codes.csv"
    file.write_text(f'nr,meldung,tag\n1,"{CALM[0]}",2 May 2016\n', encoding="utf-8")
    (refused,) = read_all([file])
    assert (
        isinstance(refused, Refused) and "nr, meldung, tag" in refused.reason and "--column text=NAME" in refused.reason
    )
    (article,) = read_all([file], options=Options(columns={"text": "Meldung", "published": "tag", "id": "nr"}))
    assert isinstance(article, Article) and (article.id, str(article.published)) == ("1", "2016-05-02")
    (wrong,) = read_all([file], options=Options(columns={"text": "body"}))
    assert isinstance(wrong, Refused) and "body" in wrong.reason and "nr, meldung, tag" in wrong.reason


def test_a_row_without_a_text_or_with_a_false_day_costs_only_itself(tmp_path: Path) -> None:
    """Each is refused with its line; the others are read."""
    file = tmp_path / "rows.csv"
    file.write_text(f'text,date\n"{CALM[0]}",2016-05-02\n,2016-05-03\n"{CALM[1]}",32 May 2016\n', encoding="utf-8")
    found = list(read_all([file]))
    assert [type(f) for f in found] == [Article, Refused, Refused]
    assert "rows.csv:3" in found[1].reason and "rows.csv:4" in found[2].reason and "32 May" in found[2].reason  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Army, rebels, observers\n\nThe army, the rebels, and the observers met on Monday.\n\nThey spoke of the truce, the roads, the wells.",
        "Date, place and outcome of the talks\n\nThe talks were held in Zenda, on Monday, and ended without a word.",
        "1. The army will withdraw from the road.\n2. The Free Corps will leave the bridge.",
        "From the capital on Monday: the truce holds, said the observers; the roads are open.",
        "@army said on Monday that the truce held and that the roads were open to all of the people.",
        "[Editor's note: this is the text of the agreement.] The army and the Free Corps will stop all firing on Monday.",
    ],
)
def test_prose_is_taken_for_text(tmp_path: Path, text: str) -> None:
    """Commas, numbers, colons and brackets make no table, no subtitles, no mail and no JSON of it."""
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    (item,) = items([file], Options())
    assert item.kind == "text" and isinstance(item.found, Article) and item.found.text == text


def test_a_plan_says_what_each_source_is_taken_for() -> None:
    """Kind, number of articles, days and outlets; refusals beside them; nothing is extracted."""
    found = plan([str(INPUTS / "table.csv"), str(INPUTS / "film.srt")], Options())
    table, film = found
    assert (table.kind, table.articles, table.first, table.last) == ("CSV table", 2, "2016-05-02", "2016-05-03")
    assert table.outlets == ("Zenda Gazette",) and film.articles == 0 and "subtitles" in film.refused[0]
    assert "table.csv" in str(found) and "2016-05-02 to" in str(found)


def test_a_feed_reads_the_whole_page_where_it_is_asked_to(tmp_path: Path) -> None:
    """With `follow`, the entry that is only a summary becomes the article of its page, unless robots.txt forbids it."""
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            rules = b"User-agent: *\nDisallow: /private/\n"
            body = rules if self.path == "/robots.txt" else (INPUTS / "page.html").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    feed = (INPUTS / "rss.xml").read_text(encoding="utf-8")
    for path, kind in (("breach", Article), ("private/breach", Refused)):
        file = tmp_path / "feed.xml"
        file.write_text(feed.replace("https://gazette.example/breach", f"{host}/{path}"), encoding="utf-8")
        whole, followed = read_all([file], options=Options(follow=True, private=True))
        assert isinstance(whole, Article) and isinstance(followed, kind)
        if isinstance(followed, Article):
            assert (
                CALM[1] in followed.text and followed.publisher == "Zenda Gazette" and followed.url == f"{host}/breach"
            )
        else:
            assert "asks programs not to read" in followed.reason
    server.shutdown()


HOSTILE = {
    "comments": "<!---->" * 1100 + "x",
    "instructions": "<?a?>" * 1600 + "x",
    "headers": "From: a\nDate: b\n" * 4000,
    "boxes": "From a@b Mon May  2 10:00:00 2016\nSubject: x\n\n" * 2000,
    "commas": "text," * 20_000 + "\n" + "a," * 20_000,
    "braces": "[" * 60_000,
    "objects": '{"a":' * 30_000,
    "numbers": "1 of 2 DOCUMENTS\n\n" * 4000,
    "labels": "LENGTH: 1 words\nLOAD-DATE: May 4, 2016\nBody\n" * 3000,
    "codes": "HD   a\nWC   1 words\nPD   2 May 2016\nSN   x\nLP\nb\nTD\n" * 2000,
    "ends": "Document AAAA000020160502ec5200001\n12 words\n(c) x\n" * 3000,
    "breaks": "<html><body><p>" + "a<br>" * 20_000,
    "links": "<html><body>" + "<p><a href='x'>The truce held on Monday, they said." * 3000,
    "nested": "<html><body>" + "<div>" * 5000 + "<p>The truce held.",
    "bylines": "<html><body>" + "<div class='byline author'>By A B C D E F G" * 800,
    "rtf": "{\\rtf1 " + "{\\b a" * 3000,
    "spaces": " \t" * 100_000 + "x",
    "quotes": '"' * 60_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_source_holds_the_reader(tmp_path: Path, name: str) -> None:
    """Text made to be slow is read or refused in seconds: nothing is looked at again and again."""
    import time

    file = tmp_path / "a.txt"
    file.write_text(HOSTILE[name], encoding="utf-8")
    start = time.process_time()
    assert list(items([file], Options()))
    assert time.process_time() - start < 10


def test_a_feed_that_declares_its_signs_is_a_feed(tmp_path: Path) -> None:
    """Old feeds declare their signs before the root, and close the declaration within it: they are feeds all the same."""
    declared = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY nbsp "&#160;"> <!ENTITY dash "&#8212;">]>'
    body = "".join(f"<p>{x}</p>" for x in (*CALM, BREACH))
    entry = f"<item><title>Guns silent</title><link>https://post.example/1</link><description><![CDATA[{body * 6}]]></description></item>"
    file = tmp_path / "old.xml"
    file.write_text(f"{declared}<rss version='0.91'><channel><title>Post</title>{entry}</channel></rss>")
    found = list(items([file], Options()))
    assert [i.kind for i in found] == ["feed (RSS, Atom)"]
    assert isinstance(found[0].found, Article) and CALM[0] in found[0].found.text
