"""How charts look: colours, a shape for each degree of certainty, Indonesian numbers and months."""

from __future__ import annotations

from typing import Any

from ..wording import MONTHS
from .points import ABOUT, AMBIGUOUS, OVER, STATED, TARGET, UNDER

INK, QUIET, FAINT, HUE = "#1b1b1b", "#5c5c5c", "#d4d4d4", "#1c4fc4"
EMPTY = "transparent"

DOUBTS = {  # how sure a number is: the shape of its point, and what fills it
    STATED: ("circle", HUE),
    ABOUT: ("circle", EMPTY),
    OVER: ("triangle-up", EMPTY),
    UNDER: ("triangle-down", EMPTY),
    TARGET: ("diamond", EMPTY),
    AMBIGUOUS: ("cross", EMPTY),
}

LOCALE = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]},
    "time": {
        "dateTime": "%A, %e %B %Y %X",
        "date": "%d/%m/%Y",
        "time": "%H.%M.%S",
        "periods": ["AM", "PM"],
        "days": ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
        "shortDays": ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
        "months": list(MONTHS),
        "shortMonths": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    },
}

TEXT = {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": INK}
CONFIG: dict[str, Any] = {  # as Vega-Lite takes it
    "locale": LOCALE,
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",  # of one width: labels have the room they take
    "background": EMPTY,
    "autosize": {"type": "fit-x", "contains": "padding"},  # as wide as asked for, whatever its labels take
    "view": {"stroke": None},
    "axis": TEXT | {"titleFontWeight": "normal", "gridColor": FAINT, "domainColor": QUIET, "tickColor": QUIET},
    "legend": TEXT | {"symbolBaseFillColor": EMPTY, "symbolBaseStrokeColor": HUE},
    "title": {"fontSize": 15, "subtitleFontSize": 12, "subtitleColor": QUIET, "color": INK},
}
