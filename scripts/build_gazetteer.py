#!/usr/bin/env python3
"""Write rules/gazetteer/*.csv from a folder with provinsi.csv, kabkota.csv, kecamatan.csv and desa.csv.

    scripts/build_gazetteer.py DATA_DIR

Facts come from cahyadsn/wilayah (MIT): Kemendagri codes after Kepmendagri 300.2.2-2430/2025, coordinates are
centroids in degrees. `aliases.csv`, `towns.csv` and `split.csv` are written by hand and stay as they are.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

TARGET = Path(__file__).parent.parent / "rules" / "gazetteer"
DECIMALS = 3  # of a degree: about 100 metres, finer than a centroid means anything


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with (TARGET / name).open("w", encoding="utf8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def degrees(text: str) -> str:
    return f"{float(text):.{DECIMALS}f}" if text else ""


def clean(name: str) -> str:
    return " ".join(name.split())


def villages(rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield per kecamatan its code and its villages: names parted by `|`, a number where they skip or start.

    Kemendagri numbers villages upwards from 1001 (kelurahan) or 2001 (desa), so most numbers follow from the last.
    """
    for parent, group in groupby(rows, key=lambda row: row["parent_code"]):
        last, names = 2000, []
        for row in group:
            number = int(row["code"].rpartition(".")[2])
            names.append(clean(row["name"]) if number == last + 1 else f"{number}={clean(row['name'])}")
            last = number
        yield parent, "|".join(names)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    data = parser.parse_args().data
    place = ("code", "name", "lat", "lon")
    provinces = (
        (r["code"], r["short_name"], degrees(r["lat"]), degrees(r["lon"])) for r in read(data / "provinsi.csv")
    )
    write("province.csv", place, provinces)
    regencies = ((r["code"], r["base_name"], degrees(r["lat"]), degrees(r["lon"])) for r in read(data / "kabkota.csv"))
    write("kabkota.csv", place, regencies)
    write("kecamatan.csv", ("code", "name"), ((r["code"], clean(r["name"])) for r in read(data / "kecamatan.csv")))
    write("desa.csv", ("kecamatan", "names"), villages(read(data / "desa.csv")))


if __name__ == "__main__":
    main()
