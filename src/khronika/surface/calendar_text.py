"""A calendar as a list for a terminal and as records for programs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khronika.docket.calendar import Appointment
from khronika.docket.deadlines import Deadline
from khronika.docket.steps import StepLine
from khronika.surface.calendar_file import too_open, uid
from khronika.surface.calendar_words import basis, content, days_words, people_of, rests_on, what_words, where
from khronika.surface.deadline_text import short_notes
from khronika.surface.layout import Detail, Sheet
from khronika.surface.line_words import differs
from khronika.surface.naming import Naming, named
from khronika.surface.records import when_record
from khronika.surface.words import COMPUTED, DISAGREE, MARKS, excerpt, held_by, joined, source_name
from khronika.vocabulary.evidence import Evidence

QUOTE = 160
LEGEND = "○ proposed by a reader · ● accepted by a person · ◐ sources disagree · △ computed by us · ~ inferred"


def calendar_text(
    found: Sequence[Appointment], naming: Naming, today: date, width: int | None = None, *, color: bool = False
) -> str:
    """Return a calendar as a list: what is to come, then what is past, each with the quotes that it rests on."""
    sheet = Sheet()
    sheet.text(LEGEND)
    to_come = [one for one in found if one.days[1] >= today]
    past = [one for one in found if one.days[1] < today]
    for heading, ones in (("TO COME", to_come), ("PAST", past)):
        if ones:
            sheet.heading(heading)
        for one in ones:
            marks = [COMPUTED if one.computed else MARKS[one.standing], *([DISAGREE] if one.differing else [])]
            sheet.row("\n".join(marks), line_words(one, naming), details(one, naming))
    return sheet.render(width, color=color)


def line_words(one: Appointment, naming: Naming) -> str:
    """Return an appointment in one line: its day or days, whose, what, and where."""
    people = named(one.persons, naming)
    return joined(days_words(one), people, what_words(one), where(one, naming))


def details(one: Appointment, naming: Naming) -> tuple[Detail, ...]:
    """Return what stands below a line of the list."""
    told = [Detail(content(one))] if naming is Naming.FULL and content(one) and not isinstance(one.of, StepLine) else []
    told += [Detail(differs(value), "disagree") for value in one.differing if naming is Naming.FULL]
    notes = [short_notes(one.of)] if isinstance(one.of, Deadline) else basis(one)
    told += [Detail(note) for note in notes if naming is Naming.FULL or "“" not in note]
    return (*told, *(quoted(evidence, naming, people_of(one)) for evidence in one.evidence))


def quoted(one: Evidence, naming: Naming, people: Sequence[str]) -> Detail:
    """Return what a line rests on: the quote where people are named, else the source alone."""
    if naming is not Naming.FULL:
        return Detail(rests_on(one, naming, people))
    mark = MARKS[one.standing].split()[0]
    text = f"{mark} “{excerpt(one.statement.quote.text, QUOTE)}” — {source_name(one)} · {one.id}"
    return Detail(joined(text, held_by(one.statement), by=" "), "quote")


def undated_words(lines: Sequence[StepLine]) -> str:
    """Return that steps in court have no day, with their statements."""
    ids = ", ".join(dict.fromkeys(one for line in lines for one in line.ids))
    return f"{len(lines)} in court of which no day is told, left out: {ids}"


def appointment_record(one: Appointment, naming: Naming) -> dict[str, Any]:
    """Return an appointment for programs; with the words of sources only where people are named."""
    full = naming is Naming.FULL
    return {
        "uid": uid(one),
        "sort": one.sort.value,
        "what": what_words(one),
        "persons": [named((person,), naming) for person in one.persons] if naming is not Naming.NONE else [],
        "case": one.case if full else None,
        "first": one.days[0].isoformat(),
        "last": one.days[1].isoformat(),
        "one_day_of_these": one.days[0] != one.days[1] and not one.lasting,
        "in_calendar_file": not too_open(one),
        "when": when_record(one.when) if full else None,
        "where": where(one, naming) or None,
        "planned": one.planned,
        "computed": one.computed or None,
        "standing": one.standing.value,
        "disagreeing": bool(one.differing),
        "says": content(one) or None if full else None,
        "known_by": [note for note in basis(one) if full or "“" not in note],
        "rests_on": list(one.ids),
        "quotes": {e.id: e.statement.quote.text for e in one.evidence} if full else {},
        "sources": {e.id: source_name(e) for e in one.evidence} if full else {},
    }
