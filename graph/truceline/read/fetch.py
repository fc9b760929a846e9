"""Fetches an address: http(s) only, nothing of the own machine or network, one clock and one size for the whole.

Each redirect is looked at like the first address; the machine at the other end is looked at once it has answered, so
that a name cannot point elsewhere in between. Private and link-local targets are read only for those who ask for it.
"""

from __future__ import annotations

import base64
import http.client
import ipaddress
import socket
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener, getproxies
from urllib.robotparser import RobotFileParser

from truceline.errors import ReadError
from truceline.read.decode import MOST_BYTES

SECONDS = 60.0
"""Seconds that one fetch may take, redirects and all."""

AGENT = "truceline"
_CHUNK = 65536


@dataclass(slots=True)
class Fetcher:
    """Fetches under the same rules as long as one command runs; what sites say in robots.txt is asked once a site."""

    private: bool = False
    seconds: float = SECONDS
    robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def page(self, url: str) -> tuple[bytes, str | None]:
        """The bytes at an address and the character set that the server names.

        Raises:
            ReadError: it may not or cannot be fetched, takes too long or is too large.
        """
        try:
            return _sent(Request(url), self.private, self.seconds, MOST_BYTES)[:2]
        except _BROKEN as e:
            raise _failed(url, e, "fetched") from None

    def answer(self, request: Request, most: int) -> tuple[bytes, str]:
        """The bytes that a server answers to a request, at most so many, and what they are by its word (a media type).

        Raises:
            HTTPError: the server refuses; what it says is in it.
            ReadError: it may not or cannot be asked, takes too long or says too much.
        """
        try:
            return _sent(request, self.private, self.seconds, most)[0::2]
        except HTTPError:
            raise
        except _BROKEN as e:
            raise _failed(request.full_url, e, "asked") from None

    def allowed(self, url: str) -> bool:
        """Whether the site lets programs read an address; a site without rules does."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self.robots:
            self.robots[site] = self._rules(site)
        rules = self.robots[site]
        return rules is None or rules.can_fetch(AGENT, url)

    def _rules(self, site: str) -> RobotFileParser | None:
        try:
            raw, _ = self.page(f"{site}/robots.txt")
        except ReadError:
            return None
        rules = RobotFileParser()
        rules.parse(raw.decode("utf-8", "replace").splitlines())
        return rules


_BROKEN = (URLError, OSError, ValueError, http.client.HTTPException, zlib.error)


def _failed(url: str, error: Exception, what: str) -> ReadError:
    """Why an address cannot be fetched or asked, in a sentence."""
    reason = getattr(error, "reason", None) or error
    for known in (error, reason):
        if isinstance(known, ReadError):
            return known
    said = str(getattr(reason, "strerror", None) or reason).lower()
    return ReadError(f"{url}: cannot be {what} ({said}); check the address and the connection.")


def _sent(request: Request, private: bool, seconds: float, most: int) -> tuple[bytes, str | None, str]:
    """The body of the answer to a request, unpacked, with its character set and media type."""
    url = request.full_url
    _check(url, private)
    sockets: list[socket.socket] = []
    late = threading.Event()

    def stop() -> None:
        late.set()
        for each in sockets:
            each.close() if each.fileno() < 0 else each.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        opener = build_opener(*_handlers(private, sockets), _Redirects(private))
        request.add_header("User-Agent", AGENT)
        request.add_header("Accept-Encoding", "gzip")
        with opener.open(request, timeout=min(seconds, 30)) as answer:
            body = _read(answer, url, most)
            if late.is_set() or answer.length:
                raise URLError("the answer broke off")
            return body, answer.headers.get_content_charset(), answer.headers.get_content_type()
    except Exception as e:
        if late.is_set() and not isinstance(e, HTTPError):
            raise ReadError(f"{url}: was not there after {seconds:.0f} seconds; try again later.") from None
        raise
    finally:
        timer.cancel()


def _read(answer: Any, url: str, most: int) -> bytes:
    """The body of an answer, unpacked as it comes, so that nothing small unpacks to something endless."""
    packed = (answer.headers.get("Content-Encoding") or "").lower() in {"gzip", "x-gzip"}
    unpack = zlib.decompressobj(wbits=31) if packed else None
    out = bytearray()
    while chunk := answer.read(_CHUNK):
        out += unpack.decompress(chunk, most + 1 - len(out)) if unpack else chunk
        if len(out) > most:
            large = "is too large for one article; save it and name the file" if most == MOST_BYTES else "is too much"
            raise ReadError(f"{url}: more than {most // 1_000_000} MB {large}.")
    return bytes(out)


def login(address: str) -> tuple[str, str]:
    """An address without the user's name and password, and these as a header; empty where there are none.

    >>> login("http://ann:secret@localhost:7878/query")
    ('http://localhost:7878/query', 'Basic YW5uOnNlY3JldA==')
    """
    parts = urlsplit(address)
    if parts.username is None:
        return address, ""
    told = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    plain = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return plain, f"Basic {base64.b64encode(told).decode()}"


class _Redirects(HTTPRedirectHandler):
    """Looks at every address that a server sends us to."""

    def __init__(self, private: bool) -> None:
        self.private = private

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        _check(newurl, self.private)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check(url: str, private: bool) -> None:
    """Refuses what is no address on the web, or names the own machine or network.

    Raises:
        ReadError: it does.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        raise ReadError(f"{url}: this is no address; check it.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ReadError(f"{url}: only http and https addresses are fetched; save the page and name the file.")
    if not private and (host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or _is_inner(host)):
        raise _inner(url)


def _is_inner(host: str) -> bool:
    """Whether a numeric address is one of the own machine or network."""
    try:
        return not ipaddress.ip_address(host.split("%")[0]).is_global
    except ValueError:
        return False


def _inner(url: str) -> ReadError:
    return ReadError(f"{url}: this is an address of the own machine or network; add --allow-private if you mean it.")


def _handlers(private: bool, sockets: list[socket.socket]) -> list[HTTPHandler | HTTPSHandler]:
    """Handlers whose connections are kept in a list, and refused when the other end is of the own network."""
    proxied = bool({"http", "https", "all"} & set(getproxies()))

    def create(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        made = socket.create_connection(address, *rest, **more)
        if not private and not proxied and _is_inner(str(made.getpeername()[0])):
            made.close()
            raise _inner(address[0])
        sockets.append(made)
        return made

    return [
        _handler(HTTPHandler, http.client.HTTPConnection, create),
        _handler(HTTPSHandler, http.client.HTTPSConnection, create),
    ]


def _handler(base: Any, connection: Any, create: Callable[..., socket.socket]) -> Any:
    """A handler of urllib whose connections are made by `create`."""

    class Connection(connection):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._create_connection = create

    class Handler(base):  # type: ignore[misc]
        def http_open(self, req: Request) -> Any:
            return self.do_open(Connection, req)

        def https_open(self, req: Request) -> Any:
            return self.do_open(Connection, req, context=self._context)

    return Handler()
