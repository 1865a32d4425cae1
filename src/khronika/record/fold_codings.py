"""Folding blind codings: who codes which statements of a document, who is done, and what they agree on.

What a coder decides in a coding changes nothing but the coding, until all are done and it is revealed. That it was
revealed is not forgotten when what they agreed on is taken back: people have seen it.
"""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from khronika.record.fold_statements import CODED, REVEALED, settle_statement
from khronika.record.fold_words import Decision, Word, in_force
from khronika.record.log import canonical
from khronika.record.models import CodingRow, DecisionRow
from khronika.record.tables import Tables

Body = dict[str, Any]

STARTED, DONE = "coding_started", "coding_done"


def started(body: Body) -> Iterator[Word]:
    """Yield that a document is coded by some people, and each statement that they code."""
    yield Word(f"coding:{body['coding']}", {"sha256": body["sha256"], "coders": body["coders"]})
    for statement in body["statements"]:
        yield Word(f"coding:{body['coding']}/{statement}", True, statement)


def coded(body: Body) -> Iterator[Word]:
    """Yield what a coder decided on a statement; it does not settle how the statement stands."""
    value = {"standing": body["standing"], "amended": body.get("amended")}
    yield Word(f"coded:{body['coding']}/{body['coder']}/{body['id']}", value, body["id"])


def finished(body: Body) -> Iterator[Word]:
    """Yield that a coder is done."""
    yield Word(f"done:{body['coding']}", body["coder"])


def revealed(body: Body) -> Iterator[Word]:
    """Yield that a coding is open to all, and what its coders agree on; what they wrote stays in their own entries."""
    yield Word(f"revealed:{body['coding']}", True)
    for one in body["agreed"]:
        subjects = [f"coded:{body['coding']}/{coder}/{one['id']}" for coder in one["coders"]]
        yield Word(one["id"], {"standing": one["standing"], "from": subjects, "by": body["by"]}, one["id"])


def settle_coding(tables: Tables, subject: str) -> None:
    """Let a coding be there, with who is done and whether it was revealed."""
    id_ = subject.partition(":")[2].partition("/")[0]
    begun = in_force(tables, f"coding:{id_}", STARTED)
    if not begun:
        tables.drop([CodingRow(id=id_)])
        return
    value = json.loads(begun[-1].value)
    done = sorted({json.loads(row.value) for row in in_force(tables, f"done:{id_}", DONE)})
    opened = bool(tables.where(DecisionRow, "subject", [f"revealed:{id_}"]))
    row = CodingRow(id=id_, sha256=value["sha256"], coders=canonical(value["coders"]), done=canonical(done))
    row.started_by, row.started_at, row.entry, row.revealed = (
        begun[-1].decided_by,
        begun[-1].decided_at,
        begun[-1].entry,
        opened,
    )
    tables.put([row])


def settle_coded(tables: Tables, subject: str) -> None:
    """Change nothing: what was coded is sealed until it is revealed, and settles nothing by itself."""


def settle_revealed(tables: Tables, subject: str) -> None:
    """Let a coding be open to all, and the statements stand as agreed."""
    (settle_coding if subject.startswith("revealed:") else settle_statement)(tables, subject)


CODINGS: Mapping[str, Decision] = MappingProxyType(
    {
        STARTED: Decision(started, settle_coding),
        CODED: Decision(coded, settle_coded),
        DONE: Decision(finished, settle_coding),
        REVEALED: Decision(revealed, settle_revealed),
    }
)
