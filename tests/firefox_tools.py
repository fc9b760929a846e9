"""A Firefox without a window, driven by WebDriver BiDi (W3C) over a WebSocket of our own (RFC 6455): no driver is needed."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import subprocess
import time
from pathlib import Path
from typing import Any


class Firefox:
    """A browser with one tab."""

    def __init__(self, program: str, profile: Path) -> None:
        self._made = profile / "stderr.txt"
        with self._made.open("wb") as out:
            self._process = subprocess.Popen(
                [program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)],
                stdout=subprocess.DEVNULL,
                stderr=out,
                env=os.environ | {"MOZ_HEADLESS": "1", "HOME": str(profile)},
            )
        host, port = self._listening()
        self._line = socket.create_connection((host, port), timeout=60)
        self._greet(host, port)
        self._number = 0
        self.errors: list[str] = []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.tab = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def _listening(self) -> tuple[str, int]:
        for _ in range(600):
            if found := re.search(
                r"listening on ws://([\d.]+|localhost):(\d+)", self._made.read_text("utf-8", "replace")
            ):
                return found[1], int(found[2])
            time.sleep(0.1)
        raise AssertionError(f"Firefox did not start: {self._made.read_text('utf-8', 'replace')[-500:]}")

    def _greet(self, host: str, port: int) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self._line.sendall(
            f"GET /session HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._line.recv(1)
        assert b" 101 " in head, head

    def _send(self, text: str) -> None:
        raw, mask = text.encode(), os.urandom(4)
        size = len(raw)
        length = bytes([0x80 | size]) if size < 126 else bytes([0xFE]) + size.to_bytes(2) if size < 65536 else bytes([0xFF]) + size.to_bytes(8)  # fmt: skip
        self._line.sendall(b"\x81" + length + mask + bytes(b ^ mask[n % 4] for n, b in enumerate(raw)))

    def _take(self, size: int) -> bytes:
        out = b""
        while len(out) < size:
            got = self._line.recv(size - len(out))
            assert got, "Firefox closed the line"
            out += got
        return out

    def _receive(self) -> dict[str, Any]:
        text = b""
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            size = int.from_bytes(self._take(2 if size == 126 else 8)) if size > 125 else size
            body = self._take(size)
            if first & 0x0F in {0, 1}:
                text += body
                if first & 0x80:
                    return dict(json.loads(text))

    def call(self, method: str, **params: Any) -> Any:
        """What a command answers."""
        self._number += 1
        self._send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            got = self._receive()
            if got.get("method") == "log.entryAdded" and got["params"]["level"] in {"error", "warn"}:
                self.errors.append(str(got["params"].get("text")))
            if got.get("id") == self._number:
                assert got["type"] == "success", got
                return got["result"]

    def open(self, address: str, width: int, height: int) -> None:
        """Opens an address and waits until the page says that it is ready."""
        self.call("browsingContext.setViewport", context=self.tab, viewport={"width": width, "height": height})
        self.call("browsingContext.navigate", context=self.tab, url=address, wait="complete")
        for _ in range(400):
            if self.run("document.documentElement.dataset.drawn") == "1":
                return
            time.sleep(0.05)
        raise AssertionError(f"the page did not become ready in Firefox: {self.errors}")

    def run(self, script: str) -> Any:
        """What an expression gives, as text, number or truth."""
        target = {"context": self.tab}
        got = self.call("script.evaluate", expression=script, target=target, awaitPromise=True)
        assert got["type"] == "success", got
        return got["result"].get("value")

    def close(self) -> None:
        """Ends the browser."""
        self._line.close()
        self._process.terminate()
        self._process.wait(20)
