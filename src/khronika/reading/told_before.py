"""What a document has told of its cases so far, for steps that leave it out: the accused, the offences, the sitting."""

from dataclasses import replace

from khronika.vocabulary.statement import Charge, Party, Proceeding
from khronika.vocabulary.terms import Modality, Outcome, Step

# Steps that need nobody: an inquiry into deaths, a complaint.
LONE = frozenset({Step.INVESTIGATION, Step.OTHER})
# Steps that make somebody the accused of a case.
ACCUSING = frozenset({Step.CHARGE, Step.TRIAL, Step.ARREST, Step.VERDICT, Step.DETENTION})
SITTING = frozenset({Step.VERDICT, Step.TRIAL, Step.HEARING})


class Account:
    """The steps told so far in one document.

    ``last`` is the last one with people, ``tried`` whom the last accusation was of, ``sitting`` the last one in court.
    """

    def __init__(self) -> None:
        self.last: Proceeding | None = None
        self.tried: tuple[Party, ...] = ()
        self.sitting: Proceeding | None = None
        self.charged: dict[Party, tuple[Charge, ...]] = {}
        self.last_charges: tuple[Charge, ...] = ()

    @property
    def people(self) -> tuple[Party, ...]:
        """Return the people of the last step told."""
        return self.last.subject if self.last is not None else ()

    def tell(self, step: Proceeding) -> None:
        """Remember a step."""
        if step.subject and (step.step not in LONE or any(p.name for p in step.subject)):
            self.last = step
            if step.step in ACCUSING and "subject" not in step.inferred:
                self.tried = step.subject
        if step.step in SITTING and step.body:
            self.sitting = step
        if named := tuple(c for c in step.charges if c.offence or c.provision):
            self.last_charges = named
            for party in step.subject:
                self.charged[party] = named

    def charges_of(self, people: tuple[Party, ...]) -> tuple[Charge, ...]:
        """Return what the people are accused of by what was told, if it was told of one of them."""
        return next((self.charged[party] for party in people if party in self.charged), ())


def with_accused(step: Proceeding, account: Account) -> Proceeding:
    """Give a step that names nobody the people of the step before it."""
    if step.subject or step.step in LONE or not account.people:
        return step
    reasons = {**step.reasons, "subject": "the people whose case is told just before"}
    return replace(step, subject=account.people, inferred=(*step.inferred, "subject"), reasons=reasons)


def with_charges(step: Proceeding, account: Account) -> Proceeding:
    """Give a plea, a maximum, a verdict the offences that were told of the same people before."""
    known = account.charges_of(step.subject)
    if not known:
        return step
    bare = not any(c.offence or c.provision for c in step.charges)
    maximum = next((c.maximum for c in step.charges if c.maximum), "")
    if step.step is Step.CHARGE and bare and (maximum or step.modality is Modality.DENIED):
        charges = tuple(replace(c, maximum=maximum or c.maximum) for c in known)
    elif step.step is Step.CHARGE and len(step.charges) == len(known) == 1 and not step.charges[0].offence:
        charges = (replace(step.charges[0], offence=known[0].offence),)
    elif step.step is Step.VERDICT and bare and step.outcome in {Outcome.CONVICTED, Outcome.ACQUITTED}:
        charges = known
    else:
        return step
    reasons = {**step.reasons, "charges": "the offences told before of the same people"}
    return replace(step, charges=charges, inferred=tuple(dict.fromkeys((*step.inferred, "charges"))), reasons=reasons)


def with_sitting(verdict: Proceeding, account: Account) -> Proceeding:
    """Give a verdict the day, the place and the judge of the sitting told before it, if that was of the same court."""
    before = account.sitting
    if before is None or before.body != verdict.body or not verdict.body or before.modality is Modality.PLANNED:
        return verdict
    date, place, judge = verdict.date, verdict.place, verdict.judge
    inferred, reasons = list(verdict.inferred), dict(verdict.reasons)
    if not date and before.date and before.step is Step.VERDICT:
        date, reasons["date"] = before.date, "the day of the verdict of the same court told before"
        inferred.append("date")
    if not place and before.place and before.date == date:
        place, reasons["place"] = before.place, "the place of the verdict of the same court told before"
        inferred.append("place")
    if not judge and before.judge and before.date == date:
        judge, reasons["judge"] = before.judge, "the judge of the verdict of the same court told before"
        inferred.append("judge")
    charges = verdict.charges
    if not charges and before.charges and before.date == date and verdict.outcome is Outcome.CONVICTED:
        charges, reasons["charges"] = before.charges, "the charges of the verdict of the same court and day told before"
        inferred.append("charges")
    return replace(
        verdict,
        date=date,
        place=place,
        judge=judge,
        charges=charges,
        inferred=tuple(dict.fromkeys(inferred)),
        reasons=reasons,
    )
