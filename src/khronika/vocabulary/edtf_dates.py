"""EDTF dates (ISO 8601-2:2019) as the record uses them: what days they can mean, and adding durations to days.

Level 0 and 1 forms and open intervals are understood: ``2023-04-10``, ``2022-11``, ``2022``, ``202X``, ``2022-XX``,
the seasons ``2022-21`` (spring) to ``2022-24`` (winter), each with ``?`` (uncertain), ``~`` (approximate) or ``%``
(both), and intervals ``2022-02/2022-03``, ``2018/..``, ``../2020-06-18``.
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

DAY = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%])?", re.ASCII)
# The standard gives a season no months, and they differ between the hemispheres: these are all the months, counted
# from January of the year as 1, that a season of the year can reach into (0 is December before, 14 February after).
SEASONS = {21: (3, 11), 22: (0, 14), 23: (3, 11), 24: (0, 14)}
DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?", re.ASCII)


@lru_cache(maxsize=8192)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that a date can mean; None for an open or unknown end.

    Raises ValueError if the text is no EDTF date of the understood forms.
    """
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        start = None if first in {"..", ""} else bounds(first)[0]
        end = None if last in {"..", ""} else bounds(last)[1]
        if start is not None and end is not None and end < start:
            raise ValueError(f"{edtf!r} ends before it begins")
        if start is None and end is None:
            raise ValueError(f"{edtf!r} says no day")
        return start, end
    match = DAY.fullmatch(edtf)
    if match is None:
        raise ValueError(f"{edtf!r} is no EDTF date")
    year, month, day, _ = match.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year < 1:
        raise ValueError(f"{edtf!r} is no EDTF date")
    if month in {None, "XX"} or "X" in year:
        return date(first_year, 1, 1), date(last_year, 12, 31)
    if int(month) in SEASONS and day is None:
        return season(first_year, int(month))
    if day in {None, "XX"}:
        return date(first_year, int(month), 1), date(
            last_year, int(month), calendar.monthrange(last_year, int(month))[1]
        )
    exact = date(first_year, int(month), int(day))
    return exact, exact


def season(year: int, code: int) -> tuple[date, date]:
    """Return the first and the last day that a season can mean in either hemisphere."""
    first, last = SEASONS[code]
    start = month_start(year * 12 + first - 1) if year > 1 or first else date.min
    end = month_start(year * 12 + last) - timedelta(days=1) if year < 9999 or last < 12 else date.max
    return start, end


def month_start(count: int) -> date:
    """Return the first day of a month; months are counted from January of the year 0 as 0."""
    return date(count // 12, count % 12 + 1, 1)


def is_edtf(text: str) -> bool:
    """Tell whether a text is an EDTF date of the understood forms."""
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def is_duration(text: str) -> bool:
    """Tell whether a text is an ISO 8601 duration of calendar units (``life`` is none)."""
    match = DURATION.fullmatch(text)
    return match is not None and any(match.groups())


def add_duration(day: date, iso: str) -> date:
    """Return the day that lies an ISO 8601 duration after a day, by the calendar.

    Years and months are added first and the day is kept, or the last of the month taken where the month is shorter
    (29 February plus a year is 28 February); then weeks and days. Hours make no day.
    Raises ValueError if the text is no duration, or the day lies past the year 9999.
    """
    match = DURATION.fullmatch(iso)
    if match is None or not any(match.groups()):
        raise ValueError(f"{iso!r} is no ISO 8601 duration of years, months, weeks, days or hours")
    years, months, weeks, days, _ = (int(part or 0) for part in match.groups())
    count = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = divmod(count, 12)
    if year > 9999:
        raise ValueError(f"{day} and {iso} reach past the year 9999")
    kept = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    try:
        return kept + timedelta(weeks=weeks, days=days)
    except OverflowError:
        raise ValueError(f"{day} and {iso} reach past the year 9999") from None


def subtract_duration(day: date, iso: str) -> date:
    """Return the day that lies an ISO 8601 duration before a day, by the calendar; the mirror of ``add_duration``.

    Raises ValueError if the text is no duration, or the day lies before the year 1.
    """
    match = DURATION.fullmatch(iso)
    if match is None or not any(match.groups()):
        raise ValueError(f"{iso!r} is no ISO 8601 duration of years, months, weeks, days or hours")
    years, months, weeks, days, _ = (int(part or 0) for part in match.groups())
    year, month = divmod(day.year * 12 + day.month - 1 - years * 12 - months, 12)
    if year < 1:
        raise ValueError(f"{iso} before {day} lies before the year 1")
    kept = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    try:
        return kept - timedelta(weeks=weeks, days=days)
    except OverflowError:
        raise ValueError(f"{iso} before {day} lies before the year 1") from None


def calendar_length(first: date, last: date) -> str:
    """Return the time from a day to a later one as an ISO 8601 duration of whole years, months and days.

    The months are counted from the first day as ``add_duration`` counts them; the same day gives ``P0D``.
    """
    if last < first:
        raise ValueError(f"{last} lies before {first}")
    months = (last.year - first.year) * 12 + last.month - first.month
    while months and add_duration(first, f"P{months}M") > last:
        months -= 1
    days = (last - add_duration(first, f"P{months}M")).days
    years, months = divmod(months, 12)
    told = "".join(f"{number}{unit}" for number, unit in ((years, "Y"), (months, "M"), (days, "D")) if number)
    return f"P{told or '0D'}"
