"""A chronicle: documents are captured, what was read from them is proposed, people decide, anybody asks."""

from khronika.record.additions import add_statement
from khronika.record.captures import capture, document_of, known, propose, statement_id
from khronika.record.decisions import amend, decide, undo, undo_entry
from khronika.record.erasure import erase, erase_decision, finish
from khronika.record.fold import refold
from khronika.record.folder import Chronicle, init, open_chronicle
from khronika.record.guards import guard
from khronika.record.holdings import evidence, find_evidence, last_entry, sources, unread
from khronika.record.rulings import rulings
from khronika.record.statement_erasure import erase_statement

__all__ = [
    "Chronicle",
    "add_statement",
    "amend",
    "capture",
    "decide",
    "document_of",
    "erase",
    "erase_decision",
    "erase_statement",
    "evidence",
    "find_evidence",
    "init",
    "known",
    "last_entry",
    "open_chronicle",
    "propose",
    "rebuild",
    "rulings",
    "sources",
    "statement_id",
    "undo",
    "undo_entry",
    "unread",
]


def rebuild(chronicle: Chronicle) -> None:
    """Throw the tables away and fold them from the log again, and guard the log again if its guards were taken away.

    Raises ChronicleError if that cannot be done.
    """
    with chronicle.writing() as database:
        guard(database)
        refold(database)
    finish(chronicle)
