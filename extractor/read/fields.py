"""The fields of a record -> what they are to an article. Fields are known by the names that dumps give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UserError
from .decode import storable_text

Say = Callable[[str], None]

NAMES = {  # the names a field goes by, likeliest first
    "text": ("text", "content", "isi", "body", "article", "article_text", "full_text", "fulltext", "konten", "berita"),
    "id": ("id", "article_id", "_id", "guid", "uuid"),
    "title": ("title", "judul", "headline"),
    "published": ("published", "date", "tanggal", "published_at", "publish_date", "pubdate", "date_published", "waktu"),
    "url": ("url", "link", "href"),
    "source": ("source", "media", "outlet", "publisher", "sumber", "site"),
}
SHOWN_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Named:
    """The names that the user says fields go by; None where they are to be guessed."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    id: str | None = None

    def names(self, field: str) -> tuple[str, ...]:
        """Return the names that the field may go by."""
        own = getattr(self, field, None)
        return (own,) if own is not None else NAMES[field]

    def check(self, columns: Iterable[str], where: str) -> None:
        """Raise UserError for a name that no record goes by."""
        there = [column.strip().lower() for column in columns]
        for field in ("text", "title", "published", "id"):
            name = getattr(self, field)
            if name is not None and name.strip().lower() not in there:
                raise UserError(f"--{field}: {where} has no field “{name}”; it has {listed(columns)}")


class FieldReader:
    """Finds an article's parts in one source's records, and says once which names it took for which."""

    def __init__(self, named: Named, tell: Say) -> None:
        self._named = named
        self._tell = tell

    def read(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Return the record's values by our names for them, those it has."""
        columns = {str(name).strip().lower(): name for name in row}
        fields: dict[str, str] = {}
        for field in NAMES:
            names = (name.strip().lower() for name in self._named.names(field))
            written = next((name for name in names if name in columns and readable(row[columns[name]])), None)
            if written:
                value = plain(row[columns[written]])
                fields[field] = value if field == "text" else value.replace("\0", "�")  # no database takes NUL
                if written != field and getattr(self._named, field, None) is None:
                    self._tell(f"takes {field} from “{columns[written]}”")
        return fields

    def date_of(self, row: Mapping[str, Any] | str) -> str | None:
        """Return the record's publication date as it is written."""
        return None if isinstance(row, str) else self.read(row).get("published")


def readable(value: Any) -> bool:
    """Return whether the value can stand for a field: text, a number or a date."""
    return isinstance(value, (str, int, dt.date)) and not isinstance(value, bool)


def plain(value: str | int | dt.date) -> str:
    """Return the value as text that can be stored."""
    return value.isoformat() if isinstance(value, dt.date) else storable_text(str(value))


def listed(columns: Iterable[str]) -> str:
    """Return the first names of a record's fields, for a message."""
    names = [str(name) for name in columns]
    more = " …" if len(names) > SHOWN_COLUMNS else ""
    return (", ".join(names[:SHOWN_COLUMNS]) or "none") + more
