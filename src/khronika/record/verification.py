"""Verifying: nothing in a chronicle changed since it was written."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from khronika.documents.opening import EXTRACTOR, document_from
from khronika.errors import ChronicleError, KhronikaError
from khronika.record.chronicle import Chronicle, captured, document_of, evidence_in
from khronika.record.fold import TABLES, fold, lay, tables
from khronika.record.log import entries
from khronika.record.vault import load
from khronika.vocabulary.evidence import Evidence

COPY = "restore a copy from before"
REBUILD = "rebuild the tables from the log"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not match: where it is, what is wrong, and what to do about it."""

    where: str
    what: str
    do: str = ""


def verify(chronicle: Chronicle) -> tuple[Fault, ...]:
    """Return what does not match, nothing if all is well.

    The chain and the bodies of its entries; the tables against a fold of the log; the bytes of every original and
    of its text; every quote, sliced out of the kept text and, if the same extractor still cuts it, out of the
    original cut anew. Raises ChronicleError if the database cannot be read at all.
    """
    with chronicle.reading() as database:
        found = list(database_faults(database))
        found += list(chain(chronicle.origin, database)) or list(folded(database))
        try:
            rows = database.execute("SELECT sha256 FROM source ORDER BY number").fetchall()
            held = [(sha256, captured(database, sha256)) for (sha256,) in rows]
            said = evidence_in(database)
        except (KhronikaError, ValueError, TypeError) as error:
            return (*found, Fault("the tables", f"they cannot be read: {error}", REBUILD))
    bodies = {sha256: source[0] for sha256, source in held if source}
    found += originals(chronicle, bodies)
    found += quotes(chronicle, bodies, said)
    return tuple(found)


def database_faults(database: sqlite3.Connection) -> Iterator[Fault]:
    """Yield a fault if the database's own structure is damaged."""
    told = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if told != "ok":
        yield Fault("chronicle.sqlite3", f"the database is damaged: {told}", COPY)


def chain(origin: str, database: sqlite3.Connection) -> Iterator[Fault]:
    """Yield the first entry of the log that was altered, or that follows a gap."""
    previous = ""
    for number, entry in enumerate(entries(database), start=1):
        if entry.number != number or entry.previous != previous:
            yield Fault(f"entry {number}", "an entry before it is missing or was altered", COPY)
            return
        if not entry.body_fits() or entry.chained(origin) != entry.hash:
            yield Fault(f"entry {number}", "it was altered after it was written", COPY)
            return
        previous = entry.hash


def folded(database: sqlite3.Connection) -> Iterator[Fault]:
    """Yield a fault for each table that is not what the log makes of it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        lay(fresh)
        try:
            for entry in entries(database):
                fold(fresh, entry)
        except (ChronicleError, sqlite3.Error, ValueError, KeyError) as error:
            yield Fault("the log", f"it cannot be folded: {error}", COPY)
            return
        kept, made = tables(database), tables(fresh)
    for name in TABLES:
        if kept[name] != made[name]:
            yield Fault(
                f"table {name}", f"it is not what the log says, first at {first(kept[name], made[name])}", REBUILD
            )


def first(kept: list[tuple[Any, ...]], made: list[tuple[Any, ...]]) -> str:
    """Return the key of the first row that is in one of two tables only."""
    strange = set(kept) ^ set(made)
    return str(min(str(row[0]) for row in strange)) if strange else "the order of its rows"


def originals(chronicle: Chronicle, bodies: dict[str, dict[str, Any]]) -> Iterator[Fault]:
    """Yield a fault for each original, and each text cut from one, whose bytes changed or are gone."""
    for sha256, body in bodies.items():
        for hash_, what in (
            (sha256, "the original"),
            (str(body.get("text")), "the text that was cut from the original"),
        ):
            where = str(body.get("filename") or sha256)
            try:
                if hashlib.sha256(load(chronicle.folder, hash_)).hexdigest() != hash_:
                    yield Fault(where, f"the bytes of {what} changed since it was captured", COPY)
            except ChronicleError as error:
                yield Fault(where, f"{what}: {error.what}", COPY)


def quotes(chronicle: Chronicle, bodies: dict[str, dict[str, Any]], said: Iterable[Evidence]) -> Iterator[Fault]:
    """Yield a fault for each quote that its document's text, kept or cut anew, does not have where it should."""
    for sha256, group in groupby(said, key=lambda one: one.source.sha256):
        if sha256 not in bodies:
            yield Fault(sha256, "statements rest on it, and it is not among the sources", REBUILD)
            continue
        filename = str(bodies[sha256].get("filename"))
        try:
            texts = list(texts_of(chronicle, sha256, bodies[sha256]))
        except (KhronikaError, KeyError, TypeError, ValueError) as error:
            yield Fault(filename, f"its text cannot be had: {error}", COPY)
            continue
        for one in group:
            quote = one.statement.quote
            if any(text[quote.start : quote.end] != quote.text for text in texts):
                yield Fault(f"statement {one.id}", f"its quote does not stand in {filename} at {quote.start}", COPY)


def texts_of(chronicle: Chronicle, sha256: str, body: dict[str, Any]) -> Iterator[str]:
    """Yield the text as it was kept and, from the extractor that cut it, as it is cut anew.

    Another version of the extractor may cut another text; the quotes are of the one that was kept.
    """
    yield document_of(chronicle, sha256).text
    if body.get("extractor") == EXTRACTOR:
        yield document_from(load(chronicle.folder, sha256), body["filename"]).text
