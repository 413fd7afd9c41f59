"""The page `/check`: a pasted text is read at once, within bounds, and only for pages of this server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import made
import pytest

from extractor.language import speak
from extractor.model import Failure
from extractor.store import Store

pytest.importorskip("datasette", reason="the extra web is not installed")

from extractor.web import check, serve

TEXT = "Bupati Blora menyebut 40 dari 50 siswa atau 90 persen lulus, Minggu (6/5/2024)."
FORM = {"content-type": check.FORM}
Post = Callable[..., Any]


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    where = tmp_path_factory.mktemp("check") / "facts.db"
    with Store(where) as store:
        store.save(made.blora())
    app = serve.open_app(where)
    loop = asyncio.new_event_loop()

    def ask(method: str = "POST", **options: Any) -> Any:
        return loop.run_until_complete(getattr(app.client, method.lower())("/check", **options))

    yield ask
    check.READER.close()
    loop.close()


def test_the_form_is_there(post: Post) -> None:
    page = post("GET").text
    assert '<form class="check" action="/check" method="post">' in page
    assert "Look at these twice" not in page


@pytest.mark.stanza
def test_a_form_gives_a_page(post: Post) -> None:
    sent = urlencode({"text": f"<script>alert(1)</script> {TEXT}", "published": "7 Mei 2024"})
    page = post(content=sent, headers=FORM)
    assert page.status_code == 200
    assert "contradicts" in page.text
    assert "Read as published 7 Mei 2024" in page.text
    assert 'class="fact percent"' in page.text
    assert "<script>alert(1)</script>" not in page.text


@pytest.mark.stanza
def test_the_page_is_in_the_reader_s_language(post: Post) -> None:
    speak("id")
    page = post(content=urlencode({"text": TEXT, "published": "7 Mei 2024"}), headers=FORM).text
    assert '<html lang="id">' in page
    assert all(said in page for said in ("Dibaca sebagai terbit 7 Mei 2024", "Teks ini tidak disimpan."))
    assert all(said not in page for said in ("Check a text", "Search", "Published", "contradicts</strong>"))


@pytest.mark.stanza
def test_json_gives_json_and_keeps_nothing(post: Post) -> None:
    answer = post(json={"text": TEXT, "published": "2024-05-07"}).json()
    assert set(answer) == {"article", "facts", "findings"}
    assert answer["article"]["published"] == "2024-05-07"
    assert {fact["text"] for fact in answer["facts"]} >= {"40", "90 persen", "Blora"}
    assert "contradicts" in {finding["verdict"] for finding in answer["findings"]}
    assert "1</strong> article" in post("GET").text or TEXT not in post("GET").text


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        ({"json": {"text": " "}}, 400, "no text"),
        ({"json": {"text": 5}}, 400, "no text"),
        ({"json": [1]}, 400, "no text"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400, "Send a form, or JSON"),
        ({"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}, 400, "Send a form, or JSON"),
        ({"json": {"text": TEXT, "published": "kemarin"}}, 400, "no date"),
        ({"json": {"text": "a" * (check.MOST_CHARACTERS + 1)}}, 413, "more than"),
        ({"content": b"a" * (check.MOST_BYTES + 1), "headers": FORM}, 413, "More than"),
        ({"content": b"text=\xff", "headers": FORM}, 400, "Send a form"),
        ({"content": b"text=a", "headers": FORM | {"origin": "https://elsewhere.example"}}, 403, "Only pages"),
        ({"content": b"text=a", "headers": FORM | {"sec-fetch-site": "cross-site"}}, 403, "Only pages"),
    ],
)
def test_what_is_not_checked_is_said_in_a_sentence(post: Post, options: Any, status: int, says: str) -> None:
    answer = post(**options)
    assert answer.status_code == status
    assert says in answer.text
    assert "Traceback" not in answer.text


def test_a_text_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MOST_SECONDS", 0)
    monkeypatch.setattr(check, "GRACE", 0.01)
    reader = check.Reader()
    result = asyncio.run(reader.read(TEXT, None))
    assert isinstance(result, Failure)
    assert reader._pool is None


def test_too_many_at_once_are_sent_away() -> None:
    reader = check.Reader()
    reader._waiting = check.MOST_WAITING
    with pytest.raises(check.AskedWronglyError, match="Too many"):
        asyncio.run(reader.read(TEXT, None))
