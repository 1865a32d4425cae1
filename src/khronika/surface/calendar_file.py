"""A calendar as a file that calendar programs take in (iCalendar, RFC 5545, with the names of RFC 7986).

All events are whole days. The same record gives the same bytes; an event keeps its UID while more is told of it, so that
taking the file in again updates what is there. ``DTSTAMP`` is when the record was last changed, not now.
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from khronika.docket.calendar import Appointment, Sort
from khronika.surface.calendar_words import description, title, where
from khronika.surface.naming import Naming
from khronika.vocabulary.evidence import Standing

PRODUCER = "-//Khronika//Khronika//EN"
NAMESPACE = uuid.UUID("8a7f1c2e-5b0d-5c39-9f0e-6d2b1f4a7c53")  # of our own, for UIDs made of keys (RFC 9562, version 5)
LONGEST = 366  # days; an end known only within more than a year is told in the list, and is no event
CATEGORIES = {
    Sort.COURT: "In court",
    Sort.BAN: "End of a ban",
    Sort.TERM: "End of a term",
    Sort.DEADLINE: "Deadline",
}
NOTES = {
    Naming.FULL: "People stand here by name, with quotes. Keep it where nobody else reads it.",
    Naming.INITIALS: "People stand here by their initials, without quotes.",
    Naming.NONE: "Nobody is named here.",
}


def uid(one: Appointment) -> str:
    """Return the name of an event for good. It is made of its key by a hash, so it gives nobody away."""
    return str(uuid.uuid5(NAMESPACE, one.key))


def too_open(one: Appointment) -> bool:
    """Tell whether an appointment's day is open over more than a year, so that no event can say anything of it."""
    return not one.lasting and (one.days[1] - one.days[0]).days >= LONGEST


def calendar_file(appointments: Iterable[Appointment], naming: Naming, changed: datetime, revision: int) -> bytes:
    """Return a calendar as bytes. ``changed`` and ``revision`` are the time and the place of the log's last entry."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", "Khronika")
    calendar.add("x-wr-calname", "Khronika")
    calendar.add("description", NOTES[naming])
    for one in appointments:
        if not too_open(one):
            calendar.add_component(event(one, naming, changed.astimezone(UTC), revision))
    return bytes(calendar.to_ical(sorted=False))


def event(one: Appointment, naming: Naming, changed: datetime, revision: int) -> Event:
    """Return the event of an appointment: whole days, private, and taking nobody's time."""
    first, last = one.days
    made = Event()
    made.add("uid", uid(one))
    made.add("dtstamp", changed)
    made.add("sequence", revision)
    made.add("dtstart", first)
    made.add("dtend", day_after(last))  # RFC 5545, 3.6.1: the end is not part of the event
    made.add("summary", title(one, naming))
    made.add("description", description(one, naming))
    if place := where(one, naming):
        made.add("location", place)
    made.add("categories", ["Khronika", CATEGORIES[one.sort]])
    confirmed = one.standing is Standing.ACCEPTED and not one.computed and not one.planned and first == last
    made.add("status", "CONFIRMED" if confirmed else "TENTATIVE")
    made.add("class", "CONFIDENTIAL")
    made.add("transp", "TRANSPARENT")
    return made


def day_after(day: date) -> date:
    """Return the next day; the last one of the calendar stays itself."""
    return day + timedelta(days=1) if day < date.max else day
