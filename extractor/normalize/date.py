"""Calendar expressions -> EDTF periods, or the parts that the article's date completes (resolve.py).

Days come first, always: 11/1/2022 is 11 January. A day that no calendar has (31 Februari) has no period; what may be
meant stands in `alternatives`.
"""

from __future__ import annotations

from ..dates.edtf import is_valid
from ..model import Relative, When
from ..rules import Words
from . import number

OLDEST_TWO_DIGITS = 45  # '45 is 1945, '44 is 2044: before independence news writes years in full
FAR = 3000  # units: what lies further off (70 juta tahun lalu) is no date
MOST_CENTURIES = 21
MONTHS_A_QUARTER, MONTHS_A_YEAR = 3, 12


def key(surface: str) -> str:
    """Return a word as the tables have it: lower-case, one kind of apostrophe, single spaces, no final dot."""
    return " ".join(surface.lower().replace("’", "'").replace("‘", "'").rstrip(".").split())


def month_number(words: Words, month: str) -> int:
    """Return 1 to 12 of a month's name, short form or digits; 0 for digits that no month has."""
    if month[0].isdecimal():
        return int(month) if 1 <= int(month) <= 12 else 0
    name = key(month)
    number: int = words["month_name"].get(name) or words["month_short"][name]
    return number


def year_name(year: str | None) -> str:
    """Return the year in four digits: `XXXX` for None, a century for two digits.

    >>> year_name("98"), year_name("'21"), year_name(None)
    ('1998', '2021', 'XXXX')
    """
    if year is None:
        return "XXXX"
    year = year.strip("'’‘")
    return year if len(year) == 4 else f"{19 if int(year) >= OLDEST_TWO_DIGITS else 20}{year}"


def weekday_number(words: Words, weekday: str | None) -> int | None:
    """Return 0 for Monday to 6."""
    return None if weekday is None else words["weekday"][key(weekday)]


def edge_of(words: Words, edge: str | None) -> str | None:
    """Return `start`, `mid` or `end` of the word for a part of a period."""
    return None if edge is None else words["edge"][key(edge)]


def away(words: Words, way: str | None, unit: str) -> Relative | None:
    """Return how far off a direction word (lalu, ini, depan) puts a unit."""
    return None if way is None else Relative(unit, words["away"][key(way)])


def calendar(
    words: Words,
    day: str,
    month: str,
    year: str | None = None,
    weekday: str | None = None,
    way: str | None = None,
    side: str | None = None,
) -> When:
    """Return a day; where no year is written, `way` may tell it (15 Maret tahun lalu), or `side` (9 Mei lalu)."""
    number = month_number(words, month)
    period = f"{year_name(year)}-{number:02}-{int(day):02}"
    if is_valid(period):
        relative = away(words, way, "year") or away(words, side if year is None else None, "occurrence")
        return When(period, weekday=weekday_number(words, weekday), relative=relative)
    return When(None, alternatives=misprint(year_name(year), number, int(day), month))


def misprint(year: str, month: int, day: int, written: str) -> tuple[dict[str, str], ...]:
    """Return what a day that does not exist may mean: month and day swapped, or some day of the month."""
    if month:
        return ({"period": f"{year}-{month:02}", "reason": f"there is no day {day} in this month"},)
    swapped = f"{year}-{day:02}-{int(written):02}"
    return ({"period": swapped, "reason": f"there is no month {written}"},) if is_valid(swapped) else ()


def span(
    words: Words,
    day: str,
    day2: str,
    month2: str,
    month: str | None = None,
    year: str | None = None,
    year2: str | None = None,
    way: str | None = None,
) -> When | None:
    """Return the days from one to another; month and year of the first are those of the second where not written."""
    last_month = month_number(words, month2)
    first_month = month_number(words, month) if month else last_month
    last_year = year_name(year2 or year)
    first_year = year_name(year) if year else turned(last_year, first_month > last_month)
    first, last = f"{first_year}-{first_month:02}-{int(day):02}", f"{last_year}-{last_month:02}-{int(day2):02}"
    period = f"{first}/{last}"
    backwards = first_month == last_month and first_year == last_year and int(day) >= int(day2)
    if backwards or not is_valid(period) or not is_valid(first):
        return None
    return When(period, relative=away(words, way, "year"))


def turned(year: str, turns: bool) -> str:  # noqa: FBT001
    """Return the year in which a range starts that ends in `year`: the one before if a new year lies between."""
    return f"{int(year) - 1:04}" if turns and year != "XXXX" else year


def month(
    words: Words,
    month: str,
    year: str | None = None,
    edge: str | None = None,
    way: str | None = None,
    side: str | None = None,
) -> When:
    """Return a month; where no year is written, `way` may tell it (Mei tahun lalu), or `side` (Mei lalu)."""
    relative = away(words, way, "year") or away(words, side, "occurrence")
    return When(f"{year_name(year)}-{month_number(words, month):02}", edge_of(words, edge), relative=relative)


def months(
    words: Words, month: str, month2: str, year: str | None = None, year2: str | None = None, way: str | None = None
) -> When | None:
    """Return the months from one to another."""
    first, last = month_number(words, month), month_number(words, month2)
    last_year = year_name(year2 or year)
    period = f"{year_name(year) if year else turned(last_year, first > last)}-{first:02}/{last_year}-{last:02}"
    return When(period, relative=away(words, way, "year")) if is_valid(period) else None


def between(
    words: Words,
    year: str | None = None,
    month: str | None = None,
    day: str | None = None,
    year2: str | None = None,
    month2: str | None = None,
    day2: str | None = None,
    way: str | None = None,
) -> When | None:
    """Return the time from one end to another, each as exact as it is written; None where both are only years.

    A year that one end lacks is the other's, or the one beside it across the turn of the year.
    """
    if month is None and month2 is None:
        return None
    first, last = (month_number(words, name) if name else 0 for name in (month, month2))
    year_of_last = year2 or (following_year(year, turns=bool(first and last < first)) if year else None)
    year_of_first = year or turned(year_name(year_of_last), bool(last and first > last))
    ends = [written(year_of_first, first, day), written(year_name(year_of_last), last, day2)]
    if year and year2 and not is_valid("/".join(ends)):
        ends.reverse()  # Maret 2025–September 2024 compares the later with the earlier
    return When("/".join(ends), relative=away(words, way, "year")) if is_valid("/".join(ends)) else None


def following_year(year: str, *, turns: bool) -> str:
    """Return the year, or the one after it if a new year lies between."""
    return f"{int(year) + 1:04}" if turns else year


def written(year: str, month: int, day: str | None) -> str:
    """Return a year, a month (where it is not 0) or a day of it.

    >>> written("2020", 0, None), written("2020", 7, "5")
    ('2020', '2020-07-05')
    """
    return "-".join([year, *([f"{month:02}"] if month else []), *([f"{int(day):02}"] if day else [])])


def first_months(words: Words, count: str, unit: str, year: str | None = None, way: str | None = None) -> When | None:
    """Return the first months, or quarters, of a year (`enam bulan pertama 2023`); None if it has not so many."""
    amount = number.read(words, count)
    if amount is None or amount.low is None or amount.low != amount.high or amount.low % 1:
        return None
    months = int(amount.low) * (1 if key(unit) == "bulan" else MONTHS_A_QUARTER)
    if not 1 < months < MONTHS_A_YEAR:
        return None
    name = year_name(year)
    part = {3: f"{name}-33", 6: f"{name}-40"}.get(months, f"{name}-01/{name}-{months:02}")
    return When(part, relative=away(words, way, "year"))


def half(words: Words, number: str, year: str | None = None, way: str | None = None, edge: str | None = None) -> When:
    """Return one half of a year."""
    return When(
        f"{year_name(year)}-{39 + words['ordinal'][key(number)]}",
        edge_of(words, edge),
        relative=away(words, way, "year"),
    )


def year(words: Words, year: str, until: str | None = None, edge: str | None = None) -> When | None:
    """Return a year, or the years from one to another (2024/25: to the next); None if they run backwards."""
    if until is None:
        return When(year_name(year), edge_of(words, edge))
    last = until if len(until) == 4 else f"{int(year) + 1}"
    return When(f"{year}/{last}", edge_of(words, edge)) if year < last and last.endswith(until) else None


def decade(words: Words, year: str, edge: str | None = None) -> When | None:
    """Return the ten years that `1990-an` or `90-an` names; None if it names no decade."""
    return When(f"{year_name(year)[:3]}X", edge_of(words, edge)) if year.endswith("0") else None


def century(words: Words, number: str, edge: str | None = None) -> When | None:
    """Return the hundred years of a century: the 19th, or the XIXth, is 18XX."""
    count = ordinal(words, number)
    return When(f"{count - 1:02}XX", edge_of(words, edge)) if count and count <= MOST_CENTURIES else None


def ordinal(words: Words, text: str) -> int | None:
    """Return the number of `II`, `kedua`, `ke-2`, `2`."""
    name = key(text)
    found: int | None = words["ordinal"].get(name) or words["roman"].get(name)
    digits = name.removeprefix("ke").strip(" -")
    return found or (int(digits) if digits.isdecimal() else None)


def season(
    words: Words,
    season: str,
    number: str,
    year: str | None = None,
    way: str | None = None,
    edge: str | None = None,
    until: str | None = None,
) -> When | None:
    """Return a quarter, four months, or semester, or those from one to another; None if a year has none such."""
    table = words["season"][key(season)]
    numbers = [table["first"] - 1 + (ordinal(words, part) or 0) for part in (number, until) if part is not None]
    if not all(table["first"] <= one <= table["last"] for one in numbers) or numbers[0] > numbers[-1]:
        return None
    period = "/".join(f"{year_name(year)}-{one}" for one in numbers)
    return When(period, edge_of(words, edge), relative=away(words, way, "year"))


def week(words: Words, number: str, month: str, year: str | None = None) -> When | None:
    """Return the n-th week of a month; `terakhir` is the last."""
    count = words["last"].get(key(number)) or ordinal(words, number)
    if not count or count > 6:
        return None
    return When(f"{year_name(year)}-{month_number(words, month):02}", relative=Relative("row", count))


def relative(
    words: Words, unit: str, way: str | None = None, onward: str | None = None, edge: str | None = None
) -> When:
    """Return the unit next to the anchor: `tahun lalu`, `bulan depan` (published), `tahun sebelumnya` (before)."""
    name = words["calendar_unit"][key(unit)]
    if onward is not None:
        return When(None, edge_of(words, edge), relative=Relative(name, words["onward"][key(onward)], "before"))
    return When(None, edge_of(words, edge), relative=away(words, way or "ini", name))


def counted(
    words: Words,
    count: str | None = None,
    unit: str | None = None,
    one: str | None = None,
    way: str | None = None,
    onward: str | None = None,
) -> When | None:
    """Return the unit so many away: `dua tahun lalu`, `lima hari kemudian`, `setahun sebelumnya`."""
    amount = number.read(words, count) if count else None
    many = 1 if count is None else amount.low if amount and amount.low == amount.high else None
    if many is None or many != int(many) or many > FAR:
        return None
    name = words["one_unit"][key(one)] if one else words["calendar_unit"][key(unit or "")]
    table, word = ("onward", onward) if onward else ("away", way or "")
    return When(None, relative=Relative(name, int(many) * words[table][key(word)], "before" if onward else "published"))


def near(words: Words, day: str) -> When:
    """Return a day told by its name: `hari ini`, `kemarin`, `lusa`."""
    return When(None, relative=Relative("day", words["near_day"][key(day)]))


def weekday(words: Words, weekday: str, way: str | None = None, week: str | None = None) -> When:
    """Return a day of the week: the last one, the one next before or after (`way`), or that of another `week`."""
    name = weekday_number(words, weekday)
    if week is not None:
        return When(None, weekday=name, relative=away(words, week, "week"))
    if way is not None and key(way) == "ini":
        return When(None, weekday=name, relative=Relative("week", 0))
    return When(None, weekday=name, relative=away(words, way, "weekday") or Relative("weekday", 0))


def day_of_month(
    words: Words, day: str, until: str | None = None, month: str | None = None, way: str | None = None
) -> When:
    """Return a day, or days, without a month: `month` tells it (tanggal 5 bulan depan), or `way` (tanggal 5 lalu)."""
    told = away(words, month, "month") or away(words, way, "occurrence")
    days = "/".join(f"XXXX-XX-{int(one):02}" for one in (day, until) if one is not None)
    return When(days, relative=told)


def holiday(words: Words, holiday: str) -> When:
    """Return the day on which a fixed feast or memorial day falls each year."""
    day = words["feast"].get(key(holiday)) or words["holiday"][key(holiday)]
    return When(f"XXXX-{day}", relative=Relative("occurrence", 0))
