"""A chronicle: documents are captured, what was read from them is proposed, people decide, anybody asks."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from khronika.documents.document import Block, Document, Role
from khronika.documents.opening import EXTRACTOR
from khronika.errors import ChronicleError, ReadingError, RequestError
from khronika.record.fold import enter, refold
from khronika.record.folder import Chronicle, init, open_chronicle
from khronika.record.log import canonical, digest, head
from khronika.record.vault import load, store
from khronika.vocabulary.contract import from_record, to_record
from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.statement import Statement

__all__ = [
    "Chronicle",
    "capture",
    "decide",
    "document_of",
    "evidence",
    "find_evidence",
    "init",
    "known",
    "last_entry",
    "open_chronicle",
    "propose",
    "rebuild",
    "sources",
    "statement_id",
    "undo",
    "unread",
]

SOURCE_SLOTS = ("media_type", "filename", "title", "publisher", "author", "published", "modified", "language", "url")
SOURCE_FIELDS = frozenset(field.name for field in fields(Source))
ID_LENGTH = 16  # hexadecimal digits: two of a million statements share a name once in 37 million chronicles
LAST = "\U0010ffff"  # sorts after every other character


def known(chronicle: Chronicle, sha256: str) -> bool:
    """Tell whether the bytes of a hash were captured before."""
    with chronicle.reading() as database:
        return captured(database, sha256) is not None


def captured(database: sqlite3.Connection, sha256: str) -> tuple[dict[str, Any], str] | None:
    """Return what was captured of a document and who read it last, or None."""
    row = database.execute("SELECT body, reader FROM source WHERE sha256 = ?", (sha256,)).fetchone()
    return (stored(row[0], sha256), row[1]) if row else None


def stored(text: str | bytes, where: str) -> dict[str, Any]:
    """Return what was stored as JSON. Raises ChronicleError if it is damaged."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise ChronicleError("what is kept of it is damaged", where=where, do="see khronika verify; restore a copy")
    return value


def capture(
    chronicle: Chronicle,
    data: bytes,
    document: Document,
    statements: Sequence[Statement],
    *,
    actor: str,
    reader: str,
    note: str,
) -> bool:
    """Keep an original, its text and what was read from it, in one transaction; False if it was known already.

    The text is kept as it was cut, so that quotes stay valid whatever later versions cut. A crash before the end
    leaves at most bytes in the vault that nothing points at; the next try takes them up.
    Raises ReadingError for a quote that is not the document's, ChronicleError if it cannot be written.
    """
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise ReadingError("the document was not made from these bytes", where=document.filename)
    document = replace(document, id=printable(document.id), filename=printable(document.filename))
    read = reading_of(document, statements, reader, note)
    blocks = [[b.start, b.end, b.role.value, b.number, b.page, b.line] for b in document.blocks]
    store(chronicle.folder, data)
    text = store(chronicle.folder, canonical({"text": document.text, "blocks": blocks}).encode())
    body = {slot: getattr(document, slot) for slot in SOURCE_SLOTS}
    body |= {"document": document.id, "sha256": document.sha256, "text": text, "extractor": EXTRACTOR}
    body |= {"captions": document.texts(Role.CAPTION), "credits": document.texts(Role.CREDIT)}
    with chronicle.writing() as database:
        if captured(database, document.sha256):
            return False
        enter(database, chronicle.origin, actor, "document_captured", body)
        enter(database, chronicle.origin, actor, "statements_proposed", read)
    return True


def printable(name: str) -> str:
    """Return a file's name with a mark in the place of what is no character: old disks hold such names."""
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in name)


def propose(
    chronicle: Chronicle, sha256: str, statements: Sequence[Statement], *, actor: str, reader: str, note: str
) -> bool:
    """Enter another reading of a captured document; False if this reader has read it already.

    Statements of the reading before it that are not in this one fall away, unless a person decided on them.
    Raises ReadingError for a quote that is not the document's, ChronicleError if it was not captured.
    """
    read = reading_of(document_of(chronicle, sha256), statements, reader, note)
    with chronicle.writing() as database:
        source = captured(database, sha256)
        if source is None or source[1] == reader:
            return False
        enter(database, chronicle.origin, actor, "statements_proposed", read)
    return True


def reading_of(document: Document, statements: Sequence[Statement], reader: str, note: str) -> dict[str, Any]:
    """Return the body of an entry that proposes statements. Raises ReadingError for a quote that is not exact."""
    proposed: dict[str, Statement] = {}
    for statement in statements:
        quote = statement.quote
        if not quote.text or document.text[quote.start : quote.end] != quote.text:
            raise ReadingError(
                f"{reader} quotes what does not stand at {quote.start}: {quote.text[:80]!r}",
                where=document.filename,
                do="report this as a defect of the reader",
            )
        own = replace(statement, document=document.id)
        proposed.setdefault(statement_id(document.sha256, own), own)
    records = [{"id": id_, "statement": to_record(one, reasons=True)} for id_, one in proposed.items()]
    return {"sha256": document.sha256, "reader": reader, "note": note, "statements": records}


def statement_id(sha256: str, statement: Statement) -> str:
    """Return the short name of a statement: the same for the same words of the same original."""
    return digest(sha256, canonical(to_record(statement)))[:ID_LENGTH]


def sources(chronicle: Chronicle) -> tuple[Source, ...]:
    """Return the captured documents in the order of capture."""
    with chronicle.reading() as database:
        return tuple(sources_in(database).values())


def unread(chronicle: Chronicle, reader: str) -> tuple[Source, ...]:
    """Return the captured documents whose last reading is not by this reader (its name and version)."""
    with chronicle.reading() as database:
        done = {sha256 for (sha256,) in database.execute("SELECT sha256 FROM source WHERE reader = ?", (reader,))}
        return tuple(source for source in sources_in(database).values() if source.sha256 not in done)


def sources_in(database: sqlite3.Connection) -> dict[str, Source]:
    """Return the captured documents by their hashes, in the order of capture."""
    rows = database.execute("SELECT sha256, body, note FROM source ORDER BY number")
    return {sha256: source_of(sha256, body, note) for sha256, body, note in rows}


def source_of(sha256: str, body: str, note: str) -> Source:
    """Return the source of a folded row."""
    told = stored(body, sha256) | {"sha256": sha256, "note": note}
    values: dict[str, Any] = {name: told[name] for name in SOURCE_FIELDS if name in told}
    values |= {name: tuple(values.get(name, ())) for name in ("captions", "credits")}
    return Source(**{"document": "", **values})


def evidence(chronicle: Chronicle) -> tuple[Evidence, ...]:
    """Return all statements with their sources and standing, in the order of capture and text."""
    with chronicle.reading() as database:
        return evidence_in(database)


def evidence_in(database: sqlite3.Connection, prefix: str = "") -> tuple[Evidence, ...]:
    """Return the statements whose names begin with something, in the order of capture and text."""
    rows = database.execute(
        "SELECT s.id, s.body, s.standing, s.decided_by, s.decided_at, s.reason, o.sha256, o.body, o.note"
        " FROM statement s JOIN source o ON o.sha256 = s.sha256 WHERE s.id >= ? AND s.id < ?"
        " ORDER BY o.number, s.place, s.id",
        (prefix, prefix + LAST),
    )
    held: dict[str, Source] = {}
    return tuple(evidence_of(row, held) for row in rows)


def evidence_of(row: tuple[str, ...], held: dict[str, Source]) -> Evidence:
    """Return the evidence of a folded row; ``held`` keeps its source for the rows to come."""
    id_, body, standing, decided_by, decided_at, reason, sha256, *source = row
    if sha256 not in held:
        held[sha256] = source_of(sha256, *source)
    return Evidence(
        id=id_,
        statement=from_record(stored(body, f"statement {id_}"), where=f"statement {id_}"),
        source=held[sha256],
        standing=Standing(standing),
        decided_by=decided_by,
        decided_at=decided_at,
        reason=reason,
    )


def find_evidence(chronicle: Chronicle, name: str) -> Evidence:
    """Return the statement of an id or its beginning. Raises RequestError if there is none, or several."""
    with chronicle.reading() as database:
        return the_one(database, name)


def the_one(database: sqlite3.Connection, name: str) -> Evidence:
    """Return the one statement whose id begins with something. Raises RequestError if there is none, or several."""
    found = evidence_in(database, name.strip().lower())
    if len(found) != 1:
        what = f"no statement is called {name!r}" if not found else f"{len(found)} statements begin with {name!r}"
        raise RequestError(what, do="take the name from: khronika docket")
    return found[0]


def decide(chronicle: Chronicle, name: str, standing: Standing, *, actor: str, reason: str) -> Evidence:
    """Enter a person's decision about a statement; it stands until a later one.

    Raises RequestError if a rejection has no reason, or if no or several statements answer to the name.
    """
    if standing is Standing.PROPOSED:
        raise RequestError("a decision accepts or rejects", do="to take one back, undo it")
    if standing is Standing.REJECTED and not reason.strip():
        raise RequestError("a rejection needs a reason", do="add --reason")
    with chronicle.writing() as database:
        id_ = the_one(database, name).id
        body = {"id": id_, "standing": standing.value, "reason": reason}
        enter(database, chronicle.origin, actor, "decision", body)
        return the_one(database, id_)


def undo(chronicle: Chronicle, name: str, *, actor: str) -> Evidence:
    """Take back the last decision on a statement, by one more entry: the decision before it stands again.

    Raises RequestError if none stands, or if no or several statements answer to the name.
    """
    with chronicle.writing() as database:
        id_ = the_one(database, name).id
        last = database.execute("SELECT max(number) FROM decision WHERE id = ?", (id_,)).fetchone()[0]
        if last is None:
            raise RequestError(f"nobody decided on {id_}", do="there is nothing to take back")
        enter(database, chronicle.origin, actor, "decision_undone", {"id": id_, "decision": last})
        return the_one(database, id_)


def rebuild(chronicle: Chronicle) -> None:
    """Throw the tables away and fold them from the log again. Raises ChronicleError if that cannot be done."""
    with chronicle.writing() as database:
        refold(database)


def last_entry(chronicle: Chronicle) -> tuple[int, str]:
    """Return the number and the hash of the log's last entry.

    Whoever has noted them elsewhere can show later that no entry up to it was changed or cut off: a chain alone
    cannot tell that its end is missing.
    """
    with chronicle.reading() as database:
        return head(database)


def document_of(chronicle: Chronicle, sha256: str) -> Document:
    """Return a captured document with the text as it was cut at capture. Raises ChronicleError if it is gone."""
    with chronicle.reading() as database:
        source = captured(database, sha256)
    if source is None:
        raise ChronicleError("no such document was captured", where=sha256)
    body = source[0]
    kept = stored(load(chronicle.folder, body["text"]), f"the text of {body['filename']}")
    blocks = tuple(
        Block(start, end, Role(role), number, page, line) for start, end, role, number, page, line in kept["blocks"]
    )
    told = {slot: body[slot] for slot in SOURCE_SLOTS}
    return Document(id=body["document"], text=kept["text"], sha256=sha256, blocks=blocks, **told)
