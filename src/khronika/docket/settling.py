"""Disagreements that a person settled: the value that holds, and those that stay beside it as not chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from khronika.docket.lines import Difference, When, date_of, dated_by
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import Settled


def settlement(slot: str, told: Sequence[tuple[str, Sequence[Evidence]]], settled: Iterable[Settled]) -> Settled | None:
    """Return the settlement of some differing values that stands; None if a source that it did not know differs."""
    for one in reversed(tuple(settled)):
        if one.slot != slot:
            continue
        chosen = {value for value, evidence in told if any(e.id == one.chosen for e in evidence)}
        known = {one.chosen, *one.others}
        if chosen and all(e.id in known for value, evidence in told if value not in chosen for e in evidence):
            return one
    return None


def marked(differing: Iterable[Difference], settled: Sequence[Settled]) -> tuple[Difference, ...]:
    """Return differences with what a person decided about each, or what was decided before another source came."""
    if not settled:
        return tuple(differing)
    found = []
    for one in differing:
        holds = settlement(one.slot, one.values, settled)
        ids = {e.id for _, evidence in one.values for e in evidence}
        old = next((s for s in reversed(settled) if s.slot == one.slot and s.chosen in ids), None)
        found.append(replace(one, settled=holds, outdated=None if holds else old))
    return tuple(found)


def settled_date(differing: Iterable[Difference], group: Iterable[Evidence]) -> When | None:
    """Return the date that a person chose among those that sources give, or None."""
    for one in differing:
        if one.slot == "date" and one.settled is not None:
            chosen = next((e for e in group if e.id == one.settled.chosen and date_of(e.statement)), None)
            return dated_by(chosen) if chosen else None
    return None


def settled_value(differing: Iterable[Difference], slot: str) -> str:
    """Return the value of a slot that a person chose, or empty text."""
    for one in differing:
        if one.slot == slot and one.settled is not None:
            return next((value for value, evidence in one.values if one.chosen(evidence)), "")
    return ""
