"""How long somebody was in which state, and when a term is served, in words and as records."""

from datetime import date
from typing import Any

from khronika.docket.assembly import Life
from khronika.docket.charges import PenaltyLine
from khronika.docket.lives import Spell, totals
from khronika.docket.served import Credit, Served
from khronika.surface.layout import Detail
from khronika.surface.statuses import SIGN, day_words, span_words, when_words
from khronika.surface.words import duration, joined, penalty
from khronika.vocabulary.edtf_dates import calendar_length


def spell_words(one: Spell) -> str:
    """Return a spell: its form, from when to when, and how long by the calendar."""
    since = f"from {day_between(one.begins)}" if one.begins else "from a day not told"
    if one.ends is None:
        return f"{one.form.value} · {since}"
    until = "until this day" if one.open and not one.computed else f"until {day_between(one.ends)}"
    if one.unsure and one.ends[0] != one.ends[1]:
        until = f"at least until {day_words(one.ends[0])}" if one.begins and one.ends[0] > one.begins[0] else ""
    return joined(one.form.value, joined(since, until, by=" "), f"{SIGN} {length_words(one)}")


def day_between(days: tuple[date, date]) -> str:
    """Return a day in words, or the days between which it lies."""
    first, last = map(day_words, days)
    return first if first == last else f"some day between {first} and {last}"


def length_words(one: Spell) -> str:
    """Return how long a spell was, in calendar units and in days; a range where days are only partly known."""
    days = one.days
    if days is None or one.begins is None or one.ends is None:
        return "how long is not known"
    fewest, most = days
    if one.term is not None:
        return f"{range_words(days)}, if it was served in full"
    longest = calendar_length(one.begins[0], max(one.ends[1], one.begins[0]))
    if most == 0:
        return "less than a day"
    if fewest == most:
        return f"{duration(longest)} ({day_count(most)})" if most > 31 else day_count(most)
    shortest = calendar_length(one.begins[1], one.ends[0]) if one.ends[0] >= one.begins[1] else "P0D"
    return f"between {duration(shortest)} and {duration(longest)} ({fewest:,} to {most:,} days)"


def day_count(days: int) -> str:
    """Return a number of days in words."""
    return f"{days:,} day{'' if days == 1 else 's'}"


def range_words(days: tuple[int, int]) -> str:
    """Return a number of days that is known, or within bounds."""
    return day_count(days[0]) if days[0] == days[1] else f"{days[0]:,} to {days[1]:,} days"


def total_words(life: Life) -> str:
    """Return the days in each form, added up over its spells; empty if no form has two."""
    forms = [one.form for one in life.spells]
    told = [
        f"{form.value} {range_words(days) if days else 'for a time not known'}"
        for form, days in totals(life.spells).items()
        if forms.count(form) > 1
    ]
    return f"{SIGN} in all: {'; '.join(told)}" if told else ""


def served_words(one: Served) -> str:
    """Return when a term is served, in one line."""
    return f"{penalty(one.line.penalty)}: served on {span_words(one.plain)} {SIGN} if counted from its decision"


def served_notes(one: Served) -> list[Detail]:
    """Return what credit for time held before makes of a term, and from which rule."""
    if not one.held:
        return [Detail("no custody before the decision is told, so none is counted")]
    if one.credit is None:
        return [Detail("earlier if the custody told before it counts; to compute it by a rule: --credit RULE")]
    rule = credit_words(one.credit)
    if one.credited is None or one.days is None:
        return [Detail(f"with the time held before: not computed, its days are not known · {rule}")]
    return [
        Detail(f"{SIGN} served on {span_words(one.credited)} with {range_words(one.days)} counted for custody before"),
        Detail(f"rule {rule}"),
    ]


def credit_words(one: Credit) -> str:
    """Return a rule of credit with its source and what is unverified of it."""
    ratio = f"{one.custody[0]} in custody count as {one.custody[1]}"
    house = f"{one.house_arrest[0]} of house arrest as {one.house_arrest[1]}"
    return f"{one.id} ({one.jurisdiction}, {one.regime}: days {ratio}, {house}; {one.source}) · UNVERIFIED: {one.unverified}"


def state_words(one: PenaltyLine) -> str:
    """Return how a penalty stands on the day, and by which step."""
    if one.changed_by is None:
        return f"{SIGN} {one.state.value}"
    step = one.changed_by.step.value.replace("_", " ")
    when = when_words(one.changed_by.when)
    return f"{SIGN} {one.state.value}: {step} of {when} ({', '.join(one.changed_by.ids)})"


def life_record(life: Life) -> dict[str, Any]:
    """Return the spells and the terms of a person for programs."""
    return {
        "person": life.person,
        "spells": [spell_record(one) for one in life.spells],
        "days": {form.value: list(days) if days else None for form, days in totals(life.spells).items()},
        "terms": [served_record(one) for one in life.terms],
    }


def spell_record(one: Spell) -> dict[str, Any]:
    """Return a spell for programs; durations are between the same two days as the fewest and the most days."""
    return {
        "form": one.form.value,
        "begins": [day.isoformat() for day in one.begins] if one.begins else None,
        "ends": [day.isoformat() for day in one.ends] if one.ends else None,
        "goes_on": one.open,
        "end_computed": one.computed,
        "unsure": one.unsure or None,
        "days": list(one.days) if one.days else None,
        "rests_on": [e.id for e in one.evidence],
    }


def served_record(one: Served) -> dict[str, Any]:
    """Return when a term is served for programs."""
    return {
        "penalty": penalty(one.line.penalty),
        "computed_from_decision": [day.isoformat() for day in one.plain],
        "credit": {"rule": one.credit.id, "source": one.credit.source, "unverified": one.credit.unverified}
        if one.credit
        else None,
        "days_counted": list(one.days) if one.days else None,
        "computed_with_credit": [day.isoformat() for day in one.credited] if one.credited else None,
        "rests_on": [e.id for e in one.evidence],
    }
