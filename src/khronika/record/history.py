"""The log, for people who want to know who changed what and when."""

from khronika.record.folder import Chronicle
from khronika.record.log import COLUMNS, Entry
from khronika.record.models import EntryRow


def log_of(chronicle: Chronicle, *, kind: str = "", last: int | None = None) -> tuple[Entry, ...]:
    """Return the entries in their order: all, those of a kind, or so many of them from the end."""
    with chronicle.reading() as database:
        asked = EntryRow.objects.using(database).order_by("-place")
        rows = (asked.filter(kind=kind) if kind else asked).values_list(*COLUMNS)
        return tuple(Entry(*row) for row in rows[:last])[::-1]
