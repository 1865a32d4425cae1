"""The log: entries that are only ever added, each chained by hash to the one before.

An entry's hash covers the salted hash of its body, not the body, so that a body could be erased later and the chain
still verify.
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from khronika.errors import ChronicleError

SCHEMA = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, time TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    salt TEXT NOT NULL, body_hash TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE source (sha256 TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE statement (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL,
    standing TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX statement_of ON statement (sha256, place);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. ``time`` is ISO 8601 in UTC; ``body`` is canonical JSON."""

    number: int
    time: str
    actor: str
    kind: str
    body: str
    salt: str
    body_hash: str
    previous: str
    hash: str

    def body_fits(self) -> bool:
        """Tell whether the body is the one that was written."""
        return digest(self.salt, self.body) == self.body_hash

    def chained(self, origin: str) -> str:
        """Return the hash that the entry must have."""
        return digest(origin, str(self.number), self.time, self.actor, self.kind, self.body_hash, self.previous)


def digest(*parts: str) -> str:
    """Return the SHA-256 of parts that cannot run into each other."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entries(database: sqlite3.Connection) -> Iterator[Entry]:
    """Yield the log in order."""
    for row in database.execute(
        "SELECT number, time, actor, kind, body, salt, body_hash, previous, hash FROM entry ORDER BY number"
    ):
        yield Entry(*row)


def append(database: sqlite3.Connection, origin: str, actor: str, kind: str, body: Any) -> Entry:
    """Add an entry and fold it into the tables; the caller holds the transaction."""
    last = database.execute("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1").fetchone() or (0, "")
    text, salt = canonical(body), secrets.token_hex(16)
    time = datetime.now(UTC).isoformat(timespec="seconds")
    open_entry = Entry(last[0] + 1, time, actor, kind, text, salt, digest(salt, text), last[1], "")
    entry = replace(open_entry, hash=open_entry.chained(origin))
    database.execute(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", tuple(getattr(entry, name) for name in Entry.__slots__)
    )
    fold(database, entry)
    return entry


def fold(database: sqlite3.Connection, entry: Entry) -> None:
    """Bring the tables to what they are after the entry. Raises ChronicleError for a kind that is not known."""
    body = json.loads(entry.body)
    if entry.kind == "document_captured":
        told = body | {"captured": entry.time, "captured_by": entry.actor}
        database.execute("INSERT INTO source VALUES (?, ?)", (body["sha256"], canonical(told)))
    elif entry.kind == "statements_proposed":
        for place, one in enumerate(body["statements"]):
            database.execute(
                "INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, 'proposed', '', '', '')",
                (one["id"], body["sha256"], place, canonical(one["statement"])),
            )
    elif entry.kind == "decision":
        database.execute(
            "UPDATE statement SET standing = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?",
            (body["standing"], entry.actor, entry.time, body["reason"], body["id"]),
        )
    else:
        raise ChronicleError(
            f"entry {entry.number} is of the unknown kind {entry.kind!r}", do="open it with the Khronika that wrote it"
        )


def tables(database: sqlite3.Connection) -> tuple[list[Any], list[Any]]:
    """Return the folded tables, for comparing them."""
    return (
        database.execute("SELECT * FROM source ORDER BY sha256").fetchall(),
        database.execute("SELECT * FROM statement ORDER BY id").fetchall(),
    )
