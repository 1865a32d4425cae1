"""How people stand on a day, and how bans stand, in sentences that say what is computed and from what."""

from datetime import date

from khronika.docket.agreeing import stems
from khronika.docket.anchors import Anchor, Count, State
from khronika.docket.assembly import Docket
from khronika.docket.bans import Ban
from khronika.docket.liberty import Liberty, Status
from khronika.docket.lines import When, days_of
from khronika.docket.told_ends import lifts, told_until
from khronika.surface.words import COMPUTED, INFERRED, date_words, duration, joined, penalty, source_name
from khronika.vocabulary.edtf_dates import is_edtf

SIGN = COMPUTED.split(maxsplit=1)[0]


def day_words(day: date) -> str:
    """Return a day in words."""
    return date_words(day.isoformat())


def when_words(when: When | None) -> str:
    """Return a date in words with a tilde if it was inferred; empty if there is none."""
    return f"{INFERRED if when.inferred else ''}{date_words(when.edtf)}" if when else ""


def bar_words(when: When | None) -> str:
    """Return a date in words; one that is only partly known as a bar from the first to the last day it can mean."""
    days = days_of(when.edtf) if when else None
    if days is None or days[0] == days[1]:
        return when_words(when)
    return f"{when_words(when)} ├{day_words(days[0])} … {day_words(days[1])}┤"


def span_words(ends: tuple[date, date]) -> str:
    """Return an end in words, or the days between which it falls."""
    first, last = map(day_words, ends)
    return first if first == last else f"some day from {first} to {last}"


def opening(one: Docket) -> str:
    """Return how everybody stands on the day, in one paragraph."""
    told = [f"On {day_words(one.on)}:"]
    told += [f"{person_words(status)}." for status in one.status]
    if one.bans:
        several = len({ban.subjects for ban in one.bans} | {(p.name,) for p in one.case.persons}) > 1
        told += [f"{ban_sentence(ban, one.on, several=several)}." for ban in one.bans if ban.imposed]
    elif one.status:
        elsewhere = "; its linked cases may tell of some" if one.case.linked else ""
        told.append(f"No restriction is told in this case{elsewhere}.")
    return " ".join(told) if len(told) > 1 else f"{told[0]} nobody is named whose status could be told."


def person_words(one: Status) -> str:
    """Return how a person stands and why."""
    state = "whether at liberty is unknown" if one.liberty is Liberty.UNKNOWN else one.liberty.value
    term = penalty(one.term.penalty) if one.term else ""
    day = when_words(one.since).lstrip("~").removeprefix("since ")
    day = f"{INFERRED}{day}" if one.since and one.since.inferred else day
    since = f"{'decision of ' if one.term else 'since '}{day}" if one.since else ""
    until = ""
    if one.until and one.liberty is not Liberty.UNKNOWN:
        until = f"until {span_words(one.until)} {SIGN} if counted from the decision, earlier if custody counts"
    last = f"last told on {day_words(one.last_told)}" if one.last_told else ""
    told = joined(term, since, until, last, by="; ")
    return joined(f"{one.person}: {state}; {one.why}", f"({told})" if told else "", by=" ")


def ban_sentence(one: Ban, on: date, *, several: bool) -> str:
    """Return a ban's state on a day in a sentence."""
    # in other endings the same is said once here; every wording stands below, with who tells it
    once = {stems(activity.text) or activity.text: activity.text for activity in reversed(one.activities)}
    what = "; ".join(reversed(once.values())) or "what, is not told"
    state = one.state(on)
    who = f"{' and '.join(one.subjects)}: " if several and one.subjects else ""
    ends = [count for count in one.counts if count.ends]
    if state is State.IN_FORCE:
        count = next((c for c in ends if c.state(on) is State.IN_FORCE), None)
        until = f"until {span_words(count.ends)} {computed(count)}{left(count, on)}" if count and count.ends else ""
        return capital(f"{who}forbidden {until or 'without an end'}: {what}")
    if state is State.ENDED and one.lifted is not None and one.lifted_surely:
        return capital(f"{who}a ban was lifted on {when_words(one.lifted.when)}: {what}")
    if state is State.ENDED and ends:
        return capital(
            f"{who}a ban ended on {span_words(ends[0].ends or (on, on))} {computed(ends[0])}{open_ends(one)}: {what}"
        )
    if state is State.NOT_BEGUN:
        return capital(f"{who}a ban has not begun: {what}")
    return capital(f"{who}whether a ban is in force is unknown ({why_unknown(one, on)}): {what}")


def capital(text: str) -> str:
    """Return a sentence with a capital."""
    return text[:1].upper() + text[1:]


def computed(one: Count) -> str:
    """Return from what an end is computed, or that it is told."""
    if not one.computed:
        return f"as told by {', '.join(dict.fromkeys(map(source_name, one.evidence)))}"
    return f"{SIGN} computed from {anchor_words(one)}"


def anchor_words(one: Count) -> str:
    """Return an anchor with its day."""
    if one.anchor is Anchor.EVENT:
        return f"the event that the source names, “{one.words}”{f', on {when_words(one.event)}' if one.event else ''}"
    if one.day is None:
        return str(one.anchor)
    days = days_of(one.day.edtf)
    if "/" in one.day.edtf and days is not None:
        return f"{one.anchor} on {INFERRED}{span_words(days)}"
    return f"{one.anchor} on {when_words(one.day)}"


def left(one: Count, on: date) -> str:
    """Return how many days a ban has left, if its end is one day."""
    if one.ends is None or one.ends[0] != one.ends[1]:
        return ""
    days = (one.ends[0] - on).days
    return " (the last day)" if days == 0 else f" ({days:,} day{'' if days == 1 else 's'} left)"


def open_ends(one: Ban) -> str:
    """Return which other ways of counting could still give a later end."""
    others = [
        str(count.anchor) for count in one.counts if count.day is None and count.anchor is not Anchor.PRONOUNCEMENT
    ]
    return f" (from {' or '.join(others)}, whose day is not told, it would end later)" if others else ""


def why_unknown(one: Ban, on: date) -> str:
    """Return why it is unknown whether a ban is in force."""
    if one.lifted is not None and lifts(one.lifted):
        which = "" if one.lifted_surely else "; perhaps another ban is meant"
        return f"lifted {when_words(one.lifted.when) or 'on a day not told'}{which}"
    if one.lifted is not None:
        return f"{one.lifted.step.value.replace('_', ' ')} of {when_words(one.lifted.when) or 'a day not told'}"
    states = [f"{told_state(count, on)}{reckoned(count)}" for count in one.counts if count.ends]
    reasons = [count.unknown for count in one.counts if count.unknown and count.anchor is not Anchor.ENTRY]
    return "; ".join(dict.fromkeys(states or reasons)) or "its day is not told"


def reckoned(one: Count) -> str:
    """Return by what an end is reckoned: counted from a day, or told."""
    return (
        f"counted from {anchor_words(one)}"
        if one.computed
        else f"the end is {span_words(one.ends)} as told"
        if one.ends
        else ""
    )


def told_state(one: Count, on: date) -> str:
    """Return the state by one way of counting, to go before the way, where it is known."""
    state = one.state(on)
    return "" if state is State.UNKNOWN else f"{state.value} if "


def count_words(one: Count, on: date) -> str:
    """Return one way of counting a ban, with its end or why there is none; a told end with those who tell it."""
    if not one.computed:
        return told_end_words(one, on)
    if one.ends:
        basis = f"{SIGN} until {span_words(one.ends)}, computed from {anchor_words(one)}"
        explained = one.day is not None and one.day.inferred and one.anchor is not Anchor.PRONOUNCEMENT
        inferred = f" (~ {one.day.reason})" if explained and one.day and one.day.reason else ""
        return f"{basis}{inferred}: {one.state(on)}{left(one, on) if one.state(on) is State.IN_FORCE else ''}"
    if one.endless:
        return f"{SIGN} no end, counted from {anchor_words(one)}: {one.state(on)}"
    if one.anchor is Anchor.EVENT:
        return f"no end computed: {one.unknown}"
    return f"{SIGN} counted from {anchor_words(one)}: no end computed, {one.unknown}"


def told_end_words(one: Count, on: date) -> str:
    """Return a told end with its sources and how the ban stands by it."""
    ids = ", ".join(evidence.id for evidence in one.evidence)
    statement = one.evidence[0].statement
    sign = INFERRED if "until" in statement.inferred else ""
    if one.ends is None:
        return f"until {date_words(told_until(one.evidence[0]))} as told ({ids}): {one.unknown}"
    state = one.state(on)
    rest = left(one, on) if state is State.IN_FORCE else ""
    return f"until {sign}{span_words(one.ends)}, {computed(one)} ({ids}): {state}{rest}"


def length_words(one: Ban) -> str:
    """Return how long a ban lasts and from when, as its sources say."""
    length = f"for {duration(one.duration)}" if one.duration else "" if one.until else "length not told"
    starts = f"from {date_words(one.starts)}" if is_edtf(one.starts) else one.starts
    until = f"until {date_words(one.until)}" if is_edtf(one.until) else one.until
    return joined(length, starts or "start not told", until, by=", ")
