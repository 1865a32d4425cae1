"""Charges, each with the maximum that a source gives it, and penalties as they were pronounced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from khronika.docket.agreeing import Group, difference, same_document, stems
from khronika.docket.lines import Line, best_date, ordered, text_order
from khronika.docket.settling import marked
from khronika.docket.steps import DECISIONS, HAPPENED, StepLine, proceeding, same_charge
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import Settled
from khronika.vocabulary.statement import Charge, Penalty
from khronika.vocabulary.terms import Outcome, PenaltyType, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine(Line):
    """A charge. ``charge.maximum`` is empty where no source gives one; ``results`` are what verdicts made of it.

    ``general``: a maximum told of "the charges", not of one of them. It is not attached to any.
    ``maximum_inferred``: the quote gives the maximum without naming this offence.
    """

    charge: Charge
    persons: tuple[str, ...] = ()
    results: tuple[Outcome, ...] = ()
    general: bool = False
    maximum_inferred: bool = False


class PenaltyState(StrEnum):
    """How a penalty stands on a day, as far as told."""

    PRONOUNCED = "pronounced, no later decision is told"
    UPHELD = "upheld"
    CHANGED = "changed on appeal, how is not told"
    REPLACED = "replaced by a later decision"
    SET_ASIDE = "set aside"
    AMNESTIED = "covered by an amnesty, as far as told"
    ENDED = "run out if counted from the decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyLine(Line):
    """A component of a sentence as it was pronounced; what was served is another matter.

    ``state`` is how it stands on the day asked for, ``changed_by`` the later step that made it so.
    """

    penalty: Penalty
    persons: tuple[str, ...] = ()
    step: Step = Step.VERDICT
    state: PenaltyState = PenaltyState.PRONOUNCED
    changed_by: StepLine | None = None

    @property
    def in_force(self) -> bool:
        """Whether it stands on the day, as far as told."""
        return self.state in {PenaltyState.PRONOUNCED, PenaltyState.UPHELD}


Told = tuple[Charge, Evidence]


def charges(lines: Sequence[StepLine]) -> tuple[ChargeLine, ...]:
    """Return the charges that the steps tell, the same told by several sources once; general maxima at the end."""
    told = [
        (charge, one)
        for line in lines
        for one in line.evidence
        if one.statement.modality in HAPPENED
        for charge in proceeding(one).charges
    ]
    named = sorted((pair for pair in told if pair[0].offence or pair[0].provision), key=richest)
    groups = gathered_charges(named, lines)
    nameless = [[pair] for pair in sorted(told, key=richest) if pair not in named and pair[0].maximum]
    found = [charge_line(group, lines) for group in groups]
    alone = len(groups) == 1
    return (*found, *(general_line(group, lines, alone=alone) for group in nameless))


def gathered_charges(named: Sequence[Told], lines: Sequence[StepLine]) -> list[list[Told]]:
    """Return what is told of each charge, the fullest first.

    Charges are one if their provisions or words agree, or if reports of one step that each name a single charge put it in
    other words ("riots", "mass disorder"; an article, an offence).
    """
    found: list[list[Told]] = []
    for pair in named:
        fitting = [group for group in found if any(same_charge(pair[0], other) for other, _ in group)]
        apart = [group for group in found if group not in fitting]
        found = [*apart, [*(told for group in fitting for told in group), pair]]
    for line in lines:
        by_document: dict[str, list[int]] = {}
        for number, group in enumerate(found):
            for sha in {one.source.sha256 for _, one in group if one in line.evidence}:
                by_document.setdefault(sha, []).append(number)
        alone = sorted({numbers[0] for numbers in by_document.values() if len(numbers) == 1})
        for number in alone[1:]:
            if any(reworded(a, b) for a, _ in found[alone[0]] for b, _ in found[number]):
                found[alone[0]] += found[number]
                found[number] = []
    return sorted((sorted(group, key=richest) for group in found if group), key=lambda group: richest(group[0]))


def reworded(one: Charge, other: Charge) -> bool:
    """Tell whether two charges can be one in other words: they share a word, or one gives only the provision."""
    if one.provision and other.provision:
        return False
    return not one.offence or not other.offence or bool(set(stems(one.offence)) & set(stems(other.offence)))


def richest(pair: Told) -> tuple[object, ...]:
    """Order charges so that the fullest comes first, then by source and place."""
    charge, one = pair
    return (-sum(map(bool, (charge.offence, charge.provision, charge.maximum))), *text_order(one))


def charge_line(group: Sequence[Told], lines: Sequence[StepLine]) -> ChargeLine:
    """Return the line of a charge from all that tell it."""
    ones = unique(one for _, one in group)
    first = {slot: next(filter(None, (getattr(c, slot) for c, _ in group)), "") for slot in ("offence", "provision")}
    maxima = [(charge.maximum, one) for charge, one in group if charge.maximum]
    outcomes = {proceeding(one).outcome for one in ones if proceeding(one).step is Step.VERDICT}
    return ChargeLine(
        evidence=ordered(ones),
        when=best_date(one for one in ones if proceeding(one).step is Step.CHARGE),
        differing=marked(difference("maximum", maxima), lines[0].settled if lines else ()),
        charge=Charge(first["offence"], first["provision"], maxima[0][0] if maxima else ""),
        persons=persons_in(ones, lines),
        results=tuple(sorted(outcome for outcome in outcomes if outcome is not None)),
        maximum_inferred=bool(maxima) and all("charges" in one.statement.inferred for _, one in maxima),
    )


def general_line(group: Sequence[Told], lines: Sequence[StepLine], *, alone: bool) -> ChargeLine:
    """Return the line of a maximum told of the charges as a whole; ``alone`` if there is only one they can be."""
    charge, one = group[0]
    return ChargeLine(
        evidence=(one,), charge=charge, persons=persons_in([one], lines), general=True, maximum_inferred=alone
    )


def unique(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return each piece of evidence once, in its order."""
    return list(dict.fromkeys(evidence))


def persons_in(ones: Sequence[Evidence], lines: Sequence[StepLine]) -> tuple[str, ...]:
    """Return the persons of the steps that some evidence tells."""
    return tuple(sorted({name for line in lines if set(ones) & set(line.evidence) for name in line.persons}))


def penalties(lines: Sequence[StepLine]) -> tuple[PenaltyLine, ...]:
    """Return the sentences pronounced until the day, component by component, with what sources tell differently."""
    found = [part for line in lines if line.step in DECISIONS for part in components(line)]
    return tuple(with_other_names(found, lines[0].settled if lines else ()))


def components(line: StepLine) -> list[PenaltyLine]:
    """Return the components of one decision's sentence. A source that tells none of a kind does not disagree."""
    told = [(p, one) for one in line.evidence if one.statement.modality in HAPPENED for p in proceeding(one).penalties]
    kinds = sorted({penalty.type for penalty, _ in told}, key=list(PenaltyType).index)
    return [part for kind in kinds for part in of_kind(line, [pair for pair in told if pair[0].type is kind])]


def of_kind(line: StepLine, told: Sequence[tuple[Penalty, Evidence]]) -> list[PenaltyLine]:
    """Return the components of one kind: one line if each source tells one, with the differences marked."""
    by_source = {
        sha: list(pairs)
        for sha, pairs in groupby(sorted(told, key=lambda p: text_order(p[1])), key=lambda p: p[1].source.sha256)
    }
    if all(len({penalty for penalty, _ in pairs}) == 1 for pairs in by_source.values()):
        return [penalty_line(line, told)]
    distinct = dict.fromkeys(penalty for penalty, _ in told)
    return [penalty_line(line, [pair for pair in told if pair[0] == penalty]) for penalty in distinct]


def penalty_line(line: StepLine, told: Sequence[tuple[Penalty, Evidence]]) -> PenaltyLine:
    """Return the line of one component with the values that differ between its sources."""
    group: Group = ordered(unique(one for _, one in told))
    speaking = next(penalty for penalty, one in told if one == group[0])
    lengths = difference("duration", ((penalty.duration, one) for penalty, one in told))
    amounts = difference("amount", ((money(penalty), one) for penalty, one in told))
    execution = difference(
        "execution", (("suspended" if p.suspended else "not said to be suspended", one) for p, one in told)
    )
    differing = marked((*lengths, *amounts, *execution), line.settled)
    chosen = {d.settled.chosen for d in differing if d.settled}
    speaking = next((penalty for penalty, one in told if one.id in chosen), speaking)
    return PenaltyLine(
        evidence=group,
        when=line.when,
        differing=differing,
        perhaps=line.perhaps,
        penalty=speaking,
        persons=line.persons,
        step=line.step,
    )


def money(penalty: Penalty) -> str:
    """Return an amount with its currency as text, or empty text."""
    return f"{penalty.amount:g} {penalty.currency}".strip() if penalty.amount is not None else ""


def with_other_names(found: Sequence[PenaltyLine], settled: Sequence[Settled]) -> list[PenaltyLine]:
    """Mark money that sources tell of one decision in different ways: a fine to one, damages to another.

    A source that tells both does not disagree with itself.
    """
    found_with = []
    for line in found:
        rivals = [other for other in found if tells_otherwise(line, other)]
        told = [(f"{p.penalty.type.value} {money(p.penalty)}", one) for p in (line, *rivals) for one in p.evidence]
        found_with.append(
            replace(line, differing=(*line.differing, *marked(difference("money", told) if rivals else (), settled)))
        )
    return found_with


def tells_otherwise(line: PenaltyLine, other: PenaltyLine) -> bool:
    """Tell whether two components are sums of money of one decision, of different kinds, from different documents."""
    if line.penalty.type is other.penalty.type or not money(line.penalty) or not money(other.penalty):
        return False
    same_decision = (line.step, line.when, line.persons) == (other.step, other.when, other.persons)
    return same_decision and not any(same_document(a, b) for a in line.evidence for b in other.evidence)
