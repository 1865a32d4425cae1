"""The disagreements in which a statement has a part."""

from collections.abc import Iterable
from datetime import date

from khronika.docket.assembly import Docket, docket
from khronika.docket.cases import Case
from khronika.docket.lines import Difference


def open_in(one: Docket) -> tuple[Difference, ...]:
    """Return the contradictions between sources that a docket shows and that nobody has settled, each once.

    Figures that differ with each other in turn are one disagreement, however many lines show it.
    """
    found: list[tuple[str, set[str], Difference]] = []
    for differing in (one for line in one.lines for one in line.differing if one.open):
        ids = {e.id for _, evidence in differing.values for e in evidence}
        chained = differing.slot == "count"
        same = [x for x in found if x[0] == differing.slot and (x[1] & ids if chained else x[1] == ids)]
        for other in same[1:]:
            found.remove(other)
            ids |= other[1]
        if same:
            same[0][1].update(ids)
        else:
            found.append((differing.slot, ids, differing))
    return tuple(differing for _, _, differing in found)


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
