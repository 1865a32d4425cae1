"""Capturing documents, with what was read from them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from khronika.documents.document import Block, Document, Role
from khronika.documents.opening import EXTRACTOR
from khronika.errors import ChronicleError, ReadingError
from khronika.record.fold import enter
from khronika.record.folder import Chronicle
from khronika.record.holdings import captured, stored
from khronika.record.leaves import salted
from khronika.record.log import canonical, digest, printable
from khronika.record.models import ErasureRow
from khronika.record.withholding import withhold
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.statement import Statement

SOURCE_SLOTS = ("media_type", "filename", "title", "publisher", "author", "published", "modified", "language", "url")
ID_LENGTH = 16  # hexadecimal digits: two of a million statements share a name once in 37 million chronicles


def known(chronicle: Chronicle, sha256: str) -> bool:
    """Tell whether the bytes of a hash were captured before; also if they were erased since, and must not come back."""
    with chronicle.reading() as database:
        return seen(database, sha256)


def seen(database: str, sha256: str) -> bool:
    """Tell whether the bytes of a hash were captured before, or erased."""
    return captured(database, sha256) is not None or ErasureRow.objects.using(database).filter(sha256=sha256).exists()


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
    taken = Capture(data, document, statements)
    return capture_many(chronicle, [taken], actor=actor, reader=reader, note=note) == 1


@dataclass(frozen=True, slots=True)
class Capture:
    """A document to be kept: its original ``data``, and what was read from it."""

    data: bytes
    document: Document
    statements: Sequence[Statement]


def capture_many(chronicle: Chronicle, taken: Sequence[Capture], *, actor: str, reader: str, note: str) -> int:
    """Keep several originals as ``capture`` does, all in one transaction; return how many were not known before.

    Raises ReadingError for a quote that is not its document's, ChronicleError if they cannot be written; then none
    of them is entered.
    """
    bodies = [(one.document.sha256, *bodies_of(chronicle, one, reader, note)) for one in new_of(chronicle, taken)]
    if not bodies:
        return 0
    added = 0
    with chronicle.writing() as database:
        for sha256, captured_, read in bodies:
            if not seen(database, sha256):
                enter(database, chronicle.origin, actor, "document_captured", captured_)
                enter(database, chronicle.origin, actor, "statements_proposed", read)
                added += 1
    return added


def new_of(chronicle: Chronicle, taken: Sequence[Capture]) -> list[Capture]:
    """Return what was not known before, each once, labelled in characters that every database holds.

    Raises ReadingError for bytes that are not the document's.
    """
    new: dict[str, Capture] = {}
    with chronicle.reading() as database:
        for one in taken:
            if hashlib.sha256(one.data).hexdigest() != one.document.sha256:
                raise ReadingError("the document was not made from these bytes", where=one.document.filename)
            if not seen(database, one.document.sha256):
                named = replace(one.document, id=printable(one.document.id), filename=printable(one.document.filename))
                new.setdefault(one.document.sha256, replace(one, document=named))
    return list(new.values())


def bodies_of(chronicle: Chronicle, one: Capture, reader: str, note: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keep the bytes and the text of a document; return the bodies of its two entries."""
    document = one.document
    read = reading_of(document, one.statements, reader, note)
    blocks = [[b.start, b.end, b.role.value, b.number, b.page, b.line] for b in document.blocks]
    chronicle.vault.store(one.data)
    text = chronicle.vault.store(canonical({"text": document.text, "blocks": blocks}).encode())
    body = {slot: getattr(document, slot) for slot in SOURCE_SLOTS}
    body |= {"document": document.id, "sha256": document.sha256, "text": text, "extractor": EXTRACTOR}
    body |= {"captions": document.texts(Role.CAPTION), "credits": document.texts(Role.CREDIT)}
    return body, read


def propose(
    chronicle: Chronicle, sha256: str, statements: Sequence[Statement], *, actor: str, reader: str, note: str
) -> bool:
    """Enter another reading of a captured document; False if this reader has read it already.

    Statements of the reading before it that are not in this one fall away, unless a person decided on them. What
    quotes a stretch from which a statement was erased is not taken.
    Raises ReadingError for a quote that is not the document's, ChronicleError if it was not captured.
    """
    read = reading_of(document_of(chronicle, sha256), statements, reader, note)
    with chronicle.writing() as database:
        source = captured(database, sha256)
        if source is None or source[1] == reader:
            return False
        withhold(database, read)
        enter(database, chronicle.origin, actor, "statements_proposed", read)
    return True


def reading_of(document: Document, statements: Sequence[Statement], reader: str, note: str) -> dict[str, Any]:
    """Return the body of an entry that proposes statements. Raises ReadingError for a quote that is not exact."""
    proposed: dict[str, Statement] = {}
    for statement in statements:
        quote = statement.quote
        if not quote.stands_in(document.text):
            raise ReadingError(
                f"{reader} quotes what does not stand at {quote.start}: {quote.text[:80]!r}",
                where=document.filename,
                do="report this as a defect of the reader",
            )
        own = replace(statement, document=document.id)
        proposed.setdefault(statement_id(document.sha256, own), own)
    records = [
        salted({"id": id_, "statement": to_record(one, reasons=True, sure=True)}) for id_, one in proposed.items()
    ]
    return {"sha256": document.sha256, "reader": reader, "note": note, "statements": records}


def statement_id(sha256: str, statement: Statement) -> str:
    """Return the short name of a statement: the same for the same words of the same original."""
    return digest(sha256, canonical(to_record(statement)))[:ID_LENGTH]


def document_of(chronicle: Chronicle, sha256: str) -> Document:
    """Return a captured document with the text as it was cut at capture. Raises ChronicleError if it is gone."""
    with chronicle.reading() as database:
        source = captured(database, sha256)
    if source is None:
        raise ChronicleError("no such document was captured", where=sha256)
    body = source[0]
    kept = stored(chronicle.vault.load(body["text"]), f"the text of {body['filename']}")
    blocks = tuple(
        Block(start, end, Role(role), number, page, line) for start, end, role, number, page, line in kept["blocks"]
    )
    told = {slot: body[slot] for slot in SOURCE_SLOTS}
    return Document(id=body["document"], text=kept["text"], sha256=sha256, blocks=blocks, **told)
