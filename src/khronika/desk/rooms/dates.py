"""Dates: hearings, ends of bans and of terms, deadlines, as a month and as a list; and as a file for a calendar program."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.month import month_of, neighbours, weeks
from khronika.desk.open_on import desk
from khronika.desk.paging import paged
from khronika.desk.safety import needs, whose
from khronika.desk.sections import Row
from khronika.desk.shelf import Shelf, shelf
from khronika.docket.calendar import Appointment, Sort
from khronika.docket.deadlines import Deadline
from khronika.docket.steps import StepLine
from khronika.record.history import log_of
from khronika.surface.calendar_file import CATEGORIES, calendar_file
from khronika.surface.calendar_text import line_words, undated_words
from khronika.surface.calendar_words import basis, content, sign, what_words
from khronika.surface.deadline_text import ADVICE, short_notes
from khronika.surface.line_words import differs
from khronika.surface.naming import Naming, named
from khronika.surface.words import joined

EACH = 40
SORTS = {sort.value: sort for sort in Sort}
CHOICES = (
    (Naming.INITIALS, "initials, no quotes: for a calendar that others may see"),
    (Naming.NONE, "neither names nor courts: for a calendar on somebody else's server"),
    (Naming.FULL, "full names and quotes: only for a calendar that nobody else reads"),
)


@dataclass(frozen=True, slots=True)
class Short:
    """An appointment as a day of the month shows it."""

    sign: str
    words: str
    whole: str
    anchor: str


@needs(Role.READER)
def dates(request: HttpRequest) -> HttpResponseBase:
    """Show a month, and the list of what is to come, or of what stood from a day on."""
    today = datetime.now(UTC).date()
    first = month_of(request.GET.get("month", ""), today)
    sort = SORTS.get(request.GET.get("sort", ""))
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    held = shelf()
    agenda = held.index.agenda(first if "month" in request.GET else min(first, today), date.max)
    found = [one for one in agenda.appointments if sort is None or one.sort is sort]
    listed = [one for one in found if one.days[1] >= (first if "month" in request.GET else today)]
    page = paged(request, listed, EACH)
    every = paged_month(held, first, last, sort)
    before, after = neighbours(first)
    context: dict[str, Any] = {
        "first": first,
        "weeks": [[(day, [short(one) for one in day.shown]) for day in week] for week in weeks(first, every)],
        "before": before,
        "after": after,
        "rows": [row_of(one, today) for one in page.items],
        "page": page,
        "count": len(listed),
        "since": first if "month" in request.GET else today,
        "sort": sort.value if sort else "",
        "sorts": [(one.value, CATEGORIES[one]) for one in Sort],
        "undated": undated_words(agenda.undated) if agenda.undated else "",
        "choices": [(naming.value, words) for naming, words in CHOICES],
        "advice": ADVICE,
    }
    return render(request, "desk/dates.html", context)


def paged_month(held: Shelf, first: date, last: date, sort: Sort | None) -> list[Appointment]:
    """Return the appointments of a month, of one sort if one is asked for."""
    agenda = held.index.agenda(first - timedelta(days=7), last + timedelta(days=7))
    return [one for one in agenda.appointments if sort is None or one.sort is sort]


def short(one: Appointment) -> Short:
    """Return an appointment as a day of the month shows it."""
    whole = joined(named(one.persons, Naming.FULL), what_words(one), by=": ")
    return Short(sign(one), whole, whole, one.ids[0])


def row_of(one: Appointment, today: date) -> Row:
    """Return the row of the list: the day, whose, what and where; below it how the day is known, and the quotes."""
    told = [content(one)] if content(one) and not isinstance(one.of, StepLine) else []
    notes = [short_notes(one.of, today)] if isinstance(one.of, Deadline) else basis(one)
    return Row(
        mark="computed" if one.computed else one.standing.value,
        text=line_words(one, Naming.FULL),
        evidence=one.evidence,
        notes=(*told, *notes),
        disagree=tuple(differs(value) for value in one.differing),
        anchor=one.ids[0],
    )


@needs(Role.READER)
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Give what stands in the calendar as an .ics file; by initials unless another form is asked for."""
    asked = request.GET.get("naming", "")
    naming = Naming(asked) if asked in {one.value for one in Naming} else Naming.INITIALS
    entry = log_of(desk.chronicle, viewer=whose(request).name, last=1)
    changed = datetime.fromisoformat(entry[0].time) if entry else datetime(1970, 1, 1, tzinfo=UTC)
    data = calendar_file(shelf().index.agenda().appointments, naming, changed, entry[0].place if entry else 0)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="khronika.ics"'
    return answer
