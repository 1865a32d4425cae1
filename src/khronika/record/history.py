"""The log, for people who want to know who changed what and when."""

from dataclasses import replace

from khronika.record.fold_statements import CODED
from khronika.record.folder import Chronicle
from khronika.record.log import COLUMNS, Entry
from khronika.record.models import CodingRow, EntryRow

SEALED = '{"sealed":"until all coders are done"}'


def log_of(chronicle: Chronicle, *, viewer: str = "", kind: str = "", last: int | None = None) -> tuple[Entry, ...]:
    """Return the entries in their order: all, those of a kind, or so many of them from the end.

    What others than the viewer decide in a blind coding is shown without its content until all are done.
    """
    with chronicle.reading() as database:
        asked = EntryRow.objects.using(database).order_by("-place")
        rows = (asked.filter(kind=kind) if kind else asked).values_list(*COLUMNS)
        found = tuple(Entry(*row) for row in rows[:last])[::-1]
        opened = set(CodingRow.objects.using(database).filter(revealed=True).values_list("id", flat=True))
    return tuple(sealed(one) if is_sealed(one, viewer, opened) else one for one in found)


def is_sealed(entry: Entry, viewer: str, opened: set[str]) -> bool:
    """Tell whether an entry is another coder's decision in a coding that was not revealed."""
    if entry.kind != CODED or entry.erased or entry.actor == viewer:
        return False
    return not any(f'"coding":"{id_}"' in entry.body for id_ in opened)


def sealed(entry: Entry) -> Entry:
    """Return an entry without its content; its salt goes too, lest somebody try out what it says."""
    return replace(entry, body=SEALED, salt="")
