"""How long somebody was in which state: spells of custody, of prison, at liberty, each from what is told.

A day only partly known gives the fewest and the most days that a spell can have had. Days are counted by the calendar
from the day on which a spell began up to the day on which it ended; nothing is counted with years of 365 days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from khronika.docket.anchors import ends_after
from khronika.docket.liberty import (
    Liberty,
    Status,
    after_step,
    as_of,
    counts,
    fate_of,
    is_brief,
    known_by,
    last_told,
    rules,
)
from khronika.docket.lines import Timing, days_of, published_day, timing
from khronika.docket.steps import StepLine
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.terms import Step


class Form(StrEnum):
    """In which form somebody is held or free."""

    APPREHENDED = "held after arrest"
    PRETRIAL = "pre-trial detention"
    HOUSE_ARREST = "house arrest"
    ADMINISTRATIVE = "administrative detention"
    IMPRISONED = "imprisoned"
    RESTRICTED = "restricted liberty"
    SUSPENDED = "at liberty under a suspended sentence"
    RELEASED = "released"
    AT_LIBERTY = "at liberty"
    DEATH_ROW = "under a sentence of death"
    DEAD = "dead"
    DISAPPEARED = "disappeared"
    UNKNOWN = "unknown"


FORMS = {
    Liberty.HOUSE_ARREST: Form.HOUSE_ARREST,
    Liberty.ADMINISTRATIVE: Form.ADMINISTRATIVE,
    Liberty.IMPRISONED: Form.IMPRISONED,
    Liberty.RESTRICTED: Form.RESTRICTED,
    Liberty.SENTENCED_TO_DEATH: Form.DEATH_ROW,
    Liberty.DEAD: Form.DEAD,
    Liberty.DISAPPEARED: Form.DISAPPEARED,
    Liberty.UNKNOWN: Form.UNKNOWN,
}
ENDLESS = frozenset({Form.DEAD, Form.DISAPPEARED})
HELD = frozenset({Form.APPREHENDED, Form.PRETRIAL, Form.HOUSE_ARREST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of time in one form. ``begins`` and ``ends`` are the first and last day each can have been.

    ``begins`` is None if no day bounds it. ``days`` are the fewest and the most days. ``open``: it goes on on the day
    asked for, as far as told. ``unsure`` says why the end is not known better; ``computed`` that we computed it from a
    term, whose ``term`` in days is known even where its days are not.
    """

    form: Form
    begins: tuple[date, date] | None
    ends: tuple[date, date] | None
    evidence: tuple[Evidence, ...]
    open: bool = False
    unsure: str = ""
    computed: bool = False
    term: tuple[int, int] | None = None

    @property
    def days(self) -> tuple[int, int] | None:
        """The fewest and the most days; None if they cannot be told."""
        if self.term is not None:
            return self.term
        if self.begins is None or self.ends is None:
            return None
        fewest = max(0, (self.ends[0] - self.begins[1]).days)
        return fewest, max(fewest, (self.ends[1] - self.begins[0]).days)


def form_of(one: Status) -> Form:
    """Return the form that a status is in."""
    if one.liberty in FORMS:
        return FORMS[one.liberty]
    step = next((getattr(e.statement, "step", None) for e in one.evidence), None)
    if one.liberty is Liberty.IN_CUSTODY:
        return Form.PRETRIAL if step is Step.DETENTION else Form.APPREHENDED
    if one.term is not None and one.term.penalty.suspended:
        return Form.SUSPENDED
    return Form.RELEASED if step is Step.RELEASE or is_brief(one.evidence) else Form.AT_LIBERTY


def spells(person: str, lines: Sequence[StepLine], evidence: Iterable[Evidence], on: date) -> tuple[Spell, ...]:
    """Return the spells of a person until a day, in order of time; ``lines`` are the steps told until then."""
    held = [one for one in evidence if timing(one, on) is Timing.PAST]
    passed: list[Status] = []
    current = Status(person=person)
    for line in sorted((x for x in lines if person in x.persons and counts(x)), key=known_by):
        after = after_step(current, line)
        if after is not current:
            passed += [brief_spell(after)] if is_brief(after.evidence) else []
            passed.append(after)
        current = after
    for one in held:
        if (fate := fate_of(person, one)) is not None:
            passed.append(fate)
    found: list[Spell] = []
    began: list[tuple[date, date] | None] = []
    for status in passed:
        began.append(begun(status, began))
    for number, status in enumerate(passed):
        following = (passed[number + 1], began[number + 1]) if number + 1 < len(passed) else None
        found.append(spell_of(status, began[number], following, held, on))
    return tuple(joined(found))


def brief_spell(after: Status) -> Status:
    """Return the custody that was over soon, before the liberty that followed it."""
    return Status(
        person=after.person, liberty=Liberty.IN_CUSTODY, why=after.why, since=after.since, evidence=after.evidence
    )


def begun(one: Status, before: Sequence[tuple[date, date] | None]) -> tuple[date, date] | None:
    """Return the first and the last day on which a state can have begun.

    What is told without a day began at the latest when its source came out, and not before what was told before it.
    """
    days = days_of(one.since.edtf) if one.since else None
    if days is not None:
        return days
    published = min((day for day in map(published_day, one.evidence) if day), default=None)
    earlier = next((days[0] for days in reversed(before) if days), None)
    if published is None or earlier is None or earlier > published:
        return None
    return earlier, published


def spell_of(
    one: Status,
    begins: tuple[date, date] | None,
    following: tuple[Status, tuple[date, date] | None] | None,
    held: Sequence[Evidence],
    on: date,
) -> Spell:
    """Return the spell of a state: until the next one, its computed end, or the last that is told of it."""
    form = form_of(one)
    made = Spell(form=form, begins=begins, ends=None, evidence=one.evidence)
    nexts = following[1] if following else (on, on)
    until = one.until
    if until is not None and (nexts is None or until[1] < nexts[0]):
        return replace(made, ends=until, computed=True, term=term_days(one, begins))
    if following is not None:
        if nexts is not None and begins is not None and silent(form, following[0], begins, nexts):
            why = "when it ended is not told; at the latest with what follows"
            return replace(made, ends=(begins[1], nexts[1]), unsure=why)
        held_on = form in {Form.PRETRIAL, Form.HOUSE_ARREST} and form_of(following[0]) not in HELD | {Form.RELEASED}
        return replace(made, ends=nexts, unsure="no release before that is told" if held_on else "")
    if form in ENDLESS:
        return replace(made, open=True)
    now = as_of(one, held, on)
    if now.liberty is Liberty.UNKNOWN and one.liberty is not Liberty.UNKNOWN:
        last = max(last_told(one, held) or (begins[1] if begins else on), begins[1] if begins else date.min)
        if one.term is not None:
            ends = (begins[0] if begins else on, min(now.until[1], on) if now.until else on)
            return replace(made, ends=ends, unsure=now.why, computed=True, term=term_days(one, begins))
        return replace(made, ends=(min(last, on), on), unsure=now.why)
    return replace(made, ends=(on, on), open=True)


def silent(form: Form, following: Status, begins: tuple[date, date], nexts: tuple[date, date]) -> bool:
    """Tell whether of an arrest nothing more is told until a decision long after it: nobody says that it went on."""
    long_after = (nexts[0] - begins[1]).days > rules()["arrest"]["days"]
    return form is Form.APPREHENDED and long_after and form_of(following) not in HELD | {Form.RELEASED}


def term_days(one: Status, begins: tuple[date, date] | None) -> tuple[int, int] | None:
    """Return the days of a term served in full, from the first and from the last day on which it can begin."""
    lengths = one.term.penalty.duration if one.term else ""
    both = [(day, ends_after((day, day), lengths)) for day in begins or ()]
    counted = sorted((end - day).days for day, ends in both if ends for end in ends)
    return (counted[0], counted[-1]) if counted else None


def joined(found: Sequence[Spell]) -> list[Spell]:
    """Join spells of one form that follow each other without a gap; a spell that ends before the next leaves one."""
    made: list[Spell] = []
    for one in found:
        last = made[-1] if made else None
        if last and last.form is one.form and not last.computed and last.ends is not None:
            evidence = tuple(dict.fromkeys((*last.evidence, *one.evidence)))
            made[-1] = replace(one, begins=last.begins, evidence=evidence, term=None)
        else:
            made.append(one)
    return made


def totals(some: Sequence[Spell]) -> dict[Form, tuple[int, int] | None]:
    """Return the fewest and the most days in each form; None where a spell of it has no known bounds."""
    found: dict[Form, tuple[int, int] | None] = {}
    for one in some:
        days = one.days
        before = found.get(one.form, (0, 0))
        found[one.form] = (before[0] + days[0], before[1] + days[1]) if before and days else None
    return found
