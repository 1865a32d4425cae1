"""The days from which a ban can be counted, read off the steps around its verdict."""

from collections.abc import Sequence

from khronika.docket.anchors import Anchor, Count, counted, ends_after, named_anchor
from khronika.docket.lines import When, days_of
from khronika.docket.steps import StepLine, proceeding
from khronika.vocabulary.edtf_dates import is_edtf
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.terms import Outcome, PenaltyType, Step


def undoes(line: StepLine) -> bool:
    """Tell whether after a step a sentence may no longer stand as it was pronounced."""
    outcome = proceeding(line.evidence[0]).outcome
    return line.step is Step.AMNESTY or (
        line.step is Step.APPEAL_DECISION and outcome in {Outcome.OVERTURNED, Outcome.ACQUITTED, Outcome.DISMISSED}
    )


def ways(
    starts: str,
    length: str,
    day: When | None,
    verdict: StepLine | None,
    later: Sequence[StepLine],
    one: Evidence,
) -> list[Count]:
    """Return the ways of counting: only the one that the source names, or else each that can apply."""
    if starts and is_edtf(starts):
        named = When(starts, one, "starts" in one.statement.inferred, one.statement.reasons.get("starts", ""))
        return [counted(Anchor.NAMED, named, length)]
    entry = next((x for x in later if x.step is Step.APPEAL_DECISION and upheld(x)), None)
    released = next((x for x in later if x.step is Step.RELEASE and granted(x)), None)
    every = {
        Anchor.PRONOUNCEMENT: counted(Anchor.PRONOUNCEMENT, day, length),
        Anchor.ENTRY: counted(Anchor.ENTRY, entry.when if entry else None, length),
        Anchor.RELEASE: counted(Anchor.RELEASE, released.when if released else latest_release(verdict), length),
    }
    anchor = named_anchor(starts) if starts else None
    if anchor is not None:
        return [every[anchor]]
    if starts:
        return [counted(Anchor.NAMED, None, length, f"it starts “{starts}”, a day that is not told")]
    wanted = [Anchor.PRONOUNCEMENT, Anchor.ENTRY]
    return [every[one] for one in (*wanted, *([Anchor.RELEASE] if imprisons(verdict) else []))]


def latest_release(verdict: StepLine | None) -> When | None:
    """Return the time within which a release falls, from the verdict until its prison term is served in full.

    None unless the verdict's day and term are known. Time already spent in custody would bring it forward.
    """
    days = days_of(verdict.when.edtf) if verdict and verdict.when else None
    told = [(p, one) for one in (verdict.evidence if verdict else ()) for p in proceeding(one).penalties]
    prison = [(p.duration, one) for p, one in told if p.type is PenaltyType.IMPRISONMENT]
    ends = [(end[1], one) for length, one in prison if days and (end := ends_after(days, length))]
    if days is None or not ends:
        return None
    last, one = max(ends, key=lambda pair: (pair[0], pair[1].id))
    reason = "release is not told; it falls between the verdict and the day on which the whole term would be served"
    return When(f"{days[0].isoformat()}/{last.isoformat()}", one, inferred=True, reason=reason)


def upheld(line: StepLine) -> bool:
    """Tell whether a decision on appeal left the verdict in force, as it was or with another sentence."""
    return proceeding(line.evidence[0]).outcome in {
        Outcome.UPHELD,
        Outcome.REFUSED,
        Outcome.REDUCED,
        Outcome.INCREASED,
    }


def granted(line: StepLine) -> bool:
    """Tell whether a release took place, as far as told."""
    return proceeding(line.evidence[0]).outcome in {None, Outcome.GRANTED}


def imprisons(verdict: StepLine | None) -> bool:
    """Tell whether a verdict pronounced imprisonment that is not said to be suspended."""
    return verdict is not None and any(
        penalty.type is PenaltyType.IMPRISONMENT and not penalty.suspended
        for one in verdict.evidence
        for penalty in proceeding(one).penalties
    )
