"""The fields of a record -> what they are to an article. Fields are known by the names that dumps give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UserError
from ..model import Say
from .decode import storable_text

NAMES = {  # the names a field goes by, likeliest first, without blanks, `_` and `-`: `Isi Berita` is `isiberita`
    "text": (
        *("text", "content", "isi", "body", "article", "articletext", "fulltext", "konten", "berita", "isiberita"),
        *("maintext", "rawcontent", "isiartikel", "artikel", "articlebody", "contenttext", "teks", "kontenberita"),
    ),
    "id": ("id", "articleid", "guid", "uuid"),
    "title": ("title", "judul", "headline", "judulberita", "judulartikel", "newstitle"),
    "published": (
        *("published", "date", "tanggal", "publishedat", "publishdate", "pubdate", "datepublished", "datepublish"),
        *("waktu", "tgl", "terbit", "tanggalterbit", "tanggalpublikasi", "tglterbit", "tanggalberita", "timestamp"),
        *("publishedtime", "datetime", "createdat", "time"),
    ),
    "url": ("url", "link", "href", "tautan", "permalink", "canonicalurl", "articleurl", "sourceurl"),
    "source": ("source", "media", "outlet", "publisher", "sumber", "site", "sitename", "portal", "sourcedomain"),
}
SHOWN_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Named:
    """The names that the user says fields go by; None where they are to be guessed."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    id: str | None = None
    url: str | None = None
    source: str | None = None

    def names(self, field: str) -> tuple[str, ...]:
        """Return the names that the field may go by."""
        own = getattr(self, field, None)
        return (own,) if own is not None else NAMES[field]

    def check(self, columns: Iterable[str], where: str) -> None:
        """Raise UserError for a name that no record goes by."""
        there = {key_of(column) for column in columns}
        for field in NAMES:
            name = getattr(self, field)
            if name is not None and key_of(name) not in there:
                raise UserError(f"--{field}: {where} has no field “{name}”; it has {listed(columns)}")


class FieldReader:
    """Finds an article's parts in one source's records, and says once which names it took for which."""

    def __init__(self, named: Named, tell: Say) -> None:
        self._named = named
        self._tell = tell
        self.used: set[str] = set()  # the names, as key_of gives them, of fields that stood for something

    def unused(self, columns: Iterable[str]) -> list[str]:
        """Return the columns that stood for nothing so far."""
        return [column for column in columns if key_of(column) not in self.used]

    def read(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Return the record's values by our names for them, those it has."""
        columns = {key_of(name): name for name in row}
        fields: dict[str, str] = {}
        for field in NAMES:
            names = (key_of(name) for name in self._named.names(field))
            written = next((name for name in names if name in columns and readable(row[columns[name]])), None)
            if written:
                value = plain(row[columns[written]])
                fields[field] = value if field == "text" else value.replace("\0", "�")  # no database takes NUL
                self.used.add(written)
                if written != field and getattr(self._named, field, None) is None:
                    self._tell(f"takes {field} from “{columns[written]}”")
        return fields

    def date_of(self, row: Mapping[str, Any] | str) -> str | None:
        """Return the record's publication date as it is written."""
        return None if isinstance(row, str) else self.read(row).get("published")


def key_of(name: object) -> str:
    """Return a field's name as it is compared.

    >>> key_of(" Isi_Berita "), key_of("isi-berita")
    ('isiberita', 'isiberita')
    """
    return "".join(str(name).lower().replace("_", " ").replace("-", " ").split())


def readable(value: Any) -> bool:
    """Return whether the value can stand for a field: text, a number or a date."""
    return isinstance(value, (str, int, float, dt.date)) and not isinstance(value, bool)


def plain(value: str | float | dt.date) -> str:
    """Return the value as text that can be stored; a whole number as such."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else storable_text(str(value))


def listed(columns: Iterable[str]) -> str:
    """Return the first names of a record's fields, for a message."""
    names = [str(name) for name in columns]
    more = " …" if len(names) > SHOWN_COLUMNS else ""
    return (", ".join(names[:SHOWN_COLUMNS]) or "none") + more
