"""The screen as a server: what is ready before the first visitor comes, and what every answer to a browser carries."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.dashboard import store
from simulator.present.text import LANGUAGES

# Of one thread of Python before another has its turn: a loop that is done waits so long to say so, 200 times a year.
SECONDS_A_TURN: Final = 0.0005
SCREEN: Final = Path(__file__).with_name("screen.py")
# Nothing is fetched from elsewhere and nothing is evaluated. Inline scripts and styles are those of the page that
# streamlit serves; blob: is how it loads components that are written in this project.
POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' blob: 'unsafe-inline' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
HEADERS: Final = MappingProxyType(
    {
        b"content-security-policy": POLICY.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    }
)
ENGLISH_PAGE: Final = b'<html lang="en">'


class Doorkeeper:
    """Add headers to every answer, and the language of the reader to every page.

    Streamlit says ``lang="en"`` whatever the page speaks; a reader of screens would then read Norwegian as English.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with what was added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = Page(send, language_asked(scope)) if _asks_for_page(scope) else None
        await self.app(_unpacked(scope) if page else scope, receive, page.send if page else _with_headers(send))


class Page:
    """A page on its way to the browser, held back until it is whole."""

    def __init__(self, send: Send, language: str) -> None:
        self._send, self._language = send, language
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take one part; when the last has come, send the page in the right language."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body", False):
            return
        body = self._body.replace(ENGLISH_PAGE, f'<html lang="{self._language}">'.encode(), 1)
        size = (b"content-length", str(len(body)).encode())
        kept = [(name, value) for name, value in self._start["headers"] if name.lower() != b"content-length"]
        await self._send({**self._start, "headers": [*kept, size, *HEADERS.items()]})
        await self._send({"type": "http.response.body", "body": body})


def language_asked(scope: Scope) -> str:
    """Return the language that the address asks for, the first of all if it names none."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _asks_for_page(scope: Scope) -> bool:
    """Tell whether a browser asks for a page, which has no ending and is none of streamlit's own addresses."""
    last = scope["path"].rsplit("/", 1)[-1]
    return scope["method"] == "GET" and "." not in last and not scope["path"].startswith(("/_stcore", "/media"))


def _unpacked(scope: Scope) -> Scope:
    """Return the request without its leave to pack the answer, so that it can be read on the way."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
    return {**scope, "headers": kept}


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *HEADERS.items()]}
        await send(message)

    return sent


@asynccontextmanager
async def ready(app: Any) -> AsyncIterator[None]:  # noqa: ARG001 - handed over by the server
    """Begin to prepare what will be asked for; the first visitor need not wait for all of it."""
    sys.setswitchinterval(SECONDS_A_TURN)
    store.warm_up()
    yield


GUARDS: Final = (Middleware(Doorkeeper),)
