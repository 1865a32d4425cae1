"""What people decide about statements, and take back."""

from typing import Any

from khronika.documents.document import Document
from khronika.errors import ReadingError, RequestError
from khronika.record.captures import document_of
from khronika.record.fold import enter
from khronika.record.fold_decisions import DECISIONS, UNDONE
from khronika.record.fold_statements import ADDED, DECISION, SETTLING
from khronika.record.folder import Chronicle
from khronika.record.gatherings import expect_whole
from khronika.record.holdings import find_evidence, the_one
from khronika.record.log import Entry, printable
from khronika.record.models import DecisionRow, EntryRow
from khronika.record.sealing import expect_not_coded, expect_own
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Statement


def decide(chronicle: Chronicle, name: str, standing: Standing, *, actor: str, reason: str) -> Evidence:
    """Enter a person's decision about a statement; it stands until a later one.

    Raises RequestError if a rejection has no reason, or if no or several statements answer to the name.
    """
    if standing is Standing.PROPOSED:
        raise RequestError("a decision accepts or rejects", do="to take one back, undo it")
    if standing is Standing.REJECTED and not reason.strip():
        raise RequestError("a rejection needs a reason", do="add --reason")
    with chronicle.writing() as database:
        one = the_one(database, name)
        expect_not_coded(database, one.id)
        body: dict[str, Any] = {"id": one.id, "standing": standing.value, "reason": printable(reason)}
        if one.read_as is not None:
            body["amended"] = to_record(one.statement, reasons=True)
        enter(database, chronicle.origin, actor, "decision", body)
        return the_one(database, one.id)


def amend(chronicle: Chronicle, name: str, statement: Statement, *, actor: str, reason: str) -> Evidence:
    """Enter what a person made of a statement, and accept it so; what was before is kept in the entry.

    Raises ReadingError if its quote is not the document's, RequestError if nothing would change or the reason is
    missing, or if no or several statements answer to the name.
    """
    if not reason.strip():
        raise RequestError("an amendment needs a reason", do="add --reason")
    expect_quote(document_of(chronicle, find_evidence(chronicle, name).source.sha256), statement)
    with chronicle.writing() as database:
        one = the_one(database, name)
        expect_not_coded(database, one.id)
        before, after = to_record(one.statement, reasons=True), to_record(statement, reasons=True)
        if before == after or statement.document != one.statement.document:
            raise RequestError("the amendment changes nothing that it may", do="to accept the statement, accept it")
        body = {"id": one.id, "standing": Standing.ACCEPTED.value, "reason": printable(reason)}
        enter(database, chronicle.origin, actor, "decision", body | {"before": before, "amended": after})
        return the_one(database, one.id)


def expect_quote(document: Document, statement: Statement) -> None:
    """Raise ReadingError if what a person's statement quotes does not stand in the document."""
    quote = statement.quote
    if not quote.stands_in(document.text):
        raise ReadingError(
            f"the statement quotes what does not stand at {quote.start}: {quote.text[:80]!r}",
            where=document.filename,
            do="quote the document's own words",
        )


def undo(chronicle: Chronicle, name: str, *, actor: str) -> Evidence:
    """Take back the last decision on a statement, by one more entry: the decision before it stands again.

    Raises RequestError if none stands, or if no or several statements answer to the name.
    """
    with chronicle.writing() as database:
        id_ = the_one(database, name).id
        expect_not_coded(database, id_)
        told = DecisionRow.objects.using(database).filter(subject=id_, kind__in=SETTLING, in_force=True)
        last = told.order_by("-number").first()
        if last is not None and last.kind != DECISION:
            number = last.entry.rpartition(":")[2]
            what = "wrote the statement" if last.kind == ADDED else "agreed on it, with others, in a coding"
            raise RequestError(
                f"nobody decided on {id_} since {last.decided_by} {what}",
                do=f"to take that back as a whole: khronika undo --entry {number}",
            )
        if last is None:
            raise RequestError(f"nobody decided on {id_}", do="there is nothing to take back")
        enter(database, chronicle.origin, actor, UNDONE, {"entry": last.entry})
        return the_one(database, id_)


def undo_entry(chronicle: Chronicle, number: int, *, actor: str) -> Entry:
    """Take back what an entry decided, whatever it was; taking back a taking back lets it stand again.

    Returns the new entry. Raises RequestError if there is no such entry, if it decides nothing, was taken back
    already, or if later decisions rest on it.
    """
    with chronicle.writing() as database:
        row = EntryRow.objects.using(database).filter(origin=chronicle.origin, number=number).first()
        if row is None:
            raise RequestError(f"there is no entry {number}", do="see: khronika log")
        if row.kind not in DECISIONS and row.kind != UNDONE:
            raise RequestError(f"entry {number} ({row.kind}) is no decision, and cannot be taken back")
        expect_own(database, row, actor)
        if not row.body:
            raise RequestError(f"the content of entry {number} was erased, and cannot be had back")
        own = DecisionRow.objects.using(database).filter(entry=f"{row.origin}:{number}")
        standing = list(own)
        if not any(one.in_force for one in standing):
            raise RequestError(f"what entry {number} decided does not stand any more")
        added = enter(database, chronicle.origin, actor, UNDONE, {"entry": f"{row.origin}:{number}"})
        expect_whole(database)
        return added
