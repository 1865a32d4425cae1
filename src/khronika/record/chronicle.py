"""A chronicle: documents are captured, what was read from them is proposed, people decide, anybody asks."""

from khronika.record.captures import capture, document_of, known, propose, statement_id
from khronika.record.decisions import amend, decide, undo, undo_entry
from khronika.record.erasure import erase, erase_decision, finish
from khronika.record.fold import refold
from khronika.record.folder import Chronicle, init, open_chronicle
from khronika.record.holdings import evidence, find_evidence, last_entry, sources, unread

__all__ = [
    "Chronicle",
    "amend",
    "capture",
    "decide",
    "document_of",
    "erase",
    "erase_decision",
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
    "undo_entry",
    "unread",
]


def rebuild(chronicle: Chronicle) -> None:
    """Throw the tables away and fold them from the log again. Raises ChronicleError if that cannot be done."""
    with chronicle.writing() as database:
        refold(database)
    finish(chronicle)
