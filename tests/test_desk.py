"""The desk: read by all, written with the token, by keyboard alone, in a real browser."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import shutil
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from golden import truce_ended, truce_told
from serving import TOKEN, folder, server
from truceline.ask.unsure import Doubt, unsure
from truceline.graph import Graph
from truceline.store.deciding import decided_on, standing

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture
def kg(tmp_path: Path) -> Path:
    """A graph folder with the two golden articles."""
    return folder(tmp_path / "kg")


def many(path: Path, count: int, end: str = "") -> Path:
    """A graph of so many articles, each with its own events; the same with another end are corrected ones."""
    facts = truce_told()
    with Graph.open(path, create=True) as graph:
        for n in range(count):
            text = facts.article.text + f"\nNumber {n}. " + "Nothing else was said. " * (n % 7) + end
            article = replace(
                facts.article,
                text=text,
                id=f"a{n}",
                url=f"https://e.example/{n}",
                hash=sha256(text.encode()).hexdigest(),
            )
            graph.add(replace(facts, article=article))
    return path


# ---------------------------------------------------------------- who may do what


def test_without_the_token_it_is_to_be_read_only(kg: Path) -> None:
    """The page is shown without buttons; a form that is sent all the same is refused, as is a wrong token."""
    before = (kg / "log.jsonl").read_bytes()
    with server(kg) as url:
        shown = httpx.get(f"{url}/desk")
        assert shown.status_code == 200 and "<form" not in shown.text and "You are reading" in shown.text
        (iri,) = set(re.findall(r'href="/evidence\?iri=([^"]+)"', shown.text)[:1])
        form = {"decided": "rejected", "one": httpx.URL(f"http://x/?{iri}").query.decode(), "by": "X"}
        for headers in ({}, {"Cookie": "truceline_desk=wrong"}, {"Authorization": "Bearer wrong"}):
            assert httpx.post(f"{url}/desk/decide", data=form, headers=headers).status_code == 403
        assert httpx.get(f"{url}/desk?token=wrong").status_code == 403
    assert (kg / "log.jsonl").read_bytes() == before


def test_the_token_opens_it(kg: Path) -> None:
    """The address with the token gives a cookie that scripts and other sites cannot use, and hides the token again."""
    with server(kg) as url, httpx.Client() as client:
        opened = client.get(f"{url}/desk?token={TOKEN}")
        assert opened.status_code == 303 and opened.headers["location"] == "/desk"
        assert {"HttpOnly", "SameSite=strict"} <= set(opened.headers["set-cookie"].split("; "))
        assert "<form" in client.get(f"{url}/desk").text
        form = {"decided": "rejected", "one": "x", "by": "X"}
        assert (
            client.post(f"{url}/desk/decide", data=form, headers={"Origin": "http://evil.example"}).status_code == 403
        )


def test_a_wrong_form_is_told(kg: Path) -> None:
    """What cannot be decided is one sentence on the page, and nothing is kept."""
    with server(kg) as url, httpx.Client(cookies={"truceline_desk": TOKEN}, follow_redirects=True) as client:
        for form, says in (
            ({"decided": "rejected", "one": "urn:x"}, "no article of this graph tells this"),
            ({"decided": "burnt", "one": "urn:x"}, "is no decision"),
            ({"decided": "same", "one": "urn:x"}, "is no decision"),
            ({"decided": "edited", "one": "urn:x", "name": "kind", "value": "Metting"}, "near ones are Meeting"),
            ({"decided": "undo", "by": "X"}, "X has decided nothing"),
        ):
            assert says in client.post(f"{url}/desk/decide", data={"by": "X", **form}).text.replace("&#39;", "'")
    with Graph.open(kg) as graph:
        assert graph.store.decisions() == []


def test_hostile_articles_stay_text(tmp_path: Path) -> None:
    """Whatever an article says, the page shows it as words."""
    facts, evil = truce_told(), "<script>alert(1)</script><img src=x onerror=alert(1)>"
    text = facts.article.text + "\n" + evil
    article = replace(
        facts.article, text=text, title=evil, url="javascript:alert(1)", hash=sha256(text.encode()).hexdigest()
    )
    with Graph.open(tmp_path / "kg", create=True) as graph:
        graph.add(replace(facts, article=article))
    with server(tmp_path / "kg") as url:
        for n in range(8):
            shown = httpx.get(f"{url}/desk?at={n}").text
            assert "<script>alert" not in shown and "<img" not in shown and 'href="javascript' not in shown
            assert "&lt;script&gt;alert" in shown


def test_the_words_that_are_asked_about_are_marked(kg: Path) -> None:
    """The trigger of an event, the number of a figure with the one it cannot stand beside, each in its sentence and article."""
    with server(kg) as url:
        pages = [httpx.get(f"{url}/desk?at={n}").text for n in range(8)]
    marked = [(html.unescape(re.sub("<[^>]+>", " ", p)), re.findall("<mark>([^<]*)</mark>", p)) for p in pages]
    conflict = next(m for text, m in marked if "in conflict with" in text)
    assert set(conflict) == {"at least 40", "25"}
    assert any(m == ["shelling"] or m == ["shelled"] for _, m in marked)
    for p in pages:
        for around in re.findall(r'<span class="around">(… [^<]*)</span>', p):
            assert html.unescape(around)[2:] in truce_told().article.text + truce_ended().article.text


# ---------------------------------------------------------------- in a browser


def decide_by_keys(page: Page, count: int) -> int:
    """Presses keys until so many decisions are taken; gives how many were."""
    taken = 0
    for n in range(count):
        if page.locator("form#decide").count() == 0:
            break
        pair = page.locator('[data-key="s"]').count() > 0
        key = ("s", "d")[n % 2] if pair else ("a", "r", "a")[n % 3]
        with page.expect_navigation():
            page.keyboard.press(key)
        taken += " by Flavia" in page.inner_text("#said")
    return taken


@pytest.mark.browser
def test_fifty_decisions_by_keyboard_outlive_everything(browser: object, tmp_path: Path) -> None:
    """Fifty decisions without a mouse; they hold after a restart, after a rebuild from the log, and in corrected articles."""
    kg = many(tmp_path / "kg", 18)
    requests: list[str] = []
    with server(kg) as url:
        page = browser.new_page()  # type: ignore[attr-defined]
        page.on("request", lambda r: requests.append(r.url))
        page.goto(f"{url}/desk?token={TOKEN}")
        page.fill('input[name="by"]', "Flavia")
        page.keyboard.press("Escape")
        assert decide_by_keys(page, 50) == 50
        for key, at in (("k", "at=1"), ("k", "at=2"), ("j", "at=1")):
            with page.expect_navigation():
                page.keyboard.press(key)
            assert page.url.endswith(at)
        page.keyboard.press("e")
        if page.locator('select[name="name"]').count():
            assert page.evaluate("document.activeElement.name") == "name"
        page.keyboard.press("Escape")
        with page.expect_navigation():
            page.keyboard.press("u")
        assert "is taken back" in page.inner_text("#said")
        page.close()
    assert all(r.startswith((url, "data:")) for r in requests)
    with Graph.open(kg) as graph:
        held = {(d.about, d.decided) for d in standing(graph.store)}
        rejected = [d.about[0] for d in standing(graph.store) if d.decided == "rejected"]
        assert len(graph.store.decisions()) >= 51 and rejected
        assert not any(graph.query(f"ASK {{ <{iri}> a ?c }}") for iri in rejected)
        triples = {str(q) for q in graph.store.index()}
        waiting = sorted(d.labels for d in left(graph))
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(kg / "log.jsonl", copy)
    with Graph.open(copy) as graph:
        assert {(d.about, d.decided) for d in standing(graph.store)} == held
        assert {str(q) for q in graph.store.index()} == triples
    many(kg, 18, "The name of a village was wrong in an earlier version.")
    with Graph.open(kg) as graph:
        now = standing(graph.store)
        live = {a.iri for a in graph.articles()}
        assert len(live) == 18 and sorted(d.decided for d in now) == sorted(decided for _, decided in held)
        assert all(
            iri.rpartition("/")[0].removesuffix("/t1") in live for d in now for iri in d.about if "/article/" in iri
        )
        assert not any(graph.query(f"ASK {{ <{d.about[0]}> a ?c }}") for d in now if d.decided == "rejected")
        assert sorted(d.labels for d in left(graph)) == waiting
    with server(kg) as url:
        while "being gone through" in (now := httpx.get(f"{url}/desk").text):
            time.sleep(0.1)
        assert f"of {len(waiting)} that wait" in now


def left(graph: Graph) -> tuple[Doubt, ...]:
    """What still waits."""
    return unsure(graph.book, decided_on(graph.store)).rows


def test_a_page_of_a_large_graph_is_quick(tmp_path: Path) -> None:
    """With 60 articles a page is there in 300 ms, the first and those after decisions too; the median of several."""
    kg = many(tmp_path / "kg", 60)
    with server(kg) as url, httpx.Client(cookies={"truceline_desk": TOKEN}, timeout=60) as client:
        client.get(f"{url}/desk")
        times = []
        for n in range(15):
            start = time.perf_counter()
            shown = client.get(f"{url}/desk?at={n * 7}")
            times.append(time.perf_counter() - start)
            one = re.search(r'name="one" value="([^"]+)"', shown.text)
            assert one and shown.status_code == 200
            client.post(f"{url}/desk/decide", data={"decided": "accepted", "one": one[1], "by": "Flavia"})
    assert sorted(times)[len(times) // 2] < 0.3, times


def test_the_first_page_does_not_wait_until_all_is_gone_through(tmp_path: Path) -> None:
    """With 120 articles the first page is there in 300 ms with something to decide on, other requests are answered while the
    rest is gone through, what is decided meanwhile stays decided, and then everything waits."""
    kg = many(tmp_path / "kg", 120)
    with server(kg) as url, httpx.Client(cookies={"truceline_desk": TOKEN}, timeout=60) as client:
        client.get(f"{url}/api/status", params={"on": "2016-04-01"})
        start = time.perf_counter()
        first = client.get(f"{url}/desk").text
        took = time.perf_counter() - start
        one = re.search(r'name="one" value="([^"]+)"', first)
        assert one and "that wait so far; the rest is being gone through" in first
        start = time.perf_counter()
        client.post(f"{url}/desk/decide", data={"decided": "accepted", "one": one[1], "by": "Flavia"})
        while "being gone through" in (now := client.get(f"{url}/desk").text):
            assert time.perf_counter() - start < 60
    assert took < 0.3 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), took
    with Graph.open(kg) as graph:
        assert [d.about for d in standing(graph.store)] == [(one[1],)]
        assert f"of {len(left(graph))} that wait" in now and len(left(graph)) > 200


def test_answers_page_and_exports_follow_at_once(kg: Path) -> None:
    """After a rejection by form the API, the endpoint and the files know it; the table of what was accepted has its sentences."""
    with server(kg) as url, httpx.Client(cookies={"truceline_desk": TOKEN}) as client:
        rows = client.get(f"{url}/api/timeline").json()["rows"]
        attack = next(r["iri"] for r in rows if r["kind"] == "Shelling")
        state = next(r["iri"] for r in rows if r["layer"] == "state")
        client.post(f"{url}/desk/decide", data={"decided": "rejected", "one": attack, "by": "Flavia"})
        client.post(f"{url}/desk/decide", data={"decided": "accepted", "one": state, "by": "Flavia"})
        assert attack not in client.get(f"{url}/api/timeline").text
        asked = client.get(f"{url}/sparql", params={"query": f"ASK {{ <{attack}> a tl:Event }}"}).json()
        assert asked["boolean"] is False
        table = list(csv.DictReader(io.StringIO(client.get(f"{url}/desk/accepted.csv").text)))
        assert (
            [r["accepted_iri"] for r in table] == [state] and "truce" in table[0]["sentences"] and table[0]["ceasefire"]
        )
        lines = client.get(f"{url}/desk/decisions.jsonl").text.splitlines()
        assert [json.loads(x)["decided"] for x in lines] == ["rejected", "accepted"]
    with Graph.open(kg) as graph:
        ttl = graph.export(kg.parent / "graph.ttl").read_text()
        assert "tl:Shelling" in ttl and f"<{attack.split('/id/')[1]}> a" not in ttl
