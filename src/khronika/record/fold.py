"""The tables: what the log comes to. They are folded from its entries and can be thrown away and folded again.

``source`` holds the captured documents, ``statement`` what was read from them with its standing, ``decision`` the
decisions that stand. Nothing is written to them but by ``fold``.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from khronika.errors import ChronicleError
from khronika.record.log import Entry, append, canonical, entries
from khronika.vocabulary.evidence import Standing

TABLES_VERSION = 1  # raised whenever the same log would be folded into other tables

TABLES = MappingProxyType(
    {
        "source": """CREATE TABLE source (
            sha256 TEXT PRIMARY KEY, number INTEGER NOT NULL, body TEXT NOT NULL, reader TEXT NOT NULL,
            note TEXT NOT NULL)""",
        "statement": """CREATE TABLE statement (
            id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL,
            standing TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at TEXT NOT NULL, reason TEXT NOT NULL)""",
        "decision": """CREATE TABLE decision (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL, standing TEXT NOT NULL, decided_by TEXT NOT NULL,
            decided_at TEXT NOT NULL, reason TEXT NOT NULL)""",
    }
)
INDEXES = (
    "CREATE INDEX statement_of ON statement (sha256, place)",
    "CREATE INDEX decision_of ON decision (id, number)",
)


def lay(database: sqlite3.Connection) -> None:
    """Lay the empty tables."""
    for statement in (*TABLES.values(), *INDEXES):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {TABLES_VERSION}")


def refold(database: sqlite3.Connection) -> None:
    """Throw the tables away and fold them from the log again; the caller holds the transaction."""
    for name in TABLES:
        database.execute(f"DROP TABLE IF EXISTS {name}")
    lay(database)
    for entry in entries(database):
        fold(database, entry)


def enter(database: sqlite3.Connection, origin: str, actor: str, kind: str, body: Any) -> None:
    """Add an entry to the log and fold it; the caller holds the transaction."""
    fold(database, append(database, origin, actor, kind, body))


def fold(database: sqlite3.Connection, entry: Entry) -> None:
    """Bring the tables to what they are after the entry.

    Raises ChronicleError for an entry of an unknown kind, or one that speaks of what is not there.
    """
    if entry.kind not in FOLDS:
        raise ChronicleError(
            f"it is of the unknown kind {entry.kind!r}",
            where=f"entry {entry.number}",
            do="open it with the Khronika that wrote it",
        )
    FOLDS[entry.kind](database, entry, json.loads(entry.body))


def fold_capture(database: sqlite3.Connection, entry: Entry, body: dict[str, Any]) -> None:
    """Add a source that no reader has read yet."""
    told = body | {"captured": entry.time, "captured_by": entry.actor}
    database.execute("INSERT INTO source VALUES (?, ?, ?, '', '')", (body["sha256"], entry.number, canonical(told)))


def fold_reading(database: sqlite3.Connection, entry: Entry, body: dict[str, Any]) -> None:
    """Put a reading in the place of the one before it; what a person has decided on stays whoever reads."""
    changed = database.execute(
        "UPDATE source SET reader = ?, note = ? WHERE sha256 = ?", (body["reader"], body["note"], body["sha256"])
    )
    expect(changed.rowcount == 1, entry, "reads a document that was not captured")
    fresh = {one["id"] for one in body["statements"]}
    held = database.execute("SELECT id, standing FROM statement WHERE sha256 = ?", (body["sha256"],)).fetchall()
    stale = [(id_,) for id_, standing in held if standing == Standing.PROPOSED and id_ not in fresh]
    database.executemany("DELETE FROM statement WHERE id = ?", stale)
    for place, one in enumerate(body["statements"]):
        database.execute(
            "INSERT INTO statement VALUES (?, ?, ?, ?, 'proposed', '', '', '')"
            " ON CONFLICT (id) DO UPDATE SET place = excluded.place, body = excluded.body",
            (one["id"], body["sha256"], place, canonical(one["statement"])),
        )


def fold_decision(database: sqlite3.Connection, entry: Entry, body: dict[str, Any]) -> None:
    """Let a decision stand until a later one, or until it is taken back."""
    database.execute(
        "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?)",
        (entry.number, body["id"], body["standing"], entry.actor, entry.time, body["reason"]),
    )
    settle(database, entry, body["id"])


def fold_undoing(database: sqlite3.Connection, entry: Entry, body: dict[str, Any]) -> None:
    """Take a decision back: the one before it stands again."""
    gone = database.execute("DELETE FROM decision WHERE number = ? AND id = ?", (body["decision"], body["id"]))
    expect(gone.rowcount == 1, entry, "takes back a decision that does not stand")
    settle(database, entry, body["id"])


def settle(database: sqlite3.Connection, entry: Entry, id_: str) -> None:
    """Give a statement the standing of its last decision."""
    last = database.execute(
        "SELECT standing, decided_by, decided_at, reason FROM decision WHERE id = ? ORDER BY number DESC LIMIT 1",
        (id_,),
    ).fetchone()
    changed = database.execute(
        "UPDATE statement SET standing = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?",
        (*(last or (Standing.PROPOSED.value, "", "", "")), id_),
    )
    expect(changed.rowcount == 1, entry, "decides on a statement that is not there")


def expect(true: bool, entry: Entry, wrong: str) -> None:
    """Raise ChronicleError that names the entry unless something is true."""
    if not true:
        raise ChronicleError(f"it {wrong}", where=f"entry {entry.number}", do="restore a copy")


FOLDS: Mapping[str, Callable[[sqlite3.Connection, Entry, dict[str, Any]], None]] = MappingProxyType(
    {
        "document_captured": fold_capture,
        "statements_proposed": fold_reading,
        "decision": fold_decision,
        "decision_undone": fold_undoing,
    }
)


def tables(database: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each table in the order of their keys, for comparing them."""
    return {
        name: database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()  # noqa: S608 - our own tables
        for name in TABLES
    }
