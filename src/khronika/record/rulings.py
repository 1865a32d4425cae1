"""What people decided about who is who, what belongs to a case, and which of several told values holds."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from khronika.errors import RequestError
from khronika.record.fold import enter, folded
from khronika.record.fold_gatherings import GATHERINGS
from khronika.record.folder import Chronicle
from khronika.record.gatherings import there
from khronika.record.log import Entry, entries, printable
from khronika.record.models import DecisionRow, StatementRow
from khronika.vocabulary.rulings import Filed, Linked, Merged, Named, Pair, Ruling, Rulings, Settled


def rulings(chronicle: Chronicle, known_on: date | None = None) -> Rulings:
    """Return what people decided and did not take back; with ``known_on`` as it was at the end of that day (UTC)."""
    with chronicle.reading() as database:
        if known_on is None:
            rows: Iterable[DecisionRow] = DecisionRow.objects.using(database).filter(in_force=True, kind__in=GATHERINGS)
        else:
            end = (known_on + timedelta(days=1)).isoformat()
            made = folded(takewhile(lambda entry: entry.time < end, entries(database)))
            rows = [row for row in made.all(DecisionRow) if row.in_force and row.kind in GATHERINGS]
        return rulings_of(sorted(rows, key=lambda row: (row.number, row.id)))


def settle(chronicle: Chronicle, slot: str, chosen: str, others: Sequence[str], *, actor: str, reason: str) -> Entry:
    """Enter that of several told values the one of a statement holds against those of others, and why.

    Raises RequestError if the reason is missing, or a statement is not there.
    """
    if not reason.strip():
        raise RequestError("settling a disagreement needs a reason", do="add --reason")
    with chronicle.writing() as database:
        there(database, StatementRow, [chosen, *others])
        body = {"slot": slot, "chosen": chosen, "others": sorted(set(others)), "reason": printable(reason)}
        return enter(database, chronicle.origin, actor, "difference_settled", body)


def rulings_of(rows: Iterable[DecisionRow]) -> Rulings:
    """Return decisions in force, in their order, as plain data; of several about one subject the last one holds."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        kind, _, rest = row.subject.partition(":")
        value = json.loads(row.value)
        ruling = Ruling(
            by=row.decided_by, at=row.decided_at, reason=row.reason, entry=int(row.entry.rpartition(":")[2])
        )
        shelf = found.setdefault(kind, {})
        shelf.pop(rest, None)
        match kind:
            case "party" | "case":
                shelf[rest] = Named(id=rest, name=value["name"], ruling=ruling)
            case "mention":
                shelf[rest] = Linked(mention=rest, party=value, ruling=ruling)
            case "merge" | "join":
                shelf[rest] = Merged(id=rest, into=value, ruling=ruling)
            case "apart" | "caselink":
                first, _, second = rest.partition(":")
                shelf[rest] = Pair(first=first, second=second, ruling=ruling)
            case "filing":
                case, _, statement = rest.partition("/")
                shelf[rest] = Filed(
                    case=case, statement=statement, ruling=ruling, moved=row.kind == "case_filed", out=not value
                )
            case "settled":
                slot, _, chosen = rest.rpartition(":")
                shelf[rest] = Settled(slot=slot, chosen=chosen, others=tuple(value), ruling=ruling)
            case _:
                pass

    def told(kind: str) -> tuple[Any, ...]:
        return tuple(found.get(kind, {}).values())

    return Rulings(
        parties=told("party"),
        links=told("mention"),
        merged=told("merge"),
        apart=told("apart"),
        cases=told("case"),
        filed=told("filing"),
        joined=told("join"),
        case_links=told("caselink"),
        settled=told("settled"),
    )
