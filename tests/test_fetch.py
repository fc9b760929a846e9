"""Fetching: what may be fetched, before and after redirects; one clock, one size; packed answers."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from truceline.errors import ReadError
from truceline.read import Options, Refused, read_all
from truceline.read.decode import MOST_BYTES
from truceline.read.fetch import Fetcher

PAGE = b"<html><body><article><h1>Calm</h1><p>The truce held on Monday, and the roads were open, they said.</p></article></body></html>"


class Site(BaseHTTPRequestHandler):
    """Answers in every way that a site can."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/slow":
            self._slowly()
        else:
            self._send(self.path)

    def _send(self, path: str) -> None:
        body = {
            "/bomb": gzip.compress(b" " * (3 * MOST_BYTES)),
            "/packed": gzip.compress(PAGE),
            "/big": b" " * (MOST_BYTES + 9),
        }
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if path in {"/bomb", "/packed"}:
            self.send_header("Content-Encoding", "gzip")
        sent = body.get(path, PAGE)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def _slowly(self) -> None:
        """A byte now and then, so that no single wait is ever long."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(100):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/x",
        "http://127.0.0.1:9/x",
        "http://[::1]/x",
        "http://10.1.2.3/x",
        "http://192.168.0.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://0.0.0.0/x",
        "http://printer.local/x",
        "http://127.1/x",
        "http://2130706433/x",
    ],
)
def test_the_own_machine_and_network_are_not_read(url: str) -> None:
    """Loopback, private, link-local, unspecified and mapped addresses, and names for them; the way out is told."""
    with pytest.raises(ReadError, match=r"--allow-private|cannot be fetched"):
        Fetcher().page(url)
    (refused,) = read_all([url])
    assert isinstance(refused, Refused)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://news.example/a", "gopher://news.example/a"])
def test_only_the_web_is_fetched(url: str, host: str) -> None:
    """Another kind of address is refused, typed or reached by a redirect."""
    (refused,) = read_all([url])
    assert isinstance(refused, Refused) and "only http and https" in refused.reason
    with pytest.raises(ReadError, match=r"only http and https|cannot be fetched"):
        Fetcher(private=True).page(f"{host}/to/{url}")


def test_a_name_that_leads_home_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to this machine is seen through once it has answered."""
    import socket

    real = socket.getaddrinfo
    port = int(host.rsplit(":", 1)[1])

    def home(name: str, *rest: object, **more: object) -> object:
        return real("127.0.0.1" if name == "news.example" else name, *rest, **more)  # type: ignore[arg-type]

    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", home)
    with pytest.raises(ReadError, match="own machine or network"):
        Fetcher().page(f"http://news.example:{port}/calm")


def test_a_redirect_into_the_own_network_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second address is looked at like the first."""
    from truceline.read import fetch

    monkeypatch.setattr(fetch, "_is_inner", lambda name: name == "10.0.0.1")
    with pytest.raises(ReadError, match=r"10\.0\.0\.1"):
        Fetcher().page(f"{host}/to/http://10.0.0.1/secret")


def test_for_those_who_mean_it(host: str) -> None:
    """With the option, an address of this machine is an article; without, a refusal."""
    (article,) = read_all([f"{host}/calm"], options=Options(private=True))
    assert not isinstance(article, Refused) and "truce held" in article.text and article.url == f"{host}/calm"
    (refused,) = read_all([f"{host}/calm"])
    assert isinstance(refused, Refused)


def test_packed_answers_are_unpacked(host: str) -> None:
    """gzip is undone; what unpacks to too much, or is too much, is refused before it fills the memory."""
    fetcher = Fetcher(private=True)
    assert fetcher.page(f"{host}/packed") == (PAGE, "utf-8")
    for path in ("bomb", "big"):
        with pytest.raises(ReadError, match="too large"):
            fetcher.page(f"{host}/{path}")


def test_one_clock_for_the_whole(host: str) -> None:
    """A site that sends a byte now and then does not hold us."""
    start = time.monotonic()
    with pytest.raises(ReadError, match="was not there after 1 seconds"):
        Fetcher(private=True, seconds=1).page(f"{host}/slow")
    assert time.monotonic() - start < 4
