"""Verifying: nothing in a chronicle changed since it was written."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from khronika.documents.opening import document_from
from khronika.errors import ChronicleError, DocumentError
from khronika.record.chronicle import Chronicle, document_of, evidence, sources
from khronika.record.log import SCHEMA, entries, fold, tables
from khronika.record.vault import load


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not match: where it is and what is wrong."""

    where: str
    what: str


def verify(chronicle: Chronicle) -> tuple[Fault, ...]:
    """Return what does not match, nothing if all is well: chain, bodies, tables, originals, quotes."""
    broken = (*chain(chronicle),)
    return broken or (*folded(chronicle), *originals(chronicle), *quotes(chronicle))


def chain(chronicle: Chronicle) -> Iterator[Fault]:
    """Yield the first entry of the log that was altered, or that follows a gap."""
    previous, number = "", 0
    with chronicle.reading() as database:
        for entry in entries(database):
            number += 1
            if entry.number != number or entry.previous != previous:
                yield Fault(f"entry {number}", "an entry before it is missing or was altered")
                return
            if not entry.body_fits() or entry.chained(chronicle.origin) != entry.hash:
                yield Fault(f"entry {entry.number}", "it was altered after it was written")
                return
            previous = entry.hash


def folded(chronicle: Chronicle) -> Iterator[Fault]:
    """Yield a fault if the tables are not what the log makes of them."""
    with closing(sqlite3.connect(":memory:")) as fresh, chronicle.reading() as database:
        fresh.executescript(SCHEMA)
        for entry in entries(database):
            fold(fresh, entry)
        for name, kept, made in zip(("source", "statement"), tables(database), tables(fresh), strict=True):
            if kept != made:
                changed = next((row[0] for row in kept if row not in made), "a missing row")
                yield Fault(f"table {name}", f"it is not what the log says, first at {changed}")


def originals(chronicle: Chronicle) -> Iterator[Fault]:
    """Yield a fault for each original whose bytes changed or are gone."""
    for source in sources(chronicle):
        try:
            if hashlib.sha256(load(chronicle.folder, source.sha256)).hexdigest() != source.sha256:
                yield Fault(source.filename, "the bytes of the original changed since it was captured")
        except ChronicleError as error:
            yield Fault(source.filename, error.what)


def quotes(chronicle: Chronicle) -> Iterator[Fault]:
    """Yield a fault for each quote that its document's text, kept or cut anew, does not have where it should."""
    texts: dict[str, tuple[str, str]] = {}
    for one in evidence(chronicle):
        sha256, quote = one.source.sha256, one.statement.quote
        if sha256 not in texts:
            try:
                kept = document_of(chronicle, sha256).text
                texts[sha256] = kept, document_from(load(chronicle.folder, sha256), one.source.filename).text
            except (ChronicleError, DocumentError, json.JSONDecodeError) as error:
                yield Fault(one.source.filename, f"its text cannot be had: {error}")
                texts[sha256] = "", ""
                continue
        if any(text and text[quote.start : quote.end] != quote.text for text in texts[sha256]):
            yield Fault(f"statement {one.id}", f"its quote does not stand in {one.source.filename} at {quote.start}")
