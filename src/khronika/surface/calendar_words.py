"""The words of a calendar: what an appointment is, of whom, how its day is known, and on what it rests."""

from collections.abc import Sequence
from datetime import timedelta

from khronika.docket.bans import Ban
from khronika.docket.calendar import Appointment
from khronika.docket.charges import PenaltyLine
from khronika.docket.deadlines import Deadline
from khronika.docket.jurisdictions import name_of
from khronika.docket.steps import StepLine
from khronika.surface.deadline_text import OPENINGS, deadline_notes
from khronika.surface.naming import Naming, gives_away, named
from khronika.surface.statuses import anchor_words, day_words, when_words
from khronika.surface.words import COMPUTED, MARKS, date_words, held_by, joined, penalty, source_name, step
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.terms import Modality, Step

COURT = {
    Step.SUMMONS: "summons",
    Step.HEARING: "hearing",
    Step.TRIAL: "trial",
    Step.VERDICT: "judgment",
    Step.APPEAL_DECISION: "decision on appeal",
}
PERSONS_IN_OFFICE = ("judge", "justice", "magistrate", "судья")


def sign(one: Appointment) -> str:
    """Return the sign of what it rests on: computed by us, or told and proposed or accepted."""
    return (COMPUTED if one.computed else MARKS[one.standing]).split(maxsplit=1)[0]


def what_words(one: Appointment) -> str:
    """Return what an appointment is, without a name."""
    match one.of:
        case StepLine() as line:
            held = {Modality.PLANNED: "planned ", Modality.ALLEGED: "alleged "}.get(one.statement.modality, "")
            begins = " begins" if line.when and line.when.edtf.endswith("/..") else ""
            return f"{held}{COURT[line.step]}{begins}"
        case Ban():
            if one.lifted or one.count is None:
                return "ban lifted"
            return "ban ends" if not one.count.computed else f"ban ends, counted from {one.count.anchor}"
        case PenaltyLine() as part:
            kind = part.penalty.type.value.replace("_", " ")
            return f"{'suspended ' if part.penalty.suspended else ''}{kind} ends, counted from the decision"
        case Deadline() as deadline:
            may = "" if deadline.told else ", may apply"
            checked = ", NOT VERIFIED" if deadline.rule.unverified else ""
            told = f"{OPENINGS[deadline.rule.kind]} {deadline.rule.name}"
            return f"{told} ({name_of(deadline.rule.jurisdiction)}{may}{checked})"


def some_day(one: Appointment) -> str:
    """Return how an appointment's day is open ("some day in May 2024"); empty if it is one day, or lasts."""
    first, last = one.days
    if first == last or one.lasting:
        return ""
    month_end = (last + timedelta(days=1)).day == 1
    if first.day == 1 and month_end and (first.year, first.month) == (last.year, last.month):
        return f"some day in {date_words(first.isoformat()[:7])}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"some day in {first.year}"
    return f"some day from {day_words(first)} to {day_words(last)}"


def days_words(one: Appointment) -> str:
    """Return the day of an appointment, or the days that it can be or that it lasts."""
    first, last = one.days
    if first == last:
        return day_words(first)
    return f"{day_words(first)} to {day_words(last)}" if one.lasting else some_day(one)


def title(one: Appointment, naming: Naming) -> str:
    """Return an appointment in one line, as it stands in a calendar."""
    people = named(one.persons, naming)
    what = joined(f"{sign(one)} {what_words(one)}", some_day(one), by=", ")
    return joined(what, people, by=": ")


def basis(one: Appointment) -> list[str]:
    """Return how an appointment's day is known: computed from what, or told; and what is not sure about it."""
    match one.of:
        case Deadline() as deadline:
            return deadline_notes(deadline)
        case Ban() if one.count is not None and one.count.computed:
            return [
                f"△ computed from {anchor_words(one.count)}; which way of counting applies is for a lawyer to say",
                *([f"~ {one.count.day.reason}"] if one.count.day and one.count.day.reason else []),
                *(["A later order gives it a longer term."] if one.of.extended else []),
            ]
        case Ban():
            return ["A later order gives it a longer term."] if one.of.extended else []
        case PenaltyLine():
            told = f"△ computed from the decision of {when_words(one.when)}"
            return [f"{told}; time in custody that counts, a pardon or a release would bring it forward"]
        case StepLine():
            reason = one.when.reason if one.when and one.when.inferred else ""
            return [f"~ the day is inferred: {reason}"] if reason else []


def where(one: Appointment, naming: Naming) -> str:
    """Return the court and the place of a day in court; nothing where nobody is named, and no judge by name."""
    if naming is Naming.NONE or not isinstance(one.of, StepLine):
        return ""
    told = one.of.told
    if naming is Naming.FULL:
        return joined(told.body, told.place, by=", ")
    officer = any(word in told.body.casefold() for word in PERSONS_IN_OFFICE)
    people = people_of(one)
    safe = [text for text in ("" if officer else told.body, told.place) if not gives_away(text, people)]
    return joined(*safe, by=", ")


def people_of(one: Appointment) -> tuple[str, ...]:
    """Return whoever is named in an appointment and must not be given away."""
    return (*one.persons, one.case)


def content(one: Appointment) -> str:
    """Return what the sources say of it in words that may hold names: what is forbidden, the sentence, the outcome."""
    match one.of:
        case StepLine() as line:
            return step(line.told)
        case Ban() as ban:
            return f"may not: {'; '.join(activity.text for activity in ban.activities) or 'what, is not told'}"
        case PenaltyLine() as part:
            return penalty(part.penalty)
        case Deadline():
            return ""


def rests_on(one: Evidence, naming: Naming, people: Sequence[str] = ()) -> str:
    """Return who says so: standing, source and statement; with names also the quote and the document.

    Without names a publisher that bears a name of one of the ``people`` is left out.
    """
    standing = f"{MARKS[one.standing]}{' by a program, nobody has looked yet' if one.standing == 'proposed' else ''}"
    if naming is Naming.FULL:
        document = one.source.title or one.source.filename or one.source.document
        told = joined(f"“{' '.join(one.statement.quote.text.split())}”", held_by(one.statement), by=" ")
        return joined(standing, told, joined(document, source_name(one), by=", "), f"statement {one.id}")
    published = date_words(one.source.published.partition("T")[0])
    publisher = "" if gives_away(one.source.publisher, people) else one.source.publisher
    source = joined(publisher, published, by=", ") if naming is Naming.INITIALS else ""
    return joined(standing, source, f"statement {one.id}")


def description(one: Appointment, naming: Naming) -> str:
    """Return what stands below an appointment: what it is, how its day is known, and everything that it rests on."""
    lines = [days_words(one) if some_day(one) else ""]
    lines += [content(one) if naming is Naming.FULL else ""]
    lines += [note for note in basis(one) if naming is Naming.FULL or "“" not in note]  # a source's words hold names
    lines += ["Sources differ; see the docket." if one.differing else ""]
    lines += [rests_on(evidence, naming, people_of(one)) for evidence in one.evidence]
    lines += [f"The quote: khronika show {one.ids[0]}" if naming is not Naming.FULL else ""]
    return "\n".join(line for line in lines if line)
