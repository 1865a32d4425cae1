"""Statements that people add: what a reader did not see, with the exact words of the document that say it."""

import json
from dataclasses import replace

from khronika.errors import RequestError
from khronika.record.captures import document_of, statement_id
from khronika.record.decisions import expect_quote
from khronika.record.fold import enter
from khronika.record.fold_statements import ADDED
from khronika.record.folder import Chronicle
from khronika.record.holdings import the_one
from khronika.record.log import printable
from khronika.record.models import CodingRow, StatementRow
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Statement


def add_statement(
    chronicle: Chronicle, sha256: str, statement: Statement, *, actor: str, reason: str = "", proposed: bool = False
) -> Evidence:
    """Enter a statement that a person makes about a document; it is accepted by its author at once.

    With ``proposed`` it stays proposed, for somebody else to decide on. Raises ReadingError if its quote is not the
    document's, RequestError if the same statement is there already, or its author is coding the document blind.
    """
    document = document_of(chronicle, sha256)
    expect_quote(document, statement)
    own = replace(statement, document=document.id)
    id_ = statement_id(sha256, own)
    standing = Standing.PROPOSED if proposed else Standing.ACCEPTED
    body = {"sha256": sha256, "id": id_, "statement": to_record(own, reasons=True)}
    body |= {"standing": standing.value, "reason": printable(reason)}
    with chronicle.writing() as database:
        if StatementRow.objects.using(database).filter(id=id_).exists():
            raise RequestError(f"the record has this statement already, as {id_}", do=f"see: khronika show {id_}")
        expect_no_coder(database, sha256, actor)
        enter(database, chronicle.origin, actor, ADDED, body)
        return the_one(database, id_)


def expect_no_coder(database: str, sha256: str, actor: str) -> None:
    """Raise RequestError if somebody codes a document blind: the others would see what is added."""
    for row in CodingRow.objects.using(database).filter(sha256=sha256, revealed=False):
        if actor in json.loads(row.coders):
            raise RequestError(
                "you are coding this document blind, and the others would see what you add",
                do="note it, and add it when all are done",
            )
