"""What can or must be done by when: deadlines by rules that are data, each computed from a step that is told.

Never legal advice: a rule says where it stands and what of it nobody has checked. A day only partly known gives a first
and a last day on which the deadline can fall.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from khronika.docket.anchors import ends_after
from khronika.docket.jurisdictions import Country, applying, countries
from khronika.docket.lines import Line, days_of, ordered
from khronika.docket.steps import HAPPENED, StepLine, proceeding
from khronika.errors import VocabularyError
from khronika.vocabulary.edtf_dates import is_duration
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.terms import Modality, Outcome, Step

HALF = "half of the term"


class DeadlineKind(StrEnum):
    """What a computed day means."""

    LIMIT = "limit"
    EARLIEST = "earliest"
    DUE = "due"


class Reach(StrEnum):
    """How a deadline stands on a day."""

    OPEN = "open"
    PERHAPS = "perhaps passed"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of ``deadlines.toml``, whose head says what each field means."""

    id: str
    name: str
    kind: DeadlineKind
    jurisdiction: str
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...] = ()
    suspended: bool = False
    last: bool = False
    narrow: bool = False
    length: str = ""
    days: str = ""
    runs: str = "next_day"
    starts: str = ""
    met_by: tuple[Step, ...] = ()
    unless: tuple[Step, ...] = ()
    since: str = ""
    source: str
    dated: str
    unverified: str = ""
    note: str = ""

    @property
    def computes(self) -> bool:
        """Whether a day can be computed: it has a length, and a step of the record sets it off."""
        return bool(self.steps and self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Line):
    """A computed deadline. Its evidence tells the trigger, whose day is ``when``; ``ends`` is the first and last day.

    ``told`` says whether the jurisdiction is told, by the statement in ``country``; otherwise the rule may apply.
    ``met`` is a later step that shows that it was used.
    """

    rule: Rule
    ends: tuple[date, date]
    step: Step
    persons: tuple[str, ...] = ()
    told: bool = False
    country: Country | None = None
    met: StepLine | None = None

    def reach(self, on: date) -> Reach:
        """Return how it stands on a day. What becomes possible on a day is open before it as well as after."""
        if self.rule.kind is DeadlineKind.EARLIEST or on <= self.ends[0]:
            return Reach.OPEN
        return Reach.PASSED if on > self.ends[1] else Reach.PERHAPS


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of ``deadlines.toml``. Raises VocabularyError if one is not whole."""
    where = "deadlines.toml"
    made = []
    for table in tomllib.loads((files("khronika.docket") / where).read_text("utf-8"))["rule"]:
        told = {"starts" if name == "from" else name: value for name, value in table.items()}
        try:
            steps = {name: tuple(map(Step, told.get(name, ()))) for name in ("steps", "met_by", "unless")}
            outcomes = tuple(map(Outcome, told.get("outcomes", ())))
            rule = Rule(**told | steps | {"outcomes": outcomes, "kind": DeadlineKind(told["kind"])})
        except (TypeError, ValueError, KeyError) as error:
            raise VocabularyError(f"a rule is not whole: {error}", where=where, do="reinstall Khronika") from None
        if rule.length not in {"", HALF} and not all(map(is_duration, rule.length.split("/"))):
            raise VocabularyError(f"{rule.length!r} is no length", where=f"{where}: {rule.id}", do="reinstall Khronika")
        made.append(rule)
    return tuple(made)


def deadlines(lines: Sequence[StepLine], evidence: Iterable[Evidence], *, narrow: bool = False) -> tuple[Deadline, ...]:
    """Return the deadlines that the steps of a case set off, those that fall first at the top.

    ``lines`` are its steps in order of time, ``evidence`` all that places the case in a country. Steps that are
    planned, denied or of no day set off nothing. ``narrow``: also by rules that are for few cases.
    """
    where = countries(evidence)
    happened = [line for line in lines if line.statement.modality in HAPPENED]
    later = Afterwards(happened)
    found: list[Deadline] = []
    for rule in rules():
        applies, told, country = applying(rule.jurisdiction, where)
        if not applies or not rule.computes or (rule.narrow and not narrow):
            continue
        triggers = [line for line in happened if sets_off(rule, line)]
        for line in latest(triggers) if rule.last else triggers:
            ends = computed(rule, line)
            if ends is None or later.first(line, rule.unless):
                continue
            found.append(
                Deadline(
                    evidence=line.evidence,
                    when=line.when,
                    perhaps=line.perhaps,
                    computed="rule",
                    rule=rule,
                    ends=ends,
                    step=line.step,
                    persons=line.persons,
                    told=told,
                    country=country,
                    met=later.first(line, rule.met_by),
                )
            )
    rank = {rule.id: n for n, rule in enumerate(rules())}
    return tuple(sorted(once(found), key=lambda one: (one.ends, rank[one.rule.id], one.ids)))


def sets_off(rule: Rule, line: StepLine) -> bool:
    """Tell whether a step is a rule's trigger."""
    days = days_of(line.when.edtf) if line.when else None
    if line.step not in rule.steps or days is None or line.statement.modality is Modality.ALLEGED:
        return False
    outcome = line.told.outcome
    if outcome is Outcome.POSTPONED or (rule.outcomes and outcome not in rule.outcomes):
        return False
    if rule.since and days[0] < date.fromisoformat(rule.since):
        return False
    return not rule.suspended or any(penalty.suspended for penalty in line.told.penalties)


def latest(lines: Sequence[StepLine]) -> list[StepLine]:
    """Return the last of the steps for each group of people that they are about."""
    return list({line.persons: line for line in lines}.values())


class Afterwards:
    """The steps of a case by the people that they are about, to look up what is told after one of them."""

    def __init__(self, lines: Sequence[StepLine]) -> None:
        self.place = {line.ids: n for n, line in enumerate(lines)}
        self.by_person: dict[str, list[StepLine]] = {}
        for line in lines:
            for name in line.persons if line.when is not None else ():
                self.by_person.setdefault(name, []).append(line)

    def first(self, line: StepLine, steps: Sequence[Step]) -> StepLine | None:
        """Return the first step of some kinds after one, about one of its people; what has no day does not count."""
        after = self.place[line.ids]
        every = (one for name in line.persons for one in self.by_person[name] if one.step in steps)
        later = [one for one in every if self.place[one.ids] > after]
        return min(later, key=lambda one: self.place[one.ids], default=None)


def computed(rule: Rule, line: StepLine) -> tuple[date, date] | None:
    """Return the first and the last day on which a deadline can fall, or None if there is none in the calendar."""
    days = days_of(line.when.edtf) if line.when else None
    if days is None:
        return None
    ends = halves(line, days) if rule.length == HALF else ends_after(days, rule.length)
    if ends is None or rule.runs == "next_day":
        return ends
    return max(ends[0] - timedelta(days=1), days[0]), max(ends[1] - timedelta(days=1), days[1])


def halves(line: StepLine, days: tuple[date, date]) -> tuple[date, date] | None:
    """Return the days on which half of a suspended term is over, counted in days of the calendar."""
    lengths = sorted({p.duration for one in line.evidence for p in proceeding(one).penalties if p.suspended})
    spans = [
        (day, end)
        for length in lengths
        if (ends := ends_after(days, length))
        for day, end in zip(days, ends, strict=True)
    ]
    middles = [day + timedelta(days=-(-(end - day).days // 2)) for day, end in spans]
    return (min(middles), max(middles)) if middles else None


def once(found: Sequence[Deadline]) -> list[Deadline]:
    """Return each deadline once: one judgment told as several steps of a day sets off one."""
    made: dict[tuple[object, ...], Deadline] = {}
    for one in found:
        key = (one.rule.id, one.ends, one.persons)
        known = made.get(key)
        if known is None:
            made[key] = one
        else:
            evidence = ordered(dict.fromkeys((*known.evidence, *one.evidence)))
            made[key] = replace(known, evidence=evidence, met=known.met or one.met)
    return list(made.values())
