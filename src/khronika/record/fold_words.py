"""What a decision says of its subjects, and which decisions are in force."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from khronika.record.models import DecisionRow
from khronika.record.tables import Tables


@dataclass(frozen=True, slots=True)
class Word:
    """What an entry decides about one subject; ``statement`` is the one that it belongs to, or empty."""

    subject: str
    value: Any
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind of decision: the words of its entries, and how a subject follows from those in force."""

    words: Callable[[dict[str, Any]], Iterable[Word]]
    settle: Callable[[Tables, str], None]


def in_force(tables: Tables, subject: str, *kinds: str) -> list[DecisionRow]:
    """Return the decisions of some kinds about a subject that are in force, in their order."""
    rows = tables.where(DecisionRow, "subject", [subject])
    return [row for row in rows if row.in_force and row.kind in kinds]
