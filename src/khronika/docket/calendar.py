"""What stands in a calendar: days in court, ends of bans and terms, deadlines; each resting on statements.

A day only partly known is a span of days, never an invented day. What has no day at all is left out, and told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from khronika.docket.agreeing import texts_agree
from khronika.docket.anchors import Count, ends_after
from khronika.docket.assembly import until
from khronika.docket.ban_counts import undoes
from khronika.docket.bans import Ban
from khronika.docket.cases import Case
from khronika.docket.charges import PenaltyLine, penalties
from khronika.docket.deadlines import Deadline, deadlines
from khronika.docket.lines import LASTING, Line, days_of, ordered
from khronika.docket.steps import StepLine
from khronika.vocabulary.edtf_dates import bounds
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Proceeding, Restriction
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step

IN_COURT = (Step.SUMMONS, Step.HEARING, Step.TRIAL, Step.VERDICT, Step.APPEAL_DECISION)
TERMS = frozenset(
    {
        PenaltyType.IMPRISONMENT,
        PenaltyType.RESTRICTION_OF_LIBERTY,
        PenaltyType.PROBATION,
        PenaltyType.HOUSE_ARREST,
        PenaltyType.ADMINISTRATIVE_DETENTION,
    }
)
TOLD_AS_TAKING_PLACE = frozenset({Modality.ASSERTED, Modality.ALLEGED, Modality.PLANNED})


class Sort(StrEnum):
    """What an appointment is of."""

    COURT = "in court"
    BAN = "end of a ban"
    TERM = "end of a term"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Line):
    """Something that stands in a calendar, from the first to the last of its ``days``.

    It is one day of these, unless it is ``lasting`` and goes on over all of them. ``of`` is what it is of; ``count`` the
    way in which the end of a ban is counted, ``lifted`` if it is the day on which the ban was lifted. ``key`` names it
    for good: the same when further documents tell of it, or tell its day more exactly.
    """

    sort: Sort
    of: StepLine | Ban | PenaltyLine | Deadline
    days: tuple[date, date]
    persons: tuple[str, ...]
    case: str
    key: str
    lasting: bool = False
    count: Count | None = None
    lifted: bool = False

    @property
    def planned(self) -> bool:
        """Whether it is only told as planned."""
        return all(one.statement.modality is Modality.PLANNED for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The appointments of some cases in order of time, and the steps in court of which no source tells a day."""

    appointments: tuple[Appointment, ...]
    undated: tuple[StepLine, ...]


def agenda(some: Iterable[Case], first: date = date.min, last: date = date.max) -> Agenda:
    """Return what stands in the calendar of some cases from a first to a last day."""
    return of_cases(map(of_case, some), first, last)


def of_case(case: Case) -> Agenda:
    """Return all that stands in the calendar of one case, in no order of time."""
    lines, forbidden, held = until(case, date.max)
    in_court = [line for line in lines if line.step in IN_COURT and takes_place(line)]
    made = [*court_dates(case, in_court), *ban_ends(case, forbidden), *term_ends(case, lines)]
    made += [of_deadline(case, one) for one in deadlines(lines, held)]
    return Agenda(tuple(numbered(made)), tuple(line for line in in_court if line.when is None))


def of_cases(some: Iterable[Agenda], first: date = date.min, last: date = date.max) -> Agenda:
    """Return the calendars of several cases as one, from a first to a last day; what two of them tell stands once."""
    found: dict[str, Appointment] = {}
    undated: dict[tuple[str, ...], StepLine] = {}
    for part in some:
        undated |= {line.ids: line for line in part.undated}
        for one in part.appointments:
            found.setdefault(one.key, one)
    within = [one for one in found.values() if one.days[0] <= last and one.days[1] >= first]
    return Agenda(
        tuple(sorted(within, key=lambda one: (one.days, one.sort, one.persons, one.key))), tuple(undated.values())
    )


def takes_place(line: StepLine) -> bool:
    """Tell whether a step took or is to take place, as told: not denied, not a condition, not put off."""
    return line.statement.modality in TOLD_AS_TAKING_PLACE and line.told.outcome is not Outcome.POSTPONED


def only_person(case: Case) -> tuple[str, ...]:
    """Return the person of a case of one: a step in its reports that names nobody is about them."""
    return (case.persons[0].name,) if len(case.persons) == 1 else ()


def numbered(made: Iterable[Appointment]) -> list[Appointment]:
    """Return appointments with keys that are told apart where one sentence makes several, by their days."""
    seen: dict[str, int] = {}
    found = []
    for one in sorted(made, key=lambda one: (one.key, one.days, one.ids)):
        seen[one.key] = seen.get(one.key, 0) + 1
        found.append(replace(one, key=f"{one.key}|{seen[one.key]}") if seen[one.key] > 1 else one)
    return found


def key_of(evidence: Sequence[Evidence], *what: str) -> str:
    """Return a key that stays the same while more is told: the words that were captured first, whose, and what.

    Not the name of the statement, which changes when a later version of the reader reads more out of the same words.
    """
    one = min(evidence, key=lambda e: (e.source.captured, e.source.sha256, e.statement.quote.start, e.id))
    statement = one.statement
    whose = statement.subject if isinstance(statement, Proceeding | Restriction) else ()
    named = sorted(fold(str(party)) for party in whose)
    told = [fold(text) for text in statement.prohibits] if isinstance(statement, Restriction) else []
    span = f"{statement.quote.start}-{statement.quote.end}"
    return "|".join((one.source.sha256, span, *named, *told, *what))


# ---- In court --------------------------------------------------------------------------------


def court_dates(case: Case, lines: Sequence[StepLine]) -> list[Appointment]:
    """Return the days in court; what is announced by one sentence and told as held by another stands once."""
    found: list[Appointment] = []
    for line in lines:
        days = days_in_court(line)
        if days is None:
            continue
        same = next((n for n, one in enumerate(found) if same_day_in_court(one, line)), None)
        if same is None:
            found.append(
                Appointment(
                    evidence=line.evidence,
                    when=line.when,
                    differing=line.differing,
                    sort=Sort.COURT,
                    of=line,
                    days=days,
                    persons=line.persons or only_person(case),
                    case=case.name if case.persons else "",
                    key=key_of(line.evidence, "court", line.step.value),
                    lasting=days[0] < days[1] and line.step in LASTING and told_as_stretch(line),
                )
            )
            continue
        one = found[same]
        evidence = ordered(dict.fromkeys((*one.evidence, *line.evidence)))
        held = sorted(evidence, key=lambda e: e.statement.modality is Modality.PLANNED)
        persons = tuple(sorted({*one.persons, *line.persons}))
        key = key_of(evidence, "court", line.step.value)
        found[same] = replace(one, evidence=tuple(held), persons=persons, key=key)
    return found


def told_as_stretch(line: StepLine) -> bool:
    """Tell whether a step's date is a stretch of time, with both its ends."""
    return line.when is not None and "/" in line.when.edtf


def days_in_court(line: StepLine) -> tuple[date, date] | None:
    """Return the days within which a step in court falls; of one that goes on with no end told, when it began."""
    if line.when is None:
        return None
    days = days_of(line.when.edtf)
    begun, _, end = line.when.edtf.partition("/")
    if days is None and end in {"", ".."} and begun not in {"", ".."}:
        first, last = bounds(begun)
        return (first, last) if first is not None and last is not None else None
    return days


def same_day_in_court(one: Appointment, line: StepLine) -> bool:
    """Tell whether a step is an appointment already found, one of the two told as planned, the other as held."""
    other = one.of
    return (
        isinstance(other, StepLine)
        and other.step is line.step
        and other.when is not None
        and line.when is not None
        and other.when.edtf == line.when.edtf
        and one.planned != (line.statement.modality is Modality.PLANNED)
        and (not one.persons or not line.persons or bool(set(one.persons) & set(line.persons)))
        and texts_agree(other.told.body, line.told.body)
    )


# ---- Ends ------------------------------------------------------------------------------------


def ban_ends(case: Case, bans: Iterable[Ban]) -> list[Appointment]:
    """Return the ends of bans: one as told, one for each way of counting; the day alone on which one was lifted."""
    found = []
    for ban in bans:
        if not ban.imposed:
            continue
        common = Appointment(
            evidence=ban.evidence,
            differing=ban.differing,
            sort=Sort.BAN,
            of=ban,
            days=(date.min, date.max),
            persons=ban.persons or ban.subjects,
            case=case.name if case.persons else "",
            key="",
        )
        lifted = days_of(ban.lifted.when.edtf) if ban.lifted and ban.lifted_surely and ban.lifted.when else None
        if ban.lifted is not None and lifted is not None:
            evidence = (*ban.lifted.evidence, *ban.evidence)
            key = key_of(ban.evidence, "ban lifted")
            found.append(replace(common, evidence=evidence, when=ban.lifted.when, days=lifted, key=key, lifted=True))
            continue
        for count in ban.counts:
            if count.ends is not None:
                evidence = tuple(dict.fromkeys((*count.evidence, *ban.evidence)))
                key = key_of(ban.evidence, "ban ends", count.anchor.name)
                computed = f"counted from {count.anchor}" if count.computed else ""
                found.append(
                    replace(
                        common,
                        evidence=evidence,
                        when=count.day,
                        days=count.ends,
                        key=key,
                        count=count,
                        computed=computed,
                    )
                )
    return found


def term_ends(case: Case, lines: Sequence[StepLine]) -> list[Appointment]:
    """Return the ends of terms as pronounced last, counted from their decisions; what an appeal replaced is left out."""
    found = []
    for part in penalties(lines):
        if part.penalty.type not in TERMS or part.when is None or replaced(part, lines):
            continue
        days = days_of(part.when.edtf)
        ends = ends_after(days, part.penalty.duration) if days else None
        if ends is None:
            continue
        execution = "suspended" if part.penalty.suspended else "served"
        found.append(
            Appointment(
                evidence=part.evidence,
                when=part.when,
                differing=part.differing,
                computed="counted from the decision",
                sort=Sort.TERM,
                of=part,
                days=ends,
                persons=part.persons or only_person(case),
                case=case.name if case.persons else "",
                key=key_of(part.evidence, "term ends", part.penalty.type.value, execution),
            )
        )
    return found


def replaced(part: PenaltyLine, lines: Sequence[StepLine]) -> bool:
    """Tell whether a later decision about the same people undid a sentence, or pronounced another of its kind."""
    after = False
    for line in lines:
        if after and set(line.persons) & set(part.persons) and line.statement.modality is Modality.ASSERTED:
            again = line.step is Step.APPEAL_DECISION and part.penalty.type in {p.type for p in line.told.penalties}
            if undoes(line) or again:
                return True
        after = after or bool(set(line.evidence) & set(part.evidence))
    return False


def of_deadline(case: Case, one: Deadline) -> Appointment:
    """Return the appointment of a deadline."""
    return Appointment(
        evidence=one.evidence,
        when=one.when,
        computed="rule",
        sort=Sort.DEADLINE,
        of=one,
        days=one.ends,
        persons=one.persons or only_person(case),
        case=case.name if case.persons else "",
        key=key_of(one.evidence, "deadline", one.rule.id),
    )
