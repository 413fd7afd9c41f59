"""A pasted article -> its facts and findings, at once: the page `/check`, for people by a form, for machines by JSON.

Texts are read by one other process, one after the other, each within MOST_SECONDS; nothing of them is kept.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any
from urllib.parse import parse_qs, urlsplit

from datasette import Response
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ..model import NUMBERS, VERDICTS, Article, Document, Failure
from ..pipeline import load_pipeline
from ..read.dumpdate import read_date
from ..run.limit import OutOfTimeError, time_limit
from ..show.details import is_doubtful
from ..show.html import highlight
from ..table.encode import to_json
from .pages import Page

MOST_BYTES = 1_000_000  # of a request
MOST_CHARACTERS = 200_000  # of a text: a newspaper's article has a few thousand
MOST_SECONDS = 20
GRACE = 10  # seconds more until the process that reads is ended
MOST_WAITING = 20
EXAMPLE = '{"text": "…", "published": "2024-05-12"}'
FORM = "application/x-www-form-urlencoded"


class AskedWronglyError(Exception):
    """What was sent cannot be checked: the status to answer with, and why in one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def read(text: str, published: str | None) -> Article | Failure:
    """Return the article of a text, or why there is none. Runs in the process that reads."""
    document = Document(text, published=published)
    try:
        with time_limit(MOST_SECONDS):
            [result] = load_pipeline().run([document])
    except OutOfTimeError:
        return Failure(document, f"reading it took longer than {MOST_SECONDS} seconds")
    return result


class Reader:
    """The process that reads texts: started when first asked, ended where a text takes too long."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def read(self, text: str, published: str | None) -> Article | Failure:
        """Return the article of a text, or why there is none. Raises AskedWronglyError where too many wait."""
        if self._waiting >= MOST_WAITING:
            raise AskedWronglyError(503, "Too many texts are waiting to be checked; try again in a minute.")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._result(text, published)
        finally:
            self._waiting -= 1

    async def _result(self, text: str, published: str | None) -> Article | Failure:
        self._pool = self._pool or ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        work = self._pool.submit(read, text, published)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(work), MOST_SECONDS + GRACE)
        except (TimeoutError, BrokenProcessPool):
            self.close()
            return Failure(Document(text), "the process that read it came to no end")

    def close(self) -> None:
        """End the process."""
        if self._pool:
            for process in list(self._pool._processes.values()):
                process.kill()
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


READER = Reader()


async def check(datasette: Datasette, request: Request) -> Response:
    """Return the form, or what is in the text that was sent."""
    page = Page(datasette, request)
    if request.method != "POST":
        return await page.show("check.html", text="", published="", checked=None)
    wants_json = content_type(request) != FORM
    try:
        text, published = asked(content_type(request), await body_of(request), request)
        result = await READER.read(text, read_day(published))
        if isinstance(result, Failure):
            raise AskedWronglyError(422, f"The text could not be checked: {result.reason}.")
    except AskedWronglyError as error:
        if wants_json:
            return Response.json({"ok": False, "error": str(error)}, status=error.status)
        return await page.show("error.html", status=error.status, error=str(error))
    if wants_json:
        told = result.to_dict() | result.checked()
        return Response(to_json(told), content_type="application/json; charset=utf-8")
    return await page.show("check.html", text=text, published=published, checked=shown(result))


def shown(article: Article) -> Mapping[str, Any]:
    """Return what the page shows of an article."""
    numbers = [fact for fact in article.facts if fact.kind in NUMBERS]
    findings = sorted(article.findings, key=lambda finding: VERDICTS.index(finding.verdict))
    doubtful = sorted(filter(is_doubtful, numbers), key=lambda fact: fact.confidence or 0)
    return {"article": article, "marked": highlight(article), "doubtful": doubtful, "findings": findings}


def asked(kind: str, body: bytes, request: Request) -> tuple[str, str]:
    """Return text and date of what was sent. Raises AskedWronglyError for what is not to be answered."""
    if is_foreign(request):
        raise AskedWronglyError(403, "Only pages of this server may send texts to it.")
    try:
        told = from_form(body) if kind == FORM else json.loads(body)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise AskedWronglyError(
            400, 'Send a form, or JSON such as {"text": "…", "published": "2024-05-12"}.'
        ) from error
    text = told.get("text") if isinstance(told, dict) else None
    published = (told.get("published") or "") if isinstance(told, dict) else ""
    if not isinstance(text, str) or not isinstance(published, str) or not text.strip():
        raise AskedWronglyError(400, "There is no text to check.")
    if len(text) > MOST_CHARACTERS:
        raise AskedWronglyError(413, f"The text has more than {MOST_CHARACTERS} characters.")
    return text.replace("\r\n", "\n"), published.strip()


def from_form(body: bytes) -> dict[str, str]:
    """Return the fields of a form."""
    fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=10)
    return {name: values[0] for name, values in fields.items()}


def read_day(written: str) -> str | None:
    """Return the publication date in EDTF, None where none is given. Raises AskedWronglyError for what is none."""
    if not written:
        return None
    day = read_date(written, "day")
    if day is None:
        raise AskedWronglyError(400, f"“{written[:40]}” is no date such as 2024-05-12 or 12 Mei 2024.")
    return day


async def body_of(request: Request) -> bytes:
    """Return what was sent. Raises AskedWronglyError if it is too much."""
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            raise AskedWronglyError(413, f"More than {MOST_BYTES} bytes were sent.")
    return bytes(body)


def content_type(request: Request) -> str:
    """Return the kind of what was sent, without its parameters."""
    return str(request.headers.get("content-type") or "").partition(";")[0].strip().lower()


def is_foreign(request: Request) -> bool:
    """Whether a page of another site sent the request."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in (None, "same-origin", "none"):
        return True
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
