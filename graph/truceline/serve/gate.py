"""What every request passes first: its host, its size, its rate; and the headers that every answer carries."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 1 << 20
"""Bytes of a request's body."""

CLIENTS = 10_000
"""Clients whose rate is remembered; the one heard of longest ago is forgotten first."""

HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        b"font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Names this server goes by, bytes of a body, requests a second of one client (and how many at once)."""

    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    body: int = BODY
    rate: float = 200.0
    burst: int = 2_000


class Gate:
    """An ASGI application before another: turns away what does not keep the rules."""

    def __init__(self, app: ASGIApp, rules: Rules, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._rules, self._clock = app, rules, clock
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sender = _with_headers(send)
        refused = self._refusal(scope)
        if refused:
            await _say(sender, *refused)
            return
        try:
            await self._app(scope, _limited(receive, self._rules.body), sender)
        except _TooLargeError:
            await _say(sender, 413, f"A request may have {self._rules.body >> 20} MB.")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is turned away: status and sentence."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        if _name(host) not in self._rules.hosts:
            return 421, "This server does not go by that name; start it with --host or --allow-host to give it another."
        origin = headers.get(b"origin", b"").decode("latin-1")
        if origin and origin.partition("://")[2] != host:
            return 403, "Pages of other servers may not ask this one."
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._rules.body:
            return 413, f"A request may have {self._rules.body >> 20} MB."
        client = scope.get("client")
        if not self._in_time(client[0] if client else ""):
            return 429, "Too many requests; ask again in a minute."
        return None

    def _in_time(self, client: str) -> bool:
        """Whether a client keeps to the rate (a bucket that fills by `rate` a second up to `burst`)."""
        now = self._clock()
        left, then = self._seen.pop(client, (float(self._rules.burst), now))
        left = min(self._rules.burst, left + (now - then) * self._rules.rate)
        self._seen[client] = (max(0.0, left - 1), now)
        if len(self._seen) > CLIENTS:
            self._seen.popitem(last=False)
        return left >= 1


class _TooLargeError(Exception):
    """A body has more bytes than it may."""


def _limited(receive: Receive, most: int) -> Receive:
    """A body that is counted as it comes, whatever its head said."""
    count = 0

    async def counted() -> Message:
        nonlocal count
        message = await receive()
        count += len(message.get("body", b""))
        if count > most:
            raise _TooLargeError
        return message

    return counted


def _with_headers(send: Send) -> Send:
    """Sends answers with the headers of all."""

    async def sender(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await send(message)

    return sender


async def _say(send: Send, status: int, message: str) -> None:
    """Answers with one sentence."""
    body = (message + "\n").encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _name(host: str) -> str:
    """The name of a Host header, without its port.

    >>> _name("localhost:8000"), _name("[::1]:8000"), _name("evil.example")
    ('localhost', '::1', 'evil.example')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()
