#!/usr/bin/env python3
"""Write rules/reference/population.toml from a table of population figures.

    scripts/build_reference.py penduduk_dukcapil_2024s2.csv

The table has the columns code, total, date, source: one row for each province, kabupaten and kota. All rows have the
same date and source.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

TARGET = Path(__file__).parent.parent / "rules" / "reference" / "population.toml"
HEAD = """\
# Inhabitants of each province, kabupaten and kota, by Kemendagri code. Written by scripts/build_reference.py.
source = "{source}"
date = {date}

[people]
"""


def written(rows: list[dict[str, str]]) -> str:
    """Return the file's content."""
    [(source, date)] = {(row["source"], row["date"]) for row in rows}
    figures = "".join(f'"{row["code"]}" = {int(row["total"])}\n' for row in sorted(rows, key=lambda row: row["code"]))
    return HEAD.format(source=source, date=date) + figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, metavar="TABLE")
    with parser.parse_args().table.open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(written(rows), encoding="utf8")


if __name__ == "__main__":
    main()
