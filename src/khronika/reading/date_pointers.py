"""Dates that point at another one: "yesterday", "on Thursday", "three days later", "that month", "the 24th"."""

from datetime import date, timedelta

from khronika.reading.date_mentions import DateMention
from khronika.reading.date_state import Found, State, day_of, first_day
from khronika.reading.date_values import as_edtf, week_of
from khronika.reading.date_years import SEEN_FROM_LAST, pointed_year, uncertain
from khronika.vocabulary.edtf_dates import add_duration, bounds, is_edtf, subtract_duration

# The month in which a season begins in the north. It only puts seasons in order; the result is marked uncertain.
SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}
SHIFTS = {"last": -1, "previous": -1, "next": 1, "following": 1}


def pointed_date(state: State, mention: DateMention) -> Found | None:
    """Return the date that a mention points at, or None if that is not known."""
    if mention.relative == "publication":
        return from_publication(state, mention)
    if mention.weekday is not None:
        return weekday(state, mention)
    if mention.amount:
        return counted(state, mention)
    if mention.season is not None:
        return season(state, mention)
    if mention.unit:
        return unit_pointed(state, mention)
    return day_of_month(state, mention)


def from_publication(state: State, mention: DateMention) -> Found | None:
    """Work out "yesterday"."""
    if state.reference is None or state.reference.day is None:
        return None
    day = state.reference.day + timedelta(days=mention.offset)
    return Found(day.isoformat(), f"“{mention.text}”; {state.told}", from_publication=True)


def weekday(state: State, mention: DateMention) -> Found | None:
    """Work out a weekday, or a stretch between two."""
    from_last = mention.relative in SEEN_FROM_LAST
    wanted = mention.weekday or 0
    day = weekday_beside(state.last, wanted, mention.relative) if from_last else weekday_seen(state, mention, wanted)
    if day is None:
        return None
    value = day.isoformat()
    if mention.last_weekday is not None:
        value += f"/{(day + timedelta(days=(mention.last_weekday - wanted) % 7)).isoformat()}"
    reason = f"“{mention.text}”, beside {state.last}" if from_last else f"“{mention.text}”; {state.told}"
    return Found(value, reason, from_publication=not from_last)


def weekday_beside(last: str, wanted: int, pointer: str) -> date | None:
    """Return the weekday nearest to the day told last, or the first after or before it."""
    base = day_of(last)
    if base is None:
        return None
    forward, back = (wanted - base.weekday()) % 7, (base.weekday() - wanted) % 7
    if pointer == "same":
        return base + timedelta(days=forward) if forward < back else base - timedelta(days=back)
    return base + timedelta(days=forward or 7) if pointer == "following" else base - timedelta(days=back or 7)


def weekday_seen(state: State, mention: DateMention, wanted: int) -> date | None:
    """Return a weekday as seen from the publication: the last one, or the next if the clause looks ahead."""
    reference = state.reference
    if reference is None or not reference.is_short:
        return None
    base = reference.last
    back = (base.weekday() - wanted) % 7
    if reference.day is None:  # within the days that the text is about
        day = base - timedelta(days=back)
        return day if day >= reference.first and not mention.relative else None
    if mention.relative == "last":
        return base - timedelta(days=back or 7)
    if mention.relative == "next":
        return base + timedelta(days=7 - back)
    if mention.relative == "this":
        return week_of(base)[0] + timedelta(days=wanted)
    if mention.last_weekday is not None and (mention.last_weekday - wanted) % 7 > back:
        back += 7  # the stretch has ended when it is told
    return base + timedelta(days=(7 - back) % 7) if state.is_ahead(mention) else base - timedelta(days=back)


def counted(state: State, mention: DateMention) -> Found | None:
    """Work out "three days later", "two years ago", "the past twelve months"."""
    if mention.relative == "first_months":
        return first_months(state, mention)
    unit = mention.amount[-1]
    if mention.relative in {"ago", "span"}:
        reference = state.reference
        if reference is None or (unit in "DW" and reference.day is None):
            return None
        base = reference.last
        start = subtract_duration(base, mention.amount)
        ago = rounded(start, unit)
        span = f"{start:%Y-%m}/{base:%Y-%m}" if unit in "MY" else f"{start.isoformat()}/{base.isoformat()}"
        value = ago if mention.relative == "ago" else span
        return Found(value, f"“{mention.text}”; {state.told}", from_publication=True)
    base_day = base_of_count(state.last, unit)
    if base_day is None:
        return None
    reason = f"“{mention.text}”, after {state.last}"
    if mention.relative == "span_after":
        return Found(f"{base_day.isoformat()}/{add_duration(base_day, mention.amount).isoformat()}", reason)
    back = mention.relative == "earlier"
    day = subtract_duration(base_day, mention.amount) if back else add_duration(base_day, mention.amount)
    return Found(rounded(day, unit), reason)


def base_of_count(last: str, unit: str) -> date | None:
    """Return the day to count from, if the date told last is as exact as the unit."""
    if not last:
        return None
    exact = {"Y": 4, "M": 7}.get(unit, 10)
    return first_day(last) if len(last) >= exact else None


def first_months(state: State, mention: DateMention) -> Found | None:
    """Work out "the first three months of the year"."""
    year = mention.year
    if year is None and state.reference is not None:
        year = state.reference.last.year + SHIFTS.get(mention.year_pointer, 0)
    months = int(mention.amount[1:-1])
    if year is None or not 1 <= months <= 12:
        return None
    reason = "" if mention.year is not None else f"“{mention.text}”; {state.told}"
    return Found(f"{year:04}-01/{year:04}-{months:02}", reason)


def unit_pointed(state: State, mention: DateMention) -> Found | None:
    """Work out "last year", "that month", "the following day", "this week"."""
    pointer, shift = mention.relative, SHIFTS.get(mention.relative, 0)
    if pointer in SEEN_FROM_LAST:
        value = moved(state.last, mention.unit, shift)
        return Found(value, f"“{mention.text}”, after {state.last}") if value else None
    if state.reference is None or mention.unit == "day":
        return None
    reason = f"“{mention.text}”; {state.told}"
    base = state.reference.last
    if mention.unit not in {"week", "weekend"}:
        return Found(moved(base.isoformat(), mention.unit, shift), reason, from_publication=True)
    if state.reference.day is None:
        return None
    ended = mention.unit == "weekend" and base.weekday() >= 5  # "last weekend", said at its end, is this one
    monday, sunday = week_of(base + timedelta(weeks=0 if ended and shift < 0 else shift))
    first = sunday - timedelta(days=1) if mention.unit == "weekend" else monday
    return Found(f"{first.isoformat()}/{sunday.isoformat()}", reason, from_publication=True)


def season(state: State, mention: DateMention) -> Found | None:
    """Work out a season without a year; which months it means is not known, so it is uncertain."""
    if mention.year_pointer:
        return pointed_year(state, mention)
    code = mention.season or 21
    base = first_day(state.last) if mention.relative in SEEN_FROM_LAST and state.last else None
    if base is None:
        base = state.reference.last if state.reference is not None else None
    if base is None:
        return None
    begun = base.month >= SEASON_START[code]
    if mention.relative == "next":
        year = base.year + begun
    elif mention.relative in {"same", "this"} or (not mention.relative and state.is_ahead(mention)):
        year = base.year
    else:
        year = base.year - (not begun)
    return Found(uncertain(as_edtf(mention, year)), f"“{mention.text}” without a year, seen from {base.isoformat()}")


def day_of_month(state: State, mention: DateMention) -> Found | None:
    """Give "the 24th" its month: that of the date before it, or of the publication."""
    day = mention.day or 0
    reference = state.reference
    earlier = day_of(state.last)
    if reference is not None and reference.day is not None and state.is_ahead(mention):
        base, told = reference.day, state.told
        if day < base.day:
            base = add_duration(base.replace(day=1), "P1M")
    elif state.last and is_within_a_month(state.last):
        base, told = first_day(state.last), f"its month is that of the date before it, {state.last}"
        if earlier is not None and earlier.day - day > 15:  # "on the 28th … on the 3rd"
            base, told = add_duration(base.replace(day=1), "P1M"), f"it is told after {state.last}"
    elif reference is not None:
        base, told = reference.last, state.told
        if reference.day is not None and day > base.day:
            base = base.replace(day=1) - timedelta(days=1)
    else:
        return None
    value = f"{base:%Y-%m}-{day:02}"
    return Found(value, f"“{mention.text}”; {told}") if is_edtf(value) else None


def is_within_a_month(value: str) -> bool:
    """Tell whether all days that a date can mean lie in one month."""
    first, last = bounds(value)
    return first is not None and last is not None and (first.year, first.month) == (last.year, last.month)


def rounded(day: date, unit: str) -> str:
    """Return a day as exactly as a count of units tells it: weeks about a day, months a month, years a year."""
    return {"Y": f"{day.year:04}", "M": f"{day.year:04}-{day.month:02}", "W": f"{day.isoformat()}~"}.get(
        unit, day.isoformat()
    )


def moved(value: str, unit: str, shift: int) -> str:
    """Return the day, month or year that lies some units after a value; empty if the value does not tell it."""
    first, last = bounds(value) if value else (None, None)
    if first is None or last is None:
        return ""
    if unit == "day":
        return (first + timedelta(days=shift)).isoformat() if first == last else ""
    if unit == "year":
        return f"{first.year + shift:04}" if first.year == last.year else ""
    if unit == "month" and is_within_a_month(value):
        count = first.year * 12 + first.month - 1 + shift
        return f"{count // 12:04}-{count % 12 + 1:02}"
    return ""
