"""Time the record: append, fold, rebuild, verify and look names up, beside a plain insert into the same database as the floor.

Statements come five to a document, four figures and a person; the documents and what is read from them are invented. Arguments: how many
statements, each a run of its own (10000 100000); with ``--database URL`` also in that PostgreSQL database, emptied first.
"""

import argparse
import hashlib
import json
import platform
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from django.db import connections

from khronika.documents.document import Block, Document, Role
from khronika.record import verification
from khronika.record.chronicle import Chronicle, capture, decide, evidence, init, rebuild
from khronika.record.fold import folded
from khronika.record.keys import Lock, new_lock, unlocked
from khronika.record.log import canonical, entries
from khronika.record.models import EntryRow
from khronika.record.people import find
from khronika.record.tables import stored_rows
from khronika.record.vault import Vault
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.statement import Party, Profile, Quote, Toll
from khronika.vocabulary.terms import Measure

EACH = 5  # statements a document
WORDS = "five words that were invented"
GIVEN = ("Aida", "Marat", "Lena", "Nurlan", "Zhanna", "Timur", "Saule")  # with a number after them: nobody's
FAMILY = ("Sarova", "Dosov", "Orlik", "Bekov", "Imova", "Talin", "Usen", "Kerim", "Abayev", "Holt", "Zhumin")
SAMPLE = 200  # documents that are timed with the vault's files and each in a transaction of its own


def name_of(number: int) -> str:
    """Return the invented name of the person of a document; two documents in three tell of somebody new."""
    somebody = number - number // 3
    return f"{GIVEN[somebody % len(GIVEN)]}{somebody // 50 % 97} {FAMILY[somebody % len(FAMILY)]}{somebody}"


def document(number: int) -> tuple[bytes, Document, tuple[Profile | Toll, ...]]:
    """Return an invented document and its statements."""
    lines = [
        f"In village {number}-{one}, {one + 2} people were hurt when the police came.\n" for one in range(EACH - 1)
    ]
    lines.append(f"Among them was {name_of(number)}, a teacher.\n")
    text = "".join(lines)
    blocks, start = [], 0
    said: list[Profile | Toll] = []
    for one, line in enumerate(lines):
        blocks.append(Block(start, start + len(line) - 1, Role.PARAGRAPH, number=one + 1, line=one + 1))
        quote = Quote(start, start + len(line) - 1, line[:-1])
        place = f"village {number}-{one}"
        if one == EACH - 1:
            who = Party(name=name_of(number))
            said.append(Profile(document=f"d{number}", quote=quote, subject=who, roles=("teacher",)))
            continue
        said.append(
            Toll(document=f"d{number}", quote=quote, measure=Measure.INJURED, count=one + 2, who="people", place=place)
        )
        start += len(line)
    data = text.encode()
    made = Document(
        id=f"d{number}",
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        filename=f"d{number}.txt",
        blocks=tuple(blocks),
        publisher="An Invented Bulletin",
        published="2024-05",
        language="en",
    )
    return data, made, tuple(said)


def timed(work: Callable[[], Any]) -> float:
    """Return how many seconds something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def plain_insert(rows: list[tuple[Any, ...]], folder: Path, chronicle: Chronicle) -> float:
    """Return how long it takes to insert the log's rows into an unchained table of the same database, at once."""
    names = "place, origin, number, time, actor, kind, body, salt, body_hash, previous, hash"
    if not chronicle.url:
        with closing(sqlite3.connect(folder / "plain.sqlite3")) as database:
            database.execute(f"CREATE TABLE plain ({names})")
            command = f"INSERT INTO plain VALUES ({', '.join('?' * 11)})"  # noqa: S608 - our own columns

            def insert() -> None:
                database.executemany(command, rows)
                database.commit()

            return timed(insert)
    with chronicle.writing() as alias, connections[alias].cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE plain AS SELECT * FROM entry LIMIT 0")
        return timed(lambda: cursor.executemany(f"INSERT INTO plain VALUES ({', '.join(['%s'] * 11)})", rows))  # noqa: S608


def bulk(chronicle: Chronicle, statements: int) -> None:
    """Fill a chronicle's log by capturing in one transaction, without the vault's files."""

    def hashed(vault: Vault, data: bytes) -> str:
        del vault
        return hashlib.sha256(data).hexdigest()

    with mock.patch.object(Vault, "store", hashed), chronicle.writing():
        for number in range(SAMPLE, statements // EACH):
            data, made, said = document(number)
            capture(chronicle, data, made, said, actor="bench", reader="bench 1", note="")


def verified(chronicle: Chronicle) -> None:
    """Verify the database of a chronicle."""
    with chronicle.reading() as database:
        found = [*verification.chain(chronicle.origin, database), *verification.folds(database)]
        found += verification.database_faults(chronicle, database)
    assert not found


def measure(statements: int, url: str, lock: Lock | None) -> dict[str, float]:
    """Return the figures of one run, in seconds unless they say otherwise."""
    with tempfile.TemporaryDirectory(prefix="khronika-bench-") as place:
        folder = Path(place)
        chronicle = init(folder / "chronicle", actor="bench", url=url, lock=lock)
        prepared = [document(number) for number in range(SAMPLE)]

        def one_by_one() -> None:
            for data, made, said in prepared:
                capture(chronicle, data, made, said, actor="bench", reader="bench 1", note="")

        single = timed(one_by_one) / SAMPLE
        appended = timed(lambda: bulk(chronicle, statements))
        told: dict[str, float] = {"add, one document a transaction, ms each": single * 1000}
        told["append and fold, in one transaction"] = appended
        with chronicle.reading() as database:
            log = list(entries(database))
            rows = list(stored_rows(database, EntryRow))
            told["fold in memory"] = timed(lambda: folded(log))
            told["verify the chain"] = timed(lambda: list(verification.chain(chronicle.origin, database)))
            told["verify the tables"] = timed(lambda: list(verification.folds(database)))
        told["verify all but the documents"] = timed(lambda: verified(chronicle))
        told["rebuild"] = timed(lambda: rebuild(chronicle))
        told["read all evidence"] = timed(lambda: evidence(chronicle))
        id_ = json.loads(log[-1].body)["statements"][0]["id"]
        decided = timed(lambda: decide(chronicle, id_, Standing.ACCEPTED, actor="bench", reason=""))
        told["one decision, ms"] = decided * 1000
        asked = [name_of(number * statements // EACH // 20) for number in range(20)]
        turned = [" ".join(reversed(name.split())) for name in asked]
        found = [timed(lambda name=name: find(chronicle, name)) for name in turned]  # type: ignore[misc]
        told["look a name up, turned round, median ms"] = median(found) * 1000
        told["plain insert of the log"] = plain_insert(rows, folder, chronicle)
        told["MB of log"] = sum(len(row[6]) for row in rows) / 1e6
        assert len(rows) == 2 * statements // EACH
        assert canonical(to_record(prepared[0][2][0])) in canonical(json.loads(log[1].body))
        return told


def main() -> None:
    """Print the figures of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--database", default="", help="an empty PostgreSQL database instead of SQLite")
    parser.add_argument("--encrypted", action="store_true", help="in an encrypted chronicle, and time its opening")
    asked = parser.parse_args()
    lock = new_lock(WORDS) if asked.encrypted else None
    if lock:
        print(f"opening the keys takes {timed(lambda: unlocked(lock.file, lambda: WORDS, '')):.2f} s")
    for statements in asked.statements:
        print(
            f"{statements:,} statements, {'PostgreSQL' if asked.database else 'SQLite'}{' encrypted' if lock else ''}"
        )
        for name, value in measure(statements, asked.database, lock).items():
            print(f"  {name:45}{value:10.2f}", flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", end=", ")
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")


if __name__ == "__main__":
    main()
