"""Scripted HTTP server on 127.0.0.1 in place of an exchange, and time that passes only when a client sleeps."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "secret-of-WA1-with-32-characters-or-more"


@dataclass
class Reply:
    """Reply to one request. how: "whole"; "cut" (less than the declared length); "drop" (none); "hang" (none until the server closes)."""

    body: bytes | dict[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    how: str = "whole"
    seconds: float = 0.0  # before the reply


DROP, HANG, CUT = Reply(how="drop"), Reply(how="hang"), Reply({"seq": 1}, how="cut")


def problem(status: int, name: str = "task", rule: str = "is wrong", value: str = "t1", **headers: str) -> Reply:
    return Reply({"field": name, "rule": rule, "value": value}, status, {key.replace("_", "-"): text for key, text in headers.items()})


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: bytes
    kind: str
    secret: str


class FakeExchange:
    """Sends the scripted replies in order, then empty objects. `seen` has all requests, and `before` is called with each of them."""

    def __init__(self, *script: Reply) -> None:
        self.script, self.seen = list(script), list[Request]()
        self.before: Callable[[Request], None] = lambda request: None
        self.answer: Callable[[Request], Reply | None] = lambda request: None
        closing = self._closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                given = self.headers.get("Authorization", "").removeprefix("Bearer ")
                request = Request(self.command, self.path, body, self.headers.get("Content-Type", ""), given)
                outer.seen.append(request)
                outer.before(request)
                reply = outer.answer(request) or (outer.script.pop(0) if outer.script else Reply())
                if reply.how == "hang":
                    closing.wait(60)
                if reply.how in ("drop", "hang"):
                    return
                closing.wait(reply.seconds)
                data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                self.send_response(reply.status)
                for name, text in {"Content-Length": str(len(data) + (reply.how == "cut")), **reply.headers}.items():
                    self.send_header(name, text)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_PUT = handle_any

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


class FakeTime:
    def __init__(self) -> None:
        self.now, self.sleeps = 1000.0, list[float]()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.sleeps.append(seconds)
        self.now += seconds
