"""Datasette's plugin hooks, by which it serves our pages."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from datasette import Response, hookimpl
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from jinja2 import Environment

from ..language import _, language, said
from ..show.html import legible_value, script, stylesheet
from . import check, pages
from .cells import FILTERS, KIND_NAMES, linked_cell
from .guard import NONCE, App, Nonces, guarded

ROUTES = (
    (r"/$", pages.home),
    (r"/fact/(?P<name>[^/]+)$", pages.fact),
    (r"/article/(?P<name>\d{1,18})$", pages.article),
    (r"/regions$", pages.regions),
    (r"/region/(?P<name>[^/]+)$", pages.region),
    (r"/indicators$", pages.indicators),
    (r"/indicator/(?P<name>[^/]+)$", pages.indicator),
    (r"/chart/(?P<name>time|ranking|map)\.svg$", pages.chart),
    (r"/speakers$", pages.speakers),
    (r"/speaker/(?P<name>[^/]+)$", pages.speaker),
    (r"/findings$", pages.findings),
    (r"/search$", pages.search),
    (r"/check$", check.check),
    (r"/-/extract\.css$", lambda: Response(stylesheet(), content_type="text/css; charset=utf-8")),
    (r"/-/extract\.js$", lambda: Response(script(), content_type="text/javascript; charset=utf-8")),
)


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Return the addresses of our pages."""
    return list(ROUTES)


@hookimpl
def skip_csrf(scope: Any) -> bool:
    """Return whether a request needs no token: texts to check change nothing, and check.py refuses other sites."""
    return bool(scope["path"] == "/check")


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """Return the app with its protection around every response."""
    return guarded


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give templates the filters for values, visible signs for control characters, and nonces for scripts."""
    env.globals |= {"_": _, "said": said, "language": language}
    env.add_extension(Nonces)
    env.finalize = legible_value
    env.filters |= FILTERS


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """Return what every page knows."""
    nonce = request.scope.get(NONCE, "") if request else ""
    return {NONCE: nonce, "store_name": datasette.metadata("title"), "kind_names": KIND_NAMES}


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Any:
    """Return a link where a cell names something that has a page."""
    return linked_cell(column, value, row, table)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Any]:
    """Answer with one sentence; only a fault of the program's own is told in the terminal."""

    async def answer() -> Response:
        status = getattr(exception, "status", 500)
        if not isinstance(exception, (Base400, DatasetteError)):
            traceback.print_exception(exception)
        return await pages.failed(datasette, request, status, str(exception))

    return answer
