"""What a new reading leaves standing of the one before it: statements on which people decided, and what is read there now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khronika.record.captures import statement_id
from khronika.record.folder import Chronicle
from khronika.record.holdings import evidence_of, source_of
from khronika.record.models import SourceRow, StatementRow
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Statement


@dataclass(frozen=True, slots=True)
class Left:
    """A statement that the reader does not read any more and that stays, since a person decided on it.

    ``instead`` are the statements of the same kind that are read out of the same words now. What was decided on the old
    one (accepted, filed in a case, linked to a person, settled) does not hold for them.
    """

    kept: Evidence
    instead: tuple[Evidence, ...]


def left_standing(chronicle: Chronicle, sha256: str, read: Sequence[Statement]) -> tuple[Left, ...]:
    """Return what stands of a document beside what is read out of it now, and was not written by a person."""
    with chronicle.reading() as database:
        source = SourceRow.objects.using(database).filter(sha256=sha256).first()
        if source is None:
            return ()
        rows = StatementRow.objects.using(database).filter(source_id=sha256).order_by("place", "id")
        held = [evidence_of(row, source_of(source)) for row in rows if row.read]
    document = held[0].source.document if held else ""
    fresh = {statement_id(sha256, replace(one, document=document)) for one in read}
    now = [one for one in held if one.id in fresh]
    return tuple(
        Left(old, tuple(one for one in now if at_the_same_place(old, one))) for old in held if old.id not in fresh
    )


def at_the_same_place(old: Evidence, now: Evidence) -> bool:
    """Tell whether two statements are of one kind and rest on overlapping words."""
    a, b = (one.read_as or one.statement for one in (old, now))
    return a.kind is b.kind and a.quote.start < b.quote.end and b.quote.start < a.quote.end
