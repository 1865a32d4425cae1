"""The steps of a case in order of time: what several reports tell of one step becomes one line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from khronika.docket.agreeing import (
    Group,
    dates_agree,
    difference,
    far_dates,
    gathered,
    rules,
    same_document,
    stems,
    texts_agree,
    words,
)
from khronika.docket.cases import Case
from khronika.docket.lines import (
    Line,
    Timing,
    best_date,
    date_of,
    days_of,
    in_time,
    ordered,
    published_day,
    text_order,
    timing,
)
from khronika.docket.settling import marked, settled_date
from khronika.docket.varying import charges, dates, texts
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import Settled
from khronika.vocabulary.statement import Charge, Proceeding
from khronika.vocabulary.terms import Modality, Step

DECISIONS = frozenset({Step.VERDICT, Step.APPEAL_DECISION})
HAPPENED = frozenset({Modality.ASSERTED, Modality.ALLEGED})
RANK = {step: number for number, step in enumerate(Step)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine(Line):
    """A step of a legal process. ``persons`` are those of the case whom it is about.

    ``told`` is the step with the charges and penalties of all its statements, and the fullest name of its body;
    ``settled`` what people decided of disagreements in the case.
    """

    told: Proceeding
    persons: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()

    @property
    def step(self) -> Step:
        """Which step it is."""
        return proceeding(self.evidence[0]).step


KnownLines = dict[tuple[tuple[str, ...], tuple[str, ...], bool], StepLine]


def proceeding(one: Evidence) -> Proceeding:
    """Return the statement as the proceeding that it is known to be."""
    if not isinstance(one.statement, Proceeding):
        raise TypeError(f"{one.id} is a {one.statement.kind}, no proceeding")
    return one.statement


def steps(case: Case, evidence: Iterable[Evidence], on: date, known: KnownLines | None = None) -> tuple[StepLine, ...]:
    """Return the steps told in the evidence until a day, in order of time; undated ones come last.

    ``known`` keeps the lines that were made of a case for whoever asks for the same case on many days.

    Each person's steps are told apart by themselves, since one report may tell of two people what others tell of each
    ("both were remanded"). A step that the same statements tell of several people is one line.
    """
    told = [e for e in evidence if isinstance(e.statement, Proceeding) and timing(e, on) is not Timing.LATER]
    by_person: dict[str, list[Evidence]] = defaultdict(list)
    for one in told:
        for name in case.persons_of(one) or {""}:
            by_person[name].append(one)
    found: dict[Group, list[str]] = defaultdict(list)
    for name in sorted(by_person):
        groups = gathered(by_person[name], lambda a, b: same_step(case, a, b))
        for group in undated_joined(case, near_joined(case, groups)):
            found[group].append(name)
    kept = {} if known is None else known
    lines = [kept_line(case, group, tuple(filter(None, names)), on, kept) for group, names in found.items()]
    return tuple(sorted(lines, key=chronology))


def kept_line(case: Case, group: Group, persons: tuple[str, ...], on: date, known: KnownLines) -> StepLine:
    """Return the line of a step, made only if the same statements have not made it before, as sure or as unsure."""
    perhaps = all(timing(e, on) is Timing.PERHAPS for e in group)
    key = (tuple(one.id for one in group), persons, perhaps)
    if key not in known:
        known[key] = step_line(case, group, persons, on)
    return known[key]


def step_line(case: Case, group: Group, persons: tuple[str, ...], on: date) -> StepLine:
    """Return the line of a step that some statements tell of some people."""
    told = [(proceeding(e), e) for e in group]
    outcomes = difference("outcome", ((p.outcome.value if p.outcome else "", e) for p, e in told))
    courts, spelled = texts("court", [(p.body, e) for p, e in told])
    charged, worded = charges(told, no_contradiction)
    every = marked((*far_dates(group), *outcomes, *courts, *charged), case.settled)
    return StepLine(
        evidence=group,
        told=whole(group),
        when=settled_date(every, group) or best_date(group),
        differing=every,
        variants=(*(() if far_dates(group) else dates(group)), *spelled, *worded),
        settled=case.settled,
        perhaps=all(timing(e, on) is Timing.PERHAPS for e in group),
        persons=persons,
    )


def whole(group: Group) -> Proceeding:
    """Return the step that some statements tell with what each of them adds to the one it speaks with."""
    told = [proceeding(one) for one in group]
    charges: list[Charge] = []
    for charge in (charge for one in told for charge in one.charges):
        if not any(same_charge_text(charge.offence, c.offence, charge.provision, c.provision) for c in charges):
            charges.append(charge)
    return replace(
        told[0],
        charges=tuple(charges),
        penalties=tuple(dict.fromkeys(penalty for one in told for penalty in one.penalties)),
        body=max((one.body for one in told), key=len),
        judge=next((one.judge for one in told if one.judge), ""),
        place=max((one.place for one in told), key=len),
        outcome=next((one.outcome for one in told if one.outcome), None),
    )


def chronology(line: StepLine) -> tuple[object, ...]:
    """Order steps by the days that they can fall on, then as a process runs."""
    return (*in_time(line.when.edtf if line.when else ""), RANK[line.step], *text_order(line.evidence[0]))


def same_step(case: Case, one: Evidence, other: Evidence) -> bool:
    """Tell whether two statements can tell of the same step: kind, people, day, body, and charges where they count."""
    a, b = proceeding(one), proceeding(other)
    ours, theirs = case.persons_of(one), case.persons_of(other)
    if a.step is not b.step or (a.modality in HAPPENED) != (b.modality in HAPPENED):
        return False
    if a.modality not in HAPPENED and a.modality is not b.modality:
        return False
    if not ours & theirs and (ours or theirs or a.subject != b.subject):
        return False
    if not dates_agree(date_of(a), date_of(b)) or not texts_agree(a.body, b.body):
        return False
    if out_before(one, other) or out_before(other, one):
        return False
    if a.outcome and b.outcome and a.outcome is not b.outcome:
        return not same_document(one, other) and bool(a.date and a.date == b.date)
    return decided_alike(one, other) if a.step in DECISIONS else charges_agree(a, b)


def out_before(one: Evidence, other: Evidence) -> bool:
    """Tell whether a step told without a day was in print before the other one was taken."""
    published, days = published_day(one), days_of(date_of(other.statement))
    told = bool(date_of(one.statement)) or one.statement.modality not in HAPPENED
    return not told and published is not None and days is not None and published < days[0]


def charges_agree(a: Proceeding, b: Proceeding) -> bool:
    """Tell whether two statements speak of the same charge, or one of none."""
    if not a.charges or not b.charges:
        return True
    return any(same_charge_text(x.offence, y.offence, x.provision, y.provision) for x in a.charges for y in b.charges)


def same_charge(one: Charge, other: Charge) -> bool:
    """Tell whether two charges are one."""
    return same_charge_text(one.offence, other.offence, one.provision, other.provision)


def no_contradiction(one: Charge, other: Charge) -> bool:
    """Tell whether two charges can be one: they are, or one source gives the article and the other the offence."""
    return same_charge(one, other) or not ((one.offence and other.offence) or (one.provision and other.provision))


def same_charge_text(offence: str, other: str, provision: str, other_provision: str) -> bool:
    """Tell whether two charges are one, by the numbers of their provisions or the words of their offences."""
    if provision and other_provision:
        numbers, others = ({w for w in words(p) if any(map(str.isdigit, w))} for p in (provision, other_provision))
        if numbers and others:
            return numbers <= others or others <= numbers
    if not offence or not other:
        return False
    a, b = stems(offence), stems(other)
    if not a or not b:
        return offence == other
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]  # "torture" and "torturing a detainee"; but "a riot" is not "organizing a riot"
    return set(a) <= set(b) or set(b) <= set(a)


def decided_alike(one: Evidence, other: Evidence) -> bool:
    """Tell whether two decisions can be one: dated alike, or undated with nothing in their sentences against it."""
    a, b = proceeding(one), proceeding(other)
    if a.date and b.date:
        return True
    if terms(a) and terms(b):
        alike = any(x == y and (not n or not m or n == m) for x, n in terms(a) for y, m in terms(b))
        return alike or (bool(a.charges and b.charges) and charges_agree(a, b))
    return charges_agree(a, b)


def terms(statement: Proceeding) -> frozenset[tuple[str, str]]:
    """Return the kinds of penalty with their lengths or amounts."""
    return frozenset((p.type.value, p.duration or f"{p.amount or ''}{p.currency}") for p in statement.penalties)


def near_joined(case: Case, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Join decisions that different reports date a few days apart, if the same body gave the same sentence."""
    left, found = list(groups), []
    while left:
        group = left.pop(0)
        near = [other for other in left if near_decision(case, group, other)]
        if near and all(near_decision(case, a, b) for a, b in combinations(near, 2)):
            left = [other for other in left if other not in near]
            group = ordered((*group, *(one for other in near for one in other)))
        found.append(group)
    return tuple(found)


def undated_joined(case: Case, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Join decisions told without a day to the one dated decision that they can be, now that near days are joined."""
    found = [group for group in groups if any(date_of(e.statement) for e in group)]
    for group in (group for group in groups if group not in found):
        fitting = [
            number
            for number, other in enumerate(found)
            if proceeding(group[0]).step in DECISIONS and all(any(same_step(case, a, b) for b in other) for a in group)
        ]
        if len(fitting) == 1:
            found[fitting[0]] = ordered((*found[fitting[0]], *group))
        else:
            found.append(group)
    return tuple(found)


def near_decision(case: Case, one: Group, other: Group) -> bool:
    """Tell whether two decisions differ in nothing but a few days, and no report tells both."""
    a, b = proceeding(one[0]), proceeding(other[0])
    days, others = days_of(date_of(a)), days_of(date_of(b))
    if a.step not in DECISIONS or a.step is not b.step or days is None or others is None:
        return False
    if {e.source.sha256 for e in one} & {e.source.sha256 for e in other} or a.outcome is not b.outcome:
        return False
    apart = max((others[0] - days[1]).days, (days[0] - others[1]).days)
    close = apart <= rules()["near"]["days"] and days[0] == days[1] and others[0] == others[1]
    people = bool(case.persons_of(one[0]) & case.persons_of(other[0]))
    shared = {term for e in one for term in terms(proceeding(e))} & {
        term for e in other for term in terms(proceeding(e))
    }
    courts = texts_agree(a.body, b.body) or (apart <= 0 and charges_agree(a, b))
    return close and people and bool(shared) and courts
