"""Folding how a statement stands: what a person decided on it, or that a person wrote it."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from khronika.record.fold_names import forget_names, name_statements
from khronika.record.fold_words import Decision, Word, in_force
from khronika.record.log import canonical
from khronika.record.models import SourceRow, StatementRow
from khronika.record.tables import Tables
from khronika.vocabulary.evidence import Standing

Body = dict[str, Any]

DECISION = "decision"
ADDED = "statement_added"
CODED = "statement_coded"
REVEALED = "coding_revealed"  # what coders who did not see each other's decisions agree on
SETTLING = (DECISION, ADDED, REVEALED)


def on_statement(body: Body) -> Iterator[Word]:
    """Yield the decision on a statement: how it stands and, if it was amended, as what."""
    value = {"standing": body["standing"], "amended": body.get("amended")}
    yield Word(body["id"], value, body["id"])


def added(body: Body) -> Iterator[Word]:
    """Yield that a person wrote a statement, and how it stands by that."""
    value = {"standing": body["standing"], "amended": None, "statement": body["statement"], "sha256": body["sha256"]}
    yield Word(body["id"], value, body["id"])


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
        written_by="",
        read=True,
    )


def settle_statement(tables: Tables, subject: str) -> None:
    """Give a statement the standing of its last decision."""
    row = tables.get(StatementRow, subject)
    if row is None:
        return
    decided = in_force(tables, subject, *SETTLING)
    last = decided[-1] if decided else None
    row.standing, row.amended = Standing.PROPOSED.value, ""
    row.decided_by = row.decided_at = row.reason = ""
    value = json.loads(last.value) if last is not None else {}
    if last is not None and last.kind == REVEALED:
        value |= agreed(tables, value["from"])
    if last is not None and value["standing"] != Standing.PROPOSED.value:
        row.standing = value["standing"]
        row.amended = canonical(value["amended"]) if value["amended"] else ""
        row.decided_by, row.decided_at = value.get("by", last.decided_by), last.decided_at
        row.reason = value.get("reason", last.reason)
    tables.put([row])
    name_statements(tables, [row], again=True)


def agreed(tables: Tables, subjects: list[str]) -> Body:
    """Return what coders made of a statement, as the first of them wrote it, and the reasons of all."""
    told = [rows[-1] for rows in (in_force(tables, one, CODED) for one in subjects) if rows]
    reasons = [f"{row.decided_by}: {row.reason}" for row in told if row.reason]
    return {"amended": json.loads(told[0].value)["amended"] if told else None, "reason": "; ".join(reasons)}


def settle_addition(tables: Tables, subject: str) -> None:
    """Let a statement be there that a person wrote; if that was taken back, only if a reader proposes it too."""
    row = tables.get(StatementRow, subject)
    by_hand = in_force(tables, subject, ADDED)
    if not by_hand:
        if row is not None and not row.read:
            tables.drop([row])
            forget_names(tables, [row.id])
        elif row is not None:
            row.written_by = ""
            tables.put([row])
    else:
        value = json.loads(by_hand[-1].value)
        if row is None:
            if tables.get(SourceRow, value["sha256"]) is None:
                return
            row = new_statement(subject, value["sha256"])
            row.read = False
            row.place, row.body = place_of(tables, value), canonical(value["statement"])
        row.written_by = by_hand[-1].decided_by
        tables.put([row])
    settle_statement(tables, subject)


def place_of(tables: Tables, value: Body) -> int:
    """Return the place of a statement among those of its document, by where its quote begins."""
    held = tables.where(StatementRow, "source_id", [value["sha256"]])
    start = value["statement"]["quote"]["start"]
    before = [row.place for row in held if json.loads(row.body)["quote"]["start"] <= start]
    return max(before, default=0)


STATEMENTS: Mapping[str, Decision] = MappingProxyType(
    {DECISION: Decision(on_statement, settle_statement), ADDED: Decision(added, settle_addition)}
)
