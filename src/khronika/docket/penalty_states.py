"""Which penalties stand on a day: as pronounced, changed on appeal, set aside, covered by an amnesty, run out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from khronika.docket.anchors import ends_after
from khronika.docket.charges import PenaltyLine, PenaltyState, penalties
from khronika.docket.lines import days_of
from khronika.docket.steps import HAPPENED, StepLine, proceeding
from khronika.vocabulary.terms import Outcome, PenaltyType, Step

SET_ASIDE = frozenset({Outcome.OVERTURNED, Outcome.ACQUITTED, Outcome.DISMISSED})


def standing_penalties(lines: Sequence[StepLine], on: date) -> tuple[PenaltyLine, ...]:
    """Return the penalties pronounced until a day, each with how it stands on it and by which later step."""
    found = penalties(lines)
    return tuple(stands(one, found, lines, on) for one in found)


def stands(one: PenaltyLine, every: Sequence[PenaltyLine], lines: Sequence[StepLine], on: date) -> PenaltyLine:
    """Return a penalty with its state on a day."""
    own = next(number for number, line in enumerate(lines) if set(one.evidence) <= set(line.evidence))
    state, by = PenaltyState.PRONOUNCED, None
    for line in lines[own + 1 :]:
        if line.statement.modality not in HAPPENED or line.perhaps or not line.when:
            continue
        if one.persons and line.persons and not set(one.persons) & set(line.persons):
            continue
        after = changed(one, line, every)
        if after is not None:
            state, by = after, line
    if state in {PenaltyState.PRONOUNCED, PenaltyState.UPHELD} and has_ended(one, on):
        return replace(one, state=PenaltyState.ENDED)
    return replace(one, state=state, changed_by=by)


def changed(one: PenaltyLine, line: StepLine, every: Sequence[PenaltyLine]) -> PenaltyState | None:
    """Return what a later step makes of a penalty; None if it leaves it alone."""
    outcome = proceeding(line.evidence[0]).outcome
    if line.step is Step.AMNESTY and outcome is not Outcome.REFUSED:
        return PenaltyState.AMNESTIED
    if line.step not in {Step.APPEAL_DECISION, Step.VERDICT}:
        return None
    if outcome in SET_ASIDE:
        return PenaltyState.SET_ASIDE
    new = [other for other in every if set(other.evidence) <= set(line.evidence)]
    if any(other.penalty.type is one.penalty.type for other in new):
        return PenaltyState.REPLACED
    if line.step is Step.VERDICT:
        return None
    if outcome in {Outcome.UPHELD, Outcome.REFUSED, Outcome.REDUCED, Outcome.INCREASED}:
        return PenaltyState.UPHELD if outcome in {Outcome.UPHELD, Outcome.REFUSED} or new else PenaltyState.CHANGED
    return None


def has_ended(one: PenaltyLine, on: date) -> bool:
    """Tell whether a penalty that lasts has run out by a day, counted from its decision.

    Not one that is suspended: for how long it can still be activated is another length, which is seldom told.
    """
    lasting = one.penalty.type not in {PenaltyType.FINE, PenaltyType.DAMAGES, PenaltyType.DEATH, PenaltyType.CORPORAL}
    days = days_of(one.when.edtf) if one.when and lasting and not one.penalty.suspended else None
    ends = ends_after(days, one.penalty.duration) if days else None
    return ends is not None and ends[1] < on
