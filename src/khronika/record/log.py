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

ENTRY_TABLE = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, time TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    salt TEXT NOT NULL, body_hash TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log.

    ``number`` counts from 1 and alone gives the order: ``time`` (ISO 8601 in UTC) is what the clock said, and clocks
    go back. ``body`` is canonical JSON. The hashes are SHA-256 in hexadecimal; ``previous`` is empty in the first.
    """

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


COLUMNS = ", ".join(Entry.__slots__)


def digest(*parts: str) -> str:
    """Return the SHA-256 of parts that cannot run into each other."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entries(database: sqlite3.Connection) -> Iterator[Entry]:
    """Yield the log in order; what damage has made of a text is yielded as text."""
    for number, *texts in database.execute(f"SELECT {COLUMNS} FROM entry ORDER BY number"):  # noqa: S608 - our own columns
        yield Entry(number, *map(str, texts))


def head(database: sqlite3.Connection) -> tuple[int, str]:
    """Return the number and the hash of the last entry: 0 and nothing in an empty log."""
    last = database.execute("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1").fetchone()
    return (last[0], last[1]) if last else (0, "")


def append(database: sqlite3.Connection, origin: str, actor: str, kind: str, body: Any) -> Entry:
    """Add an entry; the caller holds the transaction and folds it into the tables."""
    number, previous = head(database)
    text, salt = canonical(body), secrets.token_hex(16)
    time = datetime.now(UTC).isoformat(timespec="seconds")
    unsigned = Entry(number + 1, time, actor, kind, text, salt, digest(salt, text), previous, "")
    entry = replace(unsigned, hash=unsigned.chained(origin))
    database.execute(
        f"INSERT INTO entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own columns
        tuple(getattr(entry, name) for name in Entry.__slots__),
    )
    return entry
