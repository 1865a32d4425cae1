"""Erasing: content goes, and the log keeps saying that it was there, and when, by whom and why it was erased.

The body and the salt of an entry are emptied; its hash, and the chain over it, stay. The tables are folded again
without it, so that nothing that followed from it is left. What other copies, backups and the free space of a disk or
a server's files still hold is out of a program's reach.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections

from khronika.errors import RequestError
from khronika.record.engine import alias_of, connected, told
from khronika.record.fold import enter, refold
from khronika.record.fold_decisions import UNDONE
from khronika.record.fold_statements import ADDED
from khronika.record.folder import Chronicle
from khronika.record.leaves import is_erased
from khronika.record.log import CONTENT_ERASED, Entry, printable
from khronika.record.models import DecisionRow, EntryRow, ErasureRow, SourceRow
from khronika.record.vault import abandoned, discard

DOCUMENT_KINDS = ("document_captured", "statements_proposed", ADDED)


def erase(chronicle: Chronicle, sha256: str, *, original: bool, actor: str, reason: str) -> Entry:
    """Erase a document: what was captured and read of it, the decisions on its statements, the text cut from it.

    With ``original`` its bytes go too. It is not captured again. This cannot be taken back. Returns the entry that
    tells of it. Raises RequestError if there is no such document, or no reason.
    """
    if not reason.strip():
        raise RequestError("an erasure needs a reason", do="add --reason")
    with chronicle.writing() as database:
        source = SourceRow.objects.using(database).filter(sha256=sha256).first()
        if source is None:
            raise RequestError("no such document was captured", do="see: khronika sources")
        going = entries_of(database, sha256)
        vault = [json.loads(source.body)["text"], *([sha256] if original else [])]
        body: dict[str, Any] = {"entries": going, "sha256": sha256, "vault": vault, "reason": printable(reason)}
        added = empty_out(database, chronicle, going, body, actor)
    finish(chronicle)
    return added


def erase_decision(chronicle: Chronicle, number: int, *, actor: str, reason: str) -> Entry:
    """Erase the content of a decision that was taken back, for instance a reason that named somebody.

    Raises RequestError if there is no such entry, if it is no decision, or if it was not taken back.
    """
    if not reason.strip():
        raise RequestError("an erasure needs a reason", do="add --reason")
    with chronicle.writing() as database:
        rows = list(DecisionRow.objects.using(database).filter(entry=f"{chronicle.origin}:{number}"))
        if not rows or any(row.in_force or row.kind == UNDONE for row in rows):
            raise RequestError(f"entry {number} is no decision that was taken back", do="undo it first")
        name = rows[0].entry
        body: dict[str, Any] = {"entries": [name], "sha256": "", "vault": [], "reason": printable(reason)}
        added = empty_out(database, chronicle, [name], body, actor)
    finish(chronicle)
    return added


def entries_of(database: str, sha256: str) -> list[str]:
    """Return the names of the entries that tell of nothing but a document and its statements, in their order."""
    rows = EntryRow.objects.using(database).order_by("place")
    going, statements = {}, set()
    for row in rows.filter(kind__in=DOCUMENT_KINDS, body__contains=sha256):
        body = json.loads(row.body)
        if body["sha256"] == sha256:
            going[row.place] = f"{row.origin}:{row.number}"
            statements |= {one["id"] for one in body.get("statements", ()) if not is_erased(one)}
            statements |= {body["id"]} if row.kind == ADDED else set()
    going |= only_about(database, statements)
    return [going[place] for place in sorted(going)]


def only_about(database: str, statements: set[str]) -> dict[int, str]:
    """Return the names, by their places, of the decisions that are about some statements and about nothing else."""
    going: dict[int, str] = {}
    about: dict[str, set[bool]] = {}
    names = DecisionRow.objects.using(database).filter(statement__in=statements).values_list("entry", flat=True)
    for one in DecisionRow.objects.using(database).filter(entry__in=names):
        about.setdefault(one.entry, set()).add(one.statement in statements)
        if about[one.entry] == {True}:
            going[one.number] = one.entry
        else:
            going.pop(one.number, None)
    return going


def empty_out(database: str, chronicle: Chronicle, names: list[str], body: dict[str, Any], actor: str) -> Entry:
    """Empty the content of entries, tell so in one more, and fold the tables without them."""
    added = enter(database, chronicle.origin, actor, CONTENT_ERASED, body)
    for name in names:
        origin, _, number = name.rpartition(":")
        EntryRow.objects.using(database).filter(origin=origin, number=int(number)).update(body="", salt="")
    refold(database)
    return added


def finish(chronicle: Chronicle) -> None:
    """Remove from the vault what was erased, and from the free space of an SQLite file: after a crash it may be there.

    Raises ChronicleError if that cannot be done.
    """
    for path in (*left(chronicle), *abandoned(chronicle.folder)):
        discard(path)
    alias = alias_of(chronicle.folder, chronicle.url, chronicle.keys, writing=True)
    if chronicle.url or connections[alias].in_atomic_block:
        return
    what = "what was erased is out of the log, and may still stand in the free space of its file"
    with told(what, str(chronicle.folder)), connected(alias), connections[alias].cursor() as cursor:
        cursor.execute("VACUUM")  # pages that are written anew hold nothing of what they held before


def left(chronicle: Chronicle) -> Iterator[Path]:
    """Yield what is still in the vault though it was erased, and no other document needs it."""
    with chronicle.reading() as database:
        erased = {hash_ for row in ErasureRow.objects.using(database) for hash_ in json.loads(row.vault)}
        if not erased:
            return
        needed = set()
        for row in SourceRow.objects.using(database):
            needed |= {row.sha256, json.loads(row.body)["text"]}
    for hash_ in sorted(erased - needed):
        path = chronicle.vault.path_of(hash_)
        if path.exists():
            yield path
