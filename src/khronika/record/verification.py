"""Verifying: nothing in a chronicle changed since it was written."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections

from khronika.documents.opening import EXTRACTOR, document_from
from khronika.errors import ChronicleError, KhronikaError
from khronika.record.captures import document_of
from khronika.record.engine import file_of
from khronika.record.erasure import left
from khronika.record.fold import folded
from khronika.record.folder import Chronicle, head_of
from khronika.record.guards import guarded
from khronika.record.holdings import evidence_in, stored
from khronika.record.leaves import erased_leaves
from khronika.record.log import CONTENT_ERASED, Entry, entries
from khronika.record.models import ChronicleRow, EntryRow, ErasureRow, SourceRow
from khronika.record.tables import MODELS, name_of, stored_rows
from khronika.vocabulary.evidence import Evidence

COPY = "restore a copy from before"
REBUILD = "rebuild the tables from the log: khronika rebuild"
OPEN_STILL = "it is not encrypted, and still there"

Step = Callable[[str], None]


def unseen(where: str) -> None:
    """Tell nobody what is looked at."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not match: where it is, what is wrong, and what to do about it."""

    where: str
    what: str
    do: str = ""


def verify(chronicle: Chronicle, noted: str = "", step: Step = unseen) -> tuple[Fault, ...]:
    """Return what does not match, nothing if all is well: see ``faults_of``."""
    return tuple(faults_of(chronicle, noted, step))


def steps(chronicle: Chronicle) -> int:
    """Return how many steps verifying takes: each entry is met twice, each document twice."""
    with chronicle.reading() as database:
        return 2 * EntryRow.objects.using(database).count() + 2 * SourceRow.objects.using(database).count()


def faults_of(chronicle: Chronicle, noted: str = "", step: Step = unseen) -> Iterator[Fault]:
    """Yield what does not match, as it is found; ``step`` is told of what is looked at.

    The chain of each origin and the bodies of its entries, and that the entry of a ``noted`` hash is among them; the
    tables against a fold of the log; the bytes of every original and of its text; every quote, sliced out of the kept
    text and, if the same extractor still cuts it, out of the original cut anew. Raises ChronicleError if the database
    cannot be read at all.
    """
    with chronicle.reading() as database:
        yield from database_faults(chronicle, database)
        broken = list(chain(chronicle.origin, database, step))
        yield from broken
        yield from cut_off(database, noted)
        if not broken:
            yield from folds(database, step)
        try:
            rows = SourceRow.objects.using(database).order_by("number")
            bodies = {row.sha256: stored(row.body, row.sha256) for row in rows}
            said = evidence_in(database)
        except (KhronikaError, ObjectDoesNotExist, ValueError, TypeError) as error:
            yield Fault("the tables", f"they cannot be read: {error}", REBUILD)
            return
    yield from leftovers(chronicle)
    yield from originals(chronicle, bodies, step)
    yield from quotes(chronicle, bodies, said, step)


def database_faults(chronicle: Chronicle, database: str) -> Iterator[Fault]:
    """Yield a fault if the database's own structure is damaged, or if it is not the one that was begun."""
    if connections[database].vendor == "sqlite":
        with connections[database].cursor() as cursor:
            told = cursor.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if told != "ok":
            yield Fault(file_of(chronicle.folder, chronicle.keys).name, f"the database is damaged: {told}", COPY)
    if not guarded(database):
        yield Fault("the log", "what keeps it from being changed was taken away", REBUILD)
    head, row = head_of(chronicle.folder), ChronicleRow.objects.using(database).get()
    for name in ("begun", "begun_by"):
        if not chronicle.keys and head.get(name) != getattr(row, name):
            yield Fault("chronicle.toml", f"its line {name!r} was changed", COPY)


def chain(origin: str, database: str, step: Step = unseen) -> Iterator[Fault]:
    """Yield the first entry of the log that was altered, or that follows a gap; each origin has a chain of its own."""
    previous: dict[str, tuple[int, str]] = {}
    resealed = sealed_anew(database)
    for place, entry in enumerate(entries(database), start=1):
        number, hash_ = previous.get(entry.origin, (0, ""))
        where = f"entry {number + 1}" + ("" if entry.origin == origin else f" of {entry.origin} (place {place})")
        step(where)
        if (entry.place, entry.number, entry.previous) != (place, number + 1, hash_):
            yield Fault(where, "an entry before it is missing or was altered", COPY)
            return
        if not (entry.erased or entry.body_fits(resealed.get(entry.name, ""))) or entry.chained() != entry.hash:
            yield Fault(where, "it was altered after it was written", COPY)
            return
        previous[entry.origin] = (entry.number, entry.hash)
    if previous and origin not in previous:
        yield Fault("chronicle.toml", "its origin was changed: no entry of the log is of it", COPY)


def cut_off(database: str, noted: str) -> Iterator[Fault]:
    """Yield a fault if no entry has a hash that somebody noted: a chain alone cannot tell that its end is missing."""
    if noted and not EntryRow.objects.using(database).filter(hash=noted).exists():
        yield Fault("the end of the log", f"the entry that was noted ({noted[:12]}…) is not there any more", COPY)


def sealed_anew(database: str) -> dict[str, str]:
    """Return the hashes, by the names of entries, of what erasures left of those that could not prove their parts.

    The entries that tell of them are in the chain: a false one is a fault of its own.
    """
    found: dict[str, str] = {}
    for row in (
        EntryRow.objects.using(database).filter(kind=CONTENT_ERASED, body__contains='"resealed"').order_by("place")
    ):
        with suppress(ValueError, TypeError, AttributeError):
            found |= json.loads(row.body).get("resealed", {})
    return found


def folds(database: str, step: Step = unseen) -> Iterator[Fault]:
    """Yield a fault for each table that is not what the log makes of it, and each content that is gone untold."""
    erased = set()

    def noted() -> Iterator[Entry]:
        for entry in entries(database):
            step(f"entry {entry.number}")
            if entry.erased:
                erased.add(entry.name)
            erased.update(f"{entry.name}/{leaf}" for leaf in erased_leaves(entry.body))
            yield entry

    try:
        made = folded(noted())
    except ChronicleError as error:
        yield Fault("the log", f"it cannot be folded: {error}", COPY)
        return
    told = {str(name) for name in made.rows[ErasureRow]}
    told = {name for name in told if "/" not in name or name.partition("/")[0] not in erased}
    for name in sorted(erased ^ told):
        what = "its content is gone, and no entry tells so" if name in erased else "its content was to be erased"
        yield Fault(f"entry {name.partition('/')[0].rpartition(':')[2]}", what, COPY)
    for model in MODELS:
        rows, strange = made.rows[model], set()
        for row in stored_rows(database, model):
            if rows.pop(row[0], None) != row:
                strange.add(str(row[0]))
        if strange := strange.union(map(str, rows)):
            yield Fault(f"table {name_of(model)}", f"it is not what the log says, first at {min(strange)}", REBUILD)


def leftovers(chronicle: Chronicle) -> Iterator[Fault]:
    """Yield a fault for each file that was erased and is still there, or lies open beside what was encrypted."""
    for path in left(chronicle):
        yield Fault(str(path), "it was erased, and is still there", REBUILD)
    if chronicle.keys:
        database = file_of(chronicle.folder, None)
        for path in (*chronicle.vault.unsealed(), database, database.with_name(f"{database.name}-journal")):
            if path.exists():
                yield Fault(str(path), OPEN_STILL, "remove it with: khronika encrypt")


def originals(chronicle: Chronicle, bodies: dict[str, dict[str, Any]], step: Step = unseen) -> Iterator[Fault]:
    """Yield a fault for each original, and each text cut from one, whose bytes changed or are gone."""
    for sha256, body in bodies.items():
        step(str(body.get("filename")))
        for hash_, what in (
            (sha256, "the original"),
            (str(body.get("text")), "the text that was cut from the original"),
        ):
            where = str(body.get("filename") or sha256)
            try:
                if hashlib.sha256(chronicle.vault.load(hash_)).hexdigest() != hash_:
                    yield Fault(where, f"the bytes of {what} changed since it was captured", COPY)
            except ChronicleError as error:
                yield Fault(where, f"{what}: {error.what}", COPY)


def quotes(
    chronicle: Chronicle, bodies: dict[str, dict[str, Any]], said: Iterable[Evidence], step: Step = unseen
) -> Iterator[Fault]:
    """Yield a fault for each quote that its document's text, kept or cut anew, does not have where it should."""
    for sha256, group in groupby(said, key=lambda one: one.source.sha256):
        if sha256 not in bodies:
            yield Fault(sha256, "statements rest on it, and it is not among the sources", REBUILD)
            continue
        filename = str(bodies[sha256].get("filename"))
        step(filename)
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
        yield document_from(chronicle.vault.load(sha256), body["filename"]).text
