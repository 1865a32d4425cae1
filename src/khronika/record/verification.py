"""Verifying: nothing in a chronicle changed since it was written."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections

from khronika.documents.opening import EXTRACTOR, document_from
from khronika.errors import ChronicleError, KhronikaError
from khronika.record.captures import document_of
from khronika.record.erasure import left
from khronika.record.fold import folded
from khronika.record.folder import Chronicle
from khronika.record.holdings import evidence_in, stored
from khronika.record.log import Entry, entries
from khronika.record.models import ErasureRow, SourceRow
from khronika.record.tables import MODELS, name_of, stored_rows
from khronika.record.vault import load
from khronika.vocabulary.evidence import Evidence

COPY = "restore a copy from before"
REBUILD = "rebuild the tables from the log: khronika rebuild"


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
        found += list(chain(chronicle.origin, database)) or list(folds(database))
        try:
            rows = SourceRow.objects.using(database).order_by("number")
            bodies = {row.sha256: stored(row.body, row.sha256) for row in rows}
            said = evidence_in(database)
        except (KhronikaError, ObjectDoesNotExist, ValueError, TypeError) as error:
            return (*found, Fault("the tables", f"they cannot be read: {error}", REBUILD))
    found += leftovers(chronicle)
    found += originals(chronicle, bodies)
    found += quotes(chronicle, bodies, said)
    return tuple(found)


def database_faults(database: str) -> Iterator[Fault]:
    """Yield a fault if the database's own structure is damaged."""
    if connections[database].vendor == "sqlite":
        with connections[database].cursor() as cursor:
            told = cursor.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if told != "ok":
            yield Fault("chronicle.sqlite3", f"the database is damaged: {told}", COPY)


def chain(origin: str, database: str) -> Iterator[Fault]:
    """Yield the first entry of the log that was altered, or that follows a gap."""
    previous = {origin: (0, "")}
    for place, entry in enumerate(entries(database), start=1):
        number, hash_ = previous.get(entry.origin, (0, ""))
        where = f"entry {number + 1}"
        if (entry.place, entry.number, entry.previous) != (place, number + 1, hash_):
            yield Fault(where, "an entry before it is missing or was altered", COPY)
            return
        if not (entry.erased or entry.body_fits()) or entry.chained() != entry.hash or entry.origin not in previous:
            yield Fault(where, "it was altered after it was written", COPY)
            return
        previous[entry.origin] = (entry.number, entry.hash)


def folds(database: str) -> Iterator[Fault]:
    """Yield a fault for each table that is not what the log makes of it, and each content that is gone untold."""
    erased = set()

    def noted() -> Iterator[Entry]:
        for entry in entries(database):
            if entry.erased:
                erased.add(entry.name)
            yield entry

    try:
        made = folded(noted())
    except ChronicleError as error:
        yield Fault("the log", f"it cannot be folded: {error}", COPY)
        return
    told = {str(name) for name in made.rows[ErasureRow]}
    for name in sorted(erased ^ told):
        what = "its content is gone, and no entry tells so" if name in erased else "its content was to be erased"
        yield Fault(f"entry {name.rpartition(':')[2]}", what, COPY)
    for model in MODELS:
        rows, strange = made.rows[model], set()
        for row in stored_rows(database, model):
            if rows.pop(row[0], None) != row:
                strange.add(str(row[0]))
        if strange := strange.union(map(str, rows)):
            yield Fault(f"table {name_of(model)}", f"it is not what the log says, first at {min(strange)}", REBUILD)


def leftovers(chronicle: Chronicle) -> Iterator[Fault]:
    """Yield a fault for each file in the vault that was erased and is still there."""
    for path in left(chronicle):
        yield Fault(str(path), "it was erased, and is still there", REBUILD)


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
