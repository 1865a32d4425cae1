"""What changed in a chronicle since an entry, for whoever keeps what was worked out of it and asks again."""

import json

from khronika.record.fold_decisions import DECISIONS, UNDONE
from khronika.record.fold_statements import ADDED, DECISION
from khronika.record.folder import Chronicle
from khronika.record.holdings import evidence_of, source_of
from khronika.record.log import CLOCK_WENT_BACK
from khronika.record.models import DecisionRow, EntryRow, SourceRow, StatementRow
from khronika.vocabulary.evidence import Evidence

MANY = 200  # entries beyond which everything is read anew


def read_since(chronicle: Chronicle, place: int) -> bool:
    """Tell whether anything was read, written or erased after a place in the log, not only decided or taken back."""
    with chronicle.reading() as database:
        kinds = EntryRow.objects.using(database).filter(place__gt=place).order_by().values_list("kind", flat=True)
        return bool(set(kinds.distinct()) - ({*DECISIONS, UNDONE, CLOCK_WENT_BACK} - {ADDED}))


def decided_since(chronicle: Chronicle, place: int) -> tuple[Evidence, ...] | None:
    """Return the statements that people decided on after a place in the log, as they stand now.

    None if anything else changed too, so that everything has to be read anew.
    """
    with chronicle.reading() as database:
        fresh = list(EntryRow.objects.using(database).filter(place__gt=place).order_by("place")[: MANY + 1])
        if len(fresh) > MANY:
            return None
        names: set[str] = set()
        for row in fresh:
            if row.kind == DECISION and row.body:
                names.add(f"{row.origin}:{row.number}")
            elif row.kind == UNDONE and row.body:
                names.add(str(json.loads(row.body)["entry"]))
            elif row.kind != CLOCK_WENT_BACK:
                return None
        decided = list(DecisionRow.objects.using(database).filter(entry__in=names))
        if {row.entry for row in decided} != names or any(row.kind != DECISION for row in decided):
            return None
        ids = {row.statement for row in decided}
        rows = list(StatementRow.objects.using(database).filter(id__in=ids))
        if len(rows) != len(ids):
            return None
        wanted = {row.source_id for row in rows}
        held = {row.sha256: source_of(row) for row in SourceRow.objects.using(database).filter(sha256__in=wanted)}
        return tuple(evidence_of(row, held[row.source_id]) for row in rows)
