"""Protection of the pages: a strict content security policy, checked host names, CSV safe for spreadsheets.

A page may run only scripts that its template wrote, each known by the page's nonce, and load nothing from elsewhere.
"""

from __future__ import annotations

import csv
import io
import secrets
import sys
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from typing import Any

import regex
from jinja2.ext import Extension

from ..show.tables import cell

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

NONCE = "csp_nonce"
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}' {editor}; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# What CodeMirror and its handle for resizing, which Datasette brings, add to the page: nothing, and one rule.
EDITOR = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-38xqj8N9cygggde3AvM+xVgS15DUXTOhM9fjk0hLOS0='"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
INLINE = regex.compile(r"<(script|style)\b(?!\snonce)", regex.IGNORECASE)
BOM = "\ufeff"  # by which spreadsheets know UTF-8

csv.field_size_limit(sys.maxsize)  # a cell may hold a whole article


class Nonces(Extension):
    """Gives each script and style that a template writes the page's nonce; what a page shows of others has none."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the template with the nonces."""
        return INLINE.sub(rf'<\1 nonce="{{{{ {NONCE} }}}}"', source)


def guarded(app: App) -> App:
    """Return the app with the policy in every response, and CSV whose cells no spreadsheet runs as formulas."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        answer = Answer(send, secrets.token_urlsafe(16), scope["path"].endswith(".csv"))
        return await app({**scope, NONCE: answer.nonce}, receive, answer.send)

    return guard


class Answer:
    """One response that is being sent to the browser."""

    def __init__(self, send: Send, nonce: str, is_csv: bool) -> None:  # noqa: FBT001
        self.nonce = nonce
        self._send = send
        self._is_csv = is_csv
        self._mark = BOM

    async def send(self, message: Message) -> None:
        """Pass on a part of the answer."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *self._headers()]}
            self._is_csv = self._is_csv and message["status"] == 200
        elif self._is_csv and message.get("body"):
            message = {**message, "body": self._rows(message["body"].decode())}
        await self._send(message)

    def _headers(self) -> Iterable[tuple[bytes, bytes]]:
        policy = {"content-security-policy": POLICY.format(nonce=self.nonce, editor=EDITOR)}
        return ((name.encode(), value.encode()) for name, value in (HEADERS | policy).items())

    def _rows(self, part: str) -> bytes:
        """Return whole rows of CSV, as Datasette sends them, with each cell safe."""
        to = io.StringIO()
        csv.writer(to).writerows([cell(value) for value in row] for row in csv.reader(io.StringIO(part, newline="")))
        mark, self._mark = self._mark, ""
        return (mark + to.getvalue()).encode()


def known_by(app: App, names: Collection[str]) -> App:
    """Return the app that answers only requests for one of these host names.

    Otherwise a foreign page whose host name resolves to this machine (DNS rebinding) could read the store.
    """

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and host_of(scope) not in names:
            await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"This store answers only on the machine it is on.\n"})
            return
        await app(scope, receive, send)

    return ask


def host_of(scope: Scope) -> str:
    """Return the name in the request's address, without its port."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    return regex.sub(r":\d+$", "", host).strip("[]").lower()
