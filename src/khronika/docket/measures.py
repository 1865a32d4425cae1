"""Restrictions that belong to house arrest: told without a length, they last as long as it does."""

from collections.abc import Sequence
from datetime import date

from khronika.docket.agreeing import Group, same_document
from khronika.docket.anchors import Anchor, Count
from khronika.docket.lines import When, days_of
from khronika.docket.steps import HAPPENED, StepLine
from khronika.vocabulary.terms import Step

WORDS = "the end of the house arrest with which it was ordered"


def measure_counts(
    group: Group, day: When | None, persons: Sequence[str], lines: Sequence[StepLine]
) -> tuple[Count, ...]:
    """Return the end of a restriction that a report tells beside a house arrest of the same day; nothing for another one.

    It ends with the last order that prolongs the house arrest without a break, or with a release before that.
    """
    begun = days_of(day.edtf) if day else None
    arrests = [line for line in taken(lines, persons) if line.step is Step.HOUSE_ARREST and line.when]
    own = [line for line in arrests if begun and span(line)[0] == begun[0] and beside(group, line)]
    if day is None or not own:
        return ()
    last, ends_with = span(own[0])[1] if lasting(own[0]) else date.min, own[0]
    for line in sorted((one for one in arrests if lasting(one)), key=span):
        if span(own[0])[0] <= span(line)[0] <= last < span(line)[1]:
            last, ends_with = span(line)[1], line
    freed = [line for line in taken(lines, persons) if line.step is Step.RELEASE and line.when]
    released = min((line for line in freed if span(line)[0] > span(own[0])[0]), key=span, default=None)
    if released is not None and (last == date.min or span(released)[1] < last):
        last, ends_with = span(released)[1], released
    known = last != date.min
    return (
        Count(
            anchor=Anchor.EVENT,
            day=day,
            ends=(last, last) if known else None,
            unknown="" if known else "how long the house arrest lasts is not told",
            evidence=ends_with.evidence,
            words=WORDS,
            event=ends_with.when if known else None,
        ),
    )


def taken(lines: Sequence[StepLine], persons: Sequence[str]) -> list[StepLine]:
    """Return the steps that were taken against some people."""
    return [line for line in lines if line.statement.modality in HAPPENED and set(line.persons) & set(persons)]


def span(line: StepLine) -> tuple[date, date]:
    """Return the first and last day of a step; the end of time where they are open."""
    return (days_of(line.when.edtf) if line.when else None) or (date.max, date.max)


def lasting(line: StepLine) -> bool:
    """Tell whether a step is told with its end."""
    return line.when is not None and "/" in line.when.edtf


def beside(group: Group, line: StepLine) -> bool:
    """Tell whether a report tells a restriction and a step."""
    return any(same_document(a, b) for a in group for b in line.evidence)
