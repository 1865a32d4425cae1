"""What was erased does not come back by reading the document again.

From a stretch of a document that an erased statement quoted no reader's new statement is taken, of whatever kind:
another version may tell the same otherwise. What stood beside it at the time stays. A person may still write it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from khronika.record.folder import Chronicle
from khronika.record.models import StatementRow, WithheldRow
from khronika.vocabulary.statement import Statement

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A stretch from which a statement was erased: when (ISO 8601, UTC), by whom and why."""

    start: int
    end: int
    by: str
    at: str
    reason: str


def overlap(one: Span, spans: Iterable[Span]) -> bool:
    """Tell whether a span shares a character with one of several."""
    return any(one[0] < end and start < one[1] for start, end in spans)


def withheld(chronicle: Chronicle, sha256: str) -> tuple[Withheld, ...]:
    """Return the stretches of a document from which statements were erased."""
    with chronicle.reading() as database:
        rows = WithheldRow.objects.using(database).filter(sha256=sha256).order_by("start", "end")
        return tuple(Withheld(row.start, row.end, row.erased_by, row.erased_at, row.reason) for row in rows)


def withheld_from(chronicle: Chronicle, sha256: str, statements: Sequence[Statement]) -> int:
    """Return how many statements quote a stretch of a document from which something was erased."""
    spans = [(one.start, one.end) for one in withheld(chronicle, sha256)]
    return sum(overlap((one.quote.start, one.quote.end), spans) for one in statements)


def withhold(database: str, reading: dict[str, Any]) -> None:
    """Leave out of a reading what quotes a stretch from which something was erased, and tell how much that was."""
    spans = [(row.start, row.end) for row in WithheldRow.objects.using(database).filter(sha256=reading["sha256"])]
    if not spans:
        return
    held = set(StatementRow.objects.using(database).filter(source_id=reading["sha256"]).values_list("id", flat=True))
    kept = [one for one in reading["statements"] if one["id"] in held or not overlap(span_of(one), spans)]
    if len(kept) < len(reading["statements"]):
        reading["withheld"] = len(reading["statements"]) - len(kept)
        reading["statements"] = kept


def span_of(item: dict[str, Any]) -> Span:
    """Return what an item of a reading quotes."""
    quote = item["statement"]["quote"]
    return quote["start"], quote["end"]
