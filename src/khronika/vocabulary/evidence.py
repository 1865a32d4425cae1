"""A statement as a chronicle holds it: with the source it came from and with what a person decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from khronika.vocabulary.statement import Statement


class Standing(StrEnum):
    """What has been decided about a statement. Nothing read by a machine is more than proposed."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A captured document, as far as its file says.

    ``published``, ``modified`` are EDTF; ``captured`` is an ISO 8601 time in UTC; ``sha256`` is of the original's
    bytes. An empty string means that neither the file nor the user said it. ``credits`` are picture credits.
    """

    document: str
    sha256: str
    media_type: str = ""
    filename: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    url: str = ""
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    captured: str = ""
    captured_by: str = ""
    note: str = ""  # why it was not read, for instance "Spanish: kept, not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One statement, its source and its standing. ``id`` is what the user types after ``khronika show``."""

    id: str
    statement: Statement
    source: Source
    standing: Standing = Standing.PROPOSED
    decided_by: str = ""
    decided_at: str = ""  # ISO 8601, UTC
    reason: str = ""
    read_as: Statement | None = None  # what the reader proposed, if a person amended it
    written_by: str = ""  # who wrote it, if no reader proposed it but a person


def least_sure_first(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return evidence in the order in which its proposals need a person's eye: the least probable first.

    A statement whose probability nobody worked out counts as a half.
    """

    def probability(one: Evidence) -> float:
        return 0.5 if one.statement.probability is None else one.statement.probability

    return sorted(evidence, key=lambda one: (probability(one), one.source.document, one.statement.quote.start, one.id))
