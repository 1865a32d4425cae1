"""Folding what was captured and what was read from it."""

from collections.abc import Sequence
from typing import Any

from khronika.errors import ChronicleError
from khronika.record.fold_decisions import settle_statement
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
    fresh = {one["id"] for one in body["statements"]}
    stale = [row for row in held.values() if row.id not in fresh and row.standing == Standing.PROPOSED]
    if stale:
        names = [row.id for row in stale]
        decided = {row.statement for row in tables.where(DecisionRow, "statement", names) if row.in_force}
        tables.drop([row for row in stale if row.id not in decided])
    rows = []
    for place, one in enumerate(body["statements"]):
        row = held.get(one["id"]) or new_statement(one["id"], source.sha256)
        row.place, row.body = place, canonical(one["statement"])
        rows.append(row)
    tables.put(rows)
    if again:
        settle_again(tables, [row.id for row in rows if row.id not in held])


def settle_again(tables: Tables, names: Sequence[str]) -> None:
    """Give statements that had fallen away what was decided about them in the meantime."""
    for name in {row.statement for row in tables.where(DecisionRow, "statement", names)}:
        settle_statement(tables, name)


def new_statement(id_: str, sha256: str) -> StatementRow:
    """Return a statement that nobody has decided on."""
    return StatementRow(
        id=id_,
        source_id=sha256,
        place=0,
        body="",
        amended="",
        standing=Standing.PROPOSED.value,
        decided_by="",
        decided_at="",
        reason="",
    )
