"""The log: entries that are only ever added, each chained by hash to the one before of the same origin.

An entry's hash covers the salted hash of its body, not the body, so that a body can be erased and the chain still
verify. Without the salt, which is erased with it, nobody can try out what the body may have been.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import connections

from khronika.record.hashes import canonical, digest
from khronika.record.leaves import fits, hash_of
from khronika.record.models import EntryRow
from khronika.record.tables import inserting, stored_rows

__all__ = [
    "CLOCK_WENT_BACK",
    "COLUMNS",
    "CONTENT_ERASED",
    "Entry",
    "append",
    "canonical",
    "digest",
    "entries",
    "head",
    "now",
    "printable",
]

CLOCK_WENT_BACK = "clock_went_back"
CONTENT_ERASED = "content_erased"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log.

    ``place`` counts all entries from 1 and alone gives their order, ``number`` counts those of an origin. ``time``
    (ISO 8601 in UTC) is what the clock said, and clocks go back: an entry before it tells that this one did.
    ``body`` is canonical JSON; it and the ``salt`` are empty once they were erased. The hashes are SHA-256 in
    hexadecimal; ``previous`` is empty in the first of an origin.
    """

    place: int
    origin: str
    number: int
    time: str
    actor: str
    kind: str
    body: str
    salt: str
    body_hash: str
    previous: str
    hash: str

    @property
    def name(self) -> str:
        """How other entries speak of it."""
        return f"{self.origin}:{self.number}"

    @property
    def erased(self) -> bool:
        """Whether the content is gone."""
        return not self.body and not self.salt

    def body_fits(self, resealed: str = "") -> bool:
        """Tell whether the body is the one that was written, or what was left of it when a part was erased.

        ``resealed`` is the hash of what was left, if an entry tells of one.
        """
        return fits(self.salt, self.body, self.body_hash, *([resealed] if resealed else []))

    def chained(self) -> str:
        """Return the hash that the entry must have."""
        told = (self.origin, str(self.number), self.time, self.actor, self.kind, self.body_hash, self.previous)
        return digest(*told)


COLUMNS = Entry.__slots__
LAST = "SELECT place, origin, number, hash, time FROM entry "


def printable(text: str) -> str:
    """Return a text with a mark in the place of what is no character: old disks hold such names, no database does."""
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" or letter == "\0" else letter for letter in text)


def now() -> str:
    """Return what the clock says."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def entries(database: str) -> Iterator[Entry]:
    """Yield the log in order; what damage has made of a text is yielded as text."""
    for place, origin, number, *texts in stored_rows(database, EntryRow):
        yield Entry(place, str(origin), number, *map(str, texts))


def head(database: str) -> tuple[int, str]:
    """Return the place and the hash of the last entry: 0 and nothing in an empty log."""
    last = EntryRow.objects.using(database).order_by("-place").values_list("place", "hash").first()
    return last or (0, "")


def append(database: str, origin: str, actor: str, kind: str, body: Any) -> list[Entry]:
    """Add an entry; the caller holds the transaction and folds what is returned into the tables.

    If the clock went back since the last entry, one more is added before it that tells so.
    """
    with connections[database].cursor() as cursor:
        cursor.execute(LAST + "ORDER BY place DESC LIMIT 1")
        place, own, number, previous, before = cursor.fetchone() or (0, origin, 0, "", "")
        if own != origin:
            cursor.execute(LAST + "WHERE origin = %s ORDER BY number DESC LIMIT 1", [origin])
            _, _, number, previous, before = cursor.fetchone() or (0, origin, 0, "", "")
    time, added = now(), []
    contents = [(kind, body)]
    if time < before:
        contents.insert(0, (CLOCK_WENT_BACK, {"from": before, "to": time}))
    for one_kind, one_body in contents:
        place, number = place + 1, number + 1
        text, salt = canonical(one_body), secrets.token_hex(16)
        bare = Entry(
            place, origin, number, time, printable(actor), one_kind, text, salt, hash_of(salt, one_body), previous, ""
        )
        added.append(replace(bare, hash=bare.chained()))
        previous = added[-1].hash
    with connections[database].cursor() as cursor:
        cursor.executemany(inserting(EntryRow), [[getattr(one, name) for name in COLUMNS] for one in added])
    return added
