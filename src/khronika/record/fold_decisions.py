"""Folding what people decided, and what they took back.

A decision is in force until it is taken back; a taking back can be taken back itself. What the tables say of a
subject follows from the decisions about it that are in force, and from nothing else: so that a decision taken back
leaves exactly what was there before it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from khronika.record.fold_cares import CARES
from khronika.record.fold_codings import CODINGS
from khronika.record.fold_gatherings import GATHERINGS
from khronika.record.fold_statements import STATEMENTS
from khronika.record.fold_words import Decision, in_force
from khronika.record.log import Entry, canonical
from khronika.record.models import DecisionRow, StatementRow
from khronika.record.tables import Tables

Body = dict[str, Any]

UNDONE = "undone"


def fold_decision(tables: Tables, entry: Entry, body: Body) -> None:
    """Let a decision be in force; one about a statement that is not there any more decides nothing."""
    words = list(DECISIONS[entry.kind].words(body))
    wanted = {word.statement for word in words if word.statement}
    there = {row.id for row in tables.where(StatementRow, "id", wanted)} if wanted else set()
    rows = [
        DecisionRow(
            id=f"{entry.place:012}:{word.subject}",
            entry=entry.name,
            number=entry.place,
            kind=entry.kind,
            subject=word.subject,
            statement=word.statement,
            value=canonical(word.value),
            decided_by=entry.actor,
            decided_at=entry.time,
            reason=body.get("reason", ""),
            in_force=True,
        )
        for word in words
        if not word.statement or word.statement in there
    ]
    tables.put(rows)
    settle(tables, rows)


def fold_undoing(tables: Tables, entry: Entry, body: Body) -> None:
    """Take a decision back, or a taking back."""
    own = DecisionRow(
        id=f"{entry.place:012}:{body['entry']}",
        entry=entry.name,
        number=entry.place,
        kind=entry.kind,
        subject=body["entry"],
        statement="",
        value="null",
        decided_by=entry.actor,
        decided_at=entry.time,
        reason=body.get("reason", ""),
        in_force=True,
    )
    tables.put([own])
    settle(tables, restated(tables, body["entry"]))


def restated(tables: Tables, entry: str) -> list[DecisionRow]:
    """Let an entry's decisions be in force unless a taking back of it is; return the decisions that this changed."""
    holds = not in_force(tables, entry, UNDONE)
    rows = [row for row in tables.where(DecisionRow, "entry", [entry]) if row.in_force is not holds]
    for row in rows:
        row.in_force = holds
    tables.put(rows)
    changed = [row for row in rows if row.kind != UNDONE]
    for row in rows:
        if row.kind == UNDONE:
            changed += restated(tables, row.subject)
    return changed


def settle(tables: Tables, rows: Iterable[DecisionRow]) -> None:
    """Let the subjects of decisions follow from those that are in force now."""
    for kind, subject in sorted({(row.kind, row.subject) for row in rows}):
        DECISIONS[kind].settle(tables, subject)


DECISIONS: Mapping[str, Decision] = MappingProxyType({**STATEMENTS, **GATHERINGS, **CARES, **CODINGS})
