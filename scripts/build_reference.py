#!/usr/bin/env python3
"""Write the reference figures in rules/reference from the tables that they were gathered in.

    scripts/build_reference.py penduduk_dukcapil_2024s2.csv       population.toml
    scripts/build_reference.py official.csv official_tables.csv   official.csv and tables.csv

The first table has the columns code, total, date, source: one row for each province, kabupaten and kota, all of the
same date and source. The others have indicator, code, period, value, unit, grade, table; and id, kind, what. Written
is a row for each indicator, code, unit, grade and table, with all its figures as `period=value`.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "rules" / "reference"
HEAD = """\
# Inhabitants of each province, kabupaten and kota, by Kemendagri code. Written by scripts/build_reference.py.
source = "{source}"
date = {date}

[people]
"""
COMMON = ("indicator", "code", "unit", "grade", "table")
Row = dict[str, str]


def population(rows: list[Row]) -> str:
    """Return the content of population.toml."""
    [(source, date)] = {(row["source"], row["date"]) for row in rows}
    figures = "".join(f'"{row["code"]}" = {int(row["total"])}\n' for row in sorted(rows, key=lambda row: row["code"]))
    return HEAD.format(source=source, date=date) + figures


def official(rows: list[Row]) -> list[list[str]]:
    """Return the rows of official.csv, with their names."""
    figures: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        figures[tuple(row[name] for name in COMMON)].append(f"{row['period']}={row['value']}")
    return [[*COMMON, "figures"], *([*common, " ".join(sorted(told))] for common, told in sorted(figures.items()))]


def tables(rows: list[Row], used: set[str]) -> list[list[str]]:
    """Return the rows of tables.csv, with their names."""
    return [["id", "what"], *([row["id"], row["what"]] for row in rows if row["id"] in used)]


def read(path: Path) -> list[Row]:
    """Return the rows of a table."""
    with path.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(name: str, rows: list[list[str]]) -> None:
    """Write the rows into the folder."""
    with (FOLDER / name).open("w", encoding="utf8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def main() -> None:
    """Write what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, metavar="TABLE")
    parser.add_argument("sources", type=Path, nargs="?", metavar="TABLES")
    told = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    rows = read(told.table)
    if told.sources is None:
        (FOLDER / "population.toml").write_text(population(rows), encoding="utf8")
        return
    write("official.csv", official(rows))
    write("tables.csv", tables(read(told.sources), {row["table"] for row in rows}))


if __name__ == "__main__":
    main()
