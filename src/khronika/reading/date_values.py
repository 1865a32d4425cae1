"""The EDTF value of a mention of which the year is known."""

import calendar
from datetime import date, timedelta

from khronika.reading.date_mentions import DateMention
from khronika.vocabulary.edtf_dates import bounds, is_edtf


def as_edtf(mention: DateMention, year: int | None = None) -> str:
    """Return a mention's date in EDTF, with a year for it if it tells none; empty if that makes no date."""
    if mention.through is not None:
        return stretch(mention, year)
    known = mention.year if mention.year is not None else year
    if known is None:
        return ""
    value = plain(mention, known)
    return value if is_edtf(value) else ""


def plain(mention: DateMention, year: int) -> str:
    """Return the date of a mention that is no stretch."""
    if mention.decade:
        return f"{year // 10}X"
    if mention.half is not None:
        return half(mention, year)
    if mention.season is not None:
        return f"{year:04}-{mention.season}"
    if mention.last_year is not None:
        return f"{year:04}/{mention.last_year:04}"
    if mention.month is None:
        return f"{year:04}"
    if mention.day is None:
        first = f"{year:04}-{mention.month:02}"
        if mention.last_month is None:
            return first
        earlier = year - 1 if mention.year is not None and mention.last_month < mention.month else year
        later = year + 1 if mention.year is None and mention.last_month < mention.month else year
        return f"{earlier:04}-{mention.month:02}/{later:04}-{mention.last_month:02}"
    if mention.last_day is None:
        return f"{year:04}-{mention.month:02}-{mention.day:02}"
    return days(mention.day, mention.last_day, year, mention.month)


def days(first: int, last: int, year: int, month: int) -> str:
    """Return the stretch of days that ends in a month; it began in the month before if its first day is later."""
    begun = year * 12 + month - 1 - (first > last)
    return f"{begun // 12:04}-{begun % 12 + 1:02}-{first:02}/{year:04}-{month:02}-{last:02}"


def half(mention: DateMention, year: int) -> str:
    """Return the half of a year or of a month."""
    second = mention.half == 2
    if mention.month is None:
        return f"{year:04}-07/{year:04}-12" if second else f"{year:04}-01/{year:04}-06"
    last = calendar.monthrange(year, mention.month)[1]
    return days(16 if second else 1, last if second else 15, year, mention.month)


def stretch(mention: DateMention, year: int | None) -> str:
    """Return a stretch of two dates; a year that is told with one end is the other's too."""
    if mention.through is None:
        return ""
    closing = as_edtf(mention.through, mention.year if mention.through.year is None and mention.year else year)
    last = bounds(closing)[1] if closing else None
    if last is None:
        return ""
    known = mention.year if mention.year is not None else last.year
    for opening_year in (known, known - 1):
        opening = plain(mention_alone(mention), opening_year)
        if not is_edtf(opening):
            continue
        first = bounds(opening)[0]
        if first is not None and first <= last:
            return joined(opening, closing)
        if mention.year is not None:
            closing = as_edtf(mention.through, last.year + 1)  # "from November 2021 to May"
            return joined(opening, closing) if mention.through.year is None and closing else ""
    return ""


def joined(opening: str, closing: str) -> str:
    """Return the stretch from the first day of one value to the last of another, if it is one."""
    value = f"{opening.partition('/')[0]}/{closing.rpartition('/')[2]}"
    return value if is_edtf(value) else ""


def mention_alone(mention: DateMention) -> DateMention:
    """Return the first end of a stretch."""
    return DateMention(
        mention.start,
        mention.end,
        mention.text,
        year=mention.year,
        month=mention.month,
        day=mention.day,
        season=mention.season,
    )


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
