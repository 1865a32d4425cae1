"""How long an import of 5,000 rows of 30 columns takes, beside loading the same table and inserting its cells plainly.

``python bench/imports.py [ROWS]`` makes an invented table of persons, as CSV and as XLSX, and imports each into a new
chronicle. The floor is what a script of a few lines would do: read the table and insert each row into SQLite at once.
"""

import csv
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django
import openpyxl
from openpyxl import Workbook, load_workbook

COLUMNS = [
    "No.", "Name", "Age", "Sex", "Occupation", "Court", "Judge", "Date of sentence", "Article", "Term", "Arrest date",
    "Place of arrest", "Nationality", *[f"Note {n}" for n in range(1, 18)],
]  # fmt: skip
MAPPING = """
publisher = "An invented association"
key = "No."
[[statement]]
kind = "profile"
subject = "{Name}"
age = "{Age}"
sex = "{Sex}"
is = {from = "{Occupation}", split = ";"}
nationality = "{Nationality}"
[[statement]]
kind = "proceeding"
step = "arrest"
subject = "{Name}"
date = "{Arrest date}"
place = "{Place of arrest}"
[[statement]]
kind = "proceeding"
step = "verdict"
outcome = "convicted"
subject = "{Name}"
date = "{Date of sentence}"
body = "{Court}"
judge = "{Judge}"
charges = [{provision = "{Article}"}]
penalties = [{type = "imprisonment", duration = {from = "{Term}", unit = "years"}}]
"""


def invented(count: int) -> list[list[str]]:
    """Return the rows of an invented table."""
    chance = random.Random(7)  # noqa: S311 - invented data, always the same
    rows = []
    for number in range(1, count + 1):
        name = f"Invented{chance.randrange(4000)} Person{number}"
        day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"
        told = [str(number), name, str(chance.randrange(18, 80)), chance.choice(["male", "female"]), "farmer; poet"]
        told += [f"Court of District {chance.randrange(40)}", f"J. Judge{chance.randrange(90)}", day]
        told += [f"art. {chance.randrange(100, 400)}", str(chance.randrange(1, 20)), day, "Usenova", "Kazakh"]
        rows.append([*told, *[f"a note of some words about row {number}, column {n}" for n in range(1, 18)]])
    return rows


def written(folder: Path, rows: list[list[str]]) -> tuple[Path, Path]:
    """Write the table as CSV and as XLSX."""
    plain, book = folder / "persons.csv", folder / "persons.xlsx"
    with plain.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("persons")
    for row in [COLUMNS, *rows]:
        sheet.append(row)
    workbook.save(book)
    return plain, book


def floor(path: Path, folder: Path) -> float:
    """Return the seconds of reading a table and inserting it into SQLite, all rows at once."""
    start = time.perf_counter()
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    else:
        sheet = load_workbook(path, read_only=True)["persons"]
        rows = [[str(cell or "") for cell in row] for row in sheet.values]
    database = sqlite3.connect(folder / f"floor{path.suffix}.sqlite3")
    columns = ", ".join(f"c{n}" for n in range(len(COLUMNS)))
    database.execute(f"CREATE TABLE t ({columns})")
    places = ", ".join("?" * len(COLUMNS))
    database.executemany(f"INSERT INTO t VALUES ({places})", rows)  # noqa: S608 - question marks only
    database.commit()
    return time.perf_counter() - start


def main(count: int) -> None:
    """Print the times of both, and how often the floor's time an import takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mapping = folder / "mapping.toml"
        mapping.write_text(MAPPING, "utf-8")
        for path in written(folder, invented(count)):
            command = [sys.executable, "-m", "khronika", "--chronicle", str(folder / f"c{path.suffix}")]
            subprocess.run([*command, "init"], check=True, stdout=subprocess.DEVNULL)
            bare = floor(path, folder)
            start = time.perf_counter()
            subprocess.run([*command, "import", str(path), "--mapping", str(mapping)], check=True)
            took = time.perf_counter() - start
            start = time.perf_counter()
            subprocess.run([*command, "import", str(path), "--mapping", str(mapping)], check=True)
            again = time.perf_counter() - start
            print(
                f"{path.name}: {count} rows of {len(COLUMNS)} columns in {took:.1f} s; again, all known: {again:.1f} s"
            )
            print(f"  plainly read and inserted: {bare:.2f} s; the import takes {took / bare:.0f} times as long")
    print(f"{platform.machine()}, Python {platform.python_version()}, Django {django.__version__}, ", end="")
    print(f"SQLite {sqlite3.sqlite_version}, openpyxl {openpyxl.__version__}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
