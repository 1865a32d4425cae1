"""Whether somebody was at liberty on a day, as far as it follows from what is told, and from which statements."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.anchors import ends_after
from khronika.docket.charges import PenaltyLine, penalties
from khronika.docket.lines import Timing, When, date_of, dated_by, days_of, published_day, text_order, timing
from khronika.docket.steps import StepLine, proceeding
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Act, Proceeding, Profile, Statement, Toll
from khronika.vocabulary.terms import ActType, Measure, Modality, Outcome, PenaltyType, Step


class Liberty(StrEnum):
    """How somebody stands."""

    AT_LIBERTY = "at liberty"
    IN_CUSTODY = "in custody"
    HOUSE_ARREST = "under house arrest"
    ADMINISTRATIVE = "in administrative detention"
    IMPRISONED = "imprisoned"
    RESTRICTED = "restricted in liberty"
    SENTENCED_TO_DEATH = "under a sentence of death"
    DEAD = "dead"
    DISAPPEARED = "disappeared"
    UNKNOWN = "unknown"


HELD = {Step.ARREST: Liberty.IN_CUSTODY, Step.DETENTION: Liberty.IN_CUSTODY, Step.HOUSE_ARREST: Liberty.HOUSE_ARREST}
ENDING = frozenset({Step.RELEASE, Step.VERDICT, Step.APPEAL_DECISION, Step.AMNESTY, Step.EXTRADITION})
SENTENCES = {
    PenaltyType.DEATH: Liberty.SENTENCED_TO_DEATH,
    PenaltyType.IMPRISONMENT: Liberty.IMPRISONED,
    PenaltyType.ADMINISTRATIVE_DETENTION: Liberty.ADMINISTRATIVE,
    PenaltyType.HOUSE_ARREST: Liberty.HOUSE_ARREST,
    PenaltyType.RESTRICTION_OF_LIBERTY: Liberty.RESTRICTED,
    PenaltyType.PROBATION: Liberty.RESTRICTED,
}
FATES = {
    ActType.KILLING: Liberty.DEAD,
    ActType.ENFORCED_DISAPPEARANCE: Liberty.DISAPPEARED,
    Measure.KILLED: Liberty.DEAD,
    Measure.DIED_IN_CUSTODY: Liberty.DEAD,
    Measure.DISAPPEARED: Liberty.DISAPPEARED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a person stands on a day, and ``why``, from the statements in ``evidence``.

    ``since`` is when it began; ``until`` the first and last day on which it can end by our computation. ``term`` is the
    penalty that it follows from, if it follows from one; ``last_told`` the day of the last source on custody.
    """

    person: str
    liberty: Liberty = Liberty.UNKNOWN
    why: str = "no arrest, verdict or release is told until this day"
    since: When | None = None
    until: tuple[date, date] | None = None
    term: PenaltyLine | None = None
    last_told: date | None = None
    evidence: tuple[Evidence, ...] = ()


def status(person: str, lines: Sequence[StepLine], evidence: Iterable[Evidence], on: date) -> Status:
    """Return how a person stands on a day after the steps told until then, in order of time.

    Custody lasts as long as a source that tells it was the last word, or until it is told to have been extended; a term
    ends by computation; after that it is unknown. Steps that only may have been taken by that day, or are planned or
    denied, change nothing.
    """
    current = Status(person=person)
    for line in sorted((x for x in lines if person in x.persons and counts(x)), key=known_by):
        current = after_step(current, line)
    about = list(evidence)
    held = [one for one in about if timing(one, on) is Timing.PAST]
    for one in held:
        current = fate_of(person, one) or current
    extended = extension(current, [one for one in about if timing(one, on) is Timing.LATER])
    return replace(current, evidence=(*current.evidence, extended)) if extended else as_of(current, held, on)


def extension(current: Status, later: Iterable[Evidence]) -> Evidence | None:
    """Return the next step that bears on liberty, told of a later day, if it extends the custody that somebody is in."""
    if current.term is not None or current.liberty not in HELD.values():
        return None
    steps = [(one, one.statement) for one in later if isinstance(one.statement, Proceeding)]
    bearing = [(one, told) for one, told in steps if told.step in HELD or told.step in ENDING]
    dated = [(days[0], text_order(one), one, told) for one, told in bearing if (days := days_of(date_of(told)))]
    if not dated:
        return None
    _, _, one, told = min(dated, key=lambda found: found[:2])
    words = f" {fold(told.quote.text)}"
    return (
        one
        if HELD.get(told.step) is current.liberty and any(f" {w}" in words for w in rules()["prolonging"]["words"])
        else None
    )


def fate_of(person: str, one: Evidence) -> Status | None:
    """Return the status that a statement of somebody's death or disappearance leads to, or None."""
    fate = fate_told(one.statement)
    if fate is None:
        return None
    since = dated_by(one) if date_of(one.statement) else None
    return Status(person=person, liberty=fate, why="as told", since=since, evidence=(one,))


@cache
def rules() -> dict[str, Any]:
    """Return what ``liberty.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "liberty.toml").read_text("utf-8"))


def is_brief(evidence: Iterable[Evidence]) -> bool:
    """Tell whether a source says of an arrest, in the same quote, that it was over soon."""
    words = rules()["brief"]["words"]
    return any(
        isinstance(one.statement, Proceeding)
        and one.statement.step in {Step.ARREST, Step.DETENTION}
        and any(f" {word}" in f" {fold(one.statement.quote.text)}" for word in words)
        for one in evidence
    )


def fate_told(statement: Statement) -> Liberty | None:
    """Return the fate that a statement asserts: a killing, a disappearance, or the toll of a single death."""
    if statement.modality is not Modality.ASSERTED:
        return None
    match statement:
        case Act():
            return FATES.get(statement.type)
        case Toll():
            return FATES.get(statement.measure)
        case _:
            return None


def counts(line: StepLine) -> bool:
    """Tell whether a step surely took place by the day and was not put off or refused."""
    outcome = proceeding(line.evidence[0]).outcome
    refused = outcome in {Outcome.POSTPONED, Outcome.REFUSED} and line.step is not Step.APPEAL_DECISION
    return not line.perhaps and line.statement.modality is Modality.ASSERTED and not refused


def known_by(line: StepLine) -> tuple[object, ...]:
    """Order steps by the day by which they were taken at the latest: undated ones by their source's publication."""
    days = days_of(line.when.edtf) if line.when else None
    start = days[0] if days else min((d for d in map(published_day, line.evidence) if d), default=date.min)
    return (start, list(Step).index(line.step), line.ids)


def after_step(current: Status, line: StepLine) -> Status:
    """Return how somebody stands after a step."""
    step, outcome = line.step, proceeding(line.evidence[0]).outcome
    if step in HELD and is_brief(line.evidence):
        return told(current, Liberty.AT_LIBERTY, "held only briefly, as told", line)
    if step in HELD:
        days = days_of(line.when.edtf) if line.when and "/" in line.when.edtf else None
        until = (days[1], days[1]) if days else None
        return told(current, HELD[step], "by the last step told", line, until)
    if step is Step.RELEASE:
        suspended = current.term if current.term and current.term.penalty.suspended else None
        return replace(told(current, Liberty.AT_LIBERTY, "released", line), term=suspended)
    if step is Step.VERDICT or (step is Step.APPEAL_DECISION and touches_liberty(line)):
        return after_verdict(current, line)
    if step is Step.APPEAL_DECISION and outcome in {Outcome.OVERTURNED, Outcome.ACQUITTED, Outcome.DISMISSED}:
        return told(
            current, Liberty.UNKNOWN, f"an appeal decision came out as {outcome}; what followed is not told", line
        )
    if step in {Step.AMNESTY, Step.EXTRADITION}:
        return told(current, Liberty.UNKNOWN, f"{step.value} is told, what followed is not", line)
    return current


def touches_liberty(line: StepLine) -> bool:
    """Tell whether a decision pronounces a penalty that bears on liberty; a fine made smaller does not."""
    return any(part.penalty.type in SENTENCES for part in penalties([line]))


def after_verdict(current: Status, line: StepLine) -> Status:
    """Return how somebody stands after a decision with a sentence, or an acquittal."""
    held = current.liberty not in {Liberty.AT_LIBERTY, Liberty.UNKNOWN}
    parts = penalties([line])
    for kind, liberty in SENTENCES.items():
        for part in parts:
            if part.penalty.type is kind and not part.penalty.suspended:
                return replace(told(current, liberty, "sentenced", line, term_end(part)), term=part)
    suspended = next((part for part in parts if part.penalty.suspended), None)
    if suspended is not None:
        return replace(told(current, Liberty.AT_LIBERTY, "the sentence is suspended", line), term=suspended)
    outcome = proceeding(line.evidence[0]).outcome
    word = outcome.value if outcome else "judged"
    if held:
        return told(current, Liberty.UNKNOWN, f"{word}; a release from custody is not told", line)
    if not parts and outcome is Outcome.CONVICTED:
        return told(current, Liberty.UNKNOWN, "convicted; the sentence is not told", line)
    return told(current, Liberty.AT_LIBERTY, f"{word}; no custody is told", line)


def told(current: Status, liberty: Liberty, why: str, line: StepLine, until: tuple[date, date] | None = None) -> Status:
    """Return the status that a step leads to."""
    return Status(person=current.person, liberty=liberty, why=why, since=line.when, until=until, evidence=line.evidence)


def term_end(part: PenaltyLine) -> tuple[date, date] | None:
    """Return the first and last day on which a term ends if it is counted from its decision; None if unknown."""
    days = days_of(part.when.edtf) if part.when else None
    return ends_after(days, part.penalty.duration) if days else None


def as_of(current: Status, evidence: Sequence[Evidence], on: date) -> Status:
    """Return the status as it is on the day: terms end, and custody of which nothing more is told becomes unknown."""
    if current.until is not None and on > current.until[1]:
        why = f"{current.liberty.value} until then; what followed is not told"
        return replace(current, liberty=Liberty.UNKNOWN, why=why)
    latest = latest_end(current)
    if latest is not None and on > latest:
        why = f"{current.liberty.value} until then at the latest, since it was told before; what followed is not told"
        return replace(current, liberty=Liberty.UNKNOWN, why=why, until=(latest, latest))
    if current.term is None and current.liberty in {Liberty.IN_CUSTODY, Liberty.HOUSE_ARREST}:
        last = last_told(current, evidence)
        if last is None or last < on:
            when = "as last told; nothing later is told" if last else "as told of a day that is not told"
            return replace(current, liberty=Liberty.UNKNOWN, why=f"{current.liberty.value} {when}", last_told=last)
    return current


def latest_end(current: Status) -> date | None:
    """Return the last day on which a term without a told day can end: counted from when its source came out."""
    lasting = current.liberty not in {Liberty.AT_LIBERTY, Liberty.UNKNOWN}
    if current.term is None or current.term.when is not None or not lasting:
        return None
    published = min((day for day in map(published_day, current.evidence) if day), default=None)
    ends = ends_after((published, published), current.term.penalty.duration) if published else None
    return ends[1] if ends else None


def last_told(current: Status, evidence: Sequence[Evidence]) -> date | None:
    """Return the last day of which a source can speak: its publication, or the day of the step itself."""
    told = [published_day(one) for one in evidence if not isinstance(one.statement, Profile | Toll)]
    begun = days_of(current.since.edtf) if current.since else None
    return max((day for day in (*told, begun[1] if begun else None) if day is not None), default=None)
