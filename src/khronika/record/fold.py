"""Folding: how each entry of the log changes the tables.

The same entries make the same tables, in whatever database. An entry whose content was erased changes nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from khronika.errors import ChronicleError
from khronika.record.fold_cares import fold_erasure
from khronika.record.fold_decisions import DECISIONS, UNDONE, fold_decision, fold_undoing
from khronika.record.fold_documents import fold_addition, fold_capture, fold_reading
from khronika.record.fold_statements import ADDED
from khronika.record.log import CLOCK_WENT_BACK, CONTENT_ERASED, Entry, append, entries
from khronika.record.models import ChronicleRow
from khronika.record.tables import MemoryTables, StoredTables, Tables, replace_all

TABLES_VERSION = 2  # raised whenever the same log would be folded into other tables

Body = dict[str, Any]


def fold(tables: Tables, entry: Entry) -> None:
    """Bring the tables to what they are after the entry.

    Raises ChronicleError for an entry of an unknown kind, or one that speaks of what is not there.
    """
    if entry.erased:
        return
    if entry.kind not in FOLDS:
        raise ChronicleError(
            f"it is of the unknown kind {entry.kind!r}",
            where=f"entry {entry.number}",
            do="open it with the Khronika that wrote it",
        )
    try:
        FOLDS[entry.kind](tables, entry, json.loads(entry.body))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ChronicleError(
            f"it cannot be understood: {error!r}", where=f"entry {entry.number}", do="restore a copy"
        ) from error


def nothing(tables: Tables, entry: Entry, body: Body) -> None:
    """Change nothing: the entry only tells something."""


FOLDS: Mapping[str, Callable[[Tables, Entry, Body], None]] = MappingProxyType(
    {
        "document_captured": fold_capture,
        "statements_proposed": fold_reading,
        **dict.fromkeys(DECISIONS, fold_decision),
        ADDED: fold_addition,
        UNDONE: fold_undoing,
        CONTENT_ERASED: fold_erasure,
        CLOCK_WENT_BACK: nothing,
    }
)


def folded(log: Iterable[Entry]) -> MemoryTables:
    """Return what entries come to, in memory. Raises ChronicleError if they cannot be folded."""
    made = MemoryTables()
    for entry in log:
        fold(made, entry)
    return made


def enter(database: str, origin: str, actor: str, kind: str, body: Body) -> Entry:
    """Add an entry to the log and fold it; the caller holds the transaction."""
    added = append(database, origin, actor, kind, body)
    for entry in added:
        fold(StoredTables(database), entry)
    return added[-1]


def refold(database: str) -> None:
    """Throw the tables away and fold them from the log again; the caller holds the transaction."""
    replace_all(database, folded(entries(database)))
    ChronicleRow.objects.using(database).update(folded=TABLES_VERSION)
