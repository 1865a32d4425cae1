"""What the lines of a docket say, in words: values that differ, what was inferred, bans, tolls, bodies."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from khronika.docket.anchors import State
from khronika.docket.asked import AskedLine
from khronika.docket.assembly import BodyLine
from khronika.docket.assessed import AssessedLine, RegistrationLine
from khronika.docket.bans import Ban
from khronika.docket.charges import ChargeLine, PenaltyLine
from khronika.docket.joining import Joining
from khronika.docket.lines import Difference, Line, Nature
from khronika.docket.rights import RightLine
from khronika.docket.told_ends import lifts
from khronika.docket.tolls import TollLine
from khronika.surface.case_words import ruling_words
from khronika.surface.statuses import count_words, length_words, when_words
from khronika.surface.words import (
    INFERRED,
    charge,
    date_words,
    day_part,
    duration,
    held_by,
    joined,
    penalty,
    source_name,
    summary,
)
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Assessment, Charge, Toll
from khronika.vocabulary.terms import Kind

NATURES: Mapping[Nature, str] = MappingProxyType(
    {
        Nature.LESS_EXACT: "some sources tell less",
        Nature.WORDING: "the same in other words",
        Nature.SPELLING: "spelled differently",
    }
)


def differs(one: Difference) -> str:
    """Return values that differ, side by side, each with its sources, and what a person decided about them."""
    if one.settled is not None:
        held = [told_value(one, v, e) for v, e in one.values if one.chosen(e)]
        others = [told_value(one, v, e) for v, e in one.values if not one.chosen(e)]
        return f"● {one.slot}: {'; '.join(held)} · {ruling_words(one.settled.ruling)} · not chosen: {'; '.join(others)}"
    values = [told_value(one, value, evidence) for value, evidence in one.values]
    if one.nature is not Nature.CONTRADICTION:
        return f"≈ {one.slot}, {NATURES[one.nature]}: {'; '.join(values)}"
    told = f"◐ {one.slot}: {' ↔ '.join(values)}"
    if one.outdated is not None:
        return f"{told} · open again: {ruling_words(one.outdated.ruling)}, but another source differs since"
    return told


def disagreement_words(found: Sequence[Difference]) -> str:
    """Return in what sources contradict each other, each slot as often as they do; empty text if they do not."""
    slots = Counter(map(slot_words, found))
    told = [f"{slot} ({count} times)" if count > 1 else slot for slot, count in sorted(slots.items())]
    count = f"{len(found)} disagreement{'' if len(found) == 1 else 's'} between sources"
    return f"◐ {count}: {', '.join(told)}. Each is marked ◐ disagree below." if found else ""


def slot_words(one: Difference) -> str:
    """Return what sources differ in; of figures, what they count."""
    told = one.values[0][1][0].statement
    text = f"number {told.measure.value}" if isinstance(told, Toll) else one.slot
    return text.replace("_", " ")


def told_value(one: Difference, value: str, evidence: Sequence[Evidence]) -> str:
    """Return one of several values with its sources."""
    words = {"date": date_words, "duration": duration, "maximum": duration}.get(one.slot, str)
    by = ", ".join(dict.fromkeys(speaker(e) for e in evidence))
    return f"{words(value).replace('_', ' ')} ({by})"


def speaker(one: Evidence) -> str:
    """Return whose value it is: the speaker in the document if there is one, and the source."""
    return joined(held_by(one.statement).strip("[]"), source_name(one), by=" in ")


def inferences(line: Line) -> list[str]:
    """Return what was inferred in the statement that a line speaks with, and why."""
    notes = []
    if line.when is not None and line.when.inferred:
        notes.append(f"~ {date_words(line.when.edtf)}: inferred{because(line.when.reason)}")
    statement = line.statement
    for slot in statement.inferred:
        if slot != "date" and slot in statement.reasons:
            notes.append(f"~ {slot}: inferred{because(statement.reasons[slot])}")
    return notes


def because(reason: str) -> str:
    """Return a reason to follow a word, or nothing."""
    return f", {reason}" if reason else "; the reader gives no reason"


def dated(line: Line, text: str) -> str:
    """Return a text after its line's date."""
    return joined(when_words(line.when), text, by=" · ")


def charge_words(line: ChargeLine, *, alone: bool) -> str:
    """Return a charge, its maximum and how it came out; a maximum of "the charges" is told as such.

    ``alone``: the case has one person, who need not be named.
    """
    if line.general:
        told = f"maximum {duration(line.charge.maximum)}, told of the charges as a whole"
        return f"{told} (there is one)" if line.maximum_inferred else f"{told}; not attached to any one of them"
    maximum = "maximum not told"
    if line.charge.maximum:
        sign, note = (INFERRED, " (its quote does not name this charge)") if line.maximum_inferred else ("", "")
        maximum = f"maximum {sign}{duration(line.charge.maximum)}{note}"
    results = ", ".join(outcome.value for outcome in line.results)
    people = "" if alone else ", ".join(line.persons)
    return joined(people, charge(Charge(line.charge.offence, line.charge.provision)), maximum, results)


def penalty_words(line: PenaltyLine, *, alone: bool) -> str:
    """Return a component of a sentence with its day; what is suspended is not called served."""
    people = "" if alone else ", ".join(line.persons)
    suspended = " (pronounced, not served unless it is activated later)" if line.penalty.suspended else ""
    return joined(when_words(line.when), joined(people, f"{penalty(line.penalty)}{suspended}"), by=" · ")


RIGHT_SOURCES: Mapping[str, str] = MappingProxyType(
    {"act": "what was done is told as {}", "step": "a step is told: {}", "penalty": "a penalty is told: {}"}
)


def right_words(line: RightLine) -> str:
    """Return what bears on a right, and why."""
    what = RIGHT_SOURCES.get(line.source, f"the {line.source} names “{{}}”").format(line.word)
    return f"{what}: {line.because}"


def body_words(line: BodyLine) -> str:
    """Return a body, its place and the steps it took."""
    return joined(line.name, line.place, ", ".join(one.value.replace("_", " ") for one in line.steps))


def toll_words(line: TollLine) -> str:
    """Return a figure with the day it is of, who says so, and whether they own up to it."""
    published = f"as told on {day_part(line.published)}" if line.published else "as of a day not told"
    open_ended = line.when is not None and "/" in line.when.edtf
    as_of = f"{'' if open_ended else 'as of '}{when_words(line.when)}" if line.when else published
    said = "an authority’s own admission, no finding" if line.admission else ""
    return joined(summary(line.statement), as_of, said or ("told by an authority" if line.by_authority else ""))


def topic_words(line: Line) -> str:
    """Return a statement with its kind, for sections that gather several kinds."""
    kind = line.statement.kind
    return dated(line, summary(line.statement) if kind is Kind.ACT else f"{kind.value}: {summary(line.statement)}")


def registration_words(line: RegistrationLine) -> str:
    """Return an attempt to register with authority and ground, or what else is told of registering."""
    if not line.attempt and not line.party:
        return topic_words(line)
    number = f"refusal {line.attempt} that is told" if line.attempt else "which of them is not told"
    ground = f"ground as quoted: {line.ground}" if line.ground else "ground not told in the quote"
    by = f"refused by {line.authority}" if line.authority else "by whom is not told"
    return joined(when_words(line.when) or "day not told", line.party or "a party", by, ground, number)


def assessed_words(line: AssessedLine) -> str:
    """Return an assessment after whose it is."""
    topic = f"of {line.topic}" if line.topic else ""
    told = line.statement
    words = joined(told.about, told.finding, by=": ") if isinstance(told, Assessment) else summary(told)
    return joined(joined(line.assessor or "assessor not told", topic, by=", "), words)


def bearing_words(line: AskedLine) -> str:
    """Return what of a request is looked for among later statements, and whether there is anything."""
    if not line.rules:
        return "no rule says which later statements would bear on this"
    found = f"{len(line.later)} later" if line.later else "no later statement of this case bears on it"
    return f"△ about {'; '.join(line.rules)}: {found}"


def ban_words(ban: Ban) -> str:
    """Return what is forbidden to whom."""
    what = "; ".join(activity.text for activity in ban.activities) or "what, is not told"
    return joined(when_words(ban.when), f"{', '.join(ban.subjects) or 'somebody'} may not: {what}", by=" · ")


def ban_notes(ban: Ban, on: date) -> list[str]:
    """Return by whom, how long, what follows a breach, how it stands on the day, and each computed end."""
    by = f"imposed by {ban.imposed_by}" if ban.imposed_by else "by whom, is not told"
    broken = "; ".join(one.text for one in ban.consequences)
    notes = [joined(by, length_words(ban), f"if broken: {broken}" if broken else "what follows a breach is not told")]
    if not ban.imposed:
        return [*notes, f"not told as imposed ({ban.statement.modality.value})"]
    state = ban.state(on)
    notes.append(
        f"on {date_words(on.isoformat())}: {state.value if state is not State.UNKNOWN else 'unknown whether in force'}"
    )
    several = len(ban.activities) > 1 and len({one.source.sha256 for one in ban.evidence}) > 1
    if several:
        notes += [
            f"“{one.text}”: told by {', '.join(dict.fromkeys(map(source_name, one.evidence)))}"
            for one in ban.activities
        ]
    if ban.lifted is not None and lifts(ban.lifted):
        which = "" if ban.lifted_surely else "; perhaps another ban is meant"
        day = when_words(ban.lifted.when) or "on a day not told"
        notes.append(f"lifted {day} ({', '.join(ban.lifted.ids)}){which}")
    notes += [f"a later order gives it a longer term: {summary(one.statement)} ({one.id})" for one in ban.extended]
    return [*notes, *(count_words(count, on) for count in ban.counts)]


def link_words(link: Joining, *, apart: bool) -> str:
    """Return why names were joined, or why they were not."""
    names = " = ".join(link.names) if not apart else " and ".join(link.names)
    if "one step" in link.reason or "same verdict" in link.reason:
        names = ", ".join(link.names)
    tail = "; fits several people, so it was not joined" if apart and link.ruling is None else ""
    return joined(f"{names}: {link.reason}{tail}", ruling_words(link.ruling) if link.ruling else "", by=" · ")
