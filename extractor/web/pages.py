"""Requests -> pages: what the store says of an article, a region, an indicator, a speaker; findings; search."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from datasette import Response
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ..show.html import highlight
from ..store import Store
from ..store.fulltext import phrases
from .cells import Row, address
from .drawn import CHARTS, Measure, charts_of_indicator, charts_of_region, charts_over_time, picture
from .excerpt import pattern
from .queries import Query, load_queries

STORE = "store"
HITS = 20
KEPT = 300  # seconds for which a browser need not ask for a chart again


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that answer a query, and where to have them as data."""

    query: Query
    rows: list[Row]
    path: str
    parameters: dict[str, str]

    def address(self, ending: str = "", **more: str) -> str:
        """Return the address of the rows in a form: `.csv`, `.json`, or Datasette's table."""
        return f"{self.path}{ending}?{urlencode(self.parameters | more)}"

    def whole(self, ending: str = "", **more: str) -> str | None:
        """Return the address of the table that holds all rows, if these are only the first."""
        if self.query.most is None or self.query.whole is None or len(self.rows) < self.query.most:
            return None
        table, _, filters = self.query.whole.partition("?")
        known = defaultdict(str, self.parameters)
        told = {name: value.format_map(known) for name, value in parse_qsl(filters)}
        asked = {name: value for name, value in told.items() if value} | more
        return f"/{STORE}/{table}{ending}?{urlencode(asked)}"


class Page:
    """A page that is being made: queries the store and renders a template."""

    def __init__(self, datasette: Datasette, request: Request) -> None:
        self._datasette = datasette
        self._request = request
        self.name = unquote(request.url_vars.get("name") or "")

    def argument(self, name: str) -> str:
        """Return what the address gives for the name, or nothing."""
        return (self._request.args.get(name) or "").strip()

    async def ask(self, query: str, **parameters: str) -> Table:
        """Return the answer to a named query."""
        known = load_queries()[query]
        found = await self._datasette.get_database(STORE).execute(known.sql, parameters, truncate=True)
        given = {name: value for name, value in parameters.items() if value}
        return Table(known, found.rows, f"/{STORE}/{query}", given)

    async def show(self, template: str, **context: Any) -> Response:
        """Return the page."""
        body = await self._datasette.render_template(template, context, self._request)
        return Response.html(body, status=context.get("status", 200))

    async def missing(self, sentence: str) -> Response:
        """Return a page that says in one sentence what there is not."""
        return await self.show("error.html", status=404, error=sentence)

    def store(self) -> Store:
        """Return the store, to read from."""
        return Store(self._datasette.get_database(STORE).path, readonly=True)


async def home(datasette: Datasette, request: Request) -> Response:
    """Return what is in the store and where to go."""
    page = Page(datasette, request)
    names = ("totals", "kinds", "latest_articles", "regions", "indicators", "speakers_by_claims", "checks")
    answers = {name: await page.ask(name) for name in names}
    questions = {name: query.question for name, query in load_queries().items() if query.question}
    return await page.show("home.html", questions=questions, **answers)


async def fact(datasette: Datasette, request: Request) -> Response:
    """Lead to the fact's place in its article."""
    page = Page(datasette, request)
    found = (await page.ask("fact_place", fact=page.name)).rows
    if not found:
        return await page.missing(
            f"There is no fact {page.name} in this store; its text or the rules may have changed."
        )
    return Response.redirect(f"{address('article', found[0]['article_key'])}#fact-{page.name}")


async def article(datasette: Datasette, request: Request) -> Response:
    """Return an article, its facts marked, with what the checks found beside it."""
    page = Page(datasette, request)
    key = int(page.name)
    with page.store() as store:
        found = await asyncio.to_thread(store.article, key)
    if found is None:
        return await page.missing(f"There is no article {key} in this store.")
    text = await asyncio.to_thread(highlight, found)
    facts = await page.ask("article_facts", article=str(key))
    kinds = {fact.kind for fact in found.facts}
    return await page.show("article.html", article=found, text=text, key=key, facts=facts, kinds_here=kinds)


async def regions(datasette: Datasette, request: Request) -> Response:
    """Return the regions that figures are about."""
    page = Page(datasette, request)
    return await page.show("regions.html", regions=await page.ask("regions"))


async def region(datasette: Datasette, request: Request) -> Response:
    """Return what is known of a region."""
    page = Page(datasette, request)
    path = (await page.ask("region_path", region=page.name)).rows
    if not path:
        return await page.missing(f"No fact in this store is about a region with the code {page.name}.")
    names = ("indicators", "figures", "speakers", "findings")
    answers = {name: await page.ask(f"region_{name}", region=page.name) for name in names}
    within = await page.ask("region_parts", region=page.name)
    charts = charts_of_region(answers["figures"].rows, page.name, path[-1]["region_name"])
    return await page.show("region.html", path=path, here=path[-1], within=within, charts=charts, **answers)


async def indicators(datasette: Datasette, request: Request) -> Response:
    """Return the indicators."""
    page = Page(datasette, request)
    return await page.show("indicators.html", indicators=await page.ask("indicators"))


async def indicator(datasette: Datasette, request: Request) -> Response:
    """Return an indicator's figures in one unit: regions ranked, over time, all."""
    page = Page(datasette, request)
    units = await page.ask("indicator_units", indicator=page.name)
    if not units.rows:
        return await page.missing(f"No figure in this store is about “{page.name}”.")
    measures = [Measure(page.name, row["unit"] or "", row["per"] or "") for row in units.rows]
    asked = Measure(page.name, page.argument("unit"), page.argument("per"))
    measure = asked if asked in measures else measures[0]
    of = {"indicator": page.name, "unit": measure.unit, "per": measure.per}
    ranked = await page.ask("indicator_regions", **of)
    return await page.show(
        "indicator.html",
        units=units,
        measure=measure,
        finer=await page.ask("indicator_parts", indicator=page.name),
        ranked=ranked,
        charts=charts_of_indicator(measure, ranked.rows),
        times=charts_over_time(measure, ranked.rows),
        figures=await page.ask("indicator_figures", **of, region=""),
    )


async def chart(datasette: Datasette, request: Request) -> Response:
    """Return a chart as SVG, its points linked to their place in the text."""
    page = Page(datasette, request)
    of = {name: page.argument(name) for name in ("indicator", "unit", "per")}
    if page.name == "time":
        of["region"] = page.argument("region")
    rows = (await page.ask(CHARTS[page.name][1], **of)).rows
    drawn = await asyncio.to_thread(picture, page.name, rows, page.argument("title"))
    if drawn is None:
        return await page.missing("There are too few figures for a chart.")
    return Response(drawn, headers={"cache-control": f"max-age={KEPT}"}, content_type="image/svg+xml; charset=utf-8")


async def speakers(datasette: Datasette, request: Request) -> Response:
    """Return who is quoted with numbers."""
    page = Page(datasette, request)
    return await page.show("speakers.html", speakers=await page.ask("speakers_by_claims"))


async def speaker(datasette: Datasette, request: Request) -> Response:
    """Return what someone says in figures."""
    page = Page(datasette, request)
    claims = await page.ask("speaker_claims", speaker=page.name)
    if not claims.rows:
        return await page.missing(f"Nobody called “{page.name}” is quoted with a number in this store.")
    return await page.show("speaker.html", name=page.name, claims=claims)


async def findings(datasette: Datasette, request: Request) -> Response:
    """Return what the checks found, contradictions first."""
    page = Page(datasette, request)
    verdict, type_ = page.argument("verdict"), page.argument("type")
    found = await page.ask("findings_list", verdict=verdict, type=type_)
    return await page.show(
        "findings.html", findings=found, checks=await page.ask("checks"), verdict=verdict, type=type_
    )


async def search(datasette: Datasette, request: Request) -> Response:
    """Return the articles that hold all the words, with the places where, and what is called so."""
    page = Page(datasette, request)
    words = page.argument("q")
    sought = phrases(words)
    quoted = " ".join(f'"{phrase}"' for phrase in sought)
    at = max(0, int(page.argument("from"))) if page.argument("from").isdecimal() else 0
    return await page.show(
        "search.html",
        words=words,
        wanted=pattern(sought),
        hits=(await page.ask("search", words=quoted, at=str(at))).rows if sought else [],
        total=(await page.ask("search_count", words=quoted)).rows[0]["articles"] if sought else 0,
        named=await page.ask("named", name=words) if words else None,
        at=at,
        step=HITS,
        arguments=urlencode({"q": words}),
    )


async def failed(datasette: Datasette, request: Request, status: int, sentence: str) -> Response:
    """Return a page that says what went wrong."""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "status": status, "error": sentence}, status=status)
    told = sentence if status < 500 else "The page could not be made; the terminal that runs extract serve says why."
    return await Page(datasette, request).show("error.html", status=status, error=told)
