"""Giving a month or a day without a year its year: from a heading, a full date before it, the publication, the text.

The rules in the order in which they are asked:

1. Words that point at the year ("in May last year"), or the year of a heading over the passage.
2. The same day told with its year elsewhere in the text.
3. In a text of which nobody tells when it was written: the order of the steps of a case, and the time said to have passed.
4. A full date told shortly before, where the date follows it. Where the publication leads to another date that is
   recent, the publication wins; within a paragraph the full date does, and the date is uncertain.
5. The publication: the last such date before it, or the first after it where the clause looks ahead.
6. The full date nearest to it, or the last year named before it; such a date is uncertain.
"""

from bisect import bisect_left
from datetime import date, timedelta

from khronika.reading.date_anchors import names, sentence_around, stage_word
from khronika.reading.date_mentions import DateMention
from khronika.reading.date_state import Found, State, first_day
from khronika.reading.date_values import as_edtf
from khronika.vocabulary.edtf_dates import bounds

BACK, AHEAD = timedelta(days=120), timedelta(days=245)  # from a full date to a date beside it that lacks its year
FRAME_LINES = 3  # lines over which a full date goes on to frame the dates without a year
RECENT = timedelta(days=130)  # before the publication: a date without a year is more likely to be one of these
FORTNIGHT = timedelta(days=20)  # a text known to its month only has no day to be recent to
REACH = 9  # years to look through: 29 February is at most eight years away
SEEN_FROM_PUBLICATION = frozenset({"last", "this", "next"})
SEEN_FROM_LAST = frozenset({"same", "following", "previous"})


def with_year(state: State, mention: DateMention, line: int) -> Found | None:
    """Return the date of a mention that lacks its year, or None if nothing leads to it."""
    if mention.year_pointer or mention.relative:
        return pointed_year(state, mention)
    if state.section is not None and (value := as_edtf(mention, state.section[0])):
        return Found(value, f"no year with “{mention.text}”; {state.section[0]} stands over it")
    if (told := told_in_full(state, mention)) is not None:
        return told
    ahead = state.is_ahead(mention)
    if state.reference is None and (ordered := by_order(state, mention)) is not None:
        return ordered
    framed = None if ahead else by_frame(state, mention, line)
    if framed is not None:
        return framed
    if state.reference is None:
        return by_anchors(state, mention, ahead)
    year = year_of_reference(state, mention, ahead)
    if year is None:
        return None
    side = "first such date after" if ahead else "last such date before"
    reason = f"no year with “{mention.text}”; {year} because {state.told} and this is the {side} that"
    return Found(as_edtf(mention, year), reason, from_publication=True)


def told_in_full(state: State, mention: DateMention) -> Found | None:
    """Return the same day of a month with the only year that the text tells with it elsewhere."""
    if mention.day is None or mention.through is not None or mention.last_day is not None:
        return None
    ending = f"-{mention.month:02}-{mention.day:02}"
    values = {value for _, value in state.anchors if value.endswith(ending) and "/" not in value}
    if len(values) != 1:
        return None
    (value,) = values
    return Found(value, f"no year with “{mention.text}”; the text tells the same day as {value}")


def by_frame(state: State, mention: DateMention, line: int) -> Found | None:
    """Return the date that follows the full date told before it, unless the publication leads elsewhere."""
    frame = state.frame
    year = year_of_frame(state, mention, line)
    if frame is None or year is None:
        return None
    value, recent = as_edtf(mention, year), recent_date(state, mention)
    doubtful = recent not in {"", value}
    if doubtful and (frame.line != line or frame.is_weak or mention.day is None):
        return None
    reason = f"no year with “{mention.text}”; {year} because it is told after “{frame.told}”"
    return Found(f"{value}?" if doubtful and "/" not in value else value, reason, by_frame=True)


def year_of_frame(state: State, mention: DateMention, line: int) -> int | None:
    """Return the year in which a date follows the full date that was told before it in the same stretch."""
    frame = state.frame
    if frame is None or line - frame.line > (0 if frame.is_weak else FRAME_LINES):
        return None
    for year in (frame.day.year - 1, frame.day.year, frame.day.year + 1):
        value = as_edtf(mention, year) if year > 0 else ""
        if value and -BACK <= first_day(value) - frame.day < AHEAD:
            return year if state.latest is None or first_day(value) <= state.latest else None
    return None


def recent_date(state: State, mention: DateMention) -> str:
    """Return the date as seen from the day of publication if it lies shortly before that, or nothing."""
    reference = state.reference
    year = year_of_reference(state, mention, ahead=False)
    if reference is None or year is None or reference.last - reference.first > FORTNIGHT:
        return ""
    value = as_edtf(mention, year)
    return value if reference.last - first_day(value) <= RECENT else ""


def year_of_reference(state: State, mention: DateMention, ahead: bool, latest: date | None = None) -> int | None:
    """Return the year in which the date is the last before the time of writing, or the first after it."""
    reference = state.reference
    if reference is None:
        return None
    end = latest or state.latest or reference.last
    start = reference.first.year
    for year in range(start, start + REACH) if ahead else range(end.year, end.year - REACH, -1):
        value = as_edtf(mention, year) if 0 < year < 9999 else ""
        first, last = bounds(value) if value else (None, None)
        if first is not None and last is not None and (last >= reference.first if ahead else first <= end):
            return year
    return None


def by_order(state: State, mention: DateMention) -> Found | None:
    """Return the first such date after an earlier step of the case, and after the time that the text says passed.

    What a text tells first of all, without a year, is new when it is written: it lies after the time that passed. Where
    the text speaks of no such time, both steps must name the same party.
    """
    sentence = sentence_around(state.text, mention.start)
    late, passed = stage_word(sentence, "later", state.language), state.known.passed
    if not late:
        return None
    who = names(sentence)
    fitting = (s for s in state.known.steps if s.sentence != sentence and (passed is not None or who & s.names))
    step = next(fitting, None)
    if step is None:
        return None
    told, order = step.value, f"“{late}” comes after “{step.words}”"
    floor = max(first_day(told), passed[0] if passed is not None else first_day(told))
    for year in range(floor.year, floor.year + REACH):
        value = as_edtf(mention, year)
        if not value or first_day(value) <= floor:
            continue
        reason = f"no year with “{mention.text}”; {year} because {order} of {told}"
        if passed is not None:
            reason += f", and the text was written {passed[1]}, so after {passed[0]:%B %Y}"
        return Found(value, reason)
    return None


def by_anchors(state: State, mention: DateMention, ahead: bool) -> Found | None:
    """Return the date nearest to the latest full date, or in the last year named before it, marked uncertain."""
    if state.known.latest is None:
        return by_bare_years(state, mention)
    latest, told = state.known.latest
    values = [v for y in range(latest.year - 1, latest.year + 3) if y < 9999 and (v := as_edtf(mention, y))]
    if ahead:
        values = [v for v in values if (last := bounds(v)[1]) is not None and last >= latest][:1]
    value = min(values, key=lambda v: abs((first_day(v) - latest).days), default="")
    if not value:
        return None
    reason = f"no year with “{mention.text}”; {value[:4]} is nearest to the latest full date in the text, {told}"
    return Found(uncertain(value), reason)


def by_bare_years(state: State, mention: DateMention) -> Found | None:
    """Return the date in the last year that is named before it, marked uncertain."""
    years = state.known.years
    before = bisect_left(years, (mention.start, 0))
    year = years[max(0, before - 1)][1] if years else None
    value = as_edtf(mention, year) if year is not None else ""
    return (
        Found(uncertain(value), f"no year with “{mention.text}”; {year} is the last year named before it")
        if value
        else None
    )


def uncertain(value: str) -> str:
    """Mark a date, or both ends of a stretch, as uncertain."""
    return "/".join(end if end == ".." else f"{end}?" for end in value.split("/"))


def pointed_year(state: State, mention: DateMention) -> Found | None:
    """Work out "in May last year", "last March", "April of that year"."""
    pointer = mention.year_pointer or mention.relative
    if pointer in SEEN_FROM_LAST:
        if not state.last:
            return None
        year = int(state.last[:4]) + {"previous": -1, "same": 0, "following": 1}[pointer]
        return Found(as_edtf(mention, year), f"“{mention.text}”, after {state.last}", by_frame=True)
    if state.reference is None:
        return None
    reference, reason = state.reference, f"“{mention.text}”; {state.told}"
    if mention.year_pointer and pointer in SEEN_FROM_PUBLICATION:
        year = reference.last.year + {"last": -1, "this": 0, "next": 1}[pointer]
        return Found(as_edtf(mention, year), reason, from_publication=True)
    ahead = pointer in {"next", "coming"}
    found = year_of_reference(state, mention, ahead, reference.last)
    if found is None:
        return None
    first, last = bounds(as_edtf(mention, found))
    now = first is not None and last is not None and first <= reference.last and last >= reference.first
    shift = {"next": 1, "last": -1}.get(pointer, 0) if now else 0  # "last March", said in March, is a year ago
    return Found(as_edtf(mention, found + shift), reason, from_publication=True)
