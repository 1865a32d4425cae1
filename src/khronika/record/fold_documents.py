"""Folding what was captured and what was read from it."""

from collections.abc import Sequence
from typing import Any

from khronika.errors import ChronicleError
from khronika.record.fold_decisions import fold_decision
from khronika.record.fold_names import forget_names, name_statements
from khronika.record.fold_statements import new_statement, place_of, settle_statement
from khronika.record.leaves import is_erased
from khronika.record.log import Entry, canonical
from khronika.record.models import DecisionRow, SourceRow, StatementRow
from khronika.record.tables import Tables
from khronika.vocabulary.evidence import Standing


def fold_capture(tables: Tables, entry: Entry, body: dict[str, Any]) -> None:
    """Add a source that no reader has read yet."""
    told = body | {"captured": entry.time, "captured_by": entry.actor}
    tables.put([SourceRow(sha256=body["sha256"], number=entry.place, body=canonical(told), reader="", note="")])


def fold_reading(tables: Tables, entry: Entry, body: dict[str, Any]) -> None:
    """Put a reading in the place of the one before it; what a person has decided on stays whoever reads."""
    source = tables.get(SourceRow, body["sha256"])
    if source is None:
        raise ChronicleError(
            "it reads a document that was not captured", where=f"entry {entry.number}", do="restore a copy"
        )
    again = bool(source.reader)
    held = {row.id: row for row in tables.where(StatementRow, "source_id", [source.sha256])} if again else {}
    source.reader, source.note = body["reader"], body["note"]
    tables.put([source])
    told = [(place, one) for place, one in enumerate(body["statements"]) if not is_erased(one)]
    fresh = {one["id"] for _, one in told}
    stale = [row for row in held.values() if row.id not in fresh and row.standing == Standing.PROPOSED]
    if stale:
        names = [row.id for row in stale]
        decided = {row.statement for row in tables.where(DecisionRow, "statement", names) if row.in_force}
        going = [row for row in stale if row.id not in decided]
        tables.drop(going)
        forget_names(tables, [row.id for row in going])
    left = [row for row in held.values() if row.id not in fresh and row.written_by and row.read]
    for row in left:  # a person wrote it too: it stays for that, and for nothing else
        row.read = False
    tables.put(left)
    rows = []
    for place, one in told:
        row = held.get(one["id"]) or new_statement(one["id"], source.sha256)
        row.place, row.body, row.read = place, canonical(one["statement"]), True
        rows.append(row)
    tables.put(rows)
    name_statements(tables, rows, again=again)
    if again:
        settle_again(tables, [row.id for row in rows if row.id not in held])


def fold_addition(tables: Tables, entry: Entry, body: dict[str, Any]) -> None:
    """Add a statement that a person wrote; one that a reader proposed before is that person's word too."""
    if tables.get(SourceRow, body["sha256"]) is None:
        return
    if tables.get(StatementRow, body["id"]) is None:
        row = new_statement(body["id"], body["sha256"])
        row.read = False
        row.place, row.body = place_of(tables, body), canonical(body["statement"])
        tables.put([row])
    fold_decision(tables, entry, body)


def settle_again(tables: Tables, names: Sequence[str]) -> None:
    """Give statements that had fallen away what was decided about them in the meantime."""
    for name in {row.statement for row in tables.where(DecisionRow, "statement", names)}:
        settle_statement(tables, name)
