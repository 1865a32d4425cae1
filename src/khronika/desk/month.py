"""A month as weeks of days, each with what stands in the calendar on it."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from khronika.docket.calendar import Appointment

SHOWN = 3  # appointments that a day of the month shows


@dataclass(slots=True)
class Day:
    """A day: whether it is of the month, and its appointments; ``more`` are too many to be shown."""

    day: date
    within: bool
    ones: list[Appointment] = field(default_factory=list)

    @property
    def shown(self) -> list[Appointment]:
        """The first few."""
        return self.ones[:SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, len(self.ones) - SHOWN)


def month_of(text: str, today: date) -> date:
    """Return the first day of a month that is written as 2029-05; that of today if it is none."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def weeks(first: date, found: Sequence[Appointment]) -> list[list[Day]]:
    """Return the weeks of a month, from Monday, with what falls on a known day of it; what is open is not in it."""
    made = calendar.Calendar()
    days = {}
    rows = []
    for week in made.monthdatescalendar(first.year, first.month):
        row = [Day(day, day.month == first.month) for day in week]
        days.update({one.day: one for one in row})
        rows.append(row)
    for one in found:
        if one.days[0] == one.days[1] and one.days[0] in days:
            days[one.days[0]].ones.append(one)
    return rows


def neighbours(first: date) -> tuple[str, str]:
    """Return the months before and after one as they are written in addresses; empty at the ends of the calendar."""
    before = f"{first.year - (first.month == 1):04}-{(first.month - 2) % 12 + 1:02}"
    after = f"{first.year + (first.month == 12):04}-{first.month % 12 + 1:02}"
    return before if first > date(1000, 1, 1) else "", after if first < date(9998, 12, 1) else ""
