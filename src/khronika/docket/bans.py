"""Restrictions: what is forbidden to whom, by whom, from when to when, and how each stands on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khronika.docket.agreeing import Group, dates_agree, difference, gathered, same_document
from khronika.docket.anchors import Count, State
from khronika.docket.ban_changes import with_extensions, with_liftings
from khronika.docket.ban_counts import undoes, ways
from khronika.docket.ban_groups import joined_lengths, restriction, same_ban, with_strays
from khronika.docket.cases import Case, cases
from khronika.docket.lines import Line, Timing, When, best_date, days_of, in_time, timing
from khronika.docket.measures import measure_counts
from khronika.docket.settling import marked, settled_value
from khronika.docket.steps import HAPPENED, StepLine, steps
from khronika.docket.told_ends import (
    extends,
    lifting,
    told_against_computed,
    told_apart,
    told_counts,
)
from khronika.docket.varying import scope
from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import NO_RULINGS, Rulings
from khronika.vocabulary.statement import Restriction
from khronika.vocabulary.terms import Modality, Step


@dataclass(frozen=True, slots=True)
class Activity:
    """Something forbidden, in the words of a source, with all who tell it so."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban(Line):
    """A restriction. ``when`` is the day on which it was pronounced; ``counts`` are the ways of counting its length.

    ``lifted`` is a step that takes it back, or a decision after which it may no longer stand. ``consequences`` are what
    follows a breach, as told. ``until`` is the end as told, EDTF or words; ``extended`` are later orders that give the
    same ban a longer term. ``lifted_surely``: the step takes back this ban, not perhaps another one of the person.
    """

    subjects: tuple[str, ...]
    persons: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    imposed_by: str = ""
    duration: str = ""
    starts: str = ""
    until: str = ""
    consequences: tuple[Activity, ...] = ()
    counts: tuple[Count, ...] = ()
    lifted: StepLine | None = None
    lifted_surely: bool = False
    extended: tuple[Evidence, ...] = ()

    @property
    def imposed(self) -> bool:
        """Whether a source tells it as imposed, not as demanded, planned or denied."""
        return self.statement.modality not in {Modality.PLANNED, Modality.DENIED}

    @property
    def earliest(self) -> date:
        """The first day on which it can have begun: none before it was pronounced, unless a source names an earlier start."""
        told = [self.when.edtf if self.when else "", self.starts if is_edtf(self.starts) else ""]
        return min((bounds(text)[0] or date.min for text in told if text), default=date.min)

    def state(self, on: date) -> State:
        """Return how it stands on a day: what the told end and all ways of counting that have one agree on.

        It counts as in force if one says so and no other says that it ended or has not begun; as ended once it is
        told to have been lifted. Before it can have begun it has not. Otherwise it is unknown.
        """
        if self.imposed and on < self.earliest:
            return State.NOT_BEGUN
        if self.imposed and self.lifted and self.lifted_surely and surely_begun(self.lifted, on):
            return State.ENDED
        if not self.imposed or (self.lifted and begun(self.lifted, on)):
            return State.UNKNOWN
        known = {count.state(on) for count in self.counts if count.day is not None or count.ends is not None}
        if known == {State.IN_FORCE, State.UNKNOWN}:
            return State.IN_FORCE
        return known.pop() if len(known) == 1 else State.UNKNOWN

    def ends_in(self, year: int) -> bool:
        """Tell whether as told, or by some way of counting, it can end in a year."""
        return any(count.ends and count.ends[0].year <= year <= count.ends[1].year for count in self.counts)


def begun(line: StepLine, on: date) -> bool:
    """Tell whether a step can have been taken by a day."""
    days = days_of(line.when.edtf) if line.when else None
    return days is None or days[0] <= on


def surely_begun(line: StepLine, on: date) -> bool:
    """Tell whether a step was taken by a day, whatever day of those that it can mean was its own."""
    days = days_of(line.when.edtf) if line.when else None
    return days is not None and days[1] <= on


def bans(
    evidence: Iterable[Evidence],
    in_force: date | None = None,
    ending: int | None = None,
    rulings: Rulings = NO_RULINGS,
) -> tuple[Ban, ...]:
    """Return the restrictions of all cases, those that end first at the top.

    ``in_force``: only those that are or may be in force on that day (all ways of counting agree that others are not);
    ``ending``: only those that by some way of counting can end in that year. Rejected evidence has no part.
    """
    found: dict[tuple[str, ...], Ban] = {}
    for case in cases(evidence, rulings):
        if any(isinstance(one.statement, Restriction) for one in case.evidence):
            for ban in bans_of(case, steps(case, case.evidence, in_force or date.max), case.evidence):
                found.setdefault(tuple(sorted(ban.ids)), ban)
    chosen = [ban for ban in found.values() if wanted_on(ban, in_force, ending)]
    return tuple(sorted(chosen, key=lambda ban: (first_end(ban), ban.subjects, ban.ids)))


def wanted_on(ban: Ban, in_force: date | None, ending: int | None) -> bool:
    """Tell whether a restriction is or may be in force on a day and can end in a year, as far as these are given."""
    stands = in_force is None or (ban.imposed and ban.state(in_force) in {State.IN_FORCE, State.UNKNOWN})
    return stands and (ending is None or ban.ends_in(ending))


def first_end(ban: Ban) -> date:
    """Return the first day on which a restriction can end; the end of time if none is known."""
    return min((count.ends[0] for count in ban.counts if count.ends), default=date.max)


def bans_of(case: Case, lines: Sequence[StepLine], evidence: Iterable[Evidence]) -> tuple[Ban, ...]:
    """Return the restrictions of a case; ``lines`` are its steps, from which the days of counting come."""
    told = [one for one in evidence if isinstance(one.statement, Restriction)]
    groups = gathered(told, lambda a, b: same_ban(case, a, b))
    found = with_liftings(
        with_extensions([ban_of(case, group, lines) for group in with_strays(case, joined_lengths(case, groups))])
    )
    return tuple(sorted(found, key=lambda ban: (not ban.imposed, first_end(ban), ban.ids)))


def docket_bans(case: Case, lines: Sequence[StepLine], on: date) -> tuple[Ban, ...]:
    """Return the restrictions of a case that were or may have been pronounced by a day.

    ``lines`` are the steps until then: what is decided later does not change how a restriction stood on the day.
    """
    every = bans_of(case, steps(case, case.evidence, date.max), case.evidence)
    found = []
    for ban in every:
        if ban.when is None:
            perhaps = all(timing(one, on) is Timing.PERHAPS for one in ban.evidence)
            found.append(replace(ban_of(case, ban.evidence, lines), perhaps=perhaps))
        elif in_time(ban.when.edtf)[0] <= on:
            found.append(ban_of(case, ban.evidence, lines))
    known = [ban for ban in found if any(timing(one, on) is not Timing.LATER for one in ban.evidence)]
    return tuple(with_liftings(with_extensions(known)))


def ban_of(case: Case, group: Group, lines: Sequence[StepLine]) -> Ban:
    """Return a restriction from all that tell it, with an end for each way of counting."""
    told = [restriction(one) for one in group]
    persons = tuple(sorted({name for one in group for name in case.persons_of(one)}))
    verdict = verdict_of(group, persons, lines)
    lengths = difference("duration", ((r.duration, one) for r, one in zip(told, group, strict=True)))
    scopes, variants = scope(group)
    differing = marked((*lengths, *scopes), case.settled)
    day = best_date(group) or day_of(verdict)
    length = settled_value(differing, "duration") or next((r.duration for r in told if r.duration), "")
    starts = next((r.starts for r in told if r.starts), "")
    begins = beginning(group, day)
    told_ends = told_counts(group, begins, persons, lines)
    if not told_ends and not length:
        told_ends = measure_counts(group, begins, persons, lines)
    longer = any(
        extends(one) for one in group
    )  # its length is added to an older one's, and counts from no day of its own
    computed = ways(starts, length, day, verdict, after(verdict, persons, lines), group[0])
    counts = (*told_ends, *(computed if (length or not told_ends) and not (longer and told_ends) else ()))
    undone = next((line for line in after(verdict, persons, lines) if undoes(line)), None)
    subjects = persons or tuple(dict.fromkeys(p.name or p.group for r in told for p in r.subject))
    return Ban(
        evidence=group,
        when=day,
        differing=(*differing, *marked((*told_apart(told_ends), *told_against_computed(counts)), case.settled)),
        variants=variants,
        subjects=subjects,
        persons=persons,
        activities=activities(group, "prohibits"),
        imposed_by=next((r.imposed_by for r in told if r.imposed_by), ""),
        duration=length,
        starts=starts,
        until=next((r.until for r in told if is_edtf(r.until)), next((r.until for r in told if r.until), "")),
        consequences=activities(group, "consequence"),
        counts=counts,
        lifted=lifting(group, begins, persons, lines) or undone,
    )


def beginning(group: Group, day: When | None) -> When | None:
    """Return when a restriction begins: on the date that a source names for it, else when it was pronounced."""
    named = next((one for one in group if is_edtf(restriction(one).starts)), None)
    if named is None:
        return day
    statement = restriction(named)
    return When(statement.starts, named, "starts" in statement.inferred, statement.reasons.get("starts", ""))


def activities(group: Group, slot: str) -> tuple[Activity, ...]:
    """Return what the sources say is forbidden, or what follows a breach; the same in other words stays apart."""
    said: dict[str, list[Evidence]] = {}
    for one in group:
        value = getattr(restriction(one), slot)
        for text in (value,) if isinstance(value, str) else value:
            key = next((known for known in said if known.casefold() == text.casefold()), text)
            said.setdefault(key, []).append(one)
    return tuple(Activity(text, tuple(ones)) for text, ones in said.items() if text)


def verdict_of(group: Group, persons: Sequence[str], lines: Sequence[StepLine]) -> StepLine | None:
    """Return the verdict that a restriction belongs to: of its people, of its day, told in the same report.

    Without a day of its own it belongs to the verdict told nearest to it; to none if no report of it tells one.
    """
    day = best_date(group)
    shas = {one.source.sha256 for one in group}
    found = [
        line
        for line in lines
        if line.step is Step.VERDICT
        and (set(line.persons) & set(persons) or not persons)
        and (dates_agree(day.edtf, line.when.edtf if line.when else "") if day else True)
        and shas & {one.source.sha256 for one in line.evidence}
    ]
    return min(found, key=lambda line: (distance(line, group), line.ids), default=None)


def distance(line: StepLine, group: Group) -> int:
    """Return how far apart, in characters, a step and a restriction are told where they are told nearest."""
    return min(
        abs(a.statement.quote.start - b.statement.quote.start)
        for a in line.evidence
        for b in group
        if same_document(a, b)
    )


def day_of(verdict: StepLine | None) -> When | None:
    """Return a verdict's day as that of its restriction: inferred, since the restriction's quote does not give it."""
    if verdict is None or verdict.when is None:
        return None
    when = verdict.when
    return When(when.edtf, when.evidence, inferred=True, reason=when.reason or "the day of the verdict it belongs to")


def after(verdict: StepLine | None, persons: Sequence[str], lines: Sequence[StepLine]) -> list[StepLine]:
    """Return the steps that are told after a verdict, in order of time."""
    if verdict is None or verdict not in lines:
        return []
    later = lines[lines.index(verdict) + 1 :]
    return [line for line in later if line.when and line.statement.modality in HAPPENED and shares(line, persons)]


def shares(line: StepLine, persons: Sequence[str]) -> bool:
    """Tell whether a step is about one of some people."""
    return bool(set(line.persons) & set(persons))
