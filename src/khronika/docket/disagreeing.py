"""The disagreements in which a statement has a part."""

from collections.abc import Iterable
from datetime import date

from khronika.docket.assembly import docket
from khronika.docket.cases import Case
from khronika.docket.lines import Difference


def disagreements(cases: Iterable[Case], statement: str) -> tuple[Difference, ...]:
    """Return the contradictions in which a statement gives one of the values, each once, whatever their day."""
    found: dict[tuple[str, frozenset[str]], Difference] = {}
    for case in cases:
        if not any(one.id == statement for one in (*case.own, *case.context)):
            continue
        for line in docket(case, date.max).lines:
            for one in line.differing:
                ids = frozenset(e.id for _, evidence in one.values for e in evidence)
                if statement in ids:
                    found.setdefault((one.slot, ids), one)
    return tuple(found.values())
