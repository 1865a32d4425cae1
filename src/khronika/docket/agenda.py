"""The cases that a question is about, each with what is told of it until a day: for lists over many cases."""

from collections.abc import Iterable, Iterator
from datetime import date

from khronika.docket.assembly import until
from khronika.docket.cases import Case, cases
from khronika.docket.deadlines import Deadline, deadlines
from khronika.docket.finding import find_cases
from khronika.docket.steps import StepLine
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import NO_RULINGS, Rulings


def chosen(evidence: Iterable[Evidence], name: str | None = None, rulings: Rulings = NO_RULINGS) -> tuple[Case, ...]:
    """Return all cases after what people decided, or those that a name or an id means.

    Raises RequestError if it means none, or several people's.
    """
    found = cases(evidence, rulings)
    return find_cases(found, name) if name else found


def deadlines_of(some: Iterable[Case], on: date) -> tuple[Deadline, ...]:
    """Return the deadlines that are set off in some cases until a day, those that fall first at the top."""
    found: dict[tuple[object, ...], Deadline] = {}
    for _, lines, held in told_until(some, on):
        for one in deadlines(lines, held, narrow=True):
            found.setdefault((one.rule.id, one.ends, one.ids), one)
    return tuple(sorted(found.values(), key=lambda one: (one.ends, one.persons, one.rule.id, one.ids)))


def told_until(found: Iterable[Case], on: date) -> Iterator[tuple[Case, tuple[StepLine, ...], list[Evidence]]]:
    """Yield each case with its steps and its evidence until a day."""
    for case in found:
        lines, _, held = until(case, on)
        yield case, lines, held
