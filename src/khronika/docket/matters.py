"""The separate matters of one person: what is told of them, taken apart by verdicts, charges, courts and years.

A person may be tried more than once, and administrative detention may turn into a criminal case: each is a matter of
its own. Where nothing told speaks for two matters there is one. What carries no sign of its own goes with what the
same document tells beside it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from khronika.docket.agreeing import dates_agree, same_document, texts_agree
from khronika.docket.joining import charge_keys
from khronika.docket.lines import date_of, days_of, in_time, published_day, text_order
from khronika.vocabulary.edtf_dates import bounds
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Penalty, Proceeding, Profile
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step

HAPPENED = frozenset({Modality.ASSERTED, Modality.ALLEGED})
FOLLOWING = frozenset({Step.APPEAL, Step.APPEAL_DECISION, Step.RELEASE, Step.AMNESTY, Step.EXTRADITION, Step.OTHER})
YEAR = 366  # days


@cache
def rules() -> dict[str, Any]:
    """Return what ``matters.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "matters.toml").read_text("utf-8"))


@dataclass
class Matter:
    """One matter of a person while it is put together: its statements, and the verdict it turns on, if any."""

    members: list[Evidence] = field(default_factory=list)
    verdicts: list[Evidence] = field(default_factory=list)
    administrative: bool = False

    def days(self, *, verdict: bool = False) -> tuple[date, date] | None:
        """Return the first and the last day that its steps, or only its verdicts, can have."""
        ones = self.verdicts if verdict else [*self.members, *self.verdicts]
        spans = [days for one in ones if (days := days_of(date_of(one.statement)))]
        return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None

    def order(self) -> tuple[object, ...]:
        """Order matters by their verdicts or first steps; undated ones come first, as background mostly is."""
        days = self.days(verdict=bool(self.verdicts)) or (date.min, date.min)
        return (*days, text_order((self.verdicts or self.members)[0]))


def proceeding(one: Evidence) -> Proceeding | None:
    """Return the step that a statement tells, if it tells one."""
    return one.statement if isinstance(one.statement, Proceeding) else None


def matters(told: Sequence[Evidence]) -> tuple[dict[str, tuple[int, ...]], list[Matter]]:
    """Return the matters of one person, and for each statement the numbers of those that it belongs to.

    A profile belongs to each matter that its document tells. The result depends on no order.
    """
    told = sorted(told, key=text_order)
    steps = [one for one in told if proceeding(one)]
    found = by_verdicts(steps)
    if len(found) > 1 or any(goes_further(one, steps) for one in found) or long_silence(steps):
        found = placed(steps, found)
        found = [part for one in found for part in by_silence(one)]
    else:
        found = [Matter(members=steps, verdicts=found[0].verdicts if found else [])]
    found = sorted((one for one in found if one.members), key=Matter.order) or [Matter()]
    if len(found) == 1:
        return {one.id: (0,) for one in told}, found
    home = {one.id: number for number, matter in enumerate(found) for one in matter.members}
    every: dict[str, tuple[int, ...]] = {one.id: (home[one.id],) for one in steps}
    for one in told:
        if one.id not in every:
            every[one.id] = beside(one, steps, home, found)
    return every, found


def by_verdicts(steps: Sequence[Evidence]) -> list[Matter]:
    """Return a matter for each verdict that is surely another one."""
    verdicts = [one for one in steps if is_verdict(one)]
    found: list[Matter] = []
    for one in sorted(verdicts, key=lambda e: (not date_of(e.statement), span(e), *text_order(e))):
        fitting = [matter for matter in found if not any(separate(one, other, steps) for other in matter.verdicts)]
        if len(fitting) > 1:
            fitting = closest(one, fitting)
        if fitting:
            fitting[0].verdicts.append(one)
        else:
            found.append(Matter(verdicts=[one], administrative=administrative(one)))
    return found


def goes_further(matter: Matter, steps: Sequence[Evidence]) -> bool:
    """Tell whether administrative detention turned into a criminal case: somebody is charged or held later."""
    turning = matter.days(verdict=True)
    if not matter.administrative or turning is None:
        return False
    marks = {Step.CHARGE, Step.DETENTION, Step.HOUSE_ARREST, Step.TRIAL, Step.INVESTIGATION}
    later = [
        one
        for one in steps
        if (told := proceeding(one))
        and one not in matter.verdicts
        and told.step in marks
        and told.modality in HAPPENED
        and (days := days_of(date_of(told)))
        and days[0] > turning[1]
    ]
    return any(not shares_charge(told, Matter(members=matter.verdicts)) for one in later if (told := proceeding(one)))


def is_verdict(one: Evidence) -> bool:
    """Tell whether a statement tells a verdict that was given, or days of administrative detention."""
    told = proceeding(one)
    if told is None or told.modality not in HAPPENED:
        return False
    return told.step is Step.VERDICT or (told.step in {Step.ARREST, Step.DETENTION} and administrative(one))


def administrative(one: Evidence) -> bool:
    """Tell whether a decision orders administrative detention: by its penalties, or by its words if it has none."""
    told = proceeding(one)
    if told is None:
        return False
    kinds = {penalty.type for penalty in told.penalties}
    if kinds:
        return PenaltyType.ADMINISTRATIVE_DETENTION in kinds and PenaltyType.IMPRISONMENT not in kinds
    if told.step is Step.VERDICT or told.charges:
        return False
    return any(word in fold(one.statement.quote.text) for word in rules()["administrative"]["words"])


def span(one: Evidence) -> int:
    """Return how many days a date leaves open."""
    days = days_of(date_of(one.statement))
    return (days[1] - days[0]).days if days else 10**7


def gap(one: tuple[date, date], other: tuple[date, date]) -> int:
    """Return how many days lie between two spans of days; none if they overlap."""
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


def separate(one: Evidence, other: Evidence, steps: Sequence[Evidence]) -> bool:
    """Tell whether two verdicts are surely of two matters."""
    a, b = proceeding(one), proceeding(other)
    if a is None or b is None:
        return False
    days, others = days_of(date_of(a)), days_of(date_of(b))
    apart = rules()["apart"]
    both = administrative(one), administrative(other)
    if both[0] != both[1]:
        if a.penalties and b.penalties:
            return True
        # a verdict without a sentence does not say which kind it is; an undated one may be either
        return days is not None and others is not None and gap(days, others) > 0
    ours, theirs = charge_keys(a), charge_keys(b)
    differ = bool(ours and theirs and not ours & theirs and not alike_charges(a, b))
    if days is not None and others is not None:
        distance = gap(days, others)
        if all(both):
            return distance > 0
        if overturned_between(days, others, steps):
            return False
        courts = bool(a.body and b.body and not texts_agree(a.body, b.body))
        if distance > apart["years_between_verdicts"] * YEAR:
            return True
        return distance > 0 and differ and (courts or distance > apart["days_of_another_charge"])
    if same_document(one, other) and a.penalties and b.penalties and not terms(a) & terms(b):
        return True  # one report does not give one verdict two sentences
    courts = bool(a.body and b.body and not texts_agree(a.body, b.body))
    return differ and courts


def alike_charges(a: Proceeding, b: Proceeding) -> bool:
    """Tell whether some charge of one step says no more than one of the other."""
    return any(x.offence and y.offence and texts_agree(x.offence, y.offence) for x in a.charges for y in b.charges)


def terms(told: Proceeding) -> frozenset[tuple[PenaltyType, str]]:
    """Return the penalties that bear on time, with their lengths."""
    return frozenset((p.type, length(p)) for p in told.penalties if length(p))


def length(penalty: Penalty) -> str:
    """Return a penalty's length or amount as text."""
    return penalty.duration or (f"{penalty.amount:g}" if penalty.amount is not None else "")


def overturned_between(days: tuple[date, date], others: tuple[date, date], steps: Sequence[Evidence]) -> bool:
    """Tell whether a decision that set a verdict aside lies between two verdicts: the second is then a retrial."""
    first, second = sorted((days, others))
    for one in steps:
        told = proceeding(one)
        if told and told.step is Step.APPEAL_DECISION and told.outcome in {Outcome.OVERTURNED, Outcome.OTHER}:
            between = days_of(date_of(told))
            if between and first[0] <= between[1] and between[0] <= second[1]:
                return True
    return False


def closest(one: Evidence, fitting: Sequence[Matter]) -> list[Matter]:
    """Return the matters that a verdict fits best: by charge, sentence and court, then by what its document tells."""
    told = proceeding(one)
    if told is None:
        return list(fitting)

    def score(matter: Matter) -> tuple[int, int]:
        points = 0
        for other in matter.verdicts:
            theirs = proceeding(other)
            if theirs is None:
                continue
            points += 4 * bool(charge_keys(told) & charge_keys(theirs) or alike_charges(told, theirs))
            points += 3 * bool(terms(told) & terms(theirs))
            points += 2 * bool(told.body and theirs.body and texts_agree(told.body, theirs.body))
            points += 2 * bool(date_of(told) and dates_agree(date_of(told), date_of(theirs)))
            points += same_document(one, other)
        days = matter.days(verdict=True)
        return (-points, -(days[1].toordinal() if days else 0))

    return sorted(fitting, key=lambda matter: (*score(matter), *matter.order()))[:1]


def placed(steps: Sequence[Evidence], found: list[Matter]) -> list[Matter]:
    """Return the matters with every step in one of them."""
    found = sorted(found, key=Matter.order)
    turning = {one.id for matter in found for one in matter.verdicts}
    for matter in found:
        matter.members = list(matter.verdicts)
    dated = sorted(
        (one for one in steps if one.id not in turning and date_of(one.statement)),
        key=lambda e: (
            *in_time(date_of(e.statement)),
            list(Step).index(getattr(e.statement, "step", Step.OTHER)),
            *text_order(e),
        ),
    )
    fresh: list[Matter] = []
    for one in dated:
        home_of(one, found, fresh).members.append(one)
    every = [*found, *fresh]
    for one in (one for one in steps if one.id not in turning and not date_of(one.statement)):
        undated_home(one, every, steps).members.append(one)
    return every


def home_of(one: Evidence, found: list[Matter], fresh: list[Matter]) -> Matter:
    """Return the matter of a dated step: by its charges, else by its place among the verdicts."""
    told = proceeding(one)
    days = in_time(date_of(one.statement))
    every = [*found, *fresh]
    sharing = [matter for matter in every if told and shares_charge(told, matter)]
    if len(sharing) == 1:
        return sharing[0]
    before = [matter for matter in every if (span := matter.days(verdict=bool(matter.verdicts))) and span[0] <= days[1]]
    after = [
        m for m in found if m.verdicts and (span := m.days(verdict=True)) and span[1] >= days[0] and m not in before
    ]
    last = max(before, key=Matter.order, default=None)
    following = min(after, key=Matter.order, default=None)
    if told is not None and told.step in FOLLOWING and last is not None:
        opened = following is not None and any(one_opens(member) for member in following.members)
        return following if opened and following is not None else last
    if last is not None and told is not None and keeps(told, days, last):
        return last
    if following is not None and (last is None or not keeps_open(last)):
        return following
    if last is not None and last in fresh:
        return last
    fresh.append(Matter())
    return fresh[-1]


def keeps_open(matter: Matter) -> bool:
    """Tell whether a matter has no verdict yet: what follows can still be its own."""
    return not matter.verdicts


def one_opens(one: Evidence) -> bool:
    """Tell whether a step comes before a verdict."""
    told = proceeding(one)
    return told is not None and told.step not in FOLLOWING and told.step is not Step.VERDICT


def shares_charge(told: Proceeding, matter: Matter) -> bool:
    """Tell whether a step is over a charge of a matter."""
    return any(
        charge_keys(told) & charge_keys(other) or alike_charges(told, other)
        for member in matter.members
        if (other := proceeding(member))
    )


def keeps(told: Proceeding, days: tuple[date, date], matter: Matter) -> bool:
    """Tell whether a step after a matter's verdict is still of that matter: near it, and over no other charge."""
    turning = matter.days(verdict=True)
    if turning is None:
        return False
    charges = {key for one in matter.members if (other := proceeding(one)) for key in charge_keys(other)}
    if charge_keys(told) and charges and not charge_keys(told) & charges:
        return gap(turning, days) == 0
    if matter.administrative:
        return days[0] <= turning[1] and told.step not in {Step.CHARGE, Step.HOUSE_ARREST}
    if told.step in {Step.HEARING, Step.TRIAL}:
        return True
    if told.step is Step.CHARGE:
        return gap(turning, days) == 0
    return gap(turning, days) <= YEAR


def undated_home(one: Evidence, every: Sequence[Matter], steps: Sequence[Evidence]) -> Matter:
    """Return the matter of an undated step: by its charge, by its court, else by what its document tells beside it."""
    told = proceeding(one)
    sharing = [matter for matter in every if told and shares_charge(told, matter)]
    if len(sharing) == 1:
        return sharing[0]
    if told is not None and len(told.body.split()) > 1:
        courts = [
            m
            for m in every
            if any((o := proceeding(x)) and o.body and texts_agree(o.body, told.body) for x in m.members)
        ]
        if len(courts) == 1:
            return courts[0]
    near = nearest(one, [(other, matter) for matter in every for other in matter.members if other in steps])
    return near or latest(one, every)


def nearest(one: Evidence, others: Sequence[tuple[Evidence, Matter]]) -> Matter | None:
    """Return the matter of what the same document tells nearest to a statement; None if it tells of no matter."""
    here = [(other, matter) for other, matter in others if same_document(one, other)]
    start = one.statement.quote.start
    best = min(here, key=lambda p: (abs(p[0].statement.quote.start - start), text_order(p[0])), default=None)
    return best[1] if best else None


def latest(one: Evidence, every: Sequence[Matter]) -> Matter:
    """Return the last matter that had begun when a source came out."""
    published = published_day(one) or date.max
    begun = [matter for matter in every if (days := matter.days()) and days[0] <= published]
    return max(begun or every, key=Matter.order)


def beside(
    one: Evidence, steps: Sequence[Evidence], home: Mapping[str, int], found: Sequence[Matter]
) -> tuple[int, ...]:
    """Return the matters of something that is no step: of its day's verdict, else of what stands beside it."""
    here = sorted({home[step.id] for step in steps if same_document(one, step)})
    if isinstance(one.statement, Profile):
        return tuple(here) or tuple(range(len(found)))
    told = date_of(one.statement)
    if told:
        first, last = bounds(told)
        days = (first or last or date.min, last or first or date.max)
        exact = [
            number
            for number, matter in enumerate(found)
            if any(date_of(step.statement) and dates_agree(told, date_of(step.statement)) for step in matter.verdicts)
        ]
        if len(exact) == 1:
            return (exact[0],)
        spans = [(gap(span, days), -number) for number, matter in enumerate(found) if (span := matter.days())]
        if spans:
            return (-min(spans)[1],)
    pairs = [(step, found[home[step.id]]) for step in steps]
    matter = nearest(one, pairs) or latest(one, found)
    return (next(number for number, other in enumerate(found) if other is matter),)


def long_silence(steps: Sequence[Evidence]) -> bool:
    """Tell whether years lie between two steps."""
    spans = sorted(days for one in steps if (days := days_of(date_of(one.statement))))
    limit = rules()["apart"]["years_of_silence"] * YEAR
    return any(gap(a, b) > limit for a, b in pairwise(spans))


def by_silence(matter: Matter) -> list[Matter]:
    """Take a matter apart where an arrest or a charge comes years after its last step; its verdict stays behind it."""
    limit = timedelta(days=rules()["apart"]["years_of_silence"] * YEAR)
    dated = sorted((days, text_order(one), one) for one in matter.members if (days := days_of(date_of(one.statement))))
    parts: list[list[Evidence]] = [[]]
    last: date | None = None
    for days, _, one in dated:
        told = proceeding(one)
        opens = told is not None and told.step in {Step.ARREST, Step.INVESTIGATION, Step.CHARGE, Step.SEARCH}
        known = any(told and shares_charge(told, Matter(members=part)) for part in parts)
        if last is not None and opens and not known and days[0] - last > limit:
            parts.append([])
        parts[-1].append(one)
        last = max(last or days[1], days[1])
    found = [Matter(members=part, verdicts=[x for x in matter.verdicts if x in part]) for part in parts if part]
    found = found or [Matter(verdicts=list(matter.verdicts))]
    found[-1].administrative = matter.administrative
    rest = [one for one in matter.members if days_of(date_of(one.statement)) is None]
    for one in rest:
        pairs = [(other, part) for part in found for other in part.members]
        (nearest(one, pairs) or found[-1]).members.append(one)
        if one in matter.verdicts:
            next(part for part in found if one in part.members).verdicts.append(one)
    return found
